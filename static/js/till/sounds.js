// What the till says: heard and felt, for whoever is not looking. It can be switched off.

const SOUND = "till-sound";
export const isLoud = () => localStorage.getItem(SOUND) !== "off";
let air;

// Browsers let a page be heard once somebody has touched it.
export const wake = () => {
  if (!window.AudioContext) return;
  air ??= new AudioContext();
  air.resume();
};

const note = (pitch, from, lasts, shape) => {
  const [tone, volume] = [air.createOscillator(), air.createGain()];
  const start = air.currentTime + from;
  tone.type = shape;
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.35, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + lasts);
  tone.connect(volume).connect(air.destination);
  tone.start(start);
  tone.stop(start + lasts);
};

// One short note for an item, four rising ones for money, one long low one for what is wrong.
const HEARD = {
  item: [[60], [[880, 0, 0.12, "sine"]]],
  money: [[200, 80, 200, 80, 400], [523, 659, 784, 1047].map((pitch, n) => [pitch, n * 0.16, n < 3 ? 0.25 : 0.7, "triangle"])],
  wrong: [[180, 80, 180], [[170, 0, 0.5, "sawtooth"]]],
};
export const say = (what) => {
  const [shakes, notes] = HEARD[what];
  navigator.vibrate?.(shakes);
  if (isLoud() && air) for (const one of notes) note(...one);
};

export const turn = () => localStorage.setItem(SOUND, isLoud() ? "off" : "on");
