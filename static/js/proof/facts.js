// A proof file against keys one trusts: what traceability/proofs/check.py does, in the browser.
import { Refused, decode, hash, isIncluded, leafHash } from "./tree.js";
import { asNumber, isSignedBy, readKey, signedTree } from "./notes.js";

const FORMAT = "chogoc.proof/1";
const HEADER = "c2sp.org/tlog-proof@v1";
const LINE = /^[a-z-]+ (?:-|\S+Z) \S+ (?:-|[0-9a-f]{64})$/;
const LEVELS = { producer: "self_declared", officer: "inspected", laboratory: "laboratory", council: "council" };
const SAID_AT = { event: 6, document: 10, recall: 10, key: 5 };
const WHOSE = { event: 7, document: 0, recall: 1 };
const OWN_NAME = ["reported-stars", "recognition", "recall"];

const readProof = (head) => {
  const [header, extra, index, ...steps] = head.split("\n");
  const isOne = header === HEADER && extra?.startsWith("extra ") && index?.startsWith("index ");
  if (!isOne) throw new Refused("unreadable");
  const raw = decode(extra.slice(6));
  const line = new TextDecoder("utf-8", { fatal: true }).decode(raw);
  const decoded = steps.map(decode);
  if (!LINE.test(line) || decoded.some((step) => step.length !== 32)) throw new Refused("unreadable");
  const [kind, at, of, row] = line.split(" ");
  return { raw, line, entry: { kind, at, of, row }, index: asNumber(index.slice(6)), steps: decoded };
};

const isOneEvent = (text, row) => {
  const start = `eventType=${row[1]}eventTime=`;
  const said = Date.parse(text.slice(start.length, start.length + 24));
  const apart = Math.abs(said - Date.parse(`${row[5].slice(0, 23)}Z`));
  return text.startsWith(start) && apart <= 1;
};

const agrees = async ({ text }, entry, row) => {
  const at = SAID_AT[entry.kind];
  if (at !== undefined && row[at] !== entry.at) return false;
  if (entry.kind === "event") return isOneEvent(text, row);
  if (entry.kind === "document") return entry.of === `ni:///sha-256;${row[9]}`;
  if (entry.kind === "key") return entry.of === `ni:///sha-256;${await hash(row[3])}`;
  return OWN_NAME.includes(entry.kind);
};

// What the columns say, once text and row have the hashes that the line names.
const readRow = async (fact, entry) => {
  if (!fact.row) {
    if (fact.text || entry.kind !== "event") throw new Refused("unreadable");
    return null;
  }
  if (entry.kind === "event" && entry.of !== `ni:///sha-256;${await hash(fact.text ?? "")}?ver=CBV2.0`) {
    throw new Refused("text");
  }
  const named = OWN_NAME.includes(entry.kind) ? entry.of.replace("ni:///sha-256;", "") : entry.row;
  if ((await hash(fact.row)) !== named) throw new Refused("row");
  const row = JSON.parse(fact.row);
  if (!Array.isArray(row)) throw new Refused("unreadable");
  if (!(await agrees(fact, entry, row))) throw new Refused("told");
  return row;
};

const readStood = async (one, { entry, line, row }, tree, signers) => {
  const [role, name, producer, key, held] = signers[one.by].row;
  const isOwn = role !== "producer" || row === null || row[WHOSE[entry.kind]] === producer;
  const text = `${tree.origin}/statement\n${line}\n${one.level}\n${one.at}\n`;
  const isTrue = LEVELS[role] === one.level && isOwn && (await isSignedBy(key, text, one.signature));
  if (!isTrue) throw new Refused("statement");
  return { role, name, held, level: one.level, at: one.at };
};

const checkFact = async (fact, tree, signers = []) => {
  const { raw, line, entry, index, steps } = readProof(fact.proof);
  if (index >= tree.size) throw new Refused("stale");
  const leaf = await leafHash(raw);
  if (!(await isIncluded({ leaf, index, size: tree.size, steps, root: tree.root }))) throw new Refused("place");
  const row = await readRow(fact, entry);
  const stood = [];
  const signed = tree.isSigned ? fact.signed ?? [] : [];
  for (const one of signed) stood.push(await readStood(one, { entry, line, row }, tree, signers));
  return { ...entry, line, row, stood };
};

const named = (failure, place = null) =>
  new Refused(failure instanceof Refused ? failure.reason : "unreadable", place);

// All of the file, or Refused with the first reason found: the facts, the tree, its witnesses.
export const check = async (file, keyLines) => {
  if (!globalThis.crypto?.subtle) throw new Refused("unsupported");
  const refuse = (place) => (failure) => { throw named(failure, place); };
  const isFile = file?.format === FORMAT && Array.isArray(file.signers) && file.facts?.length > 0;
  if (!isFile) throw new Refused("unreadable");
  const keys = await Promise.all(keyLines.map(readKey)).catch(refuse(null));
  const tree = await signedTree(file.checkpoint, keys).catch(refuse(null));
  if (tree.size !== file.size) throw new Refused("stale");
  const signers = await Promise.all(file.signers.map((one) => checkFact(one, tree))).catch(refuse(null));
  if (signers.some((one) => one.kind !== "key")) throw new Refused("unreadable");
  const facts = [];
  for (const [place, one] of file.facts.entries()) facts.push(await checkFact(one, tree, signers).catch(refuse(place)));
  return { tree, facts };
};
