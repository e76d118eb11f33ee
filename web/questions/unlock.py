"""The page of the skills that bring new roles into reach, and of the central skills."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from graph.model.errors import GraphError
from graph.parts.queries.request import read_request, write_request
from graph.questions.unlock import view
from graph.questions.unlock.answer import Unlock
from graph.questions.unlock.central import is_exact
from graph.questions.unlock.query import UnlockQuery
from graph.questions.unlock.search import answer as unlock
from web import errors, parameters, profile_form
from web.examples import Example, stating_role
from web.pictures.layout import Orientation
from web.pictures.unlock import unlock_picture
from web.pictures.vis import Picture, in_both_orientations

blueprint = Blueprint("unlock", __name__)


@blueprint.get("/unlock")
def page() -> tuple[str, int]:
    """Show the form, and the answer for a role; without a role the central skills.

    A large graph takes a while to find those, so they are found only if the request names them.
    """
    chosen = any(request.args.get(name, "").strip() for name in ("role", "central"))
    try:
        if chosen:
            query = read_request(UnlockQuery, request.args, strict=False)
        elif is_exact(parameters.index()):
            query = UnlockQuery(central=True)
        else:
            return _page(), 200
        return _page(unlock(parameters.index(), query), query), 200
    except GraphError as problem:  # beside the form, so that what was typed is not lost
        return _page(problem=problem), errors.status(problem)


@blueprint.post("/unlock")
def page_of_profile() -> Response:
    """Show the answer for the profile in the form; nothing stores it."""
    try:
        query = UnlockQuery(profile=profile_form.sent(), pairs=True)
        return profile_form.not_stored(_page(unlock(parameters.index(), query)))
    except GraphError as problem:
        return profile_form.not_stored(_page(problem=problem), errors.status(problem))


def _page(
    answer: Unlock | None = None,
    query: UnlockQuery | None = None,
    problem: GraphError | None = None,
) -> str:
    """Return the page; without a query it has no address that gives it again."""
    of_profile = answer and query is None
    given = urlencode(write_request(query)) if query else ""
    return render_template(
        "unlock.html",
        answer=answer,
        pictures=_pictures(answer) if answer and of_profile else None,
        json_address=f"{url_for('api.unlock')}?{given}" if query else "",
        page_address=f"{url_for('unlock.page')}?{given}" if query else "",
        problem=problem,
        example=_example() if not problem and (answer is None or answer.sample) else None,
        faults=profile_form.faults(problem),
        view=view,
    )


def _example() -> Example | None:
    """Return the question for a role of this data set."""
    role = stating_role(parameters.index())
    return (
        Example(url_for(".page", role=role.id), f"with all the skills of {role.title}")
        if role
        else None
    )


def _pictures(answer: Unlock) -> dict[Orientation, Picture]:
    return in_both_orientations(
        lambda orientation: unlock_picture(parameters.index(), answer, orientation)
    )
