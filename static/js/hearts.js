/* Hearts on cards and product pages: a tap likes, another one no more. Without a script each heart
   leads to a page with one button. Kept pages are the same for everybody, so hearts are filled here. */
(() => {
  "use strict";
  const OWN = "/mon-da-thich/cua-toi.json";
  const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
  const hearts = (url) => document.querySelectorAll(`a[data-heart${url ? `="${CSS.escape(url)}"` : ""}]`);

  const fill = (url, isLiked) => {
    for (const heart of hearts(url)) {
      heart.classList.toggle("heart--full", isLiked);
      heart.setAttribute("aria-pressed", String(isLiked));
    }
  };

  const like = async (heart) => {
    const isLiked = !heart.classList.contains("heart--full");
    if (!cookie("csrftoken")) await fetch(heart.href);
    const body = new URLSearchParams({ do: isLiked ? "like" : "unlike", by: "script" });
    const headers = { "X-CSRFToken": cookie("csrftoken") };
    const answer = await fetch(heart.href, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(String(answer.status));
    fill(heart.dataset.heart, isLiked);
  };

  document.addEventListener("click", (event) => {
    const heart = event.target.closest?.("a[data-heart]");
    if (!heart || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    like(heart).catch(() => location.assign(heart.href));
  });

  if (!hearts().length) return;
  for (const heart of hearts()) heart.setAttribute("role", "button");
  if (cookie("thich")) {
    fetch(OWN)
      .then((answer) => answer.json())
      .then(({ liked }) => liked.forEach((url) => fill(url, true)))
      .catch(() => {});
  }
})();
