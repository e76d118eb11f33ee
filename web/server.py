"""Serves a web application on a port of this computer until someone stops it."""

from __future__ import annotations

import errno
import logging
import select
import signal
import sys
from collections.abc import Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from graph.model.errors import GraphError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

CONNECTIONS = 1_000
THREADS = 8
_ANY = ("", "0.0.0.0", "::")  # noqa: S104  # names to recognise, none to listen on


def serve(app: WSGIApplication, *, host: str, port: int, open_browser: bool) -> None:
    """Serve the application until SIGINT or SIGTERM; print its address once it listens.

    Raises GraphError if it cannot listen on the address.
    """
    server = _create_server(app, host, port)
    signal.signal(signal.SIGINT, _end)
    signal.signal(signal.SIGTERM, _end)
    listening = getattr(server, "effective_listen", None) or [(host, server.effective_port)]
    ports = list(dict.fromkeys(its_port for _, its_port in listening))
    _announce(host, ports)
    if open_browser:
        _open(_address(host, ports[0]))
    server.run()


def _announce(host: str, ports: Sequence[int]) -> None:
    """Print the addresses of the server, and whether others can reach it."""
    for port in ports:
        sys.stdout.write(f"Listening on {_address(host, port)} (Ctrl-C stops it)\n")
    if not _is_loopback(host):
        name = "ADDRESS-OF-THIS-COMPUTER" if is_any_address(host) else host
        address = _address(name, ports[0])
        sys.stdout.write(f"Anyone on the network can reach it at {address}\n")
    sys.stdout.flush()


def is_any_address(host: str) -> bool:
    """Return whether the host means all addresses of this computer."""
    return host in _ANY


def _is_loopback(host: str) -> bool:
    """Return whether only this computer can reach the host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _create_server(app: WSGIApplication, host: str, port: int) -> Any:
    import waitress

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is normal
    options = {
        "threads": THREADS,
        "connection_limit": CONNECTIONS,
        "asyncore_use_poll": hasattr(select, "poll"),  # select() handles no file above 1,023
        "ident": "careergraph",
    }
    try:
        return waitress.create_server(app, host=host, port=port, **options)
    except ValueError:
        raise GraphError(f"'{host}' is not an address of this computer") from None
    except OSError as error:
        raise GraphError(_cannot_listen(host, port, error)) from None


def _cannot_listen(host: str, port: int, error: OSError) -> str:
    if error.errno != errno.EADDRINUSE:
        return f"cannot listen on {host}, port {port}: {error.strerror}"
    return (
        f"port {port} of {host} is in use; choose another with --port, or --port 0 for any free one"
    )


def _address(host: str, port: int) -> str:
    if is_any_address(host):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _open(address: str) -> None:
    """Open the browser in a thread of its own: the server must answer it."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def stop() -> None:
    """Stop the server from another thread."""
    if signal.getsignal(signal.SIGTERM) is _end:
        signal.raise_signal(signal.SIGTERM)


def _end(*_: object) -> None:
    sys.exit(0)
