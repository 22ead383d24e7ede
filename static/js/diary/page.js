// The diary's page: entries are kept on the phone first, then sent. Without this it is plain forms.
import { draw, listen, say, words } from "./list.js";
import { send } from "./sending.js";
import { emptied, mend, written } from "./writing.js";

const page = document.querySelector("[data-diary]");
const home = page.dataset;
const position = page.querySelector("[data-position]");
const CONSENT = "cho-goc-vi-tri";
const AGAIN = 60_000; // milliseconds until what could not be sent is tried again

// What was asked for is taken from a page as it is now; an open form is left alone.
const refresh = async () => {
  const answer = await fetch(home.home, { redirect: "error" }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of page.querySelectorAll("[data-fresh]")) {
    const now = fresh.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (now && !part.querySelector(".jot[open]")) part.replaceChildren(...now.childNodes);
  }
};

const sendNow = async () => {
  const { outcome, done, person } = await send(home.send);
  const left = await draw(home.person);
  page.querySelector("[data-offline]").hidden = outcome !== "offline" && navigator.onLine;
  const said = { offline: words.offline, "sign-in": words.signIn, later: words.later, others: words.later }[outcome];
  const isOther = person && person !== home.person;
  say(left ? said ?? (isOther ? words.somebodyElse : "") : "");
  if (done) await refresh();
  if (left && ["offline", "later"].includes(outcome)) setTimeout(sendNow, AGAIN);
};

page.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-jot]");
  if (!form) return;
  event.preventDefault();
  const done = form.querySelector("[type=submit]");
  done.disabled = true;
  try {
    const entry = await written(form, home, position.checked);
    if (entry) {
      emptied(form);
      await draw(home.person);
      await sendNow();
    } else window.alert(words.notAPhoto);
  } catch {
    window.alert(words.noRoom);
  } finally {
    done.disabled = false;
  }
});

// Another lot: as much as it was the last time; the page knew only that of the first.
page.addEventListener("change", (event) => {
  const { form, name, dataset, files } = event.target;
  if (name === "about") {
    for (const field of ["quantity", "output", "packs"]) {
      const usual = dataset[`usual${field[0].toUpperCase()}${field.slice(1)}`];
      if (form.elements[field] && usual) form.elements[field].value = usual;
    }
  } else if (name === "photo") {
    const said = form.querySelector("[data-photo-said]");
    said.textContent = files.length ? said.dataset.taken : said.textContent;
  } else if (event.target === position) {
    localStorage.setItem(CONSENT, position.checked ? "yes" : "");
  }
});

// «ready» would be the shop's own worker, whose scope is everything: this waits for the diary's.
const atWork = (scope) => new Promise((done) => {
  const coming = scope.installing ?? scope.waiting;
  if (scope.active || !coming) done();
  else coming.addEventListener("statechange", () => { if (coming.state === "activated") done(); });
});

// Without a network the page opens all the same: a worker keeps it, with what it is drawn from.
const settleIn = async () => {
  const scope = await navigator.serviceWorker.register(home.worker, { scope: home.home });
  await atWork(scope);
  const needs = performance.getEntriesByType("resource").map((one) => one.name);
  const drawings = [...document.querySelectorAll("use")].map((one) => one.href.baseVal.split("#")[0]);
  const own = [...needs, ...drawings].map((name) => new URL(name, location.href)).filter((url) => url.origin === location.origin && !url.pathname.startsWith("/gian-hang/"));
  scope.active?.postMessage({ keep: [location.origin + home.home, ...new Set(own.map(String))] });
};

position.checked = localStorage.getItem(CONSENT) === "yes";
listen(home.person, { mend, send: sendNow });
window.addEventListener("online", sendNow);
window.addEventListener("offline", () => { page.querySelector("[data-offline]").hidden = false; });
document.addEventListener("visibilitychange", () => { if (!document.hidden) sendNow(); });
await draw(home.person);
sendNow();
if ("serviceWorker" in navigator) settleIn().catch(() => null);
