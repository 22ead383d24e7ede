// Shows what waits on this phone, and lets it be mended or dropped. All words come from the page.
import { drop, find, keep, waiting } from "./store.js";

const box = document.querySelector("[data-queue]");
export const words = box.querySelector("[data-words]").dataset;
const rows = box.querySelector("[data-queue-rows]");
const pattern = box.querySelector("template[data-queue-row]").content.firstElementChild;

export const say = (text) => {
  const said = box.querySelector("[data-queue-said]");
  said.textContent = text;
  said.hidden = !text;
};

const stateOf = (entry, person) => {
  if (entry.person !== person) return words.others;
  return entry.state === "refused" ? words.refused : words.waiting;
};

const drawn = (entry, person) => {
  const row = pattern.cloneNode(true);
  const put = (name, text) => { row.querySelector(`[data-${name}]`).textContent = text; };
  const [own, refused] = [entry.person === person, entry.state === "refused"];
  row.dataset.key = entry.key;
  put("name", entry.name);
  put("about", own ? entry.about : "");
  put("facts", own ? entry.facts : "");
  put("when", new Date(entry.written).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" }));
  put("state", stateOf(entry, person));
  const why = row.querySelector("[data-why]");
  why.textContent = entry.gone ? words.gone : entry.words;
  why.hidden = !(own && refused);
  row.querySelector('[data-act="mend"]').hidden = !(own && refused);
  row.querySelector('[data-act="sure"]').hidden = !(own && refused && entry.sure);
  row.querySelector('[data-act="drop"]').hidden = !own;
  return row;
};

export const draw = async (person) => {
  const all = await waiting();
  const count = box.querySelector("[data-queue-count]");
  count.textContent = count.dataset.one.replace("{n}", all.length);
  rows.replaceChildren(...all.map((entry) => drawn(entry, person)));
  box.hidden = all.length === 0;
  return all.length;
};

// The tick that was asked for is given, and the entry waits to be sent again.
const beSure = async (entry) => {
  const fields = entry.fields.filter(([name]) => name !== "is_sure");
  await keep({ ...entry, fields: [...fields, ["is_sure", "on"]], state: "waiting", sure: false });
};

export const listen = (person, { mend, send }) => {
  rows.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    const entry = await find(button.closest("[data-key]").dataset.key);
    if (!entry || entry.person !== person) return;
    if (button.dataset.act === "mend") mend(entry);
    else if (button.dataset.act === "sure") await beSure(entry);
    else if (window.confirm(words.dropping)) await drop(entry.key);
    await draw(person);
    if (button.dataset.act === "sure") send();
  });
  box.querySelector("[data-queue-send]").addEventListener("click", send);
};
