"""The rules of a recipe that count moves: how many people went from role to role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from graph.model.errors import DataError, Problem
from graph.model.records import LeadsToEdge, Locator, Note, Observed
from graph.sources.tables.cells import Cells, Read
from graph.sources.tables.draft import DraftNode
from graph.sources.tables.evidence import EvidenceRow, evidence_getter, said
from graph.sources.tables.files import column_at, find_table, open_table
from graph.sources.tables.new_edge import NewEdge, add_edge
from graph.sources.tables.recipe_rules import CountedMoves, Counting, LeadsToRule
from graph.sources.tables.table_draft import BoundRule, TableDraft

_FIGURES = ("count", "leavers", "share", "lift", "median_years")
_WORDS = ("period", "place", "population")
GetCodes = Callable[[str], Sequence[str]]


class Move(NamedTuple):
    """A move between two codes that was counted, and where."""

    line: int
    source: str
    target: str
    observed: Observed
    locators: tuple[Locator, ...]
    evidence: EvidenceRow | None = None
    note: str = ""


class _MoveRow(NamedTuple):
    role: str
    targets: list[str]
    note: str
    evidence: EvidenceRow | None
    figures: dict[str, Read]
    words: dict[str, str]


def bound_counted(
    table: TableDraft, cells: Cells, rule: LeadsToRule, counted: CountedMoves
) -> BoundRule:
    """Return the rule that says how many people made a step.

    A row from a role to itself counts those who stay, and makes no edge.
    """
    moves: list[Move] = []

    def apply(line: int, row: _MoveRow) -> None:
        evidence = said(table, line, row.evidence, rule.basis or "observed")
        for name, figure in row.figures.items():
            if figure.unread or (figure.value or 0) < 0 or (name == "share" and _above_one(figure)):
                text = figure.unread or f"{figure.value:g}"
                table.left_out(line, f"{{rows}} {{has}} a {name} that cannot be", text)
                return
        if row.figures["count"].value is None and row.figures["share"].value is None:
            table.left_out(line, "{rows} {has} neither a count nor a share", row.role)
            return
        fields: dict[str, Any] = {name: figure.value for name, figure in row.figures.items()}
        fields |= {name: text or None for name, text in row.words.items()}
        observed = Observed(**fields, weighted=counted.weighted)
        for target in row.targets if evidence else ():
            if target != row.role and evidence is not None:
                places = evidence.locators
                moves.append(Move(line, row.role, target, observed, places, row.evidence, row.note))

    table.draft.at_end.append(lambda: add_moves(table, moves, counted, repeated=rule.repeated))
    numbers = {name: cells.number(getattr(counted, name)) for name in _FIGURES}
    texts = {name: cells.optional(getattr(counted, name)) for name in _WORDS}
    getters = (
        cells.text(rule.role),
        cells.texts(rule.target),
        cells.optional(rule.note),
        evidence_getter(table, cells),
        lambda row: {name: get(row) for name, get in numbers.items()},
        lambda row: {name: get(row) for name, get in texts.items()},
    )
    return table.bound(cells, rule, _MoveRow, getters, apply)


def _above_one(share: Read) -> bool:
    return share.value is not None and share.value > 1


def add_moves(
    table: TableDraft, moves: Sequence[Move], counting: Counting, *, repeated: bool = False
) -> None:
    """Add an observed step for each move of enough people, with what follows from all counts.

    Leavers are the sum of the counts from a code; lift is the share of the leavers over the
    share of all movers who arrive at the target. Where a row says how many left, the table may
    leave moves out, and lift does not follow.
    """
    leavers, arrivals = defaultdict[str, float](float), defaultdict[str, float](float)
    for move in moves:
        leavers[move.source] += move.observed.count or 0
        arrivals[move.target] += move.observed.count or 0
    codes = _codes(table, counting)
    few = [move for move in moves if (move.observed.count or counting.least) < counting.least]
    if few:
        kept_back = f"fewer than {counting.least:g} people; left out on purpose"
        for move in few:
            words = f"{{rows}} count{{s}} {kept_back}"
            if not move.line:
                words = f"{len(few):,} moves were made by {kept_back}"
            table.repaired(move.line, words, f"{move.source} → {move.target}")
    for move in moves:
        if (move.observed.count or counting.least) >= counting.least:
            observed = _completed(move, leavers, arrivals)
            for role, target in _ends(table, move, codes):
                edge = LeadsToEdge(
                    target=target.id,
                    basis="observed",
                    source=move.locators,
                    observed=observed,
                    notes=(*table.notes(move.note), *_mapped(move, counting)),
                )
                new = NewEdge(move.line, role, target, edge, repeated=repeated or bool(codes))
                add_edge(table, role.leads_to, new, move.evidence)


def _completed(move: Move, leavers: Mapping[str, float], arrivals: Mapping[str, float]) -> Observed:
    """Return what was counted of a move with its leavers, share and lift, if they follow."""
    its = move.observed
    of_role = its.leavers or leavers[move.source] or None
    share = its.share
    if share is None and of_role and its.count is not None:
        share = min(1.0, its.count / of_role)
    lift = its.lift
    follows = its.count is not None and its.leavers is None and bool(arrivals[move.target])
    if lift is None and share is not None and follows:
        lift = share * sum(leavers.values()) / arrivals[move.target]
    fields = {name: getattr(its, name) for name in ("count", "median_years", "weighted", *_WORDS)}
    return Observed(**fields, leavers=of_role, share=share, lift=lift)


def _codes(table: TableDraft, counting: Counting) -> Mapping[str, list[str]]:
    """Return the roles that each code of the crosswalk stands for; empty without one."""
    crosswalk = counting.crosswalk
    if crosswalk is None:
        return {}
    directory = Path(table.count.path).parent
    path = find_table(directory, [crosswalk.file])
    if path is None:
        words = "no such file, which the recipe names as a crosswalk"
        raise DataError([Problem(str(directory / crosswalk.file), 0, words)])
    codes: dict[str, list[str]] = {}
    with open_table(path, quoted=crosswalk.format == "csv") as opened:
        names = (crosswalk.from_, crosswalk.to)
        here, there = (column_at(opened.columns, name, path, "the crosswalk") for name in names)
        for _, row in opened.rows:
            if len(row) > max(here, there):
                codes.setdefault(row[here].strip(), []).append(row[there].strip())
    return codes


def _ends(
    table: TableDraft, move: Move, codes: Mapping[str, list[str]]
) -> Iterable[tuple[DraftNode, DraftNode]]:
    """Return the pairs of different roles that the two codes of a move stand for."""
    ends: list[list[DraftNode]] = []
    for code in (move.source, move.target):
        found = [
            table.draft.find("role", key) for key in (codes.get(code, []) if codes else [code])
        ]
        known = [role for role in found if role is not None]
        if not known:
            table.unknown(move.line, "role", code)
        ends.append(known)
    return [(role, target) for role in ends[0] for target in ends[1] if role is not target]


def _mapped(move: Move, counting: Counting) -> tuple[Note, ...]:
    """Return the note that a crosswalk maps the codes of a move to these roles."""
    if counting.crosswalk is None:
        return ()
    text = f"Counted from {move.source} to {move.target}; mapped to these roles by "
    return (Note(kind="context", text=f"{text}{counting.crosswalk.file}."),)
