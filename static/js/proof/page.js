// The proof of a scan page: fetched once the page stands, then checked here, with or without network.
import { tell, wordsOf } from "./show.js";
import { compare } from "./compare.js";

const box = document.querySelector("[data-proof]");
const words = wordsOf(box);
const again = box.querySelector("[data-proof-again]");
let held = null;

const announce = (text) => { box.querySelector("[data-proof-said]").textContent = text; };

const run = async () => {
  announce(words.checking);
  try {
    held ??= await (await fetch(box.dataset.proof)).json();
  } catch {
    announce(words.no_network);
    return;
  }
  if (held === null) announce(words.nothing_signed);
  else await tell(box, held, box.dataset.keys.split(" "), words, compare);
};

again.hidden = false;
again.addEventListener("click", run);
if (document.readyState === "complete") run();
else window.addEventListener("load", run);
