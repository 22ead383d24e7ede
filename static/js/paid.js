// The pay page once the money has come: its title says so in the row of tabs, and the good news comes into view.

document.addEventListener("htmx:afterSettle", () => {
  const news = document.querySelector("[data-news]");
  if (!news || news.dataset.told) return;
  news.dataset.told = "yes";
  document.title = news.dataset.news;
  news.scrollIntoView({ block: "center" });
  navigator.vibrate?.(120);
});
