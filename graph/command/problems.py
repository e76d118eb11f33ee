"""The problems of a data set, as a page for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.model.errors import Problem
from graph.parts.text import (
    plural,
)
from graph.terminal import Page, Style

if TYPE_CHECKING:  # no answer needs the other answers' modules
    pass


def problems_page(page: Page, problems: Sequence[Problem]) -> None:
    """Write the problems of a data set, one a line and not wrapped, and their number."""
    for problem in problems:
        page.unwrapped(str(problem), Style.YELLOW if problem.warning else Style.RED)
    page.add(problem_count(problems))


def problem_count(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are.

    >>> problem_count([Problem("a.yaml", 1, "bad"), Problem("a.yaml", 2, "odd", warning=True)])
    '1 error, 1 warning'
    """
    warnings = sum(problem.warning for problem in problems)
    return f"{plural(len(problems) - warnings, 'error')}, {plural(warnings, 'warning')}"
