"""Checks of provenance: each claim names its source, and lines in order."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.errors import Problem
from graph.model.records import Sourced
from graph.sources.contents import Contents


def line_ranges_run_forwards(contents: Contents) -> Iterator[Problem]:
    """Lines such as 3-7 name the first line first."""
    for placed in contents.located():
        for i, locator in enumerate(placed.record.locators):
            for part in str(locator.lines or "").split(","):
                first, _, last = part.strip().partition("-")
                if last and int(first) > int(last):
                    message = f"lines from {first} to {last}; write {last}-{first}"
                    yield placed.problem(message, "source", i, "lines")


def claims_have_a_source(contents: Contents) -> Iterator[Problem]:
    """A claim that is stated or implied names its source (a warning)."""
    for placed in contents.located():
        record = placed.record
        if isinstance(record, Sourced) and record.basis != "derived" and not record.locators:
            message = f"{record.basis}, but without a source; add `source`"
            yield placed.problem(message, warning=True)
