"""Keep what a function works out from an index as long as the index lives."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from graph.store.index import Index

P = ParamSpec("P")
T = TypeVar("T")


def cached_with_index(
    function: Callable[Concatenate[Index, P], T],
) -> Callable[Concatenate[Index, P], T]:
    """Return the function with a memory: it works once for an index and other arguments.

    The answers live in ``index.cache``, keyed by the function, and go with the index. The other
    arguments must be hashable.
    """

    @wraps(function)
    def remembered(index: Index, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (function, args, *kwargs.items())
        try:
            return cast("T", index.cache[key])
        except KeyError:
            value = index.cache[key] = function(index, *args, **kwargs)
            return value

    return cast("Callable[Concatenate[Index, P], T]", remembered)
