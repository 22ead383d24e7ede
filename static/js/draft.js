// What is typed into form[data-draft] survives a reload, going back, an error and a session that ended.
// It stays in this tab (sessionStorage), two hours at most, never a password; a page with [data-draft-over] ends it.

const LASTS = 2 * 60 * 60 * 1000; // milliseconds
const NEVER = ["password", "hidden", "file", "submit"];
const form = document.querySelector("form[data-draft]");
const shelf = (name) => `draft-${name}`;

const kept = () => {
  try {
    const draft = JSON.parse(sessionStorage.getItem(shelf(form.dataset.draft)));
    return draft && Date.now() - draft.at < LASTS ? draft.fields : {};
  } catch { return {}; }
};
const fields = () => [...form.elements].filter((field) => field.name && !NEVER.includes(field.type));
const isChoice = (field) => ["radio", "checkbox"].includes(field.type);

const keep = () => {
  const typed = {};
  for (const field of fields()) {
    if (!isChoice(field)) typed[field.name] = field.value;
    else if (field.checked) typed[field.name] = field.value;
    else if (field.type === "checkbox") typed[field.name] = null;
  }
  try {
    sessionStorage.setItem(shelf(form.dataset.draft), JSON.stringify({ at: Date.now(), fields: typed }));
  } catch { /* no room: the page works as before */ }
};

// Fills in what was typed, and tells the scripts that wait for it; a form come back with errors holds it already.
const fillIn = (draft) => {
  const changed = [];
  for (const field of fields()) {
    if (!(field.name in draft)) continue;
    const value = draft[field.name];
    const differs = isChoice(field) ? field.checked !== (value === field.value) : field.value !== value;
    if (!differs || (field.type === "radio" && value !== field.value)) continue;
    if (isChoice(field)) field.checked = value === field.value;
    else field.value = value;
    changed.push(field);
    field.closest("details")?.setAttribute("open", "");
  }
  for (const field of changed) {
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  }
};

for (const over of document.querySelectorAll("[data-draft-over]")) {
  try { sessionStorage.removeItem(shelf(over.dataset.draftOver)); } catch { /* nothing was kept */ }
}
if (form) {
  const draft = kept();
  window.addEventListener("load", () => {
    if (!form.querySelector("[aria-invalid=true]")) fillIn(draft);
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
  });
  // Choices that a script fetches come later than the page.
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (target.id !== "xa-phuong") return;
    const choice = [...target.querySelectorAll("input")].find((one) => one.value === draft[one.name]);
    if (choice && !choice.checked) choice.click();
  });
}
