// Packing by scanning: each code is sent without leaving the page, and a sound says whether it fits.
// Without this file the form works as any other.

import { keepTyped } from "./typed.js";

const main = document.querySelector("#noi-dung");
const SOUND = "packing-sound";
const isLoud = () => localStorage.getItem(SOUND) !== "off";
let air;

const note = (pitch, from, lasts, shape) => {
  const [tone, volume] = [air.createOscillator(), air.createGain()];
  const start = air.currentTime + from;
  tone.type = shape;
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.25, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + lasts);
  tone.connect(volume).connect(air.destination);
  tone.start(start);
  tone.stop(start + lasts);
};

// Two rising notes for what fits, one long low one for what does not: heard without looking.
const sound = (good) => {
  navigator.vibrate?.(good ? 60 : [180, 80, 180]);
  if (!isLoud() || !window.AudioContext) return;
  air ??= new AudioContext();
  if (good) {
    note(880, 0, 0.12, "sine");
    note(1320, 0.1, 0.18, "sine");
  } else {
    note(170, 0, 0.5, "sawtooth");
  }
};

const showSwitch = () => {
  const button = main.querySelector("[data-sound]");
  if (!button) return;
  button.hidden = false;
  button.setAttribute("aria-pressed", String(isLoud()));
};

// The new page's middle in place of the old one; a running camera stays where it is, typed words too.
const show = (html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("#noi-dung");
  if (!fresh) return;
  const [camera, place] = [main, fresh].map((one) => one.querySelector("[data-scanner-view]"));
  const giveBack = keepTyped(main);
  main.replaceChildren(...fresh.childNodes);
  if (camera && !camera.hidden && place) {
    place.replaceWith(camera);
    camera.querySelector("video").play();
  }
  showSwitch();
  main.querySelector("input[name=serial]")?.focus({ preventScroll: true });
  giveBack();
};

// One code after the other, as they were scanned; the next may be scanned while this one travels.
const send = async (address, body) => {
  const answer = await fetch(address, { method: "POST", body });
  if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
  show(await answer.text());
  sound(answer.ok);
};
let sent = Promise.resolve();

main.addEventListener("submit", (event) => {
  const form = event.target;
  const box = form.querySelector("input[name=serial]");
  if (!box) return;
  event.preventDefault();
  const [code, body] = [box.value, new FormData(form)];
  box.value = box.defaultValue = "";
  sent = sent.then(() => send(form.action, body)).catch(() => {
    box.value = code;
    main.append(form);
    form.submit();
  });
});

main.addEventListener("click", (event) => {
  if (event.target.closest("[data-sound]")) {
    localStorage.setItem(SOUND, isLoud() ? "off" : "on");
    showSwitch();
    sound(true);
  }
});

showSwitch();
