"""Mark each test by what it uses: a browser, the shared data, or nothing slow.

``browser`` tests use Chromium, ``spark`` tests Spark. ``data`` tests read the published tables and
texts in ``shared`` beside the checkout. ``fast`` tests use none of them, start no process, and are
no property tests.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

TESTS = Path(__file__).parent
SHARED = TESTS.parent.parent / "shared"
SERVES = {"browser", "server", "hostile_server", "spark"}
"""The fixtures that start something."""


def mark(item: pytest.Item) -> None:
    """Add the marks of a test."""
    fixtures = set(getattr(item, "fixturenames", ()))
    functions = list(_functions(item))
    browser = "browser" in fixtures
    data = any(_reaches(each, _is_shared) for each in functions)
    if browser:
        item.add_marker("browser")
    if "spark" in fixtures:
        item.add_marker("spark")
    if data:
        item.add_marker("data")
    if not (browser or data or fixtures & SERVES or _is_property(item)) and not any(
        _reaches(each, _is_subprocess) for each in functions
    ):
        item.add_marker("fast")


def _functions(item: pytest.Item) -> Iterator[Any]:
    """Yield the function of a test, and those of its fixtures."""
    if isinstance(item, pytest.Function):
        handle = getattr(item.obj, "hypothesis", None)
        yield handle.inner_test if handle else item.obj
        for definitions in item._fixtureinfo.name2fixturedefs.values():  # noqa: SLF001
            yield from (each.func for each in definitions)


def _is_property(item: pytest.Item) -> bool:
    return getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


def _is_shared(value: object) -> bool:
    return isinstance(value, Path) and value.is_relative_to(SHARED)


def _is_subprocess(value: object) -> bool:
    return value is subprocess


def _reaches(function: Any, wanted: Callable[[object], bool], seen: set[int] | None = None) -> bool:
    """Return whether a function, or one of the tests that it calls, uses a wanted global."""
    seen = set() if seen is None else seen
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    function = getattr(function, "__func__", function)
    if not isinstance(function, FunctionType) or id(function) in seen:
        return False
    seen.add(id(function))
    if not Path(function.__code__.co_filename).is_relative_to(TESTS):
        return False
    values = [function.__globals__.get(name) for name in _names(function.__code__)]
    return any(wanted(value) or _reaches(value, wanted, seen) for value in values)


def _names(code: CodeType) -> Iterator[str]:
    """Yield the global names and attributes that a code object uses, nested ones included."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
