// The proof of a scan page: fetched once the page stands, then checked here, with or without network.
import { Refused } from "./tree.js";
import { isoDay, tell, wordsOf } from "./show.js";

const box = document.querySelector("[data-proof]");
const words = wordsOf(box);
const again = box.querySelector("[data-proof-again]");
let held = null;

const shownDay = (text) => {
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text) ?? [];
  return year ? `${year}-${month}-${day}` : isoDay(`${text} 12:00 UTC`);
};

const textOf = (root, selector) => root.querySelector(selector)?.textContent.trim();

// A line of the journey, or a paper, says what the proved columns say: step, day and evidence. No
// event that was proved may be left out: else the proof could be that of another lot.
const isAsShown = (shown, { kind, row }) => {
  if (row === null) return true;
  if (kind === "document") return textOf(shown, "h3") === row[4];
  return textOf(shown, "h3") === words[`stage-${row[2]}`]
    && shownDay(textOf(shown, "time")) === isoDay(row[5])
    && textOf(shown, ".evidence") === words[`evidence-${row[11]}`];
};

const compare = (facts) => {
  const proved = new Map(facts.map((fact) => [fact.of, fact]));
  let unsigned = 0;
  for (const shown of document.querySelectorAll("[data-fact]")) {
    const fact = proved.get(shown.dataset.fact);
    if (fact && !isAsShown(shown, fact)) throw new Refused("shown", facts.indexOf(fact));
    unsigned += fact ? 0 : 1;
    proved.delete(shown.dataset.fact);
  }
  const hidden = [...proved.values()].find((fact) => fact.kind === "event");
  if (hidden) throw new Refused("shown", facts.indexOf(hidden));
  return unsigned;
};

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
