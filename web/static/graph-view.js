// Draws a picture with vis-network; with graph-ring.js the only module that uses it.

import { drawBackground, drawEdges, edgeAt, nodeLook, routed, theme } from "./graph-look.js";
import { createRing } from "./graph-ring.js";
import { addWalk } from "./graph-walk.js";
import { isHeld, onHeldChange } from "./held.js";

const TEXT = { canvas: "Picture: the arrow keys walk along its edges" };
const MIN_SCALE = 0.5;
const MIN_SCALE_IN_FOCUS = 0.58;
const MIN_SCALE_NARROW = 0.2;
const MAX_SCALE = 1.15;
const MAX_HEIGHT = 540; // pixels, of a picture that grows
const MARGIN = 16;
const DOUBLE_CLICK = 260; // milliseconds
const EASE = 220; // milliseconds
const still = matchMedia("(prefers-reduced-motion: reduce)");

export const narrow = matchMedia("(max-width: 800px)");

export function orientation() {
  return narrow.matches ? "portrait" : "landscape";
}

/**
 * Returns the graph view in an element: { show(picture), hide(names), zoom(how) }.
 * A click on a node calls `onChoose(id)`, a double click `onToggle(id)`. A view that `grows` is as
 * high as its picture: at most MAX_HEIGHT, unless `data-readable`, the least scale, needs more.
 * Other views fill the height of the element.
 */
export function createGraphView(element, { onChoose = () => {}, onToggle = null, grows = false } = {}) {
  let colours = theme(element);
  let picture = { nodes: [], edges: [], headings: [], bands: [], options: {}, focus: "" };
  let off = new Set(element.dataset.off?.split(","));
  let network = null;
  let walk = null;
  let nodes = null;
  let edges = [];
  let pending = 0;
  let size = "";
  let moved = false; // whether the reader has moved or zoomed the picture
  const faded = new Map();

  function isOff(node) {
    return off.has(node.kind) && node.id !== picture.focus;
  }

  function nodeNow(node, dim) {
    faded.set(node.id, dim);
    return nodeLook(node, colours, { dim, inFocus: node.id === picture.focus, held: isHeld(node), hidden: isOff(node) });
  }

  function isHidden(edge) {
    const derived = edge.relation === "overlaps_with" && edge.basis === "derived";
    return !edge.on_path && (off.has(edge.relation) || (derived && off.has("derived")));
  }

  /** Fades all but the lit edges, and returns whether to fade a node: without the lit ones, all but the path. */
  function fade(lit = null) {
    const path = picture.nodes.some((node) => node.on_path);
    const gone = new Set(picture.nodes.filter(isOff).map((node) => node.id));
    for (const edge of edges) {
      edge.lit = lit ? lit.edges.has(edge.id) : edge.on_path;
      edge.dim = lit ? !edge.lit : path && !edge.on_path;
      edge.hidden = isHidden(edge) || gone.has(edge.from) || gone.has(edge.to) || (edge.on_hover && !edge.lit);
    }
    return (node) => (lit ? !lit.nodes.has(node.id) : path && !node.on_path);
  }

  function restyle(lit = null) {
    const dim = fade(lit);
    const turned = picture.nodes.filter((node) => faded.get(node.id) !== dim(node));
    nodes.update(turned.map((node) => nodeNow(node, dim(node))));
    network.redraw();
  }

  function restyleAll() {
    faded.clear();
    restyle();
  }

  function highlight(id) {
    const touching = picture.edges.filter((edge) => edge.from === id || edge.to === id);
    restyle({
      nodes: new Set([id, ...touching.flatMap((edge) => [edge.from, edge.to])]),
      edges: new Set(touching.map((edge) => edge.id)),
    });
  }

  function bounds() {
    const boxes = [
      ...picture.nodes.map((node) => network.getBoundingBox(node.id)),
      ...picture.bands.map((b) => ({ left: b.x, right: b.x + b.width, top: b.y, bottom: b.y + b.height })),
      ...picture.headings.map((h) => ({ left: h.x, right: h.x, top: h.y - 12, bottom: h.y + 12 })),
    ];
    const least = (side) => Math.min(...boxes.map((box) => box[side])) - MARGIN;
    const most = (side) => Math.max(...boxes.map((box) => box[side])) + MARGIN;
    return { left: least("left"), right: most("right"), top: least("top"), bottom: most("bottom") };
  }

  /**
   * Shows the whole picture, or as much of it as is readable: the reader pans for the rest.
   * An `eased` camera moves there.
   */
  function fit(least = grows || picture.focus ? MIN_SCALE_IN_FOCUS : MIN_SCALE, eased = false) {
    if (!picture.nodes.length) return;
    moved = false;
    const box = bounds();
    const across = box.right - box.left;
    const height = box.bottom - box.top;
    const tall = orientation() === "portrait";
    element.classList.toggle("tall", tall);
    if (tall || grows) grow(across, height, tall);
    const whole = Math.min(element.clientWidth / across, element.clientHeight / height, MAX_SCALE);
    const scale = Math.max(whole, tall ? MIN_SCALE_NARROW : least);
    const position = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    if (scale > whole) position.x = picture.focus ? 0 : firstView(box, scale);
    network.moveTo({ position, scale, animation: eased && { duration: EASE, easingFunction: "easeInOutQuad" } });
    size = sizeNow();
  }

  /** Makes the element as high as the picture needs at the width there is. */
  function grow(across, height, tall) {
    const whole = Math.min(1, element.clientWidth / across);
    const low = Math.max(MAX_HEIGHT / height, Number(element.dataset.readable ?? 0));
    const scale = tall ? whole : Math.max(Math.min(whole, low), MIN_SCALE_IN_FOCUS);
    element.style.height = `${Math.ceil(scale * height)}px`;
    network.setSize("100%", "100%");
    network.redraw();
  }

  /** Returns the x to look at first in a picture that is too wide: the path, or the left end. */
  function firstView(box, scale) {
    const half = element.clientWidth / scale / 2;
    const path = picture.nodes.filter((node) => node.on_path);
    const wanted = path.length ? path.reduce((sum, node) => sum + node.x, 0) / path.length : box.left + half;
    if (box.right - box.left <= 2 * half) return (box.left + box.right) / 2;
    return Math.min(Math.max(wanted, box.left + half), box.right - half);
  }

  function start(drawn) {
    nodes = new vis.DataSet(drawn);
    const tall = orientation() === "portrait";
    const interaction = { ...picture.options.interaction, dragView: !tall, zoomView: false };
    const place = element.appendChild(document.createElement("div")); // vis-network would empty the element
    place.className = "canvas";
    network = new vis.Network(place, { nodes, edges: [] }, { ...picture.options, interaction });
    network.on("beforeDrawing", (context) => {
      drawBackground(context, picture, colours);
      drawEdges(context, edges.filter((edge) => !edge.on_hover), colours);
    });
    network.on("afterDrawing", (context) => drawEdges(context, edges.filter((edge) => edge.on_hover), colours));
    listen();
    const canvas = element.querySelector(".vis-network");
    canvas.setAttribute("aria-label", TEXT.canvas);
    walk = addWalk(canvas, walked(createRing(canvas, network)));
  }

  /** Returns what the keyboard walks, and what its keys do. */
  function walked(ring) {
    return {
      shown: () => ({
        ...picture,
        nodes: picture.nodes.filter((node) => !isOff(node)),
        edges: picture.edges.filter((edge) => !isHidden(edge)),
        tall: orientation() === "portrait",
      }),
      reach(id) {
        highlight(id);
        ring.at(id);
      },
      leave() {
        restyle();
        ring.off();
      },
      choose: onChoose,
      toggle: onToggle,
      zoom,
    };
  }

  function listen() {
    network.on("hoverNode", ({ node }) => highlight(node));
    network.on("blurNode", () => restyle());
    network.on("dragEnd", () => (moved = true));
    network.on("click", ({ nodes: [id] }) => {
      clearTimeout(pending);
      if (id !== undefined) pending = setTimeout(() => onChoose(id), DOUBLE_CLICK);
    });
    network.on("doubleClick", ({ nodes: [id] }) => {
      clearTimeout(pending);
      if (id !== undefined) onToggle?.(id);
    });
    element.addEventListener("pointermove", ({ offsetX: x, offsetY: y }) => {
      element.title = edgeAt(edges, network.DOMtoCanvas({ x, y }))?.title ?? "";
    });
    element.addEventListener("wheel", zoomWithKey, { passive: false });
    new ResizeObserver(() => requestAnimationFrame(resized)).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      colours = theme(element);
      restyleAll();
    });
  }

  onHeldChange(() => network && restyleAll());

  function sizeNow() {
    const grown = grows || orientation() === "portrait"; // its height follows from the picture
    return `${element.clientWidth} ${grown ? "" : element.clientHeight}`;
  }

  function resized() {
    if (sizeNow() === size) return;
    network.redraw();
    if (!moved) fit();
    size = sizeNow();
  }

  /** Zooms with the wheel only while Ctrl or ⌘ is held: without, the wheel scrolls the page. */
  function zoomWithKey(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? "in" : "out");
  }

  function zoom(how) {
    if (how === "fit") return fit(0.1);
    moved = true;
    const scale = network.getScale() * (how === "in" ? 1.25 : 0.8);
    network.moveTo({ scale: Math.min(Math.max(scale, 0.1), 4), animation: false });
  }

  return {
    show(next) {
      const before = new Map(picture.nodes.map((node) => [node.id, node]));
      const stays = ({ id, x, y }) => before.get(id)?.x === x && before.get(id)?.y === y;
      const eased = !still.matches && next.nodes.some(stays);
      picture = next;
      edges = picture.edges.map(routed);
      const dim = fade();
      const drawn = picture.nodes.map((node) => ({ ...node, ...nodeNow(node, dim(node)) }));
      if (network) {
        nodes.clear();
        nodes.add(drawn);
      } else start(drawn);
      const ready = () => (element.dataset.ready = String(picture.nodes.length));
      if (eased) network.once("animationFinished", ready);
      fit(undefined, eased);
      if (!eased) ready();
      walk.redrawn();
      element.careergraph = { network, data: picture, edges };
    },
    hide(names) {
      off = new Set(names);
      if (network) restyleAll();
    },
    zoom,
  };
}
