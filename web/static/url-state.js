// What the explorer shows, as it stands in the address bar. Pure functions.

/** { focus, group, expand, off } of an address: the node in the middle, the group that is shown,
 * what is expanded, and what is switched off (null: what is off by itself). */
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

/** What is hidden in a state: on the map derived overlaps, unless they are switched on. */
export function hidden({ focus, off }) {
  return off ?? (focus ? [] : ["derived"]);
}

/** The query of an address that shows the state; empty for the career map. */
export function writeState({ focus, group, expand, off }) {
  const query = new URLSearchParams();
  if (focus) query.set("focus", focus);
  if (group) query.set("group", group);
  if (expand.length) query.set("expand", expand.join(","));
  if (off) query.set("off", off.join(",") || "none");
  const text = query.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/** The state once a node has been expanded, or collapsed if it was. */
export function toggled(state, id) {
  const open = state.expand.includes(id);
  const expand = open ? state.expand.filter((other) => other !== id) : [...state.expand, id];
  return { ...state, expand };
}

/** The state once a node, or a group given as "group:…", has been chosen; "" is the map. */
export function chosen(state, id) {
  const isGroup = id.startsWith("group:");
  return { ...state, focus: isGroup ? "" : id, group: isGroup ? id.slice(6) : "", expand: [] };
}
