// The legend of a picture: only what the picture shows, and what its hues stand for.

import { showDataText } from "./language.js";

function shownIn({ nodes, edges }) {
  const shown = new Set(nodes.map((node) => node.kind));
  for (const { relation, basis } of edges) {
    const derived = relation === "overlaps_with" && basis === "derived";
    shown.add(derived ? "derived" : relation);
    if (relation === "leads_to" && basis !== "stated" && basis !== "observed") shown.add("implied");
  }
  return shown;
}

function toneEntry({ tone, title }) {
  const entry = document.createElement("span");
  const swatch = document.createElement("span");
  const words = document.createElement("span");
  entry.className = "legend-entry of-tone";
  swatch.className = `swatch role tone-${tone}`;
  swatch.setAttribute("aria-hidden", "true");
  showDataText(words, title);
  entry.append(swatch, words);
  return entry;
}

/** Hides the entries of what a picture does not show; their checkboxes keep their state. */
export function fitLegend(legend, picture) {
  const shown = shownIn(picture);
  if (picture.tones.length && picture.nodes.every((node) => node.tone !== 0)) shown.delete("role");
  for (const entry of legend.querySelectorAll("[data-of]")) entry.hidden = !shown.has(entry.dataset.of);
  for (const entry of legend.querySelectorAll(".of-tone")) entry.remove();
  legend.querySelector("[data-of=role]").after(...picture.tones.map(toneEntry));
}
