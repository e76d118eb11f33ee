"""The command observe turns career histories into tables of observed edges."""

from __future__ import annotations

import builtins
import csv
import gzip
from pathlib import Path
from typing import Any

import pytest
from commands import error_line

from graph.command.main import main

HISTORY = "person,role,start,end\n" + "".join(
    f"p{n},Support agent,2015-01-01,2017-06-30\n"
    f"p{n},{'Support lead' if n < 6 else 'Trainer'},{2018 + n % 3},\n"
    for n in range(8)
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_tables_are_written(run: Any, tmp_path: Path) -> None:
    """The edges have their counts, and name the file as evidence; the nodes are their roles."""
    (tmp_path / "jobs.csv").write_text(HISTORY)

    found = run("observe", "jobs.csv", "-o", "new/moves", "--place", "Norway")

    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith(
        "Wrote new/moves/nodes.csv and new/moves/edges.csv.\n"
        "1 edge between 2 roles, from 8 people who moved, in 16 rows.\n"
        "Left out: 1 edge of fewer than 5 people each, by 2 people; 2 of them made no\n"
    )
    assert rows(tmp_path / "new" / "moves" / "nodes.csv") == [
        {"title": "Support agent", "kind": "role", "source": "jobs.csv"},
        {"title": "Support lead", "kind": "role", "source": "jobs.csv"},
    ]
    assert rows(tmp_path / "new" / "moves" / "edges.csv") == [
        {
            "source": "Support agent",
            "relation": "leads to",
            "target": "Support lead",
            "basis": "observed",
            "count": "6",
            "leavers": "8",
            "share": "0.75",
            "lift": "1",
            "median_years": "4",
            "period": "2018-2020",
            "place": "Norway",
            "population": "",
            "evidence": "jobs.csv",
            "note": "",
        }
    ]
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["moves"]


def test_gzipped_folder_fills_empty_directory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder is evidence by its name; an empty directory is as good as a new one."""
    (tmp_path / "cv").mkdir()
    (tmp_path / "moves").mkdir()
    (tmp_path / "cv" / "jobs.csv.gz").write_bytes(gzip.compress(HISTORY.encode()))

    code = main(["observe", f"{tmp_path}/cv", "-o", f"{tmp_path}/moves", "--least-people", "1"])

    edges = rows(tmp_path / "moves" / "edges.csv")
    assert code == 0
    assert [(edge["target"], edge["count"]) for edge in edges] == [
        ("Support lead", "6"),
        ("Trainer", "2"),
    ]
    assert {edge["evidence"] for edge in edges} == {"cv"}
    assert "Left out" not in capsys.readouterr().out


def test_faulty_rows_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rows that are left out are named; the rest is used, and the exit code is 0."""
    (tmp_path / "jobs.csv").write_text(HISTORY + ",Baker,2015,\np0,Baker,May 2021,\n")

    assert main(["observe", f"{tmp_path}/jobs.csv", "-o", f"{tmp_path}/moves"]) == 0

    out = capsys.readouterr().out
    assert "jobs.csv: warning: 1 row has no person\n" in out
    assert "such as 'May 2021'; write 2024, 2024-05 or 2024-05-31\n" in out
    assert "Left out: 2 rows, for the reasons above, and all rows of 1 person without a" in out
    assert rows(tmp_path / "moves" / "edges.csv")[0]["count"] == "5"


def test_nothing_left_is_no(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without an edge, the command says why, writes nothing, and exits with 1."""
    jobs, moves = tmp_path / "jobs.csv", tmp_path / "moves"
    jobs.write_text(HISTORY)

    assert main(["observe", str(jobs), "-o", str(moves), "--least-people", "9"]) == 1
    assert capsys.readouterr().err == (
        "careergraph: no edge is left, and nothing is written; left out: 2 edges of fewer than "
        "9 people each, by 8 people; 8 of them made no other move; see --least-people\n"
    )
    jobs.write_text("person,role,start,end\n,A,2001,\n")
    assert main(["observe", str(jobs), "-o", str(moves)]) == 1
    assert capsys.readouterr().err == (
        f"{jobs}: warning: 1 row has no person\n"
        "careergraph: no person moved from one role to another; nothing is written\n"
    )
    assert not moves.exists()


def test_missing_columns_are_errors(run: Any, tmp_path: Path) -> None:
    """A column that is missing ends the command, with what was perhaps meant."""
    (tmp_path / "jobs.csv").write_text(HISTORY.replace("role", "rolle", 1))

    found = run("observe", "jobs.csv", "-o", "moves")

    assert found.returncode == 2
    assert found.stderr == (
        "jobs.csv:1: no column 'role'; did you mean 'rolle'? Name it with --role\n"
        "careergraph: the data cannot be used: 1 error\n"
    )
    assert run("observe", "jobs.csv", "-o", "moves", "--role", "Rolle").returncode == 0


def test_wrong_usage_is_said(run: Any, tmp_path: Path) -> None:
    """The output must be new, and the floor a number of people."""
    (tmp_path / "jobs.csv").write_text(HISTORY)

    assert error_line(run("observe", "jobs.csv", "-o", "jobs.csv")) == (
        "jobs.csv is a file; name a new directory"
    )
    assert error_line(run("observe", "jobs.csv", "-o", ".")) == (
        ". is not empty; name a new or an empty directory"
    )
    assert error_line(run("observe", "jobs.csv", "-o", "new", "--least-people", "0")) == (
        "--least-people cannot be '0'; it takes a whole number from 1; "
        "see 'careergraph observe --help'"
    )


def test_missing_extra_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without Ibis the command names the extra to install."""
    (tmp_path / "jobs.csv").write_text(HISTORY)
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] in ("ibis", "duckdb", "pyarrow"):
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)

    assert main(["observe", f"{tmp_path}/jobs.csv", "-o", f"{tmp_path}/moves"]) == 2
    assert capsys.readouterr().err == (
        "careergraph: observe needs Ibis and DuckDB; run: pip install 'careergraph[observe]'\n"
    )
