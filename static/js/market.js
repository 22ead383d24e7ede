// Small comforts on top of pages that work without them. No words live here: they come from the page.

const closest = (event, selector) =>
  event.target instanceof Element ? event.target.closest(selector) : null;

// Quantity: − and + around a number box, within its own limits.
document.addEventListener("click", (event) => {
  const button = closest(event, "[data-step]");
  const stepper = button?.closest("[data-stepper]");
  if (!stepper) return;
  const box = stepper.querySelector("input");
  if (Number(button.dataset.step) > 0) box.stepUp();
  else box.stepDown();
  stepper.querySelector("[role=status]").textContent = box.value;
  box.dispatchEvent(new Event("change", { bubbles: true }));
});

// Suggestions of the search box: fetched when somebody goes there.
document.addEventListener("focusin", (event) => {
  const box = closest(event, "[data-suggesting]");
  if (box) import(box.dataset.suggesting).then(({ suggest }) => suggest(box));
});

// Copy: the button says so for two seconds.
document.addEventListener("click", async (event) => {
  const button = closest(event, "[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const words = button.querySelector("span");
  const before = words.textContent;
  words.textContent = button.dataset.copied;
  setTimeout(() => { words.textContent = before; }, 2000);
});

// Print: a button that opens the printer.
document.addEventListener("click", (event) => {
  if (closest(event, "[data-print]")) window.print();
});

// Once: a form that was sent is not sent again while the answer is on its way.
document.addEventListener("submit", (event) => {
  const form = closest(event, "form[data-once]");
  if (!form) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

// Signing out takes along what was typed in this tab.
document.addEventListener("submit", ({ target }) => {
  if (target.matches("form[action$='/dang-xuat/']")) sessionStorage.clear();
});

// Waiting: a line above the page, after a moment, while an answer is on its way (frame.css).
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && !event.target.hasAttribute("hx-post")) document.documentElement.dataset.waiting = "";
});
window.addEventListener("pageshow", () => { delete document.documentElement.dataset.waiting; });

// Choice: a select or a box that sends its form as soon as it changes.
document.addEventListener("change", (event) => {
  closest(event, "[data-send-on-change]")?.form?.requestSubmit();
});

// Menus: a press elsewhere or Escape closes an open <details data-menu>.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
};
document.addEventListener("click", (event) => closeMenus(closest(event, "details[data-menu]")));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(null); });

// Countdown: on its last day hours, minutes and seconds until a moment, then the words for "over".
const count = () => {
  for (const clock of document.querySelectorAll("[data-countdown]")) {
    const left = Math.max(0, Math.round((Date.parse(clock.dateTime) - Date.now()) / 1000));
    if (left > 86400) continue;
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    const parts = hours ? [hours, minutes, seconds] : [minutes, seconds];
    const words = parts.map((part, place) => (place ? String(part).padStart(2, "0") : part)).join(":");
    clock.textContent = left ? words : clock.dataset.over;
  }
};
count();
setInterval(count, 1000);
