"""A directory of YAML files → a checked data set, or every problem it has.

Each check is one small function; its docstring is the rule. A check yields the place and
the words; the line is looked up only then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from graph.errors import DataError, Problem, did_you_mean, nearest, one_of
from graph.model import (
    About,
    DataFile,
    Dataset,
    Info,
    Located,
    Node,
    Record,
    Role,
    Sourced,
)
from graph.names import folded
from graph.records import as_record
from graph.relations import KINDS, PLURALS, RELATIONS, Kind, Relation
from graph.yaml_source import MAX_BYTES, Document, Trail, line_of, read_yaml

MAX_FILES = 1_000
MAX_TOTAL_BYTES = 5 * MAX_BYTES


class Placed(NamedTuple):
    """A record, or a part of one, with the place it was written at."""

    record: Any
    path: str
    lines: Any
    trail: Trail

    def at(self, *trail: str | int) -> str:
        """Return the place of a part as path:line."""
        return f"{self.path}:{line_of(self.lines, (*self.trail, *trail))}"

    def problem(self, message: str, *trail: str | int, warning: bool = False) -> Problem:
        """Return the problem with the line of the part the trail leads to."""
        line = line_of(self.lines, (*self.trail, *trail))
        return Problem(self.path, line, message, warning)

    def part(self, record: Any, *trail: str | int) -> Placed:
        """Return a part of the record with its own place."""
        return Placed(record, self.path, self.lines, (*self.trail, *trail))


class Contents(NamedTuple):
    """Everything the files of a directory hold, before it is known to fit together."""

    records: dict[str, list[Placed]]
    ids: dict[str, set[str]]
    """Every id written under a key, also those of records that could not be made."""

    def nodes(self) -> Iterator[tuple[Kind, Placed]]:
        for kind in KINDS:
            for placed in self.records[PLURALS[kind]]:
                yield kind, placed

    def edges(self) -> Iterator[tuple[Relation, Placed, Placed]]:
        """Yield (relation, role, edge)."""
        for role in self.records["roles"]:
            for relation in RELATIONS.values():
                for i, edge in enumerate(getattr(role.record, relation.name)):
                    yield relation, role, role.part(edge, relation.name, i)

    def signs(self) -> Iterator[Placed]:
        for role in self.records["roles"]:
            for i, sign in enumerate(role.record.entry):
                yield role.part(sign, "entry", i)
        for relation, _, edge in self.edges():
            if relation.name == "leads_to":
                for i, sign in enumerate(edge.record.signs):
                    yield edge.part(sign, "signs", i)


def load_dataset(directory: Path | str) -> Dataset:
    """Return the data set in the directory's ``*.yaml`` files.

    Raises DataError with every problem of every file, sorted by file and line.
    """
    dataset, problems = check_dataset(directory)
    if dataset is None:
        raise DataError([problem for problem in problems if not problem.warning])
    return dataset


def check_dataset(directory: Path | str) -> tuple[Dataset | None, list[Problem]]:
    """Return the data set, or None if it has errors, and all errors and warnings."""
    documents, problems = _read_files(Path(directory))
    contents, faults = _records(documents)
    problems += faults
    problems += [problem for check in _CHECKS for problem in check(contents)]
    problems.sort(key=lambda problem: (problem.path, problem.line, problem.message))
    if any(not problem.warning for problem in problems):
        return None, problems
    return _assembled(contents, Path(directory)), problems


def _read_files(directory: Path) -> tuple[list[tuple[str, Document]], list[Problem]]:
    if not directory.is_dir():
        return [], [
            Problem(str(directory), 0, "no such directory; name one that holds .yaml files")
        ]
    paths = sorted(
        path
        for path in directory.iterdir()
        if path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
    )
    if not paths:
        return [], [Problem(str(directory), 0, f"no .yaml file in it{_sets_below(directory)}")]
    if len(paths) > MAX_FILES:
        return [], [Problem(str(directory), 0, f"{len(paths):,} files; at most {MAX_FILES:,}")]
    documents: list[tuple[str, Document]] = []
    problems: list[Problem] = []
    total = 0
    for path in paths:
        try:
            if not path.resolve().is_relative_to(directory.resolve()) or not path.is_file():
                problems.append(Problem(str(path), 0, "not a regular file of this directory"))
                continue
            total += path.stat().st_size
            if total > MAX_TOTAL_BYTES:
                problems.append(
                    Problem(str(path), 0, "the files exceed 5 MiB together; split them")
                )
                break
            with path.open("rb") as file:
                document = read_yaml(file.read(MAX_BYTES + 1), str(path))
        except OSError as error:
            problems.append(Problem(str(path), 0, f"cannot be read: {error.strerror}"))
            continue
        problems += document.problems
        documents.append((str(path), document))
    return documents, problems


def _sets_below(directory: Path) -> str:
    below = sorted({path.parent.name for path in directory.glob("*/*.yaml")})
    return f"; it holds data sets, name one: {one_of(below)}" if below else ""


def _records(documents: Iterable[tuple[str, Document]]) -> tuple[Contents, list[Problem]]:
    """Turn the values of all files into records."""
    sections = {field.name: field.type for field in msgspec.structs.fields(DataFile)}
    contents = Contents(records={section: [] for section in sections}, ids=defaultdict(set))
    problems: list[Problem] = []
    for path, document in documents:
        if document.value is None:
            if not document.problems:
                problems.append(Problem(path, 0, "the file is empty; write records or remove it"))
            continue
        file = Placed(None, path, document.lines, ())
        if not isinstance(document.value, dict):
            keys = one_of(sections)
            problems.append(file.problem(f"the file is no mapping; it has keys such as {keys}"))
            continue
        for section, value in document.value.items():
            if section not in sections:
                help_ = did_you_mean(nearest(section, sections)) or f"; keys are {one_of(sections)}"
                problems.append(file.problem(f"unknown key '{section}'{help_}", section))
            elif section == "dataset":
                problems += _add(contents, "dataset", value, file.part(None, "dataset"), Info)
            elif not isinstance(value, list):
                words = f"'{section}' is a list of records; begin each with '- id:'"
                problems.append(file.problem(words, section))
            else:
                type_ = sections[section].__args__[0]
                for i, item in enumerate(value):
                    problems += _add(contents, section, item, file.part(None, section, i), type_)
    return contents, problems


def _add(
    contents: Contents, section: str, value: object, place: Placed, type_: type[Record]
) -> Iterator[Problem]:
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        contents.ids[section].add(value["id"])
    record, faults = as_record(value, type_)
    if record is not None:
        contents.records[section].append(place._replace(record=record))
    for trail, message in faults:
        yield place.problem(message, *trail)


def _dataset_is_described_once(contents: Contents) -> Iterator[Problem]:
    """Only one file has the key `dataset`."""
    for again in contents.records["dataset"][1:]:
        first = contents.records["dataset"][0]
        yield again.problem(f"a second 'dataset'; the first is at {first.at()}")


def _ids_are_unique(contents: Contents) -> Iterator[Problem]:
    """An id belongs to one node, one source, one stage, one track, one fact or one sign."""
    spaces: list[tuple[str, Iterable[Placed]]] = [
        ("node", (placed for _, placed in contents.nodes())),
        *((s[:-1], contents.records[s]) for s in ("sources", "stages", "tracks", "facts")),
        ("sign", contents.signs()),
    ]
    for word, placed_records in spaces:
        first: dict[str, Placed] = {}
        for placed in placed_records:
            before = first.setdefault(placed.record.id, placed)
            if before is not placed:
                yield placed.problem(
                    f"duplicate {word} id '{placed.record.id}', first used at {before.at('id')}",
                    "id",
                )


def _names_are_unique(contents: Contents) -> Iterator[Problem]:
    """A title or an alias names one node."""
    owners: dict[str, tuple[Placed, str]] = {}
    for _, placed in contents.nodes():
        node: Node = placed.record
        names = [(node.title, ("title",)), *_aliases(node)]
        for name, trail in names:
            owner, owned = owners.setdefault(folded(name), (placed, name))
            if owner.record.id != node.id:
                yield placed.problem(
                    f"'{name}' already names '{owner.record.id}' ({owner.at()}); "
                    f"one name, one node: rename it or merge the two",
                    *trail,
                )
            elif trail[0] == "aliases" and owned is not name:
                yield placed.problem(f"'{name}' names '{node.id}' twice; once is enough", *trail)


def _aliases(node: Node) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(alias, ("aliases", i)) for i, alias in enumerate(node.aliases)]


def _references_resolve(contents: Contents) -> Iterator[Problem]:
    """What a record refers to by id exists."""
    ids = contents.ids
    for role in contents.records["roles"]:
        yield from _known(role, "stage", role.record.stage, "stage", ids["stages"])
        yield from _known(role, "track", role.record.track, "track", ids["tracks"])
    for fact in contents.records["facts"]:
        yield from _known(fact, "role", fact.record.role, "role", ids["roles"])
    for sign in contents.signs():
        for i, skill in enumerate(sign.record.skills):
            place = sign.part(None, "skills")
            yield from _known(place, i, skill, "skill", ids["skills"])
    for placed, trail, record in _located(contents):
        for i, locator in enumerate(record.locators):
            place = placed.part(None, *trail, "source", *([] if record.source is locator else [i]))
            yield from _known(place, "id", locator.id, "source", ids["sources"])


def _known(
    placed: Placed, key: str | int, reference: str | None, word: str, known: set[str]
) -> Iterator[Problem]:
    if reference is not None and reference not in known:
        help_ = did_you_mean(nearest(reference, sorted(known)))
        yield placed.problem(f"unknown {word} '{reference}'{help_}", key)


def _edges_join_the_right_kinds(contents: Contents) -> Iterator[Problem]:
    """An edge ends at a node of a kind its relation joins, and not where it starts."""
    kinds = {id_: kind for kind in KINDS for id_ in contents.ids[PLURALS[kind]]}
    for relation, role, edge in contents.edges():
        target = edge.record.target
        wanted = one_of(sorted(relation.targets))
        if target not in kinds:
            fitting = sorted(id_ for id_, kind in kinds.items() if kind in relation.targets)
            help_ = did_you_mean(nearest(target, fitting))
            yield edge.problem(f"unknown {wanted} '{target}'{help_}", "target")
        elif kinds[target] not in relation.targets:
            yield edge.problem(
                f"'{target}' is a {kinds[target]}; '{relation.name}' ends at a {wanted}", "target"
            )
        elif target == role.record.id:
            yield edge.problem(f"'{target}' {relation.words} itself; name another role", "target")


def _edges_are_written_once(contents: Contents) -> Iterator[Problem]:
    """The same edge from the same source on the same basis is written once."""
    first: dict[object, Placed] = {}
    for relation, role, edge in contents.edges():
        pair = (role.record.id, edge.record.target)
        ends = frozenset(pair) if relation.symmetric else pair
        sources = frozenset(locator.id for locator in edge.record.locators)
        before = first.setdefault((relation, ends, edge.record.basis, sources), edge)
        if before is not edge:
            yield edge.problem(
                f"'{relation.name}' to '{edge.record.target}' is already written "
                f"at {before.at('target')}; "
                "merge the two: `source` takes a list of places",
                "target",
            )


def _years_are_a_range(contents: Contents) -> Iterator[Problem]:
    """Years say at least one bound, and the lower one is not above the upper one."""
    for relation, _, edge in contents.edges():
        years = edge.record.years if relation.name == "leads_to" else None
        if years is None:
            continue
        if years.min is None and years.max is None:
            yield edge.problem("years without min and max; leave years out if unknown", "years")
        elif years.min is not None and years.max is not None and years.min > years.max:
            yield edge.problem(
                f"years from {years.min:g} to {years.max:g}; min is above max", "years", "min"
            )


def _nodes_are_connected(contents: Contents) -> Iterator[Problem]:
    """Some edge touches every node (a warning)."""
    touched = {skill for sign in contents.signs() for skill in sign.record.skills}
    for _, role, edge in contents.edges():
        touched |= {role.record.id, edge.record.target}
    for kind, placed in contents.nodes():
        if placed.record.id not in touched:
            yield placed.problem(
                f"no edge touches the {kind} '{placed.record.id}'; relate it or remove it",
                warning=True,
            )


def _roles_have_requirements(contents: Contents) -> Iterator[Problem]:
    """A role requires something, or says what is not stated (a warning)."""
    starting_points = {s.record.id for s in contents.records["stages"] if not s.record.rung}
    demanding = {
        edge.record.target
        for relation, _, edge in contents.edges()
        if relation.name == "leads_to" and any(sign.skills for sign in edge.record.signs)
    }
    for placed in contents.records["roles"]:
        role: Role = placed.record
        not_stated = {entry.what for entry in role.not_stated} & {"skills", "responsibilities"}
        required = role.requires or role.entry or role.id in demanding
        if not (required or not_stated or role.stage in starting_points):
            yield placed.problem(
                f"the role '{role.id}' requires nothing; add requirements, "
                "or `not_stated` if the source does not say",
                warning=True,
            )


def _claims_have_a_source(contents: Contents) -> Iterator[Problem]:
    """What is stated or implied says where (a warning)."""
    for placed, trail, record in _located(contents):
        if isinstance(record, Sourced) and record.basis != "derived" and not record.locators:
            yield placed.problem(
                f"{record.basis}, but without a source; add `source`", *trail, warning=True
            )


def _located(contents: Contents) -> Iterator[tuple[Placed, Trail, Located]]:
    """Yield every record that can have a source, however deep it is nested."""
    for section in ("roles", "skills", "responsibilities", "facts", "sources", "dataset"):
        for placed in contents.records[section]:
            yield from ((placed, trail, part) for trail, part in _parts(placed.record, ()))


def _parts(record: Record, trail: Trail) -> Iterator[tuple[Trail, Located]]:
    if isinstance(record, Located):
        yield trail, record
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, tuple):
            for i, part in enumerate(value):
                if isinstance(part, Record):
                    yield from _parts(part, (*trail, name, i))


_CHECKS: tuple[Callable[[Contents], Iterator[Problem]], ...] = (
    _dataset_is_described_once,
    _ids_are_unique,
    _names_are_unique,
    _references_resolve,
    _edges_join_the_right_kinds,
    _edges_are_written_once,
    _years_are_a_range,
    _nodes_are_connected,
    _roles_have_requirements,
    _claims_have_a_source,
)


def _assembled(contents: Contents, directory: Path) -> Dataset:
    parts = {
        section: tuple(placed.record for placed in records)
        for section, records in contents.records.items()
    }
    info = parts.pop("dataset")
    about = About(
        info=info[0] if info else Info(title=directory.resolve().name),
        **{name: parts.pop(name) for name in ("stages", "tracks", "sources", "facts")},
    )
    return Dataset(about=about, **parts)
