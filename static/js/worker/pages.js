// Part of the service worker: pages of products and codes that were opened, kept to be read without a network.

const KEPT = /^\/(?:san-pham\/[^/]+|truy-xuat\/(?:ma|lo)\/[0-9A-Z]+)\/$/;
// Public rooms, where a page may say that there is no network. What is not named here — basket, checkout,
// payment, account, orders, places of work — the worker never touches.
const PUBLIC = /^\/(?:$|(?:san-pham|ke-hang|xa|chu-the|trang|truy-xuat|tim-kiem|thu-hoi|so-minh-bach|ngoai-tuyen)\/)/;
const FRESH = 60_000; // milliseconds in which a page is not asked for again
const PATIENCE = 10_000; // after which a kept page is shown in place of one that does not come

const savedAt = (kept) => Number(kept?.headers.get("X-Saved-At") ?? 0);

// Asks for a page once more as nobody, so that neither a name nor a basket is kept.
const keepPage = async (path, language) => {
  const before = await lookUp(PAGES, path);
  if (Date.now() - savedAt(before) < FRESH && before.headers.get("X-Kept-In") === language) return;
  const answer = await asNobody(path, language);
  if (answer.status === 404 || answer.status === 410) await (await caches.open(PAGES)).delete(path);
  if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("text/html")) return;
  const text = await answer.text();
  const headers = new Headers({ "Content-Type": "text/html; charset=utf-8" });
  headers.set("Content-Security-Policy", answer.headers.get("Content-Security-Policy") ?? "default-src 'self'");
  headers.set("X-Saved-At", String(Date.now()));
  headers.set("X-Kept-In", language);
  headers.set("X-Title", encodeURIComponent(/<title>([^<]*)/.exec(text)?.[1].trim() ?? path));
  await putBy(PAGES, path, new Response(text, { headers }), MARKET.mostPages);
  await keepFiles(filesOf(text));
};

// The page as it was, marked so: its forms are hidden by style, and a line says when it was kept.
const asSaved = async (kept) => {
  const language = kept.headers.get("X-Kept-In");
  const words = MARKET.words[language] ?? MARKET.words[MARKET.language];
  const style = { dateStyle: "short", timeStyle: "short" };
  const when = new Intl.DateTimeFormat(language, style).format(savedAt(kept));
  const note = `<p class="saved-note" role="status">${words.saved.replace("{when}", when)} <a href="">${words.again}</a></p>`;
  const text = (await kept.text())
    .replace(/<html(?=[\s>])/, `<html data-saved="${savedAt(kept)}"`)
    .replace(/<body[^>]*>/, (body) => body + note);
  return new Response(text, { headers: kept.headers });
};

const offlinePage = async () => lookUp(SHELL, `${MARKET.offline}?${await remembered()}`);

const afterPatience = (kept) =>
  new Promise((done) => { setTimeout(() => done(asSaved(kept.clone())), PATIENCE); });

routes.push({
  takes: (request, url) => request.mode === "navigate" && PUBLIC.test(url.pathname),
  answer: async (event) => {
    const { pathname } = new URL(event.request.url);
    const kept = KEPT.test(pathname) ? await lookUp(PAGES, pathname) : undefined;
    const fresh = Promise.resolve(event.preloadResponse).then((come) => come ?? fetch(event.request));
    try {
      return await (kept ? Promise.race([fresh, afterPatience(kept)]) : fresh);
    } catch {
      return kept ? asSaved(kept) : ((await offlinePage()) ?? Response.error());
    }
  },
});
