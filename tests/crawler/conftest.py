"""A small web server that plays portals on loopback, and crawls in processes of their own.

The engine below the crawler starts once in a process, so every crawl here has one.
"""

from __future__ import annotations

import pickle
import shutil
import signal
import socketserver
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from archive.store import Archive
from crawler.registry import Portal
from crawler.run import CrawlOptions, CrawlSummary

CHECKOUT = Path(__file__).resolve().parents[2]
_CRAWL = """
import pickle, sys
from crawler.run import crawl
if __name__ == "__main__":
    archive, portals, options = pickle.load(sys.stdin.buffer)
    try:
        result = crawl(archive, portals, options)
    except Exception as error:
        result = error
    sys.stdout.buffer.write(pickle.dumps(result))
"""


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it; `at` is the clock that never goes back, in seconds."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass(frozen=True)
class Reply:
    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Page = str | bytes | Reply | Callable[[Asked], Reply]


class Site:
    """Pages by path (with the query where it matters); what has no page is answered 404."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    def reply_to(self, request: Asked) -> Reply:
        self.asked.append(request)
        page = self.pages.get(request.path, self.pages.get(request.path.partition("?")[0], Reply("nothing here", 404)))
        reply = page(request) if callable(page) else page
        return reply if isinstance(reply, Reply) else Reply(reply)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, self.rfile.read(size), time.monotonic())
        reply = self.server.site.reply_to(asked)
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        self.send_response(reply.status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if reply.status != 304:
            self.wfile.write(body)

    do_GET = answer  # noqa: N815 - the name that http.server calls
    do_POST = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        """The test's output stays readable."""


@pytest.fixture
def reply() -> type[Reply]:
    """What a page that is more than a body is made of."""
    return Reply


@pytest.fixture
def new_site() -> Iterator[Callable[..., Site]]:
    """Starts servers on loopback, as many as a test wants; over TLS where it is given a context."""
    servers: list[socketserver.BaseServer] = []

    def start(tls: ssl.SSLContext | None = None) -> Site:
        server = _Server(("127.0.0.1", 0), _Handler)
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.site = Site(server.server_port)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
        return server.site

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site(new_site: Callable[..., Site]) -> Site:
    return new_site()


@pytest.fixture
def portal(site: Site) -> Portal:
    """The portal that `site` plays, named by its address."""
    return Portal("990101", "青禾县人民政府", f"{site.url}/", allow_private=True)


@pytest.fixture(scope="session")
def _empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "empty.db"
    Archive.open(path, create=True).close()
    return path


@pytest.fixture
def archive_path(_empty_archive: Path, tmp_path: Path) -> Path:
    path = tmp_path / "gongkai.db"
    shutil.copyfile(_empty_archive, path)
    return path


class CrawlProcess:
    """A crawl under way in a process of its own."""

    def __init__(self, archive: Path, portals: list[Portal], options: CrawlOptions) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CRAWL],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self.process.stdin
        self.process.stdin.write(pickle.dumps((archive, portals, options)))
        self.process.stdin.close()
        self.process.stdin = None

    def interrupt(self) -> None:
        self.process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream
            stream.close()

    def result(self, timeout: float = 60, *, quiet: bool = True) -> CrawlSummary:
        """The summary; raises what the crawl raised. `quiet`: nothing in the log may be an error of ours."""
        out, err = self.process.communicate(timeout=timeout)
        assert out, err.decode(errors="replace")
        result = pickle.loads(out)
        if isinstance(result, Exception):
            raise result
        assert isinstance(result, CrawlSummary)
        assert not quiet or b"Traceback" not in err, err.decode(errors="replace")
        return result


@pytest.fixture
def start_crawl() -> Iterator[Callable[..., CrawlProcess]]:
    running: list[CrawlProcess] = []

    def start(archive: Path, portals: list[Portal], options: CrawlOptions | None = None) -> CrawlProcess:
        running.append(CrawlProcess(archive, portals, options or CrawlOptions()))
        return running[-1]

    yield start
    for crawl in running:
        if crawl.process.poll() is None:
            crawl.kill()


@pytest.fixture
def crawl(start_crawl: Callable[..., CrawlProcess]) -> Callable[..., CrawlSummary]:
    def run(
        archive: Path, portals: list[Portal], options: CrawlOptions | None = None, *, quiet: bool = True
    ) -> CrawlSummary:
        return start_crawl(archive, portals, options).result(quiet=quiet)

    return run
