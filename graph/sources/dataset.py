"""A directory of YAML files → a checked data set, or every problem it has.

Each check is one small function; its docstring is the rule. A check yields the place and
the words; the line is looked up only then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from graph.model.errors import DataError, Problem, did_you_mean, nearest, one_of, shortened
from graph.model.names import casefolded
from graph.model.records import (
    About,
    DataFile,
    Dataset,
    Info,
    Located,
    Node,
    Record,
    Role,
    Sign,
    Sourced,
)
from graph.model.relations import KINDS, PLURALS, RELATIONS, Kind, Relation
from graph.sources.conversion import as_record, unknown_key
from graph.sources.yaml_reader import MAX_BYTES, Document, Trail, forget, line_of, read_yaml

MAX_FILES = 1_000
MAX_TOTAL_BYTES = 5 * MAX_BYTES
MAX_PROBLEMS = 1_000
"""After so many the rest is not looked for."""

SECTIONS = {field.name: field.type for field in msgspec.structs.fields(DataFile)}

_SINGULAR: dict[str, str] = {
    **{PLURALS[kind]: kind for kind in KINDS},
    "sources": "source",
    "stages": "stage",
    "tracks": "track",
    "groups": "group",
    "facts": "fact",
}


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
    unread: list[str]
    """Files not read, or not in full: what seems to be missing may stand there."""
    at_fault: list[str]
    """Files with records that are not all they were meant to be."""

    def kinds(self) -> dict[str, Kind]:
        """Return the kind of the node that an id belongs to."""
        return {id_: kind for kind in KINDS for id_ in self.ids[PLURALS[kind]]}

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
            for i, sign in enumerate(role.record.preparations):
                yield role.part(sign, "preparations", i)
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
    contents = Contents({section: [] for section in SECTIONS}, defaultdict(set), [], [])
    problems = list(islice(_problems(Path(directory), contents), MAX_PROBLEMS + 1))
    if len(problems) > MAX_PROBLEMS:
        words = f"more than {MAX_PROBLEMS:,} problems; mend these and check again"
        only_warnings = all(problem.warning for problem in problems)
        problems[-1] = Problem(_shown(directory), 0, words, only_warnings)
    problems.sort(key=lambda problem: (problem.path, problem.line, problem.message))
    if any(not problem.warning for problem in problems):
        return None, problems
    return _assembled(contents, Path(directory)), problems


def _problems(directory: Path, contents: Contents) -> Iterator[Problem]:
    """Fill the contents; yield the errors found on the way and in them, then the warnings."""
    for path, document in _read_files(directory):
        yield from document.problems
        if document.value is None and document.problems:
            contents.unread.append(path)
        else:
            yield from _add_file(contents, path, document)
    for check in _CHECKS:
        yield from check(contents)
    if not (contents.unread or contents.at_fault):  # or a warning might not be true
        for warn in _WARNINGS:
            yield from warn(contents)


def _read_files(directory: Path) -> Iterator[tuple[str, Document]]:
    """Yield the files by name; those that cannot be read hold the problem and no value."""
    try:
        paths = sorted(
            path
            for path in directory.iterdir()
            if path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
        )
        reason = "" if paths else f"no .yaml file in it; {_sets_below(directory)}"
        if len(paths) > MAX_FILES:
            reason = f"{len(paths):,} files; at most {MAX_FILES:,} are read, join some"
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        reason = "no such directory; name one that holds .yaml files"
        if isinstance(error, NotADirectoryError) and directory.exists():
            reason = "a file; name the directory that holds the .yaml files"
    except OSError as error:
        reason = _unreadable(error)
    if reason:
        yield _unread(directory, reason)
        return
    total = 0
    for path in paths:
        try:
            if not path.is_file() or not path.resolve().is_relative_to(directory.resolve()):
                yield _unread(
                    path, "not a regular file of this directory; put the file itself here"
                )
                continue
            total += path.stat().st_size
            if total > MAX_TOTAL_BYTES:
                yield _unread(path, "the files exceed 5 MiB together; make two data sets of them")
                break
            with path.open("rb") as file:
                yield _shown(path), read_yaml(file.read(MAX_BYTES + 1), _shown(path))
        except OSError as error:
            yield _unread(path, _unreadable(error))


def _unread(path: Path, reason: str) -> tuple[str, Document]:
    return _shown(path), Document(None, 0, (Problem(_shown(path), 0, reason),))


def _unreadable(error: OSError) -> str:
    return f"cannot be read: {(error.strerror or str(error)).lower()}; make it readable"


def _shown(path: Path | str) -> str:
    """Return the path as text that can be printed, also if its name is not UTF-8."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def _sets_below(directory: Path) -> str:
    below = sorted({path.parent.name for path in directory.glob("*/*.yaml")})
    if below:
        return f"it holds data sets, name one: {one_of(below)}"
    return "write one, or name another directory ('careergraph init' writes an example)"


def _add_file(contents: Contents, path: str, document: Document) -> Iterator[Problem]:
    """Turn the values of a file into records."""
    file = Placed(None, path, document.lines, ())
    if document.value is None:
        yield Problem(path, 0, "the file is empty; write records or remove it")
        return
    if not isinstance(document.value, dict):
        contents.unread.append(path)
        yield file.problem(f"the file is not a mapping; its keys are {one_of(SECTIONS)}")
        return
    for section, value in document.value.items():
        if section not in SECTIONS:
            contents.unread.append(path)
            yield file.problem(unknown_key(section, SECTIONS), section)
        elif section == "dataset":
            yield from _add(contents, "dataset", value, file.part(None, "dataset"), Info)
        elif isinstance(value, list):
            type_ = SECTIONS[section].__args__[0]
            for i, item in enumerate(value):
                yield from _add(contents, section, item, file.part(None, section, i), type_)
        else:
            contents.unread.append(path)
            if value is not None:
                words = f"'{section}' is not a list of records; begin each with '- id:'"
                yield file.problem(words, section)


def _add(
    contents: Contents, section: str, value: object, place: Placed, type_: type[Record]
) -> list[Problem]:
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        contents.ids[section].add(value["id"])
    record, faults, dropped = as_record(value, type_)
    problems = [place.problem(message, *trail) for trail, message, _ in faults]
    if problems or record is None:
        contents.at_fault.append(place.path)
    for trail in dropped:
        forget(place.lines, (*place.trail, *trail))
    if record is not None:
        contents.records[section].append(place._replace(record=record))
    return problems


def _dataset_is_described_once(contents: Contents) -> Iterator[Problem]:
    """Only one file has the key `dataset`."""
    for again in contents.records["dataset"][1:]:
        first = contents.records["dataset"][0]
        yield again.problem(f"a second 'dataset', the first is at {first.at()}; keep one")


def _ids_are_unique(contents: Contents) -> Iterator[Problem]:
    """An id belongs to one node, source, stage, track, group, fact or sign."""
    spaces: list[tuple[str, Iterable[Placed]]] = [
        ("node", (placed for _, placed in contents.nodes())),
        *((word, contents.records[s]) for s, word in _SINGULAR.items() if word not in KINDS),
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
    return [(alias, ("aliases", i)) for i, alias in enumerate(node.aliases)]


def _references_resolve(contents: Contents) -> Iterator[Problem]:
    """What a record refers to by id exists."""
    for role in contents.records["roles"]:
        yield from _known(contents, role, "stage", role.record.stage, "stages")
        yield from _known(contents, role, "track", role.record.track, "tracks")
    for _, node in contents.nodes():
        for i, group in enumerate(node.record.groups):
            yield from _known(contents, node.part(None, "groups"), i, group, "groups")
    for group in contents.records["groups"]:
        yield from _known(contents, group, "parent", group.record.parent, "groups")
    for fact in contents.records["facts"]:
        yield from _known(contents, fact, "role", fact.record.role, "roles")
    for placed, trail, record in _located(contents):
        for i, locator in enumerate(record.locators):
            place = placed.part(None, *trail, "source", i)
            yield from _known(contents, place, "id", locator.id, "sources")


def _signs_demand_skills(contents: Contents) -> Iterator[Problem]:
    """What a sign of readiness demands is a skill."""
    kinds = contents.kinds()
    for sign in contents.signs():
        for i, skill in enumerate(sign.record.skill_ids):
            kind = kinds.get(skill, "skill")
            if kind == "skill":
                place = sign.part(None, "skills")
                yield from _known(contents, place, i, skill, "skills")
            else:
                yield sign.problem(f"'{skill}' is a {kind}; a sign demands skills", "skills", i)


def _known(
    contents: Contents, placed: Placed, key: str | int, reference: str | None, *sections: str
) -> Iterator[Problem]:
    """Yield a problem if no record of the sections has the id that is referred to."""
    if reference is None or any(reference in contents.ids[section] for section in sections):
        return
    if contents.unread:
        return
    known = [id_ for section in sections for id_ in sorted(contents.ids[section])]
    words = one_of(_SINGULAR[section] for section in sections)
    help_ = did_you_mean(nearest(reference, known)) or f"; add it under {one_of(sections)}"
    yield placed.problem(f"unknown {words} '{reference}'{help_}", key)


def _edges_join_the_right_kinds(contents: Contents) -> Iterator[Problem]:
    """An edge ends at a node of a kind its relation joins, and not where it starts."""
    kinds = contents.kinds()
    for relation, role, edge in contents.edges():
        target = edge.record.target
        if target not in kinds:
            sections = (PLURALS[kind] for kind in KINDS if kind in relation.targets)
            yield from _known(contents, edge, "target", target, *sections)
        elif kinds[target] not in relation.targets:
            wanted = one_of(kind for kind in KINDS if kind in relation.targets)
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
            words = "merge the two: `source` takes a list of places"
            if relation.symmetric:
                words = f"it holds both ways, {words}"
            yield edge.problem(
                f"'{relation.name}' to '{edge.record.target}' is already written "
                f"at {before.at('target')}; {words}",
                "target",
            )


def _groups_are_no_part_of_themselves(contents: Contents) -> Iterator[Problem]:
    """Going from group to parent, none comes twice."""
    parents: dict[str, str] = {}
    for group in contents.records["groups"]:
        above = group.record.parent
        while above is not None and above != group.record.id:
            above = parents.get(above)
        if above is None:
            if group.record.parent is not None:
                parents[group.record.id] = group.record.parent
        else:
            words = f"the group '{group.record.id}' is part of itself; leave out one `parent`"
            yield group.problem(words, "parent")


def _years_are_a_range(contents: Contents) -> Iterator[Problem]:
    """Years say at least one bound, and the lower one is not above the upper one."""
    for relation, _, edge in contents.edges():
        years = edge.record.years if relation.name == "leads_to" else None
        if years is None:
            continue
        if years.min is None and years.max is None:
            yield edge.problem(
                "years with neither min nor max; leave years out if unknown", "years"
            )
        elif years.min is not None and years.max is not None and years.min > years.max:
            yield edge.problem(
                f"years from {years.min:g} to {years.max:g}; min is above max", "years", "min"
            )


def _line_ranges_run_forwards(contents: Contents) -> Iterator[Problem]:
    """Lines such as 3-7 name the first line first."""
    for placed, trail, record in _located(contents):
        for i, locator in enumerate(record.locators):
            for part in str(locator.lines or "").split(","):
                first, _, last = part.strip().partition("-")
                if last and int(first) > int(last):
                    yield placed.problem(
                        f"lines from {first} to {last}; write {last}-{first}",
                        *(*trail, "source", i, "lines"),
                    )


def _nodes_are_connected(contents: Contents) -> Iterator[Problem]:
    """Some edge touches every node (a warning)."""
    touched = {skill for sign in contents.signs() for skill in sign.record.skill_ids}
    touched |= {
        role.record.id for role in contents.records["roles"] if _demands(role.record.preparations)
    }
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
        if relation.name == "leads_to" and _demands(edge.record.signs)
    }
    for placed in contents.records["roles"]:
        role: Role = placed.record
        not_stated = {entry.what for entry in role.not_stated} & {"skills", "responsibilities"}
        required = role.requires or _demands(role.preparations) or role.id in demanding
        if not (required or not_stated or role.stage in starting_points):
            yield placed.problem(
                f"the role '{role.id}' requires nothing; add requirements, "
                "or `not_stated` if the source does not say",
                warning=True,
            )


def _demands(signs: Iterable[Sign]) -> bool:
    return any(sign.skills for sign in signs)


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
    _signs_demand_skills,
    _edges_join_the_right_kinds,
    _edges_are_written_once,
    _groups_are_no_part_of_themselves,
    _years_are_a_range,
    _line_ranges_run_forwards,
)
_WARNINGS: tuple[Callable[[Contents], Iterator[Problem]], ...] = (
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
        info=info[0] if info else Info(title=_shown(directory.resolve().name)),
        **{name: parts.pop(name) for name in ("stages", "tracks", "groups", "sources", "facts")},
    )
    return Dataset(about=about, **parts)
