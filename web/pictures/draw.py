"""Which picture goes with an answer?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeAlias, get_args

from graph.parts.coverage import needs_of
from graph.parts.groups import Division
from graph.parts.paths import Step
from graph.questions.compare.query import CompareQuery
from graph.questions.compare.search import answer as compare
from graph.questions.match.search import ProfileStep
from graph.questions.unlock.search import Unlock
from graph.store.index import Index
from web.pictures.career_map import career_map
from web.pictures.compare import side_by_side
from web.pictures.groups import overview
from web.pictures.layout import Orientation
from web.pictures.unlock import reach
from web.pictures.vis import to_vis

Picture: TypeAlias = dict[str, Any]


def picture_of_map(
    index: Index,
    shown: Division,
    orientation: Orientation,
    *,
    expanded: Collection[str] = (),
    steps: Sequence[Step | ProfileStep] = (),
) -> Picture:
    """Return the map of a division, with a path's steps marked on it.

    A division into groups is an overview of them; with a path or expanded roles, these alone.
    """
    if shown.groups and not steps and not expanded:
        return overview(index, shown, orientation)
    roles = shown.roles
    if shown.groups:
        on_path = (end.id for step in steps for end in (step.source, step.target))
        roles = tuple(dict.fromkeys(on_path)) or tuple(expanded)
    layout = career_map(index, roles, expanded, orientation)
    path = {(step.source.id, step.target.id, step.key) for step in steps}
    return to_vis(index, layout, orientation, opened=expanded, path=path)


def picture_of_roles(index: Index, names: Sequence[str], orientation: Orientation) -> Picture:
    """Return two to four roles with what they share and what each alone requires.

    Raises what CompareQuery and its answer raise.
    """
    answer = compare(index, CompareQuery(roles=tuple(names)))
    roles = [each.role.node.id for each in answer.compared if each.role]
    return to_vis(index, side_by_side(index, answer, orientation), orientation, opened=roles)


def picture_of_reach(index: Index, answer: Unlock, orientation: Orientation) -> Picture:
    """Return the best single skills of an answer and the new roles each brings into reach.

    A line joins a new role to a skill that is essential for it: what is only helpful brings
    nothing into reach. The role whose skills are held stands beside them; a person is no node
    and is not drawn.
    """
    layout = reach(index, answer, orientation)
    skills = [skill.id for skill in answer.skills if skill.id in layout.positions]
    middle = answer.role.id if answer.role else ""
    drawn = to_vis(index, layout, orientation, opened=skills, middle=middle)
    needs = needs_of(index).of_role
    drawn["edges"] = [
        edge
        for edge in drawn["edges"]
        if edge["relation"] != "requires"
        or needs[index.position[edge["from"]]][edge["to"]].essential
    ]
    return drawn


def both_ways(draw: Callable[[Orientation], Picture]) -> dict[Orientation, Picture]:
    """Return a picture for a wide and for a narrow screen, to be carried by a page.

    The answer to a profile is drawn so: no address holds the profile, or what follows from it,
    and nothing more is asked of the server.
    """
    return {orientation: draw(orientation) for orientation in get_args(Orientation)}
