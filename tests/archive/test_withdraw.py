"""A payload that was withdrawn is gone, with all that was made from it, and stays away."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from archive import search, withdraw
from archive.errors import ArchiveError, ArchiveLocked
from archive.fixity import verify
from archive.merge.merging import merge
from archive.packing import pack
from archive.parsed import corrections, runs
from archive.parsed.bodies import body_of
from archive.parsed.reparse import parse_new, reparse
from archive.parsed.selections import Selection
from archive.raw import crawls, payloads
from archive.raw.held import validators, validators_of
from archive.store import Archive
from parsers.model import Context
from tests.archive.readings import URL, WrittenOut, capture, keep, line, page, report, sections

READER = WrittenOut()
OTHER = "https://www.example.gov.cn/copy.html"
TOLD = report(year=2022, figures=line("new_received", 4711), sections=sections("龘靐齉爩", "再说"))
PLAIN = report(year=2022, figures=line("new_received", 5), sections=sections("平常", "再说"))


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def answer(archive: Archive, sql: str) -> list[tuple[object, ...]]:
    return archive.connection.execute(sql).fetchall()


@pytest.fixture
def held(archive: Archive) -> Archive:
    """A report that two addresses show, the newer one with what is to be withdrawn."""
    keep(archive, capture(OTHER, page(PLAIN), "2024-01-01T00:00:00Z"), capture(URL, page(TOLD)))
    parse_new(archive, reader=READER)
    return archive


def test_the_report_falls_back_to_its_next_document(held: Archive) -> None:
    assert answer(held, "SELECT report_id, url FROM reports") == [(1, URL)]
    removed = withdraw.withdraw(held, sha(page(TOLD)), "by law")
    assert removed == withdraw.Removed(
        sha256=sha(page(TOLD)),
        size=len(page(TOLD)),
        was_withdrawn=False,
        captures=1,
        documents=1,
        readings=1,
        bodies=1,
        reports_gone=(),
        reports_changed=(1,),
    )
    assert answer(held, "SELECT report_id, url FROM reports") == [(1, OTHER)]
    assert answer(held, "SELECT total FROM applications") == [(5,)]
    assert verify(held).damage == []


def test_what_stays_is_the_capture_and_a_tombstone(held: Archive) -> None:
    withdraw.withdraw(held, sha(page(TOLD)), "by law")
    [(sha256, size, media_type, reason, at)] = answer(held, "SELECT * FROM withdrawals")
    assert (sha256, size, media_type, reason) == (sha(page(TOLD)), len(page(TOLD)), "text/html", "by law")
    assert len(str(at)) == len("2024-01-01T00:00:00Z")
    assert answer(held, "SELECT url, sha256, size FROM captures WHERE capture_id = 2") == [(URL, sha256, size)]
    assert answer(held, f"SELECT payload('{sha256}')") == [(None,)]
    assert answer(held, "SELECT sha256 FROM parses") == [(sha(page(PLAIN)),)]


def test_a_report_with_no_other_document_is_not_held_and_coverage_says_why(archive: Archive) -> None:
    crawl_id = crawls.start_or_resume(archive, ["p"], {}).crawl_id
    keep(archive, capture(URL, page(TOLD), crawl_id=crawl_id))
    with archive.write() as conn:
        item = crawls.ListItem(URL, "年报", None, 2022)
        crawls.record_listing(
            conn, crawls.Listing(crawl_id, "p", "https://a/list", None, 1, 1, complete=True, items=[item])
        )
    parse_new(archive, reader=READER)
    removed = withdraw.withdraw(archive, sha(page(TOLD)), "on request")
    assert removed.reports_gone == (1,)
    assert answer(archive, "SELECT * FROM reports") == []
    found = answer(archive, "SELECT agency, division_code, year, status, evidence FROM coverage WHERE year = 2022")
    mine = [row for row in found if row[0] == "柘城县水利局" or URL in str(row[4])]
    assert [row[:4] for row in mine] == [("柘城县水利局", "411424", 2022, "unknown")]
    assert f"payload {sha(page(TOLD))} was withdrawn on " in str(mine[0][4])
    assert str(mine[0][4]).endswith(f": on request ({URL})")


def test_no_byte_of_it_is_left_in_the_file(held: Archive) -> None:
    stored = {
        "payload": pack(page(TOLD)),
        "reading": body_of(TOLD).packed,
        "section": "龘靐齉爩".encode(),
        "entry of the search": "靐齉".encode(),
    }
    before = everything(held.path)
    assert [what for what, traces in stored.items() if traces not in before] == []
    withdraw.withdraw(held, sha(page(TOLD)), "by law")
    withdraw.scrub(held)
    after = everything(held.path)
    assert [what for what, traces in stored.items() if traces in after] == []
    assert pack(page(PLAIN)) in after


def everything(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in (path, Path(f"{path}-wal")) if file.exists())


def test_even_without_the_scrub_the_file_itself_has_no_byte_of_the_payload(held: Archive) -> None:
    withdraw.withdraw(held, sha(page(TOLD)), "by law")
    held.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert pack(page(TOLD)) not in everything(held.path)


def test_a_reader_keeps_the_log_from_being_emptied_and_that_is_said(held: Archive) -> None:
    withdraw.withdraw(held, sha(page(TOLD)), "by law")
    held.connection.execute("PRAGMA busy_timeout = 10")
    with (
        Archive.open_read_only(held.path) as reader,
        reader.one_state(),
        pytest.raises(ArchiveLocked, match="is read by another process, so its log could not be emptied"),
    ):
        withdraw.scrub(held)
    withdraw.scrub(held)
    assert "龘靐齉爩".encode() not in everything(held.path)


def test_nothing_is_found_by_searching(held: Archive) -> None:
    assert [hit.report_id for hit in search.search(held, "靐齉")] == [1]
    withdraw.withdraw(held, sha(page(TOLD)), "by law")
    assert list(search.search(held, "靐齉")) == []
    assert [hit.report_id for hit in search.search(held, "平常")] == [1]


def test_a_reading_that_another_payload_shares_stays(archive: Archive) -> None:
    other = page(TOLD).replace(b'{"', b'{ "', 1)
    keep(archive, capture(URL, page(TOLD)), capture(OTHER, other))
    parse_new(archive, reader=READER)
    assert answer(archive, "SELECT count(*) FROM bodies") == [(1,)]
    assert withdraw.withdraw(archive, sha(page(TOLD)), "by law").bodies == 0
    assert answer(archive, "SELECT url FROM reports") == [(OTHER,)]
    assert verify(archive).damage == []


def test_a_context_that_another_payload_has_stays(archive: Archive) -> None:
    context = Context(url=URL, list_title="年报")
    keep(
        archive,
        capture(URL, page(PLAIN), "2024-01-01T00:00:00Z", context=context),
        capture(URL, page(TOLD), context=context),
        capture(URL, page(TOLD), "2024-03-01T00:00:00Z", context=replace(context, list_title="只此一处")),
    )
    parse_new(archive, reader=READER)
    assert withdraw.withdraw(archive, sha(page(TOLD)), "by law").documents == 2
    assert answer(archive, "SELECT json FROM contexts") == [(context.to_json(),)]


def test_candidates_changes_and_corrections_of_it_go_too(held: Archive) -> None:
    cell = "applications.new_received.total"
    corrections.add(held, 1, cell, expected=4711, value=4712, reason="a slip", source="print")
    again = reparse(held, Selection(all=True), reader=WrittenOut("html-2", (('"value":4711', '"value":4713'),)))
    assert answer(held, "SELECT count(*) FROM parse_changes") == [(1,)]
    assert again.run_id is not None
    removed = withdraw.withdraw(held, sha(page(TOLD)), "by law")
    assert (removed.readings, removed.bodies) == (2, 2)
    for table in ("parse_changes", "correction_log", "correction_states"):
        assert answer(held, f"SELECT * FROM {table}") == []
    runs.promote(held, again.run_id)  # what is left of the run can still be promoted and taken back
    runs.rollback(held, again.run_id)
    assert answer(held, "SELECT total FROM applications") == [(5,)]
    assert verify(held).damage == []


def test_the_same_bytes_are_not_kept_again(held: Archive) -> None:
    withdraw.withdraw(held, sha(page(TOLD)), "by law")
    again, elsewhere = keep(
        held,
        capture(URL, page(TOLD), "2024-05-01T00:00:00Z"),
        capture("https://www.example.gov.cn/third.html", page(TOLD), "2024-05-02T00:00:00Z"),
    )
    assert (again.verdict, again.new_payload, again.document_id) == ("revisit", False, None)
    assert (elsewhere.verdict, elsewhere.new_payload, elsewhere.document_id) == ("ok", False, None)
    notes = answer(held, "SELECT error FROM captures WHERE capture_id > 2")
    assert len(notes) == 2
    for (note,) in notes:
        assert re.fullmatch(r"the payload was withdrawn on \S+ \(by law\): its bytes are not kept", str(note))
    assert payloads.is_known(held.connection, sha(page(TOLD)))
    assert parse_new(held, reader=READER).read == 0
    assert answer(held, "SELECT count(*) FROM payloads WHERE stored IS NULL") == [(1,)]
    assert verify(held).damage == []


def test_it_is_asked_for_anew_and_a_changed_document_is_kept(held: Archive) -> None:
    assert validators(held.connection, URL) is not None
    assert set(validators_of(held.connection, [URL, OTHER])) == {URL, OTHER}
    withdraw.withdraw(held, sha(page(TOLD)), "by law")
    assert validators(held.connection, URL) is None  # a 304 would confirm bytes that are gone
    assert set(validators_of(held.connection, [URL, OTHER])) == {OTHER}
    unchanged = capture(URL, None, "2024-05-01T00:00:00Z", verdict="revisit", status=304)
    clean = report(year=2022, figures=line("new_received", 6), sections=sections("无名", "再说"))
    mended = capture(URL, page(clean), "2024-06-01T00:00:00Z")
    seen, new = keep(held, unchanged, mended)
    assert (seen.verdict, seen.document_id) == ("revisit", None)
    assert (new.verdict, new.new_payload) == ("ok", True)
    parse_new(held, reader=READER)
    assert answer(held, "SELECT report_id, url FROM reports") == [(1, URL)]


def test_a_withdrawn_page_is_known_again_with_another_visitor_counter(archive: Archive) -> None:
    html = "<html><body><h1>年报</h1><p>浏览次数：{}</p><p>张三，{}</p></body></html>"
    first, counted, changed = (html.format(*said).encode() for said in ((12, "甲"), (99, "甲"), (99, "乙")))
    keep(archive, capture(URL, first))
    withdraw.withdraw(archive, sha(first), "by law")
    again, other = keep(
        archive, capture(URL, counted, "2024-05-01T00:00:00Z"), capture(URL, changed, "2024-06-01T00:00:00Z")
    )
    assert (again.verdict, again.sha256, again.document_id) == ("revisit", sha(first), None)
    assert (other.verdict, other.new_payload) == ("ok", True)
    assert not payloads.is_known(archive.connection, sha(counted))


def test_withdrawing_twice_changes_nothing(held: Archive) -> None:
    withdraw.withdraw(held, sha(page(TOLD)), "by law")
    before = list(held.connection.iterdump())
    assert withdraw.withdraw(held, sha(page(TOLD)), "for another reason").was_withdrawn
    assert list(held.connection.iterdump()) == before


def test_a_preview_counts_and_changes_nothing(held: Archive) -> None:
    before = list(held.connection.iterdump())
    foreseen = withdraw.preview(held, sha(page(TOLD)))
    assert list(held.connection.iterdump()) == before
    assert withdraw.withdraw(held, sha(page(TOLD)), "by law") == foreseen


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(held: Archive, reason: str) -> None:
    with pytest.raises(ArchiveError, match="needs a reason"):
        withdraw.withdraw(held, sha(page(TOLD)), reason)


def test_a_payload_is_found_by_the_beginning_of_its_digest(held: Archive) -> None:
    sha256 = sha(page(TOLD))
    assert withdraw.find(held, sha256) == withdraw.find(held, sha256[:8].upper()) == sha256
    for wrong, says in (("abc", "no SHA-256"), ("zzzzzzzz", "no SHA-256"), ("0" * 64, "no payload 0")):
        with pytest.raises(withdraw.NoSuchPayload, match=says):
            withdraw.find(held, wrong)


def test_a_payload_that_is_not_held_cannot_be_withdrawn(held: Archive) -> None:
    with pytest.raises(withdraw.NoSuchPayload, match=r"no payload 0{64} is held"):
        withdraw.preview(held, "0" * 64)
    with pytest.raises(withdraw.NoSuchPayload, match=r"no payload 0{64} is held"):
        withdraw.withdraw(held, "0" * 64, "by law")
    assert held.connection.execute("SELECT count(*) FROM withdrawn_payloads").fetchone() == (0,)


def test_two_payloads_of_one_beginning_are_told_apart(held: Archive) -> None:
    with held.write() as conn:
        for end in "ab":
            conn.execute("INSERT INTO payloads (sha256, size) VALUES (?, 0)", ("12345678" + end * 56,))
    with pytest.raises(withdraw.NoSuchPayload, match="more than one payload begins with 12345678: 12345678aaa"):
        withdraw.find(held, "12345678")


def test_a_merge_removes_what_was_withdrawn_elsewhere_and_keeps_it_out(held: Archive, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "other.db", create=True) as other:
        merge(other, [held.path])
        withdraw.withdraw(other, sha(page(TOLD)), "by law")
        assert merge(other, [held.path])[0].new["documents"] == 0
        assert answer(other, "SELECT url FROM reports") == [(OTHER,)]
    [merged] = merge(held, [tmp_path / "other.db"])
    assert merged.removed == 1
    assert answer(held, "SELECT url FROM reports") == [(OTHER,)]
    withdraw.scrub(held)
    assert pack(page(TOLD)) not in everything(held.path)


def test_a_tombstone_keeps_out_a_payload_that_was_never_held(held: Archive, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "other.db", create=True) as other:
        keep(other, capture("https://elsewhere.example/", page(TOLD)))
        withdraw.withdraw(other, sha(page(TOLD)), "by law")
    with Archive.open(tmp_path / "third.db", create=True) as third:
        merge(third, [tmp_path / "other.db", held.path])
        assert answer(third, "SELECT url FROM reports") == [(OTHER,)]
        assert answer(third, "SELECT count(*) FROM captures") == [(3,)]
        assert verify(third).damage == []
