"""A draft that rows of tables are added to, until it becomes a data set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import msgspec

from graph.model.names import casefolded
from graph.model.records import (
    About,
    Basis,
    Dataset,
    Fact,
    Group,
    Info,
    LeadsTo,
    LevelText,
    Locator,
    Note,
    OverlapsWith,
    Requires,
    Responsibility,
    Role,
    Scale,
    Skill,
    Source,
    Stage,
    Track,
)
from graph.model.relations import KINDS, Kind
from graph.sources.info import joined_info
from graph.sources.tables.faults import Faults
from graph.sources.tables.ids import Ids, id_of

N = TypeVar("N", Role, Skill, Responsibility)
EdgeKey = tuple[str, Basis, str, int]
"""The target, basis and source of an edge, and a number: several may say different things."""


class Figure(NamedTuple):
    """A number that a source gives for a role, and where."""

    value: float
    locators: tuple[Locator, ...]


@dataclass(slots=True)
class DraftNode:
    """A role, skill or responsibility, as far as it is known."""

    kind: Kind
    id: str
    title: str
    basis: Basis
    locators: list[Locator]
    recipe: str
    """The source of the recipe that made it."""
    path: str
    line: int
    aliases: dict[str, None] = field(default_factory=dict)
    summary: list[str] = field(default_factory=list)
    groups: dict[str, None] = field(default_factory=dict)
    broader: list[DraftNode] = field(default_factory=list)
    """The nodes that it is put under; of a role at most one."""
    track: str | None = None
    stage: str | None = None
    levels: list[LevelText] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    requires: dict[EdgeKey, Requires] = field(default_factory=dict)
    leads_to: dict[EdgeKey, LeadsTo] = field(default_factory=dict)
    overlaps_with: dict[EdgeKey, OverlapsWith] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class DraftGroup:
    """A group, as far as it is known."""

    id: str
    title: str
    parent: DraftGroup | None = None


class Draft:
    """Everything that the tables of one or more recipes have said so far."""

    def __init__(self) -> None:
        self.nodes: dict[Kind, dict[str, DraftNode]] = {kind: {} for kind in KINDS}
        self.groups: dict[str, DraftGroup] = {}
        self.tracks: dict[str, Track] = {}
        self.stages: dict[str, Stage] = {}
        self.scales: dict[str, Scale] = {}
        self.sources: dict[str, Source] = {}
        self.facts: dict[str, Fact] = {}
        self.infos: list[Info] = []
        self.faults = Faults()
        self.made_in: dict[str, dict[str, None]] = {}
        """The names of the files whose rows make each kind of node, or groups."""
        self.node_ids, self.group_ids = Ids(), Ids()
        self.track_ids, self.stage_ids = Ids(), Ids()
        self.edge_places: dict[int, tuple[str, int]] = {}
        """The path and line of each edge that a row makes, by the edge's identity."""
        self.at_end: list[Callable[[], None]] = []
        """What is to be added when all rows are read."""
        self._titled: dict[Kind, dict[str, DraftNode | None]] = {kind: {} for kind in KINDS}

    @property
    def roles(self) -> list[DraftNode]:
        """The roles, in the order of the tables."""
        return list(self.nodes["role"].values())

    def find(self, kind: Kind, key: str) -> DraftNode | None:
        """Return the node that a table means by a text: its id there, or its title."""
        node = self.nodes[kind].get(key)
        return node if node is not None else self._titled[kind].get(casefolded(key))

    def titles(self, kind: Kind) -> list[str]:
        """Return the titles of the nodes of a kind."""
        return [node.title for node in self.nodes[kind].values()]

    def group(self, key: str) -> DraftGroup | None:
        """Return the group that a table means by a text."""
        return self.groups.get(key) or self.groups.get(id_of(key))

    def is_titled(self, node: DraftNode) -> bool:
        """Record the title; return whether an earlier node of the kind has it."""
        titled = self._titled[node.kind]
        name = casefolded(node.title)
        if name in titled:
            titled[name] = None
            return True
        titled[name] = node
        return False

    def dataset(self) -> Dataset:
        """Return the draft as a data set; report loose ends."""
        self._report_loose_ends()
        return Dataset(
            about=About(
                info=joined_info(self.infos),
                stages=tuple(self.stages.values()),
                tracks=tuple(self.tracks.values()),
                groups=tuple(map(_group, self.groups.values())),
                scales=tuple(self.scales.values()),
                sources=tuple(self.sources.values()),
                facts=tuple(self.facts.values()),
            ),
            roles=tuple(map(_role, self.nodes["role"].values())),
            skills=tuple(_skill(node) for node in self.nodes["skill"].values()),
            responsibilities=tuple(
                _node(Responsibility, node) for node in self.nodes["responsibility"].values()
            ),
        )

    def places(self) -> dict[str | int, str]:
        """Return the path:line of each node by its id, and of edges by their identity."""
        nodes = (node for its in self.nodes.values() for node in its.values())
        edges: dict[str | int, str] = {
            edge: f"{path}:{line}" for edge, (path, line) in self.edge_places.items()
        }
        return {node.id: f"{node.path}:{node.line}" for node in nodes} | edges

    def _report_loose_ends(self) -> None:
        """Report skills that no role requires, and roles that require nothing."""
        required = {target for role in self.roles for target, *_ in role.requires}
        for kind in KINDS:
            for node in self.nodes[kind].values():
                if kind == "role":
                    if not node.requires:
                        words = "{rows} make{s} a role that requires nothing"
                        self.faults.add(node.path, node.line, words, node.title)
                elif node.id not in required:
                    words = f"{{rows}} make{{s}} a {kind} that no role requires"
                    self.faults.add(node.path, node.line, words, node.title)


def _group(draft: DraftGroup) -> Group:
    return Group(id=draft.id, title=draft.title, parent=draft.parent.id if draft.parent else None)


def _role(draft: DraftNode) -> Role:
    return msgspec.structs.replace(
        _node(Role, draft),
        stage=draft.stage,
        track=draft.track,
        broader=draft.broader[0].id if draft.broader else None,
        requires=tuple(draft.requires.values()),
        leads_to=tuple(draft.leads_to.values()),
        overlaps_with=tuple(draft.overlaps_with.values()),
    )


def _skill(draft: DraftNode) -> Skill:
    return msgspec.structs.replace(_node(Skill, draft), levels=tuple(draft.levels))


def _node(type_: type[N], draft: DraftNode) -> N:
    return type_(
        id=draft.id,
        title=draft.title,
        basis=draft.basis,
        source=tuple(draft.locators),
        aliases=tuple(draft.aliases),
        summary="\n".join(draft.summary) or None,
        groups=_groups(draft),
        notes=draft.notes,
    )


def _groups(draft: DraftNode) -> tuple[str, ...]:
    """Return the node's groups, then those of the broader nodes above it."""
    if not draft.broader:
        return tuple(draft.groups)
    groups = dict(draft.groups)
    seen, waiting = {draft.id}, list(draft.broader)
    for broader in waiting:  # grows on the way
        if broader.id not in seen:
            seen.add(broader.id)
            groups.update(broader.groups)
            waiting += broader.broader
    return tuple(groups)
