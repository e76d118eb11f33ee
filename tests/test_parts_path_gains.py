"""Tests of graph.parts.path_gains."""

from __future__ import annotations

from msgspec.structs import replace
from worlds import dataset, role, to, world

from graph.model.records import Group, Requires
from graph.parts.path_gains import FIRST, PathGains, Raised, StepGains, path_gains
from graph.parts.path_search import shortest_path
from graph.parts.paths import Path
from graph.store.index import Index
from graph.store.networkx_graph import build_graph


def _gains(index: Index, source: str = "a", target: str = "z") -> PathGains:
    path = shortest_path(index, source=source, target=target)
    assert isinstance(path, Path)
    return path_gains(index, path)


def _skills(gains: StepGains) -> list[str]:
    return [
        each.skill.id if isinstance(each, Raised) else each.id
        for _, its in gains.skills
        for each in its
    ]


def test_first_ten_then_the_rest() -> None:
    """The first ten skills of the first step that adds any come first; nothing comes twice."""
    index = world(
        role("a", to("b"), requires="s"),
        role("b", to("z"), requires="cdefghijklmn"),
        role("z", requires="cpr"),
    )

    gains = _gains(index)

    assert gains.first is not None
    assert _skills(gains.first) == list("cdefghijkl")
    assert len(_skills(gains.first)) == FIRST
    assert [(each.step.number, _skills(each)) for each in gains.rest] == [
        (1, ["m", "n"]),
        (2, ["p", "r"]),
    ]
    assert gains.number == 14


def test_helpful_skills_are_last() -> None:
    """What is required comes first, then levels to raise, then what only helps."""
    index = world(
        role("a", to("z"), requires=[Requires(target="l", basis="stated", level=1)]),
        role(
            "z",
            requires=[
                Requires(target="h", basis="stated", necessity="helpful"),
                Requires(target="l", basis="stated", level=3),
                Requires(target="r", basis="stated"),
            ],
        ),
    )

    first = _gains(index).first

    assert first is not None
    assert _skills(first) == ["r", "l", "h"]


def test_list_not_stated_is_named() -> None:
    """A list that no source gives is named, rather than empty."""
    index = world(role("a", to("b"), requires="s"), role("b", to("z")), role("z", requires="st"))

    gains = _gains(index)

    assert gains.not_stated[:2] == ("skills of B", "responsibilities of B")
    assert gains.first is not None
    assert gains.first.step.number == 2


def test_skills_stand_in_groups(shipped_index: Index) -> None:
    """Skills stand in their groups, each group once."""
    first = _gains(shipped_index, "software developer", "CPO").first

    assert first is not None
    assert [(title, len(its)) for title, its in first.skills] == [
        ("Product, market and customers", 2),
        ("Ways of working", 4),
        ("Working with people", 3),
        ("Methods and tools", 1),
    ]


def test_groups_of_one_are_joined() -> None:
    """Where most groups would have one skill, these skills stand together."""

    def titles(groups: str) -> list[tuple[str, list[str]]]:
        ids = "defghi"[: len(groups)]
        plain = dataset(role("a", to("z"), requires="s"), role("z", requires=ids))
        of_skill = dict(zip(ids, groups, strict=True))
        grouped = replace(
            plain,
            about=replace(
                plain.about,
                groups=tuple(Group(id=id_, title=id_.upper()) for id_ in sorted(set(groups))),
            ),
            skills=tuple(
                replace(each, groups=tuple(of_skill.get(each.id, ()))) for each in plain.skills
            ),
        )
        first = _gains(Index(build_graph(grouped))).first
        assert first is not None
        return [(title, [each.id for each in its if not isinstance(each, Raised)])
                for title, its in first.skills]  # fmt: skip

    assert titles("wwxx") == [("W", ["d", "e"]), ("X", ["f", "g"])]
    assert titles("wwxy") == [("W", ["d", "e"]), ("", ["f", "g"])]
    assert titles("wxy") == [("", ["d", "e", "f"])]


def test_all_gained_is_listed(shipped_index: Index) -> None:
    """The plan lists all that the path adds, each thing once."""
    path = shortest_path(shipped_index, source="software developer", target="CPO")
    assert isinstance(path, Path)
    gains = path_gains(shipped_index, path)
    steps = [each for each in (gains.first, *gains.rest) if each]

    gained = [
        each.id
        for step in steps
        for its in (*(group for _, group in step.skills), step.responsibilities)
        for each in its
        if not isinstance(each, Raised)
    ]

    assert sorted(gained) == sorted(each.id for each in (*path.skills, *path.responsibilities))
