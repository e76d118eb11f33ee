"""What differs from the older version that the server was started with."""

from __future__ import annotations

from threading import Lock
from typing import Any, cast

import msgspec
from flask import Blueprint, Response, current_app, render_template, request, url_for

from graph.questions.diff.search import DIFF_KINDS, WHATS, Diff, diff, part_of
from graph.questions.diff.view import (
    KIND_WORDS,
    PATH_WORDS,
    diff_lines,
    diff_title,
    field_words,
    path_diff_lines,
    place_change_text,
    title_text,
)
from graph.store.index import Index
from graph.store.index_cache import cached_with_index
from web import parameters
from web.errors import NothingToSend

blueprint = Blueprint("diff", __name__)

_LOCK = Lock()
"""Those who ask meanwhile wait: two would take as long and twice the memory."""
A_PAGE = 100
"""How many differences a page, or an answer in JSON, lists."""


@blueprint.app_context_processor
def _offered() -> dict[str, Any]:
    """Tell the templates whether there is an older version to compare with."""
    return {"has_older": "older" in current_app.extensions}


@blueprint.get("/diff")
def page() -> str:
    """Show what differs from the older version, or how to start the server with one."""
    if "older" not in current_app.extensions:
        return render_template("diff.html", answer=None)
    answer, number, pages = _asked()
    return render_template(
        "diff.html",
        answer=answer,
        title=diff_title(answer),
        page=number,
        pages=pages,
        tabs=[("", "all"), *((kind, KIND_WORDS[kind]) for kind in _kinds(answer))],
        whats=WHATS,
        lines=[*diff_lines(answer), *path_diff_lines(answer.paths)],
        address=_address,
        KIND_WORDS=KIND_WORDS,
        PATH_WORDS=PATH_WORDS,
        field_words=field_words,
        place_change_text=place_change_text,
        title_text=title_text,
    )


@blueprint.get("/api/v1/diff")
def as_json() -> Response:
    """Answer with what differs: ``kind``, ``what``; a hundred to a ``page``."""
    if "older" not in current_app.extensions:
        raise NothingToSend(
            "there is no older version to compare with; start the server with --compare-with DIR"
        )
    answer, _, _ = _asked()
    return Response(msgspec.json.encode(answer), mimetype="application/json")


def _asked() -> tuple[Diff, int, int]:
    """Return the part of the answer that is asked for, and which page of how many it is."""
    whole = _whole(parameters.index())
    kind, what = request.args.get("kind", ""), request.args.get("what", "")
    total = part_of(whole, kind=kind, what=what, limit=0).listed.total
    pages = max(1, -(-total // A_PAGE))
    number = max(1, parameters.whole_number("page", 1, pages))
    start = (number - 1) * A_PAGE
    return part_of(whole, kind=kind, what=what, start=start, limit=A_PAGE), number, pages


def _whole(index: Index) -> Diff:
    """Return the whole answer, worked out by the first request that asks."""
    with _LOCK:
        return _since(index, cast("Index", current_app.extensions["older"]))


@cached_with_index
def _since(index: Index, older: Index) -> Diff:
    return diff(older, index)


def _kinds(answer: Diff) -> list[str]:
    """Return what there is to list."""
    sums = {
        kind: count.removed + count.added + count.renamed + count.changed
        for kind, count in answer.counts.items()
    }
    kinds: list[str] = [kind for kind in DIFF_KINDS if sums[kind]]
    kinds += ["place"] if any(count.moved for count in answer.counts.values()) else []
    return kinds + (["path"] if any(answer.paths.counts.values()) else [])


def _address(**changed: object) -> str:
    """Return the address of this page with other parameters; empty ones are left out."""
    asked_now = {name: request.args.get(name) for name in ("kind", "what")}
    given = {name: value for name, value in (asked_now | changed).items() if value}
    return url_for("diff.page", **cast("dict[str, Any]", given))
