"""How a comparison of two versions reads, in the terminal and on the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from graph.model.records import Locator
from graph.model.relations import PLURALS, RELATIONS
from graph.parts.text import place_text, plural
from graph.questions.diff.answer import (
    PATH_WHATS,
    Change,
    Diff,
    KindCounts,
    PathChange,
    PathsDiff,
    PathSide,
    PathWhat,
    PlaceChange,
)
from graph.questions.diff.paths import MAX_CHANGES
from graph.questions.diff.query import WHATS, DiffKind, What

PATHS_TITLE = "Effect on paths"
PLACES_TITLE = "Moved within the source"
NOTHING = "Nothing of this kind differs."

KIND_WORDS: dict[str, str] = {
    **dict(PLURALS.items()),
    **{name: relation.words for name, relation in RELATIONS.items()},
    "fact": "facts",
    "source": "sources",
    "stage": "stages",
    "track": "tracks",
    "group": "groups",
    "dataset": "the data set itself",
    "place": "moved within the source",
    "path": "paths",
}
"""The words for each kind of what is listed."""

PATH_WORDS: dict[PathWhat, tuple[str, str]] = {
    "vanishes": ("vanishes", "vanish"),
    "appears": ("appears", "appear"),
    "longer": ("gets longer", "get longer"),
    "shorter": ("gets shorter", "get shorter"),
    "weaker": ("loses evidence", "lose evidence"),
    "stronger": ("gains evidence", "gain evidence"),
}
"""What becomes of one path, and of several."""


class ChangeGroup(NamedTuple):
    """The listed changes of one kind with one outcome."""

    kind: str
    what: What
    changes: list[Change]
    more: int
    """How many more there are after these."""


def record_word(kind: DiffKind) -> str:
    """Return the word for one record that is neither a node nor an edge.

    >>> record_word("fact"), record_word("dataset")
    ('fact', 'data set')
    """
    return "data set" if kind == "dataset" else kind


def count_text(count: KindCounts) -> str:
    """Return how many records of a kind there are, and what became of them."""
    parts = [f"{number:,} {word}" for word in WHATS if (number := getattr(count, word))]
    if count.moved:
        parts.append(f"{count.moved:,} moved")
    numbers = f"{count.old:,}" if count.old == count.new else f"{count.old:,} → {count.new:,}"
    return f"{numbers}: {', '.join(parts) or 'no difference'}"


def title_text(change: Change) -> str:
    """Return the title of a changed record; both titles if it was renamed."""
    old, new = (side.title if side else "" for side in (change.old, change.new))
    return f"{old} → {new}" if change.what == "renamed" and old != new else new or old


def place_change_text(moved: PlaceChange) -> str:
    """Return the records that moved, and their old and new places."""
    who = moved.examples[0] if moved.count == 1 else f"{moved.count:,} × {KIND_WORDS[moved.kind]}"
    return f"{who}: {_place(moved.old)} → {_place(moved.new)}"


def title_of(answer: Diff) -> str:
    """Return the titles of both versions; one if they are equal."""
    return " → ".join(dict.fromkeys((answer.old, answer.new)))


def headline(answer: Diff) -> list[str]:
    """Return what became of the records in a sentence or two."""
    if answer.same:
        return ["Nothing differs, except perhaps the order of the records."]
    sums = {what: sum(getattr(each, what) for each in answer.counts.values()) for what in WHATS}
    lines = [f"Records: {', '.join(f'{number:,} {what}' for what, number in sums.items())}."]
    moved = sum(count.moved for count in answer.counts.values())
    if moved:
        its = "its" if moved == 1 else "their"
        lines.append(f"{plural(moved, 'record')} moved within {its} source.")
    return lines


def path_lines(paths: PathsDiff) -> list[str]:
    """Return what the differences do to paths, and what was not compared."""
    if not any(paths.steps):
        return ["Neither version has a path: no role leads to another."]
    effects = [
        f"{plural(number, 'path')} {PATH_WORDS[what][number != 1]}"
        for what in PATH_WHATS
        if (number := paths.counts[what])
    ]
    among = f"Shortest paths between the {plural(paths.roles, 'role')} of both versions"
    lines = [f"{among}: {', '.join(effects) or 'no difference in steps or evidence'}."]
    if paths.compared < paths.starts:
        lines.append(
            f"Only the paths from {paths.compared:,} of {plural(paths.starts, 'role')} were "
            "compared; the others would take too long."
        )
    if sum(paths.counts.values()) > MAX_CHANGES:
        lines.append(f"Only the first {MAX_CHANGES:,} of these paths can be listed.")
    return lines


def change_groups(answer: Diff) -> list[ChangeGroup]:
    """Return the listed changes by kind and outcome."""
    after = answer.listed.start + answer.listed.limit
    groups = groupby(answer.changes, key=lambda change: (change.kind, change.what))
    return [
        ChangeGroup(kind, what, [*changes], max(0, getattr(answer.counts[kind], what) - after))
        for (kind, what), changes in groups
    ]


def more_paths(answer: Diff) -> int:
    """Return how many more paths differ than are listed."""
    after = answer.listed.start + answer.listed.limit
    return sum(max(0, number - after) for number in answer.paths.counts.values())


def more_places(answer: Diff) -> int:
    """Return how many more records moved than are listed."""
    return max(0, answer.listed.places - answer.listed.start - answer.listed.limit)


def path_side_text(side: PathSide | None) -> str:
    """Return a path of one version: its length, basis and roles."""
    if side is None:
        return "no path"
    roles = " → ".join(role.title for role in side.roles)
    return f"{plural(side.length, 'step')}, {side.weakest_basis}: {roles}"


def path_title(change: PathChange) -> str:
    """Return the ends of a path and what became of it."""
    return f"{change.source.title} → {change.target.title} {PATH_WORDS[change.what][0]}"


def more_text(more: int) -> str:
    """Return how many are not listed."""
    return f"… and {more:,} more"


def _place(places: Sequence[Locator]) -> str:
    return place_text(places) or "no place"
