"""Choose how to read a directory: as YAML files, or as tables with the recipe that fits."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from graph.model.data_paths import shipped
from graph.model.errors import DataError, Problem, one_of

if TYPE_CHECKING:
    from graph.sources.tables.recipe_file import RecipeFile

OWN_RECIPE = "recipe.yaml"
"""The name of a recipe that lies beside its tables."""
MAX_NEARLY_FITTING = 2
"""How many recipes that nearly fit the tables of a directory are named."""

_ENDINGS = (".yaml", ".yml")


def holds_tables(directory: Path, *, named: bool) -> bool:
    """Return whether a directory holds tables rather than YAML files.

    Tables beside YAML files count only if a recipe is ``named`` or lies beside them.
    """
    from graph.sources.tables.files import has_tables

    try:
        yaml = [path for path in directory.iterdir() if path.suffix in _ENDINGS]
    except OSError:
        return False
    if any(path.name == OWN_RECIPE for path in yaml):
        return True
    return has_tables(directory) and (named or not yaml)


def recipe_for(directory: Path, given: RecipeFile | None) -> RecipeFile:
    """Return the recipe for tables: the given one, the one beside them, or the one that fits."""
    if given is not None:
        return given
    own = directory / OWN_RECIPE
    return read_recipe(own) if own.is_file() else recognise(directory, shipped_recipes())


def read_recipe(path: Path | str) -> RecipeFile:
    """Return the recipe in a file; raise DataError with every problem it has."""
    from graph.sources.tables import recipe_file

    return recipe_file.read_recipe(path)


def shipped_recipes() -> list[RecipeFile]:
    """Return the recipes that careergraph ships, by name."""
    return [read_recipe(path) for path in sorted(shipped("recipes").glob("*.yaml"))]


def recognise(directory: Path, recipes: Iterable[RecipeFile]) -> RecipeFile:
    """Return the recipe whose files are all in the directory; if several fit, the largest one.

    Raises DataError if there is no single one; if none fits, it names the files that the
    nearest ones lack.
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
    nearest = sorted(lacking, key=itemgetter(0), reverse=True)[:MAX_NEARLY_FITTING]
    raise DataError([Problem(str(directory), 0, words), *(problem for _, problem in nearest)])
