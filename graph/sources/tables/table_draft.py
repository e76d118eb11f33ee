"""What the rows of one table add to the draft, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar, get_args

import msgspec

from graph.model.errors import did_you_mean, nearest, one_of
from graph.model.records import Locator, Note
from graph.model.relations import PLURALS, Kind
from graph.sources.tables.cells import Cells, Row, Test
from graph.sources.tables.draft import Draft
from graph.sources.tables.recipe import Table
from graph.sources.tables.recipe_file import RecipeFile
from graph.sources.tables.recipe_rules import Rule

MAX_TITLE = 200
MAX_TEXT = 10_000
MAX_FILES_NAMED = 3
"""How many files a message names; of more it names none."""

V = TypeVar("V")
Apply: TypeAlias = Callable[[int, V], None]
"""Adds values from the row at a line to the draft."""
Deferred: TypeAlias = list[tuple[Apply[Any], int, Any]]
"""What refers to rows that are still to be read: (apply, line, values)."""


class BoundRule(NamedTuple):
    """A rule of a recipe, bound to the columns of a table."""

    test: Test | None
    """Which rows it is for; None: for all."""
    extract: Callable[[Row], Any]
    """Returns the values that it needs of a row."""
    apply: Apply[Any]
    first_pass: bool
    """Whether it makes what other rows refer to."""


@dataclass(slots=True)
class RowCount:
    """What became of the rows of a table; ``used + passed_over + left_out`` is ``rows``."""

    path: str
    rows: int = 0
    passed_over: int = 0
    """Rows that the recipe has no rule for."""
    faulty: set[int] = field(default_factory=set)
    """The lines of rows that were left out, in whole or in part, and reported."""

    @property
    def left_out(self) -> int:
        """The number of rows that were left out, in whole or in part, and reported."""
        return len(self.faulty)

    @property
    def used(self) -> int:
        """The number of rows that went into the graph in full."""
        return self.rows - self.passed_over - self.left_out


def with_lines(text: str) -> str:
    """Return a text of several lines, without characters that cannot be printed.

    >>> with_lines("Can:\\r\\n- plan")
    'Can:\\n- plan'
    """
    text = text.replace("\r\n", "\n")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


class TableDraft:
    """The draft, as the rules for one table add to it."""

    def __init__(self, draft: Draft, file: RecipeFile, table: Table, path: Path) -> None:
        self.draft = draft
        self.table = table
        self.basis = file.recipe.basis
        self.source = file.recipe.source.id
        self.locator = (Locator(id=self.source, section=path.name.removesuffix(".gz")),)
        self.count = RowCount(str(path))
        self.deferred: Deferred | None = None
        """Where to put what refers to other rows; None in the second pass."""
        self._notes: dict[str, tuple[Note, ...]] = {"": ()}

    def place(self, line: int) -> tuple[Locator, ...]:
        """Return a row as the place where something is said; of published tables, the table."""
        if not self.table.all_rows:
            return self.locator
        return (msgspec.structs.replace(self.locator[0], lines=line),)

    def left_out(self, line: int, message: str, example: str = "") -> None:
        """Report that a row is left out, in whole or in part."""
        self.count.faulty.add(line)
        self.draft.faults.add(self.count.path, line, f"{message}; left out", example)

    def repaired(self, line: int, message: str, example: str = "") -> None:
        """Report that something in a row was changed or ignored."""
        self.draft.faults.add(self.count.path, line, message, example)

    def repeated(self, line: int, example: str) -> None:
        """Report a row that says again what an earlier one says."""
        self.repaired(line, "{rows} repeat{s} an earlier row; it counts once", example)

    def unknown(self, line: int, kind: str, key: str) -> None:
        """Report that no row makes the node or group that a row refers to."""
        if not key:
            self.left_out(line, f"{{rows}} name{{s}} no {kind}")
            return
        plural = PLURALS.get(kind, "groups")  # type: ignore[call-overload]
        files = self.draft.made_in.get(plural, {})
        known = 0 < len(files) <= MAX_FILES_NAMED
        place = f"{one_of(files)} does not have" if known else "no table has"
        help_ = ""
        if self.table.all_rows:
            titles = (self.draft.titles(each) for each in get_args(Kind) if each in kind)
            help_ = did_you_mean(nearest(key, chain.from_iterable(titles)))
        self.left_out(line, f"{{rows}} name{{s}} a {kind} that {place}{help_}", key)

    def bound(
        self,
        cells: Cells,
        rule: Rule,
        values: Callable[..., V],
        getters: Sequence[Callable[[Row], Any]],
        apply: Apply[V],
        *,
        first_pass: bool = False,
    ) -> BoundRule:
        """Return a rule that applies the values that the getters read from a row, in order."""

        def extract(row: Row) -> V:
            return values(*[get(row) for get in getters])

        return BoundRule(cells.tests(rule.where), extract, apply, first_pass)

    def defer(self, apply: Apply[V], line: int, values: V) -> None:
        """Apply what refers to other rows: in the second pass at once, in the first one later."""
        if self.deferred is None:
            apply(line, values)
        else:
            self.deferred.append((apply, line, values))

    def title(self, line: int, text: str) -> str:
        """Return the text as a title: printable, and not too long."""
        if not text.isprintable():
            message = "{rows} {has} unprintable characters in a title or alias; replaced by spaces"
            self.repaired(line, message)
            text = "".join(c if c.isprintable() else " " for c in text)
            text = " ".join(text.split())
        if len(text) > MAX_TITLE:
            self.repaired(line, f"{{rows}} {{has}} a title of over {MAX_TITLE} characters; cut")
            text = f"{text[: MAX_TITLE - 1]}…"
        return text

    def notes(self, text: str) -> tuple[Note, ...]:
        """Return a remark with the text; equal ones are one object."""
        made = self._notes.get(text)
        if made is None:
            made = self._notes[text] = (Note(kind="context", text=text[:MAX_TEXT]),)
        return made
