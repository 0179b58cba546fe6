"""Serving the application with a production WSGI server (waitress)."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from flask import Flask

    from web.settings import Settings


class CannotListen(OSError):
    """The address cannot be served on; ``vi`` and ``en`` say why."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi, self.en = vi, en


def listening(host: str, port: int) -> socket.socket:
    """A socket bound to the address (port 0: a free one); :class:`CannotListen` if it is not to be had.

    Bound before anything is loaded, so that a busy port is told at once.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        sock = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _reason(error, port) from error
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
    except OSError as error:
        sock.close()
        raise _reason(error, port) from error
    return sock


def _reason(error: OSError, port: int) -> CannotListen:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 5000
        return CannotListen(
            f"cổng {port} đang được chương trình khác dùng; hãy thử: serve --port {other}",
            f"port {port} is in use by another program; try: serve --port {other}",
        )
    if error.errno == errno.EACCES:
        return CannotListen(
            f"không có quyền dùng cổng {port}; hãy chọn cổng trên 1023",
            f"not allowed to use port {port}; choose one above 1023",
        )
    return CannotListen("không có địa chỉ này trên máy này", "this machine has no such address")


def serve(app: Flask, sock: socket.socket, settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve on a bound socket until interrupted or told to end (SIGTERM).

    *ready* is called with the page's address once requests are answered.
    """
    from waitress import create_server

    # waitress reads a whole body before Flask sees it, so a coarse limit stands here too.
    body = 16 * settings.body_bytes
    server = create_server(
        app,
        sockets=[sock],
        threads=settings.threads,
        max_request_body_size=body,
        # Kept only where web.gate is told how many proxies wrote them.
        clear_untrusted_proxy_headers=settings.proxies == 0,
    )
    signal.signal(signal.SIGTERM, _end)
    host, port = sock.getsockname()[:2]
    ready(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
    server.run()


def _end(signum: int, frame: object) -> NoReturn:
    raise SystemExit(0)
