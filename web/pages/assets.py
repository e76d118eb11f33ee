"""The files of the interface that are not below /static/."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from web import static_files
from web.pictures.vis import vis_network_file

blueprint = Blueprint("assets", __name__)


@blueprint.url_defaults
def add_version(endpoint: str, values: dict[str, Any]) -> None:
    """Put the hash of the files into the address of vis-network."""
    if endpoint == "assets.vis_network":
        values["version"] = static_files.version()


@blueprint.get("/vendor/vis-network.js", defaults={"version": ""})
@blueprint.get("/vendor/<version>/vis-network.js")
def vis_network(version: str) -> Response:  # noqa: ARG001  # a browser keeps each for good
    """Send the vis-network file of the installed pyvis package."""
    return send_file(vis_network_file(), mimetype="text/javascript", max_age=86_400)


@blueprint.get("/favicon.ico")
def favicon() -> AnyResponse:
    """Redirect to the icon, for browsers that look here for one."""
    return redirect(url_for("static", filename="icon.svg"), 308)
