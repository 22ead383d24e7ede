// A photo is made upright and small before it waits: a phone holds many, and 3G carries them.

const LONGEST = 1600;

export const shrunk = async (file) => {
  if (!file?.size) return null;
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const sheet = document.createElement("canvas");
  sheet.width = Math.max(1, Math.round(picture.width * scale));
  sheet.height = Math.max(1, Math.round(picture.height * scale));
  sheet.getContext("2d").drawImage(picture, 0, 0, sheet.width, sheet.height);
  picture.close();
  return new Promise((done) => { sheet.toBlob(done, "image/jpeg", 0.82); });
};

// Where one stands, to two decimals, about a kilometre: nothing finer leaves this function.
export const whereabouts = () => new Promise((done) => {
  if (!navigator.geolocation) {
    done(null);
    return;
  }
  const rough = (degrees) => degrees.toFixed(2);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => done([["latitude", rough(coords.latitude)], ["longitude", rough(coords.longitude)]]),
    () => done(null),
    { timeout: 4000, maximumAge: 600_000 },
  );
});
