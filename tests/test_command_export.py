"""The command export writes the graph, or a part of it, as GraphML."""

from __future__ import annotations

import resource
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import networkx as nx
from commands import COMMAND, FIRST, LAST, STARTER, environment, error_line


def test_standard_output_is_xml(run: Any) -> None:
    """An export to standard output is XML and nothing else."""
    result = run("export", "-")

    assert result.returncode == 0
    assert ET.fromstring(result.stdout).tag.endswith("graphml")  # noqa: S314  # our own


def test_file_equals_standard_output(run: Any, tmp_path: Path) -> None:
    """A file holds what goes to standard output."""
    result = run("export", "all.graphml", "--for", "yed")

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    written = (tmp_path / "all.graphml").read_text("utf-8")
    assert written == run("export", "-", "--for", "yed").stdout


def test_neighbourhood_export_has_radius(run: Any, tmp_path: Path) -> None:
    """The export of a neighbourhood has the nodes within the radius."""
    run("export", "near.graphml", "--node", "coaching")

    G = nx.read_graphml(tmp_path / "near.graphml", force_multigraph=True)
    assert set(G) == {"coaching", "support-lead", "senior-engineer"}
    assert ("support-lead", "senior-engineer") in G.edges()


def test_path_export_has_steps(run: Any) -> None:
    """The export of a path has its roles and edges."""
    result = run("export", "-", "--from", FIRST, "--to", LAST)

    assert result.stdout.count("<node ") == 3
    assert result.stdout.count("<edge ") == 2


def test_no_path_writes_nothing(run: Any, tmp_path: Path) -> None:
    """Without a path there is a reason, exit code 1 and no file."""
    result = run("export", "x.graphml", "--from", LAST, "--to", FIRST)

    assert result.returncode == 1
    assert result.stderr.startswith("careergraph: Nothing leads from ")
    assert list(tmp_path.iterdir()) == []


def test_failure_leaves_old_file(tmp_path: Path) -> None:
    """An export that fails leaves the old file, and no other."""
    old = tmp_path / "all.graphml"
    old.write_text("old", encoding="utf-8")

    result = subprocess.run(
        [*COMMAND, "export", str(old), "--data", str(STARTER)],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000)),
        check=False,
    )

    assert "File too large" in error_line(result)
    assert [path.name for path in tmp_path.iterdir()] == ["all.graphml"]
    assert old.read_text("utf-8") == "old"
