"""The columns and lanes of the career map: which roles belong together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph.store.index import Index
from web.pictures.layout import Group, neighbours

_OTHERS = "Other roles"


class Column(NamedTuple):
    """The roles of a stage."""

    title: str
    roles: Sequence[str]
    starting: bool = False


def columns(index: Index, roles: Sequence[str]) -> list[Column]:
    """Return the roles by level, lowest first; nothing if none states one."""
    by_stage = [
        Column(stage.title, [r for r in roles if index.role(r).stage == stage.id], not stage.rung)
        for stage in index.about.stages
    ]
    return [column for column in by_stage if column.roles]


def lanes_of(index: Index, shown: Sequence[Column]) -> dict[str, list[list[str]]]:
    """Return, by the title of each lane, its roles column by column."""
    placed = [role for column in shown for role in column.roles]
    titles = {track.id: track.title for track in index.about.tracks}
    lane = {role: titles.get(_track(index, role, placed) or "", _OTHERS) for role in placed}
    order = [title for title in (*titles.values(), _OTHERS) if title in lane.values()]
    return {
        title: [[role for role in column.roles if lane[role] == title] for column in shown]
        for title in order
    }


def by_track(index: Index, roles: Sequence[str]) -> list[Group]:
    """Return roles that are in no column, by track."""
    tracks = [*((track.id, track.title) for track in index.about.tracks), (None, _OTHERS)]
    note = "level not stated" if index.about.stages else ""
    groups = [
        Group(title, [role for role in roles if index.role(role).track == id_], note)
        for id_, title in tracks
    ]
    return [group for group in groups if group.nodes]


def _track(index: Index, role: str, placed: Sequence[str]) -> str | None:
    """Return the track of a role; a starting point has that of the first rung it leads to."""
    if role not in index.starting_points:
        return index.role(role).track
    rungs = [other for other in placed if other not in index.starting_points]
    targets = neighbours(index, role, ["leads_to"], forward=True)
    nearest = [*(target for target in targets if target in rungs), *rungs, role]
    return index.role(nearest[0]).track
