// Draws a picture with vis-network; the only module that touches it.

const LEAST_SCALE = 0.68;
const GROWN = { most: 540, leastScale: 0.58 };
const DOUBLE_CLICK = 260;

export const narrow = matchMedia("(max-width: 800px)");

export function orientation() {
  return narrow.matches ? "portrait" : "landscape";
}

/** Resolves a custom property to a colour that a canvas understands. */
function resolver(element) {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const colour = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  return { colour, done: () => probe.remove() };
}

function faded(colour, alpha) {
  const numbers = colour.match(/[\d.]+/g);
  return `rgba(${numbers.slice(0, 3).join(", ")}, ${alpha})`;
}

function theme(element) {
  const { colour, done } = resolver(element);
  const colours = {};
  for (const kind of ["role", "skill", "responsibility"]) {
    colours[kind] = { fill: colour(kind), border: colour(`${kind}-border`), text: colour(`${kind}-text`) };
  }
  for (const name of ["leads-to", "requires", "overlaps-with", "band", "text", "muted", "surface", "accent"]) {
    colours[name] = colour(name);
  }
  done();
  return colours;
}

/**
 * Returns a picture in the element: { show(data), hide(names), zoom(how) }.
 * `onChoose(id)` and `onToggle(id)` are told of a click and of a double click on a node. One that
 * `grows` is as high as what it shows, up to a bound that `data-readable`, the least scale, may lift;
 * else it fills the height it is given.
 */
export function createGraphView(element, { onChoose = () => {}, onToggle = () => {}, grows = false } = {}) {
  let colours = theme(element);
  let data = { nodes: [], edges: [], headings: [], bands: [], options: {} };
  let middle = "";
  let off = new Set(element.dataset.off?.split(","));
  let network = null;
  let nodes = null;
  let edges = null;
  let pending = 0;
  let width = element.clientWidth;

  function nodeLook(node, dim) {
    const { fill, border, text } = colours[node.kind];
    const alpha = dim ? 0.2 : 1;
    const chosen = node.id === middle;
    const background = faded(fill, alpha);
    const edge = faded(chosen ? colours.text : border, alpha);
    return {
      id: node.id,
      hidden: off.has(node.kind) && !chosen,
      borderWidth: chosen ? 4 : 2,
      color: { background, border: edge, highlight: { background, border: edge }, hover: { background, border: edge } },
      font: { ...node.font, color: faded(dim ? colours.text : text, dim ? 0.6 : 1), face: getComputedStyle(element).fontFamily },
    };
  }

  function edgeLook(edge, dim) {
    const base = colours[edge.relation.replaceAll("_", "-")];
    const colour = faded(base, dim ? 0.07 : 1);
    const derived = edge.relation === "overlaps_with" && edge.basis === "derived";
    return {
      id: edge.id,
      hidden: off.has(edge.relation) || (derived && off.has("derived")),
      color: { color: colour, hover: colour, highlight: colour, inherit: false },
      font: {
        size: 13,
        color: faded(colours.text, dim ? 0.1 : 1),
        background: dim ? undefined : colours.surface,
        strokeWidth: 0,
        face: getComputedStyle(element).fontFamily,
      },
    };
  }

  function restyle(lit = null) {
    const path = data.nodes.some((node) => node.on_path);
    const litNode = (node) => (lit ? lit.nodes.has(node.id) : !path || node.on_path);
    const litEdge = (edge) => (lit ? lit.edges.has(edge.id) : !path || edge.on_path);
    nodes.update(data.nodes.map((node) => nodeLook(node, !litNode(node))));
    edges.update(data.edges.map((edge) => edgeLook(edge, !litEdge(edge))));
  }

  function highlight(id) {
    const touching = data.edges.filter((edge) => edge.from === id || edge.to === id);
    restyle({
      nodes: new Set([id, ...touching.flatMap((edge) => [edge.from, edge.to])]),
      edges: new Set(touching.map((edge) => edge.id)),
    });
  }

  function drawBehind(context) {
    context.fillStyle = colours.band;
    for (const band of data.bands) {
      context.beginPath();
      context.roundRect(band.x, band.y, band.width, band.height, 10);
      context.fill();
    }
    context.textBaseline = "middle";
    const face = getComputedStyle(element).fontFamily;
    for (const heading of data.headings) {
      context.textAlign = heading.align;
      context.font = `600 15px ${face}`;
      context.fillStyle = colours.muted;
      const note = heading.note ? ` · ${heading.note}` : "";
      context.fillText(heading.text + note, heading.x, heading.y);
    }
  }

  function bounds() {
    const boxes = [
      ...data.nodes.map((node) => network.getBoundingBox(node.id)),
      ...data.bands.map((b) => ({ left: b.x, right: b.x + b.width, top: b.y, bottom: b.y + b.height })),
      ...data.headings.map((h) => ({ left: h.x, right: h.x, top: h.y - 12, bottom: h.y + 12 })),
    ];
    const least = (side) => Math.min(...boxes.map((box) => box[side]));
    const most = (side) => Math.max(...boxes.map((box) => box[side]));
    return { left: least("left") - 16, right: most("right") + 16, top: least("top") - 16, bottom: most("bottom") + 16 };
  }

  /** Shows all of it, or at first as much as stays readable: the reader pans for the rest. */
  function fit(least = grows || middle ? GROWN.leastScale : LEAST_SCALE) {
    if (!data.nodes.length) return;
    const box = bounds();
    const across = box.right - box.left;
    const height = box.bottom - box.top;
    const tall = orientation() === "portrait";
    element.classList.toggle("tall", tall);
    if (tall || grows) {
      const whole = Math.min(1, element.clientWidth / across);
      const low = Math.max(GROWN.most / height, Number(element.dataset.readable ?? 0));
      const scale = tall ? whole : Math.max(Math.min(whole, low), GROWN.leastScale);
      element.style.height = `${Math.ceil(scale * height)}px`;
      network.setSize("100%", "100%");
      network.redraw();
    }
    const whole = Math.min(element.clientWidth / across, element.clientHeight / height, 1.15);
    const scale = Math.max(whole, tall ? 0.2 : least);
    const position = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    if (scale > whole && !middle) {
      const path = data.nodes.filter((node) => node.on_path);
      const seen = element.clientWidth / scale / 2;
      const wanted = path.length ? path.reduce((sum, node) => sum + node.x, 0) / path.length : box.left + seen;
      position.x = across > 2 * seen ? Math.min(Math.max(wanted, box.left + seen), box.right - seen) : position.x;
    } else if (scale > whole) {
      position.x = 0;
    }
    network.moveTo({ position, scale, animation: false });
  }

  function start() {
    nodes = new vis.DataSet();
    edges = new vis.DataSet();
    const tall = orientation() === "portrait";
    const interaction = { ...data.options.interaction, dragView: !tall, zoomView: false };
    network = new vis.Network(element, { nodes, edges }, { ...data.options, interaction });
    network.on("beforeDrawing", drawBehind);
    network.on("hoverNode", ({ node }) => highlight(node));
    network.on("blurNode", () => restyle());
    network.on("click", ({ nodes: [id] }) => {
      clearTimeout(pending);
      if (id !== undefined) pending = setTimeout(() => onChoose(id), DOUBLE_CLICK);
    });
    network.on("doubleClick", ({ nodes: [id] }) => {
      clearTimeout(pending);
      if (id !== undefined) onToggle(id);
    });
    element.addEventListener("wheel", zoomWithKey, { passive: false });
    new ResizeObserver(() => requestAnimationFrame(resized)).observe(element);
    const canvas = element.querySelector(".vis-network");
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", "Picture: arrow keys move it, [ and ] zoom");
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      colours = theme(element);
      restyle();
    });
  }

  function resized() {
    network.redraw();
    if (element.clientWidth !== width) fit();
    width = element.clientWidth;
  }

  /** Zooms with the wheel only while Ctrl or ⌘ is held, so that a page can be scrolled past. */
  function zoomWithKey(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? "in" : "out");
  }

  function zoom(how) {
    if (how === "fit") return fit(0.1);
    const scale = network.getScale() * (how === "in" ? 1.25 : 0.8);
    network.moveTo({ scale: Math.min(Math.max(scale, 0.1), 4), animation: false });
  }

  return {
    show(picture) {
      data = picture;
      middle = data.middle;
      if (!network) start();
      nodes.clear();
      edges.clear();
      nodes.add(data.nodes.map((node) => ({ ...node, ...nodeLook(node, false) })));
      edges.add(data.edges.map((edge) => ({ ...edge, ...edgeLook(edge, false) })));
      restyle();
      network.redraw();
      fit();
      element.dataset.ready = String(data.nodes.length);
      element.careergraph = { network, data };
    },
    hide(names) {
      off = new Set(names);
      if (network) restyle();
    },
    zoom,
  };
}
