"""Several data sets at one address, each open as soon as it is loaded.

The first is at the root, the others below ``/sets/``. While a data set loads, its pages show the
progress, with status 503, and reload by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from threading import Thread
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from graph.model.data_paths import Progress
from graph.model.errors import GraphError
from graph.store.index import Index
from web.response_cache import ResponseCache

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Response

Open: TypeAlias = Callable[[Progress], Index]
"""Loads a data set and reports progress; raises GraphError if the data cannot be used."""

PREFIX = "/sets/"
TOGETHER = (
    "Together in one graph. Where their roles are aligned, a path shows what each of them says."
)


class DataSet:
    """A data set of the site, loaded or not."""

    def __init__(self, name: str, address: str, open_: Open, hosts: tuple[str, ...] | None) -> None:
        self.title, self.language = name, "en"
        self.summary: str | None = None
        self.address = address
        self.step, self.share = name, 0.0
        self.app: WSGIApplication = _loading_app(self, hosts)
        self.respond: WSGIApplication = self.app
        self.open = open_

    def progress(self, step: str, share: float) -> None:
        """Report what is loading, and the share of the whole that is loaded, from 0 to 1."""
        self.step, self.share = step, share


class Site:
    """A WSGI application of one or more data sets: their names, and what opens each.

    ``older`` opens an older version of the first, for /diff. ``public_url`` is what other
    computers call the server.
    """

    def __init__(
        self,
        sets: Sequence[tuple[str, Open]],
        *,
        hosts: tuple[str, ...] | None = None,
        older: Callable[[], Index | None] = lambda: None,
        public_url: str = "",
    ) -> None:
        names = [name for name, _ in sets]
        self.hosts = hosts
        self.older = older
        self.public_url = public_url
        self.sets = [
            DataSet(name, f"{PREFIX}{slug}" if number else "", open_, hosts)
            for number, ((name, open_), slug) in enumerate(zip(sets, _slugs(names), strict=True))
        ]
        self.failure: GraphError | None = None
        """Why a data set could not be loaded."""

    def load(self, *, failed: Callable[[], None]) -> Thread:
        """Load the data sets in a background thread and return it.

        If one cannot be loaded, sets ``failure`` and calls ``failed``.
        """
        thread = Thread(target=self._load, args=(failed,), daemon=True)
        thread.start()
        return thread

    def _load(self, failed: Callable[[], None]) -> None:
        from web.app import explorer

        try:
            for number, each in enumerate(self.sets):
                index = each.open(each.progress)
                info = index.about.info
                each.title, each.summary, each.language = info.title, info.summary, info.language
                if len(index.about.sets) > 1:
                    each.summary = TOGETHER
                older = None if number else self.older()
                each.app = explorer(
                    index,
                    hosts=self.hosts,
                    sets=self.sets,
                    older=older,
                    public_url=self.public_url,
                )
                for loaded in self.sets[: number + 1]:  # their pages name the new one, too
                    loaded.respond = ResponseCache(loaded.app)
        except GraphError as error:
            self.failure = error
            failed()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        for each in self.sets[1:]:
            if path == each.address or path.startswith(f"{each.address}/"):
                environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + each.address
                environ["PATH_INFO"] = path.removeprefix(each.address) or "/"
                return each.respond(environ, start)
        return self.sets[0].respond(environ, start)


def _slugs(names: Iterable[str]) -> list[str]:
    """Return a different word for each name, to use in addresses."""
    slugs: list[str] = []
    for name in names:
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "set"
        slugs.append(slug if slug not in slugs else f"{slug}-{len(slugs) + 1}")
    return slugs


def _loading_app(data_set: DataSet, hosts: tuple[str, ...] | None) -> WSGIApplication:
    """Return the application that answers while a data set loads."""
    from web import security, static_files

    app = static_files.application()
    security.register(app, hosts)

    @app.route("/", defaults={"_path": ""})
    @app.route("/<path:_path>")
    def wait(_path: str) -> Response:
        response = _progress(data_set)
        response.headers.update({"Retry-After": "1", "Cache-Control": "no-store"})
        return response

    return app


def _progress(data_set: DataSet) -> Response:
    """Return the progress of loading: JSON for the API, else a page that reloads itself."""
    from flask import Response, render_template, request

    loaded = round(data_set.share, 2)
    if request.path.startswith("/api/") or request.path.endswith((".graphml", ".svg")):
        error = f"{data_set.title} is still loading; try again in a moment"
        body = msgspec.json.encode({"error": error, "loaded": loaded})
        return Response(body, 503, mimetype="application/json")
    page = render_template("loading.html", data_set=data_set, percent=round(100 * loaded))
    return Response(page, 503)
