"""Divide the roles of a large data set into its groups, and find the groups of a node."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from graph.model.errors import UnknownNode
from graph.store.index import Index
from graph.store.index_cache import cached_with_index

MAX_UNDIVIDED = 60
"""How many roles a picture or a list shows without dividing them."""


class GroupOfRoles(Struct, frozen=True, kw_only=True):
    """A group with roles, its own or those of the groups below it."""

    id: str
    title: str
    roles: int
    """How many roles it has."""


class Division(Struct, frozen=True, kw_only=True):
    """A group, or the whole data set, divided into groups and roles that are in none of them."""

    group: GroupOfRoles | None
    """None: the whole data set."""
    above: tuple[GroupOfRoles, ...]
    """The groups that contain it, the outermost first."""
    groups: tuple[GroupOfRoles, ...]
    roles: tuple[str, ...]
    """Ids of the roles to show one by one."""


def division(index: Index, group: str = "") -> Division:
    """Return a group divided, or the whole data set if ``group`` is empty.

    At most 60 roles stay undivided, and so do roles without groups. Raises UnknownNode.
    """
    tree = _tree(index)
    if group and group not in tree.titles:
        raise UnknownNode(group, (), "group")
    roles = tree.roles(group)
    below = [child for child in tree.children.get(group, ()) if tree.roles(child)]
    if len(roles) <= MAX_UNDIVIDED or not below:
        return Division(
            group=tree.group(group), above=tree.above(group), groups=(), roles=tuple(roles)
        )
    divided = {role for child in below for role in tree.roles(child)}
    return Division(
        group=tree.group(group),
        above=tree.above(group),
        groups=tuple(g for g in map(tree.group, below) if g),
        roles=tuple(role for role in roles if role not in divided),
    )


def members(index: Index, group: str) -> list[str]:
    """Return the ids of the roles of a group and of the groups below it, in file order."""
    return _tree(index).roles(group)


def groups_of(index: Index, role: str) -> tuple[GroupOfRoles, ...]:
    """Return the groups that a role is in, the outermost first."""
    tree = _tree(index)
    found: dict[str, GroupOfRoles] = {}
    for id_ in index.records[role].groups:
        for group in (*tree.above(id_), tree.group(id_)):
            if group:
                found.setdefault(group.id, group)
    return tuple(found.values())


def narrow_groups(index: Index, node: str) -> list[str]:
    """Return the ids of the groups that a node is in, the deepest first, without the top level.

    A group that is in no other is of the top level, unless no group is in it either.
    """
    tree = _tree(index)
    own = index.records[node].groups
    found = dict.fromkeys(group for id_ in own for group in tree.around(id_) if tree.narrow(group))
    return sorted(found, key=lambda group: -len(tree.around(group)))


def groups_with_roles(index: Index) -> tuple[GroupOfRoles, ...]:
    """Return the groups that have roles, in file order."""
    tree = _tree(index)
    each = (tree.group(group.id) for group in index.about.groups)
    return tuple(group for group in each if group and group.roles)


def groups_around(index: Index, node: str) -> list[str]:
    """Return the ids of the first group of a node and of those that contain it, outermost first."""
    own = index.records[node].groups
    return _tree(index).around(own[0])[::-1] if own else []


def group_title(index: Index, group: str) -> str:
    """Return the title of a group."""
    return _tree(index).titles[group]


@cached_with_index
def _tree(index: Index) -> _Tree:
    return _Tree(index)


class _Tree:
    def __init__(self, index: Index) -> None:
        self._index = index
        self.titles = {group.id: group.title for group in index.about.groups}
        self._parent = {group.id: group.parent or "" for group in index.about.groups}
        self.children: dict[str, list[str]] = {}
        for group in index.about.groups:
            self.children.setdefault(group.parent or "", []).append(group.id)
        self._counted: dict[str, list[str]] = {}

    @cached_property
    def _members(self) -> dict[str, list[str]]:
        members: dict[str, list[str]] = {}
        for role in self._index.roles:
            for group in self._index.records[role].groups:
                members.setdefault(group, []).append(role)
        return members

    def roles(self, group: str) -> list[str]:
        """Return the roles of a group and of all groups below it, each once, in file order."""
        if not group:
            return self._index.roles
        if group not in self._counted:
            found: dict[str, None] = {}
            seen = {group}
            queue = [group]
            for id_ in queue:
                found.update(dict.fromkeys(self._members.get(id_, ())))
                below = [child for child in self.children.get(id_, ()) if child not in seen]
                seen.update(below)
                queue += below
            self._counted[group] = sorted(found, key=self._index.position.__getitem__)
        return self._counted[group]

    def group(self, id_: str) -> GroupOfRoles | None:
        if id_ not in self.titles:
            return None
        return GroupOfRoles(id=id_, title=self.titles[id_], roles=len(self.roles(id_)))

    def above(self, id_: str) -> tuple[GroupOfRoles, ...]:
        return tuple(g for g in map(self.group, reversed(self.around(id_)[1:])) if g)

    def around(self, id_: str) -> list[str]:
        """Return a group and those that contain it, the outermost last."""
        around: dict[str, None] = {}
        while id_ and id_ not in around:
            around[id_] = None
            id_ = self._parent.get(id_, "")
        return list(around)

    def narrow(self, id_: str) -> bool:
        """Return whether a group is below the top level, or is not divided into groups."""
        return bool(self._parent.get(id_)) or id_ not in self.children
