"""Security headers of every response, and the host names that the server accepts."""

from __future__ import annotations

from flask import Flask, Response

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PICTURE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of an SVG file, which holds its colours itself."""
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def register(app: Flask, hosts: tuple[str, ...] | None) -> None:
    """Add the headers to every response and refuse requests for other host names.

    Another site could point its own name at this computer (DNS rebinding).
    """
    if hosts != ():
        app.config["TRUSTED_HOSTS"] = [*LOOPBACK, *(hosts or ())]

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        if response.mimetype == "image/svg+xml":
            response.headers["Content-Security-Policy"] = PICTURE_POLICY
        return response
