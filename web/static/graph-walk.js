// Walks a picture by keyboard: arrow keys follow its edges, and what is reached is read out.

const TEXT = {
  role: "graph",
  keys: "Arrow keys: right follows an edge, left goes back, up and down go to the node above or below. Home, End: first or last of the ladder.",
  choose: "Enter: focus on the node.",
  toggle: "Space: expand or collapse it.",
  rest: "+, − and 0: zoom. Escape: leave.",
  group: "group of roles",
  plurals: { role: "roles", skill: "skills", responsibility: "responsibilities" },
  inFocus: "In focus.",
  onPath: "On the path.",
  leadsTo: (title, years) => `Leads to ${title}${years && `, ${years === NOT_STATED ? "years " : ""}${years}`}.`,
  leadsToMany: (number, title, years) => `Leads to ${number} roles here, ${yearsTo(title, years)}.`,
  requires: (counts) => `Requires ${counts} here.`,
  requiredBy: (counts) => `Required by ${counts} here.`,
  overlaps: (counts) => `Overlaps with ${counts} here.`,
  position: (number, total) => `${number} of ${total}.`,
  nothing: {
    ArrowRight: (title) => `Nothing leads on from ${title} here.`,
    ArrowLeft: (title) => `Nothing leads to ${title} here.`,
    ArrowUp: () => "This is the first node.",
    ArrowDown: () => "This is the last node.",
  },
  left: "The walk has ended. The Tab key leads on.",
};
const NOT_STATED = "not stated";
const ZOOM = { "+": "in", "=": "in", "-": "out", "−": "out", 0: "fit" };

/** Returns the title of a node, which its label may cut. */
function titleOf(node) {
  return (node.title ?? node.label).split("\n")[0];
}

/** Returns the nodes that a node leads on to, or with `back` those that lead to it, with the edges:
 * those on the path, else of "leads to", else what it requires, else what lies ahead and overlaps. */
function beyond(picture, node, back = false) {
  const [here, there] = back ? ["to", "from"] : ["from", "to"];
  const across = (edge) => (edge.from === node.id ? edge.to : edge.from);
  const lies = (other) => (other.x - node.x || other.y - node.y) * (back ? -1 : 1) > 0;
  const joined = (edges, end) => {
    const found = new Map(edges.map((edge) => [end(edge), edge]));
    const others = picture.nodes.filter((other) => found.has(other.id) && other.id !== node.id);
    return others.map((other) => ({ other, edge: found.get(other.id) })).sort((a, b) => byPlace(a.other, b.other));
  };
  const directed = (relation) =>
    joined(picture.edges.filter((edge) => edge[here] === node.id && edge.relation === relation), (edge) => edge[there]);
  const overlaps = picture.edges.filter(
    (edge) => edge.relation === "overlaps_with" && (edge.from === node.id || edge.to === node.id),
  );
  const aside = joined(overlaps, across).filter(({ other }) => lies(other));
  const onPath = [...directed("leads_to"), ...aside].filter(({ edge }) => edge.on_path);
  return [onPath, directed("leads_to"), directed("requires"), aside].find((list) => list.length) ?? [];
}

function byPlace(a, b) {
  return a.y - b.y || a.x - b.x;
}

function nearest(node, steps) {
  const away = ({ other }) => Math.hypot(other.x - node.x, other.y - node.y);
  return steps.toSorted((a, b) => away(a) - away(b))[0]?.other;
}

/** Returns the nodes column by column or, in a tall picture, row by row. */
function inOrder({ nodes, tall }) {
  const [first, second] = tall ? ["y", "x"] : ["x", "y"];
  return nodes.toSorted((a, b) => a[first] - b[first] || a[second] - b[second]);
}

/** Returns the list that the keys up and down go through: the nodes reached from the same one,
 * else the column of a node. */
function listOf(picture, node, siblings) {
  const same = picture.nodes.filter((other) => siblings.includes(other.id)).sort(byPlace);
  const along = picture.tall ? "y" : "x";
  return same.length > 1 ? same : inOrder(picture).filter((other) => other[along] === node[along]);
}

/** Returns the node before or after one in its list or, past its ends, in the next column. */
function beside(picture, node, siblings, by) {
  const list = listOf(picture, node, siblings);
  const next = list[list.indexOf(node) + by];
  if (next) return { next, siblings };
  const all = inOrder(picture);
  return { next: all[all.indexOf(node) + by], siblings: [] };
}

/** Returns the first or the last node of the path of a node, else of its ladder. */
function end(picture, node, back) {
  const seen = new Set();
  let last = node;
  while (last && !seen.has(last.id)) {
    seen.add(last.id);
    const steps = beyond(picture, last, back).filter(({ edge }) => (node.on_path ? edge.on_path : edge.relation === "leads_to"));
    const next = nearest(last, steps);
    if (!next) break;
    last = next;
  }
  return last;
}

function counted(nodes) {
  const kinds = Object.keys(TEXT.plurals).map((kind) => [kind, nodes.filter((node) => node.kind === kind).length]);
  const words = ([kind, number]) => `${number} ${number === 1 ? kind : TEXT.plurals[kind]}`;
  return kinds.filter(([, number]) => number).map(words).join(" and ");
}

/** Returns the years of a step in words; "" if the picture has none. */
function years(edge) {
  const text = edge.title?.match(/^Years: (.*)$/m)?.[1] ?? "";
  return text.replace("–", " to ");
}

function yearsTo(title, text) {
  if (!text) return `first ${title}`;
  return text === NOT_STATED ? `years to ${title} ${text}` : `${text} to ${title}`;
}

/** Returns what is read out when the walk reaches a node. */
function sentence(picture, node, siblings) {
  const kind = node.id.startsWith("group:") ? TEXT.group : node.kind;
  const said = [`${titleOf(node)}, ${kind}.`];
  if (node.id === picture.focus) said.push(TEXT.inFocus);
  if (node.on_path) said.push(TEXT.onPath);
  const touching = (relation, here, there) => {
    const ids = picture.edges.filter((edge) => edge.relation === relation && edge[here] === node.id).map((edge) => edge[there]);
    return picture.nodes.filter((other) => ids.includes(other.id));
  };
  const steps = beyond(picture, node).filter(({ edge }) => edge.relation === "leads_to");
  const next = nearest(node, steps);
  if (next) {
    const spent = years(steps.find(({ other }) => other === next).edge);
    const many = steps.length > 1;
    said.push(many ? TEXT.leadsToMany(steps.length, titleOf(next), spent) : TEXT.leadsTo(titleOf(next), spent));
  }
  const required = touching("requires", "from", "to");
  if (required.length) said.push(TEXT.requires(counted(required)));
  const requiring = touching("requires", "to", "from");
  if (requiring.length) said.push(TEXT.requiredBy(counted(requiring)));
  const alike = new Set([...touching("overlaps_with", "from", "to"), ...touching("overlaps_with", "to", "from")]);
  if (alike.size) said.push(TEXT.overlaps(counted([...alike])));
  const list = listOf(picture, node, siblings);
  if (list.length > 1) said.push(TEXT.position(list.indexOf(node) + 1, list.length));
  return said.join(" ");
}

/** Returns where a key leads to from a node, with the nodes that are reached from the same one. */
export function step(picture, node, siblings, key) {
  if (key === "Home" || key === "End") return { next: end(picture, node, key === "Home"), siblings: [] };
  if (key === "ArrowUp" || key === "ArrowDown") return beside(picture, node, siblings, key === "ArrowUp" ? -1 : 1);
  const steps = beyond(picture, node, key === "ArrowLeft");
  return { next: nearest(node, steps), siblings: steps.map(({ other }) => other.id) };
}

/** Returns the node where a walk begins: in focus, first on the path, the first role, or any. */
function start(picture) {
  const all = inOrder(picture);
  const first = (test) => all.find(test);
  return (
    first((node) => node.id === picture.focus) ??
    first((node) => node.on_path) ??
    first((node) => node.kind === "role") ??
    all[0]
  );
}

/**
 * Lets the keyboard walk a picture, and returns { redrawn() } to call when another is shown.
 * `view` has `shown()`, the visible picture, `tall` or not; `reach(id)` and `leave()`, which mark a
 * node; and what keys do: `choose(id)`, `toggle(id)`, which may be missing, and `zoom(how)`.
 */
export function addWalk(canvas, view) {
  const status = document.createElement("p");
  const keys = document.createElement("p");
  let current = "";
  let siblings = [];

  status.className = "hidden";
  status.setAttribute("role", "status");
  keys.className = "walk-keys";
  keys.id = `walk-keys-${document.querySelectorAll(".walk-keys").length}`;
  keys.textContent = [TEXT.keys, TEXT.choose, view.toggle && TEXT.toggle, TEXT.rest].filter(Boolean).join(" ");
  canvas.append(keys);
  canvas.after(status);
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", TEXT.role);
  canvas.setAttribute("aria-describedby", keys.id);

  function find() {
    const picture = view.shown();
    return [picture, picture.nodes.find((node) => node.id === current)];
  }

  function reach(picture, node) {
    current = node.id;
    view.reach(node.id);
    status.textContent = sentence(picture, node, siblings);
  }

  function walk(key) {
    const [picture, node] = find();
    if (!node) {
      siblings = [];
      if (picture.nodes.length) reach(picture, start(picture));
      return;
    }
    const found = step(picture, node, siblings, key);
    if (!found.next) status.textContent = TEXT.nothing[key](titleOf(node));
    else {
      siblings = found.siblings;
      reach(picture, found.next);
    }
  }

  function leave() {
    current = "";
    view.leave();
    status.textContent = TEXT.left;
  }

  const actions = {
    Enter: () => view.choose(current),
    " ": () => view.toggle?.(current),
    Escape: leave,
  };

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(Arrow|Home$|End$)/.test(event.key)) walk(event.key);
    else if (event.key in ZOOM) view.zoom(ZOOM[event.key]);
    else if (event.key in actions && current) actions[event.key]();
    else return;
    event.preventDefault();
  });
  canvas.addEventListener("blur", () => view.leave());
  canvas.addEventListener("focus", () => current && view.reach(current));

  return {
    redrawn() {
      if (!current) return;
      const [picture, node] = find();
      if (node && document.activeElement === canvas) view.reach(node.id);
      else current = node ? current : "";
      if (!node) view.leave();
      siblings = siblings.filter((id) => picture.nodes.some((other) => other.id === id));
    },
  };
}
