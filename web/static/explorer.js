// The career map: connects the graph view, the panel, the legend and the address bar.

import { getFragment, getJson, root } from "./api.js";
import { carried, redraw } from "./drawn.js";
import { createGraphView, narrow, orientation } from "./graph-view.js";
import { fitLegend } from "./legend.js";
import { chosen, hidden, readState, toggled, writeState } from "./url-state.js";

const TEXT = {
  map: "Career map",
  inFocus: (title) => `${title} is in focus.`,
  expanded: (title, counts) => `${title} expanded, ${counts ? `${counts} more` : "nothing more to show"}.`,
  collapsed: (title, counts) => `${title} collapsed${counts && `, ${counts} fewer`}.`,
  plurals: { role: "roles", skill: "skills", responsibility: "responsibilities" },
  leftOut: (number) => `The list has ${number} more nodes than the picture.`,
};

const panel = document.querySelector("#panel");
const legend = document.querySelector("#legend");
const problem = document.querySelector("#problem");
const download = document.querySelector("#download");
const graphml = new URL(download.href).pathname;
const siteTitle = document.title.split(" · ").pop();

let state = readState(location.search);
let request = 0;
let drawn = []; // the nodes of the picture

const element = document.querySelector("#graph-view");
const svg = document.querySelector("[data-svg]");
let first = carried(element); // the picture of the address, for the first state

const graphView = createGraphView(element, {
  onChoose: (id) => go(chosen(state, id)),
  onToggle: (id) => go(id === state.focus ? chosen(state, "") : toggled(state, id)),
});

/** Shows a state, then puts it into the address bar. */
async function go(next) {
  if (writeState(next) === writeState(state)) return;
  if (await show(next)) history.pushState(null, "", writeState(next) || location.pathname);
}

/** Shows a state; returns false if the server has none, or a later request overtook this one. */
async function show(next) {
  const number = ++request;
  const query = new URLSearchParams();
  for (const name of ["focus", "group"]) if (next[name]) query.set(name, next[name]);
  if (next.expand.length) query.set("expand", next.expand.join(","));
  problem.hidden = true;
  try {
    const [picture, fragment] = await Promise.all([
      first?.[orientation()] ?? getJson(`${root}api/v1/picture?${query}&orientation=${orientation()}`),
      writeState(next) === writeState(state) ? null : getFragment(`${root}panel?${query}`),
    ]);
    if (number !== request) return false;
    const before = { state, nodes: drawn };
    state = next;
    drawn = picture.nodes;
    graphView.hide(hidden(state));
    fitLegend(legend, picture);
    graphView.show(picture);
    if (picture.left_out) tell(TEXT.leftOut(picture.left_out));
    if (fragment) replacePanel(fragment);
    if (fragment) announce(changed(before) ?? (state.focus ? TEXT.inFocus(title()) : TEXT.map));
  } catch (error) {
    tell(error.message);
    return false;
  }
  if (!first) updateFiles();
  first = null;
  for (const box of legend.querySelectorAll("input")) box.checked = !hidden(state).includes(box.name);
  download.href = state.focus ? `${graphml}?node=${encodeURIComponent(state.focus)}` : graphml;
  return true;
}

/** Makes the image for paper, and the file to download, those of the state. */
function updateFiles() {
  const query = writeState(state);
  redraw(element, query);
  svg.href = `${svg.pathname}${query}`;
  svg.download = `${state.focus || state.group || "career-map"}.svg`;
}

function tell(sentence) {
  problem.textContent = sentence;
  problem.hidden = false;
}

function replacePanel(fragment) {
  panel.replaceChildren(...fragment);
  panel.scrollTop = 0;
  document.title = `${state.focus ? title() : TEXT.map} · ${siteTitle}`;
}

function title() {
  return panel.querySelector("h1").textContent;
}

function announce(sentence) {
  document.querySelector("#announce").textContent = sentence;
}

/** Returns what happened if only one node was expanded or collapsed: "…, 3 roles more". */
function changed(before) {
  if (before.state.focus !== state.focus || before.state.group !== state.group) return null;
  const one = (more, less) => more.find((id) => !less.includes(id));
  const [opened, closed] = [one(state.expand, before.state.expand), one(before.state.expand, state.expand)];
  if (!opened === !closed) return null;
  const node = [...drawn, ...before.nodes].find(({ id }) => id === (opened ?? closed));
  if (!node) return null;
  const words = node.title.split("\n")[0];
  if (opened) return TEXT.expanded(words, counted(drawn, before.nodes));
  return TEXT.collapsed(words, counted(before.nodes, drawn));
}

/** Counts the nodes of a list that another has not, by kind. */
function counted(nodes, others) {
  const known = new Set(others.map(({ id }) => id));
  const kinds = Object.entries(TEXT.plurals).map(([kind, plural]) => {
    const number = nodes.filter((node) => node.kind === kind && !known.has(node.id)).length;
    return number && `${number} ${number === 1 ? kind : plural}`;
  });
  return kinds.filter(Boolean).join(" and ");
}

// The links of the panel are addresses of the explorer; here they change it in place.
panel.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = new URL(link.href);
  if (address.origin !== location.origin || address.pathname !== location.pathname) return;
  event.preventDefault();
  const { toggle } = link.dataset;
  await go({ ...readState(address.search), off: state.off });
  const toggles = toggle ? panel.querySelectorAll(`[data-toggle="${CSS.escape(toggle)}"]`) : [];
  ([...toggles].at(-1) ?? panel).focus();
});

legend.addEventListener("change", () => {
  const off = [...legend.querySelectorAll("input:not(:checked)")].map((box) => box.name);
  state = { ...state, off };
  history.replaceState(null, "", writeState(state) || location.pathname);
  graphView.hide(off);
  updateFiles();
});

for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => graphView.zoom(button.dataset.zoom));
}

addEventListener("popstate", () => {
  show(readState(location.search));
});

addEventListener("careergraph:go", (event) => {
  event.preventDefault();
  go(chosen(state, event.detail));
});

narrow.addEventListener("change", () => show(state));
panel.tabIndex = -1;
show(state);
