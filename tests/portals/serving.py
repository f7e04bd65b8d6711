"""Sites on loopback: a thread for each, another for each connection."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from tests.portals.web import Asked, Reply, Site

_DRIP = 16  # bytes at a time


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body, port = self.rfile.read(size), self.client_address[1]
        asked = Asked(self.command, self.path, headers, body, time.monotonic(), port)
        reply = self.server.site.reply_to(asked)
        time.sleep(reply.wait)
        if reply.hang_up:
            # No time to linger: what is not sent is thrown away, and the other side sees a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
            return
        self._send(reply)

    def _send(self, reply: Reply) -> None:
        body = b"" if reply.status == 304 else reply.content
        self.send_response(reply.status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(body) if reply.declares is None else reply.declares))
        self.end_headers()
        for start in range(0, len(body), _DRIP if reply.drip else max(len(body), 1)):
            self.wfile.write(body[start : start + _DRIP] if reply.drip else body)
            time.sleep(reply.drip)
        if reply.declares is not None:
            self.close_connection = True

    do_GET = answer  # noqa: N815 - the name that http.server calls
    do_POST = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """The test's output stays readable."""


class Servers:
    """As many sites as a test wants, each on an address of its own where the machine has several loopback ones."""

    def __init__(self) -> None:
        self._running: list[_Server] = []

    def start(self, tls: ssl.SSLContext | None = None, site: Site | None = None) -> Site:
        """A new site, or the given one, over TLS where there is a context."""
        server = self._bound(f"127.0.0.{2 + len(self._running) % 250}" if site else "127.0.0.1")
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.site = site or Site()
        server.site.host, server.site.port = str(server.server_address[0]), server.server_port
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self._running.append(server)
        return server.site

    @staticmethod
    def _bound(host: str) -> _Server:
        try:
            return _Server((host, 0), _Handler)
        except OSError:  # a machine with one loopback address
            return _Server(("127.0.0.1", 0), _Handler)

    def close(self) -> None:
        for server in self._running:
            server.shutdown()
            server.server_close()
        self._running.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
