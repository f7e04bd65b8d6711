"""Platforms that serve several counties each: one server on many loopback addresses, which notes what it is asked."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

HOME = '<html><title>县人民政府</title><body><a href="/xxgk/nb/">政府信息公开年报</a></body></html>'
LIST = "<html><title>政府信息公开年报</title><body><ul>{}</ul></body></html>"
ROW = '<li><a href="./t2024012{0}_1{0}.html">县第{0}局2023年政府信息公开工作年度报告</a><span>2024-01-2{0}</span></li>'
ARTICLE = "<html><title>县局2023年政府信息公开工作年度报告</title><body><p>{}</p></body></html>"
PAGES = {
    "/": HOME,
    "/xxgk/nb/": LIST.format(ROW.format(1) + ROW.format(2)),
    "/xxgk/nb/t20240121_11.html": ARTICLE.format("本报告反映全年主动公开政府信息的情况。" * 20),
    "/xxgk/nb/t20240122_12.html": ARTICLE.format("本报告反映全年依申请公开的情况。" * 20),
}


class Platforms:
    """`addresses` that are asked, and for each when and for which host, by a clock that never goes back.

    `busy` hosts answer their first question for a page with 429 and `Retry-After: 1`. `most_at_once` is the largest
    number of requests that an address ever had to answer at a time.
    """

    def __init__(self, addresses: list[str], busy: frozenset[str]) -> None:
        self.addresses = addresses
        self.port = 0
        self.asked: defaultdict[str, list[tuple[float, str, str]]] = defaultdict(list)
        self.most_at_once = 0
        self._busy = set(busy)
        self._at_work: Counter[str] = Counter()

    def gaps(self) -> list[float]:
        """The seconds between any two requests that followed each other at an address."""
        return [later[0] - earlier[0] for times in self.asked.values() for earlier, later in pairwise(times)]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address = writer.get_extra_info("sockname")[0]
        try:
            while request := (await reader.readuntil(b"\r\n\r\n")).decode():
                moment = time.monotonic()
                self._at_work[address] += 1
                self.most_at_once = max(self.most_at_once, self._at_work[address])
                await asyncio.sleep(0.005)  # long enough for a second request to be seen beside this one
                writer.write(self._answer(request, address, moment))
                await writer.drain()
                self._at_work[address] -= 1
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the crawl is over
        finally:
            writer.close()

    def _answer(self, request: str, address: str, moment: float) -> bytes:
        path = request.split(" ", 2)[1]
        host = next(line[6:] for line in request.split("\r\n") if line.lower().startswith("host: "))
        self.asked[address].append((moment, host, path))
        status, extra, body = "200 OK", "", PAGES.get(path, "")
        if path not in PAGES:
            status = "404 Not Found"
        elif host in self._busy:
            self._busy.discard(host)
            status, extra, body = "429 Too Many Requests", "Retry-After: 1\r\n", ""
        content = body.encode()
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(content)}\r\n{extra}"
        )
        return f"{head}\r\n".encode() + content


@contextmanager
def platforms(number: int, *, busy: frozenset[str] = frozenset()) -> Iterator[Platforms]:
    """A server on so many addresses of the machine itself, 127.0.1.1 and on, until the block ends."""
    served = Platforms([f"127.0.{1 + n // 250}.{1 + n % 250}" for n in range(number)], busy)
    loop = asyncio.new_event_loop()
    started = threading.Event()
    over = asyncio.Event()

    async def run() -> None:
        first = await asyncio.start_server(served.serve, served.addresses[0], 0)
        served.port = first.sockets[0].getsockname()[1]
        rest = await asyncio.start_server(served.serve, served.addresses[1:], served.port)
        started.set()
        await over.wait()
        first.close()
        rest.close()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    assert started.wait(30)
    try:
        yield served
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(30)
        loop.close()
