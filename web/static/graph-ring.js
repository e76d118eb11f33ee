// The ring around the node that the keyboard has reached, and the view that moves to it.

const MARGIN = 24; // pixels between the ring and the edge of the view
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Returns { at(id), off() }: shows the ring around a node of a network, in view, or no ring. */
export function createRing(canvas, network) {
  const ring = document.createElement("div");
  let node = "";
  ring.className = "ring";
  ring.hidden = true;
  canvas.append(ring);
  network.on("afterDrawing", place);

  /** Returns the box of the node in pixels of the view. */
  function box() {
    const { left, top, right, bottom } = network.getBoundingBox(node);
    const [first, last] = [{ x: left, y: top }, { x: right, y: bottom }].map((at) => network.canvasToDOM(at));
    return { left: first.x, top: first.y, right: last.x, bottom: last.y };
  }

  function place() {
    if (!network.getBoundingBox(node)) return; // none, or the next picture is not drawn yet
    const { left, top, right, bottom } = box();
    Object.assign(ring.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${right - left}px`,
      height: `${bottom - top}px`,
    });
  }

  /** Moves the view as little as needed, then the page. */
  function see() {
    const { left, top, right, bottom } = box();
    const x = excess(left, right, canvas.clientWidth);
    const y = excess(top, bottom, canvas.clientHeight);
    if (x || y) {
      const at = network.getViewPosition();
      const scale = network.getScale();
      const animation = still.matches ? false : { duration: 200, easingFunction: "easeInOutQuad" };
      network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale }, animation });
    }
    const above = canvas.getBoundingClientRect().top - y;
    scrollBy(0, excess(above + top, above + bottom, innerHeight));
  }

  return {
    at(id) {
      node = id;
      ring.hidden = false;
      see();
      place();
    },
    off() {
      node = "";
      ring.hidden = true;
    },
  };
}

/** Returns how far a stretch lies outside a view that begins at 0. */
function excess(start, end, size) {
  if (start < MARGIN) return start - MARGIN;
  return Math.max(0, end + MARGIN - size);
}
