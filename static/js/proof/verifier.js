// The page where a kept file is checked: chosen, dropped or pasted; nothing of it leaves the machine.
import { tell, wordsOf } from "./show.js";

const desk = document.querySelector("[data-verifier]");
const words = wordsOf(desk);
const chosen = desk.querySelector("input[type=file]");
const pasted = desk.querySelector("textarea");
const mine = desk.querySelector("[data-own-key]");
const BLOCK = /<script id="proof" type="application\/json">([\s\S]*?)<\/script>/;

const read = (text) => {
  const inside = text.trimStart().startsWith("<") ? BLOCK.exec(text)?.[1] : text;
  try { return JSON.parse(inside); } catch { return undefined; }
};

const check = () => {
  const keys = mine.value.trim() ? mine.value.trim().split(/\s+/) : desk.dataset.keys.split(" ");
  return tell(desk, read(pasted.value), keys, words);
};

const take = async (file) => {
  if (!file) return;
  pasted.value = await file.text();
  await check();
};

chosen.addEventListener("change", () => take(chosen.files[0]));
desk.addEventListener("dragover", (event) => event.preventDefault());
desk.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files[0]); });
desk.querySelector("[data-check]").addEventListener("click", check);
desk.hidden = false;
