// Signs a statement about the first fact of the page with a key from a file, and fills the form.
import { sign } from "./signer.js";

const desk = document.querySelector("[data-signing]");
const said = desk.querySelector("[data-said]");

const statement = () => {
  const entry = document.querySelector("[data-entry]").textContent.trim();
  const at = new Date().toISOString().replace("Z", "000Z");
  return `${desk.dataset.origin}/statement\n${entry}\n${desk.querySelector("[data-level]").value}\n${at}\n`;
};

desk.querySelector("[data-sign]").addEventListener("click", async () => {
  try {
    const text = statement();
    const { name, signature } = await sign(await desk.querySelector("[data-key-file]").files[0].text(), text);
    desk.querySelector("[data-signed]").value = `${text}\n— ${name} ${signature}\n`;
    said.textContent = said.dataset.good;
  } catch {
    said.textContent = said.dataset.bad;
  }
});
desk.querySelector("[data-by-file]").hidden = false;
