"""Checks of levels: they are on their scale, and lists are declared once."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.errors import Problem, one_of
from graph.model.records import Scale
from graph.sources.contents import Contents, Placed


def scales_run_upwards(contents: Contents) -> Iterator[Problem]:
    """The levels of a scale run from the lowest to the highest, each once."""
    for placed in contents.records["scales"]:
        scale: Scale = placed.record
        if not scale.levels:
            yield placed.problem(
                f"the scale '{scale.id}' has no level; write them, the lowest first"
            )
        for i, (level, after) in enumerate(zip(scale.levels, scale.levels[1:], strict=False), 1):
            if after.level <= level.level:
                message = f"level {after.level:g} after {level.level:g}; write the lowest first"
                yield placed.problem(message, "levels", i, "level")


def levels_are_on_their_scale(contents: Contents) -> Iterator[Problem]:
    """A level is one of its scale, where the data set has scales."""
    scales = {placed.record.id: placed.record for placed in contents.records["scales"]}
    for placed in contents.levelled():
        level, scale = placed.record.level, _scale(scales, placed)
        if level is None or not scales:
            continue
        if scale is None and placed.record.scale is None:
            yield placed.problem(
                f"a level without its scale; add `scale`: {one_of(scales)}", "level"
            )
        elif scale is not None and level not in {each.level for each in scale.levels}:
            known = one_of(f"{each.level:g}" for each in scale.levels)
            yield placed.problem(f"level {level:g} is not on '{scale.id}'; write {known}", "level")


def list_meanings_are_written_once(contents: Contents) -> Iterator[Problem]:
    """How lists are meant is said once for the same role, track or whole data set."""
    first: dict[tuple[str | None, str | None], Placed] = {}
    for placed in contents.records["lists"]:
        key = placed.record.role, placed.record.track
        before = first.setdefault(key, placed)
        if before is not placed:
            yield placed.problem(f"already said at {before.at()}; keep one")
        if all(key):
            yield placed.problem("`role` and `track` together; write one of them", "track")


def _scale(scales: dict[str, Scale], placed: Placed) -> Scale | None:
    """Return the scale of a level: the one it names, or the only one."""
    if placed.record.scale is None and len(scales) == 1:
        return next(iter(scales.values()))
    return scales.get(placed.record.scale)
