"""Which roles belong together? Those of a group or track, or the family of a role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graph.model.errors import Candidate, UnknownNode, nearest
from graph.model.names import casefolded
from graph.parts.groups import GroupOfRoles, groups_of, groups_with_roles, members
from graph.store.index import Index


class Family(NamedTuple):
    """Roles that belong together."""

    group: GroupOfRoles | None
    """Their group or track; None: the whole data set."""
    roles: Sequence[str]
    """Their ids, in file order."""


def family_of(index: Index, role: str | None) -> Family:
    """Return the family of a role; without a role, the whole data set.

    It is the smallest group with other roles, else the track, else the whole data set.
    """
    everything = Family(None, index.roles)
    if role is None:
        return everything
    if groups := [group for group in groups_of(index, role) if group.roles > 1]:
        smallest = min(groups, key=lambda group: group.roles)
        return Family(smallest, members(index, smallest.id))
    track = index.role(role).track
    return next((its for group, its in _tracks(index) if group.id == track), everything)


def family_called(index: Index, name: str) -> Family:
    """Return the roles of the group, or else of the track, with this id or title.

    Raises UnknownNode.
    """
    groups = groups_with_roles(index)
    known = [(group, Family(group, members(index, group.id))) for group in groups]
    known += _tracks(index)
    for group, family in known:
        if group.id == name:
            return family
    for group, family in known:
        if casefolded(group.title) == casefolded(name):
            return family
    titles = {group.title: group.id for group, _ in known}
    alike = (Candidate(titles[title], title, "group") for title in nearest(name, titles))
    raise UnknownNode(name, tuple(alike), "group")


def family_choices(index: Index) -> tuple[GroupOfRoles, ...]:
    """Return the groups with roles or, where there are none, the tracks."""
    return groups_with_roles(index) or tuple(group for group, _ in _tracks(index))


def _tracks(index: Index) -> Iterator[tuple[GroupOfRoles, Family]]:
    """Yield the tracks with their roles, in file order."""
    for track in index.about.tracks:
        roles = [role for role in index.roles if index.role(role).track == track.id]
        if roles:
            group = GroupOfRoles(id=track.id, title=track.title, roles=len(roles))
            yield group, Family(group, roles)
