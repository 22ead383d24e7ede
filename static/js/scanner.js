// Reads the QR code of a label with the camera, where the browser can; the page works without.

const button = document.querySelector("[data-scanner]");
const view = document.querySelector("[data-scanner-view]");
const box = document.querySelector("input[name=ma], input[name=serial]");

const stop = (stream) => {
  for (const track of stream.getTracks()) track.stop();
  view.hidden = true;
};

const read = async (detector, video, stream) => {
  while (!view.hidden) {
    const [found] = await detector.detect(video).catch(() => []);
    if (found) {
      stop(stream);
      box.value = found.rawValue;
      box.form.requestSubmit();
      return;
    }
    await new Promise((wake) => { setTimeout(wake, 200); });
  }
};

const start = async () => {
  view.hidden = false;
  const said = view.querySelector("[data-scanner-said]");
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    const video = view.querySelector("video");
    video.srcObject = stream;
    await video.play();
    await read(new BarcodeDetector({ formats: ["qr_code"] }), video, stream);
  } catch {
    said.textContent = said.dataset.none;
  }
};

if (button && "BarcodeDetector" in window && navigator.mediaDevices) {
  button.hidden = false;
  button.addEventListener("click", start);
}
