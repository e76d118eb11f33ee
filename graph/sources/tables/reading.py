"""Read the tables of recipes into a draft: each row by the rules it is for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from graph.model.data_paths import Progress, silent
from graph.model.errors import DataError, Problem
from graph.model.names import word_form
from graph.sources.tables.by_hand import report_columns, report_row
from graph.sources.tables.cells import Cells, Test
from graph.sources.tables.draft import Draft, DraftGroup
from graph.sources.tables.files import TableRows, column_at, find_table, open_table
from graph.sources.tables.new_edge import report_contradictions
from graph.sources.tables.recipe import Join, Table, names
from graph.sources.tables.recipe_file import RecipeFile
from graph.sources.tables.rules import bound_rules
from graph.sources.tables.table_draft import BoundRule, Deferred, RowCount, TableDraft

Partner = Callable[[list[str]], list[str]]
"""Returns the cells that join a row from another table."""


def read_tables(
    draft: Draft,
    sets: Sequence[tuple[Path, RecipeFile]],
    progress: Progress = silent,
) -> list[RowCount]:
    """Read the tables of the directories into the draft; return how many rows were used.

    The first pass reads the tables that make nodes and groups, the second one those that relate
    them. ``progress`` is called before each file. Raises DataError for a table that is not
    readable, or lacks a column.
    """
    readers: list[_TableReader] = []
    for directory, file in sets:
        _begin(draft, file)
        for table in file.recipe.tables:
            path = find_table(directory, names(table.file))
            if path is not None:
                readers.append(_TableReader(draft, file, table, path))
            elif not table.optional:
                words = f"no such file, which {file.path} reads"
                raise DataError([Problem(str(directory / names(table.file)[0]), 0, words)])
    deferred: Deferred = []
    whole = sum(reader.size for reader in readers) or 1
    done = 0
    for first_pass in (True, False):
        for reader in readers:
            if reader.makes_nodes == first_pass:
                progress(reader.path.name, done / whole)
                done += reader.size
                reader.read(deferred if first_pass else None)
        for apply, line, values in deferred:
            apply(line, values)
        deferred.clear()
    for add in draft.at_end:
        add()
    report_contradictions(draft)
    return [reader.into.count for reader in readers]


def _begin(draft: Draft, file: RecipeFile) -> None:
    """Add what the recipe itself says to the draft."""
    recipe = file.recipe
    draft.infos.append(recipe.dataset)
    draft.sources.setdefault(recipe.source.id, recipe.source)
    for group in recipe.groups:
        draft.groups[group.id] = DraftGroup(draft.group_ids.new(group.id), group.title)
    for group in recipe.groups:
        if group.parent:
            draft.groups[group.id].parent = draft.groups.get(group.parent)


class _TableReader:
    """Reads one table."""

    def __init__(self, draft: Draft, file: RecipeFile, table: Table, path: Path) -> None:
        self.file = file
        self.table = table
        self.path = path
        self.size = path.stat().st_size
        self.into = TableDraft(draft, file, table, path)
        self.asked: dict[str, str] = {}
        """The columns that the recipe reads, by their word forms."""
        made = ("groups", "roles", "skills", "responsibilities")
        kinds = [kind for kind in made if getattr(table, kind)]
        self.makes_nodes = bool(kinds)
        for kind in kinds:
            draft.made_in.setdefault(kind, {})[path.name] = None

    def read(self, deferred: Deferred | None) -> None:
        """Read the rows; put what refers to other rows into ``deferred``, if it is given."""
        self.into.deferred = deferred
        joins = self.table.joins
        with open_table(self.path, quoted=self.table.format == "csv") as opened:
            partners = [self._join(join, opened.columns) for join in joins]
            columns = opened.columns + [name for join in joins for name in join.columns]
            there = set(map(word_form, columns))
            absent = [x for x in self.table.optional_columns if word_form(x) not in there]
            if absent:
                columns += absent
                partners.append(lambda _: [""] * len(absent))
            cells = Cells(self.table, partial(self._position, columns, self.path))
            own = Cells(self.table, partial(self._position, opened.columns, self.path))
            keep = own.tests(self.table.where)
            rules = list(bound_rules(self.into, cells, self.table))
            if self.table.all_rows:
                report_columns(self.into, opened.columns, self.asked)
            self._rows(opened, partners, keep, rules)

    def _rows(
        self,
        opened: TableRows,
        partners: Sequence[Partner],
        keep: Test | None,
        rules: Sequence[BoundRule],
    ) -> None:
        count, deferred = self.into.count, self.into.deferred
        width = len(opened.columns)
        for line, row in opened.rows:
            count.rows += 1
            if len(row) != width and not self._fitted(row, width, line):
                continue
            wanted = False
            if keep is None or keep(row):
                for partner in partners:
                    row.extend(partner(row))
                for test, extract, apply, first_pass in rules:
                    if test is None or test(row):
                        wanted = True
                        if deferred is None or first_pass:
                            apply(line, extract(row))
                        else:
                            deferred.append((apply, line, extract(row)))
            if not wanted:
                if self.table.all_rows:
                    report_row(self.into, opened.columns, row, line)
                else:
                    count.passed_over += 1

    def _fitted(self, row: list[str], width: int, line: int) -> bool:
        """Make the row as wide as the table; return whether that loses nothing."""
        if any(cell.strip() for cell in row[width:]):
            self.into.left_out(line, "{rows} {has} more cells than the table has columns")
            return False
        if len(row) < width:
            words = "{rows} {has} fewer cells than the table has columns; the rest is empty"
            self.into.repaired(line, words)
            row.extend([""] * (width - len(row)))
        del row[width:]
        return True

    def _position(self, columns: Sequence[str], path: Path, name: str) -> int:
        self.asked[word_form(name)] = name
        return column_at(columns, name, path, f"recipe {Path(self.file.path).name}")

    def _join(self, join: Join, columns: Sequence[str]) -> Partner:
        """Return a function that gives a row the cells of its partner in another table."""
        path = find_table(self.path.parent, names(join.file))
        if path is None:
            place = self.path.parent / names(join.file)[0]
            words = f"no such file, which {self.file.path} joins to {self.path.name}"
            raise DataError([Problem(str(place), 0, words)])
        empty = [""] * len(join.columns)
        partners: dict[tuple[str, ...], list[str]] = {}
        with open_table(path, quoted=join.format == "csv") as opened:
            at = partial(self._position, opened.columns, path)
            test = Cells(self.table, at).tests(join.where)
            on = [at(name) for name in join.match.values()]
            wanted = [at(name) for name in join.columns.values()]
            for _, row in opened.rows:
                row.extend([""] * (len(opened.columns) - len(row)))
                if test is None or test(row):
                    key = tuple(row[i].strip() for i in on)
                    partners.setdefault(key, [row[i] for i in wanted])
        here = [self._position(columns, self.path, name) for name in join.match]
        return lambda row: partners.get(tuple(row[i].strip() for i in here), empty)
