"""Portals that cost little to serve: what the benchmark of the crawl asks, in a process of its own.

    python -m benchmarks.portals PORTALS REPORTS

Each portal is an address of the loopback network, 127.0.1.1 and up, on one port, which is printed: a home page, a
column of annual reports of which 20 stand on a page, and articles that are a sample report with another number in
each, so that no two payloads are equal. robots.txt forbids a folder that nothing leads to.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from benchmarks.sample import largest_sample_page

ON_A_LIST = 20
_NUMBER = b"0000000000"
_ROBOTS = b"User-agent: *\nDisallow: /admin/\n"
_TITLE = "青禾县第{}局2024年政府信息公开工作年度报告"
_MENU = "".join(f'<li><a href="/zwgk/{n}/">栏目{n}</a></li>' for n in range(40))


def address_of(portal: int) -> str:
    """The address of a portal by its number from 0."""
    return f"127.0.{portal // 200 + 1}.{portal % 200 + 1}"


@contextmanager
def served(portals: int, reports: int) -> Iterator[list[str]]:
    """Serve so many portals of so many reports; their home pages."""
    command = [sys.executable, "-m", "benchmarks.portals", str(portals), str(reports)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None:
            raise RuntimeError("the server has no output to say its port on")
        port = int(process.stdout.readline())
        try:
            yield [f"http://{address_of(portal)}:{port}/" for portal in range(portals)]
        finally:
            process.terminate()


class _Pages:
    """The pages of one portal, by path."""

    def __init__(self, reports: int) -> None:
        self._reports = reports
        page = largest_sample_page()
        self._before, self._after = page[: page.rindex(b"</body>")], page[page.rindex(b"</body>") :]

    def body(self, host: bytes, path: bytes) -> bytes | None:
        """The page, or None where there is none."""
        if path.startswith(b"/report/"):
            mark = b"<p>" + host + b" " + path[8:-5].zfill(len(_NUMBER)) + b"</p>"
            return self._before + mark + self._after
        return _fixed(path, self._reports)


@cache
def _fixed(path: bytes, reports: int) -> bytes | None:
    if path == b"/robots.txt":
        return _ROBOTS
    if path == b"/":
        return _page("青禾县人民政府", f'<ul>{_MENU}</ul><p><a href="/nb/index.html">政府信息公开年报</a></p>')
    pages = -(-reports // ON_A_LIST)
    names = {_list_name(number): number for number in range(pages)}
    number = names.get(path.decode("latin-1"))
    return None if number is None else _list(number, pages, reports)


def _list_name(number: int) -> str:
    return f"/nb/index_{number}.html" if number else "/nb/index.html"


def _list(number: int, pages: int, reports: int) -> bytes:
    shown = range(number * ON_A_LIST, min((number + 1) * ON_A_LIST, reports))
    items = "".join(
        f'<li><a href="/report/{n:06}.html" title="{_TITLE.format(n)}">{_TITLE.format(n)}</a>'
        f"<span>2025-01-{n % 28 + 1:02}</span></li>"
        for n in shown
    )
    pager = f'<script>createPageHTML({reports}, {pages}, {number}, "index", "html");</script>'
    return _page("政府信息公开年报", f"<ul>{_MENU}</ul><h1>政府信息公开年报</h1><ul class='list'>{items}</ul>{pager}")


def _page(title: str, body: str) -> bytes:
    head = f"<meta charset='utf-8'><title>{title}</title>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with connections that are kept, as far as crawlers need it."""

    def __init__(self, pages: _Pages) -> None:
        self._pages = pages
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, received: bytes) -> None:
        self._received += received
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head, self._received = self._received[:end], self._received[end + 4 :]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        path = head.split(b" ", 2)[1]
        host = head.lower().partition(b"\r\nhost: ")[2].partition(b"\r\n")[0]
        body = self._pages.body(host, path)
        status, kind = (
            (b"200 OK", b"text/html; charset=utf-8") if body is not None else (b"404 Not Found", b"text/html")
        )
        if path == b"/robots.txt":
            kind = b"text/plain"
        sent = body or b""
        lines = (
            b"HTTP/1.1 ",
            status,
            b"\r\nContent-Type: ",
            kind,
            b"\r\nContent-Length: ",
            b"%d" % len(sent),
            b"\r\n\r\n",
        )
        if self._transport is not None:
            self._transport.writelines((b"".join(lines), sent))


async def _serve(reports: int, say: Callable[[int], None]) -> None:
    pages = _Pages(reports)
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(pages), "0.0.0.0", 0, backlog=1024)
    say(server.sockets[0].getsockname()[1])
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[2]), lambda port: print(port, flush=True)))
