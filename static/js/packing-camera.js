// The camera of the packing table: it stays open from one label to the next.

const main = document.querySelector("#noi-dung");
const PAUSE = 250;
const SAME_FOR = 2500;
const rest = (milliseconds) => new Promise((wake) => { setTimeout(wake, milliseconds); });
let last = { code: "", at: 0 };

// A label held still before the camera is one label.
const isNew = (code) => {
  const now = Date.now();
  const fresh = code !== last.code || now - last.at > SAME_FOR;
  last = { code, at: now };
  return fresh;
};

const watch = async (view, video, detector) => {
  while (!view.hidden && view.isConnected) {
    const [found] = await detector.detect(video).catch(() => []);
    const box = main.querySelector("input[name=serial]");
    if (found && box && isNew(found.rawValue)) {
      box.value = found.rawValue;
      box.form.requestSubmit();
    }
    await rest(PAUSE);
  }
  for (const track of video.srcObject.getTracks()) track.stop();
};

const open = async () => {
  const view = main.querySelector("[data-scanner-view]");
  const video = view.querySelector("video");
  view.hidden = false;
  try {
    const wanted = { video: { facingMode: "environment" } };
    video.srcObject = await navigator.mediaDevices.getUserMedia(wanted);
    await video.play();
    await watch(view, video, new BarcodeDetector({ formats: ["qr_code", "data_matrix"] }));
  } catch {
    const said = view.querySelector("[data-scanner-said]");
    said.textContent = said.dataset.none;
  }
};

const offer = () => {
  const button = main.querySelector("[data-scanner]");
  if (button) button.hidden = !("BarcodeDetector" in window && navigator.mediaDevices);
};

main.addEventListener("click", (event) => {
  if (event.target.closest("[data-scanner]")) open();
});
new MutationObserver(offer).observe(main, { childList: true });
offer();
