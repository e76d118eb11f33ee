"""What every request needs: the data set."""

from __future__ import annotations

from typing import cast

from flask import current_app

from graph.store.index import Index


def index() -> Index:
    """Return the index of the data set that is served."""
    return cast("Index", current_app.extensions["index"])
