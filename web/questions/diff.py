"""The page that shows what differs from the older version of the data set."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, render_template, request, url_for

from graph.parts.queries.request import read_request, write_request
from graph.questions.diff import view
from graph.questions.diff.answer import Diff
from graph.questions.diff.field_text import field_words
from graph.questions.diff.query import DIFF_KINDS, WHATS, DiffQuery
from graph.questions.diff.search import answer as compare_versions
from web import parameters

blueprint = Blueprint("diff", __name__)

PAGE_SIZE = 100
"""How many of each kind of change a page lists, if it lists one kind of record."""


@blueprint.app_context_processor
def _offered() -> dict[str, Any]:
    """Tell the templates whether there is an older version to compare with."""
    return {"has_older": parameters.index().older is not None}


@blueprint.get("/diff")
def page() -> str:
    """Show what differs from the older version, or how to start the server with one."""
    if parameters.index().older is None:
        return render_template("diff.html", answer=None)
    query = read_request(DiffQuery, request.args, strict=False)
    if query.kind and "limit" not in request.args:
        query = msgspec.structs.replace(query, limit=PAGE_SIZE)
    answer = compare_versions(parameters.index(), query)
    return render_template(
        "diff.html",
        answer=answer,
        tabs=[(None, "all"), *((kind, view.KIND_WORDS[kind]) for kind in _kinds(answer))],
        whats=WHATS,
        earlier=query.start and _address(query, start=max(0, query.start - query.limit)),
        later=_has_more(answer) and _address(query, start=query.start + query.limit),
        address=lambda **changed: _address(query, start=0, **changed),
        json_address=f"{url_for('api.diff')}?{urlencode(write_request(query))}",
        view=view,
        field_words=field_words,
    )


def _kinds(answer: Diff) -> list[str]:
    """Return the kinds that have something to list."""
    sums = {
        kind: count.removed + count.added + count.renamed + count.changed
        for kind, count in answer.counts.items()
    }
    kinds: list[str] = [kind for kind in DIFF_KINDS if sums[kind]]
    kinds += ["place"] if any(count.moved for count in answer.counts.values()) else []
    return kinds + (["path"] if any(answer.paths.counts.values()) else [])


def _has_more(answer: Diff) -> bool:
    """Return whether a list of one kind goes on after what the page lists."""
    if answer.listed.kind == "path":
        return view.more_paths(answer) > 0
    if answer.listed.kind == "place":
        return view.more_places(answer) > 0
    return any(group.more for group in view.change_groups(answer)) and bool(answer.listed.kind)


def _address(query: DiffQuery, **changed: Any) -> str:
    """Return the address of this page for another query; defaults are left out, and a limit that
    the page itself has set.
    """
    other = msgspec.structs.replace(query, **changed)
    given = [
        (name, value)
        for name, value in write_request(other)
        if name != "limit" or name in request.args
    ]
    return url_for("diff.page") + (f"?{urlencode(given)}" if given else "")
