// What was found, in the page's own words: a verdict, and the facts read from the bytes checked.
import { check } from "./facts.js";

const ZONE = { timeZone: "Asia/Ho_Chi_Minh" };
const UNITS = { KGM: "kg", LTR: "l" };

export const wordsOf = (root) => {
  const inside = root.querySelector("template[data-proof-words]").content;
  return Object.fromEntries([...inside.querySelectorAll("[data-word]")].map((one) => [one.dataset.word, one.textContent]));
};

const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);

export const isoDay = (at) => new Date(at).toLocaleDateString("sv-SE", ZONE);

const dayOf = (at) => (at ? isoDay(at).split("-").reverse().join("/") : "");

const added = (parent, tag, text, name = "") => {
  const one = document.createElement(tag);
  one.textContent = text;
  if (name) one.className = name;
  parent.append(one);
  return one;
};

const amountOf = (document_) => {
  const said = (list) => (list ?? []).filter((one) => "quantity" in one)
    .map((one) => `${one.quantity} ${UNITS[one.uom] ?? ""}`.trim()).join(", ");
  return ["inputQuantityList", "quantityList", "outputQuantityList"]
    .map((name) => said(document_[name])).filter(Boolean).join(" → ");
};

// Title, particulars and level of evidence, by the columns that docs/log.md lists for each kind.
const TOLD = {
  event: (row, words) => [words[`stage-${row[2]}`] ?? row[1], [dayOf(row[5]), amountOf(row[15])], row[11]],
  document: (row) => [row[4], [row[5], row[6]], "document"],
  recognition: (row, words) => [filled(words.stars, { n: row[1] }), [row[3], row[4]], "council"],
  "reported-stars": (row, words) => [filled(words.stars, { n: row[1] }), [words.reported], "self_declared"],
  recall: (row, words) => [words.recall, [row[8]], "self_declared"],
};

const addFact = (list, fact, words) => {
  const item = added(list, "li", "");
  const recorded = fact.at === "-" ? "" : filled(words.recorded, { day: dayOf(fact.at) });
  if (fact.row === null) {
    added(item, "strong", words.sealed);
    added(item, "span", recorded);
    return;
  }
  const [title, particulars, level] = TOLD[fact.kind](fact.row, words);
  added(item, "strong", title);
  added(item, "span", [...particulars, recorded].filter(Boolean).join(" · "));
  added(item, "span", words[`evidence-${level}`], "soft");
  for (const one of fact.stood) {
    const by = one.role === "producer" ? (one.held ? words.signed_held : words.signed_own) : words.stood;
    added(item, "span", filled(by, { name: one.name, day: dayOf(one.at), level: words[`evidence-${one.level}`] }));
  }
};

const say = (box, tone, text) => {
  const said = box.querySelector("[data-proof-said]");
  said.textContent = text;
  said.dataset.tone = tone;
};

const sentences = ({ tree, facts }, words, { unsigned, unnamed }) => {
  const latest = facts.map((fact) => fact.at).filter((at) => at !== "-").sort().pop();
  const sealed = facts.filter((fact) => fact.row === null).length;
  const said = [filled(tree.isSigned ? words.checked : words.unsupported, { day: dayOf(latest) })];
  if (sealed) said.push(filled(words.some_sealed, { n: sealed }));
  if (unsigned) said.push(filled(words.some_unsigned, { n: unsigned }));
  if (unnamed) said.push(filled(words.some_unnamed, { n: unnamed }));
  for (const one of tree.witnesses) said.push(filled(words.witness, { name: one.name, day: dayOf(one.at * 1000) }));
  return said.join(" ");
};

// Check a file and say so. `compare` looks whether the page shows what was proved; it may refuse,
// and gives how many things shown are in no checkpoint yet, and how many places in no record.
export const tell = async (box, file, keys, words, compare = () => ({ unsigned: 0, unnamed: 0 })) => {
  const list = box.querySelector("[data-proof-list]");
  list.replaceChildren();
  say(box, "wait", words.checking);
  try {
    const found = await check(file, keys);
    const left = compare(found.facts, words);
    for (const fact of found.facts) addFact(list, fact, words);
    const isWhole = found.tree.isSigned && !left.unsigned && found.facts.some((fact) => fact.row);
    say(box, isWhole ? "good" : "wait", sentences(found, words, left));
  } catch (failure) {
    const where = failure.fact === null || failure.fact === undefined ? "" : filled(words.at_fact, { n: failure.fact + 1 });
    say(box, "bad", [words.refused, where, words[`refused-${failure.reason ?? "unreadable"}`]].filter(Boolean).join(" "));
  }
};
