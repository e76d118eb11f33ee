"""All nodes of a kind, as pages of a list."""

from __future__ import annotations

from typing import Annotated

from flask import Blueprint, render_template, request
from msgspec import Meta

from graph.model.errors import BadParameter
from graph.parts.queries.query import Query
from graph.parts.queries.request import read_request
from graph.questions.list.query import ListKind, ListQuery
from graph.questions.list.search import answer as list_nodes
from web import parameters

blueprint = Blueprint("lists", __name__)

PAGE_SIZE = 100


class PageQuery(Query, frozen=True, kw_only=True):
    """Show a page of a list."""

    page: Annotated[int, Meta(description="the number of the page", ge=1)] = 1


@blueprint.get("/<any(roles, skills, responsibilities):plural>")
def page(plural: ListKind) -> str:
    """List the nodes of a kind, a hundred a page."""
    number = read_request(PageQuery, request.args, strict=False).page
    query = ListQuery(kind=plural, start=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    found = list_nodes(parameters.index(), query)
    pages = max(1, -(-found.total // PAGE_SIZE))
    if number > pages:
        raise BadParameter("page", number, f"a whole number from 1 to {pages}")
    return render_template(
        "list.html",
        plural=plural,
        total=found.total,
        nodes=found.nodes,
        page=number,
        pages=pages,
    )
