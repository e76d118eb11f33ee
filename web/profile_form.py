"""The profile that a form sends, and what is wrong with it: by name, or by line in a text."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import msgspec
from flask import request

from graph.model.errors import GraphError, Problem, shortened
from graph.parts.person import Profile
from graph.sources.profile_file import profile_in, profile_of

_ENTRY = re.compile(r"(roles|skills|signs)\[(\d+)\]")


class Fault(NamedTuple):
    """What is wrong with a profile, in words, and with which entry of the ticked form."""

    words: str
    entry: str
    """The list and the position in it, as "skills 2"; empty if it is none of the ticked form."""


def sent() -> Profile:
    """Return the profile of the form that was sent: as text, or ticked and written by the page.

    Raises ProfileError with every problem.
    """
    ticked = _ticked()
    if ticked is not None:
        return profile_of(ticked)
    return profile_in(request.form.get("profile", "").encode(), "profile")


def faults(problem: GraphError | None) -> list[Fault]:
    """Return every problem of a profile: a ticked entry by its name, a text by its lines."""
    problems: tuple[Problem, ...] = getattr(problem, "problems", ())
    ticked = _ticked()
    if ticked is None:
        return [Fault(str(each), "") for each in problems]
    return [_fault(each, ticked) for each in problems]


def _ticked() -> object:
    """Return the values of the ticked form; None if the profile is a text."""
    if request.form.get("ticked") != "1":
        return None
    try:
        return msgspec.json.decode(request.form.get("profile", "") or "{}")
    except msgspec.DecodeError:
        return None


def _fault(problem: Problem, ticked: Any) -> Fault:
    found = _ENTRY.search(problem.path)
    if not found:
        return Fault(_sentence(problem.message), "")
    kind, position = found[1], int(found[2])
    entry = ticked[kind][position]
    name = entry.get(kind.removesuffix("s"), "") if isinstance(entry, dict) else entry
    shown = shortened(str(name))
    words = problem.message if shown in problem.message else f"{shown}: {problem.message}"
    return Fault(_sentence(words), f"{kind} {position}")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
