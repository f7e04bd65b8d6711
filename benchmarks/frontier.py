"""The frontier of a crawl as it grows: how fast requests go in and come out, and what they take.

    python -m benchmarks.frontier ARCHIVE ADDRESSES

Puts so many requests of 300 hosts into an archive, and takes some out again in windows as a crawl does. Prints what it
measured as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from archive import owners
from archive.raw import crawls, frontier
from archive.raw.frontier import FrontierRequest
from archive.store import Archive
from benchmarks.memory import peak_megabytes

HOSTS = 300
WINDOW = 640  # requests that a crawl has in work
CLAIMS = 12
_BATCH = 2000


def measure(path: Path, addresses: int) -> dict[str, float]:
    """Rates in requests per second, sizes in MB."""
    with Archive.open(path, create=True) as archive:
        crawl_id = crawls.start_or_resume(archive, [f"p{host}" for host in range(HOSTS)], {}).crawl_id
        begun = time.perf_counter()
        for some in _batches(addresses):
            with archive.write() as conn:
                frontier.add(conn, crawl_id, some)
        added = time.perf_counter() - begun
        begun = time.perf_counter()
        claimed = sum(_claim_and_finish(archive, crawl_id) for _ in range(CLAIMS))
        worked = time.perf_counter() - begun
        archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {
        "addresses": addresses,
        "added_per_second": addresses / added,
        "claimed_per_second": claimed / worked,
        "file_megabytes": path.stat().st_size / 1e6,
        "memory_megabytes": peak_megabytes(),
    }


def _claim_and_finish(archive: Archive, crawl_id: int) -> int:
    rows = frontier.claim(archive, crawl_id, WINDOW, 600, owners.this_process())
    with archive.write() as conn:
        for row in rows:
            frontier.done(conn, crawl_id, row.request_id)
    return len(rows)


def _batches(addresses: int) -> Iterator[list[FrontierRequest]]:
    batch = []
    for number in range(addresses):
        host = f"www.portal{number % HOSTS}.example"
        url = f"http://{host}/zwgk/zfxxgknb/2024/t2024{number:08}.html"
        context = '{"kind":"report","title":"某局2024年政府信息公开工作年度报告","date":"2025-01-15"}'
        batch.append(FrontierRequest(f"p{number % HOSTS}", host, url, kind="report", priority=20, context_json=context))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
