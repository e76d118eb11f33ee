"""The Flask application of a data set.

``create_app`` wires the parts: pages/ and questions/ (HTML), api.py (JSON, GraphML, pictures),
errors.py (errors in the words of ``graph``), filters.py (what the templates use). site.py serves
several data sets side by side, each as soon as it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Blueprint, Flask

    from graph.store.index import Index


def create_app(
    data: Path | str | Sequence[Path | str] = (),
    *,
    recipe: Path | str | None = None,
    hosts: tuple[str, ...] | None = None,
    compare_with: Sequence[Path | str] = (),
) -> Flask:
    """Return the explorer of the data set in a directory, or in several that are merged.

    Without a directory it shows the shipped data set. ``recipe`` reads tables that no shipped
    recipe fits. The server accepts the loopback names and ``hosts``, or any name with
    ``hosts=()``. ``compare_with`` are the directories of an older version, for /diff. Raises
    DataError if the data has errors.
    """
    from graph.model.data_paths import data_directories
    from graph.opening.index import open_index
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
    public_url: str = "",
) -> Flask:
    """Return the explorer of a data set.

    ``sets`` are all data sets served together, with this one; ``older`` is an older version.
    ``public_url`` is what other computers call the server.
    """
    from web import addresses, errors, filters, security, static_files

    app = static_files.application()
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.extensions.update(index=index, sets=sets)
    if older is not None:
        index.older = older
    for blueprint in _blueprints():
        app.register_blueprint(blueprint)
    addresses.register(app, public_url)
    filters.register(app)
    errors.register(app)
    security.register(app, hosts)
    return app


def _blueprints() -> Iterator[Blueprint]:
    """Yield the blueprints of all pages and of the API."""
    from web import api, api_docs
    from web.pages import assets, data, how, lists, node, question, search
    from web.pages import map as career_map
    from web.questions import compare, diff, match, matrix, path, unlock

    yield from (module.blueprint for module in (career_map, node, lists, search, data, how, assets))
    yield from (module.blueprint for module in (path, match, unlock, compare, matrix, diff))
    yield from (module.blueprint for module in (api, api_docs))
    yield question.blueprint_of()
