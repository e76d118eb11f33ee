// The state of the explorer in the address bar. Pure functions.

/** Returns { focus, group, expand, off } of an address: the node in focus, the group shown, the
 * expanded nodes, and what the legend hides (null: the default). */
export function readState(search) {
  const query = new URLSearchParams(search);
  const list = (name) => (query.get(name) || "").split(",").filter(Boolean);
  return {
    focus: query.get("focus") || "",
    group: query.get("group") || "",
    expand: list("expand"),
    off: query.has("off") ? list("off").filter((name) => name !== "none") : null,
  };
}

/** Returns what a state hides: derived overlaps on the map, unless the legend shows them. */
export function hidden({ focus, off }) {
  return off ?? (focus ? [] : ["derived"]);
}

/** Returns the query of an address that shows the state; empty for the career map. */
export function writeState({ focus, group, expand, off }) {
  const query = new URLSearchParams();
  if (focus) query.set("focus", focus);
  if (group) query.set("group", group);
  if (expand.length) query.set("expand", expand.join(","));
  if (off) query.set("off", off.join(",") || "none");
  const text = query.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

const MOST_EXPANDED = 3;

/** Returns the state after a node is expanded, or collapsed; one too many collapses the first. */
export function toggled(state, id) {
  const open = state.expand.includes(id);
  const expand = open ? state.expand.filter((other) => other !== id) : [...state.expand, id].slice(-MOST_EXPANDED);
  return { ...state, expand };
}

/** Returns the state after a node, or a group as "group:…", is chosen; "" is the map. */
export function chosen(state, id) {
  const isGroup = id.startsWith("group:");
  return { ...state, focus: isGroup ? "" : id, group: isGroup ? id.slice(6) : "", expand: [] };
}
