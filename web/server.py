"""A web application on a port of this computer, until someone stops it."""

from __future__ import annotations

import errno
import logging
import select
import signal
import sys
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from graph.model.errors import GraphError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

CONNECTIONS = 1_000
THREADS = 8
_ANY = ("", "0.0.0.0", "::")  # noqa: S104  # to know them when someone asks for them


def serve(app: WSGIApplication, *, host: str, port: int, open_browser: bool) -> None:
    """Serve the application until SIGINT or SIGTERM; say where once it listens.

    Raises GraphError if the address cannot be listened on.
    """
    server = _listening(app, host, port)
    signal.signal(signal.SIGINT, _end)
    signal.signal(signal.SIGTERM, _end)
    listening = getattr(server, "effective_listen", None) or [(host, server.effective_port)]
    addresses = list(dict.fromkeys(_address(host, its_port) for _, its_port in listening))
    for address in addresses:
        sys.stdout.write(f"Listening on {address} (Ctrl-C stops it)\n")
    if not _is_loopback(host):
        port_ = addresses[0].rpartition(":")[2]
        name = "ADDRESS-OF-THIS-COMPUTER" if is_any_address(host) else host
        sys.stdout.write(f"Reachable from the network, by anyone: {_address(name, port_)}\n")
    sys.stdout.flush()
    if open_browser:
        _open(addresses[0])
    server.run()


def is_any_address(host: str) -> bool:
    """Return whether the host stands for all addresses of this computer."""
    return host in _ANY


def _is_loopback(host: str) -> bool:
    """Return whether only this computer reaches the host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _listening(app: WSGIApplication, host: str, port: int) -> Any:
    import waitress

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
    try:
        return waitress.create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            connection_limit=CONNECTIONS,
            asyncore_use_poll=hasattr(select, "poll"),  # select() knows no file beyond 1,023
            ident="careergraph",
        )
    except ValueError:
        raise GraphError(f"'{host}' is no address of this computer") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise GraphError(
                f"port {port} of {host} is in use; choose another with --port, "
                "or --port 0 for any free one"
            ) from None
        raise GraphError(f"cannot listen on {host}, port {port}: {error.strerror}") from None


def _address(host: str, port: str | int) -> str:
    if is_any_address(host):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _open(address: str) -> None:
    """Open the browser beside the server, which is to answer it."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def stop() -> None:
    """End the serving, from beside it."""
    if signal.getsignal(signal.SIGTERM) is _end:
        signal.raise_signal(signal.SIGTERM)


def _end(*_: object) -> None:
    sys.exit(0)
