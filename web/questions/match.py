"""The page and the JSON of a profile: which roles are in reach of a person?

A profile comes in the body of a POST and goes with its answer: it is in no address, it is not
kept, and nothing writes it down. The picture of the path to a role goes with the answer, too:
asked for by its roles, it would put where a person stands and wants to go into an address.
"""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Blueprint, Response, make_response, render_template, request

from graph.model.errors import GraphError, Problem, ProfileError
from graph.parts import coverage_text
from graph.parts.coverage import TIERS, needs_of
from graph.parts.groups import division
from graph.parts.person import KnownSign, Profile, known_signs
from graph.parts.requirements import node_ref
from graph.questions.match import view as words_match
from graph.questions.match.search import MOST_ROLES, Match, ProfilePath, match
from graph.sources.profile_file import plain_profile, profile_of
from web import errors, parameters, profile_form
from web.pictures.career_map import map_picture
from web.pictures.layout import Orientation
from web.pictures.vis import Picture, in_both_orientations

blueprint = Blueprint("match", __name__)

MOST_SIGNS = 200
"""How many signs of readiness the page lists to be ticked."""

_A_TIER = 10


@blueprint.get("/match")
def page() -> str:
    """Show the form of a profile."""
    return _page()


@blueprint.post("/match")
def matched() -> Response:
    """Show the form, and the answer to the profile that was sent."""
    text = request.form.get("profile", "")
    target = request.form.get("to", "").strip() or None
    profile: Profile | None = None
    try:
        profile = profile_form.sent()
        answer = match(parameters.index(), profile, target=target, limit=_A_TIER)
    except GraphError as problem:  # beside the form, so that what was typed is not lost
        body = _page(text=text, target=target, profile=profile, problem=problem)
        return _unkept(make_response(body, errors.status(problem)))
    body = _page(text=text, target=target, profile=profile, answer=answer)
    return _unkept(make_response(body))


@blueprint.post("/api/v1/match")
def answered() -> Response:
    """Answer a profile with the roles in reach; ``to`` asks for the path to a role."""
    try:
        value = msgspec.json.decode(request.get_data())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProfileError([Problem("profile", 0, f"not readable as JSON: {error}")]) from None
    answer = match(
        parameters.index(),
        profile_of(value),
        target=request.args.get("to"),
        limit=parameters.whole_number("limit", 5, MOST_ROLES),
    )
    return _unkept(Response(msgspec.json.encode(answer), mimetype="application/json"))


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
        drawn=_drawn(answer.path) if answer and answer.path and answer.path.steps else None,
        tiers=[(tier, getattr(answer, tier), answer.counts[tier]) for tier in TIERS]
        if answer
        else [],
        problem=problem,
        faults=profile_form.faults(problem),
        signs=_signs(),
        levels=any(needs_of(parameters.index()).levelled),
        example=_example(),
        say=words_match,
        tiers_say=coverage_text,
    )


def _drawn(path: ProfilePath) -> dict[Orientation, Picture]:
    """Return the path on the map as the page carries it: its roles tell of the person's aim."""
    index = parameters.index()
    shown = division(index)
    return in_both_orientations(
        lambda orientation: map_picture(index, shown, orientation, steps=path.steps)
    )


def _example() -> str:
    """Return a profile in the names of the data: a role that states its skills, and one of them."""
    index, needs = parameters.index(), needs_of(parameters.index())
    place = next((place for place, number in enumerate(needs.every) if number), None)
    if place is None:
        return ""
    skill = index.records[next(iter(needs.of_role[place]))].title
    role = index.records[index.roles[place]].title
    return f"roles:\n- role: {role}\n  years: 3\nskills:\n- {skill}"


def _signs() -> list[tuple[Any, list[KnownSign]]]:
    """Return the signs of readiness by the role they make ready for."""
    index = parameters.index()
    by_role: dict[str, list[KnownSign]] = {}
    for known in known_signs(index)[:MOST_SIGNS]:
        by_role.setdefault(known.target, []).append(known)
    return [(node_ref(index, role), signs) for role, signs in by_role.items()]


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
