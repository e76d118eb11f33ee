"""The layouts of the map and of a node in focus."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest

from graph.model.data_paths import SHELF, shipped
from graph.model.records import About, Dataset, Info, LeadsTo, Role
from graph.opening.index import open_index
from graph.parts.groups import division
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from web.pictures.career_map import map_layout, map_picture
from web.pictures.focus import focus_layout
from web.pictures.layout import BOXES, MAX_NODES, Layout, Orientation, label_lines


def _overlapping(index: Index, layout: Layout) -> list[tuple[str, str]]:
    return [
        (a, b)
        for (a, (ax, ay)), (b, (bx, by)) in combinations(layout.positions.items(), 2)
        if abs(ax - bx) < (layout.box(index.kinds[a]).width + layout.box(index.kinds[b]).width) / 2
        and abs(ay - by) < (layout.height(index, a) + layout.height(index, b)) / 2
    ]


def _map(
    index: Index, expanded: Sequence[str] = (), orientation: Orientation = "landscape"
) -> Layout:
    return map_layout(index, index.roles, expanded, orientation)


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("expanded", [[], ["product-manager", "senior-product-manager"]])
def test_map_boxes_do_not_overlap(
    shipped_index: Index, orientation: Orientation, expanded: list[str]
) -> None:
    """No two boxes of the map overlap, expanded or not."""
    layout = _map(shipped_index, expanded, orientation)

    assert _overlapping(shipped_index, layout) == []


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_focus_boxes_do_not_overlap(shipped_index: Index, orientation: Orientation) -> None:
    """No two boxes overlap, whichever node is in focus."""
    for node in shipped_index.records:
        layout = focus_layout(shipped_index, node, [], orientation)
        assert _overlapping(shipped_index, layout) == [], node


def test_map_has_all_roles(shipped_index: Index) -> None:
    """The map has every role and no other node."""
    layout = _map(shipped_index)

    assert layout.positions.keys() == set(shipped_index.of_kind("role"))


def test_columns_follow_seniority(shipped_index: Index) -> None:
    """Seniority grows from the left column to the right."""
    positions = _map(shipped_index).positions
    ladder = [
        "fresh-graduate",
        "associate-product-manager",
        "product-manager",
        "senior-product-manager",
        "director-of-product",
        "chief-product-officer",
    ]

    xs = [positions[role][0] for role in ladder]

    assert xs == sorted(set(xs))


def test_stage_is_one_column(shipped_index: Index) -> None:
    """Roles of the same stage share a column."""
    positions = _map(shipped_index).positions

    assert positions["vp-of-product"][0] == positions["chief-product-officer"][0]


def test_unstated_levels_are_below(shipped_index: Index) -> None:
    """Roles without a stated level are below the columns, with a note."""
    layout = _map(shipped_index)
    staged = [y for role, (_, y) in layout.positions.items() if shipped_index.role(role).stage]

    assert layout.positions["product-owner"][1] > max(staged)
    assert "level not stated" in {heading.note for heading in layout.headings}


def test_requirements_are_above_and_below(
    shipped_index: Index,
) -> None:
    """An expanded role has its skills above and responsibilities below the map."""
    positions = _map(shipped_index, ["product-manager"]).positions
    roles = [positions[role][1] for role in shipped_index.of_kind("role")]

    assert positions["empathy"][1] < min(roles)
    assert positions["determine-customer-needs"][1] > max(roles)


def test_focus_has_earlier_roles_left(
    shipped_index: Index,
) -> None:
    """A role in focus has earlier roles left, next roles right, skills above."""
    positions = focus_layout(shipped_index, "product-manager", [], "landscape").positions

    assert positions["product-manager"] == (0, 0)
    assert positions["associate-product-manager"][0] < 0 < positions["senior-product-manager"][0]
    assert positions["empathy"][1] < 0 < positions["determine-customer-needs"][1]


def test_expanding_adds_further_roles(shipped_index: Index) -> None:
    """Expanding a neighbour adds only what lies beyond it."""
    before = focus_layout(shipped_index, "product-manager", [], "landscape")
    after = focus_layout(shipped_index, "product-manager", ["senior-product-manager"], "landscape")

    assert after.positions.keys() - before.positions.keys() == {"director-of-product"}


def test_unstated_list_has_note(shipped_index: Index) -> None:
    """A heading says ``not stated`` where no source gives the list."""
    layout = focus_layout(shipped_index, "chief-product-officer", [], "landscape")

    notes = {heading.text: heading.note for heading in layout.headings}

    assert notes["Skills"] == "not stated"
    assert notes["Responsibilities"] == ""


def test_steps_replace_missing_stages() -> None:
    """Without stages the columns follow the number of steps from the start."""
    chain = ("first", "second", "third")
    roles = tuple(
        Role(id=id_, title=id_, basis="derived", leads_to=edges)
        for id_, edges in zip(
            (*chain, "island"),
            (*([LeadsTo(target=id_, basis="derived")] for id_ in chain[1:]), (), ()),
            strict=True,
        )
    )
    about = About(info=Info(title="no stages"))
    dataset = Dataset(about=about, roles=roles, skills=(), responsibilities=())

    positions = _map(Index(build_graph(dataset))).positions

    assert positions["first"][0] < positions["second"][0] < positions["third"][0]
    assert positions["island"][1] > positions["third"][1]


def test_crowded_map_counts_rest() -> None:
    """A picture has at most MAX_NODES nodes and counts the others."""
    roles = tuple(Role(id=f"r{i}", title=f"Role {i}", basis="derived") for i in range(400))
    about = About(info=Info(title="crowd"))
    dataset = Dataset(about=about, roles=roles, skills=(), responsibilities=())
    index = Index(build_graph(dataset))

    drawn = map_picture(index, division(index), "landscape")

    assert len(drawn["nodes"]) <= MAX_NODES
    assert drawn["left_out"] == 400 - len(drawn["nodes"])


def test_long_words_go_on_after_a_hyphen() -> None:
    """No box breaks a long word elsewhere than after a hyphen."""
    index = open_index([shipped(name) for name in SHELF], cache=False)

    lines = label_lines(index, "product-management:business-analyst", BOXES["role"])
    assert lines == ["Business", "analyst", "(product-", "management)"]
