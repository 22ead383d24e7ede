// In a saved file: checks what the file carries, with the keys it names. Needs no network.
import { tell, wordsOf } from "./show.js";

const kept = document.querySelector("[data-kept]");
const file = JSON.parse(document.getElementById("proof").textContent);
const mine = kept.querySelector("[data-own-key]");
const run = () => tell(kept, file, mine.value.trim() ? mine.value.trim().split(/\s+/) : file.keys, wordsOf(kept));

mine.addEventListener("change", run);
run();
