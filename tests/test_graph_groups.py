"""Do groups divide the roles of a large data set, and leave a small one whole?"""

from __future__ import annotations

import pytest

from graph.model.errors import UnknownNode
from graph.model.records import About, Dataset, Group, Info, Role
from graph.parts.groups import MAX_UNDIVIDED, division, groups_of, members
from graph.store.index import Index
from graph.store.networkx_graph import build_graph


@pytest.fixture(scope="module")
def large() -> Index:
    """Twice as many roles as are readable: a halved branch, a small one, and two loose roles."""
    groups = (
        Group(id="trades", title="Trades"),
        Group(id="wood", title="Wood", parent="trades"),
        Group(id="metal", title="Metal", parent="trades"),
        Group(id="office", title="Office"),
        Group(id="nobody", title="Nobody"),
    )
    homes = ["wood"] * MAX_UNDIVIDED + ["metal"] * (MAX_UNDIVIDED - 5) + ["office"] * 3 + [""] * 2
    roles = tuple(
        Role(id=f"r{i}", title=f"Role {i}", basis="derived", groups=(home,) if home else ())
        for i, home in enumerate(homes)
    )
    about = About(info=Info(title="large"), groups=groups)
    return Index(build_graph(Dataset(about=about, roles=roles, skills=(), responsibilities=())))


def test_a_large_data_set_divides_into_the_groups_that_hold_roles(large: Index) -> None:
    shown = division(large)

    assert [(group.id, group.roles) for group in shown.groups] == [
        ("trades", MAX_UNDIVIDED + MAX_UNDIVIDED - 5),
        ("office", 3),
    ]


def test_roles_in_no_group_are_shown_beside_the_groups(large: Index) -> None:
    assert len(division(large).roles) == 2


def test_a_group_with_too_many_roles_divides_again(large: Index) -> None:
    assert [group.id for group in division(large, "trades").groups] == ["wood", "metal"]


def test_a_group_of_readable_size_shows_its_roles_and_what_is_above_it(large: Index) -> None:
    shown = division(large, "wood")

    assert (len(shown.roles), shown.groups) == (MAX_UNDIVIDED, ())
    assert [group.id for group in shown.above] == ["trades"]


def test_a_small_data_set_is_not_divided(shipped_index: Index) -> None:
    shown = division(shipped_index)

    assert shown.groups == ()
    assert list(shown.roles) == shipped_index.roles


def test_a_role_knows_its_groups_from_the_outside_in(large: Index) -> None:
    assert [group.id for group in groups_of(large, "r0")] == ["trades", "wood"]
    assert members(large, "trades")[0] == "r0"


def test_a_group_that_does_not_exist_is_unknown(large: Index) -> None:
    with pytest.raises(UnknownNode, match="unknown group 'wod'"):
        division(large, "wod")
