"""Routes of edges: around foreign boxes, ends side by side, labels apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from picture_measures import samples

from web.pictures.geometry import CLEARANCE, Rectangle
from web.pictures.routes import Entry, Line, routes

A, B = Rectangle(0, 0, 50, 20), Rectangle(400, 0, 50, 20)


def _behind(route: str, box: Rectangle) -> bool:
    return any(box.near(point, 0) for point in samples(route))


def test_free_way_is_level() -> None:
    """An edge with nothing in its way runs straight from border to border."""
    (route,) = routes([Line("a", "b")], {"a": A, "b": B})

    points = list(samples(route.route))
    assert points[0] == (50, 0)
    assert points[-1] == (350, 0)
    assert {y for _, y in points} == {0}
    assert route.head == (350, 0, 0)


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize("y", [0, 12, 90])
def test_box_in_the_way_is_passed(y: float, upright: bool) -> None:  # noqa: FBT001
    """An edge passes around a box between its ends, also around several."""
    foreign = {"c": Rectangle(150, y, 40, 60), "d": Rectangle(270, y - 30, 30, 90)}
    (route,) = routes([Line("a", "b", upright=upright)], {"a": A, "b": B, **foreign})

    assert not any(_behind(route.route, box) for box in foreign.values())


def test_column_in_the_way_is_passed() -> None:
    """An edge down a column of boxes leaves the column and comes back."""
    column = {str(i): Rectangle(0, 60 * i, 50, 20) for i in range(6)}
    (route,) = routes([Line("0", "5")], column)

    assert not any(_behind(route.route, column[str(i)]) for i in range(1, 5))


def test_walled_in_edge_is_still_drawn() -> None:
    """An edge without a free way passes behind a box rather than not at all."""
    wall = [(110, 0, 10, 90), (-110, 0, 10, 90), (0, -100, 120, 10), (0, 100, 120, 10)]
    boxes = {str(i): Rectangle(*each) for i, each in enumerate(wall)}
    (route,) = routes([Line("a", "b")], {"a": A, "b": B, **boxes})

    points = list(samples(route.route))
    assert A.near(points[0], 1)
    assert B.near(points[-1], 1)


def test_ends_on_a_side_do_not_cross() -> None:
    """Edges from one box to a column leave in the order of their targets."""
    column = {str(i): Rectangle(400, 80 * i - 80, 50, 20) for i in range(3)}
    found = routes([Line("a", id_) for id_ in reversed(column)], {"a": A, **column})

    starts = [next(iter(samples(route.route)))[1] for route in reversed(found)]
    assert starts == sorted(starts)
    assert len(set(starts)) == 3


def test_two_edges_between_two_boxes_are_apart() -> None:
    """Parallel edges run side by side."""
    found = routes([Line("a", "b"), Line("a", "b")], {"a": A, "b": B})

    one, other = (list(samples(route.route)) for route in found)
    assert all(abs(p[1] - q[1]) >= 5 for p, q in zip(one, other, strict=True))


def test_labels_lie_on_nothing() -> None:
    """A label stands beside another label; without room there is none."""
    lines = [Line("a", "b", "3–5 y"), Line("a", "b", "1–2 y"), Line("a", "c", "no room here")]
    boxes = {"a": A, "b": B, "c": Rectangle(0, 52, 50, 20)}
    first, second, none = routes(lines, boxes)

    assert first.at is not None
    assert second.at is not None
    assert abs(first.at[0] - second.at[0]) > 40 or abs(first.at[1] - second.at[1]) > 18
    assert none.at is None


def test_edges_to_rows_run_in_the_gutters() -> None:
    """Edges to boxes in rows share the way along their level and pass behind none."""
    rows = {f"{r}{c}": Rectangle(200 * c - 200, 200 + 60 * r, 90, 20)
            for r in range(3) for c in range(3)}  # fmt: skip
    lines = [
        Line("a", id_, entry=Entry(box.x - 100, 160), upright=True) for id_, box in rows.items()
    ]
    found = routes(lines, {"a": A, **rows})

    for line, route in zip(lines, found, strict=True):
        foreign = [box for id_, box in rows.items() if id_ != line.target]
        assert not any(_behind(route.route, box) for box in foreign)
        assert route.head[2] == 0
        assert any(a[1] == b[1] == 160 for a, b in pairwise(samples(route.route)))


def test_edges_from_rows_run_back() -> None:
    """An edge that starts in rows runs the same way in the other direction."""
    rows = {"r": Rectangle(-100, 200, 90, 20)}
    line = Line("r", "a", entry=Entry(-200, 160), upright=True, source_in_rows=True)
    (route,) = routes([line], {"a": A, **rows})

    points = list(samples(route.route))
    assert points[0] == (-190, 200)
    assert points[-1] == (0, 20)


def test_clearance_is_kept() -> None:
    """A route that can stay away from a box does."""
    near = Rectangle(200, 30, 60, 20)
    (route,) = routes([Line("a", "b")], {"a": A, "b": B, "near": near})

    assert not any(near.near(point, CLEARANCE - 1) for point in samples(route.route))
