"""What do the rules of a recipe make of a row? They tell the draft, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from graph.model.errors import one_of
from graph.model.records import (
    NECESSITIES,
    Fact,
    LeadsTo,
    LeadsToEdge,
    Locator,
    Necessity,
    Note,
    OverlapsWith,
    OverlapsWithEdge,
    RequiresEdge,
    Stage,
    Track,
    Years,
)
from graph.model.relations import PLURALS, Kind
from graph.sources.tables.cells import Cells, Get, Read, Row, Test
from graph.sources.tables.draft import Draft, DraftGroup, DraftNode, EdgeKey, Figure
from graph.sources.tables.ids import id_of
from graph.sources.tables.recipe import (
    Cell,
    DetailRule,
    FactRule,
    GroupRule,
    LeadsToRule,
    MemberRule,
    NecessityCell,
    NodeRule,
    Number,
    OverlapsRule,
    RecipeFile,
    RequiresRule,
    RoleRule,
    Table,
)

MAX_TITLE = 200
MAX_TEXT = 10_000

_LEFT_OUT = "; left out"
_FEW = 3
_EMPTY = Read(None)
_ORDER = {necessity: i for i, necessity in enumerate(NECESSITIES)}

Settle = Callable[[int, Any], None]
Later = list[tuple[Settle, int, Any]]


class Maker(NamedTuple):
    """A rule at work: which rows it is for, what it takes from one, what it does with that."""

    test: Test | None
    take: Callable[[Row], Any]
    settle: Settle
    early: bool
    """Whether it makes what other rows refer to."""


@dataclass(slots=True)
class Tally:
    """What became of the rows of a table; ``used + passed_over + left_out`` are all ``rows``."""

    path: str
    rows: int = 0
    passed_over: int = 0
    """Rows that the recipe has no rule for."""
    faulty: set[int] = field(default_factory=set)
    """The lines of the rows that were left out, in whole or in part, and reported."""

    @property
    def left_out(self) -> int:
        """How many rows were left out, in whole or in part, and reported."""
        return len(self.faulty)

    @property
    def used(self) -> int:
        """How many rows went into the graph in full."""
        return self.rows - self.passed_over - self.left_out


class Rules:
    """The rules for one table at work."""

    def __init__(self, draft: Draft, file: RecipeFile, table: Table, path: Path) -> None:
        self.draft = draft
        self.table = table
        self.basis = file.recipe.basis
        self.source = file.recipe.source.id
        self.locator = (Locator(id=self.source, section=path.name.removesuffix(".gz")),)
        self.tally = Tally(str(path))
        self.later: Later | None = None
        """Where what refers to other rows is put off to; None: it is settled at once."""

    # --- What is wrong -------------------------------------------------------------------------

    def left_out(self, line: int, words: str, example: str = "") -> None:
        self.tally.faulty.add(line)
        self.draft.faults.add(self.tally.path, line, f"{words}{_LEFT_OUT}", example)

    def mended(self, line: int, words: str, example: str = "") -> None:
        self.draft.faults.add(self.tally.path, line, words, example)

    def _unknown(self, line: int, kind: str, key: str) -> None:
        if not key:
            self.left_out(line, f"{{rows}} name{{s}} no {kind}")
            return
        files = self.draft.made_in.get(_plural(kind), {})
        place = f"{one_of(files)} does not have" if 0 < len(files) <= _FEW else "no table has"
        self.left_out(line, f"{{rows}} name{{s}} a {kind} that {place}", key)

    # --- The rules -----------------------------------------------------------------------------

    def makers(self, cells: Cells) -> Iterator[Maker]:
        table = self.table
        for group in table.groups:
            yield self._group(cells, group)
        nodes: tuple[tuple[Kind, Sequence[NodeRule]], ...] = (
            ("role", table.roles),
            ("skill", table.skills),
            ("responsibility", table.responsibilities),
        )
        for kind, rules in nodes:
            for rule in rules:
                yield self._node(cells, rule, kind)
        for member in table.members:
            yield self._member(cells, member)
        for detail in table.details:
            yield self._detail(cells, detail)
        for fact in table.facts:
            yield self._fact(cells, fact)
        for requires in table.requires:
            yield self._requires(cells, requires)
        for leads_to in table.leads_to:
            yield self._leads_to(cells, leads_to)
        for overlaps in table.overlaps_with:
            yield self._overlaps(cells, overlaps)

    def _group(self, cells: Cells, rule: GroupRule) -> Maker:
        get_key, get_title = cells.text(rule.id), cells.text(rule.title)
        get_parent = cells.optional(rule.parent)

        def take(row: Row) -> tuple[str, str, str]:
            return get_key(row), get_title(row), get_parent(row)

        def settle(line: int, taken: tuple[str, str, str]) -> None:
            key, title, parent = taken
            if not key or not title:
                self.left_out(line, "{rows} {has} a group without id or title")
            elif key not in self.draft.groups:
                id_ = self.draft.group_ids.new(key)
                self.draft.groups[key] = DraftGroup(id_, self._title(line, title))
                if parent:
                    self._put_off(self._settle_parent, line, (key, parent))
            elif not rule.repeated:
                self.left_out(line, "{rows} repeat{s} a group that an earlier row makes", key)

        return Maker(cells.tests(rule.where), take, settle, early=True)

    def _node(self, cells: Cells, rule: NodeRule, kind: Kind) -> Maker:
        get_keys, get_titles = cells.texts(rule.id), cells.texts(rule.title)
        get_aliases, get_summary = cells.texts(rule.aliases), cells.optional(rule.summary)
        get_groups = [cells.texts(cell) for cell in rule.groups]
        raw = self._raw(cells, rule)
        is_role = isinstance(rule, RoleRule)
        get_track = cells.optional(rule.track if isinstance(rule, RoleRule) else None)
        get_stage = cells.optional(rule.stage if isinstance(rule, RoleRule) else None)

        def settle(line: int, row: Row) -> None:
            keys, titles = get_keys(row), get_titles(row)
            if len(keys) != len(titles) or not (keys or _is_list(rule.id)):
                self.left_out(line, f"{{rows}} {{has}} a {kind} without id or title")
                return
            for key, title in zip(keys, titles, strict=True):
                node = self._begun(line, kind, key, title, rule)
                if node is None:
                    continue
                if raw is not None and row[raw] != row[raw].strip():
                    self.mended(line, "{rows} {has} blanks around the title; taken off", title)
                self._add_aliases(line, node, get_aliases(row))
                self._add_summary(line, node, get_summary(row))
                if is_role:
                    node.track = self._track(get_track(row)) or node.track
                    node.stage = self._stage(get_stage(row)) or node.stage
                for get in get_groups:
                    for group in get(row):
                        self._put_off(self._settle_member, line, (kind, key, group))

        return Maker(cells.tests(rule.where), lambda row: row, settle, early=True)

    def _raw(self, cells: Cells, rule: NodeRule) -> int | None:
        return cells.position(rule.title) if isinstance(rule.title, str) else None

    def _begun(
        self, line: int, kind: Kind, key: str, title: str, rule: NodeRule
    ) -> DraftNode | None:
        """Return the node to fill: a new one, or that of another source; None if it is there."""
        node = self.draft.nodes[kind].get(key)
        if node is not None:
            if all(locator.id != self.source for locator in node.locators):
                node.locators += self.locator
                return node
            if not rule.repeated:
                self.left_out(line, f"{{rows}} repeat{{s}} a {kind} of an earlier row", key)
            return None
        node = DraftNode(
            kind,
            self.draft.node_ids.new(key),
            self._title(line, title),
            rule.basis or self.basis,
            list(self.locator),
            self.tally.path,
            line,
        )
        self.draft.nodes[kind][key] = node
        if self.draft.is_titled(node):
            words = f"{{rows}} give{{s}} a {kind} the title of another; both are kept"
            self.mended(line, words, title)
        return node

    def _title(self, line: int, text: str) -> str:
        if not text.isprintable():
            self.mended(
                line, "{rows} {has} characters in a title or alias that do not print; made blanks"
            )
            text = "".join(c if c.isprintable() else " " for c in text)
            text = " ".join(text.split())
        if len(text) > MAX_TITLE:
            self.mended(line, f"{{rows}} {{has}} a title of over {MAX_TITLE} characters; cut")
            text = f"{text[: MAX_TITLE - 1]}…"
        return text

    def _add_aliases(self, line: int, node: DraftNode, aliases: list[str]) -> None:
        for alias in aliases:
            if alias != node.title:
                node.aliases[self._title(line, alias)] = None

    def _add_summary(self, line: int, node: DraftNode, text: str) -> None:
        if not text:
            return
        if not text.isprintable():
            text = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
        if sum(map(len, node.summary)) + len(text) > MAX_TEXT:
            self.mended(line, f"{{rows}} {{has}} text of over {MAX_TEXT:,} characters; cut")
            text = text[: max(0, MAX_TEXT - sum(map(len, node.summary)) - 10)]
        node.summary.append(text)

    def _track(self, title: str) -> str | None:
        if title and title not in self.draft.tracks:
            id_ = self.draft.track_ids.new(title)
            self.draft.tracks[title] = Track(id=id_, title=title[:MAX_TITLE])
        return self.draft.tracks[title].id if title else None

    def _stage(self, title: str) -> str | None:
        if title and title not in self.draft.stages:
            id_ = self.draft.stage_ids.new(title)
            self.draft.stages[title] = Stage(id=id_, title=title[:MAX_TITLE])
        return self.draft.stages[title].id if title else None

    def _put_off(self, settle: Settle, line: int, taken: object) -> None:
        if self.later is None:
            settle(line, taken)
        else:
            self.later.append((settle, line, taken))

    def _member(self, cells: Cells, rule: MemberRule) -> Maker:
        get_member, get_groups = cells.text(rule.member), cells.texts(rule.group)
        kind = rule.kind

        def take(row: Row) -> tuple[str, list[str]]:
            return get_member(row), get_groups(row)

        def settle(line: int, taken: tuple[str, list[str]]) -> None:
            member, groups = taken
            for group in groups:
                if kind == "group":
                    self._settle_parent(line, (member, group))
                else:
                    self._settle_member(line, (kind, member, group))

        return Maker(cells.tests(rule.where), take, settle, early=False)

    def _settle_parent(self, line: int, taken: tuple[str, str]) -> None:
        key, parent_key = taken
        group, parent = self.draft.group(key), self.draft.group(parent_key)
        if group is None or parent is None:
            self._unknown(line, "group", key if group is None else parent_key)
        elif _is_within(parent, group):
            self.left_out(line, "{rows} put{s} a group into itself", key)
        elif group.parent is None:
            group.parent = parent
        elif group.parent is not parent:
            self.left_out(line, "{rows} put{s} a group into a second one", key)

    def _settle_member(self, line: int, taken: tuple[Kind, str, str]) -> None:
        kind, key, group_key = taken
        node = self.draft.find(kind, key)
        group = self.draft.group(group_key)
        if node is None:
            self._unknown(line, kind, key)
        elif group is not None:
            node.groups[group.id] = None
        elif (broader := self.draft.nodes[kind].get(group_key)) is not None:
            node.broader.append(broader)
        else:
            self._unknown(line, "group", group_key)

    def _detail(self, cells: Cells, rule: DetailRule) -> Maker:
        get_key, get_aliases = cells.text(rule.node), cells.texts(rule.aliases)
        get_summary = cells.optional(rule.summary)

        def take(row: Row) -> tuple[str, list[str], str]:
            return get_key(row), get_aliases(row), get_summary(row)

        def settle(line: int, taken: tuple[str, list[str], str]) -> None:
            key, aliases, summary = taken
            node = self.draft.find(rule.kind, key)
            if node is None:
                self._unknown(line, rule.kind, key)
                return
            self._add_aliases(line, node, aliases)
            self._add_summary(line, node, summary)

        return Maker(cells.tests(rule.where), take, settle, early=False)

    def _fact(self, cells: Cells, rule: FactRule) -> Maker:
        get_key, get_value = cells.text(rule.role), cells.number(rule.value)

        def take(row: Row) -> tuple[str, Read]:
            return get_key(row), get_value(row)

        def settle(line: int, taken: tuple[str, Read]) -> None:
            key, (value, unread) = taken
            role = self.draft.find("role", key)
            if role is None:
                self._unknown(line, "role", key)
            elif value is None:
                words = f"{{rows}} {{has}} no number for '{rule.title}'"
                self.left_out(line, words, unread)
            elif rule.name in role.figures:
                self.left_out(line, f"{{rows}} give{{s}} '{rule.title}' again", key)
            else:
                role.figures[rule.name] = Figure(value, self.locator)
                id_ = id_of(f"{rule.name}.{role.id}")
                self.draft.facts[id_] = Fact(
                    id=id_,
                    title=rule.title,
                    value=value,
                    unit=rule.unit,
                    role=role.id,
                    basis=self.basis,
                    source=self.locator,
                )

        return Maker(cells.tests(rule.where), take, settle, early=False)

    def _requires(self, cells: Cells, rule: RequiresRule) -> Maker:
        kinds, target = _targets(rule)
        get_necessity, necessities = _necessity(cells, rule.necessity)
        take = _Requirement.taker(cells, rule, target, get_necessity)
        basis = rule.basis or self.basis
        numbers = rule.importance is not None or rule.level is not None
        note = _Notes()

        def settle(line: int, taken: _Requirement) -> None:
            role = self.draft.find("role", taken.role)
            necessity = necessities.get(taken.necessity)
            if role is None:
                self._unknown(line, "role", taken.role)
            elif necessity is None:
                words = "{rows} {has} a necessity that the recipe does not know"
                self.left_out(line, words, taken.necessity)
            elif not taken.targets and not _is_list(target):
                self._unknown(line, one_of(kinds), "")
            else:
                if numbers:
                    self._report_unread(line, rule, taken)
                for key in taken.targets:
                    node = self._found(kinds, key)
                    if node is None:
                        self._unknown(line, one_of(kinds), key)
                        continue
                    edge = RequiresEdge(
                        target=node.id,
                        basis=basis,
                        source=self.locator,
                        necessity=necessity,
                        when=taken.when or None,
                        importance=taken.importance.value,
                        level=taken.level.value,
                        notes=note(taken.note),
                    )
                    self._require(line, role, edge, repeated=rule.repeated)

        return Maker(cells.tests(rule.where), take, settle, early=False)

    def _found(self, kinds: Sequence[Kind], key: str) -> DraftNode | None:
        for kind in kinds:
            node = self.draft.find(kind, key)
            if node is not None:
                return node
        return None

    def _report_unread(self, line: int, rule: RequiresRule, taken: _Requirement) -> None:
        for what, number in (("importance", taken.importance), ("level", taken.level)):
            read = getattr(rule, what)
            if isinstance(read, Number) and read.expected and number == _EMPTY:
                self.mended(line, f"{{rows}} give{{s}} no {what}; it is not stated")
            if number.unread:
                words = "{rows} {has} text where a number is wanted; read as not stated"
                self.mended(line, words, number.unread)

    def _require(self, line: int, role: DraftNode, edge: RequiresEdge, *, repeated: bool) -> None:
        """Keep the edge, or the stronger of two for the same."""
        key: EdgeKey = (edge.target, edge.basis, self.source)
        before = role.requires.setdefault(key, edge)
        if before is edge:
            return
        if before.necessity != edge.necessity:
            role.requires[key] = min(before, edge, key=lambda each: _ORDER[each.necessity])
            self.tally.faulty.add(line)
            words = "{rows} say{s} with another necessity what an earlier row says"
            self.mended(line, f"{words}; the stronger counts", role.title)
        elif not repeated:
            self._again(line, role.title)

    def _again(self, line: int, key: str) -> None:
        self.left_out(line, "{rows} say{s} again what an earlier row says", key)

    def _ends(self, line: int, key: str, target_key: str) -> tuple[DraftNode, DraftNode] | None:
        """Return the two roles of an edge, if they are two and both are known."""
        role, target = self.draft.find("role", key), self.draft.find("role", target_key)
        if role is None or target is None:
            self._unknown(line, "role", key if role is None else target_key)
        elif role is target:
            self.left_out(line, "{rows} join{s} a role with itself", key)
        else:
            return role, target
        return None

    def _leads_to(self, cells: Cells, rule: LeadsToRule) -> Maker:
        get_low, get_high = cells.number(rule.years_min), cells.number(rule.years_max)

        def edge(line: int, fields: Mapping[str, Any], row: tuple[Read, Read]) -> LeadsTo:
            low, high = row[0].value, row[1].value
            for _, unread in row:
                if unread:
                    words = "{rows} {has} text where years are wanted; read as not stated"
                    self.mended(line, words, unread)
            if low is not None and high is not None and low > high:
                words = "{rows} give{s} more years at least than at most; read as not stated"
                self.mended(line, words, f"{low:g} to {high:g}")
                low = high = None
            years = Years(min=low, max=high) if (low, high) != (None, None) else None
            return LeadsToEdge(**fields, years=years)

        def add(line: int, ends: tuple[DraftNode, DraftNode], key: EdgeKey, made: LeadsTo) -> None:
            role, _ = ends
            if key not in role.leads_to:
                role.leads_to[key] = made
            elif not rule.repeated:
                self._again(line, f"{role.title} → {ends[1].title}")

        return self._edge(cells, rule, (lambda row: (get_low(row), get_high(row))), edge, add)

    def _overlaps(self, cells: Cells, rule: OverlapsRule) -> Maker:
        said: set[tuple[str, str]] = set()

        def edge(_line: int, fields: Mapping[str, Any], _: None) -> OverlapsWith:
            return OverlapsWithEdge(**fields)

        def add(
            line: int, ends: tuple[DraftNode, DraftNode], key: EdgeKey, made: OverlapsWith
        ) -> None:
            """It holds both ways: what is said from the other side is neither new nor a fault."""
            role, target = ends
            if (role.id, target.id) in said and not rule.repeated:
                self._again(line, f"{role.title} → {target.title}")
            said.add((role.id, target.id))
            turned: EdgeKey = (role.id, key[1], key[2])
            if key not in role.overlaps_with and turned not in target.overlaps_with:
                role.overlaps_with[key] = made

        return self._edge(cells, rule, (lambda _: None), edge, add)

    def _edge(
        self,
        cells: Cells,
        rule: LeadsToRule | OverlapsRule,
        take_more: Callable[[Row], Any],
        edge: Callable[[int, Mapping[str, Any], Any], Any],
        add: Callable[[int, tuple[DraftNode, DraftNode], EdgeKey, Any], None],
    ) -> Maker:
        """Return the maker of an edge between roles."""
        get_role, get_targets = cells.text(rule.role), cells.texts(rule.target)
        get_note = cells.optional(rule.note)
        basis = rule.basis or self.basis
        note = _Notes()

        def take(row: Row) -> tuple[str, list[str], str, Any]:
            return get_role(row), get_targets(row), get_note(row), take_more(row)

        def settle(line: int, taken: tuple[str, list[str], str, Any]) -> None:
            role_key, target_keys, remark, more = taken
            for target_key in target_keys or [""]:
                ends = self._ends(line, role_key, target_key)
                if ends is None:
                    continue
                target = ends[1].id
                fields = {
                    "target": target,
                    "basis": basis,
                    "source": self.locator,
                    "notes": note(remark),
                }
                add(line, ends, (target, basis, self.source), edge(line, fields, more))

        return Maker(cells.tests(rule.where), take, settle, early=False)


class _Requirement(NamedTuple):
    """What a row says that a role requires."""

    role: str
    targets: list[str]
    necessity: str
    importance: Read
    level: Read
    when: str
    note: str

    @classmethod
    def taker(
        cls, cells: Cells, rule: RequiresRule, target: Any, necessity: Get
    ) -> Callable[[Row], _Requirement]:
        role, targets = cells.text(rule.role), cells.texts(target)
        importance, level = cells.number(rule.importance), cells.number(rule.level)
        when, note = cells.optional(rule.when), cells.optional(rule.note)
        return lambda row: cls(
            role(row),
            targets(row),
            necessity(row),
            importance(row),
            level(row),
            when(row),
            note(row),
        )


class _Notes:
    """Makes remarks; equal ones are one object."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[Note, ...]] = {"": ()}

    def __call__(self, text: str) -> tuple[Note, ...]:
        made = self._made.get(text)
        if made is None:
            made = self._made[text] = (Note(kind="context", text=text[:MAX_TEXT]),)
        return made


def _targets(rule: RequiresRule) -> tuple[tuple[Kind, ...], Any]:
    if rule.skill is not None:
        return ("skill",), rule.skill
    if rule.responsibility is not None:
        return ("responsibility",), rule.responsibility
    return ("skill", "responsibility"), rule.target


def _necessity(
    cells: Cells, necessity: Necessity | NecessityCell
) -> tuple[Get, Mapping[str, Necessity]]:
    if isinstance(necessity, NecessityCell):
        return cells.text(necessity.column), necessity.map
    return (lambda _: ""), {"": necessity}


def _is_list(cell: object) -> bool:
    """Return whether a cell holds any number of values, also none."""
    return isinstance(cell, Cell) and bool(cell.split or cell.bullets)


def _plural(kind: str) -> str:
    """Return the key of a recipe whose rules make the kind."""
    return PLURALS.get(kind, "groups")  # type: ignore[call-overload, no-any-return]


def _is_within(group: DraftGroup, other: DraftGroup) -> bool:
    """Return whether a group is the other, or is part of it."""
    above: DraftGroup | None = group
    while above is not None:
        if above is other:
            return True
        above = above.parent
    return False
