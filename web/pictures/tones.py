"""The colours of roles: a hue for each track or ladder, deeper with the level."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypedDict

from graph.parts.groups import narrow_groups
from graph.parts.ladders import rungs_above, rungs_below
from graph.store.index import Index

TONES = 6
"""How many hues there are; with more tracks they begin again."""
_LIGHTEST, _DEEPEST = 12, 48
"""How much of the hue a box has, in per cent, at the lowest and at the highest level."""


class Tone(NamedTuple):
    """The colour of a role."""

    hue: int
    """From 1 to TONES; 0: no track and no ladder is stated."""
    shade: int
    """How much of the hue the box has, in per cent."""


class ToneTitle(TypedDict):
    """What a hue of a picture stands for."""

    tone: int
    title: str


def tones(index: Index, roles: Iterable[str]) -> tuple[dict[str, Tone], list[ToneTitle]]:
    """Return the tone of each role, and what the hues stand for if each stands for one thing."""
    roles = list(roles)
    tracks = {role: index.role(role).track or "" for role in roles}
    ladders = {role: _ladder(index, role) for role in roles}
    of_one_track = len(set(tracks.values())) == 1 < len(set(ladders.values()))
    keys = ladders if of_one_track or not index.about.tracks else tracks
    order = dict.fromkeys([*(track.id for track in index.about.tracks), *keys.values()])
    hue = {key: number % TONES + 1 for number, key in enumerate(filter(None, order))} | {"": 0}
    titles = {key: _title(index, key) for key in order if key and key in keys.values()}
    shown = {role: Tone(hue[key], _shade(index, role)) for role, key in keys.items()}
    named = [ToneTitle(tone=hue[key], title=title) for key, title in titles.items() if title]
    return shown, named if len(titles) <= TONES else []


def _ladder(index: Index, role: str) -> str:
    """Return the id of the lowest rung of a role's ladder, or of its narrowest group."""
    ladder = {role: 0} | rungs_below(index, role)
    if len(ladder) > 1 or rungs_above(index, role):
        return max(ladder, key=ladder.__getitem__)
    return next(iter(narrow_groups(index, role)), "")


def _title(index: Index, key: str) -> str:
    """Return the title of a track or group; "" of a ladder, which has none."""
    titles = {track.id: track.title for track in index.about.tracks}
    titles |= {group.id: group.title for group in index.about.groups}
    return titles.get(key, "")


def _shade(index: Index, role: str) -> int:
    """Return the share of the hue: by the level or, where none is stated, the place on a ladder."""
    stages = [stage.id for stage in index.about.stages if stage.rung]
    stage = index.role(role).stage
    if stage in stages:
        share = stages.index(stage) / max(1, len(stages) - 1)
    else:
        below, above = (max(f(index, role).values(), default=0) for f in (rungs_below, rungs_above))
        share = below / (below + above) if below + above else 0.0
    return round(_LIGHTEST + share * (_DEEPEST - _LIGHTEST))
