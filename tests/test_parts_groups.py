"""Groups divide the roles of a large data set, and leave a small one whole."""

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


def test_large_data_divides_into_groups(large: Index) -> None:
    """A large data set divides into the top groups that have roles."""
    shown = division(large)

    assert [(group.id, group.roles) for group in shown.groups] == [
        ("trades", MAX_UNDIVIDED + MAX_UNDIVIDED - 5),
        ("office", 3),
    ]


def test_loose_roles_stay(large: Index) -> None:
    """Roles in no group are shown beside the groups."""
    assert len(division(large).roles) == 2


def test_large_groups_divide_again(large: Index) -> None:
    """A group with too many roles divides into the groups below it."""
    assert [group.id for group in division(large, "trades").groups] == ["wood", "metal"]


def test_small_groups_show_roles(large: Index) -> None:
    """A group of readable size shows its roles and the groups above it."""
    shown = division(large, "wood")

    assert (len(shown.roles), shown.groups) == (MAX_UNDIVIDED, ())
    assert [group.id for group in shown.above] == ["trades"]


def test_small_data_stays_whole(shipped_index: Index) -> None:
    """A small data set is not divided."""
    shown = division(shipped_index)

    assert shown.groups == ()
    assert list(shown.roles) == shipped_index.roles


def test_role_has_its_groups(large: Index) -> None:
    """The groups of a role come with the outermost first."""
    assert [group.id for group in groups_of(large, "r0")] == ["trades", "wood"]
    assert members(large, "trades")[0] == "r0"


def test_unknown_group_is_refused(large: Index) -> None:
    """A group that does not exist is an error."""
    with pytest.raises(UnknownNode, match="unknown group 'wod'"):
        division(large, "wod")
