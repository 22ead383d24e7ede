// The search box offers goods, makers and communes while one types: a combobox with a listbox
// (WAI-ARIA 1.2). Without this script the box searches when sent. Words come from the page.

export function suggest(input) {
  if (input.getAttribute("role")) return; // it does already
  const list = document.createElement("div");
  const told = document.createElement("p");
  const kept = new Map();
  let asking, waiting, at = -1;

  list.id = `${input.id}-goi-y`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  input.form.append(list, told);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);

  const options = () => [...list.querySelectorAll("[role=option]")];

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const show = (html) => {
    list.innerHTML = html; // our own page, escaped by its template
    const found = options();
    found.forEach((option, n) => { option.id = `${list.id}-${n}`; });
    close();
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = found.length ? input.dataset.found.replace("0", found.length) : "";
  };

  const choose = (to) => {
    const found = options();
    found[at]?.setAttribute("aria-selected", "false");
    at = (to + found.length + 1) % (found.length + 1); // one place more: the box itself
    const option = found[at];
    if (!option) {
      at = -1;
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  };

  const ask = async () => {
    const words = input.value.trim();
    asking?.abort();
    if (words.length < 2) return close();
    if (kept.has(words)) return show(kept.get(words));
    asking = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.suggests}?q=${encodeURIComponent(words)}`, { signal: asking.signal });
      if (!answer.ok) return close();
      const html = await answer.text();
      kept.set(words, html);
      if (input.value.trim() === words && document.activeElement === input) show(html);
    } catch {
      if (!asking.signal.aborted) close(); // no line, no list
    }
  };

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  };

  input.addEventListener("input", later);
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.isComposing) return;
    if (event.key === "ArrowDown") { event.preventDefault(); if (open) choose(at + 1); else ask(); }
    else if (event.key === "ArrowUp" && open) { event.preventDefault(); choose(at < 0 ? options().length - 1 : at - 1); }
    else if (event.key === "Enter" && open && at >= 0) { event.preventDefault(); options()[at].click(); }
    else if (event.key === "Escape" && open) { event.preventDefault(); close(); }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  input.addEventListener("blur", close);
  if (input.value !== input.defaultValue) later(); // typed while this script was on its way
}
