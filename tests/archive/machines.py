"""Archives of several machines that crawl one web: each sees some of it, reads it its own way, and changes its mind."""

import random
from dataclasses import dataclass, replace
from pathlib import Path

from archive import withdraw
from archive.derived import making
from archive.derived.recipes import Made, Recipe
from archive.parsed import corrections, runs
from archive.parsed.reparse import parse_new, reparse
from archive.parsed.selections import Selection
from archive.raw import columns, crawls, frontier, portals, requests
from archive.store import Archive
from parsers.model import Context, Reading
from tests.archive.readings import URL, WrittenOut, capture, check, in_force, keep, line, page, report, sections

READERS = (
    WrittenOut("html-1"),
    WrittenOut("html-2", (("局1", "局2"),)),
    WrittenOut("html-3", (('"year":2021', '"year":2022'),)),
    WrittenOut("html-4", (('"value":7', '"value":8'), ("局0", "局3"))),
)


@dataclass(frozen=True)
class Seen:
    """What an address showed on a day."""

    url: str
    day: int
    reading: Reading
    title: str | None = None


def web(chance: random.Random, size: int = 16) -> list[Seen]:
    """Reports of few bodies under many addresses, some of them revised, some without a known body or year."""
    shown = []
    for number in range(size):
        for day in range(1, chance.choice((2, 2, 3))):
            reading = report(
                chance.choice(("局0", "局1", "局2", "局3", None)),
                chance.choice((2020, 2021, 2022, 2022, None)),
                figures=(
                    *line("new_received", chance.choice((5, 7, 9, None))),
                    *line("carried_over", chance.choice((1, 2))),
                    *line("carried_forward", chance.choice((1, 2))),
                    *in_force(1, 0, chance.choice((3, 4))),
                ),
                checks=(check("new_received", chance.choice(("pass", "fail"))),),
                sections=sections(f"第{number}份第{day}天", "公开" * chance.randint(1, 3)),
                published=chance.choice((None, "2024-01-05", "2024-01-06")),
            )
            if chance.random() < 0.3:
                code = chance.choice(("A01", "A02"))
                reading = replace(reading, publisher=replace(reading.publisher, organisation_code=code))
            title = chance.choice((None, f"{number}号年报"))
            shown.append(Seen(f"https://www.example.gov.cn/{number}.html", day, reading, title))
    return shown


def machine(path: Path, shown: list[Seen], chance: random.Random) -> Path:
    """The archive of one machine that saw a part of the web."""
    with Archive.open(path, create=True) as archive:
        name = path.stem
        held = [one for one in shown if chance.random() < 0.6]
        for day in sorted({one.day for one in held}):
            _crawl(archive, name, [one for one in held if one.day == day], day, chance)
            if chance.random() < 0.8:
                parse_new(archive, reader=chance.choice(READERS[:2]))
            if chance.random() < 0.2:
                _withdraw(archive, chance)
        for version in chance.sample(READERS, 2):
            _read_again(archive, version, chance)
        _derive(archive, chance)
        _correct(archive, chance)
        if chance.random() < 0.7:
            _withdraw(archive, chance)
    return path


def _crawl(archive: Archive, name: str, held: list[Seen], day: int, chance: random.Random) -> None:
    portal = chance.choice(("p1", "p2"))
    crawl_id = crawls.start_or_resume(archive, [portal], {"machine": name, "day": day}).crawl_id
    for second, one in enumerate(held, start=1):
        moment = f"2024-02-0{day}T0{chance.randint(0, 9)}:{ord(name) % 60:02}:{second:02}Z"  # no two ask in one second
        context = Context(url=one.url, list_title=one.title, portal_id=portal)
        fetched = capture(one.url, page(one.reading), moment, crawl_id=crawl_id, portal_id=portal, context=context)
        [recorded, *_] = keep(archive, fetched, replace(fetched, fetched_at=moment.replace("T0", "T1")))
        with archive.write() as conn:
            sent = requests.Sent("www.example.gov.cn", one.url, f"{moment[:-1]}.000Z", 2.0, 2.0, status=200)
            requests.record(conn, crawl_id, recorded.capture_id, portal, [sent])
    gone = f"https://www.example.gov.cn/gone-{chance.randint(0, 2)}"
    keep(archive, capture(gone, None, "2024-02-01T00:00:00Z", verdict="not_found", status=404, crawl_id=crawl_id))
    items = [crawls.ListItem(one.url, one.title, None, one.reading.year) for one in held]
    with archive.write() as conn:
        portals.record(conn, portals.PortalRow(portal, f"{portal}門戶{name}", None, None, None))
        columns.remember(conn, crawl_id, columns.KnownColumn(portal, f"{URL}{name}", "column", "a link"))
        listing = crawls.Listing(
            crawl_id, portal, URL, "plain", 40, len(items), complete=False, reason="cut", items=items
        )
        crawls.record_listing(conn, listing)
        frontier.add(conn, crawl_id, [frontier.FrontierRequest(portal, "www.example.gov.cn", f"{URL}?{name}")])
    if chance.random() < 0.7:
        crawls.finish(archive, crawl_id, "done", complete=True)
    else:
        crawls.suspend(archive, crawl_id, "interrupted")


def _read_again(archive: Archive, version: WrittenOut, chance: random.Random) -> None:
    run_id = reparse(archive, Selection(), reader=version).run_id
    if run_id is not None and chance.random() < 0.8:
        runs.promote(archive, run_id, force=True)
        if chance.random() < 0.3:
            runs.rollback(archive, run_id)


def _derive(archive: Archive, chance: random.Random) -> None:
    """A program that makes other pages of pages; two machines have made the same, and of two pages the same one."""
    version = chance.choice(("1", "2"))
    recipe = Recipe("ocr", "tool", version, "{}", "", lambda payload, _kind, _threads: Made(payload, "text/html"))
    held = archive.connection.execute(
        """SELECT p.sha256 FROM payloads p JOIN documents d ON d.sha256 = p.sha256
           WHERE p.stored IS NOT NULL AND d.derived_from IS NULL GROUP BY 1 ORDER BY 1"""
    ).fetchall()
    with archive.write() as conn:
        for (sha256,) in held[: chance.randint(1, 4)]:
            reading = report("局0", 2021, figures=line("new_received", 3), title=chance.choice((sha256[:8], "一样")))
            making.keep(conn, sha256, recipe, Made(page(reading), "text/html"), None)
        making.link(conn)
    parse_new(archive, reader=READERS[0])


def _correct(archive: Archive, chance: random.Random) -> None:
    cells = archive.connection.execute(
        """SELECT report_id, total FROM application_lines WHERE line = 'new_received' ORDER BY report_id LIMIT 5"""
    ).fetchall()
    for report_id, total in chance.sample(cells, min(2, len(cells))):
        corrections.add(
            archive,
            report_id,
            "applications.new_received.total",
            expected=total,
            value=1000 + chance.randint(0, 5),
            reason="a slip",
            source="the printed report",
        )
    listed = corrections.listed(archive)
    if listed and chance.random() < 0.5:
        corrections.withdraw(archive, listed[0].correction_id, "it was none")


def _withdraw(archive: Archive, chance: random.Random) -> None:
    held = archive.connection.execute("SELECT sha256 FROM payloads WHERE stored IS NOT NULL ORDER BY 1").fetchall()
    withdraw.withdraw(archive, chance.choice(held)[0], chance.choice(("by law", "on request")))
