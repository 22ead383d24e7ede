// On the page for no network: which pages this device keeps, newest first, and a way to throw them away.

const list = document.querySelector("[data-saved-pages]");
const clear = document.querySelector("[data-saved-clear]");

const show = async () => {
  const cache = await caches.open("pages");
  const rows = [];
  for (const request of await cache.keys()) {
    const kept = await cache.match(request);
    const link = document.createElement("a");
    link.href = new URL(request.url).pathname;
    link.textContent = decodeURIComponent(kept.headers.get("X-Title") ?? link.pathname);
    const when = document.createElement("span");
    when.className = "soft small";
    const style = { dateStyle: "short", timeStyle: "short" };
    const moment = new Intl.DateTimeFormat(document.documentElement.lang, style);
    when.textContent = ` · ${moment.format(Number(kept.headers.get("X-Saved-At")))}`;
    const row = document.createElement("li");
    row.append(link, when);
    rows.unshift(row);
  }
  list.replaceChildren(...rows);
  list.closest("section").hidden = rows.length === 0;
};

clear.addEventListener("click", async () => {
  await caches.delete("pages");
  await show();
});
if ("caches" in window) show();
