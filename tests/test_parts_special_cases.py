"""Roles that are special cases of a broader role."""

from __future__ import annotations

from published import dataset
from worlds import role, world

from graph.formats.subgraph import subgraph
from graph.parts.figures import figures
from graph.parts.special_cases import broader_chain, broader_roles, special_cases
from graph.store.index import Index
from graph.store.networkx_graph import build_graph


def test_special_cases_stand_under_the_next_role() -> None:
    """Special cases are in file order, each only under the role right above it."""
    index = world(
        role("geography-teacher", broader="teacher"),
        role("teacher"),
        role("art-teacher", broader="teacher"),
        role("painting-teacher", broader="art-teacher"),
    )

    assert special_cases(index) == {
        "teacher": ("geography-teacher", "art-teacher"),
        "art-teacher": ("painting-teacher",),
    }
    assert list(broader_chain(index, "painting-teacher")) == ["art-teacher", "teacher"]
    assert list(broader_chain(index, "teacher")) == []


def test_part_of_a_graph_may_lack_the_broader_role() -> None:
    """A broader role that is not there is none."""
    index = world(role("teacher"), role("art-teacher", broader="teacher"))
    part = Index(subgraph(index, ["art-teacher"]))

    assert part.role("art-teacher").broader == "teacher"
    assert broader_roles(part) == special_cases(part) == {}


def test_a_circle_ends() -> None:
    """Checked data has no circle; in a graph that has one, each role comes once."""
    index = world(role("a", broader="b"), role("b", broader="a"), role("c", broader="c"))

    assert list(broader_chain(index, "a")) == ["b"]
    assert list(broader_chain(index, "c")) == []


def test_esco_special_cases() -> None:
    """Each pair of occupations in ESCO's table is in the graph."""
    index = Index(build_graph(dataset("esco")))
    teacher, geography = map(
        index.resolve, ("secondary school teacher", "geography teacher secondary school")
    )

    assert len(broader_roles(index)) == 1248 - 1  # one row names an occupation that is not there
    assert len(special_cases(index)) == 270
    assert max(map(len, special_cases(index).values())) == 43
    assert broader_roles(index)[geography] == teacher
    assert len(special_cases(index)[teacher]) == 18


def test_esco_job_zones_hold_for_special_cases() -> None:
    """Of the 1,381 occupations without a job zone, 1,233 have that of a broader one."""
    index = Index(build_graph(dataset("esco with job zones")))
    zones = figures(index, "Job zone")
    own = {id_ for id_, zone in zones.items() if not zone.of_broader}
    nurse = index.resolve("veterinary nurse")

    assert (len(index.roles), len(own), len(zones)) == (3007, 1626, 1626 + 1233)
    assert index.title(zones[nurse].fact.role or "") == "veterinary technician"
    for id_ in zones.keys() - own:
        assert zones[id_].fact.role == next(
            each for each in broader_chain(index, id_) if each in own
        )
