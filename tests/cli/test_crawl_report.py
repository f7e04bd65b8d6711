import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.raw import captures, crawls, portals
from archive.raw.captures import Capture
from archive.raw.crawls import Listing, ListItem
from archive.raw.portals import PortalRow
from archive.store import Archive
from gongkai.samples.server import SamplePortals
from tests.cli.running import Process, Run

LIST = "http://www.songlan.example/gknb.htm"


@pytest.fixture
def entries(tmp_path: Path) -> Iterator[Path]:
    with SamplePortals() as served:
        path = tmp_path / "portals.toml"
        path.write_text(served.portals_toml(), encoding="utf-8")
        yield path


def test_crawls_are_listed_with_what_they_got(run: Run, demo_archive: Path) -> None:
    [line] = json.loads(run("--archive", demo_archive, "crawls", "list", "--json").stdout)
    assert (line["crawl_id"], line["state"], line["portals"], line["complete"]) == (1, "finished", 4, False)
    assert line["requests"] == line["new_payloads"] + 5
    assert "finished" in run("--archive", demo_archive, "crawls", "list").stdout


def test_the_report_tells_portals_lists_and_what_is_missing(run: Run, demo_archive: Path) -> None:
    told = json.loads(run("--archive", demo_archive, "crawls", "show", "1", "--json").stdout)
    assert (told["totals"]["portals"], told["totals"]["portals_complete"], told["totals"]["findings"]) == (4, 2, 0)
    portal = next(portal for portal in told["portals"] if portal["portal_id"] == "990200")
    assert (portal["name"], portal["state"]) == ("澜江市人民政府", "incomplete")
    assert (portal["named"], portal["held"], portal["missing"]) == (18, 17, {"soft_404": 1})
    [read] = portal["lists"]
    assert (read["family"], read["declared_total"], read["harvested"], read["complete"]) == ("hanweb", 18, 18, True)
    assert portal["robots"][0]["refused"] == ""
    assert portal["hosts"][0]["host"] == "www.lanjiang.example"
    assert portal["received"] > 100_000
    assert told["to_do"] == [
        "990121: its lists name pages that are gone. Nothing can be done here; the coverage says so.",
        "990200: pages that its lists name say that they are gone.",
    ]


def test_the_text_tells_the_same(run: Run, demo_archive: Path) -> None:
    text = run("--archive", demo_archive, "crawls", "show", "1").stdout
    assert "4 portals: 2 complete, 2 incomplete, 0 no column, 0 refused, 0 not asked\n" in text
    assert "990200 澜江市人民政府: incomplete, something is missing\n" in text
    assert "  17 of 18 documents held; 1 soft_404\n" in text
    assert "list http://www.lanjiang.example/col/col1205/index.html (hanweb): 18 of 18 declared, complete: " in text
    assert text.endswith("  990200: pages that its lists name say that they are gone.\n")


@pytest.mark.parametrize("ending", ["txt", "json", "html"])
def test_a_report_is_written_to_a_file_and_is_the_same_every_time(
    run: Run, demo_archive: Path, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / "reports" / f"crawl.{ending}"
    shown = run("--archive", demo_archive, "crawls", "show", "1", "--output", path)
    first = path.read_text(encoding="utf-8")
    assert (shown.stdout, shown.stderr) == ("", f"the report on crawl 1 is in {path}\n")
    assert "990200" in first
    run("--archive", demo_archive, "crawls", "show", "1", "--output", path)
    assert path.read_text(encoding="utf-8") == first
    assert list(path.parent.iterdir()) == [path]


def test_the_html_needs_no_script_and_nothing_from_elsewhere(run: Run, demo_archive: Path) -> None:
    page = run("--archive", demo_archive, "crawls", "show", "1", "--format", "html").stdout
    assert page.startswith("<!DOCTYPE html>")
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
    assert '<b>990200</b> 澜江市人民政府: <span class="incomplete">incomplete</span>' in page
    assert re.findall(r"<(?:script|link|img|iframe)\b|\b(?:src|href)=", page) == []


def test_what_a_portal_sent_is_text_and_nothing_else(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    evil = "<script>alert(1)</script>\x1b[31m"
    with Archive.open(path, create=True) as archive:
        crawl_id = crawls.start_or_resume(archive, ["1"], {}).crawl_id
        with archive.write() as conn:
            portals.record(conn, PortalRow("1", evil, None, "http://a.example/", None))
            captures.record(
                conn,
                Capture(
                    "http://a.example/",
                    "2025-01-01T00:00:00Z",
                    "list",
                    200,
                    body=b"x",
                    crawl_id=crawl_id,
                    portal_id="1",
                ),
            )
            items = [ListItem("http://a.example/1.html", evil)]
            crawls.record_listing(
                conn,
                Listing(crawl_id, "1", "http://a.example/nb/", evil, 1, 1, complete=True, reason=evil, items=items),
            )
        crawls.finish(archive, crawl_id, "complete", complete=True)
    page = run("--archive", path, "crawls", "show", "1", "--format", "html").stdout
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\ufffd[31m" in page
    assert "\x1b" not in page + run("--archive", path, "crawls", "show", "1").stdout


ELSEWHERE = (
    "1: its lists name documents on hosts that are not its own, and these were not asked. "
    "If such a host belongs to the portal, add it to `hosts` in its entry."
)


@pytest.mark.parametrize(("years", "state", "to_do"), [([], "incomplete", [ELSEWHERE]), ([2023], "complete", [])])
def test_what_a_list_names_and_nobody_asked_for_is_said(
    run: Run, tmp_path: Path, years: list[int], state: str, to_do: list[str]
) -> None:
    path = tmp_path / "a.db"
    with Archive.open(path, create=True) as archive:
        crawl_id = crawls.start_or_resume(archive, ["1"], {"years": years}).crawl_id
        with archive.write() as conn:
            portals.record(conn, PortalRow("1", "青禾县", None, "http://a.example/", None))
            sent = {"body": b"x", "crawl_id": crawl_id, "portal_id": "1"}
            captures.record(conn, Capture("http://a.example/", "2025-01-01T00:00:00Z", "list", 200, **sent))
            items = [ListItem("http://b.example/1.html", "青禾县2024年政府信息公开工作年度报告")]
            crawls.record_listing(
                conn, Listing(crawl_id, "1", "http://a.example/nb/", None, 1, 1, complete=True, reason="", items=items)
            )
        crawls.finish(archive, crawl_id, "complete", complete=True)
    told = json.loads(run("--archive", path, "crawls", "show", "1", "--json").stdout)
    assert (told["portals"][0]["state"], told["portals"][0]["not_asked"], told["to_do"]) == (state, 1, to_do)


def test_a_crawl_that_there_is_not(run: Run, demo_archive: Path) -> None:
    shown = run("--archive", demo_archive, "crawls", "show", "7")
    assert shown.exit_code == 2
    assert shown.stderr.startswith("gongkai: there is no crawl 7 in ")


def test_another_ending_is_refused_before_anything_is_asked(run: Run, entries: Path, tmp_path: Path) -> None:
    ended = run("--archive", tmp_path / "a.db", "crawl", "990322", "--portals", entries, "--report", "crawl.pdf")
    assert (ended.exit_code, ended.stderr) == (2, "gongkai: crawl.pdf: a report ends in .txt, .json or .html\n")
    assert not (tmp_path / "a.db").exists()


def test_less_than_before_is_told_and_sets_the_exit_code(process: Process, entries: Path, tmp_path: Path) -> None:
    arguments = ("--archive", "a.db", "crawl", "990322", "--portals", entries)
    assert process(*arguments).returncode == 0
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection, connection:
        connection.execute("update list_readings set declared_total = 20, harvested = 20")
        connection.execute("update crawl_runs set started_at = '2025-02-01T00:00:00Z'")
    ended = process(*arguments, "--report", "out/crawl.html")
    finding = "990322, declared_dropped: the list declares 11 reports; before, it declared 20 (" + LIST + ")"
    assert ended.returncode == 1
    assert "\nLess than before:\n" in ended.stdout
    assert f"  {finding}\n" in ended.stdout
    page = (tmp_path / "out" / "crawl.html").read_text(encoding="utf-8")
    assert "the list declares 11 reports; before, it declared 20" in page
    told = json.loads(process("--archive", "a.db", "crawls", "show", "2", "--json").stdout)
    assert told["portals"][0]["findings"][0]["kind"] == "declared_dropped"
