// The small pictures on the pages of a node and of a path.

import { getJson, root } from "./api.js";
import { createPicture, orientation } from "./network.js";

for (const element of document.querySelectorAll("[data-picture]")) {
  const picture = createPicture(element, {
    grows: true,
    onChoose: (id) => location.assign(`${root}?focus=${encodeURIComponent(id)}`),
  });
  const address = new URL(element.dataset.picture, location.href);
  address.searchParams.set("orientation", orientation());
  getJson(address)
    .then((data) => picture.show(data))
    .catch((error) => {
      element.textContent = error.message;
    });
}

for (const link of document.querySelectorAll("[data-share]")) {
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    link.textContent = "Link copied";
  });
}
