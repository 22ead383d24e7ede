// What reaches the producer of a price, told while it is typed. Without this file the page tells it
// when it is asked or saved.

const LATER = 350;
const waiting = new WeakMap();

const told = (box) => box.closest("tr, .panel")?.querySelector("[data-payout-said]");

const ask = async (box) => {
  const said = told(box);
  if (!said) return;
  const price = box.value.replace(/[^0-9]/g, "");
  const answer = price && await fetch(`${box.dataset.payout}?gia=${price}`).catch(() => null);
  if (answer && answer.ok) said.textContent = await answer.text();
};

document.addEventListener("input", (event) => {
  const box = event.target.closest?.("[data-payout]");
  if (!box) return;
  clearTimeout(waiting.get(box));
  waiting.set(box, setTimeout(() => ask(box), LATER));
});
