"""The crawl into an archive against bare Scrapy on the same loopback portals, in turns; memory and frontier with it.

The server is a process of its own, and what it can serve is measured first, so that it can be seen that it is not what
holds the crawls up. Each run is a process of its own as well, since the engine starts once in a process.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from benchmarks.portals import ON_A_LIST, served

PORTALS = 100
REPORTS = 60
MANY_PORTALS = 300  # for the memory that hosts take; few reports each
FEW_REPORTS = 8
ROUNDS = 3
BAR = 0.90
_FRONTIERS = (10_000, 1_000_000)
_ASKED = 6000  # pages, to see what the server can do
_CONNECTIONS = 50

_MEMORY = ("megabytes", "keeper_megabytes")  # of the process itself, and of the one that it starts

Run = dict[str, float]


def lines() -> list[str]:
    """The crawl as Markdown."""
    with served(PORTALS, REPORTS) as homes, tempfile.TemporaryDirectory() as folder:
        capacity = asyncio.run(_capacity(homes))
        _run("benchmarks.bare_spider", *homes[:20])  # bytecode and file caches are warm for both
        runs: dict[str, list[Run]] = {"bare Scrapy, nothing kept": [], "gongkai, into an archive": []}
        for number in range(ROUNDS):
            archive = str(Path(folder) / f"{number}.db")
            runs["bare Scrapy, nothing kept"].append(_run("benchmarks.bare_spider", *homes))
            runs["gongkai, into an archive"].append(_run("benchmarks.archive_crawl", archive, *homes))
    return [*_introduction(), "", *_table(runs), "", *_verdict(runs, capacity), "", *_many_hosts()]


def _many_hosts() -> list[str]:
    """Memory and speed with 300 hosts at a time, as a sentence."""
    with served(MANY_PORTALS, FEW_REPORTS) as homes, tempfile.TemporaryDirectory() as folder:
        bare = _run("benchmarks.bare_spider", *homes)
        ours = _run("benchmarks.archive_crawl", str(Path(folder) / "a.db"), *homes)
    return [
        f"With {MANY_PORTALS} hosts at once ({ours['pages']:,.0f} pages) the crawl takes at most",
        f"{ours['megabytes']:.0f} MB in the process that asks and {ours['keeper_megabytes']:.0f} MB in the keeper,",
        f"bare Scrapy {bare['megabytes']:.0f} MB.",
    ]


def frontier_lines() -> list[str]:
    """The frontier as Markdown."""
    out = [
        "Requests of 300 hosts, put in 2,000 at a time and taken out in windows of 640, each in one transaction, as a",
        "crawl does; each size in an archive and a process of its own.",
        "",
        "| addresses | added per second | claimed and done per second | file, MB | peak memory, MB |",
        "|---:|---:|---:|---:|---:|",
    ]
    for addresses in _FRONTIERS:
        with tempfile.TemporaryDirectory() as folder:
            found = _run("benchmarks.frontier", str(Path(folder) / "a.db"), str(addresses))
        out.append(
            f"| {addresses:,} | {found['added_per_second']:,.0f} | {found['claimed_per_second']:,.0f} "
            f"| {found['file_megabytes']:.1f} | {found['memory_megabytes']:.0f} |"
        )
    return out


def _introduction() -> list[str]:
    lists = -(-REPORTS // ON_A_LIST)
    return [
        f"{PORTALS} portals on addresses of their own, each with robots.txt, a home page, {lists} list pages and",
        f"{REPORTS} reports of 72 KB, no two alike; no pause, one request at a time to a host, robots.txt obeyed.",
        "The peer is a Scrapy spider that follows the same links with the crawler's own settings for concurrency,",
        "sizes, time-outs and redirects, and with Scrapy's own scheduler, filter of duplicates, robots.txt middleware",
        "and statistics; it writes nothing. gongkai finds the column from the home page, judges each answer, and",
        "stores it. It runs as two processes, one that asks and the keeper, which judges and writes; CPU time is that",
        "of both, and memory is given for each. Imports are not counted on either side, but for those of the keeper,",
        "whose start is a part of each crawl.",
    ]


def _table(runs: dict[str, list[Run]]) -> list[str]:
    out = [
        "| what | pages | pages/s (lowest to highest) | CPU ms a page | peak memory, MB |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, rounds in runs.items():
        speeds = [one["pages"] / one["seconds"] for one in rounds]
        cpu = median(1000 * one["cpu"] / one["pages"] for one in rounds)
        memory = " + ".join(f"{max(one[of] for one in rounds):.0f}" for of in _MEMORY if of in rounds[0])
        out.append(
            f"| {name} | {rounds[0]['pages']:,.0f} | {median(speeds):.0f} ({min(speeds):.0f} to {max(speeds):.0f}) "
            f"| {cpu:.2f} | {memory} |"
        )
    return out


def _verdict(runs: dict[str, list[Run]], capacity: float) -> list[str]:
    bare, ours = runs.values()
    ratios = [(b["pages"] / b["seconds"]) / (a["pages"] / a["seconds"]) for a, b in zip(bare, ours, strict=True)]
    words = "reached" if median(ratios) >= BAR else "not reached"
    return [
        f"The crawl into the archive has {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) of the pages/s",
        f"of bare Scrapy; the bar of {BAR:.2f} is {words}.",
        f"The server alone serves {capacity:,.0f} pages/s over {_CONNECTIONS} connections to a client that only reads.",
    ]


def _run(module: str, *arguments: str) -> Run:
    command = [sys.executable, "-m", module, *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{module} failed:\n{ended.stderr[-2000:]}")
    found: Run = json.loads(ended.stdout)
    return found


async def _capacity(homes: list[str]) -> float:
    """Report pages per second that the server gives to a client that reads and throws away."""
    parts = [urlsplit(home) for home in homes[:_CONNECTIONS]]
    each = _ASKED // len(parts)
    begun = time.perf_counter()
    await asyncio.gather(*(_read(str(part.hostname), int(part.port or 80), each) for part in parts))
    return each * len(parts) / (time.perf_counter() - begun)


async def _read(host: str, port: int, number: int) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    for report in range(number):
        writer.write(f"GET /report/{report:06}.html HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0]))
    writer.close()
    await writer.wait_closed()
