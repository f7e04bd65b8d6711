"""The questions of the README, coverage, search, a diff and an export, on archives of 10,000 and 100,000 reports.

What should grow with the archive may grow ten times; what finds its rows through an index should not.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from archive import coverage, query, search
from archive.export.tables import export
from archive.parsed import runs
from archive.parsed.diff import diff
from archive.parsed.reparse import reparse
from archive.parsed.selections import Selection
from archive.store import Archive
from benchmarks.many_reports import Invented, make
from benchmarks.memory import peak_megabytes

SIZES = (10_000, 100_000)
README = Path(__file__).resolve().parent.parent / "README.md"
_QUESTION = re.compile(r"```sql\n(.+?)```", re.DOTALL)
# The bar of the project: a question over the whole country by province and year.
NATION = """select province, year, sum(total) from applications where line = 'new_received'
    group by province, year order by province, year"""
FIRST_ROWS = 100  # what a search shows
ROUNDS = 3


def questions() -> dict[str, Callable[[Archive], object]]:
    """What is asked, by what it is called in the table."""
    asked: dict[str, Callable[[Archive], object]] = {"new applications by province and year": _asks(NATION)}
    for number, sql in enumerate(_QUESTION.findall(README.read_text(encoding="utf-8")), start=1):
        asked[f"README, question {number}"] = _asks(sql)
    asked["coverage, all rows"] = lambda archive: sum(1 for _ in coverage.rows(archive))
    for term in ("水利局", "行政复议", "诉讼"):
        asked[f"search {term}, first {FIRST_ROWS} hits"] = _searches(term)
    return asked


def _asks(sql: str) -> Callable[[Archive], object]:
    def ask(archive: Archive) -> object:
        return sum(1 for _ in query.select(archive, sql, seconds=600).rows)

    return ask


def _searches(term: str) -> Callable[[Archive], object]:
    def find(archive: Archive) -> object:
        return list(islice(search.search(archive, term), FIRST_ROWS))

    return find


def lines() -> list[str]:
    """The result as Markdown."""
    with TemporaryDirectory() as scratch:
        taken = {size: _measure(Path(scratch) / f"{size}.db", size) for size in SIZES}
    small, large = (taken[size] for size in SIZES)
    return [
        f"Archives of {SIZES[0]:,} and {SIZES[1]:,} reports over the counties of China, invented figures.",
        f"Milliseconds, the best of {ROUNDS}; the run and the export once.",
        "",
        f"| what | {SIZES[0]:,} | {SIZES[1]:,} | growth |",
        "|---|---:|---:|---:|",
        *(f"| {what} | {small[what]:,.1f} | {large[what]:,.1f} | {large[what] / small[what]:.1f} |" for what in small),
    ]


def _measure(path: Path, size: int) -> dict[str, float]:
    with make(path, size) as archive:
        taken = {"bytes a report": path.stat().st_size / size}
        reparse(archive, Selection(where="year = 2024 and province = '河北省'"), 2, reader=Invented(2))
    with Archive.open_read_only(path) as archive:
        for what, ask in questions().items():
            taken[what] = min(_milliseconds(ask, archive) for _ in range(ROUNDS))
        newest = max(run.run_id for run in runs.list_runs(archive))
        taken["runs diff of one province and year"] = _milliseconds(lambda held: diff(held, newest), archive)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.questions", str(path)], check=True, capture_output=True, text=True
    )
    taken["export csv of the applications"], taken["memory of that export, MB"] = map(float, done.stdout.split())
    return taken


def _milliseconds(call: Callable[[Archive], object], archive: Archive) -> float:
    begun = time.perf_counter()
    call(archive)
    return 1000 * (time.perf_counter() - begun)


def _export(path: Path) -> tuple[float, float]:
    """In a process of its own, so that its memory can be told."""
    with Archive.open_read_only(path) as archive, TemporaryDirectory() as scratch:
        taken = _milliseconds(lambda held: export(held, "csv", Path(scratch), views=["applications"]), archive)
    return taken, peak_megabytes()


if __name__ == "__main__":
    print(*_export(Path(sys.argv[1])))
