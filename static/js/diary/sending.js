// Sends what waits, one entry after another. The market knows each by its key and writes it once:
// an answer that got lost on the way is asked for again, and nothing is in the book twice.
import { drop, keep, waiting } from "./store.js";

const WAITS = 15_000; // milliseconds for an answer; a photo on a slow network takes its time
const WAITS_FOR_A_PHOTO = 90_000;

const ask = async (address, options = {}, limit = WAITS) => {
  const answer = await fetch(address, { ...options, redirect: "error", signal: AbortSignal.timeout?.(limit) });
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  return { status: answer.status, told };
};

const bodyOf = (entry, person, token) => {
  const body = new FormData();
  for (const [name, value] of entry.fields) body.append(name, value);
  body.set("key", entry.key);
  body.set("person", person);
  body.set("csrfmiddlewaretoken", token);
  body.set("age", String(Math.max(0, Math.round((Date.now() - entry.written) / 1000))));
  if (entry.photo) body.set("photo", entry.photo, "anh.jpg");
  return body;
};

// What the market said of one entry: "done", "refused", or why the rest has to wait.
const settle = async (entry, { status, told }) => {
  if (status === 200 && told.outcome) {
    await drop(entry.key);
    return "done";
  }
  if (status === 401) return "sign-in";
  if (status === 409) return "others";
  if (status === 404) told.words = "";
  else if (status !== 422 && status !== 413) return "later";
  await keep({ ...entry, state: "refused", words: told.words ?? "", sure: Boolean(told.sure), gone: status === 404 });
  return "refused";
};

const sendAll = async (address) => {
  const mine = (await waiting()).filter((entry) => entry.state === "waiting");
  if (!mine.length) return { outcome: "", done: 0 };
  const who = await ask(address);
  if (who.status !== 200) return { outcome: who.status === 401 ? "sign-in" : "later", done: 0 };
  let [outcome, done] = ["", 0];
  for (const entry of mine.filter((one) => one.person === who.told.person)) {
    const body = bodyOf(entry, who.told.person, who.told.token);
    const answer = await ask(entry.send, { method: "POST", body }, entry.photo ? WAITS_FOR_A_PHOTO : WAITS);
    outcome = await settle(entry, answer);
    if (outcome === "done") done += 1;
    else if (["sign-in", "others"].includes(outcome)) break;
  }
  return { outcome, done, person: who.told.person };
};

// Two open pages of one phone do not send at once; where they may, the market still writes once.
export const send = async (address) => {
  try {
    if (!navigator.locks) return await sendAll(address);
    return await navigator.locks.request("cho-goc-so-tay", () => sendAll(address));
  } catch {
    return { outcome: "offline", done: 0 };
  }
};
