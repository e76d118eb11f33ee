"""The page of a profile: which roles can a person reach?

A profile comes in the body of a POST, and only the answer holds it: it is in no address, in no
cache and in no log. The page carries the picture of the path to a role: to fetch it, an address
would have to name the roles of the person.
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from graph.model.errors import GraphError
from graph.parts import coverage_text
from graph.parts.barriers import has_barriers
from graph.parts.coverage import TIERS, requirement_index
from graph.parts.groups import division
from graph.parts.person import KnownSign, Profile, known_signs
from graph.parts.requirements import NodeRef, node_ref
from graph.questions.match import view
from graph.questions.match.answer import Match, ProfilePath
from graph.questions.match.query import MatchQuery
from graph.questions.match.search import answer as match
from graph.sources.profile_file import plain_profile
from web import errors, parameters, profile_form
from web.examples import Example, stating_role
from web.pictures.career_map import map_picture
from web.pictures.layout import Orientation
from web.pictures.vis import Picture, in_both_orientations

blueprint = Blueprint("match", __name__)

MAX_SIGNS = 200
"""How many signs of readiness the form lists."""

_ROLES_PER_TIER = 10


@blueprint.get("/match")
def page() -> str:
    """Show the form of a profile."""
    return _page()


@blueprint.post("/match")
def page_of_profile() -> Response:
    """Show the form, and the answer to the profile in the form."""
    text = request.form.get("profile", "")
    target = request.form.get("to", "").strip() or None
    profile: Profile | None = None
    try:
        profile = profile_form.sent()
        query = MatchQuery(
            profile=profile, to=target, limit=_ROLES_PER_TIER, no_barriers=_open_only()
        )
        answer = match(parameters.index(), query)
    except GraphError as problem:  # beside the form, so that what was typed is not lost
        body = _page(text=text, target=target, profile=profile, problem=problem)
        return profile_form.not_stored(body, errors.status(problem))
    return profile_form.not_stored(_page(text=text, target=target, profile=profile, answer=answer))


def _page(
    *,
    text: str = "",
    target: str | None = None,
    profile: Profile | None = None,
    answer: Match | None = None,
    problem: GraphError | None = None,
) -> str:
    return render_template(
        "match.html",
        text=text,
        target=target or "",
        profile=plain_profile(profile) if profile else None,
        answer=answer,
        pictures=_pictures(answer.path) if answer and answer.path and answer.path.steps else None,
        tiers=TIERS,
        problem=problem,
        faults=profile_form.faults(problem),
        signs=_signs(),
        barred=has_barriers(parameters.index()),
        open_only=_open_only(),
        levels=any(requirement_index(parameters.index()).levelled),
        example=_example(),
        worked=_worked(),
        view=view,
        coverage_view=coverage_text,
    )


def _open_only() -> bool:
    """Return whether roles behind a barrier are to be left out."""
    return bool(request.form.get("no_barriers"))


def _pictures(path: ProfilePath) -> dict[Orientation, Picture]:
    """Return the pictures of the path on the map, for the page to carry."""
    index = parameters.index()
    shown = division(index)
    return in_both_orientations(
        lambda orientation: map_picture(index, shown, orientation, steps=path.steps)
    )


def _example() -> str:
    """Return an example profile: a role of the data that states its skills, and one of them."""
    index = parameters.index()
    of_role = requirement_index(index).of_role
    position = next((position for position, skills in enumerate(of_role) if skills), None)
    if position is None:
        return ""
    skill = next(iter(of_role[position].values())).title
    role = index.title(index.roles[position])
    return f"roles:\n- role: {role}\n  years: 3\nskills:\n- {skill}"


def _worked() -> Example | None:
    """Return the roles in reach of a role of this data set: a link that holds a profile."""
    role = stating_role(parameters.index())
    if role is None:
        return None
    profile = urlencode({"profile": json.dumps({"roles": [role.title]})})
    return Example(f"#{profile}", f"the roles in reach of {role.title}")


def _signs() -> list[tuple[NodeRef, list[KnownSign]]]:
    """Return the signs of readiness by the role that they prepare for."""
    index = parameters.index()
    by_role: dict[str, list[KnownSign]] = {}
    for known in known_signs(index)[:MAX_SIGNS]:
        by_role.setdefault(known.target, []).append(known)
    return [(node_ref(index, role), signs) for role, signs in by_role.items()]
