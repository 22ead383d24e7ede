// By day or by night, and how large the letters: before the first paint, and kept in this browser.
(() => {
  const NIGHT = { "": "screen and (prefers-color-scheme: dark)", light: "not all", dark: "screen" };
  const kept = (what) => {
    try { return localStorage.getItem(`look-${what}`) ?? ""; } catch { return ""; }
  };
  const keep = (what, choice) => {
    try { localStorage.setItem(`look-${what}`, choice); } catch { /* for this page only, then */ }
  };

  const show = (what, choice) => {
    if (what === "colours") document.getElementById("night").media = NIGHT[choice] ?? NIGHT[""];
    else document.documentElement.dataset.letters = choice;
    for (const button of document.querySelectorAll(`[data-look="${what}"]`)) {
      button.setAttribute("aria-pressed", String(button.value === choice));
    }
  };
  const showAll = () => ["colours", "letters"].forEach((what) => show(what, kept(what)));

  showAll();
  document.addEventListener("DOMContentLoaded", showAll);
  window.addEventListener("storage", showAll);
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("[data-look]");
    if (!button) return;
    keep(button.dataset.look, button.value);
    show(button.dataset.look, button.value);
  });
})();
