"""Requirements carried up the ladders whose lists name only what each rung adds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from worlds import dataset, role, to

from graph.model.data_paths import shipped
from graph.model.records import Dataset, ListMeaning, Requires, RequiresEdge
from graph.parts.requirements import requirements
from graph.sources.dataset import load_dataset
from graph.store.index import Index
from graph.store.networkx_graph import build_graph

CUMULATIVE = ListMeaning(are="cumulative", basis="implied")


def _index(data: Dataset, *lists: ListMeaning) -> Index:
    about = msgspec.structs.replace(data.about, lists=lists)
    return Index(build_graph(msgspec.structs.replace(data, about=about)))


def _required(index: Index, role_: str) -> dict[str, RequiresEdge]:
    links = index.outgoing(role_, "requires")
    return {link.target: link.record for link in links if isinstance(link.record, RequiresEdge)}


def _ladder(*lists: Sequence[str | Requires]) -> Dataset:
    """Return a ladder whose rungs, r0 first, have these lists."""
    rungs = [
        role(f"r{i}", *([to(f"r{i + 1}")] if i + 1 < len(lists) else []), requires=its)
        for i, its in enumerate(lists)
    ]
    return dataset(*rungs)


def test_a_rung_carries_the_rungs_before() -> None:
    """What a rung requires itself or carries, the next rung carries, with where it is from."""
    index = _index(_ladder(["a"], ["b"], ["c"]), CUMULATIVE)

    carried = {skill: edge.carried_from for skill, edge in _required(index, "r2").items()}
    assert carried == {"a": "r0", "b": "r1", "c": None}
    assert _required(index, "r2")["a"].basis == "implied"


def test_complete_lists_carry_nothing() -> None:
    """Lists are complete unless the data set says otherwise."""
    data = _ladder(["a"], ["b"])

    assert set(_required(_index(data), "r1")) == {"b"}
    complete = ListMeaning(are="complete", role="r1", basis="stated")
    assert set(_required(_index(data, CUMULATIVE, complete), "r1")) == {"b"}


def test_the_own_level_counts_if_higher() -> None:
    """A requirement is carried over an own one only at a higher level."""
    two, three = (Requires(target="a", basis="stated", level=level) for level in (2, 3))
    higher = _index(_ladder([three], [two]), CUMULATIVE)
    lower = _index(_ladder([two], [three]), CUMULATIVE)

    assert [link.record.level for link in higher.outgoing("r1", "requires")] == [2, 3]  # type: ignore[union-attr]
    assert [link.record.level for link in lower.outgoing("r1", "requires")] == [3]  # type: ignore[union-attr]


def test_the_stronger_necessity_counts() -> None:
    """A helpful mention on a rung does not weaken what a rung before calls essential."""
    helpful, essential = (
        Requires(target="a", basis="stated", necessity=each) for each in ("helpful", "essential")
    )
    stronger = _index(_ladder([essential], [helpful]), CUMULATIVE)
    weaker = _index(_ladder([helpful], [essential]), CUMULATIVE)

    (joined,) = requirements(stronger, "r1", "skill")
    assert (joined.necessity, joined.carried_from) == ("essential", None)
    assert len(stronger.outgoing("r1", "requires")) == 2
    assert len(weaker.outgoing("r1", "requires")) == 1


def test_a_cycle_of_steps_ends() -> None:
    """Roles that lead to each other carry from each other, once."""
    index = _index(
        dataset(role("a", to("b"), requires="x"), role("b", to("a"), requires="y")), CUMULATIVE
    )

    assert set(_required(index, "a")) == {"x", "y"}


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True), min_size=3, max_size=6))
def test_coverage_falls_with_distance(lists: list[list[str]]) -> None:
    """On a cumulative ladder a rung covers the next one best, then the one after."""
    index = _index(_ladder(*lists), CUMULATIVE)
    required = [set(_required(index, f"r{i}")) for i in range(len(lists))]

    for place, held in enumerate(required):
        covered = [len(held & each) / len(each) for each in required[place + 1 :] if each]
        assert covered == sorted(covered, reverse=True)


def test_the_article_is_cumulative() -> None:
    """The product manager covers about 0.76 of senior and 0.69 of director, as counted by hand."""
    index = Index(build_graph(load_dataset(Path(shipped("product-management")))))

    def covers(one: str, other: str) -> float:
        held, wanted = set(_required(index, one)), set(_required(index, other))
        return len(held & wanted) / len(wanted)

    assert covers("product-manager", "senior-product-manager") == 37 / 49
    assert covers("product-manager", "director-of-product") == 37 / 54
    assert covers("senior-product-manager", "director-of-product") == 49 / 54
    assert covers("associate-product-manager", "product-manager") == 5 / 37
