"""Load the data set of one or more directories: YAML files, published tables, or both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graph.model.data_paths import Progress, silent
from graph.model.errors import DataError, Problem
from graph.model.records import Dataset
from graph.opening.graphml import is_graphml
from graph.opening.merging import merged
from graph.opening.recipes import adds_to_others, holds_tables, read_recipe, recipe_for

if TYPE_CHECKING:
    from graph.sources.tables.recipe_file import RecipeFile
    from graph.sources.tables.table_draft import RowCount

MAX_DIFFERING = 100
"""How many differences between merged data sets are reported."""


class Loaded(NamedTuple):
    """The data set of directories, and what was found on the way."""

    dataset: Dataset | None
    """None if there are errors."""
    problems: list[Problem]
    row_counts: list[RowCount]
    """What became of the rows of each table."""


def load(
    directories: Sequence[Path | str],
    *,
    recipe: Path | str | None = None,
    progress: Progress = silent,
) -> tuple[Dataset, list[Problem]]:
    """Return the data set of one or more directories, and the warnings.

    Records with the same id become one. ``recipe`` reads the tables, or the one that fits.
    Raises DataError with every error.
    """
    dataset, problems, _ = check(directories, recipe=recipe, progress=progress)
    if dataset is None:
        raise DataError([problem for problem in problems if not problem.warning])
    return dataset, problems


def check(
    directories: Sequence[Path | str],
    *,
    recipe: Path | str | None = None,
    progress: Progress = silent,
) -> Loaded:
    """Return the data set, or None if it has errors, with all errors and warnings.

    ``progress`` is called before each table.
    """
    from graph.sources.dataset import check_dataset

    places = [Path(directory) for directory in directories]
    found: list[Dataset] = []
    problems: list[Problem] = []
    tables: list[tuple[Path, RecipeFile]] = []
    before_tables = 0
    row_counts: list[RowCount] = []
    try:
        given = read_recipe(recipe) if recipe is not None else None
        for place in places:
            if not holds_tables(place, named=given is not None):
                dataset, its = check_dataset(place)
                problems += its
                found += [dataset] if dataset is not None else []
            else:
                before_tables = before_tables if tables else len(found)
                tables.append((place, recipe_for(place, given)))
        if tables:
            from_tables = _from_tables(tables, progress)
            if from_tables.dataset is not None:
                found.insert(before_tables, from_tables.dataset)
            problems += from_tables.problems
            row_counts = from_tables.row_counts
    except DataError as error:
        problems += error.problems
    if any(not problem.warning for problem in problems) or not found:
        return Loaded(None, problems, row_counts)
    dataset, differing = merged(found)
    return Loaded(dataset, problems + _contradictions(differing, places[-1]), row_counts)


def side_by_side(
    directories: Sequence[Path], *, recipe: Path | str | None = None
) -> list[list[Path]]:
    """Return the directories that make one data set each.

    Tables that add to others join those named before them. All directories of YAML files make
    one set; other tables, and GraphML files, make a set each.
    """
    if len(directories) == 1:
        return [list(directories)]
    sets: list[list[Path]] = []
    written: list[Path] = []
    tables: list[Path] = []
    for place in directories:
        if is_graphml(place):
            sets.append([place])
        elif not holds_tables(place, named=recipe is not None):
            sets += [] if written else [written]
            written.append(place)
        elif tables and adds_to_others(place, recipe):
            tables.append(place)
        else:
            tables = [place]
            sets.append(tables)
    return sets


def _from_tables(sets: Sequence[tuple[Path, RecipeFile]], progress: Progress) -> Loaded:
    from graph.sources.tables.derive import derive_steps
    from graph.sources.tables.draft import Draft
    from graph.sources.tables.reading import read_tables

    if all(file.recipe.adds_to for _, file in sets):
        directory, file = sets[0]
        words = f"these tables add to {file.recipe.adds_to}; name its directory, too, before this"
        raise DataError([Problem(str(directory), 0, words)])
    draft = Draft()
    row_counts = read_tables(draft, sets, progress)
    for _, file in sets:
        derive_steps(draft, file)
    dataset = draft.dataset()
    return Loaded(dataset, list(draft.faults.problems()), row_counts)


def _contradictions(differing: Sequence[str], last: Path) -> list[Problem]:
    """Return a warning for each difference between merged data sets."""
    messages = [f"{words}; the data named first counts" for words in differing[:MAX_DIFFERING]]
    if len(differing) > MAX_DIFFERING:
        messages.append(f"{len(differing) - MAX_DIFFERING:,} more differences of this kind")
    return [Problem(str(last), 0, message, warning=True) for message in messages]
