"""What a request asks for: the data set, and the parameters once they are checked."""

from __future__ import annotations

from typing import cast, get_args

from flask import current_app, request

from graph.model.errors import BadParameter, TwoQuestions, WrongKind, one_of
from graph.model.relations import KINDS, Kind
from graph.parts.paths import Path
from graph.parts.queries.request import read_request
from graph.questions.neighbourhood.answer import Neighbourhood
from graph.questions.neighbourhood.query import NeighbourhoodQuery
from graph.questions.neighbourhood.search import answer as find_neighbourhood
from graph.questions.path.answer import PathAnswer
from graph.questions.path.query import MAX_ALTERNATIVES, PathQuery
from graph.questions.path.search import answer as find_paths
from graph.questions.path.view import answer_lines
from graph.store.index import Index
from web.errors import NothingToSend
from web.pictures.layout import Orientation

MOST_EXPANDED = 20
_YES_NO = {"": False, "0": False, "false": False, "1": True, "true": True, "on": True}


def index() -> Index:
    """Return the index of the data set that is served."""
    return cast("Index", current_app.extensions["index"])


def text(name: str, wanted: str) -> str:
    """Return a parameter that must be there."""
    value = request.args.get(name, "").strip()
    if not value:
        raise BadParameter(name, "", wanted)
    return value


def whole_number(name: str, default: int, most: int) -> int:
    """Return a parameter that is a whole number from 0 to ``most``."""
    value = request.args.get(name, str(default))
    digits = value.isascii() and value.isdecimal() and len(value) <= len(str(most))
    if not digits or int(value) > most:
        raise BadParameter(name, value, f"a whole number from 0 to {most}")
    return int(value)


def yes(name: str) -> bool:
    """Return a parameter that is 1 or 0."""
    value = request.args.get(name, "").lower()
    if value not in _YES_NO:
        raise BadParameter(name, value, "1 or 0")
    return _YES_NO[value]


def named(name: str, kind: Kind) -> str:
    """Return the id of the node of a kind with this name or, if there is none, of any kind."""
    try:
        return index().resolve(name, kind)
    except WrongKind:
        return index().resolve(name)


def kind() -> Kind | None:
    """Return the kind of node asked for, or None for any."""
    value = request.args.get("kind", "")
    if value and value not in KINDS:
        raise BadParameter("kind", value, one_of(KINDS))
    return value if value else None


def orientation() -> Orientation:
    """Return how the screen is held."""
    value = request.args.get("orientation", "landscape")
    if value not in get_args(Orientation):
        raise BadParameter("orientation", value, one_of(get_args(Orientation)))
    return cast("Orientation", value)


def expanded() -> list[str]:
    """Return the ids of the nodes that are expanded; names that no node has are an error."""
    names = [name for name in request.args.get("expand", "").split(",") if name]
    if len(names) > MOST_EXPANDED:
        raise BadParameter("expand", f"{len(names)} names", f"at most {MOST_EXPANDED}")
    return [index().resolve(name) for name in names]


def subject(*names: str) -> str:
    """Return what the request is about: the parameter that names it, "path", or "all".

    Raises TwoQuestions if two of the parameters, or one and an end of a path, are given.
    """
    given = [name for name in names if request.args.get(name)]
    ends = [name for name in ("source", "target") if name in request.args][:1]
    if len(given + ends) > 1:
        raise TwoQuestions(*(given + ends)[:2])
    return "path" if ends else (given or ["all"])[0]


def paths() -> PathAnswer:
    """Return the answer to the path query of the request."""
    return find_paths(index(), read_request(PathQuery, request.args, strict=False))


def path() -> Path:
    """Return the path of the request that is ``shown``, by default the first.

    Raises NothingToSend if there is none.
    """
    answer = paths()
    number = shown(answer)
    if not number:
        raise NothingToSend(" ".join(answer_lines(answer)))
    return answer.paths[number - 1]


def shown(answer: PathAnswer) -> int:
    """Return the number of the path to show, by default 1; 0 if there is none."""
    number = whole_number("shown", 1, MAX_ALTERNATIVES)
    if not answer.paths:
        return 0
    if not 1 <= number <= len(answer.paths):
        raise BadParameter("shown", number, f"a number from 1 to {len(answer.paths)}")
    return number


def surroundings(node: str) -> Neighbourhood:
    """Return the neighbourhood that the request describes."""
    given = request.args.copy()
    given["node"] = node
    query = read_request(NeighbourhoodQuery, given, strict=False)
    return find_neighbourhood(index(), query)
