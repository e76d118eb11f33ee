// What a page shows of a picture before it draws it: an image, and the data that it carries.

/** Returns the pictures that an element carries, by orientation. */
export function carried(element) {
  return JSON.parse(element.querySelector("script")?.textContent ?? "{}");
}

/** Puts another picture of the same address into the images of an element, for paper. */
export function redraw(element, query) {
  for (const image of element.querySelectorAll("source, img")) {
    const name = image.localName === "img" ? "src" : "srcset";
    const form = new URLSearchParams(image[name].split("?")[1]);
    const next = new URLSearchParams(query);
    for (const each of ["orientation", "theme"]) if (form.has(each)) next.set(each, form.get(each));
    image[name] = `${image[name].split("?")[0]}?${next}`;
  }
}

/** Draws an SVG image at twice its size and returns it as a PNG file. */
async function png(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * image.naturalWidth;
  canvas.height = 2 * image.naturalHeight;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

// A button PNG stands after the link to the SVG file.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-png]");
  if (!button) return;
  const svg = button.previousElementSibling;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await png(svg.href));
  link.download = svg.download.replace(/svg$/, "png");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});
