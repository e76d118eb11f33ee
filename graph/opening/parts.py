"""Which directories make one data set: one of them, and those that extend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graph.model.errors import DataError, Problem, did_you_mean, nearest
from graph.opening.recipes import holds_tables, read_recipe, recipe_for

if TYPE_CHECKING:
    from graph.sources.dataset import Files
    from graph.sources.tables.recipe_file import RecipeFile


class Part(NamedTuple):
    """A directory: the id of its data set, the one that it extends, and how it is read."""

    place: Path
    id: str
    extends: str | None
    files: Files | None
    """Its YAML files; None for tables."""
    recipe: RecipeFile | None
    """The recipe for its tables; None for YAML files."""


def parts_of(places: Iterable[Path], recipe: Path | str | None = None) -> list[Part]:
    """Return the directories as parts; ``recipe`` reads all tables.

    Raises DataError if no recipe fits.
    """
    given = read_recipe(recipe) if recipe is not None else None
    return [_part(place, given) for place in places]


def _part(place: Path, given: RecipeFile | None) -> Part:
    from graph.sources.dataset import read_directory
    from graph.sources.tables.ids import id_of

    slug = id_of(place.resolve().name or "data").replace(":", "-")
    if holds_tables(place, named=given is not None):
        recipe = recipe_for(place, given)
        info = recipe.recipe.dataset
        return Part(place, info.id or slug, info.extends, None, recipe)
    files = read_directory(place)
    return Part(place, files.id or slug, files.extends, files, None)


def joined_parts(parts: Sequence[Part]) -> list[list[Part]]:
    """Return the parts of each data set, the one that the others extend first.

    Raises DataError if what a part extends is not there, or two data sets have the same id.
    """
    joined = [[part] for part in parts if part.extends is None]
    left = [part for part in parts if part.extends is not None]
    problems = list(_same_ids(joined))
    while left:
        ready = [(part, its) for part in left for its in joined if _holds(its, part.extends)]
        if not ready:
            break
        part, its = ready[0]
        its.append(part)
        left.remove(part)
    known = [part.id for part in parts]
    for part in left:
        others = [id_ for id_ in known if id_ != part.id]
        help_ = did_you_mean(nearest(part.extends or "", others)) or "; name its directory, too"
        words = f"it extends '{part.extends}', which is not given{help_}"
        problems.append(Problem(str(part.place), 0, words))
    if problems:
        raise DataError(problems)
    return joined


def _holds(parts: Sequence[Part], id_: str | None) -> bool:
    return any(part.id == id_ for part in parts)


def _same_ids(joined: Sequence[Sequence[Part]]) -> Iterable[Problem]:
    first: dict[str, Part] = {}
    for part, *_ in joined:
        before = first.setdefault(part.id, part)
        if before is not part:
            words = f"the data set has the id of {before.place}: '{part.id}'"
            help_ = f"give it another `id` under `dataset`, or write `extends: {part.id}`"
            yield Problem(str(part.place), 0, f"{words}; {help_}")
