"""Several explorers side by side at one address, each open as soon as its data set is loaded.

The first data set is at the root, the others below ``/sets/``. Until one is loaded, its pages
say how far that is, with status 503, and ask again by themselves.
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
from web.response_cache import Kept

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Open: TypeAlias = Callable[[Progress], Index]
"""Loads a data set, telling of its progress; raises GraphError if it cannot be used."""

MOUNTED = "/sets/"


class DataSet:
    """A data set of the site, loaded or not."""

    def __init__(self, name: str, address: str, open_: Open, hosts: tuple[str, ...] | None) -> None:
        self.title, self.language = name, "en"
        self.address = address
        self.what, self.share = name, 0.0
        self.app: WSGIApplication = _waiting(self, hosts)
        self.answer: WSGIApplication = self.app
        self.open = open_

    def progress(self, what: str, share: float) -> None:
        """Say how far the loading is."""
        self.what, self.share = what, share


class Site:
    """A WSGI application of one or more data sets, given by their names and how to open them.

    ``older`` loads an older version of the first one, if there is one to compare it with.
    """

    def __init__(
        self,
        sets: Sequence[tuple[str, Open]],
        *,
        hosts: tuple[str, ...] | None = None,
        older: Callable[[], Index | None] = lambda: None,
    ) -> None:
        names = [name for name, _ in sets]
        self.hosts = hosts
        self.older = older
        self.sets = [
            DataSet(name, f"{MOUNTED}{slug}" if number else "", open_, hosts)
            for number, ((name, open_), slug) in enumerate(zip(sets, _slugs(names), strict=True))
        ]
        self.failure: GraphError | None = None
        """Why a data set could not be loaded."""

    def load(self, *, failed: Callable[[], None]) -> Thread:
        """Load the data sets one after the other, beside all else; return what does it.

        If one cannot be loaded, ``failure`` says why, and ``failed`` is called.
        """
        thread = Thread(target=self._load, args=(failed,), daemon=True)
        thread.start()
        return thread

    def _load(self, failed: Callable[[], None]) -> None:
        from web.app import explorer

        try:
            for number, each in enumerate(self.sets):
                index = each.open(each.progress)
                each.title, each.language = index.about.info.title, index.about.info.language
                older = None if number else self.older()
                each.app = explorer(index, hosts=self.hosts, sets=self.sets, older=older)
                for loaded in self.sets[: number + 1]:  # their pages name the new one, too
                    loaded.answer = Kept(loaded.app)
        except GraphError as error:
            self.failure = error
            failed()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        for each in self.sets[1:]:
            if path == each.address or path.startswith(f"{each.address}/"):
                environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + each.address
                environ["PATH_INFO"] = path.removeprefix(each.address) or "/"
                return each.answer(environ, start)
        return self.sets[0].answer(environ, start)


def _slugs(names: Iterable[str]) -> list[str]:
    """Return what stands for the names in addresses, each once."""
    slugs: list[str] = []
    for name in names:
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "set"
        slugs.append(slug if slug not in slugs else f"{slug}-{len(slugs) + 1}")
    return slugs


def _waiting(data_set: DataSet, hosts: tuple[str, ...] | None) -> WSGIApplication:
    """Return what answers while a data set is being loaded."""
    from flask import Flask, Response, render_template, request

    from web import security

    app = Flask(__name__)
    security.register(app, hosts)

    @app.route("/", defaults={"_path": ""})
    @app.route("/<path:_path>")
    def wait(_path: str) -> Response:
        loaded = round(data_set.share, 2)
        if request.path.startswith("/api/") or request.path.endswith(".graphml"):
            error = f"{data_set.title} is still being loaded; ask again in a moment"
            body = msgspec.json.encode({"error": error, "loaded": loaded})
            response = Response(body, 503, mimetype="application/json")
        else:
            page = render_template("loading.html", data_set=data_set, percent=round(100 * loaded))
            response = Response(page, 503)
        response.headers.update({"Retry-After": "1", "Cache-Control": "no-store"})
        return response

    return app
