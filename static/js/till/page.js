// The till: adds up, takes scanned codes, and says aloud when the money is there. Without this file
// its pages work, silently.

import { isLoud, say, turn, wake } from "./sounds.js";

const main = document.querySelector("#noi-dung");
const all = (words) => [...main.querySelectorAll(words)];
const add = () => {
  const sum = all("[data-till-sale] [data-price]").reduce((total, one) => {
    const box = one.querySelector("input[type=number]");
    one.classList.toggle("is-chosen", Boolean(box && Number(box.value)));
    return total + one.dataset.price * (box ? Math.max(0, Number(box.value)) : 1);
  }, 0);
  const asked = Number(main.querySelector("input[name=asked]")?.value.replace(/[^0-9]/g, ""));
  const told = main.querySelector("[data-till-total]");
  if (told) told.textContent = sum ? `${(asked || sum).toLocaleString("vi-VN")}\u00a0₫` : "–";
};

const refuse = (words) => {
  const place = main.querySelector("[data-till-refused]");
  [place.hidden, place.textContent] = [!words, words];
  if (words) say("wrong");
};

const scan = async (form) => {
  const typed = form.serial.value.trim();
  form.serial.value = "";
  if (!typed) return;
  const answer = await fetch(`${form.action}?${new URLSearchParams({ serial: typed })}`);
  const told = await answer.text();
  if (!answer.ok) return refuse(answer.status === 422 ? told : String(answer.status));
  const items = main.querySelector("[data-till-items]");
  const fresh = new DOMParser().parseFromString(told, "text/html").querySelector("[data-code]");
  if (items.querySelector(`[data-code="${fresh.dataset.code}"]`)) return refuse(form.dataset.again);
  items.append(fresh);
  refuse("");
  say("item");
  add();
};

const show = () => {
  add();
  for (const button of all("[data-sound]")) {
    [button.hidden, button.ariaPressed] = [false, String(isLoud())];
  }
  const came = main.querySelector("[data-came]:not([data-told]), [data-odd]:not([data-told])");
  if (!came) return;
  came.dataset.told = "yes";
  say(came.dataset.came ? "money" : "wrong");
  if (came.dataset.came) document.title = came.dataset.came;
  came.scrollIntoView({ block: "center" });
};

// The code comes without leaving the page, so that it may be heard when it is paid.
const sell = async (form) => {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
  if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  main.replaceChildren(...fresh.querySelector("#noi-dung").childNodes);
  document.title = fresh.title;
  if (answer.redirected) history.pushState({}, "", answer.url);
  window.htmx?.process(main);
  (main.querySelector(".till-pay") ?? main).scrollIntoView();
  if (!answer.ok) say("wrong");
  show();
};

document.addEventListener("pointerdown", wake);
document.addEventListener("htmx:afterSettle", show);
window.addEventListener("popstate", () => location.reload());
main.addEventListener("input", add);
main.addEventListener("change", add);
main.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-till-sale], [data-till-scan]")) return;
  event.preventDefault();
  wake();
  if (form.matches("[data-till-scan]")) scan(form);
  else sell(form).catch(() => form.submit());
});
main.addEventListener("click", (event) => {
  if (event.target.closest("[data-till-out]")) {
    event.target.closest("[data-code]").remove();
    add();
  }
  if (event.target.closest("[data-sound]")) {
    turn();
    wake();
    say("item");
    show();
  }
});
show();
