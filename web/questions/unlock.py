"""The skills that bring new roles into reach, and those that hold the graph together."""

from __future__ import annotations

import msgspec
from flask import Blueprint, Response, make_response, render_template, request

from graph.model.errors import GraphError, Problem, ProfileError
from graph.parts.person import Profile
from graph.questions.unlock import view as words_unlock
from graph.questions.unlock.central import Centrality, central_skills
from graph.questions.unlock.search import MOST_SKILLS, Unlock, unlock, unlock_role
from graph.sources.profile_file import profile_of
from web import errors, parameters, profile_form
from web.pictures.layout import Orientation
from web.pictures.unlock import unlock_picture
from web.pictures.vis import Picture, in_both_orientations

blueprint = Blueprint("unlock", __name__)

_CENTRAL = 10
"""How many central skills the page shows."""


@blueprint.get("/unlock")
def page() -> tuple[str, int]:
    """Show the form, and the answer once a role is named; until then the central skills."""
    if not request.args.get("role", "").strip():
        return _page(central=central_skills(parameters.index(), limit=_CENTRAL)), 200
    try:
        return _page(answer=_of_role()), 200
    except GraphError as problem:  # beside the form, so that what was typed is not lost
        return _page(problem=problem), errors.status(problem)


@blueprint.post("/unlock")
def page_of_profile() -> Response:
    """Show the answer to the profile that was sent, as text in ``profile``; it is kept nowhere."""
    try:
        answer = unlock(parameters.index(), profile_form.sent(), pairs=True)
        return _unkept(make_response(_page(answer=answer)))
    except GraphError as problem:
        return _unkept(make_response(_page(problem=problem), errors.status(problem)))


@blueprint.get("/api/v1/unlock")
def of_role() -> Response:
    """Answer with what brings new roles into reach of one who holds all a ``role`` requires."""
    return _json(_of_role())


@blueprint.post("/api/v1/unlock")
def of_profile() -> Response:
    """Answer with the same for the profile that is sent as JSON; it is kept nowhere."""
    answer = unlock(
        parameters.index(), _posted_profile(), pairs=parameters.yes("pairs"), limit=_limit(10)
    )
    return _unkept(_json(answer))


@blueprint.get("/api/v1/central-skills")
def central() -> Response:
    """Answer with the skills that hold the graph together."""
    return _json(central_skills(parameters.index(), limit=_limit(_CENTRAL)))


def _of_role() -> Unlock:
    role = parameters.text("role", "the id, title or alias of a role")
    return unlock_role(
        parameters.index(), role=role, pairs=parameters.yes("pairs"), limit=_limit(10)
    )


def _limit(default: int) -> int:
    return parameters.whole_number("limit", default, MOST_SKILLS)


def _posted_profile() -> Profile:
    try:
        return profile_of(msgspec.json.decode(request.get_data()))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProfileError([Problem("profile", 0, f"not readable as JSON: {error}")]) from None


def _page(
    *,
    answer: Unlock | None = None,
    central: Centrality | None = None,
    problem: GraphError | None = None,
) -> str:
    return render_template(
        "unlock.html",
        answer=answer,
        central=central,
        drawn=_drawn(answer) if answer and not answer.role else None,
        problem=problem,
        faults=profile_form.faults(problem),
        say=words_unlock,
    )


def _drawn(answer: Unlock) -> dict[Orientation, Picture]:
    return in_both_orientations(
        lambda orientation: unlock_picture(parameters.index(), answer, orientation)
    )


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _json(answer: object) -> Response:
    return Response(msgspec.json.encode(answer), mimetype="application/json")
