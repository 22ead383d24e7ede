// From a filled-in form to an entry that waits on this phone, and back again to be mended.
import { keep } from "./store.js";
import { shrunk, whereabouts } from "./photo.js";

const LEFT_OUT = ["csrfmiddlewaretoken", "key", "age", "photo", "latitude", "longitude"];
const TOLD = ["quantity", "output", "packs", "amount", "substance", "crop", "name"];

const key = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
};

const about = (form) => form.querySelector('[name="about"]:checked')?.closest("label")?.querySelector("strong")?.textContent ?? "";

const facts = (form) => TOLD.map((name) => form.elements[name])
  .filter((box) => box?.value && box.type !== "hidden").map((box) => box.value).join(" → ");

// A photo that cannot be read is said at once, while the hand is still there to take another.
export const written = async (form, home, asksPosition) => {
  const chosen = form.elements.photo.files[0];
  const photo = chosen ? await shrunk(chosen) : form.mended?.photo ?? null;
  if (chosen && !photo) return null;
  const told = [...new FormData(form)].filter(([name]) => !LEFT_OUT.includes(name));
  const where = asksPosition ? await whereabouts() : null;
  const entry = {
    key: form.mended?.key ?? key(), person: home.person, send: home.send, kind: form.dataset.jot,
    name: form.dataset.name, about: about(form), facts: facts(form), fields: [...told, ...(where ?? [])],
    photo, written: form.mended?.written ?? Date.now(), state: "waiting", words: "",
  };
  await keep(entry);
  return entry;
};

const fill = (form, name, value) => {
  const box = form.elements[name];
  if (!box) return;
  if (box instanceof RadioNodeList) box.value = value;
  else if (box.type === "checkbox") box.checked = true;
  else box.value = value;
};

// The same entry in its form again; sent once more, it takes the place of the one that waits.
export const mend = (entry) => {
  const form = document.querySelector(`form[data-jot="${CSS.escape(entry.kind)}"]`);
  if (!form) return;
  for (const [name, value] of entry.fields) fill(form, name, value);
  form.mended = entry;
  const tile = form.closest("details");
  tile.open = true;
  tile.scrollIntoView({ block: "start" });
};

export const emptied = (form) => {
  form.mended = null;
  form.elements.photo.value = "";
  form.elements.happened_at.value = "";
  form.closest("details").open = false;
};
