"""The graph in a browser. It calls ``graph`` and decides nothing itself.

``web.app`` makes the Flask application: ``flask --app web run`` finds ``create_app``, which is
imported on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from web.app import create_app as create_app


def __getattr__(name: str) -> Any:
    if name == "create_app":
        from web.app import create_app

        return create_app
    raise AttributeError(f"module 'web' has no attribute '{name}'")
