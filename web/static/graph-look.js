// The colours of a graph view, from the custom properties of the style sheet.

const KINDS = ["role", "skill", "responsibility"];
const COLOURS = ["leads-to", "requires", "overlaps-with", "band", "text", "muted", "surface", "accent"];
const HELD = { role: "✓ You: ", skill: "✓ " };

/** Returns the colours of the element's theme as a canvas takes them, and its font. */
export function theme(element) {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const colour = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const result = { face: getComputedStyle(element).fontFamily };
  for (const kind of KINDS) {
    result[kind] = { fill: colour(kind), border: colour(`${kind}-border`), text: colour(`${kind}-text`) };
  }
  for (const name of COLOURS) result[name] = colour(name);
  probe.remove();
  return result;
}

function faded(colour, alpha) {
  const numbers = colour.match(/[\d.]+/g);
  return `rgba(${numbers.slice(0, 3).join(", ")}, ${alpha})`;
}

/** Returns how vis-network draws a node; `dim` fades it, `held` marks what the reader holds. */
export function nodeLook(node, colours, { dim, hidden, inFocus, held }) {
  const { fill, border, text } = colours[node.kind];
  const alpha = dim ? 0.2 : 1;
  const look = {
    background: faded(fill, alpha),
    border: faded(inFocus ? colours.text : held ? colours.accent : border, alpha),
  };
  const fontColour = faded(dim ? colours.text : text, dim ? 0.6 : 1);
  return {
    id: node.id,
    hidden,
    label: held ? `${HELD[node.kind]}${node.label}` : node.label,
    borderWidth: inFocus || held ? 4 : 2,
    color: { ...look, highlight: look, hover: look },
    font: { ...node.font, color: fontColour, face: colours.face },
  };
}

/** Returns how vis-network draws an edge. */
export function edgeLook(edge, colours, { dim, hidden }) {
  const colour = faded(colours[edge.relation.replaceAll("_", "-")], dim ? 0.07 : 1);
  return {
    id: edge.id,
    hidden,
    color: { color: colour, hover: colour, highlight: colour, inherit: false },
    font: {
      size: 13,
      color: faded(colours.text, dim ? 0.1 : 1),
      background: dim ? undefined : colours.surface,
      strokeWidth: 0,
      face: colours.face,
    },
  };
}

/** Draws the bands and headings of a picture on the canvas, behind its nodes. */
export function drawBackground(context, { bands, headings }, colours) {
  context.fillStyle = colours.band;
  for (const band of bands) {
    context.beginPath();
    context.roundRect(band.x, band.y, band.width, band.height, 10);
    context.fill();
  }
  context.textBaseline = "middle";
  context.font = `600 15px ${colours.face}`;
  context.fillStyle = colours.muted;
  for (const { text, note, align, x, y } of headings) {
    context.textAlign = align;
    context.fillText(note ? `${text} · ${note}` : text, x, y);
  }
}
