// Private Ed25519 keys as files, and what is signed by them. They never leave this machine.
import { decode, encode, hex, join, sha256 } from "./tree.js";

const PRIVATE = "PRIVATE+KEY+";
const KIND = Uint8Array.of(1);
const PKCS8 = Uint8Array.from([48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32]); // before a seed (RFC 8410)

export const coded = (raw) => btoa(String.fromCharCode(...raw));

const idOf = async (name, open) => (await sha256(encode(`${name}\n`), KIND, open)).slice(0, 4);

export const newKey = async (name) => {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const seed = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey)).slice(-32);
  const open = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const start = `${name}+${hex(await idOf(name, open))}+`;
  return { secret: `${PRIVATE}${start}${coded(join(KIND, seed))}`, open: `${start}${coded(join(KIND, open))}` };
};

// The signature of a text, the key's id before it, and the key's name.
export const sign = async (secret, text) => {
  const line = secret.trim().split(/\s+/)[0];
  if (!line.startsWith(PRIVATE)) throw new Error("not a private key");
  const [name, id, ...rest] = line.slice(PRIVATE.length).split("+");
  const [kind, ...seed] = decode(rest.join("+"));
  if (kind !== KIND[0] || seed.length !== 32) throw new Error("not a private key");
  const key = await crypto.subtle.importKey("pkcs8", join(PKCS8, Uint8Array.from(seed)), "Ed25519", false, ["sign"]);
  const signed = new Uint8Array(await crypto.subtle.sign("Ed25519", key, encode(text)));
  const start = Uint8Array.from(id.match(/../g), (pair) => parseInt(pair, 16));
  return { name, signature: coded(join(start, signed)) };
};
