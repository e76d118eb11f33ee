"""The numbers of a data set are those of its graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from commands import keys
from worlds import BACKGROUND, beside, role, to, world

from graph.command.main import main
from graph.model.records import About, Info
from graph.parts.text import nothing_text
from graph.questions.stats.query import StatsQuery
from graph.questions.stats.search import answer, edge_counts, longest_ladder
from graph.store.index import Index


def _ladder(index: Index) -> list[str]:
    return [rung.id for rung in longest_ladder(index)]


def test_symmetric_edges_count_once() -> None:
    """An overlap counts once, though it holds both ways."""
    index = world(role("a", beside("b"), to("b")), role("b"))

    assert edge_counts(index)["overlaps_with"] == {
        "stated": 1,
        "observed": 0,
        "implied": 0,
        "derived": 0,
    }
    assert edge_counts(index)["leads_to"]["stated"] == 1


def test_counting_derives_nothing() -> None:
    """Counting derives no overlap of a large data set; their number is null."""
    index = world(*(role(f"r{i}", requires=["x", "y"]) for i in range(501)))

    stats = answer(index, StatsQuery())

    assert stats.edges["overlaps_with"]["derived"] is None
    assert index._alike == {}  # noqa: SLF001  # what was derived


def test_stated_ladder_wins() -> None:
    """Of equally long ladders, the one whose steps are stated is the longest."""
    index = world(
        role("implied", to("b", basis="implied")),
        role("stated", to("b")),
        role("b", to("c")),
        role("c"),
    )

    assert _ladder(index) == ["stated", "b", "c"]


def test_last_ladder_wins() -> None:
    """Of equal ladders, the one that ends at the last role in file order wins."""
    index = world(role("a", to("b"), to("c")), role("b"), role("c"))

    assert _ladder(index) == ["a", "c"]


def test_ladder_skips_starting_points() -> None:
    """A ladder does not begin at a starting point such as a degree."""
    index = world(role("a", to("b"), stage=BACKGROUND.id), role("b", to("c")), role("c"))

    assert _ladder(index) == ["b", "c"]


def test_ring_has_a_ladder() -> None:
    """Roles that lead to one another in a ring have a ladder."""
    index = world(role("a", to("b")), role("b", to("a")))

    assert len(_ladder(index)) == 2


def test_no_steps_no_ladder() -> None:
    """Without steps there is no ladder."""
    assert _ladder(world(role("a"))) == []


def test_shipped_ladder_reaches_top(
    shipped_index: Index,
) -> None:
    """The longest ladder of the shipped data leads from associate to chief."""
    ladder = _ladder(shipped_index)

    assert ladder[0] == "associate-product-manager"
    assert ladder[-1] == "chief-product-officer"


# --- The command ----------------------------------------------------------------------


def test_stats_json_has_all_numbers(run: Any) -> None:
    """The numbers as JSON have nodes, edges, sources and the longest ladder."""
    stats = json.loads(run("stats", "--json").stdout)

    assert keys(stats) == "title nodes edges facts sources not_stated longest_ladder"
    assert stats["nodes"] == {"role": 5, "skill": 3, "responsibility": 3}
    assert stats["edges"]["leads_to"] == {"stated": 3, "observed": 0, "implied": 1, "derived": 0}
    assert keys(stats["sources"][0]) == "id title nodes edges"
    assert [role["id"] for role in stats["longest_ladder"]] == [
        "support-agent",
        "junior-engineer",
        "senior-engineer",
    ]


def test_stats_count_exported_edges(run: Any, tmp_path: Path) -> None:
    """The numbers are those of an export; a symmetric edge counts once."""
    run("export", "all.graphml")
    stats = json.loads(run("stats", "--json").stdout)

    G = nx.read_graphml(tmp_path / "all.graphml", force_multigraph=True)
    edges = {relation: sum(bases.values()) for relation, bases in stats["edges"].items()}
    both_ways = edges["overlaps_with"]
    assert sum(edges.values()) + both_ways == G.number_of_edges()
    assert sum(stats["nodes"].values()) == G.number_of_nodes()


def test_stats_count_unstated_items(run: Any, three: str) -> None:
    """What is not stated counts, also if no record lists it."""
    stats = json.loads(run("stats", "--json", "--data", three).stdout)

    assert stats["not_stated"] == {"skills": 3, "responsibilities": 3, "years": 1}


def test_stats_are_a_table(run: Any) -> None:
    """The numbers are tables, with the longest ladder at the end."""
    result = run("stats")

    assert result.returncode == 0
    assert "leads to       4 (3 stated, 1 implied)\n" in result.stdout
    assert "overlaps with  1 (1 implied)\n" in result.stdout
    assert "Support agent → Junior engineer → Senior engineer\n2 steps\n" in result.stdout


def test_missing_kinds_are_not_stated(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What no source has is not stated; it is not none and not 0."""
    (tmp_path / "roles.yaml").write_text(
        "sources: [{id: book, title: Book}]\n"
        "roles: [{id: a, title: A, basis: stated, source: {id: book}}]\n"
    )
    assert main(["--data", str(tmp_path), "stats"]) == 0
    out = capsys.readouterr().out

    assert "skills            not stated by this source\n" in out
    assert "leads to       not stated by this source\n" in out
    assert "overlaps with  not stated by this source\n" in out


def test_overlaps_derived_on_demand() -> None:
    """Overlaps of a large data set are derived on demand."""
    about = About(info=Info(title="Careers"))
    assert nothing_text(about, "overlaps_with", derives=True) == "derived on demand"
    assert nothing_text(about, "leads_to", derives=True) == "not stated"


def test_ladder_has_its_name(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The longest of all shortest paths is named so."""
    assert main(["stats"]) == 0
    assert "\nLongest of all shortest paths\n" in capsys.readouterr().out
