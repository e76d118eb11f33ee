// The small pictures on the pages of a node and of a path.

import { getJson } from "./api.js";
import { createPicture, orientation } from "./network.js";

for (const element of document.querySelectorAll("[data-picture]")) {
  const picture = createPicture(element, {
    grows: true,
    onChoose: (id) => location.assign(`/?focus=${encodeURIComponent(id)}`),
  });
  const address = new URL(element.dataset.picture, location.href);
  address.searchParams.set("orientation", orientation());
  getJson(address)
    .then((data) => picture.show(data, address.searchParams.get("focus") || ""))
    .catch((error) => {
      element.textContent = error.message;
    });
}
