"""`gongkai demo`: the whole way on the bundled sample portals."""

import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.store import Archive
from gongkai.front import INCOMPLETE, Front, FrontCommand, echo_json, json_option
from gongkai.terminal import Terminal, counted

if TYPE_CHECKING:
    from archive.parsed.reparse import RunSummary
    from crawler.run import CrawlSummary
    from gongkai.rows import Row

DEMO_ARCHIVE = Path("data/demo.db")
_REPORTS = """
select agency, year, form, checks_failed from reports where agency is not null and year is not null
order by agency, year, checks_failed desc, form
"""
_FAILING = """
select c.report_id, r.agency, r.year, c.rule, c.detail from checks c join reports r on r.report_id = c.report_id
where c.state = 'fail' order by c.report_id, c.rule, c.subject
"""
# The report that shows most: a full form, figures in many cells.
_SHOWN = """
select report_id from applications where line = 'new_received' order by total desc, report_id limit 1
"""
_QUESTION = """\
select year, sum(total) as new_applications
from applications
where line = 'new_received'
group by year
order by year"""


@click.command(cls=FrontCommand)
@json_option
@click.pass_obj
def demo(front: Front, *, as_json: bool) -> None:
    """Crawl the bundled sample portals on this machine, parse, and show what was found. Needs no network.

    Its archive is data/demo.db unless --archive names another. Run again, it fetches nothing new. Some sample
    pages are missing on purpose, and the crawl says so; that does not make the demo fail.
    """
    archive = front.archive if front.archive_is_named else DEMO_ARCHIVE
    if as_json:
        crawled, parsed = crawl_samples(front, archive)
        echo_json({"archive": str(archive), "crawl": asdict(crawled), "parse": asdict(parsed)})
    else:
        run_demo(front, archive, Terminal())


def run_demo(front: Front, archive: Path, terminal: Terminal) -> None:
    """Crawl, parse, and print the tour."""
    from gongkai.crawling import print_crawl
    from gongkai.reports import find_report, print_tables
    from gongkai.rows import fetch

    terminal.line("Four invented portals are served on this machine and crawled with the real spider.")
    crawled, parsed = crawl_samples(front, archive)
    print_crawl(terminal, crawled)
    if crawled.interrupted:
        terminal.line("Run it again: it goes on where it was.")
        raise SystemExit(INCOMPLETE)
    read = f"{counted(parsed.read, 'document')} read: {counted(parsed.reports, 'report')}"
    terminal.line(f"{read}, {parsed.not_reports} that are none")
    with Archive.open_read_only(archive) as held:
        _print_reports(terminal, fetch(held.connection, _REPORTS))
        shown = fetch(held.connection, _SHOWN)[0]["report_id"]
        report = find_report(held, str(shown))
        terminal.heading(f"Report {shown}: {report.reading.title}")
        print_tables(terminal, report.reading)
        _print_rows(terminal, "Checks that fail", fetch(held.connection, _FAILING))
        terminal.heading("A question in SQL")
        terminal.line(_QUESTION)
        terminal.line()
        terminal.chart([(str(row["year"]), row["new_applications"]) for row in fetch(held.connection, _QUESTION)])
    _print_next(terminal, archive, shown)


def crawl_samples(front: Front, archive: Path) -> "tuple[CrawlSummary, RunSummary]":
    """Serve the sample portals, crawl and parse them."""
    from crawler.registry import load_toml
    from crawler.run import CrawlOptions
    from gongkai.crawling import run_crawl
    from gongkai.parsing import parse_new
    from gongkai.samples.server import SamplePortals

    with SamplePortals() as served, tempfile.TemporaryDirectory() as folder:
        entries = Path(folder) / "portals.toml"
        entries.write_text(served.portals_toml(), encoding="utf-8")
        portals = list(load_toml(entries).portals.values())
        crawled = run_crawl(front, archive, portals, CrawlOptions(log_level=front.log_level))
    with Archive.open(archive) as held:
        return crawled, parse_new(front, held)


def _print_reports(terminal: Terminal, rows: "list[Row]") -> None:
    """Agency by year: the form of each report."""
    years = sorted({row["year"] for row in rows})
    cells: dict[str, dict[int, str]] = {}
    for row in rows:
        cells.setdefault(row["agency"], {})[row["year"]] = f"{row['form']}{'!' if row['checks_failed'] else ''}"
    terminal.heading(f"Reports: {len(rows)}, each shown by its form; ! marks one whose sums do not hold")
    terminal.table(
        ["agency", *map(str, years)],
        [(agency, *(by_year.get(year, "") for year in years)) for agency, by_year in cells.items()],
    )


def _print_rows(terminal: Terminal, heading: str, rows: "list[Row]") -> None:
    terminal.heading(f"{heading}: {len(rows)}")
    if rows:
        terminal.table(list(rows[0]), [list(row.values()) for row in rows])


def _print_next(terminal: Terminal, archive: Path, report_id: int) -> None:
    called = Path(sys.argv[0])
    program = str(called) if called.name == "gongkai" and shutil.which("gongkai") != str(called) else "gongkai"
    start = f"{program} --archive {archive}"
    terminal.heading(f"The archive is {archive}. Try next:")
    terminal.line(f"  {start} show {report_id}")
    terminal.line(f"  {start} query 'select * from coverage' --format csv")
    terminal.line(f"  {start} status")
