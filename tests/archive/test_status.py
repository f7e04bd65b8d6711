"""What an archive says of itself: status, coverage, and one report with all that is held of it."""

import pytest

from archive import coverage, show, status
from archive.coverage import Chosen
from archive.parsed import runs
from archive.parsed.reparse import parse_new, reparse
from archive.raw import crawls, portals
from archive.raw.crawls import Listing, ListItem
from archive.raw.portals import PortalRow
from archive.store import Archive
from parsers.model import Reading
from tests.archive.readings import URL, WrittenOut, capture, check, keep, line, page, report

READER = WrittenOut()
FULL = report(figures=line("new_received", 3), checks=(check("new_received", "pass"), check("granted", "fail")))


def test_an_empty_archive(archive: Archive) -> None:
    found = status.status(archive, reader=READER)
    assert (found.newest_crawl, found.unread, found.stale, found.readers) == (None, 0, 0, ())
    assert (found.failing_portals, found.unfinished_runs, found.candidate_runs) == ((), (), ())
    assert (found.sizes.payloads, found.sizes.reports) == (0, 0)
    assert found.sizes.file_bytes >= archive.path.stat().st_size


def test_the_status_counts_what_is_there(archive: Archive) -> None:
    run = crawls.start_or_resume(archive, ["1"], {})
    keep(archive, capture(body=page(FULL), crawl_id=run.crawl_id), capture("https://a/2", b"x" * 10))
    with Archive.open_read_only(archive.path) as reading:
        assert status.status(reading, reader=READER).unread == 2
    parse_new(archive, reader=READER)
    keep(archive, capture("https://a/3", page(report("林业局"))))
    with Archive.open_read_only(archive.path) as reading:
        found = status.status(reading, reader=READER)
    sizes = found.sizes
    assert (sizes.captures, sizes.payloads, sizes.documents, sizes.readings) == (3, 3, 3, 2)
    assert (sizes.reports, sizes.publishers) == (1, 1)
    assert sizes.payload_bytes == len(page(FULL)) + 10 + len(page(report("林业局")))
    assert (found.unread, found.failed, found.not_reports) == (1, 0, 1)
    assert found.newest_crawl is not None
    assert (found.newest_crawl.state, found.newest_crawl.counts["new_payloads"]) == ("running", 1)


def test_stale_readings_and_code_without_a_new_version_are_told_apart(archive: Archive) -> None:
    keep(archive, capture(body=page(FULL)))
    parse_new(archive, reader=READER)
    [state] = status.status(archive, reader=READER).readers
    assert (state.readings, state.stale, state.unversioned) == (1, False, False)
    [state] = status.status(archive, reader=WrittenOut("html-2")).readers
    assert (state.reader_version, state.installed_version, state.stale, state.unversioned) == (
        "html-1", "html-2", True, False,
    )  # fmt: skip
    [state] = status.status(archive, reader=WrittenOut("html-1", (("a", "b"),))).readers
    assert (state.stale, state.unversioned) == (True, True)


def test_candidates_wait_in_the_status_until_they_are_promoted(archive: Archive) -> None:
    keep(archive, capture(body=page(FULL)))
    parse_new(archive, reader=READER)
    newer = WrittenOut("html-2")
    run = reparse(archive, reader=newer).run_id
    assert run is not None
    assert status.status(archive, reader=newer).candidate_runs == (run,)
    runs.promote(archive, run)
    assert status.status(archive, reader=newer).candidate_runs == ()


def test_a_portal_that_refused_everything_is_failing(archive: Archive) -> None:
    with archive.write() as conn:
        for number in ("1", "2"):
            portals.record(conn, PortalRow(number, f"县{number}", None, None, None))
    run = crawls.start_or_resume(archive, ["1", "2"], {})
    keep(
        archive,
        capture("https://one/", b"no", verdict="waf_block", portal_id="1", crawl_id=run.crawl_id),
        capture("https://one/2", None, verdict="network", portal_id="1", crawl_id=run.crawl_id),
        capture("https://two/", b"no", verdict="waf_block", portal_id="2", crawl_id=run.crawl_id),
        capture("https://two/2", b"list", verdict="list", portal_id="2", crawl_id=run.crawl_id),
    )
    assert status.status(archive, reader=READER).failing_portals == ()
    crawls.finish(archive, run.crawl_id, "refused", complete=False)
    [portal] = status.status(archive, reader=READER).failing_portals
    assert portal == status.PortalState("1", "县1", 1, {"network": 1, "waf_block": 1})


def test_coverage_of_what_is_held(archive: Archive) -> None:
    held: list[Reading] = [FULL, report("林业局", checks=(check("granted", "pass"),)), report("农业局")]
    keep(archive, *(capture(f"https://a/{number}", page(reading)) for number, reading in enumerate(held)))
    parse_new(archive, reader=READER)
    found = coverage.rows(archive, Chosen(year=2023))
    assert [(row.agency, row.year, row.status, row.evidence) for row in found if row.publisher_id is not None] == [
        ("柘城县农业局", 2023, "unknown", "report 3 is held; it has nothing that could be checked"),
        ("柘城县林业局", 2023, "checked", "report 2: 1 checks pass, 0 fail"),
        ("柘城县水利局", 2023, "failing", "report 1: 1 checks pass, 1 fail"),
    ]
    assert [row.agency for row in coverage.rows(archive, Chosen(division="4114", status="failing"))] == ["柘城县水利局"]
    assert [row for row in coverage.rows(archive, Chosen(division="42")) if row.status != "unknown"] == []
    assert list(coverage.rows(archive, Chosen(year=2022))) == []


def test_coverage_of_what_a_list_names_and_is_not_held(archive: Archive) -> None:
    run = crawls.start_or_resume(archive, ["1"], {})
    items = [ListItem(f"https://a/{n}", f"年报{n}", "2024-01-20", 2023) for n in range(7)]
    with archive.write() as conn:
        crawls.record_listing(
            conn, Listing(run.crawl_id, "1", "https://a/", "empire", 7, 7, complete=True, items=items)
        )
    keep(
        archive,
        capture("https://a/0", page(FULL)),
        capture("https://a/1", b"no", verdict="not_found"),
        capture("https://a/2", b"no", verdict="captcha", error="a picture"),
        capture("https://a/3", b"raise"),
        capture("https://a/5", b"a notice"),
        capture("https://a/6", b"a sub-list", verdict="list"),
    )
    parse_new(archive, reader=READER)
    broke = "the reader broke: RuntimeError: no such table"
    found = sorted((row.status, row.evidence) for row in coverage.rows(archive) if row.division_code is None)
    assert found == [
        ("not_found", "named by list 1; capture 2: not_found (年报1, https://a/1)"),
        ("refused", "named by list 1; capture 3: captcha, a picture (年报2, https://a/2)"),
        ("unknown", "named by list 1, never asked for (年报4, https://a/4)"),
        ("unread", f"named by list 1; capture 4 is held, but not read: {broke} (年报3, https://a/3)"),
    ]
    counted = coverage.counts(archive)
    assert list(counted) == list(coverage.STATUSES)
    assert (counted["checked"], counted["failing"], counted["unread"], counted["refused"]) == (0, 1, 1, 1)
    assert sum(counted.values()) == len(list(coverage.rows(archive)))


def test_one_report_with_all_that_is_held_of_it(archive: Archive) -> None:
    keep(archive, capture(body=page(FULL)), capture(body=b"no", verdict="waf_block", status=403))
    parse_new(archive, reader=READER)
    with Archive.open_read_only(archive.path) as reading:
        shown = show.report(reading, 1)
    assert shown.fields["agency"] == "柘城县水利局"
    assert shown.reading == FULL
    assert [(c.subject, c.state, c.cells) for c in shown.checks] == [
        ("new_received", "pass", ("applications.new_received.total",)),
        ("granted", "fail", ("applications.granted.total",)),
    ]
    assert [(c.capture_id, c.verdict, c.status) for c in shown.captures] == [(2, "waf_block", 403), (1, "ok", 200)]
    assert [(p.parse_id, p.state, p.reader_version) for p in shown.parses] == [(1, "current", "html-1")]
    assert shown.revisions == ()


def test_a_report_is_found_under_the_number_it_had(archive: Archive) -> None:
    keep(archive, capture(body=page(FULL)), capture("https://a/2", page(report("水利周"))))
    parse_new(archive, reader=READER)
    run = reparse(archive, reader=WrittenOut("html-2", (("水利周", "水利局"),))).run_id
    assert run is not None
    runs.promote(archive, run)
    assert (show.report(archive, 2).asked_for, show.report(archive, 2).report_id) == (2, 1)


def test_a_report_that_is_not_there(archive: Archive) -> None:
    with pytest.raises(show.NoSuchReport, match="there is no report 7"):
        show.report(archive, 7)


def test_the_addresses_of_a_report_are_those_of_its_documents(archive: Archive) -> None:
    keep(archive, capture(URL, page(FULL)), capture("https://a/2", page(report(title="复本"))))
    parse_new(archive, reader=READER)
    assert {c.url for c in show.report(archive, 1).captures} == {URL, "https://a/2"}
