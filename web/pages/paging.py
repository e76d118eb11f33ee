"""The pages of long lists: a hundred entries each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Generic, NamedTuple, TypeVar
from urllib.parse import urlencode

import msgspec
from flask import request
from msgspec import Meta

from graph.model.errors import BadParameter
from graph.parts.queries.query import Query
from graph.parts.queries.request import read_request, write_request

PAGE_SIZE = 100

Entry = TypeVar("Entry")


class PageQuery(Query, frozen=True, kw_only=True):
    """Show a page of each list."""

    page: Annotated[int, Meta(description="the page of the list", ge=1)] = 1
    facts: Annotated[int, Meta(description="the page of the facts", ge=1)] = 1


class Page(NamedTuple, Generic[Entry]):
    """A page of a list, and where the others are."""

    entries: Sequence[Entry]
    total: int
    number: int
    pages: int
    parameter: str

    def address(self, number: int) -> str:
        """Return the address of another page of the list; other lists stay where they are."""
        other = msgspec.structs.replace(_asked(), **{self.parameter: number})
        given = write_request(other)
        here = request.script_root + request.path
        return f"{here}?{urlencode(given)}" if given else here


def page_of(entries: Sequence[Entry], parameter: str = "page") -> Page[Entry]:
    """Return the page of a list that the request names. Raises BadParameter if it has none."""
    number: int = getattr(_asked(), parameter)
    pages = max(1, -(-len(entries) // PAGE_SIZE))
    if number > pages:
        raise BadParameter(parameter, number, f"a whole number from 1 to {pages}")
    start = (number - 1) * PAGE_SIZE
    return Page(entries[start : start + PAGE_SIZE], len(entries), number, pages, parameter)


def _asked() -> PageQuery:
    return read_request(PageQuery, request.args, strict=False)
