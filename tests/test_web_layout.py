from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest

from graph.model.records import About, Dataset, Info, LeadsTo, Role
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from web.pictures.career_map import map_layout
from web.pictures.focus import focus_layout
from web.pictures.layout import BOXES, MAX_NODES, Layout, Orientation, box_height
from web.pictures.vis import to_vis


def _overlapping(index: Index, layout: Layout) -> list[tuple[str, str]]:
    return [
        (a, b)
        for (a, (ax, ay)), (b, (bx, by)) in combinations(layout.positions.items(), 2)
        if abs(ax - bx) < (BOXES[index.kinds[a]].width + BOXES[index.kinds[b]].width) / 2
        and abs(ay - by) < (box_height(index, a) + box_height(index, b)) / 2
    ]


def _map(
    index: Index, expanded: Sequence[str] = (), orientation: Orientation = "landscape"
) -> Layout:
    return map_layout(index, index.roles, expanded, orientation)


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("expanded", [[], ["product-manager", "senior-product-manager"]])
def test_no_box_of_the_map_lies_on_another(
    shipped_index: Index, orientation: Orientation, expanded: list[str]
) -> None:
    layout = _map(shipped_index, expanded, orientation)

    assert _overlapping(shipped_index, layout) == []


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_no_box_around_any_node_lies_on_another(
    shipped_index: Index, orientation: Orientation
) -> None:
    for node in shipped_index.records:
        layout = focus_layout(shipped_index, node, [], orientation)
        assert _overlapping(shipped_index, layout) == [], node


def test_the_map_shows_every_role_and_nothing_else(shipped_index: Index) -> None:
    layout = _map(shipped_index)

    assert layout.positions.keys() == set(shipped_index.of_kind("role"))


def test_columns_go_up_in_seniority_from_left_to_right(shipped_index: Index) -> None:
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


def test_roles_of_one_stage_share_a_column_whatever_their_order(shipped_index: Index) -> None:
    positions = _map(shipped_index).positions

    assert positions["vp-of-product"][0] == positions["chief-product-officer"][0]


def test_a_role_whose_level_is_not_stated_stands_below_the_columns(shipped_index: Index) -> None:
    layout = _map(shipped_index)
    staged = [y for role, (_, y) in layout.positions.items() if shipped_index.role(role).stage]

    assert layout.positions["product-owner"][1] > max(staged)
    assert "level not stated" in {heading.note for heading in layout.headings}


def test_skills_stand_above_and_responsibilities_below_an_expanded_role(
    shipped_index: Index,
) -> None:
    positions = _map(shipped_index, ["product-manager"]).positions
    roles = [positions[role][1] for role in shipped_index.of_kind("role")]

    assert positions["empathy"][1] < min(roles)
    assert positions["determine-customer-needs"][1] > max(roles)


def test_the_role_in_the_middle_has_its_past_left_and_its_future_right(
    shipped_index: Index,
) -> None:
    positions = focus_layout(shipped_index, "product-manager", [], "landscape").positions

    assert positions["product-manager"] == (0, 0)
    assert positions["associate-product-manager"][0] < 0 < positions["senior-product-manager"][0]
    assert positions["empathy"][1] < 0 < positions["determine-customer-needs"][1]


def test_expanding_a_neighbour_adds_what_lies_beyond_it(shipped_index: Index) -> None:
    before = focus_layout(shipped_index, "product-manager", [], "landscape")
    after = focus_layout(shipped_index, "product-manager", ["senior-product-manager"], "landscape")

    assert after.positions.keys() - before.positions.keys() == {"director-of-product"}


def test_a_list_that_is_not_stated_is_called_so_in_the_picture(shipped_index: Index) -> None:
    layout = focus_layout(shipped_index, "chief-product-officer", [], "landscape")

    notes = {heading.text: heading.note for heading in layout.headings}

    assert notes["Skills"] == "not stated"
    assert notes["Responsibilities"] == ""


def test_a_data_set_without_stages_is_laid_out_by_steps() -> None:
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


def test_a_crowded_map_draws_what_a_browser_can_and_counts_the_rest() -> None:
    roles = tuple(Role(id=f"r{i}", title=f"Role {i}", basis="derived") for i in range(400))
    about = About(info=Info(title="crowd"))
    dataset = Dataset(about=about, roles=roles, skills=(), responsibilities=())
    index = Index(build_graph(dataset))

    drawn = to_vis(index, _map(index), "landscape")

    assert len(drawn["nodes"]) == MAX_NODES
    assert drawn["left_out"] == 400 - MAX_NODES
