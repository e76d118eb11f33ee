"""The graph in a browser: asks ``graph``, decides nothing.

``create_app`` wires the parts: pages/ and questions/ (HTML), api.py (JSON, GraphML, pictures),
errors.py (errors in the words of ``graph``), filters.py (what the templates use). site.py serves
several data sets side by side, each as soon as it is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from graph.store.index import Index


def create_app(
    data: Path | str | Sequence[Path | str] = (),
    *,
    recipe: Path | str | None = None,
    hosts: tuple[str, ...] | None = None,
    compare_with: Sequence[Path | str] = (),
) -> Flask:
    """Return the explorer of the data set in a directory, or in several that are merged.

    Without one it shows the shipped data set; ``recipe`` says how to read tables that no shipped
    recipe fits. It answers to the loopback names and to ``hosts``; to any name with
    ``hosts=()``. ``compare_with`` names the directories of an older version of the data set;
    what differs stands at /diff. Raises DataError if the data has errors.
    """
    from graph.model.data_paths import data_directories
    from graph.opening.snapshot import open_index
    from graph.opening.versions import load_index

    directories = [data] if isinstance(data, str | Path) else data
    index = open_index(data_directories(directories), recipe=recipe)
    places = [Path(directory) for directory in compare_with]
    older = load_index("old", places, recipe=recipe) if places else None
    return explorer(index, hosts=hosts, older=older)


def explorer(
    index: Index,
    *,
    hosts: tuple[str, ...] | None = None,
    sets: Sequence[object] = (),
    older: Index | None = None,
) -> Flask:
    """Return the explorer of a data set.

    ``sets`` are the data sets served together, this one among them; ``older`` is an older version.
    """
    from flask import Flask

    from web import api, api_docs, errors, filters, security
    from web.pages import assets, data, lists, node, search
    from web.pages import map as career_map
    from web.questions import compare, diff, match, path, unlock

    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.extensions["index"] = index
    if older is not None:
        index.older = older
    app.extensions["sets"] = sets
    pages = (career_map, node, lists, search, data, assets)
    for module in (*pages, api, api_docs, path, match, unlock, compare, diff):
        app.register_blueprint(module.blueprint)
    filters.register(app)
    errors.register(app)
    security.register(app, hosts)
    return app
