"""Tests of web.pictures.time_line."""

from __future__ import annotations

from worlds import role, to, world

from graph.model.records import Years
from graph.parts.path_search import shortest_path
from graph.parts.paths import Path
from web.pictures.time_line import Bar, time_line


def _bars(*steps: Years | None) -> list[Bar]:
    ids = "abcde"[: len(steps)] + "z"
    roles = [role(a, to(b, years)) for a, b, years in zip(ids, ids[1:], steps, strict=False)]
    path = shortest_path(world(*roles, role("z")), source="a", target="z")
    assert isinstance(path, Path)
    return time_line(path)


def test_bars_are_as_long_as_years() -> None:
    """A bar is as long as the most years, and its full part as long as the least."""
    bars = _bars(Years(min=1, max=2), Years(min=6, max=6))

    assert [(bar.share, bar.least, bar.kind) for bar in bars] == [
        (25, 50, "stated"),
        (75, 100, "stated"),
    ]


def test_open_and_unknown_bars() -> None:
    """An open end goes on by half the usual length; an unknown step has the usual length."""
    bars = _bars(Years(min=2, max=4), Years(min=4), None)

    total = 4 + (4 + 2) + 4
    assert [(bar.share, bar.kind) for bar in bars] == [
        (100 * 4 / total, "stated"),
        (100 * 6 / total, "open"),
        (100 * 4 / total, "unknown"),
    ]
    assert [bar.least for bar in bars] == [50, 100 * 4 / 6, 0]


def test_no_years_make_equal_bars() -> None:
    """Without any stated years, and with years of zero, the bars still have a length."""
    assert [bar.share for bar in _bars(None, None)] == [50, 50]
    assert [bar.share for bar in _bars(Years(min=0, max=0))] == [100]
