// Makes a key on this machine, saves its private part as a file, and fills the form with the rest.
import { newKey, sign } from "./signer.js";

const desk = document.querySelector("[data-own-keys]");
const said = desk.querySelector("[data-said]");

const save = (text, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

desk.querySelector("[data-new-key]").addEventListener("click", async () => {
  try {
    const key = await newKey(desk.dataset.name);
    const { signature } = await sign(key.secret, desk.dataset.text);
    save(`${key.secret}\n`, "khoa-rieng-cho-goc.txt");
    desk.querySelector("[data-public]").value = key.open;
    desk.querySelector("[data-signature]").value = signature;
    said.textContent = said.dataset.good;
  } catch {
    said.textContent = said.dataset.bad;
  }
});
desk.querySelector("[data-by-file]").hidden = false;
