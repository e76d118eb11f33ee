"""The records of a directory and the place of each, before they are checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec

from graph.model.errors import Problem, one_of
from graph.model.records import ABOUT_LISTS, DataFile, Dataset, Info, Located, Node, Record
from graph.model.relations import KINDS, PLURALS, RELATIONS, Kind, Relation
from graph.sources.conversion import as_record
from graph.sources.lines import Trail, forget, line_of
from graph.sources.value_faults import unknown_key
from graph.sources.yaml_reader import YamlDocument

SECTIONS = {its.name: its.type for its in msgspec.structs.fields(DataFile)}
"""The keys of a data file, with the types of their values."""

SINGULAR: dict[str, str] = {
    **{PLURALS[kind]: kind for kind in KINDS},
    "sources": "source",
    "stages": "stage",
    "tracks": "track",
    "groups": "group",
    "scales": "scale",
    "facts": "fact",
}
"""What a record under each key is called in a message."""


class Placed(NamedTuple):
    """A record, or a part of one, and where it is written."""

    record: Any
    path: str
    lines: Any
    trail: Trail

    def at(self, *trail: str | int) -> str:
        """Return the place of a part as path:line."""
        return f"{self.path}:{line_of(self.lines, (*self.trail, *trail))}"

    def problem(self, message: str, *trail: str | int, warning: bool = False) -> Problem:
        """Return a problem at the line of the part that the trail leads to."""
        line = line_of(self.lines, (*self.trail, *trail))
        return Problem(self.path, line, message, warning)

    def part(self, record: Any, *trail: str | int) -> Placed:
        """Return a part of the record with its own place."""
        return Placed(record, self.path, self.lines, (*self.trail, *trail))


class Base(NamedTuple):
    """A data set that others extend, and where it is written."""

    dataset: Dataset
    places: Mapping[str | int, str]
    """The path:line of a node by its id, and of an edge by the identity of its record."""
    path: str

    def nodes(self) -> dict[str, Node]:
        """Return the nodes by their ids."""
        its = self.dataset
        return {node.id: node for node in (*its.roles, *its.skills, *its.responsibilities)}


@dataclass(slots=True)
class Contents:
    """Everything the files of a directory hold, before anyone knows that it fits together."""

    records: dict[str, list[Placed]] = field(
        default_factory=lambda: {section: [] for section in SECTIONS}
    )
    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Every id written under a key, even where no record could be made."""
    unread: list[str] = field(default_factory=list)
    """Files not read, or not in full: what seems to be missing may be there."""
    at_fault: list[str] = field(default_factory=list)
    """Files whose records lack something that was meant to be in them."""
    base: Base | None = None
    """The data set that this one extends."""
    _base_nodes: dict[str, Node] = field(default_factory=dict)

    @property
    def info(self) -> Info | None:
        """The description of the data set, if it has one."""
        return next((placed.record for placed in self.records["dataset"]), None)

    def extend(self, base: Base) -> None:
        """Refer to the nodes and other records of a data set; its nodes lend their titles."""
        self.base, self._base_nodes = base, base.nodes()
        for kind in KINDS:
            self.ids[PLURALS[kind]] |= {each.id for each in getattr(base.dataset, PLURALS[kind])}
        for section in ABOUT_LISTS:
            for record in getattr(base.dataset.about, section):
                if hasattr(record, "id"):
                    self.ids[section].add(record.id)

    def extends(self, placed: Placed) -> bool:
        """Return whether a record adds to a node of the data set that this one extends."""
        return placed.record.id in self._base_nodes

    def places(self) -> dict[str | int, str]:
        """Return the path:line of each node by its id, and of each edge by its identity."""
        places: dict[str | int, str] = {it.record.id: it.at("id") for _, it in self.nodes()}
        places.update({id(it.record): it.at("target") for _, _, it in self.edges()})
        return places

    def kinds(self) -> dict[str, Kind]:
        """Return the kind of each node, by its id."""
        return {id_: kind for kind in KINDS for id_ in self.ids[PLURALS[kind]]}

    def nodes(self) -> Iterator[tuple[Kind, Placed]]:
        """Yield (kind, node)."""
        for kind in KINDS:
            for placed in self.records[PLURALS[kind]]:
                yield kind, placed

    def edges(self) -> Iterator[tuple[Relation, Placed, Placed]]:
        """Yield (relation, role, edge)."""
        for role in self.records["roles"]:
            for relation in RELATIONS.values():
                for i, edge in enumerate(getattr(role.record, relation.name)):
                    yield relation, role, role.part(edge, relation.name, i)

    def near(self) -> Iterator[tuple[Placed, Placed]]:
        """Yield (skill, what it says of a near one)."""
        for skill in self.records["skills"]:
            for i, near in enumerate(skill.record.near):
                yield skill, skill.part(near, "near", i)

    def signs(self) -> Iterator[Placed]:
        """Yield the signs of readiness, preparations first."""
        for role in self.records["roles"]:
            for i, sign in enumerate(role.record.preparations):
                yield role.part(sign, "preparations", i)
        for relation, _, edge in self.edges():
            if relation.name == "leads_to":
                for i, sign in enumerate(edge.record.signs):
                    yield edge.part(sign, "signs", i)

    def levelled(self) -> Iterator[Placed]:
        """Yield what may have a level: edges of *requires*, and demands of signs on own terms."""
        for relation, _, edge in self.edges():
            if relation.name == "requires":
                yield edge
        for sign in self.signs():
            for i, skill in enumerate(sign.record.skills):
                if not isinstance(skill, str):
                    yield sign.part(skill, "skills", i)

    def located(self) -> Iterator[Placed]:
        """Yield every record that can have a source, however deep it is nested."""
        for section in SECTIONS:
            for placed in self.records[section]:
                yield from _located_parts(placed)

    def add_file(self, path: str, document: YamlDocument) -> Iterator[Problem]:
        """Turn the values of a file into records; yield the problems on the way."""
        file = Placed(None, path, document.lines, ())
        if document.value is None:
            yield Problem(path, 0, "the file is empty; write records or remove it")
            return
        if not isinstance(document.value, dict):
            self.unread.append(path)
            yield file.problem(f"the file is not a mapping; its keys are {one_of(SECTIONS)}")
            return
        for section, value in document.value.items():
            if section not in SECTIONS:
                self.unread.append(path)
                yield file.problem(unknown_key(section, SECTIONS), section)
            elif section == "dataset":
                yield from self._add(section, value, file.part(None, section), Info)
            elif isinstance(value, list):
                type_ = SECTIONS[section].__args__[0]
                for i, item in enumerate(value):
                    yield from self._add(section, item, file.part(None, section, i), type_)
            else:
                self.unread.append(path)
                if value is not None:
                    message = f"'{section}' is not a list of records; begin each with '- id:'"
                    yield file.problem(message, section)

    def _add(
        self, section: str, value: object, place: Placed, type_: type[Record]
    ) -> list[Problem]:
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            self.ids[section].add(value["id"])
            known = self._base_nodes.get(value["id"])
            if isinstance(known, type_):
                value = {"title": known.title, "basis": "derived"} | value  # the base's counts
        record, faults, dropped = as_record(value, type_)
        problems = [place.problem(message, *trail) for trail, message, _ in faults]
        if problems or record is None:
            self.at_fault.append(place.path)
        for trail in dropped:
            forget(place.lines, (*place.trail, *trail))
        if record is not None:
            self.records[section].append(place._replace(record=record))
        return problems


def _located_parts(placed: Placed) -> Iterator[Placed]:
    record: Record = placed.record
    if isinstance(record, Located):
        yield placed
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, tuple):
            for i, part in enumerate(value):
                if isinstance(part, Record):
                    yield from _located_parts(placed.part(part, name, i))
