// Whether the page shows what was proved: step, day, place, amount, words and evidence of each line.
import { Refused } from "./tree.js";
import { isoDay } from "./show.js";

const OURS = "chogoc:";
const GROWN = ["crop", "variety", "substance", "dose"];
const WORDS = { planting: GROWN, treating: GROWN, recalling: [], testing: ["process", "test", "laboratory"] };

const textOf = (root, selector) => root.querySelector(selector)?.textContent.trim();

const shownDay = (text) => {
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text) ?? [];
  return year ? `${year}-${month}-${day}` : isoDay(`${text} 12:00 UTC`);
};

// «1.234,5 kg» in Vietnamese, "1,234.5 kg" in English: the numbers alone.
const numbersIn = (text) => {
  const [group, point] = document.documentElement.lang === "vi" ? [".", ","] : [",", "."];
  const found = (text ?? "").match(/\d[\d.,\s]*/g) ?? [];
  return found.map((one) => Number(one.replace(/\s/g, "").replaceAll(group, "").replace(point, ".")));
};

const stated = (list) => (list ?? []).filter((one) => "quantity" in one);

const sumsOf = (list) => {
  const sums = new Map();
  for (const { uom = "", quantity } of stated(list)) sums.set(uom, (sums.get(uom) ?? 0) + quantity);
  return [...sums.values()];
};

// What may stand there as an amount: all that went in and came out, or one amount, or a count.
const amountsOf = (said) => {
  const [into, out] = [sumsOf(said.inputQuantityList), sumsOf(said.outputQuantityList)];
  if (said.type === "TransformationEvent") return [into.length && out.length ? [...into, ...out] : out];
  const counted = [...stated(said.quantityList), ...stated(said.childQuantityList)];
  const items = (said.epcList ?? []).length + (said.childEPCs ?? []).length;
  return [...counted.map((one) => [one.quantity]), [items]];
};

const near = (one, other) => Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));

const isAmount = (text, said) => {
  const shown = numbersIn(text);
  const isOne = (some) => some.length === shown.length && some.every((one, at) => near(shown[at], one));
  return text === undefined || amountsOf(said).some(isOne);
};

const isEvent = (shown, row, words) => {
  const said = row[15];
  const lasting = said.ilmd ?? {};
  const told = (WORDS[row[2]] ?? ["process"]).map((name) => said[OURS + name] ?? lasting[OURS + name] ?? "");
  const where = textOf(shown, "[data-where]");
  const isBad = shown.classList.contains("timeline__event--warning");
  return textOf(shown, "h3") === words[`stage-${row[2]}`]
    && shownDay(textOf(shown, "time")) === isoDay(row[5])
    && textOf(shown, ".evidence") === words[`evidence-${row[11]}`]
    && (!where || !said[OURS + "place"] || where === String(said[OURS + "place"]).trim())
    && isAmount(textOf(shown, "[data-amount]"), said)
    && told.every((one) => (textOf(shown, ".timeline__note") ?? "").includes(String(one).trim()))
    && isBad === (row[4] === "non_conformant");
};

const isAsShown = (shown, { kind, row }, words) => {
  if (row === null) return true;
  return kind === "document" ? textOf(shown, "h3") === row[4] : isEvent(shown, row, words);
};

// Refuses a page that shows something else, or leaves out an event that was proved: the proof could
// be that of another lot. Gives how many things shown are in no checkpoint yet, and how many places
// are not in the record.
export const compare = (facts, words) => {
  const proved = new Map(facts.map((fact) => [fact.of, fact]));
  let [unsigned, unnamed] = [0, 0];
  for (const shown of document.querySelectorAll("[data-fact]")) {
    const fact = proved.get(shown.dataset.fact);
    if (fact && !isAsShown(shown, fact, words)) throw new Refused("shown", facts.indexOf(fact));
    unsigned += fact ? 0 : 1;
    unnamed += textOf(shown, "[data-where]") && fact?.kind === "event" && !fact.row?.[15][OURS + "place"] ? 1 : 0;
    proved.delete(shown.dataset.fact);
  }
  const hidden = [...proved.values()].find((fact) => fact.kind === "event");
  if (hidden) throw new Refused("shown", facts.indexOf(hidden));
  return { unsigned, unnamed };
};
