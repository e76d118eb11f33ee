"""Is everything that is left open named, and once?"""

from __future__ import annotations

from worlds import beside, role, said_in, to, world

from graph.model.records import NotStated
from graph.parts.not_stated import not_stated
from graph.parts.path_search import shortest_path
from graph.store.index import Index


def _said(index: Index) -> list[tuple[str, str | None, str]]:
    return [(m.about.title, m.other.title if m.other else None, m.what) for m in not_stated(index)]


def test_what_a_record_says_is_open_has_its_note_and_sources() -> None:
    entry = NotStated(what="order", note="Nobody knows.", source=said_in("one"))
    (found,) = (m for m in not_stated(world(role("a", not_stated=(entry,)))) if m.what == "order")

    assert (found.about.id, found.note, found.sources) == ("a", "Nobody knows.", (said_in("one"),))


def test_what_a_record_lacks_is_open_unless_it_says_so_itself() -> None:
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


def test_an_overlap_is_asked_once_though_it_holds_both_ways() -> None:
    entry = NotStated(what="order")
    index = world(role("a", requires="x"), role("b", beside("a", not_stated=(entry,))))

    assert [found for found in _said(index) if found[2] == "order"] == [("A", "B", "order")]


def test_a_fact_without_a_date_is_open(small_index: Index) -> None:
    assert _said(small_index)[-1] == ("Pay of data analysts", None, "date")


def test_a_large_data_set_derives_no_overlap_for_it() -> None:
    roles = [role(f"r{i}", requires=["x", "y"]) for i in range(501)]
    index = world(*roles)
    assert index.derives_overlaps

    not_stated(index)

    assert index._alike == {}  # noqa: SLF001  # what was derived


def test_a_path_names_what_is_open_about_its_first_role() -> None:
    index = world(role("a", to("b", 1)), role("b", requires="x"))

    unknown = shortest_path(index, source="a", target="b").unknown

    assert [(u.step, u.what, u.about) for u in unknown] == [
        (1, "skills", "A"),
        (1, "responsibilities", "A"),
        (1, "responsibilities", "B"),
    ]
