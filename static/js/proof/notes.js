// Signed notes and their Ed25519 keys: C2SP signed-note, tlog-cosignature, tlog-checkpoint.
import { Refused, decode, encode, hex, join, sha256 } from "./tree.js";

const LOG = 1;
const WITNESS = 4;
const NUMBER = /^(0|[1-9][0-9]{0,18})$/;

export const asNumber = (text) => {
  if (!NUMBER.test(text)) throw new Refused("unreadable");
  return Number(text);
};

export const readKey = async (line) => {
  const [name, id, ...coded] = line.split("+");
  const [kind, ...material] = decode(coded.join("+"));
  const public_ = Uint8Array.from(material);
  const own = (await sha256(encode(`${name}\n`), Uint8Array.of(kind), public_)).slice(0, 4);
  const isOne = (kind === LOG || kind === WITNESS) && public_.length === 32;
  if (!name || !isOne || hex(own) !== id) throw new Refused("unreadable");
  return { name, id, kind, public: public_, line };
};

// Browsers of before 2025 lack it: they can check hashes and places, but no signature.
const knowsEd25519 = () =>
  crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]).then(() => true, () => false);

// Whether this key has signed the text. `raw` is the signature without the key's id.
export const hasSigned = async (key, text, raw) => {
  let [before, signed] = ["", raw];
  if (key.kind === WITNESS) {
    before = `cosignature/v1\ntime ${timeOf(raw)}\n`;
    signed = raw.slice(8);
  }
  const held = await crypto.subtle.importKey("raw", key.public, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", held, signed, encode(before + text));
};

const timeOf = (raw) => raw.slice(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);

const readSignature = (line) => {
  const parts = line.split(" ");
  if (parts.length !== 3 || parts[0] !== "—" || !parts[1]) throw new Refused("unreadable");
  const raw = decode(parts[2]);
  if (raw.length <= 4) throw new Refused("unreadable");
  return { name: parts[1], id: hex(raw.slice(0, 4)), raw: raw.slice(4) };
};

export const readNote = (written) => {
  const gap = written.lastIndexOf("\n\n");
  if (gap < 0 || !written.endsWith("\n")) throw new Refused("unreadable");
  const lines = written.slice(gap + 2, -1).split("\n");
  return { text: written.slice(0, gap + 1), signatures: lines.map(readSignature) };
};

const readCheckpoint = (text) => {
  const [origin, size, root, ...more] = text.split("\n");
  const isOne = origin && root && more.length && more.pop() === "" && !more.includes("");
  if (!isOne) throw new Refused("unreadable");
  const tree = { origin, size: asNumber(size), root: decode(root) };
  if (tree.root.length !== 32) throw new Refused("unreadable");
  return tree;
};

// The tree that the log has signed, and the witnesses who have seen it.
export const signedTree = async (checkpoint, keys) => {
  const note = readNote(checkpoint);
  const tree = readCheckpoint(note.text);
  const isOf = (key) => (one) => one.name === key.name && one.id === key.id;
  const logs = keys.filter((key) => key.kind === LOG && key.name === tree.origin);
  if (!logs.some((key) => note.signatures.some(isOf(key)))) throw new Refused("wrong_key");
  const witnesses = [];
  if (!(await knowsEd25519())) return { ...tree, witnesses, isSigned: false };
  for (const key of [...logs, ...keys.filter((one) => one.kind === WITNESS)]) {
    for (const one of note.signatures.filter(isOf(key))) {
      if (!(await hasSigned(key, note.text, one.raw))) throw new Refused("signature");
      if (key.kind === WITNESS) witnesses.push({ name: key.name, at: Number(timeOf(one.raw)) });
    }
  }
  return { ...tree, witnesses, isSigned: true };
};

export const isSignedBy = async (keyLine, text, coded) => {
  const key = await readKey(keyLine);
  const raw = join(decode(coded));
  return hex(raw.slice(0, 4)) === key.id && hasSigned(key, text, raw.slice(4));
};
