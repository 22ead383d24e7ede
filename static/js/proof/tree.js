// Hashes, their places in the tree (RFC 6962, section 2.1), and why a proof is refused.

export class Refused extends Error {
  constructor(reason, fact = null) {
    super(reason);
    this.reason = reason;
    this.fact = fact; // from 0; null for the whole file
  }
}

export const encode = (text) => new TextEncoder().encode(text);

export const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => { whole.set(part, at); return at + part.length; }, 0);
  return whole;
};

export const sha256 = async (...parts) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));

export const hex = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const hash = async (text) => hex(await sha256(encode(text)));

export const same = (one, other) => hex(one) === hex(other);

// Base64 in its one way.
export const decode = (text) => {
  const raw = atob(text);
  if (btoa(raw) !== text) throw new Refused("unreadable");
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
};

export const leafHash = (entry) => sha256(Uint8Array.of(0), entry);

const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

// RFC 9162, section 2.1.3.2.
export const isIncluded = async ({ leaf, index, size, steps, root }) => {
  let [place, last, found] = [index, size - 1, leaf];
  for (const step of steps) {
    if (last === 0) return false;
    if (place % 2 || place === last) {
      found = await nodeHash(step, found);
      while (place % 2 === 0 && place) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      found = await nodeHash(found, step);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && same(found, root);
};
