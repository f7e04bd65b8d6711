"""What an archive weighs against the same captures as .warc.gz, and how fast it is read again.

The pages are the largest sample page as Word writes it, each with figures of its own, so all are different payloads
of some 110 KB. What real pages of portals weigh depends on their chrome.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.export.evidence import evidence
from archive.parsed.reparse import parse_new, reparse
from archive.parsed.selections import Selection
from archive.raw import captures
from archive.raw.captures import Capture
from archive.store import Archive
from archive.warc.records import WarcFile
from benchmarks.memory import peak_megabytes
from benchmarks.sample import as_word_writes_it, largest_sample_page
from parsers.model import Context

PAGES = 600
_FIGURE = re.compile(r">(\d{1,4})<")


def pages(count: int) -> Iterator[bytes]:
    """So many different pages of one form."""
    text = as_word_writes_it(largest_sample_page()).decode("utf-8")
    for number in range(count):
        yield _with_other_figures(text, random.Random(number)).encode("utf-8")


def _with_other_figures(text: str, chance: random.Random) -> str:
    def other(found: re.Match[str]) -> str:
        figure = found[1]
        return ">0<" if figure == "0" else f">{chance.randrange(10 ** (len(figure) - 1), 10 ** len(figure))}<"

    return _FIGURE.sub(other, text)


def _captures(count: int, *, in_context: bool) -> Iterator[Capture]:
    """Captures as portals answer; out of context they are list pages, of which the archive makes no documents."""
    for number, body in enumerate(pages(count)):
        chance = random.Random(number)
        url = f"http://www.portal{number % 40}.invalid/xxgk/zfxxgknb/202501/t20250120_{number:07}.html"
        modified = f"Mon, {number % 28 + 1:02} Jan 2025 08:{number % 60:02}:11 GMT"
        etag = f'W/"{chance.randrange(16**8):08x}-{len(body):x}"'
        yield Capture(
            url=url,
            fetched_at=f"2026-11-21T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}Z",
            verdict="ok" if in_context else "list",
            status=200,
            media_type="text/html",
            headers={
                "content-length": str(len(body)),
                "content-type": "text/html",
                "date": f"Sat, 21 Nov 2026 {number // 3600:02}:{number // 60 % 60:02}:{number % 60:02} GMT",
                "etag": etag,
                "last-modified": modified,
                "server": "nginx",
                "set-cookie": f"JSESSIONID={chance.randrange(16**32):032X}; Path=/; HttpOnly",
                "vary": "Accept-Encoding",
                "x-content-type-options": "nosniff",
                "x-frame-options": "SAMEORIGIN",
                "x-xss-protection": "1; mode=block",
            },
            etag=etag,
            last_modified=modified,
            body=body,
            context=Context(url, media_type="text/html") if in_context else None,
        )


def _archive(path: Path, count: int, *, in_context: bool) -> Archive:
    archive = Archive.open(path, create=True)
    with archive.write() as conn:
        for capture in _captures(count, in_context=in_context):
            captures.record(conn, capture)
    archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return archive


# --- weight --------------------------------------------------------------------------------------


def weight_lines() -> list[str]:
    """Bytes a capture takes: in the archive, all tables and indexes counted, and as a WARC record, gzipped alone."""
    with TemporaryDirectory() as scratch:
        return _weight_lines(Path(scratch))


def _weight_lines(folder: Path) -> list[str]:
    empty, full = folder / "empty.db", folder / "full.db"
    Archive.open(empty, create=True).close()
    with _archive(full, PAGES, in_context=False) as archive, (folder / "peer.warc.gz").open("wb") as stream:
        warc = WarcFile(stream)
        for one in evidence(archive.connection):
            if one.record is not None:
                warc.add(one.record)
        packed = archive.connection.execute("SELECT sum(length(stored)) FROM payloads").fetchone()[0]
    ours = full.stat().st_size - empty.stat().st_size
    theirs = (folder / "peer.warc.gz").stat().st_size
    return [
        f"{PAGES} captures of pages of 110 KB, headers counted on both sides, each payload readable alone.",
        "",
        "| what | bytes a capture | share |",
        "|---|---:|---:|",
        f"| response records in a .warc.gz | {theirs // PAGES:,} | 100 % |",
        f"| the archive's tables and indexes | {ours // PAGES:,} | {ours / theirs:.0%} |",
        f"| of these the packed payloads | {packed // PAGES:,} | {packed / theirs:.0%} |",
    ]


# --- reading again -------------------------------------------------------------------------------


def reparse_lines() -> list[str]:
    """Pages a second with one and two workers, and the memory that half and all of the pages take."""
    with TemporaryDirectory() as scratch:
        return _reparse_lines(Path(scratch))


def _reparse_lines(folder: Path) -> list[str]:
    rows = []
    rates = {}
    for workers in (1, 2):
        told = {count: _read_again(folder / f"read{count}.db", count, workers) for count in (PAGES // 2, PAGES)}
        rates[workers] = told[PAGES]["rate"]
        memory = " | ".join(f"{told[count]['megabytes']:.0f} MB" for count in (PAGES // 2, PAGES))
        rows.append(f"| {workers} | {rates[workers]:.0f} | {memory} |")
    return [
        f"Every page of {PAGES} is read again, compared with its reading and stored beside it; one process writes.",
        "Memory is that of the writing process.",
        "",
        f"| workers | pages a second | memory, {PAGES // 2} pages | memory, {PAGES} pages |",
        "|---:|---:|---:|---:|",
        *rows,
        "",
        f"Two workers read {rates[2] / rates[1]:.2f} times as fast as one.",
    ]


def _read_again(path: Path, count: int, workers: int) -> dict[str, float]:
    """In a process of its own, so that its memory can be told."""
    if not path.exists():
        with _archive(path, count, in_context=True) as archive:
            parse_new(archive, 2)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.keeping", str(path), str(workers)],
        check=True,
        capture_output=True,
        text=True,
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _reparse(path: Path, workers: int) -> dict[str, float]:
    with Archive.open(path) as archive:
        begun = time.perf_counter()
        summary = reparse(archive, Selection(all=True), workers)
        taken = time.perf_counter() - begun
    return {"rate": summary.read / taken, "megabytes": peak_megabytes()}


if __name__ == "__main__":
    print(json.dumps(_reparse(Path(sys.argv[1]), int(sys.argv[2]))))
