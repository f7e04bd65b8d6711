"""The crawl into an archive, as `gongkai crawl` runs it: this process asks, and starts another that keeps.

    python -m benchmarks.archive_crawl ARCHIVE URL…

Prints what it did as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from archive.store import Archive
from benchmarks.memory import Children, peak_megabytes
from crawler.registry import Portal
from crawler.run import CrawlOptions, crawl


def run(archive: Path, homes: list[str]) -> dict[str, float]:
    """Pages, seconds, CPU seconds of both processes together, and the peak memory of each in MB.

    The keeper's own start is within the seconds and the CPU time.
    """
    import scrapy.crawler  # noqa: F401, PLC0415 - the peer's clock does not count its import either

    import crawler.spiders.reports  # noqa: F401, PLC0415

    portals = [
        Portal(f"bench{number:04}", f"portal {number}", home, allow_private=True) for number, home in enumerate(homes)
    ]
    Archive.open(archive, create=True).close()  # as a crawl that is not the first finds it
    with Children() as keeper:
        begun, before = time.perf_counter(), _cpu()
        summary = crawl(archive, portals, CrawlOptions(log_level="ERROR"), on_event=lambda _: None)
        taken, cpu = time.perf_counter() - begun, _cpu() - before
    if not summary.complete:
        raise RuntimeError(f"the crawl is incomplete: {summary.incomplete[:3]}")
    return {
        "pages": summary.requests,
        "seconds": taken,
        "cpu": cpu,
        "megabytes": peak_megabytes(),
        "keeper_megabytes": keeper.megabytes,
    }


def _cpu() -> float:
    """CPU seconds of this process and of those that it started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), sys.argv[2:])))
