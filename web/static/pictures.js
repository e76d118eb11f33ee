// The small pictures on pages, each drawn as the server has laid it out.

import { getJson, root } from "./api.js";
import { createGraphView, orientation } from "./graph-view.js";

/** Draws the pictures in a part of the page: from an address, or from what the page carries. */
export function draw(part) {
  for (const element of part.querySelectorAll("[data-picture], [data-carried]")) {
    const picture = createGraphView(element, {
      grows: true,
      onChoose: (id) => location.assign(`${root}?focus=${encodeURIComponent(id)}`),
    });
    data(element)
      .then((drawn) => picture.show(drawn))
      .catch((error) => {
        element.textContent = error.message;
      });
  }
}

async function data(element) {
  if ("carried" in element.dataset) return JSON.parse(element.nextElementSibling.textContent)[orientation()];
  const address = new URL(element.dataset.picture, location.href);
  address.searchParams.set("orientation", orientation());
  return getJson(address);
}

draw(document);

for (const link of document.querySelectorAll("[data-share]")) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    link.textContent = "Link copied";
  });
}
