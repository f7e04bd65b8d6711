"""Reports that are met while columns are looked for: as the page of the column itself, behind a link of the home page,
as a file. They are documents all the same, though lists name them a second time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.registry import Portal
from crawler.run import CrawlOptions, CrawlSummary
from tests.portals.county import COLUMN, NAME, addresses, column, county, listed, page, reports
from tests.portals.web import Page, Reply

PDF = Reply(b"%PDF-1.4 " + b"x" * 600, headers={"Content-Type": "application/pdf"})
MENU = f'<a href="{COLUMN}">{NAME}</a>'
FIRST = addresses(0, 1)[0]
_TEXT = "<p>一、总体情况。本年度主动公开政府信息若干条，收到申请若干件，均按期答复。</p>" * 4


@pytest.fixture
def documents(
    site: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> Callable[[Mapping[str, Page]], tuple[list[str], CrawlSummary]]:
    """What a crawl of these pages keeps as documents, and what it says of itself."""

    def kept(pages: Mapping[str, Page], years: frozenset[int] = frozenset()) -> tuple[list[str], CrawlSummary]:
        site.pages = dict(pages)
        summary = crawl(archive_path, [portal], CrawlOptions(years=years))
        with closing(sqlite3.connect(archive_path)) as connection:
            found = connection.execute(
                "SELECT url FROM capture_log WHERE document_id IS NOT NULL ORDER BY url"
            ).fetchall()
        return [url.removeprefix(site.url) for (url,) in found], summary

    return kept


Documents = Callable[..., tuple[list[str], CrawlSummary]]


def years_of_lonsun(year: int) -> str:
    """The page of an organ's report of a year, with the menu of years, of which it is one."""
    menu = "".join(
        f'<li><a href="/public/column/29?type=3&amp;publicYear={one}">{one}年</a></li>' for one in (2023, 2022)
    )
    head = f"<h1>青禾县水利局{year}年政府信息公开工作年度报告</h1>"
    return page(f"青禾县水利局{year}年政府信息公开工作年度报告", f'<ul id="timeFrame">{menu}</ul>{head}{_TEXT}')


def test_the_page_of_a_column_that_is_one_of_its_reports(documents: Documents) -> None:
    address = "/public/column/29?type=3&publicYear={}"
    pages = county(f'<a href="{address.format(2023)}">{NAME}</a>')
    pages |= {address.format(year): years_of_lonsun(year) for year in (2023, 2022)}
    kept, summary = documents(pages)
    assert kept == [address.format(2022), address.format(2023)]
    assert (summary.lists[0].harvested, summary.lists[0].complete, summary.exit_code) == (2, True, 0)


def test_the_page_of_a_column_is_no_document_where_its_year_is_not_wanted(documents: Documents) -> None:
    address = "/public/column/29?type=3&publicYear={}"
    pages = county(f'<a href="{address.format(2023)}">{NAME}</a>')
    pages |= {address.format(year): years_of_lonsun(year) for year in (2023, 2022)}
    assert documents(pages, frozenset({2022}))[0] == [address.format(2022)]


def test_a_folder_that_shows_its_newest_report_in_place(documents: Documents) -> None:
    others = {f"{COLUMN}{year}.html": f"青禾县{year}年政府信息公开工作年度报告" for year in (2022, 2021)}
    links = "".join(f'<li><a href="{address}">{words}</a></li>' for address, words in others.items())
    newest = "青禾县2023年政府信息公开工作年度报告"
    own = page(NAME, f'<ul><li><a href="{COLUMN}">{newest}</a></li>{links}</ul><h1>{newest}</h1>{_TEXT}')
    pages = county() | {COLUMN: own.replace(f"<title>{NAME}", f"<title>{newest}")}
    pages |= {address: page(words, f"<h1>{words}</h1>{_TEXT}") for address, words in others.items()}
    assert documents(pages)[0] == [COLUMN, *sorted(others)]


@pytest.mark.parametrize(
    ("words", "report"),
    [
        ("2023年政府信息公开工作年度报告", PDF),
        ("政府信息公开年报", PDF),
        ("2023年政府信息公开年报", page("青禾县人民政府门户网站", _TEXT)),  # its own words do not say what it is
    ],
    ids=["file of a year", "file", "page without a title"],
)
def test_what_the_home_page_links_to_and_a_list_names_too(documents: Documents, words: str, report: Page) -> None:
    pages = (
        county(f'{MENU}<a href="{FIRST}">{words}</a>') | column(COLUMN, listed(0, 3)) | reports(0, 3) | {FIRST: report}
    )
    kept, summary = documents(pages)
    assert (kept, summary.exit_code) == (addresses(0, 3), 0)


def test_a_report_that_no_list_names(documents: Documents) -> None:
    kept, _ = documents(county('<a href="/u/1.pdf">2023年政府信息公开工作年度报告</a>') | {"/u/1.pdf": PDF})
    assert kept == ["/u/1.pdf"]


def test_what_was_not_known_as_a_report_on_the_way_is_told(documents: Documents) -> None:
    """The link to it named a column, and the page says nothing of a report; but a list does."""
    silent = page("青禾县人民政府门户网站", "<p>欢迎访问青禾县人民政府门户网站，本页面正在完善之中。</p>" * 20)
    pages = county(f'{MENU}<a href="{FIRST}">信息公开年报</a>') | column(COLUMN, listed(0, 3)) | reports(0, 3)
    kept, summary = documents(pages | {FIRST: silent})
    assert (kept, summary.exit_code) == (addresses(1, 3), 1)
    (reason,) = summary.incomplete
    assert reason.startswith("portal 990101: 1 documents that its lists name were asked for on the way to its columns")
