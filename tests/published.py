"""The published taxonomies beside the checkout, each read once."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from graph.model.records import Dataset, Role
from graph.opening.load import Loaded, check

PUBLISHED = Path(__file__).parents[2] / "shared" / "data"
SETS = {
    "esco": ("esco",),
    "esco-1.2.0": ("esco-1.2.0",),
    "esco with job zones": ("esco", "nesta-career-causeways"),
    "onet": ("onet",),
    "rome": ("rome",),
    "uk": ("uk-digital-data-framework",),
}


@cache
def published(name: str) -> Loaded:
    """Return a published data set; skip the test if it is not there."""
    directories = [PUBLISHED / directory for directory in SETS[name]]
    if not all(directory.is_dir() for directory in directories):
        reason = f"the published tables are not at {PUBLISHED}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return check(directories)


def dataset(name: str) -> Dataset:
    """Return the data set, which must have no error."""
    loaded = published(name).dataset
    assert loaded is not None
    return loaded


def role(name: str, title: str) -> Role:
    """Return the role of a data set with this title."""
    (found,) = [role for role in dataset(name).roles if role.title == title]
    return found


def warnings(name: str) -> set[str]:
    """Return the warnings as file:line: words, without the directory."""
    return {
        f"{Path(problem.path).name}:{problem.line}: {problem.message}"
        for problem in published(name).problems
    }
