"""Curves of edges: they pass behind no box where a bend avoids it."""

from __future__ import annotations

from worlds import beside, dataset, role, to

from graph.model.edges import Edge
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from web.pictures.curves import Rectangle, curve

PLACES = {"start": (0.0, 0.0), "end": (400.0, 0.0), "skill": (400.0, 200.0)}
BETWEEN = Rectangle(200.0, 0.0, 40.0, 20.0)


def _edge(source: str, target: str) -> Edge:
    roles = (
        role("start", to("end"), beside("other"), requires=["skill"]),
        role("end", requires=["skill"]),
        role("other"),
    )
    index = Index(build_graph(dataset(*roles)))
    relation = "requires" if target == "skill" else "leads_to"
    return next(edge for edge in index.outgoing(source, relation) if edge.target == target)


def test_free_way_is_straight() -> None:
    """A step with nothing in the way is a straight line."""
    assert curve(_edge("start", "end"), PLACES, {}, upright=False)["enabled"] is False


def test_box_in_way_bends_edge() -> None:
    """A step bends around a box between its ends, but not around its own ends."""
    step = _edge("start", "end")

    bent = curve(step, PLACES, {"other": BETWEEN}, upright=False)
    own = curve(step, PLACES, {"start": BETWEEN, "end": BETWEEN}, upright=False)

    assert bent["type"] in ("curvedCW", "curvedCCW")
    assert own["enabled"] is False


def test_crowded_way_has_fewest_crossings() -> None:
    """If every bend crosses a box, the first bend with the fewest crossings is taken."""
    wall = {"other": Rectangle(200.0, 0.0, 10.0, 1_000.0)}

    assert curve(_edge("start", "end"), PLACES, wall, upright=False)["enabled"] is False


def test_requirement_edges_have_direction() -> None:
    """An edge to a skill leaves its box up or down if upright, else to the side."""
    edge = _edge("start", "skill")

    assert curve(edge, PLACES, {}, upright=True)["forceDirection"] == "vertical"
    assert curve(edge, PLACES, {}, upright=False)["forceDirection"] == "horizontal"
