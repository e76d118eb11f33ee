"""Checks of a data set that extends another one, and of ids with the id of a data set."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.edges import contradictions
from graph.model.errors import Problem, shortened
from graph.sources.contents import SINGULAR, Contents


def ids_are_bare(contents: Contents) -> Iterator[Problem]:
    """A record's own id is without the id of a data set."""
    for section in SINGULAR:
        for placed in contents.records[section]:
            scope, colon, bare = placed.record.id.partition(":")
            if colon:
                yield placed.problem(
                    f"the id '{scope}:{bare}' has a colon; write '{bare}', the data set is known",
                    "id",
                )


def extended_nodes_keep_their_titles(contents: Contents) -> Iterator[Problem]:
    """A node that an extension adds to has the title of the node that it extends."""
    if contents.base is None:
        return
    known = contents.base.nodes()
    for kind, placed in contents.nodes():
        before = known.get(placed.record.id)
        if before is None:
            continue
        if type(before) is not type(placed.record) or before.title != placed.record.title:
            place = contents.base.places.get(before.id, contents.base.path)
            yield placed.problem(
                f"the {kind} '{shortened(placed.record.title)}' has the id of "
                f"'{shortened(before.title)}' at {place}; give it an id of its own, "
                "or leave out its title",
                "id",
            )


def extensions_do_not_contradict(contents: Contents) -> Iterator[Problem]:
    """What an extension says of an edge is what is said there (a warning)."""
    if contents.base is None:
        return
    known = {role.id: role for role in contents.base.dataset.roles}
    for relation, role, edge in contents.edges():
        before = known.get(role.record.id)
        for other in getattr(before, relation.name, ()):
            if other.target != edge.record.target:
                continue
            for field, one, own in contradictions(other, edge.record):
                place = contents.base.places.get(id(other), contents.base.path)
                yield edge.problem(
                    f"'{relation.name}' to '{other.target}': {field} {own}, but {one} "
                    f"at {place}; both are kept",
                    "target",
                    warning=True,
                )
