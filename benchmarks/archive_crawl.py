"""The crawl into an archive, as `gongkai crawl` runs it, in a process of its own.

    python -m benchmarks.archive_crawl ARCHIVE URL…

Prints what it did as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from archive.store import Archive
from benchmarks.memory import peak_megabytes
from crawler.registry import Portal
from crawler.run import CrawlOptions, crawl


def run(archive: Path, homes: list[str]) -> dict[str, float]:
    """Pages, seconds and peak memory in MB of a crawl of these portals in this process."""
    import scrapy.crawler  # noqa: F401, PLC0415 - the peer's clock does not count its import either

    import crawler.spiders.reports  # noqa: F401, PLC0415

    portals = [
        Portal(f"bench{number:04}", f"portal {number}", home, allow_private=True) for number, home in enumerate(homes)
    ]
    Archive.open(archive, create=True).close()  # as a crawl that is not the first finds it
    begun, before = time.perf_counter(), time.process_time()
    summary = crawl(archive, portals, CrawlOptions(log_level="ERROR"))
    taken = time.perf_counter() - begun
    if not summary.complete:
        raise RuntimeError(f"the crawl is incomplete: {summary.incomplete[:3]}")
    return {
        "pages": summary.requests,
        "seconds": taken,
        "cpu": time.process_time() - before,
        "megabytes": peak_megabytes(),
    }


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), sys.argv[2:])))
