// Pictures that turn and grow, and a page handed on. Without script they are swiped, opened, and copied by hand.

const gallery = document.querySelector("[data-gallery]");
const strip = gallery?.querySelector(".gallery");
const zoom = gallery?.querySelector("dialog");
const shown = () => Math.round(strip.scrollLeft / Math.max(1, strip.firstElementChild.offsetWidth));

// Arrows turn the strip by one; where one is, is said.
gallery?.addEventListener("click", (event) => {
  const turn = event.target.closest("[data-turn]");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (turn) strip.children[shown() + Number(turn.dataset.turn)]?.scrollIntoView({ behavior: still ? "instant" : "smooth", block: "nearest", inline: "center" });
});
strip?.addEventListener("scroll", () => {
  const where = gallery.querySelector("[data-where]");
  const words = `${shown() + 1} / ${strip.children.length}`;
  if (where && where.textContent !== words) where.textContent = words;
}, { passive: true });

// A tap shows the picture alone, another one brings it closer. Escape and the button close it.
strip?.addEventListener("click", (event) => {
  const link = event.target.closest("[data-zoom]");
  if (!link || event.metaKey || event.ctrlKey || !zoom.showModal) return;
  event.preventDefault();
  const picture = zoom.querySelector("img");
  picture.className = "";
  picture.src = link.href;
  picture.alt = link.querySelector("img").alt;
  zoom.showModal();
});
zoom?.querySelector("img").addEventListener("click", (event) => {
  const { offsetX, offsetY, target } = event;
  const [across, down] = [offsetX / target.offsetWidth, offsetY / target.offsetHeight];
  target.classList.toggle("is-large");
  const sheet = target.parentElement;
  sheet.scrollTo(across * sheet.scrollWidth - sheet.clientWidth / 2, down * sheet.scrollHeight - sheet.clientHeight / 2);
});

// Of the pack chosen no more may be asked for than there is.
document.querySelector("[data-packs]")?.addEventListener("change", ({ currentTarget, target }) => {
  const box = currentTarget.querySelector("[data-stepper] input");
  if (!target.dataset.most || !box) return;
  box.max = target.dataset.most;
  box.value = Math.min(Number(box.value), Number(box.max));
});

// Handing on: the phone's own sheet; where it has none, the address is copied (market.js).
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) {
    button.dataset.copy = button.dataset.share;
    continue;
  }
  button.addEventListener("click", () => {
    navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {});
  });
}
