// Part of the service worker: shelves of a bounded size, on which the newest stay.

const SHELL = `shell-${MARKET.version}`;
const PAGES = "pages";
const FILES = "files";

// Who answers a request: parts push { takes(request, url), answer(event) }; the first that takes it does.
const routes = [];

// Puts an answer at the end of its shelf, and takes what is too much from the beginning.
const putBy = async (shelf, key, answer, most) => {
  const cache = await caches.open(shelf);
  await cache.delete(key);
  await cache.put(key, answer);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((old) => cache.delete(old)));
};

const lookUp = async (shelf, key) => (await caches.open(shelf)).match(key);

// The language of the page opened last: a worker has no page of its own.
const LANGUAGE = "/~language";
const remembered = async () => {
  const kept = await lookUp(SHELL, LANGUAGE);
  return kept ? kept.text() : MARKET.language;
};
const remember = async (language) => {
  if (language in MARKET.words && language !== (await remembered())) {
    await (await caches.open(SHELL)).put(LANGUAGE, new Response(language));
  }
};

// As somebody without a name would get it: no cookie goes along, so nothing personal comes back.
const asNobody = (address, language) =>
  fetch(address, { credentials: "omit", headers: { "X-Kept-In": language }, redirect: "error" });
