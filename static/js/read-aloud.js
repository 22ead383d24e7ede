// Reads aloud what a scanned code tells, where the device has a voice for the language of the page.

const button = document.querySelector("[data-read-aloud]");
const SPOKEN = [
  "h1", ".producer__name", ".told > .notice :is(h2, p)", ".verdict :is(h2, p):not(.code-line, :has(a))",
  ".timeline__title", ".timeline__when",
].join(", ");
const language = document.documentElement.lang;

const voice = () => speechSynthesis.getVoices().find((one) => one.lang.startsWith(language));
const offer = () => { button.hidden = !voice(); };

const say = (reading) => {
  button.setAttribute("aria-pressed", String(reading));
  button.querySelector("span").textContent = reading ? button.dataset.stop : button.dataset.start;
};
const read = () => {
  const parts = [...document.querySelector("main").querySelectorAll(SPOKEN)].map((part) => part.innerText.trim());
  parts.filter(Boolean).forEach((words, place, all) => {
    const part = new SpeechSynthesisUtterance(words);
    Object.assign(part, { voice: voice(), lang: language, rate: 0.95 });
    if (place === all.length - 1) part.onend = () => say(false);
    part.onerror = () => say(false);
    speechSynthesis.speak(part);
  });
  say(true);
};

if (button && "speechSynthesis" in window) {
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => {
    const reads = speechSynthesis.speaking;
    speechSynthesis.cancel();
    if (reads) say(false);
    else read();
  });
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}
