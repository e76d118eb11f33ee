"""Read and check the file of a recipe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from graph.model.errors import DataError, Problem
from graph.model.records import Record
from graph.sources.conversion import as_record
from graph.sources.lines import line_of
from graph.sources.tables.recipe import Recipe
from graph.sources.tables.recipe_cells import Cell
from graph.sources.yaml_reader import read_yaml
from graph.sources.yaml_text import MAX_BYTES


class RecipeFile(NamedTuple):
    """A recipe and where its parts are written."""

    path: str
    recipe: Recipe
    lines: Any

    def at(self, *trail: str | int) -> str:
        """Return the place of a part as path:line."""
        return f"{self.path}:{line_of(self.lines, trail)}"

    @property
    def name(self) -> str:
        """The name of its file, without the ending."""
        return Path(self.path).stem


def read_recipe(path: Path | str) -> RecipeFile:
    """Return the recipe in a file; raise DataError with every problem it has."""
    shown = str(path)
    try:
        with Path(path).open("rb") as file:
            document = read_yaml(file.read(MAX_BYTES + 1), shown)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DataError([Problem(shown, 0, f"cannot be read: {reason}")]) from None
    problems = list(document.problems)
    recipe: Recipe | None = None
    if isinstance(document.value, dict):
        recipe, faults, _ = as_record(document.value, Recipe)
        problems += [
            Problem(shown, line_of(document.lines, fault.trail), fault.message) for fault in faults
        ]
        if recipe is not None and not problems:
            problems += _unfit(RecipeFile(shown, recipe, document.lines))
    elif not problems:
        problems.append(Problem(shown, 1, "the file is no recipe; begin it with 'dataset:'"))
    if recipe is None or problems:
        raise DataError(sorted(problems, key=lambda problem: (problem.line, problem.message)))
    return RecipeFile(shown, recipe, document.lines)


def _unfit(file: RecipeFile) -> Iterator[Problem]:
    """Yield the problems that the types of the records do not show."""
    for i, table in enumerate(file.recipe.tables):
        for trail, cell in _cells(table, ("tables", i)):
            given = [cell.column is not None, bool(cell.columns), cell.text is not None]
            if sum(given) != 1:
                words = "a cell is one of `column`, `columns` or `text`; write one"
                yield _problem(file, words, *trail)
        for j, rule in enumerate(table.requires):
            ends = (rule.skill, rule.responsibility, rule.target)
            if sum(end is not None for end in ends) != 1:
                words = "a rule of `requires` names one of `skill`, `responsibility` or `target`"
                yield _problem(file, words, "tables", i, "requires", j)
    known = {rule.title for table in file.recipe.tables for rule in table.facts}
    for i, steps in enumerate(file.recipe.derived_steps):
        if steps.fact not in known:
            words = f"no rule of `facts` has the title '{steps.fact}'"
            yield _problem(file, words, "derived_steps", i, "fact")


def _problem(file: RecipeFile, words: str, *trail: str | int) -> Problem:
    return Problem(file.path, line_of(file.lines, trail), words)


def _cells(record: Record, trail: tuple[str | int, ...]) -> Iterator[tuple[Any, Cell]]:
    """Yield every cell of a record, however deep."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        parts = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for i, part in parts:
            here = (*trail, name) if i is None else (*trail, name, i)
            if isinstance(part, Cell):
                yield here, part
            elif isinstance(part, Record):
                yield from _cells(part, here)
