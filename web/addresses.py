"""The addresses of pages: short ones, and those that other computers know."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from flask import Flask, redirect, request, url_for
from werkzeug.wrappers import Response

_DEFAULTS = {
    "compare.page": {("by", "steps")},
    "lists.page": {("page", "1")},
    "path.page": {("by", "steps"), ("shown", "1")},
    "question.near": {("limit", "10")},
}
"""What a form sends for each page though it need not."""


def register(app: Flask, public_url: str = "") -> None:
    """Redirect each page to its short address; tell the templates what others call the page."""
    app.before_request(_shorten)
    app.context_processor(lambda: {"public_address": _public_address(public_url)})


def _shorten() -> Response | None:
    """Redirect to the address without empty parts and defaults, if the request has any."""
    endpoint = request.endpoint or ""
    is_page = endpoint.endswith(".page") or endpoint.startswith("question.")
    if request.method not in ("GET", "HEAD") or not is_page:
        return None
    given = list(request.args.items(multi=True))
    filled = [(name, value) for name, value in given if value.strip()]
    several = any(name == "alternatives" for name, _ in filled)  # then steps is no default
    defaults = set() if several else _DEFAULTS.get(endpoint, set())
    kept = [pair for pair in filled if pair not in defaults]
    if kept == given:
        return None
    address = url_for(endpoint, **(request.view_args or {}))
    return redirect(f"{address}?{urlencode(kept)}" if kept else address)


def _public_address(public_url: str) -> str:
    """Return what other computers call the page; "" if it has no address that others can open."""
    if not public_url or request.method != "GET":
        return ""
    query = f"?{request.query_string.decode('ascii', 'replace')}" if request.query_string else ""
    return f"{public_url}{quote(request.script_root + request.path)}{query}"
