"""Checks of references: each id that a record refers to exists, and is of the right kind."""

from __future__ import annotations

from collections.abc import Iterator

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


def groups_do_not_contain_themselves(contents: Contents) -> Iterator[Problem]:
    """No group is among its own parents, however far up."""
    parents: dict[str, str] = {}
    for group in contents.records["groups"]:
        above = group.record.parent
        while above is not None and above != group.record.id:
            above = parents.get(above)
        if above is None:
            if group.record.parent is not None:
                parents[group.record.id] = group.record.parent
        else:
            words = f"the group '{group.record.id}' is part of itself; leave out one `parent`"
            yield group.problem(words, "parent")
