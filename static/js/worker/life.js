// Part of the service worker, the last: it comes, takes the place of the one before, hears pages, and answers.

const prepare = async () => {
  const cache = await caches.open(SHELL);
  for (const language of Object.keys(MARKET.words)) {
    const answer = await asNobody(MARKET.offline, language);
    if (!answer.ok) throw new Error(`${MARKET.offline}: ${answer.status}`);
    await keepFiles(filesOf(await answer.clone().text()));
    await cache.put(`${MARKET.offline}?${language}`, answer);
  }
  await keepFiles(MARKET.drawings);
};

// What an earlier version kept of its own goes; pages and files stay.
const takeOver = async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL);
  for (const name of old) {
    const language = await lookUp(name, LANGUAGE);
    if (language) await (await caches.open(SHELL)).put(LANGUAGE, language);
    await caches.delete(name);
  }
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
};

self.addEventListener("install", (event) => {
  self.skipWaiting(); // pages come from the network: there is nothing that must fit together
  event.waitUntil(prepare());
});
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

// A page says that it was opened, and in which language.
self.addEventListener("message", (event) => {
  const { opened, language } = event.data ?? {};
  if (!opened || !(language in MARKET.words)) return;
  const work = [remember(language)];
  if (KEPT.test(opened)) work.push(keepPage(opened, language));
  event.waitUntil(Promise.allSettled(work));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const route = routes.find((one) => one.takes(request, url));
  if (route) event.respondWith(route.answer(event));
});
