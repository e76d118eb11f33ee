"""Load the data sets of one or more directories: YAML files, published tables, or both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from graph.model.data_paths import Progress, silent
from graph.model.errors import DataError, Problem
from graph.model.records import Dataset
from graph.opening.graphml import is_graphml
from graph.opening.merging import merged
from graph.opening.parts import Part, joined_parts, parts_of
from graph.opening.union import union

if TYPE_CHECKING:
    from graph.sources.tables.table_draft import RowCount

MAX_DIFFERING = 100
"""How many differences between a data set and what extends it are reported."""


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
    """Return the data of one or more directories, and the warnings.

    Each directory is a data set, or adds to the one that it extends. Ids of several data sets
    stay apart; see ``graph.opening.union``. ``recipe`` reads the tables, or the one that fits.
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
    """Return the data, or None if it has errors, with all errors and warnings.

    ``progress`` is called before each table.
    """
    from graph.sources.directory import not_read

    problems: list[Problem] = []
    row_counts: list[RowCount] = []
    sets: dict[str, Dataset] = {}
    places = [Path(directory) for directory in directories]
    given = places if recipe is None else [*places, Path(recipe)]
    try:
        for place in places:
            problems += not_read(place, given)
        for parts in joined_parts(parts_of(places, recipe)):
            loaded = _load_set(parts, progress)
            problems += loaded.problems
            row_counts += loaded.row_counts
            if loaded.dataset is not None:
                sets[parts[0].id] = loaded.dataset
    except DataError as error:
        problems += error.problems
    if any(not problem.warning for problem in problems) or not sets:
        return Loaded(None, problems, row_counts)
    return Loaded(union(sets), problems, row_counts)


def serving_sets(
    directories: Sequence[Path], *, recipe: Path | str | None = None
) -> list[list[Path]]:
    """Return the directories that are served as one graph each.

    What extends a data set joins it. All data sets of YAML files make one graph; tables, and
    GraphML files, make a graph each.
    """
    graphs = [[place] for place in directories if is_graphml(place)]
    try:
        joined = joined_parts(
            parts_of((place for place in directories if not is_graphml(place)), recipe)
        )
    except DataError:  # loading them together says what is wrong
        return [list(directories)]
    written = [part.place for its in joined if its[0].files for part in its]
    tables = [[part.place for part in its] for its in joined if not its[0].files]
    found = [*([written] if written else []), *tables, *graphs]
    return sorted(found, key=lambda its: directories.index(its[0]))


def _load_set(parts: Sequence[Part], progress: Progress) -> Loaded:
    """Return one data set: the tables of all its parts, and what YAML files add in turn."""
    from graph.sources.contents import Base
    from graph.sources.dataset import check_files

    problems: list[Problem] = []
    row_counts: list[RowCount] = []
    found: list[Dataset] = []
    places: dict[str | int, str] = {}
    tables = [part for part in parts if part.files is None]
    if tables:
        _tables_come_first(parts)
        loaded, its_places = _from_tables(tables, progress)
        problems, row_counts = loaded.problems, loaded.row_counts
        found += [loaded.dataset] if loaded.dataset else []
        if len(tables) < len(parts):
            places.update(its_places())
    for part in parts:
        if part.files is not None:
            whole = merged(found)[0] if found else None
            base = Base(whole, places, str(parts[0].place)) if whole else None
            checked = check_files(part.files, base)
            problems += checked.problems
            if checked.dataset is None:
                return Loaded(None, problems, row_counts)
            found.append(checked.dataset)
            if len(parts) > 1:
                places = checked.contents.places() | places
    if not found or any(not problem.warning for problem in problems):
        return Loaded(None, problems, row_counts)
    dataset, differing = merged(found)
    dataset, unfit = _with_alignments(dataset, parts)
    if unfit:
        return Loaded(None, problems + unfit, row_counts)
    return Loaded(dataset, problems + _differences(differing, parts[-1].place), row_counts)


def _with_alignments(dataset: Dataset, parts: Sequence[Part]) -> tuple[Dataset, list[Problem]]:
    """Return the data set with the reviewed rows of aligned.csv, and the faults of these."""
    from graph.sources.aligned_table import read_alignments

    ids = {it.id for it in (*dataset.roles, *dataset.skills, *dataset.responsibilities)}
    read = [read_alignments(part.place, ids) for part in parts]
    more = [alignment for alignments, _ in read for alignment in alignments]
    if more:
        about = dataset.about
        about = msgspec.structs.replace(about, alignments=(*about.alignments, *more))
        dataset = msgspec.structs.replace(dataset, about=about)
    return dataset, [problem for _, problems in read for problem in problems]


def _tables_come_first(parts: Sequence[Part]) -> None:
    """Raise DataError if tables extend YAML files: they can refer only to rows of tables."""
    if parts[0].files is not None:
        tables = next(part for part in parts if part.files is None)
        words = f"tables cannot extend the YAML files of '{parts[0].id}'; let these extend them"
        raise DataError([Problem(str(tables.place), 0, words)])


def _from_tables(
    parts: Sequence[Part], progress: Progress
) -> tuple[Loaded, Callable[[], Mapping[str | int, str]]]:
    """Return the data set of tables, and the function that gives the places of its records."""
    from graph.sources.tables.derive import derive_steps
    from graph.sources.tables.draft import Draft
    from graph.sources.tables.reading import read_tables

    draft = Draft()
    sets = [(part.place, part.recipe) for part in parts if part.recipe is not None]
    row_counts = read_tables(draft, sets, progress)
    for _, file in sets:
        derive_steps(draft, file)
    dataset = draft.dataset()
    rules = tuple((None, rule) for _, file in sets for rule in file.recipe.derived_steps)
    about = msgspec.structs.replace(dataset.about, alike_steps=rules)
    dataset = msgspec.structs.replace(dataset, about=about)
    return Loaded(dataset, list(draft.faults.problems()), row_counts), draft.places


def _differences(differing: Sequence[str], last: Path) -> list[Problem]:
    """Return a warning for each difference between a data set and what extends it."""
    messages = [f"{words}; the data that it extends counts" for words in differing[:MAX_DIFFERING]]
    if len(differing) > MAX_DIFFERING:
        messages.append(f"{len(differing) - MAX_DIFFERING:,} more differences of this kind")
    return [Problem(str(last), 0, message, warning=True) for message in messages]
