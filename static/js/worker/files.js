// Part of the service worker: style sheets, scripts, letters and pictures that kept pages need.

const NAMED = /(?:href|src)="(\/(?:static|hinh|media)\/[^"#]+)/g;
const OF_OURS = /^\/(?:static|hinh|media)\//;
const BY_CONTENT = /\.[0-9a-f]{12}\.\w+$/; // the address changes with the content, so a copy is never old

const filesOf = (text) => new Set([...text.matchAll(NAMED)].map(([, address]) => address));

// Each file once, from what the browser has just loaded anyway; one that fails is left out.
const keepFiles = async (addresses) => {
  for (const address of addresses) {
    try {
      const kept = BY_CONTENT.test(address) && (await lookUp(FILES, address));
      const answer = kept || (await fetch(address, { credentials: "omit" }));
      if (answer.ok) await putBy(FILES, address, answer, MARKET.mostFiles);
    } catch { /* without it the page still reads */ }
  }
};

routes.push({
  takes: (request, url) => OF_OURS.test(url.pathname) && request.mode !== "navigate",
  answer: async ({ request }) => {
    const { pathname } = new URL(request.url);
    const kept = BY_CONTENT.test(pathname) && (await lookUp(FILES, pathname));
    if (kept) return kept;
    return fetch(request).catch(async () => (await lookUp(FILES, pathname)) ?? Response.error());
  },
});
