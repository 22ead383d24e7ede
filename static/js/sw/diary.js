// Serves a stall's diary without a network. Its scope is one diary; whatever else is asked for goes
// on its way. The page is asked of the network first; what it is drawn with keeps its address.

const PAGES = "nhat-ky-trang";
const THINGS = "nhat-ky-vat";
const PATIENCE = 4000; // milliseconds: a network that does not answer by then is none

const isDiary = (url) => /^\/gian-hang\/[^/]+\/nhat-ky\/$/.test(url.pathname);
const plain = (url) => url.origin + url.pathname;

const keepPage = async (request) => {
  const url = new URL(request.url ?? request);
  const answer = await fetch(request, { signal: AbortSignal.timeout?.(PATIENCE) });
  const kept = await caches.open(PAGES);
  if (answer.ok && !answer.redirected && answer.type === "basic") await kept.put(plain(url), answer.clone());
  return answer;
};

const page = async (event) => {
  try {
    return await keepPage(event.request);
  } catch (failure) {
    const kept = await caches.match(plain(new URL(event.request.url)), { cacheName: PAGES });
    if (kept) return kept;
    throw failure;
  }
};

const thing = async (request) => {
  const things = await caches.open(THINGS);
  const kept = await things.match(request);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok) await things.put(request, answer.clone());
    return answer;
  });
  if (!kept) return asked;
  asked.catch(() => null);
  return kept;
};

const keep = async (addresses) => {
  const things = await caches.open(THINGS);
  for (const address of addresses) {
    const url = new URL(address);
    if (isDiary(url)) await keepPage(address).catch(() => null);
    else if (!(await things.match(address))) await things.add(address).catch(() => null);
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && isDiary(url)) event.respondWith(page(event));
  else if (url.pathname.startsWith("/static/")) event.respondWith(thing(event.request));
});
