// Signing out: the diary's pages on this phone show nothing of it any more. Entries wait as before.

document.addEventListener("submit", (event) => {
  if (event.target.action.endsWith("/dang-xuat/")) globalThis.caches?.delete("nhat-ky-trang");
});
