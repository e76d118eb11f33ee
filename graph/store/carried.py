"""Carry requirements up the ladders whose lists name only what each rung adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from graph.model.records import Dataset, ListMeaning, RequiresEdge, Role, strongest_necessity

Requirements = dict[str, list[RequiresEdge]]
"""What a role requires, by the id of the skill or responsibility; parallel edges together."""


def carried_edges(
    dataset: Dataset, own: Mapping[str, Requirements]
) -> Iterator[tuple[str, RequiresEdge]]:
    """Yield (role id, edge) for what roles with cumulative lists require of the rungs before.

    ``own`` holds what each role requires by itself. An edge keeps the necessity, the level and
    the scale of the edge it repeats; it is implied, or derived if that edge or the reading of the
    lists is. A requirement that the role has itself is not carried, unless at a higher level or
    of a stronger necessity. Its notes are those on how the lists are meant.
    """
    carrier = _Carrier(dataset, own)
    for role in dataset.roles:
        yield from ((role.id, edge) for edge in carrier.carried(role.id))


class _Carrier:
    """Works out once for each role what it carries."""

    def __init__(self, dataset: Dataset, own: Mapping[str, Requirements]) -> None:
        self._own = own
        self._roles = {role.id: role for role in dataset.roles}
        self._meanings = dataset.about.lists
        starting = {stage.id for stage in dataset.about.stages if not stage.rung}
        self._before: dict[str, list[str]] = {}
        for role in dataset.roles:
            for step in role.leads_to:
                after = self._roles.get(step.target)
                if after and role.stage not in starting and role.track == after.track:
                    self._before.setdefault(after.id, []).append(role.id)
        self._carried: dict[str, list[RequiresEdge]] = {}

    def carried(self, role: str) -> list[RequiresEdge]:
        """Return what the role carries from the rungs before it; on a cycle each role once."""
        if role not in self._carried:
            self._carried[role] = []  # what a cycle of steps meets on its way round
            self._carried[role] = list(self._carry(self._roles[role]))
        return self._carried[role]

    def _carry(self, role: Role) -> Iterator[RequiresEdge]:
        meaning = _meaning(self._meanings, role)
        if meaning is None or meaning.are != "cumulative":
            return
        best: dict[str, RequiresEdge] = {}
        for before in dict.fromkeys(self._before.get(role.id, ())):
            for edge in self._required(before):
                known = best.get(edge.target)
                if known is None or (edge.level or 0) > (known.level or 0):
                    best[edge.target] = edge if known is None else _stronger(edge, known)
                else:
                    best[edge.target] = _stronger(known, edge)
        for edge in best.values():
            mine = self._own[role.id].get(edge.target)
            if mine and not _adds(edge, mine):
                continue
            derived = "derived" in (edge.basis, meaning.basis)
            yield msgspec.structs.replace(
                edge,
                basis="derived" if derived else "implied",
                source=meaning.locators,
                signs=(),
                notes=meaning.notes,
                not_stated=(),
            )

    def _required(self, role: str) -> Iterator[RequiresEdge]:
        """Yield what a role requires by itself and carries, each with where it is carried from."""
        for edges in self._own[role].values():
            for edge in edges:
                yield msgspec.structs.replace(edge, carried_from=role)
        yield from self.carried(role)


def _stronger(edge: RequiresEdge, other: RequiresEdge) -> RequiresEdge:
    """Return an edge with the stronger necessity of two."""
    necessity = strongest_necessity((edge.necessity, other.necessity))
    return msgspec.structs.replace(edge, necessity=necessity)


def _adds(edge: RequiresEdge, own: Sequence[RequiresEdge]) -> bool:
    """Return whether an edge has a higher level or a stronger necessity than all the own ones."""
    strongest = strongest_necessity(each.necessity for each in own)
    higher = (edge.level or 0) > max(each.level or 0 for each in own)
    return higher or strongest_necessity((edge.necessity, strongest)) != strongest


def _meaning(meanings: tuple[ListMeaning, ...], role: Role) -> ListMeaning | None:
    """Return how the role's lists are meant: said of the role, else its track, else of all."""
    for fits in (
        lambda each: each.role == role.id,
        lambda each: each.track is not None and each.track == role.track,
        lambda each: each.role is None and each.track is None,
    ):
        found = next((each for each in meanings if fits(each)), None)
        if found is not None:
            return found
    return None
