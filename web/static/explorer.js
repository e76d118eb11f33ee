// The career map: connects the picture, the panel, the legend and the address bar.

import { getFragment, getJson } from "./api.js";
import { createPicture, orientation } from "./network.js";
import { readState, toggled, writeState } from "./url-state.js";

const panel = document.querySelector("#panel");
const legend = document.querySelector("#legend");
const problem = document.querySelector("#problem");
const download = document.querySelector("#download");
const graphml = new URL(download.href).pathname;
const siteTitle = document.title.split(" · ").pop();

let state = readState(location.search);
let asked = 0;

const picture = createPicture(document.querySelector("#network"), {
  onChoose: (id) => go({ ...state, focus: id, expand: [] }),
  onToggle: (id) => go(id === state.focus ? { ...state, focus: "", expand: [] } : toggled(state, id)),
});

/** Shows a state and puts it into the address bar. */
function go(next) {
  if (writeState(next) === writeState(state)) return;
  const moved = next.focus !== state.focus;
  state = next;
  history.pushState(null, "", writeState(state) || location.pathname);
  return show({ panelToo: moved });
}

async function show({ panelToo }) {
  const turn = ++asked;
  const query = new URLSearchParams({ orientation: orientation() });
  if (state.focus) query.set("focus", state.focus);
  if (state.expand.length) query.set("expand", state.expand.join(","));
  problem.hidden = true;
  try {
    const [data, fragment] = await Promise.all([
      getJson(`/api/v1/picture?${query}`),
      panelToo ? getFragment(`/panel?focus=${encodeURIComponent(state.focus)}`) : null,
    ]);
    if (turn !== asked) return;
    picture.hide(state.off);
    picture.show(data, state.focus);
    if (data.left_out) tell(`${data.left_out} more are not drawn; the list has them all.`);
    if (fragment) replacePanel(fragment);
  } catch (error) {
    tell(error.message);
  }
  for (const box of legend.querySelectorAll("input")) box.checked = !state.off.includes(box.name);
  download.href = state.focus ? `${graphml}?node=${encodeURIComponent(state.focus)}` : graphml;
}

function tell(sentence) {
  problem.textContent = sentence;
  problem.hidden = false;
}

function replacePanel(fragment) {
  panel.replaceChildren(...fragment);
  panel.scrollTop = 0;
  const title = panel.querySelector("h1").textContent;
  document.title = state.focus ? `${title} · ${siteTitle}` : `Career map · ${siteTitle}`;
  document.querySelector("#announce").textContent = state.focus
    ? `${title} is in the middle now.`
    : "The career map.";
}

panel.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-node]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go({ ...state, focus: link.dataset.node, expand: [] });
  panel.focus();
});

legend.addEventListener("change", () => {
  const off = [...legend.querySelectorAll("input:not(:checked)")].map((box) => box.name);
  state = { ...state, off };
  history.replaceState(null, "", writeState(state) || location.pathname);
  picture.hide(off);
});

for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => picture.zoom(button.dataset.zoom));
}

addEventListener("popstate", () => {
  const before = state;
  state = readState(location.search);
  show({ panelToo: before.focus !== state.focus });
});

addEventListener("careergraph:go", (event) => {
  event.preventDefault();
  go({ ...state, focus: event.detail, expand: [] });
});

matchMedia("(max-width: 800px)").addEventListener("change", () => show({ panelToo: false }));
panel.tabIndex = -1;
show({ panelToo: false });
