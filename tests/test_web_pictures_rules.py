"""The rules that every picture keeps, measured on the shipped and the published sets."""

from __future__ import annotations

import json
from typing import Any

import pytest
from picture_measures import STAGES, Measures, measures
from published import dataset

from graph.model.data_paths import SHELF, shipped
from graph.opening.index import open_index
from graph.parts.groups import division
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from web.pictures.career_map import map_picture
from web.pictures.focus import focus_picture
from web.pictures.layout import MAX_NODES, Orientation
from web.pictures.vis import MAX_EDGES, MOST_OF_EACH, Picture

UK_GROUPS = (
    "architecture",
    "chief-digital-and-data",
    "data",
    "it-operations",
    "product-and-delivery",
    "quality-assurance-testing-qat",
    "software-development",
    "user-centred-design",
)
UNAVOIDABLE = {"software-development": 1}
"""Two roles that both lead to the same two: their steps cross once, however they are drawn."""
BOTH: tuple[Orientation, ...] = ("landscape", "portrait")
LAPTOPS, PHONES = list(STAGES)[:3], list(STAGES)[3:]
LEAST_PIXELS = 11


def _measured(picture: Picture, *hidden: str) -> Measures:
    as_sent: dict[str, Any] = json.loads(json.dumps(picture))
    return measures(as_sent, frozenset(hidden))


def _map(index: Index, group: str, orientation: Orientation) -> Measures:
    return _measured(map_picture(index, division(index, group), orientation), "derived")


def _is_legible(found: Measures, orientation: Orientation) -> bool:
    stages = LAPTOPS if orientation == "landscape" else PHONES
    return all(round(found.label_pixels(stage), 1) >= LEAST_PIXELS for stage in stages)


@pytest.fixture(scope="module")
def uk() -> Index:
    return Index(build_graph(dataset("uk")))


@pytest.fixture(scope="module", params=["esco", "onet"])
def taxonomy(request: pytest.FixtureRequest) -> Index:
    return Index(build_graph(dataset(request.param)))


@pytest.mark.parametrize("orientation", BOTH)
@pytest.mark.parametrize("name", SHELF)
def test_shipped_maps_keep_the_rules(name: str, orientation: Orientation) -> None:
    """No edge passes behind a foreign box, no text lies on another, all are legible."""
    found = _map(open_index([shipped(name)], cache=False), "", orientation)

    assert found.behind == 0
    assert found.texts == 0
    assert _is_legible(found, orientation)


def test_shipped_map_crosses_little(shipped_index: Index) -> None:
    """One pair of steps of the shipped map crosses, and four with overlaps."""
    found = _map(shipped_index, "", "landscape")

    assert (found.steps_crossing, found.crossings) <= (1, 5)


@pytest.mark.parametrize("orientation", BOTH)
def test_every_focus_keeps_the_rules(shipped_index: Index, orientation: Orientation) -> None:
    """The rules hold whichever node is in focus, without a crossing around it."""
    for node in shipped_index.records:
        found = _measured(focus_picture(shipped_index, node, [], orientation))
        assert found.behind == 0, node
        assert found.texts == 0, node
        assert found.nodes <= MAX_NODES, node
        assert found.edges <= MAX_EDGES, node
        assert _is_legible(found, orientation), node


@pytest.mark.parametrize("orientation", BOTH)
@pytest.mark.parametrize("group", ["", *UK_GROUPS])
def test_ladders_do_not_cross(uk: Index, group: str, orientation: Orientation) -> None:
    """Ladders that do not meet are drawn without a crossing."""
    found = _map(uk, group, orientation)

    assert found.crossings <= UNAVOIDABLE.get(group, 0)
    assert found.behind == 0
    assert found.texts == 0
    assert _is_legible(found, orientation)


@pytest.mark.parametrize("orientation", BOTH)
def test_taxonomies_keep_the_budget(taxonomy: Index, orientation: Orientation) -> None:
    """An overview and three large groups of ESCO and O*NET are legible, with few edges."""
    groups = sorted(division(taxonomy).groups, key=lambda group: -group.roles)[:3]
    for group in ("", *(each.id for each in groups)):
        picture = map_picture(taxonomy, division(taxonomy, group), orientation)
        found = _measured(picture, "derived")
        assert found.nodes <= MAX_NODES, group
        assert found.edges <= MAX_EDGES, group
        assert len(picture["edges"]) <= MAX_NODES * max(MOST_OF_EACH, 5), group
        assert found.behind == 0, group
        assert found.texts == 0, group
        assert _is_legible(found, orientation), group


def test_path_on_the_map_is_drawn_whole(shipped_index: Index) -> None:
    """Each step of a path has its edge, in front of the budget, in both orientations."""
    from graph.questions.path.query import PathQuery
    from graph.questions.path.search import answer

    path = answer(shipped_index, PathQuery(source="software developer", target="CPO")).paths[0]
    for orientation in BOTH:
        picture = map_picture(shipped_index, division(shipped_index), orientation, steps=path.steps)
        drawn = {(edge["from"], edge["to"]) for edge in picture["edges"] if edge["on_path"]}
        assert drawn == {(step.source.id, step.target.id) for step in path.steps}
