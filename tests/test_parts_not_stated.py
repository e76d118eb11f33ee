"""Everything the sources leave open is listed, once."""

from __future__ import annotations

from worlds import beside, role, said_in, to, world

from graph.model.records import NotStated
from graph.parts.not_stated import not_stated
from graph.parts.path_search import shortest_path
from graph.parts.paths import Path
from graph.store.index import Index


def _said(index: Index) -> list[tuple[str, str | None, str]]:
    return [(m.about.title, m.other.title if m.other else None, m.what) for m in not_stated(index)]


def test_listed_gap_has_note() -> None:
    """What a record lists as not stated has its note and sources."""
    entry = NotStated(what="order", note="Nobody knows.", source=said_in("one"))
    (found,) = (m for m in not_stated(world(role("a", not_stated=(entry,)))) if m.what == "order")

    assert (found.about.id, found.note, found.sources) == ("a", "Nobody knows.", (said_in("one"),))


def test_lacking_value_is_listed() -> None:
    """What a record lacks is listed, unless the record lists it itself."""
    noted = NotStated(what="years", note="It depends.")
    index = world(
        role("a", to("b"), requires="x"),
        role("b", to("a", not_stated=(noted,)), not_stated=(NotStated(what="skills"),)),
    )

    assert _said(index) == [
        ("A", None, "responsibilities"),
        ("A", "B", "years"),
        ("B", None, "skills"),
        ("B", None, "responsibilities"),
        ("B", "A", "years"),
    ]


def test_symmetric_edge_counts_once() -> None:
    """An overlap counts once, though it holds both ways."""
    entry = NotStated(what="order")
    index = world(role("a", requires="x"), role("b", beside("a", not_stated=(entry,))))

    assert [found for found in _said(index) if found[2] == "order"] == [("A", "B", "order")]


def test_undated_fact_is_listed(small_index: Index) -> None:
    """A fact without a date is listed."""
    assert _said(small_index)[-1] == ("Pay of data analysts", None, "date")


def test_large_sets_derive_nothing() -> None:
    """Listing derives no overlap of a large data set."""
    roles = [role(f"r{i}", requires=["x", "y"]) for i in range(501)]
    index = world(*roles)
    assert index.derives_overlaps

    not_stated(index)

    assert index._alike == {}  # noqa: SLF001  # what was derived


def test_path_includes_first_role() -> None:
    """A path lists what is open about its first role."""
    index = world(role("a", to("b", 1)), role("b", requires="x"))

    path = shortest_path(index, source="a", target="b")

    assert isinstance(path, Path)
    assert [(each.step, each.what, each.about.title) for each in path.not_stated] == [
        (1, "skills", "A"),
        (1, "responsibilities", "A"),
        (1, "responsibilities", "B"),
    ]
