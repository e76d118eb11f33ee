"""Read the profile that a form sends, and name its faults by entry or by line."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import msgspec
from flask import Response, request

from graph.model.errors import GraphError, Problem, shortened
from graph.parts.person import Profile
from graph.sources.profile_file import profile_in, profile_of
from web.filters import capitalize_first

_ENTRY = re.compile(r"(roles|skills|signs)\[(\d+)\]")


class Fault(NamedTuple):
    """A fault of a profile, and the entry of the lists that has it."""

    words: str
    entry: str
    """The list and the position in it, such as "skills 2"; "" if it is not in the lists."""


def sent() -> Profile:
    """Return the profile in the form: typed as text, or chosen in the lists of the page.

    Raises ProfileError with every problem.
    """
    ticked = _ticked()
    if ticked is not None:
        return profile_of(ticked)
    return profile_in(request.form.get("profile", "").encode(), "profile")


def faults(problem: GraphError | None) -> list[Fault]:
    """Return every fault of a profile: of the lists by the name of the entry, of a text by line."""
    problems: tuple[Problem, ...] = getattr(problem, "problems", ())
    ticked = _ticked()
    if ticked is None:
        return [Fault(str(each), "") for each in problems]
    return [_fault(each, ticked) for each in problems]


def not_stored(page: str, status: int = 200) -> Response:
    """Return a page with a profile; neither a browser nor a proxy may store it."""
    return Response(page, status, headers={"Cache-Control": "no-store"})


def _ticked() -> object:
    """Return the profile of the lists; None if the profile is a text."""
    if request.form.get("ticked") != "1":
        return None
    try:
        return msgspec.json.decode(request.form.get("profile", "") or "{}")
    except (msgspec.DecodeError, RecursionError):
        return None


def _fault(problem: Problem, ticked: Any) -> Fault:
    found = _ENTRY.search(problem.path)
    if not found:
        return Fault(capitalize_first(problem.message), "")
    kind, position = found[1], int(found[2])
    entry = ticked[kind][position]
    name = entry.get(kind.removesuffix("s"), "") if isinstance(entry, dict) else entry
    shown = shortened(str(name))
    words = problem.message if shown in problem.message else f"{shown}: {problem.message}"
    return Fault(capitalize_first(words), f"{kind} {position}")
