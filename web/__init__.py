"""The graph in a browser: asks ``graph``, decides nothing.

``web.app`` makes the Flask application. Nothing is imported until it is asked for, so that
``flask --app web run`` works and importing the package does no work.
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
