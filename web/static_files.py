"""The files of the interface, at addresses that change with them: a browser keeps each for good.

The hash of all files is a folder of their addresses, so ES modules that import one another by
relative addresses stay below it. Addresses without the hash answer, too.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, request

from web.pictures.vis import vis_network_file

FOLDER = Path(__file__).parent / "static"
KEPT = "public, max-age=31536000, immutable"
_IMPORT = re.compile(r'^(?:import|\} from) .*?"\./([\w-]+\.js)";$', re.MULTILINE)


@cache
def version() -> str:
    """Return a hash of the interface's files, with that of vis-network."""
    digest = sha256(vis_network_file().read_bytes())
    for path in sorted(FOLDER.iterdir()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def modules(name: str) -> tuple[str, ...]:
    """Return the ES modules that a module imports, itself first, for the page to load at once."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    below = (each for found in _IMPORT.findall(text) for each in modules(found))
    return tuple(dict.fromkeys((name, *below)))


def application() -> Flask:
    """Return a Flask application without pages, which serves the files."""
    app = Flask("web", static_url_path=f"/static/{version()}")

    @app.get("/static/<path:filename>")
    def static_without_version(filename: str) -> Response:
        return app.send_static_file(filename)

    @app.after_request
    def keep(response: Response) -> Response:
        if f"/{version()}/" in request.path and response.status_code == HTTPStatus.OK:
            response.headers["Cache-Control"] = KEPT
        return response

    return app
