"""The graph in a browser: asks ``graph``, decides nothing.

``create_app`` wires the parts: pages.py (HTML), api.py (JSON, GraphML, pictures), errors.py
(what goes wrong, in the words of ``graph``), filters.py (the templates' words).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app(
    data: Path | str | Sequence[Path | str] = (),
    *,
    recipe: Path | str | None = None,
    hosts: tuple[str, ...] | None = None,
) -> Flask:
    """Return the explorer of the data set in a directory, or in several that are merged.

    Without one it shows the shipped data set; ``recipe`` says how to read tables that no shipped
    recipe fits. It answers to the loopback names and to ``hosts``; to any name with
    ``hosts=()``. Raises DataError if the data has errors.
    """
    from flask import Flask

    from graph.build import build_graph
    from graph.index import Index
    from graph.load import load
    from graph.locate import data_directories
    from web import api, errors, filters, pages, security
    from web.questions import alternatives

    directories = [data] if isinstance(data, str | Path) else data
    dataset, _ = load(data_directories(directories), recipe=recipe)
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.extensions["index"] = Index(build_graph(dataset))
    for part in (pages, api, alternatives):
        app.register_blueprint(part.blueprint)
    filters.register(app)
    errors.register(app)
    security.register(app, hosts)
    return app
