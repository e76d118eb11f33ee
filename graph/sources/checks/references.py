"""Checks of references: each id that a record refers to exists, and is of the right kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from graph.model.errors import Problem, did_you_mean, nearest, one_of
from graph.model.relations import KINDS, PLURALS
from graph.sources.contents import SINGULAR, Contents, Placed


def references_resolve(contents: Contents) -> Iterator[Problem]:
    """Every id that a record refers to exists."""
    for role in contents.records["roles"]:
        yield from _known(contents, role, "stage", role.record.stage, "stages")
        yield from _known(contents, role, "track", role.record.track, "tracks")
    for _, node in contents.nodes():
        for i, group in enumerate(node.record.groups):
            yield from _known(contents, node.part(None, "groups"), i, group, "groups")
    for group in contents.records["groups"]:
        yield from _known(contents, group, "parent", group.record.parent, "groups")
    for meaning in contents.records["lists"]:
        yield from _known(contents, meaning, "role", meaning.record.role, "roles")
        yield from _known(contents, meaning, "track", meaning.record.track, "tracks")
    for placed in contents.levelled():
        yield from _known(contents, placed, "scale", placed.record.scale, "scales")
    for fact in contents.records["facts"]:
        yield from _known(contents, fact, "role", fact.record.role, "roles")
    for placed in contents.located():
        for i, locator in enumerate(placed.record.locators):
            place = placed.part(None, "source", i)
            yield from _known(contents, place, "id", locator.id, "sources")


def alignments_resolve(contents: Contents) -> Iterator[Problem]:
    """An alignment joins a node of the data set and one of another."""
    for alignment in contents.records["alignments"]:
        here, there = alignment.record.here, alignment.record.there
        yield from _known(contents, alignment, "here", here, *PLURALS.values())
        if ":" not in there:
            yield alignment.problem(
                f"'{there}' is of no data set; write the id of its set before it, as set:{there}",
                "there",
            )


def signs_demand_skills(contents: Contents) -> Iterator[Problem]:
    """A sign of readiness demands skills."""
    kinds = contents.kinds()
    for sign in contents.signs():
        for i, skill in enumerate(sign.record.skill_ids):
            kind = kinds.get(skill, "skill")
            if kind == "skill":
                place = sign.part(None, "skills")
                yield from _known(contents, place, i, skill, "skills")
            else:
                yield sign.problem(f"'{skill}' is a {kind}; a sign demands skills", "skills", i)


def near_skills_are_skills(contents: Contents) -> Iterator[Problem]:
    """A skill is near another skill."""
    kinds = contents.kinds()
    for skill, near in contents.near():
        target = near.record.target
        if kinds.get(target, "skill") != "skill":
            yield near.problem(f"'{target}' is a {kinds[target]}; a skill is near skills", "target")
        elif target == skill.record.id:
            yield near.problem(f"'{target}' is near itself; name another skill", "target")
        else:
            yield from _known(contents, near, "target", target, "skills")


def _known(
    contents: Contents, placed: Placed, key: str | int, reference: str | None, *sections: str
) -> Iterator[Problem]:
    """Yield a problem if no record of the sections has the id."""
    if reference is None or any(reference in contents.ids[section] for section in sections):
        return
    if contents.unread or (sections == ("sources",) and ":" in reference):
        return  # it may be in what was not read, or a source of another data set
    known = [id_ for section in sections for id_ in sorted(contents.ids[section])]
    words = one_of(SINGULAR[section] for section in sections)
    help_ = did_you_mean(nearest(reference, known)) or f"; add it under {one_of(sections)}"
    yield placed.problem(f"unknown {words} '{reference}'{help_}", key)


def edges_join_the_right_kinds(contents: Contents) -> Iterator[Problem]:
    """An edge ends at a node of a kind that its relation allows, and not where it starts."""
    kinds = contents.kinds()
    for relation, role, edge in contents.edges():
        target = edge.record.target
        if target not in kinds:
            sections = (PLURALS[kind] for kind in KINDS if kind in relation.targets)
            yield from _known(contents, edge, "target", target, *sections)
        elif kinds[target] not in relation.targets:
            wanted = one_of(kind for kind in KINDS if kind in relation.targets)
            yield edge.problem(
                f"'{target}' is a {kinds[target]}; '{relation.name}' ends at a {wanted}", "target"
            )
        elif target == role.record.id:
            yield edge.problem(f"'{target}' {relation.words} itself; name another role", "target")


def broader_roles_are_roles(contents: Contents) -> Iterator[Problem]:
    """A role is a special case of a role."""
    kinds = contents.kinds()
    for role in contents.records["roles"]:
        broader = role.record.broader
        if kinds.get(broader, "role") == "role":
            yield from _known(contents, role, "broader", broader, "roles")
        else:
            words = f"'{broader}' is a {kinds[broader]}; a role is a special case of a role"
            yield role.problem(words, "broader")


def groups_do_not_contain_themselves(contents: Contents) -> Iterator[Problem]:
    """No group is among its own parents, however far up."""
    words = "the group '{}' is part of itself; leave out one `parent`"
    yield from _circular(contents.records["groups"], "parent", words, {})


def roles_are_no_special_cases_of_themselves(contents: Contents) -> Iterator[Problem]:
    """No role is among its own broader roles, however far up."""
    words = "the role '{}' is a special case of itself; leave out one `broader`"
    base = contents.base.dataset.roles if contents.base else ()
    known = {role.id: role.broader for role in base if role.broader is not None}
    yield from _circular(contents.records["roles"], "broader", words, known)


def _circular(
    placed_records: Iterable[Placed], key: str, words: str, known: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield a problem for each record that the field leads back to itself."""
    above = dict(known)
    for placed in placed_records:
        id_, first = placed.record.id, getattr(placed.record, key)
        upper = first
        while upper is not None and upper != id_:
            upper = above.get(upper)
        if upper is not None:
            yield placed.problem(words.format(id_), key)
        elif first is not None:
            above.setdefault(id_, first)
