"""The commands init and schema start a data set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from commands import error_line


def test_new_set_has_no_problem(run: Any, tmp_path: Path) -> None:
    """A data set that init writes has no problem."""
    begun = run("init", "my careers")
    checked = run("check", "my careers")

    assert begun.returncode == 0
    assert begun.stdout.startswith("Wrote my careers/careers.yaml and my careers/schema.json.\n")
    assert "\n  careergraph check 'my careers'\n" in begun.stdout
    assert (checked.returncode, checked.stdout) == (0, "0 errors, 0 warnings\n")
    assert sorted(path.name for path in (tmp_path / "my careers").iterdir()) == [
        "careers.yaml",
        "schema.json",
    ]


def test_init_writes_the_schema(run: Any, tmp_path: Path) -> None:
    """The schema that init writes is the one that schema prints."""
    run("init", "new/deep")

    schema = (tmp_path / "new" / "deep" / "schema.json").read_text("utf-8")
    assert schema == run("schema").stdout
    jsonschema.Draft202012Validator.check_schema(json.loads(schema))


def test_init_needs_empty_directory(run: Any, tmp_path: Path) -> None:
    """init takes a new or an empty directory, and no file."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.yaml").touch()

    assert run("init", "empty").returncode == 0
    assert error_line(run("init", "full")) == "full is not empty; name a new or an empty directory"
    assert error_line(run("init", "full/mine.yaml")) == (
        "full/mine.yaml is a file; name a new directory"
    )
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.yaml"]
