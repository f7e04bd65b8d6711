"""Serves the sample portals on loopback, each as its CMS would: validators, redirects, record sets, apologies.

    with SamplePortals() as portals:
        portals.portals_toml()   # entries for a crawl; host names are invented and resolve to this server

Every portal has a server of its own with a thread per connection. Only files that lay in the portal's folder
at the start can be served, and the values expected of them are never among these.
"""

import hashlib
import json
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

from gongkai.samples.records import Records

FOLDER = Path(__file__).resolve().parent / "portals"
LOOPBACK = "127.0.0.1"
DATAPROXY = ("/module/web/jpage/dataproxy.jsp", "/module/jpage/dataproxy.jsp")
DOWNFILE = "/module/download/downfile.jsp"
DOWNLOAD = "/system/_content/download.jsp"
LARGEST_FORM = 65536
PLAIN_404 = b"<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Answer:
    """A response before it is written: what a handler decides about one request."""

    status: HTTPStatus
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Served:
    """A request that was answered."""

    host: str
    method: str
    target: str
    status: int


class SamplePortal:
    """One portal's files and rules. `address` is "127.0.0.1:PORT" while it is served, else empty."""

    def __init__(self, folder: Path, *, revised: bool = False) -> None:
        serving: dict[str, Any] = json.loads((folder / "site.json").read_text(encoding="utf-8"))
        self.portal_id: str = serving["portal_id"]
        self.name: str = serving["name"]
        self.host: str = serving["host"]
        self.address = ""
        self.served: list[Served] = []
        self._index: str = serving["index"]
        self._soft_404: str | None = serving["soft_404"]
        self._types: dict[str, str] = serving["types"]
        self._modified: dict[str, str] = dict(serving["modified"])
        self._downloads: dict[str, dict[str, str]] = serving["downloads"]
        self._records = Records.of(serving["records"])
        self._files = _files(folder / "www")
        if revised:
            self._files |= _files(folder / "revised")
            self._modified |= serving["revised"]

    @property
    def home(self) -> str:
        return f"http://{self.host}/"

    def answer(self, method: str, target: str, form: str, headers: Mapping[str, str]) -> Answer:
        """The response to a request; `form` is the body of a POST."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return Answer(HTTPStatus.BAD_REQUEST)
        path = unquote(parts.path)
        fields = {name: values[-1] for name, values in parse_qs(f"{parts.query}&{form}").items()}
        if self._records and path in DATAPROXY:
            return self._records_answer(self._records, fields)
        if path == DOWNFILE:
            return self._redirect(f"/attach/{fields.get('classid', '')}/{fields.get('filename', '')}")
        if path == DOWNLOAD:
            return self._download(method, fields)
        return self._file(path, headers)

    def _records_answer(self, records: Records, fields: Mapping[str, str]) -> Answer:
        body = records.answer(fields)
        if body is None:
            return self._missing("")
        return Answer(HTTPStatus.OK, body.encode(), {"Content-Type": "text/xml;charset=UTF-8"})

    def _redirect(self, path: str) -> Answer:
        if path not in self._files:
            return self._missing(path)
        return Answer(HTTPStatus.FOUND, b"", {"Location": quote(path)})

    def _download(self, method: str, fields: Mapping[str, str]) -> Answer:
        """An attachment under its own name; asked with HEAD, the system says text/html, as some do."""
        download = self._downloads.get(fields.get("wbfileid", ""))
        if download is None:
            return self._missing("")
        kind = "text/html" if method == "HEAD" else "application/octet-stream"
        name = quote(download["filename"])
        headers = {"Content-Type": kind, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Answer(HTTPStatus.OK, self._files[download["path"]].read_bytes(), headers)

    def _file(self, path: str, headers: Mapping[str, str]) -> Answer:
        if f"{path}/{self._index}" in self._files:
            return Answer(HTTPStatus.MOVED_PERMANENTLY, b"", {"Location": quote(f"{path}/")})
        path = path + self._index if path.endswith("/") else path
        if path not in self._files:
            return self._missing(path)
        body = self._files[path].read_bytes()
        modified = datetime.fromisoformat(self._modified.get(path, "2025-04-01")).replace(tzinfo=UTC)
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        validators = {"ETag": etag, "Last-Modified": format_datetime(modified, usegmt=True)}
        if _is_known(headers, etag, modified):
            return Answer(HTTPStatus.NOT_MODIFIED, b"", validators)
        return Answer(HTTPStatus.OK, body, {"Content-Type": self._types.get(path, "text/html"), **validators})

    def _missing(self, path: str) -> Answer:
        """404, or an apology with 200; a missing robots.txt is always a 404."""
        if self._soft_404 and path != "/robots.txt":
            return Answer(HTTPStatus.OK, self._files[self._soft_404].read_bytes(), {"Content-Type": "text/html"})
        return Answer(HTTPStatus.NOT_FOUND, PLAIN_404, {"Content-Type": "text/html"})


def _files(root: Path) -> dict[str, Path]:
    """The files below `root` by their paths on the web, without the values that tests expect of them."""
    if not root.is_dir():
        return {}
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.name.endswith(".expected.json"))
    return {f"/{path.relative_to(root).as_posix()}": path for path in found}


def _is_known(headers: Mapping[str, str], etag: str, modified: datetime) -> bool:
    """Whether the client holds this very file (RFC 9110: an entity tag decides before a date)."""
    tags = headers.get("If-None-Match")
    if tags is not None:
        return tags.strip() == "*" or etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    try:
        since = parsedate_to_datetime(headers.get("If-Modified-Since", ""))
    except ValueError:
        return False
    return modified <= (since if since.tzinfo else since.replace(tzinfo=UTC))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, portal: SamplePortal) -> None:
        self.portal = portal
        super().__init__((LOOPBACK, port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "SamplePortal"
    sys_version = ""
    disable_nagle_algorithm = True
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        self._respond("")

    def do_HEAD(self) -> None:
        self._respond("")

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > LARGEST_FORM:
            self.close_connection = True
            self._write(Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE))
            return
        self._respond(self.rfile.read(int(length)).decode("utf-8", "replace"))

    def _respond(self, form: str) -> None:
        portal = self.server.portal
        answer = portal.answer(self.command, self.path, form, dict(self.headers.items()))
        portal.served.append(Served(portal.host, self.command, self.path, answer.status))
        self._write(answer)

    def _write(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD" and answer.status != HTTPStatus.NOT_MODIFIED:
            self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the base class's
        """Says nothing: what was served stands in `SamplePortal.served`."""


class SamplePortals:
    """All sample portals, served while the context is open.

    `ports` asks for fixed ports by portal id (else any free one). `revised` serves the page that changed in
    silence with its new figures.
    """

    def __init__(self, *, revised: bool = False, ports: Mapping[str, int] | None = None, folder: Path = FOLDER) -> None:
        self.portals = [SamplePortal(path.parent, revised=revised) for path in sorted(folder.glob("*/site.json"))]
        self._ports = dict(ports or {})
        self._running: list[tuple[_Server, threading.Thread]] = []

    def __enter__(self) -> Self:
        try:
            for portal in self.portals:
                self._start(portal)
        except OSError:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self, portal: SamplePortal) -> None:
        server = _Server(self._ports.get(portal.portal_id, 0), portal)
        portal.address = f"{LOOPBACK}:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), name=f"sample {portal.host}", daemon=True)
        self._running.append((server, thread))
        thread.start()

    def close(self) -> None:
        """Stops serving; a portal keeps what it has served."""
        while self._running:
            server, thread = self._running.pop()
            server.shutdown()
            server.server_close()
            thread.join()
            server.portal.address = ""

    def __getitem__(self, portal_id: str) -> SamplePortal:
        """The portal of this id; raises KeyError."""
        return {portal.portal_id: portal for portal in self.portals}[portal_id]

    def served(self) -> list[Served]:
        """All requests so far, portal by portal."""
        return [served for portal in self.portals for served in portal.served]

    def portals_toml(self) -> str:
        """The portal entries for a crawl. Stored addresses name invented hosts, so they outlive the ports."""
        return "\n".join(_entry(portal) for portal in self.portals)


def _entry(portal: SamplePortal) -> str:
    return f"""[[portal]]
id = "{portal.portal_id}"
name = "{portal.name}"
division_code = "{portal.portal_id}"
home = "{portal.home}"
hosts = ["{portal.host}"]
allow_private = true
pause = 0
[portal.resolve]
"{portal.host}" = "{portal.address}"
"""
