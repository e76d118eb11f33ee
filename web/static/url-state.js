// What the explorer shows, as it stands in the address bar. Pure functions.

const DEFAULT_OFF = ["derived"];

/** { focus, expand, off } of an address: the node in the middle, what is expanded, what is hidden. */
export function readState(search) {
  const query = new URLSearchParams(search);
  const list = (name) => (query.get(name) || "").split(",").filter(Boolean);
  return {
    focus: query.get("focus") || "",
    expand: list("expand"),
    off: query.has("off") ? list("off").filter((name) => name !== "none") : DEFAULT_OFF,
  };
}

/** The query of an address that shows the state; empty for the career map. */
export function writeState({ focus, expand, off }) {
  const query = new URLSearchParams();
  if (focus) query.set("focus", focus);
  if (expand.length) query.set("expand", expand.join(","));
  if ([...off].sort().join() !== DEFAULT_OFF.join()) query.set("off", off.join(",") || "none");
  const text = query.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/** The state once a node has been expanded, or collapsed if it was. */
export function toggled(state, id) {
  const open = state.expand.includes(id);
  const expand = open ? state.expand.filter((other) => other !== id) : [...state.expand, id];
  return { ...state, expand };
}
