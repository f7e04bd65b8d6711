"""Portals that changed their software, and the hours in which a portal is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.beginning import first_requests
from crawler.entries import entry_toml
from crawler.eras import Era
from crawler.hosts import is_allowed
from crawler.lint import lint
from crawler.plan import plan
from crawler.quiet import CHINA, quiet_until
from crawler.registry import Portal, RegistryError, load, load_toml
from crawler.run import CrawlSummary
from tests.crawler.pages import county, listed, rows

ENTRY = """[[portal]]
id = "411424"
name = "柘城县人民政府"
home = "http://www.zhecheng.gov.cn/"
division_code = "411424"
quiet_hours = "08:00-18:00"
[[portal.era]]
until = "2021-06-30"
since = "2015-01-01"
home = "http://jb.zhecheng-old.gov.cn/"
columns = ["http://jb.zhecheng-old.gov.cn/zfnb/"]
family = "empire"
"""
OLD = Era(
    until="2021-06-30",
    since="2015-01-01",
    home="http://jb.zhecheng-old.gov.cn/",
    columns=("http://jb.zhecheng-old.gov.cn/zfnb/",),
    family="empire",
)


@pytest.fixture
def entry(tmp_path: Path) -> Callable[[str], Portal]:
    def read(text: str) -> Portal:
        path = tmp_path / "portals.toml"
        path.write_text(text, encoding="utf-8")
        return next(iter(load_toml(path).portals.values()))

    return read


def test_an_era_is_read_and_written(entry: Callable[[str], Portal]) -> None:
    portal = entry(ENTRY)
    assert portal.eras == (OLD,)
    assert entry_toml(portal) == ENTRY
    assert entry(entry_toml(portal)) == portal


@pytest.mark.parametrize(
    ("written", "until", "years"),
    [
        ("until = 2020", None, None),
        ('until = "2020"', "2020-12-31", range(2008, 2020)),
        ("until = 2020-05-06", "2020-05-06", range(2008, 2020)),
        ('until = "2021-02"\nsince = "2016"', "2021-02-28", range(2015, 2021)),
    ],
)
def test_an_era_ends_with_its_year_month_or_day(
    entry: Callable[[str], Portal], written: str, until: str | None, years: range | None
) -> None:
    text = f'[[portal]]\nid = "a"\nhome = "http://a.gov.cn/"\n[[portal.era]]\n{written}\n'
    if until is None:
        with pytest.raises(RegistryError, match="portal a: era 1: field 'until' must be text, not 2020"):
            entry(text)
        return
    (era,) = entry(text).eras
    assert (era.until, era.report_years()) == (until, years)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("[[portal.era]]", "era 1: field 'until' is missing"),
        ('[[portal.era]]\nuntil = "2021-13"', "era 1: '2021-13' is no day of the calendar"),
        ('[[portal.era]]\nuntil = "long ago"', "era 1: 'long ago' is no year, month or day"),
        ('[[portal.era]]\nuntil = "2021"\nfamly = "trs"', "era 1: field 'famly' is not known"),
        ('[[portal.era]]\nuntil = "2021"\ncolumns = "http://a.gov.cn/"', "era 1: field 'columns' must be a list of texts"),
        ('[[portal.era]]\nuntil = "2021"\ncolumns = ["ftp://a.gov.cn/"]', "era 1: 'ftp://a.gov.cn/' is not an http"),
        ('era = "2021"', "field 'era' must be an array of tables"),
        ('quiet_hours = "8-18"', "field 'quiet_hours' must be hours of the day such as 08:00-18:00, not '8-18'"),
        ('quiet_hours = "08:00-08:00"', "field 'quiet_hours' must be hours of the day"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said(entry: Callable[[str], Portal], written: str, words: str) -> None:
    with pytest.raises(RegistryError) as raised:
        entry(f'[[portal]]\nid = "a"\nhome = "http://a.gov.cn/"\n{written}\n')
    assert words in str(raised.value)


def test_the_hosts_of_earlier_sites_belong_to_the_portal() -> None:
    portal = Portal("411424", "柘城县", "http://www.zhecheng.gov.cn/", eras=(OLD,))
    assert is_allowed("http://jb.zhecheng-old.gov.cn/zfnb/", portal)
    assert is_allowed("http://www.zhecheng.gov.cn/", portal)
    assert not is_allowed("http://www.example.com/", portal)


@pytest.mark.parametrize(
    ("portal", "faults"),
    [
        (Portal("a", "a", "http://a.gov.cn/", "411424", eras=(Era("2021-06-30", columns=("http://a.gov.cn/o/",)),)), []),
        (Portal("a", "a", "http://a.gov.cn/", "411424", eras=(Era("2021-06-30"),)),
         [("era", "the era until 2021-06-30 names no columns, so nothing is asked there")]),
        (Portal("a", "a", "http://a.gov.cn/", "411424", eras=(Era("2021-06-30", "2022-01-01", columns=("http://a.gov.cn/o/",)),)),
         [("era", "the era until 2021-06-30 begins after its end, on 2022-01-01")]),
        (Portal("a", "a", "http://a.gov.cn/", "411424", eras=(Era("2921-06-30", columns=("http://a.gov.cn/o/",)),)),
         [("era", "the era until 2921-06-30 is not over: the entry itself says what is now")]),
        (Portal("a", "a", "http://a.gov.cn/", "411424", eras=(Era("2018-12-31", columns=("http://a.gov.cn/p/",)),
                                                            Era("2021-06-30", "2018-01-01", columns=("http://a.gov.cn/o/",)))),
         [("era", "the eras until 2018-12-31 and until 2021-06-30 overlap")]),
        (Portal("a", "a", "http://a.gov.cn/", "411424", eras=(Era("2021-06-30", columns=("http://b.gov.cn/o/",)),)),
         [("column", "http://b.gov.cn/o/ does not lie on the hosts of the entry")]),
        (Portal("a", "a", "http://a.gov.cn/", "411424", eras=(Era("2021-06-30", columns=("http://a.gov.cn/o/",), family="trss"),)),
         [("family", "the family 'trss' is not known")]),
        (Portal("a", "a", "http://a.gov.cn/", "411424", every="0d"),
         [("every", "'0d' is no interval: the portal would be due without an end")]),
    ],
)  # fmt: skip
def test_lint_looks_at_eras_and_intervals(portal: Portal, faults: list[tuple[str, str]]) -> None:
    assert [(fault.rule, fault.detail) for fault in lint([portal])] == faults


@pytest.mark.parametrize(
    ("years", "asked"),
    [(frozenset(), True), (frozenset({2020}), True), (frozenset({2013}), False), (frozenset({2024}), False)],
)
def test_an_era_is_asked_where_the_years_reach_into_it(years: frozenset[int], asked: bool) -> None:
    portal = Portal("a", "a", "http://www.zhecheng.gov.cn/", columns=("http://www.zhecheng.gov.cn/nb/",), eras=(OLD,))
    requests = [(request.url, request.kind) for request in first_requests(portal, None, years)]
    assert requests[0] == ("http://www.zhecheng.gov.cn/nb/", "column")
    assert (("http://jb.zhecheng-old.gov.cn/zfnb/", "column") in requests) is asked


def test_a_site_of_old_is_read_whole_once(
    site: Any, new_site: Callable[[], Any], portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    old = new_site()
    site.pages = county(11)
    old.pages = {path: page for path, page in county(12, column="/old/nb/").items() if path != "/"}
    old.pages["/old/nb/"] = listed(12, column="/old/nb/")
    era = Era("2021-06-30", home=f"{old.url}/", columns=(f"{old.url}/old/nb/",))
    both = replace(portal, eras=(era,))
    first = crawl(archive_path, [both])
    assert (first.documents, first.exit_code, len(first.lists)) == (2, 0, 2)
    old.asked.clear()
    second = crawl(archive_path, [both])
    assert old.asked == []
    standing = next(one for one in second.lists if one.url == f"{old.url}/old/nb/")
    assert (standing.harvested, standing.complete, second.exit_code) == (1, True, 0)
    assert standing.reason.startswith("1 items known since the list was read in full on 20")
    assert rows(archive_path, "SELECT count(*) FROM listings WHERE rested_on IS NOT NULL") == [(1,)]


# --- quiet hours -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "moment", "until"),
    [
        ("08:00-18:00", "2026-11-21T00:00:00", "18:00"),  # 08:00 in China
        ("08:00-18:00", "2026-11-21T09:59:59", "18:00"),
        ("08:00-18:00", "2026-11-21T10:00:00", None),
        ("22:00-06:00", "2026-11-21T15:00:00", "06:00"),  # 23:00 in China
        ("22:00-06:00", "2026-11-21T21:59:00", "06:00"),  # 05:59 in China
        ("22:00-06:00", "2026-11-21T22:00:00", None),
        (None, "2026-11-21T22:00:00", None),
    ],
)
def test_quiet_hours_are_chinas(hours: str | None, moment: str, until: str | None) -> None:
    ending = quiet_until(hours, datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert (ending and f"{ending:%H:%M}") == until


def test_quiet_hours_of_the_file_are_those_of_every_portal_without(tmp_path: Path) -> None:
    path = tmp_path / "portals.toml"
    path.write_text('quiet_hours = "09:00-17:00"\n' + ENTRY, encoding="utf-8")
    registry = load(path)
    assert registry.portals["411424"].quiet_hours == "08:00-18:00"
    assert {p.quiet_hours for p in registry.portals.values() if p.id != "411424"} == {"09:00-17:00"}


def hours_around_now(width: int = 2) -> str:
    here = datetime.now(CHINA)
    return f"{here - timedelta(hours=width):%H:%M}-{here + timedelta(hours=width):%H:%M}"


def test_a_portal_is_not_asked_in_its_quiet_hours(
    site: Any, new_site: Callable[[], Any], portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]
) -> None:
    other = new_site()
    site.pages, other.pages = county(11), county(12)
    quiet = replace(portal, quiet_hours=hours_around_now())
    awake = Portal("990102", "另县", f"{other.url}/", allow_private=True)
    summary = crawl(archive_path, [quiet, awake])
    assert site.asked == []
    assert (summary.documents, summary.exit_code) == (1, 1)
    assert summary.interrupted.startswith("portal 990101 has its quiet hours until ")
    assert plan([quiet])[0].not_asked.startswith("not now: the portal has its quiet hours until ")
    again = crawl(archive_path, [replace(quiet, quiet_hours=None), awake])
    assert (again.resumed, again.documents, again.exit_code) == (True, 2, 0)
