"""How long a frame of a picture takes, against plain vis-network with the same graph.

Both draw the same boxes, curves and labels on stages of one size, in turn, in one page. Each draw
ends with one pixel read back, so that the whole frame is counted. A hover is the change of looks
and the frame after it.

    python tests/benchmarks/frames.py
"""

from __future__ import annotations

import shutil
import statistics
import sys
from typing import Any

from first_picture import served
from playwright.sync_api import sync_playwright

from web.pictures.geometry import Rectangle
from web.pictures.routes import Line, routes
from web.pictures.vis import plain_picture, sized

GOAL = 1.5
ROUNDS = 25
SIZES = (50, 150, 300)
COMPARE = """
async ([picture, rounds]) => {
  const source = document.querySelector("script[type=module][src*='explorer.js']").src;
  const { createGraphView } = await import(source.replace("explorer.js", "graph-view.js"));
  document.body.replaceChildren();
  const stage = () => {
    const element = document.createElement("div");
    element.className = "graph-view";
    element.style.cssText = "width: 1000px; height: 700px; flex: none";
    document.body.append(element);
    return element;
  };
  const ours = stage();
  createGraphView(ours).show(structuredClone(picture));
  const { network } = ours.careergraph;
  const plainEdges = picture.edges.map((edge) => ({
    id: edge.id, from: edge.from, to: edge.to, label: edge.label, width: edge.width,
    arrows: "to", smooth: { enabled: true, type: "cubicBezier", roundness: 0.42 },
  }));
  const plain = new vis.Network(stage(), {
    nodes: new vis.DataSet(structuredClone(picture.nodes)), edges: new vis.DataSet(plainEdges),
  }, {
    physics: { enabled: false }, layout: { improvedLayout: false }, interaction: { hover: true },
  });
  const drawn = (each) => {
    each.redraw();
    each.canvas.frame.canvas.getContext("2d").getImageData(0, 0, 1, 1);
  };
  const timed = (each, work) => {
    const start = performance.now();
    work();
    drawn(each);
    return performance.now() - start;
  };
  const scale = network.getScale();
  const times = { pan: [[], []], hover: [[], []] };
  for (let round = 0; round < rounds; round++) {
    for (const [i, each] of [network, plain].entries()) {
      const position = { x: 10 * round, y: 6 * round };
      const move = () => each.moveTo({ position, scale, animation: false });
      times.pan[i].push(timed(each, move));
      const node = picture.nodes[round % picture.nodes.length].id;
      const hover = () => each.body.emitter.emit("hoverNode", { node });
      times.hover[i].push(timed(each, hover));
      each.body.emitter.emit("blurNode", { node });
    }
  }
  return times;
}
"""


def main() -> None:
    """Print the ratio of a pan and of a hover, by the number of nodes."""
    with served([]) as address, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": 1440, "height": 1500}, bypass_csp=True)
            page.goto(f"{address}/")
            page.locator("[data-ready]").wait_for()
            times = page.evaluate(COMPARE, [_picture(size), ROUNDS])
            for what, (ours, plain) in times.items():
                ratio = statistics.median(ours) / statistics.median(plain)
                figures = f"{statistics.median(ours):.1f} ms, {statistics.median(plain):.1f} plain"
                sys.stdout.write(f"{size} nodes, {what}: {ratio:.2f}x ({figures}; goal {GOAL}x)\n")
            page.close()
        browser.close()


def _picture(size: int) -> Any:
    """Return a grid of boxes with one and a half times as many edges, each with a label."""
    columns = round((size * 0.7) ** 0.5)
    boxes = {
        f"n{i}": Rectangle(220.0 * (i % columns), 90.0 * (i // columns), 74, 26)
        for i in range(size)
    }
    pairs = [(i, i + 1) for i in range(size - 1)] + [
        (i, i + columns + 1) for i in range(0, size - columns - 1, 2)
    ]
    lines = [Line(f"n{i}", f"n{j}", "3–5 y") for i, j in pairs]
    nodes = [
        {"id": id_, "label": f"Role number\n{id_}", "kind": "role", "tone": 1, "shade": 20}
        | {**sized(box), "font": {"size": 16}, "on_path": False}
        for id_, box in boxes.items()
    ]
    edges = [
        {"source": line.source, "target": line.target, "relation": "leads_to", "basis": "stated"}
        | {"label": line.label, "width": 3, "on_path": False, **route._asdict()}
        for line, route in zip(lines, routes(lines, boxes), strict=True)
    ]
    return plain_picture(nodes, edges)


if __name__ == "__main__":
    main()
