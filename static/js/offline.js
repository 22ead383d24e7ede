// Registers the worker that keeps opened pages, and tells it which page this is. Nothing waits for it.
(() => {
  const { worker } = document.currentScript.dataset;
  const page = document.documentElement;
  if (!("serviceWorker" in navigator) || page.dataset.saved) return;
  const whenIdle = window.requestIdleCallback ?? ((then) => setTimeout(then, 1000));
  const tell = async () => {
    try {
      await navigator.serviceWorker.register(worker, { scope: "/" });
      const { active } = await navigator.serviceWorker.ready;
      active.postMessage({ opened: location.pathname, language: page.lang });
    } catch { /* a browser that may not keep anything: the pages work as before */ }
  };
  window.addEventListener("load", () => whenIdle(tell));
})();
