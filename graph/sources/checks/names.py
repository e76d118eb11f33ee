"""Checks of ids and names: each belongs to one record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.model.errors import Problem, shortened
from graph.model.names import casefolded
from graph.model.records import Node
from graph.model.relations import KINDS
from graph.sources.contents import SINGULAR, Contents, Placed
from graph.sources.lines import Trail


def dataset_is_described_once(contents: Contents) -> Iterator[Problem]:
    """Only one file has the key `dataset`."""
    for again in contents.records["dataset"][1:]:
        first = contents.records["dataset"][0]
        yield again.problem(f"a second 'dataset', the first is at {first.at()}; keep one")


def ids_are_unique(contents: Contents) -> Iterator[Problem]:
    """An id belongs to one node, source, stage, track, group, fact or sign."""
    spaces: list[tuple[str, Iterable[Placed]]] = [
        ("node", (placed for _, placed in contents.nodes())),
        *((word, contents.records[s]) for s, word in SINGULAR.items() if word not in KINDS),
        ("sign", contents.signs()),
    ]
    for word, placed_records in spaces:
        first: dict[str, Placed] = {}
        for placed in placed_records:
            before = first.setdefault(placed.record.id, placed)
            if before is not placed:
                titles = ""
                if before.record.title != placed.record.title:
                    one, other = shortened(before.record.title), shortened(placed.record.title)
                    titles = f" of '{other}', that of '{one}'"
                yield placed.problem(
                    f"duplicate {word} id '{placed.record.id}'{titles}, "
                    f"first used at {before.at('id')}",
                    "id",
                )


def names_are_unique(contents: Contents) -> Iterator[Problem]:
    """An id, a title or an alias names one node."""
    owners: dict[str, tuple[Placed, Trail]] = {
        placed.record.id: (placed, ("id",)) for _, placed in contents.nodes()
    }
    for _, placed in contents.nodes():
        node: Node = placed.record
        for name, trail in [(node.title, ("title",)), *_aliases(node)]:
            owner, where = owners.setdefault(casefolded(name), (placed, trail))
            if owner.record.id != node.id:
                yield placed.problem(
                    f"'{shortened(name)}' already names '{owner.record.id}' ({owner.at(*where)}); "
                    "one name, one node: rename it or merge the two",
                    *trail,
                )
            elif where == ("id",):
                owners[casefolded(name)] = (placed, trail)
            elif owner is placed and where != trail:
                yield placed.problem(
                    f"'{shortened(name)}' names '{node.id}' twice; once is enough", *trail
                )


def _aliases(node: Node) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(alias, ("aliases", i)) for i, alias in enumerate(node.other_names)]
