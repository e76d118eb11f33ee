// The pictures beside answers, each drawn as the server has laid it out.

import { getJson, root } from "./api.js";
import { carried } from "./drawn.js";
import { createGraphView, orientation } from "./graph-view.js";

const TEXT = { copied: "Link copied" };

/** Draws the pictures in a part of the page: carried by the page, or fetched from an address. */
export function drawPictures(part) {
  for (const element of part.querySelectorAll("[data-picture]")) {
    const graphView = createGraphView(element, {
      grows: true,
      onChoose: (id) => location.assign(`${root}?focus=${encodeURIComponent(id)}`),
    });
    load(element)
      .then((picture) => graphView.show(picture))
      .catch((error) => {
        element.textContent = error.message;
      });
  }
}

async function load(element) {
  const picture = carried(element)[orientation()];
  if (picture) return picture;
  const address = new URL(element.dataset.picture, location.href);
  address.searchParams.set("orientation", orientation());
  return getJson(address);
}

drawPictures(document);

for (const link of document.querySelectorAll("[data-share]")) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    link.textContent = TEXT.copied;
  });
}
