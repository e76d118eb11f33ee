"""Short functions to build a data set inside a test."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.model.records import (
    About,
    Dataset,
    Info,
    LeadsTo,
    Locator,
    OverlapsWith,
    Requires,
    Responsibility,
    Role,
    Skill,
    Stage,
    Years,
)
from graph.store.index import Index
from graph.store.networkx_graph import build_graph

BACKGROUND = Stage(id="background", title="Background", rung=False)


def role(
    id_: str,
    *edges: LeadsTo | OverlapsWith,
    requires: Iterable[str | Requires] = (),
    **fields: object,
) -> Role:
    """Return a role with these edges; a requirement may be an id."""
    return Role(  # type: ignore[misc]
        id=id_,
        title=id_.title(),
        basis="stated",
        leads_to=tuple(edge for edge in edges if isinstance(edge, LeadsTo)),
        overlaps_with=tuple(edge for edge in edges if isinstance(edge, OverlapsWith)),
        requires=tuple(
            Requires(target=edge, basis="stated") if isinstance(edge, str) else edge
            for edge in requires
        ),
        **fields,
    )


def to(target: str, years: Years | float | None = None, **fields: object) -> LeadsTo:
    """Return a step to the role; a number of years is the minimum."""
    if isinstance(years, int | float):
        years = Years(min=years)
    return LeadsTo(**{"target": target, "basis": "stated", "years": years, **fields})  # type: ignore[arg-type]


def beside(target: str, **fields: object) -> OverlapsWith:
    """Return an overlap with the role."""
    return OverlapsWith(**{"target": target, "basis": "stated", **fields})  # type: ignore[arg-type]


def said_in(source: str) -> Locator:
    return Locator(id=source)


def dataset(*roles: Role, responsibilities: Sequence[str] = ()) -> Dataset:
    """Return the data set of the roles; their requirements are skills, except those named."""
    edges = [edge for each in roles for edge in each.requires]
    signs = [sign for each in roles for step in each.leads_to for sign in step.signs]
    signs += [sign for each in roles for sign in each.preparations]
    required = [edge.target for edge in edges] + [id_ for sign in signs for id_ in sign.skill_ids]
    skills = [id_ for id_ in dict.fromkeys(required) if id_ not in responsibilities]
    return Dataset(
        about=About(info=Info(title="World"), stages=(BACKGROUND,)),
        roles=roles,
        skills=tuple(Skill(id=id_, title=id_.title(), basis="stated") for id_ in skills),
        responsibilities=tuple(
            Responsibility(id=id_, title=id_.title(), basis="stated") for id_ in responsibilities
        ),
    )


def world(*roles: Role, responsibilities: Sequence[str] = ()) -> Index:
    """Return the index of the graph of the roles."""
    return Index(build_graph(dataset(*roles, responsibilities=responsibilities)))


def ranked_world(*roles: Role) -> Index:
    """Return the index of the roles and ten others that share no skill, enough to rank by tier."""
    others = (
        role(f"o-{n}", requires=[f"o-{n}-{skill}" for skill in "abcdefghi"]) for n in range(10)
    )
    return world(*roles, *others)


_ROLES = """\
roles:
- {{id: cook, title: Cook, basis: derived, leads_to: [{}]}}
- {{id: lead, title: Lead, basis: derived, requires: [{}]}}
skills: [{{id: sql, title: SQL, basis: derived}}]
sources: [{{id: one, title: One}}, {{id: two, title: Two}}]
"""
_STEPS = [
    f"{{target: lead, years: {{min: {years}}}, basis: stated, source: {{id: {source}}}}}"
    for source, years in (("one", 2), ("two", 5))
]
_TERMS = [
    f"{{target: sql, {terms}, basis: stated, source: {{id: {source}}}}}"
    for source, terms in (
        ("one", "necessity: essential, level: 3"),
        ("two", "necessity: helpful, level: 2"),
    )
]
_NODES = "id,title,kind\ncook,Cook,role\nlead,Lead,role\nsql,SQL,skill\n"
_HEAD = "source,relation,target,necessity,level,years_min\n"
_EDGES = "lead,requires,sql,essential,3,\ncook,leads to,lead,,,2\n"
_EXTENDS = f"""\
dataset: {{title: More, extends: one}}
roles:
- {{id: cook, leads_to: [{_STEPS[1]}]}}
- {{id: lead, requires: [{_TERMS[1]}]}}
sources: [{{id: two, title: Two}}]
"""
CONTRADICTING: dict[str, dict[str, str]] = {
    "yaml": {"one/all.yaml": _ROLES.format(", ".join(_STEPS), ", ".join(_TERMS))},
    "tables": {
        "one/nodes.csv": _NODES,
        "one/edges.csv": _HEAD + _EDGES + "lead,requires,sql,helpful,2,\ncook,leads to,lead,,,5\n",
    },
    "extended yaml": {
        "one/all.yaml": _ROLES.format(_STEPS[0], _TERMS[0]),
        "two/all.yaml": _EXTENDS,
    },
    "extended tables": {
        "one/nodes.csv": _NODES,
        "one/edges.csv": _HEAD + _EDGES,
        "two/all.yaml": _EXTENDS,
    },
}
"""Files of data sets in which two claims contradict one another on both edges."""
