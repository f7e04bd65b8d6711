"""What a second crawl asks and keeps: of lists the first known page, of documents what is due, of bytes what is new."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.moments import FORMAT
from archive.raw.crawls import ListItem
from archive.raw.history import Checks, EarlierList
from crawler.families.base import ListPage, NextPage
from crawler.items import Item
from crawler.lists import ListWalk, advance
from crawler.registry import Portal, load_toml
from crawler.resting import next_check, rest
from crawler.run import CrawlOptions, CrawlSummary
from gongkai.samples.server import SamplePortals
from tests.crawler.pages import COLUMN, address, article, articles, county, home, listed, make_older, rows
from tests.portals.plans import THIRTY
from tests.portals.sample import make_sample
from tests.portals.serving import Servers
from tests.portals.web import Asked, Reply, Site

Crawl = Callable[..., CrawlSummary]
SITE = "http://www.qinghe.gov.cn"


# --- lists -------------------------------------------------------------------------------------------


def page(*numbers: int, total: int | None = 6) -> ListPage:
    items = tuple(Item(f"{SITE}/a/{n}.html", f"第{n}局2023年政府信息公开工作年度报告") for n in numbers)
    return ListPage(items, declared_total=total, following=NextPage(f"{SITE}/index_1.html"))


def earlier(*numbers: int) -> EarlierList:
    items = tuple(ListItem(f"{SITE}/a/{n}.html", f"第{n}局") for n in numbers)
    return EarlierList(7, "2026-11-01T00:00:00Z", len(numbers), items)


def rested(before: EarlierList, *pages: ListPage) -> tuple[int, int | None] | None:
    """Pages read and items after resting on an earlier reading; None where the list must be read on."""
    walk = ListWalk(f"{SITE}/nb/", "trs", "")
    for number, one in enumerate(pages, 1):
        step = advance(walk, one)
        if (ending := rest(step, one, before)) is not None:
            assert ending.ending is not None
            assert ending.ending.complete
            assert ending.walk.rested_on == 7
            return number, ending.walk.harvested
        walk = step.walk
    return None


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ([page(1, 2)], (1, 6)),  # the first page shows nothing new
        ([page(9, 1, total=7), page(2, 3, total=7)], (2, 7)),  # one is new, the page after it shows only what is known
        ([page(9, 1, total=7)], None),  # something new on the page: read on
        ([page(1, 2, total=7)], None),  # the list declares one more than is known
        ([page(1, 2, total=5)], None),  # and one less: something was taken away
        ([page(1, 2, total=None)], None),  # a list that declares nothing proves nothing
        ([page(1, 2, total=10_000)], None),  # a cap is no number
        ([page()], None),  # nothing at all is shown
        ([page(8, 1, total=6), page(2, 3, total=6)], None),  # one was put in another's place: the sum is too large
        ([page(1, 9, total=6), page(2, 3, total=7)], None),  # the number changed on the way
    ],
)
def test_a_list_rests_on_an_earlier_reading_only_where_the_numbers_prove_it(
    pages: list[ListPage], found: tuple[int, int] | None
) -> None:
    assert rested(earlier(1, 2, 3, 4, 5, 6), *pages) == found


@pytest.mark.parametrize("how", [{"allowed": lambda url: not url.endswith("/1.html")}, {"unlinked": 1}])
def test_a_list_with_entries_that_cannot_be_asked_for_is_read_on(how: dict[str, Any]) -> None:
    step = advance(ListWalk(f"{SITE}/nb/", "trs", ""), page(1, 2), **how)
    assert rest(step, page(1, 2), earlier(1, 2, 3, 4, 5, 6)) is None


def test_a_number_that_may_be_a_cap_proves_nothing_though_as_many_are_known() -> None:
    assert rested(earlier(*range(10_000)), page(1, 2, total=10_000)) is None


PAGER = '<div><a title="Total record"><b>{}</b></a>{}</div>'


def list_of(total: int, size: int = 3) -> dict[str, str]:
    """A column in pages of three, the newest report first, that declares how many it has."""
    numbers = list(range(10 + total, 10, -1))
    pages = [numbers[start : start + size] for start in range(0, total, size)]
    made = {}
    for number, shown in enumerate(pages, 1):
        onward = f'<a href="{COLUMN}index_{number + 1}.html">下一页</a>' if number < len(pages) else ""
        path = COLUMN if number == 1 else f"{COLUMN}index_{number}.html"
        made[path] = listed(*shown, below=PAGER.format(total, onward))
    return made | articles(*numbers)


def test_pages_of_a_list_are_read_until_one_shows_only_what_is_known(
    site: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    site.pages = {"/": home()} | list_of(9)
    first = crawl(archive_path, [portal]).lists[0]
    assert (first.declared_total, first.harvested, first.complete) == (9, 9, True)
    site.asked.clear()
    site.pages |= list_of(10)
    second = crawl(archive_path, [portal])
    lists = [path for path in site.paths() if path.startswith(COLUMN) and "t2024" not in path]
    assert lists == [COLUMN, f"{COLUMN}index_2.html"]
    account = second.lists[0]
    assert (account.declared_total, account.harvested, account.complete, second.documents) == (10, 10, True, 10)
    assert account.reason.startswith(
        "10 of 10 items, 6 of them over 2 pages and 4 known since the list was read in full"
    )
    assert rows(archive_path, "SELECT rested_on FROM listings ORDER BY list_id") == [(None,), (1,)]
    make_older(archive_path, 31)
    site.asked.clear()
    assert crawl(archive_path, [portal]).lists[0].complete
    assert f"{COLUMN}index_4.html" in site.paths()  # after a month it is read in full again


# --- documents ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "last", "due"),
    [(0, 0, 7), (0, 6, 7), (0, 7, 30), (0, 29, 30), (0, 30, 91), (0, 91, 365), (0, 400, 765), (100, 101, 107)],
)
def test_documents_are_looked_at_again_at_growing_intervals(changed: int, last: int, due: int) -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    days = [(begin + timedelta(days=number)).strftime(FORMAT) for number in (last, changed)]
    assert next_check(Checks(*days)) == begin + timedelta(days=due)


def test_a_routine_crawl_asks_for_what_is_due(site: Any, portal: Portal, archive_path: Path, crawl: Crawl) -> None:
    site.pages = county(11, 12)
    crawl(archive_path, [portal])
    make_older(archive_path, 6)
    site.asked.clear()
    site.pages |= {COLUMN: listed(11, 12, 13)} | articles(13)
    routine = CrawlOptions(routine=True)
    second = crawl(archive_path, [portal], routine)
    assert [path for path in site.paths() if "t2024" in path] == [address(13)]
    assert (second.exit_code, second.documents, second.lists[0].harvested) == (0, 3, 3)
    make_older(archive_path, 2)
    site.asked.clear()
    crawl(archive_path, [portal], routine)
    assert [path for path in site.paths() if "t2024" in path] == [address(11), address(12)]
    site.asked.clear()
    crawl(archive_path, [portal])  # asked for by name, everything is looked at
    assert len([path for path in site.paths() if "t2024" in path]) == 3


def test_a_document_that_was_refused_is_due(
    site: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    site.pages = county(11, 12) | {address(12): reply("您的访问被拒绝", 403)}
    crawl(archive_path, [portal])
    site.asked.clear()
    site.pages[address(12)] = article(12)
    assert crawl(archive_path, [portal], CrawlOptions(routine=True)).documents == 2
    assert [path for path in site.paths() if "t2024" in path] == [address(12)]


def test_a_file_that_was_refused_is_due_though_its_article_is_not(
    site: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    cover = article(11, "见附件。").replace("</div>", '<a href="/f/1.pdf">附件</a><a href="/f/2.pdf">附件</a></div>')
    pdf = reply(b"%PDF-1.4 " + b"x" * 600, headers={"Content-Type": "application/pdf"})
    site.pages = county(11, 12) | {address(11): cover, "/f/1.pdf": pdf, "/f/2.pdf": reply("您的访问被拒绝", 403)}
    assert crawl(archive_path, [portal]).exit_code == 1
    site.asked.clear()
    site.pages["/f/2.pdf"] = reply(b"%PDF-1.4 " + b"y" * 600, headers={"Content-Type": "application/pdf"})
    second = crawl(archive_path, [portal], CrawlOptions(routine=True))
    assert site.paths() == [COLUMN, "/f/2.pdf"]
    assert (second.documents, second.exit_code) == (4, 0)
    site.asked.clear()
    crawl(archive_path, [portal], CrawlOptions(routine=True))
    assert site.paths() == [COLUMN]


# --- bytes -------------------------------------------------------------------------------------------


def test_counters_and_clocks_are_no_new_report(
    site: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    views = iter(range(1000))

    def counted(body: str) -> Callable[[Any], Any]:
        def answer(asked: Any) -> Any:  # noqa: ARG001 - whoever asks
            number = next(views)
            chrome = f"<p>浏览次数：{number}</p><p>当前时间：2026-11-21 10:00:{number % 60:02}</p>"
            return reply(body.replace("</body>", f"{chrome}</body>"))

        return answer

    plain = county(11, 12)
    site.pages = {path: counted(body) for path, body in plain.items()}
    crawl(archive_path, [portal])
    second = crawl(archive_path, [portal])
    assert (second.new_payloads, second.unchanged) == (0, 3)
    kept = rows(
        archive_path, "SELECT count(*), count(DISTINCT received_sha256) FROM captures WHERE verdict = 'revisit'"
    )
    assert kept == [(3, 3)]
    site.pages[address(11)] = counted(plain[address(11)].replace("。", "，修订。", 1))
    third = crawl(archive_path, [portal])
    assert (third.new_payloads, third.unchanged) == (1, 2)


def test_a_second_crawl_of_unchanged_portals_costs_next_to_nothing(
    archive_path: Path, tmp_path: Path, crawl: Crawl
) -> None:
    with SamplePortals() as samples:
        entries = tmp_path / "portals.toml"
        entries.write_text(samples.portals_toml(), encoding="utf-8")
        portals = list(load_toml(entries).portals.values())
        first, second = (crawl(archive_path, portals) for _ in range(2))
    received = dict(rows(archive_path, "SELECT crawl_id, sum(received) FROM requests GROUP BY crawl_id"))
    assert received[second.crawl_id] < 0.05 * received[first.crawl_id]
    assert (second.new_payloads, second.documents) == (0, first.documents)


class Files(Site):
    """A site whose pages are files, sent again only if they changed; what is asked with a query is made anew.

    `file_bytes` is what it sent of files.
    """

    file_bytes = 0

    def reply_to(self, asked: Asked) -> Reply:
        made = super().reply_to(asked)
        if asked.method != "GET" or "?" in asked.path or made.status != 200:
            return made
        tag = f'"{hashlib.sha256(made.content).hexdigest()[:16]}"'  # what a web server makes of a file
        if asked.headers.get("if-none-match") == tag:
            return Reply(status=304, headers={"ETag": tag})
        self.file_bytes += len(made.content)
        return replace(made, headers={**made.headers, "ETag": tag})


@pytest.mark.campaign
def test_thirty_portals_a_second_time(archive_path: Path, start_crawl: Callable[..., Any]) -> None:
    with Servers() as servers:
        samples = [make_sample(plan, "thirty") for plan in THIRTY]
        sites = [Files() for _ in samples]
        for site, sample in zip(sites, samples, strict=True):
            site.pages = sample.site().pages
            servers.start(site=site)
        portals = [sample.portal(site.address) for site, sample in zip(sites, samples, strict=True)]
        first = start_crawl(archive_path, portals).result(timeout=300)
        first_bytes = sum(site.file_bytes for site in sites)
        second = start_crawl(archive_path, portals).result(timeout=300)

    def told(summary: CrawlSummary) -> set[tuple[Any, ...]]:
        return {(one.url, one.family, one.declared_total, one.harvested, one.complete) for one in summary.lists}

    assert told(second) == told(first)
    assert (second.new_payloads, second.documents, second.missing) == (0, first.documents, first.missing)
    assert sum(site.file_bytes for site in sites) - first_bytes < 0.05 * first_bytes
