"""Steps derived from how alike roles are, and the overlaps kept with a large graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from published import PUBLISHED, SETS, published

from graph.model.edges import DERIVED_KEY
from graph.opening.index import open_index
from graph.parts.figures import figures
from graph.parts.fit import COMPARED, FitIndex
from graph.parts.requirements import requirements
from graph.store.columns import Columns
from graph.store.index import Index

RECIPE = """\
dataset: {id: tables, title: Tables}
source: {id: tables, title: Tables}
tables:
  - file: roles.csv
    roles: [{id: title, title: title}]
    facts: [{role: title, name: zone, title: Job zone, unit: of 5, value: zone, where:
      [{column: zone, differs_from: ""}]}]
  - file: skills.csv
    skills: [{id: skill, title: skill, repeated: true}]
    requires: [{role: role, skill: skill}]
derived_steps:
  - {rule: Alike and not lower., fact: Job zone, least_rise: 0, most_rise: 1, most: 1,
     most_not_stated: 1}
"""
NEEDS = {
    "Cook": "knives stoves recipes",
    "Chef": "knives stoves recipes menus",
    "Baker": "knives stoves ovens",
    "Helper": "knives stoves recipes brooms",
    "Owner": "stoves recipes money",
    "Judge": "law",
}


def open_published(name: str) -> Index:
    """Return the index of a published data set; skip the test if it is not there."""
    published(name)
    return open_index([PUBLISHED / directory for directory in SETS[name]])


def test_steps_lead_to_the_most_alike(tmp_path: Path) -> None:
    """One step to the most alike role whose zone is right, and one where it is not stated."""
    zones = {"Cook": 2, "Chef": 3, "Baker": 3, "Helper": 1, "Owner": ""}
    rows = [f"{role},{zones.get(role, 2)}" for role in NEEDS]
    needs = [f"{role},{skill}" for role, skills in NEEDS.items() for skill in skills.split()]
    (tmp_path / "roles.csv").write_text("\n".join(["title,zone", *rows, ""]))
    (tmp_path / "skills.csv").write_text("\n".join(["role,skill", *needs, ""]))
    (tmp_path / "recipe.yaml").write_text(RECIPE)

    index = open_index([tmp_path], cache=False)
    steps = index.outgoing("cook", "leads_to")

    assert [step.target for step in steps] == ["chef", "owner"]
    assert {step.record.basis for step in steps} == {"derived"}
    zones_of = [step.record.notes[0].text.split(", ")[1] for step in steps]
    assert zones_of == [
        "Job zone 2 → 3. Alike and not lower.",
        "Job zone 2 → not stated. Alike and not lower.",
    ]
    assert steps[0].record.locators[0].section == "roles.csv"


def test_special_cases_have_the_broader_zone(tmp_path: Path) -> None:
    """A role without a zone has that of the role it is a special case of; the note says so."""
    zones = {"Cook": 2, "Chef": 3, "Baker": "", "Helper": 1}
    broader = {"Baker": "Chef", "Helper": "Cook"}
    rows = [f"{role},{zone},{broader.get(role, '')}" for role, zone in zones.items()]
    needs = [f"{role},{skill}" for role in zones for skill in NEEDS[role].split()]
    (tmp_path / "roles.csv").write_text("\n".join(["title,zone,broader", *rows, ""]))
    (tmp_path / "skills.csv").write_text("\n".join(["role,skill", *needs, ""]))
    member = """\
    members: [{kind: role, member: title, group: broader, where:
      [{column: broader, differs_from: ""}]}]
  - file: skills.csv"""
    recipe = RECIPE.replace("  - file: skills.csv", member, 1)
    recipe = recipe.replace("most: 1,", "most: 3,").replace("stated: 1}", "stated: 3}")
    (tmp_path / "recipe.yaml").write_text(recipe)

    index = open_index([tmp_path], cache=False)
    notes = {
        (source, step.target): step.record.notes[0].text.split(", ")[1].split(". ")[0]
        for source in index.roles
        for step in index.outgoing(source, "leads_to")
    }

    assert notes["cook", "baker"] == "Job zone 2 → 3 (of a broader role)"
    assert notes["baker", "chef"] == "Job zone 3 (of a broader role) → 3"
    assert notes["helper", "cook"] == "Job zone 1 → 2"
    assert ("baker", "cook") not in notes
    assert ("helper", "baker") not in notes
    for step in index.outgoing("baker", "leads_to"):
        assert {place.section for place in step.record.locators} == {"roles.csv"}


@pytest.mark.parametrize("name", ["esco with job zones", "onet"])
def test_published_steps_follow_the_rule(name: str) -> None:
    """No derived step leads to a lower job zone; a role has at most as many as the rule says."""
    index = open_published(name)
    ((_, rule),) = index.about.alike_steps
    own = {f.role: f.value for f in index.about.facts if f.title == "Job zone"}
    zones = {id_: figure.fact.value for id_, figure in figures(index, "Job zone").items()}
    assert own.items() <= zones.items()

    for role in index.roles[::10]:
        steps = [e for e in index.outgoing(role, "leads_to") if e.record.basis == "derived"]
        assert len(steps) <= rule.most + rule.most_not_stated
        for step in steps:
            if role in zones and step.target in zones:
                rise = zones[step.target] - zones[role]
                assert rule.least_rise <= rise <= rule.most_rise


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("electrician", "electrical supervisor"),
        ("cashier", "shop assistant"),
        ("data analyst", "data scientist"),
        ("product manager", "ICT product manager"),
    ],
)
def test_plain_moves_are_steps(source: str, target: str) -> None:
    """Moves that anyone would expect are one step in ESCO."""
    index = open_published("esco with job zones")
    ends = (index.resolve(source, "role"), index.resolve(target, "role"))

    assert index.edges_between(*ends, "leads_to")


def test_the_most_alike_are_found() -> None:
    """Of the ten most alike roles by all words, nine are found by the heaviest, on average."""
    index = open_published("esco with job zones")
    fits = FitIndex(index)
    found, origins = 0, range(0, len(index.roles), 100)

    for origin in origins:
        id_ = index.roles[origin]
        held = {e.id: e.level for e in requirements(index, id_, "skill")}
        to_all = fits.fits(held, (origin,))
        exact = {
            other: sum(part.value or 0.0 for part in its.parts if part.part != "coverage")
            for other in range(len(index.roles))
            if other != origin and (its := to_all.fit(other)) and its.parts[0].value is not None
        }
        best = sorted(exact, key=lambda other: -exact[other])[:10]
        found += len({other for _, other in fits.most_alike(origin)[:10]}.intersection(best))

    assert found >= 9 * len(origins)


def test_overlaps_are_kept_with_a_large_graph() -> None:
    """The derived overlaps of a role are those most alike; they come back with the graph."""
    index = open_published("esco with job zones")
    origin = index.resolve("cashier", "role")
    kept = index.columns.likeness
    assert kept is not None

    edges = [e for e in index.outgoing(origin, "overlaps_with") if e.key == DERIVED_KEY]

    alike = FitIndex(index).most_alike(index.position[origin])
    assert [e.target for e in edges] == [index.roles[other] for _, other in alike[:10]]
    assert len(alike) == COMPARED
    assert isinstance(index.columns, Columns)
