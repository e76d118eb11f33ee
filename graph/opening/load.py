"""Which data set do directories hold? YAML files, or published tables with a recipe, or several.

A directory of YAML files is read by ``graph.sources.dataset``. One of tables is read by a
recipe: the one named, or the ``recipe.yaml`` beside the tables, or the shipped one that fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from graph.model.data_paths import Progress, shipped, silent
from graph.model.edges import edge_key
from graph.model.errors import DataError, Problem, one_of
from graph.model.records import About, Dataset, Info, Node
from graph.model.relations import RELATIONS

if TYPE_CHECKING:
    from graph.sources.tables.recipe_file import RecipeFile
    from graph.sources.tables.table_draft import RowCount

MOST_DIFFERING = 100
"""How many differences between data sets that are merged are named."""

_ENDINGS = (".yaml", ".yml")
MOST_NEAREST = 2
"""How many recipes are named that nearly fit the tables of a directory."""


class Loaded(NamedTuple):
    """What became of directories."""

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

    Records of the same id are joined. Tables are read by ``recipe``, or by the one that fits.
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

    ``progress`` is told of each table before it is read.
    """
    from graph.sources.dataset import check_dataset

    places = [Path(directory) for directory in directories]
    found: list[Dataset] = []
    problems: list[Problem] = []
    tables: list[tuple[Path, RecipeFile]] = []
    before_tables = 0
    row_counts: list[RowCount] = []
    try:
        given = _read(recipe) if recipe is not None else None
        for place in places:
            if not _holds_tables(place, given is not None):
                dataset, its = check_dataset(place)
                problems += its
                found += [dataset] if dataset is not None else []
            else:
                before_tables = before_tables if tables else len(found)
                tables.append((place, _recipe_for(place, given)))
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
    problems += [
        Problem(str(places[-1]), 0, f"{words} from what is named before; that counts", warning=True)
        for words in differing[:MOST_DIFFERING]
    ]
    if len(differing) > MOST_DIFFERING:
        words = f"{len(differing) - MOST_DIFFERING:,} further differences of this kind"
        problems.append(Problem(str(places[-1]), 0, words, warning=True))
    return Loaded(dataset, problems, row_counts)


def side_by_side(
    directories: Sequence[Path], *, recipe: Path | str | None = None
) -> list[list[Path]]:
    """Return the directories that make one data set each.

    Tables that add to others are of the set of those named before them, all directories of YAML
    files are one set, and other tables are a set of their own.
    """
    if len(directories) == 1:
        return [list(directories)]
    sets: list[list[Path]] = []
    written: list[Path] = []
    tables: list[Path] = []
    for place in directories:
        if not _holds_tables(place, recipe is not None):
            sets += [] if written else [written]
            written.append(place)
        elif tables and _adds(place, recipe):
            tables.append(place)
        else:
            tables = [place]
            sets.append(tables)
    return sets


def _adds(directory: Path, recipe: Path | str | None) -> bool:
    """Return whether the tables of a directory add to others."""
    try:
        return bool(_recipe_for(directory, _read(recipe) if recipe else None).recipe.adds_to)
    except DataError:  # loading it says what is wrong
        return False


def shipped_recipes() -> list[RecipeFile]:
    """Return the recipes that careergraph ships, by name."""
    return [_read(path) for path in sorted(shipped("recipes").glob("*.yaml"))]


def recognise(directory: Path, recipes: Iterable[RecipeFile]) -> RecipeFile:
    """Return the recipe whose files are all in the directory; of several, the one with most.

    Raises DataError if there is no single one; if there is none, with the files that those lack
    of which most are there.
    """
    from graph.sources.tables.files import find_table
    from graph.sources.tables.recipe import names

    lacking: list[tuple[int, Problem]] = []
    fitting: list[tuple[int, RecipeFile]] = []
    for file in recipes:
        wanted = [names(table.file) for table in file.recipe.tables]
        needed = [names(table.file) for table in file.recipe.tables if not table.optional]
        absent = [each for each in needed if find_table(directory, each) is None]
        there = sum(find_table(directory, each) is not None for each in wanted)
        if not absent:
            fitting.append((there, file))
        elif there:
            files = ", ".join(" or ".join(each) for each in absent)
            words = f"not {file.name}: lacks {files}"
            lacking.append((there, Problem(str(directory), 0, words)))
    most = max((there for there, _ in fitting), default=0)
    best = [file for there, file in fitting if there == most]
    if len(best) == 1:
        return best[0]
    if best:
        choice = one_of(file.path for file in best)
        words = f"several recipes fit its tables; name one with --recipe: {choice}"
        raise DataError([Problem(str(directory), 0, words)])
    words = "no recipe fits its tables; put a recipe.yaml beside them or name one with --recipe"
    nearest = sorted(lacking, key=itemgetter(0), reverse=True)[:MOST_NEAREST]
    raise DataError([Problem(str(directory), 0, words), *(problem for _, problem in nearest)])


def merged(datasets: Sequence[Dataset]) -> tuple[Dataset, list[str]]:
    """Return one data set of several, and where they contradict each other.

    Records of the same id are joined; where they differ, what the first one says counts.
    """
    if len(datasets) == 1:
        return datasets[0], []
    abouts = [dataset.about for dataset in datasets]
    differing: list[str] = []
    about = About(
        info=_joined_info([about.info for about in abouts]),
        **{
            name: _by_id((record for about in abouts for record in getattr(about, name)), differing)
            for name in ("stages", "tracks", "groups", "sources", "facts")
        },
    )
    dataset = Dataset(
        about=about,
        **{
            name: _by_id(
                (node for dataset in datasets for node in getattr(dataset, name)), differing
            )
            for name in ("roles", "skills", "responsibilities")
        },
    )
    return dataset, differing


def _read(path: Path | str) -> RecipeFile:
    from graph.sources.tables.recipe_file import read_recipe

    return read_recipe(path)


def _holds_tables(directory: Path, named: bool) -> bool:  # noqa: FBT001
    """Return whether a directory is one of tables: not one of YAML data files."""
    from graph.sources.tables.files import has_tables

    try:
        yaml = [path for path in directory.iterdir() if path.suffix in _ENDINGS]
    except OSError:
        return False
    if any(path.name == "recipe.yaml" for path in yaml):
        return True
    return has_tables(directory) and (named or not yaml)


def _recipe_for(directory: Path, given: RecipeFile | None) -> RecipeFile:
    own = directory / "recipe.yaml"
    if given is None:
        return _read(own) if own.is_file() else recognise(directory, shipped_recipes())
    return given


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


def _by_id(records: Iterable[Any], differing: list[str]) -> tuple[Any, ...]:
    joined: dict[str, Any] = {}
    for record in records:
        before = joined.get(record.id)
        joined[record.id] = record if before is None else _one(before, record, differing)
    return tuple(joined.values())


def _one(first: Any, second: Any, differing: list[str]) -> Any:
    """Return two records of the same id as one: what both list together, else what one says."""
    named = f"'{first.id}'"
    if type(first) is not type(second):
        differing.append(f"{named} is of two kinds")
        return first
    changes: dict[str, Any] = {}
    for name in first.__struct_fields__:
        here, there = getattr(first, name), getattr(second, name)
        if isinstance(here, tuple) and isinstance(first, Node):
            changes[name] = (*here, *_new(name, here, there, named, differing))
        elif here is None:
            changes[name] = there
        elif there is not None and here != there:
            differing.append(f"the {name} of {named} differs")
    return msgspec.structs.replace(first, **changes)


def _new(
    relation: str,
    here: tuple[Any, ...],
    there: tuple[Any, ...],
    named: str,
    differing: list[str],
) -> list[Any]:
    """Return what the second list has and the first has not; an edge counts as one by its key."""
    known = {_key(relation, part): part for part in here}
    new: list[Any] = []
    for part in there:
        before = known.get(_key(relation, part))
        if before is None:
            new.append(part)
        elif before != part:
            words = relation.replace("_", " ")
            differing.append(f"what is said of {named} {words} '{part.target}' differs")
    return new


def _key(relation: str, part: Any) -> Any:
    if relation not in RELATIONS:
        return part
    return part.target, edge_key(relation, part)


def _joined_info(infos: Sequence[Info]) -> Info:
    from graph.sources.tables.draft import joined_info

    return joined_info(infos)
