// The colours of a graph view, from the custom properties of the style sheet.

const KINDS = ["role", "skill", "responsibility"];
const COLOURS = ["leads-to", "requires", "overlaps-with", "band", "text", "muted", "surface", "accent"];

const TONES = 6;

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
  result.tones = [result.muted];
  for (let tone = 1; tone <= TONES; tone++) result.tones.push(colour(`tone-${tone}`));
  probe.remove();
  return result;
}

function faded(colour, alpha) {
  const numbers = colour.match(/[\d.]+/g);
  return `rgba(${numbers.slice(0, 3).join(", ")}, ${alpha})`;
}

function mixed(colour, other, percent) {
  const [first, second] = [colour, other].map((each) => each.match(/[\d.]+/g).map(Number));
  return `rgb(${[0, 1, 2].map((i) => Math.round((first[i] * percent + second[i] * (100 - percent)) / 100)).join(", ")})`;
}

/** Returns the colours of a node: those of its kind or, for a role, of its track and level. */
function coloursOf(node, colours) {
  if (node.tone === undefined) return colours[node.kind];
  const hue = colours.tones[node.tone];
  return { fill: mixed(hue, colours.surface, node.shade), border: hue, text: colours.text };
}

/** Returns how vis-network draws a node; `dim` fades it. */
export function nodeLook(node, colours, { dim, hidden, inFocus }) {
  const { fill, border, text } = coloursOf(node, colours);
  const alpha = dim ? 0.2 : 1;
  const look = {
    background: faded(fill, alpha),
    border: faded(inFocus || node.on_path ? colours.accent : border, alpha),
  };
  const fontColour = faded(dim ? colours.text : text, dim ? 0.6 : 1);
  return {
    id: node.id,
    hidden,
    borderWidth: inFocus ? 4 : node.on_path ? 3 : 1.5,
    color: { ...look, highlight: look, hover: look },
    font: { ...node.font, color: fontColour, face: colours.face },
  };
}

/** Returns an edge of a picture with its route as the canvas draws it. */
export function routed(edge) {
  return { ...edge, way: new Path2D(edge.route) };
}

/** Draws edges on the canvas, the lit ones last, with their arrowheads and labels. */
export function drawEdges(context, edges, colours) {
  const shown = edges.filter((edge) => !edge.hidden).sort((a, b) => Boolean(a.lit) - Boolean(b.lit));
  context.lineJoin = "round";
  for (const edge of shown) {
    const colour = colours[edge.on_path || edge.lit ? "accent" : edge.relation.replaceAll("_", "-")];
    context.globalAlpha = edge.dim ? 0.12 : 1;
    context.strokeStyle = context.fillStyle = colour;
    context.lineWidth = edge.on_path ? edge.width + 1.5 : edge.width;
    context.setLineDash(edge.dashes || []);
    context.stroke(edge.way);
    if (edge.head) arrowhead(context, edge.head, edge.width > 1 ? 1 : 0.7);
  }
  context.setLineDash([]);
  context.font = `16px ${colours.face}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const edge of shown) {
    if (!edge.label || !edge.at) continue;
    context.globalAlpha = edge.dim ? 0.15 : 1;
    context.lineWidth = 5;
    context.strokeStyle = colours.surface;
    context.fillStyle = colours.text;
    context.strokeText(edge.label, ...edge.at);
    context.fillText(edge.label, ...edge.at);
  }
  context.globalAlpha = 1;
}

function arrowhead(context, [x, y, degrees], size) {
  context.save();
  context.translate(x, y);
  context.rotate((degrees * Math.PI) / 180);
  context.scale(size, size);
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(-13, -6);
  context.lineTo(-10, 0);
  context.lineTo(-13, 6);
  context.fill();
  context.restore();
}

const probe = document.createElement("canvas").getContext("2d");
probe.lineWidth = 12;

/** Returns the edge at a point of the picture, if there is one. */
export function edgeAt(edges, { x, y }) {
  return edges.find((edge) => !edge.hidden && probe.isPointInStroke(edge.way, x, y));
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
  context.font = `600 16px ${colours.face}`;
  context.fillStyle = colours.muted;
  for (const { text, note, align, x, y } of headings) {
    context.textAlign = align;
    context.fillText(note ? `${text} · ${note}` : text, x, y);
  }
}
