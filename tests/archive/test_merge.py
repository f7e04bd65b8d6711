"""Archives join by content: in any order, any number of times, with the same result."""

import hashlib
import itertools
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import brotli
import pytest

from archive import moments
from archive.backup import backup
from archive.derived import making
from archive.derived.recipes import Made, Recipe
from archive.fixity import verify
from archive.merge import history, plan
from archive.merge.merging import merge
from archive.merge.sources import MergeRefused
from archive.packing import unpack
from archive.parsed import runs
from archive.parsed.reparse import parse_new, reparse
from archive.parsed.selections import Selection
from archive.raw import crawls, frontier
from archive.store import APPLICATION_ID, SCHEMA_VERSION, Archive, ArchiveDamaged, ArchiveLocked, ArchiveNewer
from archive.withdraw import withdraw
from tests.archive.content import Content, content_of
from tests.archive.machines import machine, web
from tests.archive.readings import URL, WrittenOut, capture, keep, line, page, report

READER = WrittenOut()
LATER = "https://www.example.gov.cn/nb/2.html"


def joined(target: Path, first: Path, *others: Path) -> Path:
    """A copy of the first archive with the others merged into it, one after the other."""
    shutil.copy(first, target)
    with Archive.open(target) as archive:
        for other in others:
            merge(archive, [other])
    return target


def content(path: Path) -> Content:
    """What a sound archive says."""
    with Archive.open_read_only(path) as archive:
        assert verify(archive).damage == []
        return content_of(archive)


def test_the_order_of_merging_does_not_matter(tmp_path: Path) -> None:
    check_orders(tmp_path, 1, 8)


def check_orders(tmp_path: Path, seed: int, size: int, set_clock: Callable[[], None] = lambda: None) -> None:
    chance = random.Random(seed)
    shown = web(chance, size)
    archives = []
    for name in "abc":
        set_clock()
        archives.append(machine(tmp_path / f"{name}.db", shown, chance))
    a, b, c = archives
    results = [
        content(joined(tmp_path / f"{number}.db", *order))
        for number, order in enumerate(itertools.permutations((a, b, c)))
    ]
    ab, bc = joined(tmp_path / "ab.db", a, b), joined(tmp_path / "bc.db", b, c)
    results.append(content(joined(tmp_path / "a-bc.db", a, bc)))
    results.append(content(joined(tmp_path / "c-ab-bc-a.db", c, ab, bc, a)))
    for other in results[1:]:
        assert other == results[0]


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(2, 40))
def test_the_order_of_merging_does_not_matter_in_many_worlds(tmp_path: Path, seed: int) -> None:
    check_orders(tmp_path, seed, 16)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(2, 40))
def test_the_order_of_merging_does_not_matter_whenever_what_was_done(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machines are at work at the same time."""
    chance = random.Random(seed)
    check_orders(tmp_path, seed, 16, lambda: monkeypatch.setattr(moments, "datetime", hurried_clock(chance)))


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(2, 40))
def test_the_order_of_merging_does_not_matter_whatever_the_clocks_say(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moments, "datetime", erratic_clock(random.Random(seed)))
    check_orders(tmp_path, seed, 16)


def hurried_clock(chance: random.Random) -> type[datetime]:
    """Of a machine that takes seconds for what takes milliseconds: what would fall into one second does not."""
    passed = 0

    class Hurried(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            nonlocal passed
            passed += chance.random() < 0.5
            return cls(2026, 11, 22, tzinfo=tz) + timedelta(seconds=passed)

    return Hurried


def erratic_clock(chance: random.Random) -> type[datetime]:
    """Of a machine whose clock is set forward and back."""

    class Erratic(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2026, 11, 22, tzinfo=tz) + timedelta(seconds=chance.randint(0, 12))

    return Erratic


def test_every_table_has_its_place_in_the_plan(archive: Archive) -> None:
    tables = {
        row[0]
        for row in archive.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not row[0].startswith(("sqlite_", "_sqlite_", "section_pairs"))
    }
    joined = {how.table for how in plan.JOINED}
    planned = [*joined, *plan.JOINED_OTHERWISE, *plan.MADE_ANEW, *plan.OF_THIS_ARCHIVE]
    assert sorted(planned) == sorted(tables)


def test_what_an_archive_holds_is_taken_into_an_empty_one(archive: Archive, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with Archive.open(other, create=True) as theirs:
        keep(theirs, capture(URL, page(report(figures=line("new_received", 5)))))
        parse_new(theirs, reader=READER)
        said = content_of(theirs)
    before = other.read_bytes()
    [merged] = merge(archive, [other])
    assert content_of(archive) == said
    assert {kind: number for kind, number in merged.new.items() if number} == {
        "payloads": 1,
        "captures": 1,
        "documents": 1,
        "runs": 1,
        "readings": 1,
    }
    assert merged.reports == (0, 1)
    assert other.read_bytes() == before
    assert verify(archive, rebuild=True, reader=READER).damage == []


def test_numbers_of_the_archive_that_is_merged_into_stay(archive: Archive, tmp_path: Path) -> None:
    keep(archive, capture(URL, page(report("财政局", 2022))), capture(LATER, page(report("水利局", 2023))))
    parse_new(archive, reader=READER)
    numbers = "SELECT r.report_id, r.publisher_id, r.capture_id, r.agency, r.year FROM reports r ORDER BY 1"
    before = archive.connection.execute(numbers).fetchall()
    with Archive.open(tmp_path / "other.db", create=True) as other:
        keep(other, capture("https://a/3", page(report("水利局", 2021)), "2023-01-01T00:00:00Z"))
        keep(other, capture(LATER, page(report("水利局", 2023)), "2024-06-01T00:00:00Z"))
        parse_new(other, reader=READER)
    merge(archive, [tmp_path / "other.db"])
    after = archive.connection.execute(numbers).fetchall()
    assert after[:2] == before
    assert after[2:] == [(3, before[1][1], 3, "柘城县水利局", 2021)]
    assert archive.connection.execute("SELECT count(*) FROM link_results").fetchall() == [(0,)]


def promoted_at(path: Path, moment: str, page_shown: bytes, version: WrittenOut) -> Path:
    """An archive that holds one page, whose reading by that version became current at that time."""
    with Archive.open(path, create=True) as archive:
        keep(archive, capture(URL, page_shown))
        parse_new(archive, reader=READER)
        run_id = reparse(archive, Selection(), reader=version).run_id
        assert run_id is not None
        runs.promote(archive, run_id, force=True)
        archive.connection.execute("UPDATE runs SET started_at = '2024-03-01T00:00:00Z', promoted_at = ?", (moment,))
        archive.connection.execute("UPDATE run_events SET at = ?", (moment,))
    return path


def test_the_reading_that_became_current_last_is_current(tmp_path: Path) -> None:
    shown = page(report(figures=line("new_received", 5)))
    older = promoted_at(
        tmp_path / "a.db", "2024-05-01T00:00:00Z", shown, WrittenOut("html-9", (('"value":5', '"value":6'),))
    )
    newer = promoted_at(
        tmp_path / "b.db", "2024-06-01T00:00:00Z", shown, WrittenOut("html-2", (('"value":5', '"value":7'),))
    )
    for order in ((older, newer), (newer, older)):
        with Archive.open(joined(tmp_path / f"{order[0].stem}.merged.db", *order)) as archive:
            assert archive.connection.execute(
                "SELECT total, reader_version FROM applications JOIN reports USING (report_id)"
            ).fetchall() == [(7, "html-2")]
            states = archive.connection.execute("SELECT reader_version, state FROM parses ORDER BY 1").fetchall()
            assert states == [("html-1", "superseded"), ("html-2", "current"), ("html-9", "superseded")]
            [newest] = [
                run
                for run in runs.list_runs(archive)
                if run.promoted_at == "2024-06-01T00:00:00Z" and run.kind == "reparse"
            ]
            runs.rollback(archive, newest.run_id)
            assert archive.connection.execute("SELECT total FROM applications").fetchall() == [(5,)]


def test_coverage_names_what_a_withdrawn_page_was_last_read_as_in_any_archive(tmp_path: Path) -> None:
    shown = page(report("财政局", 2022))
    dated = (("a", "2024-04-01T00:00:00Z", "水利局"), ("b", "2024-06-01T00:00:00Z", "教育局"))
    a, b = (
        promoted_at(tmp_path / f"{name}.db", moment, shown, WrittenOut("html-2", (("财政局", agency),)))
        for name, moment, agency in dated
    )
    c = promoted_at(tmp_path / "c.db", "2024-05-01T00:00:00Z", shown, WrittenOut("html-3", (("财政局", "民政局"),)))
    with Archive.open(c) as archive:
        withdraw(archive, hashlib.sha256(shown).hexdigest(), "by law")
    for order in itertools.permutations((a, b, c)):
        with Archive.open(joined(tmp_path / "-".join(path.stem for path in order), *order)) as archive:
            assert archive.connection.execute(
                "SELECT agency, division_code, year FROM coverage WHERE evidence LIKE 'was held; payload %'"
            ).fetchall() == [("柘城县教育局", "411424", 2022)]


TEXT = page(report("财政局", 2022))


def of_scans(path: Path, *scans: tuple[bytes, str]) -> Path:
    """An archive with scans and when they were fetched, of each of which a program has made the same text."""
    recipe = Recipe("ocr", "tool", "1", "{}", "", lambda payload, _kind, _threads: Made(payload, "text/html"))
    with Archive.open(path, create=True) as archive:
        for scan, fetched_at in scans:
            keep(archive, capture(URL, scan, fetched_at))
            with archive.write() as conn:
                making.keep(conn, hashlib.sha256(scan).hexdigest(), recipe, Made(TEXT, "text/html"), None)
        parse_new(archive, reader=READER)
    return path


SCANS = ((b"scan 1", "2024-02-01T00:00:00Z"), (b"scan 2", "2024-03-01T00:00:00Z"))


def test_the_same_text_of_two_scans_is_shown_by_the_scan_seen_last(tmp_path: Path) -> None:
    a, b, both = (
        of_scans(tmp_path / f"{name}.db", *scans)
        for name, scans in (("a", SCANS[:1]), ("b", SCANS[1:]), ("both", SCANS))
    )
    for path in (joined(tmp_path / "ab.db", a, b), joined(tmp_path / "ba.db", b, a), both):
        with Archive.open_read_only(path) as archive:
            assert archive.connection.execute("SELECT fetched_at FROM reports").fetchall() == [(SCANS[1][1],)]
            assert verify(archive).damage == []


def test_the_same_text_of_two_withdrawn_scans_tells_of_the_earlier_withdrawal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moments, "datetime", hurried_clock(random.Random(1)))
    archives = [of_scans(tmp_path / "both.db", *SCANS)]
    for name, (scan, fetched_at) in zip("ab", SCANS, strict=True):
        archives.append(tmp_path / f"{name}.db")
        with Archive.open(archives[-1], create=True) as archive:
            keep(archive, capture(URL, scan, fetched_at))
            withdraw(archive, hashlib.sha256(scan).hexdigest(), f"{name} had to")
    earlier = f"a had to (made from payload {hashlib.sha256(SCANS[0][0]).hexdigest()})"
    for order in itertools.permutations(archives):
        with Archive.open(joined(tmp_path / "-".join(path.stem for path in order), *order)) as archive:
            assert archive.connection.execute(
                "SELECT reason FROM withdrawals WHERE sha256 = ?", (hashlib.sha256(TEXT).hexdigest(),)
            ).fetchall() == [(earlier,)]


def test_candidates_of_the_other_archive_can_be_promoted_here(archive: Archive, tmp_path: Path) -> None:
    keep(archive, capture(URL, page(report(figures=line("new_received", 5)))))
    parse_new(archive, reader=READER)
    backup(archive.path, tmp_path / "other.db")
    with Archive.open(tmp_path / "other.db") as other:
        reparse(other, Selection(), reader=WrittenOut("html-2", (('"value":5', '"value":6'),)))
    merge(archive, [tmp_path / "other.db"])
    [candidate] = [run for run in runs.list_runs(archive) if run.state == "candidate"]
    assert candidate.changed == 1
    runs.promote(archive, candidate.run_id, force=True)
    assert archive.connection.execute("SELECT total FROM applications").fetchall() == [(6,)]
    assert verify(archive).damage == []


def test_a_run_that_was_rolled_back_elsewhere_is_told_as_it_was_there(archive: Archive, tmp_path: Path) -> None:
    keep(archive, capture(URL, page(report(figures=line("new_received", 5)))))
    parse_new(archive, reader=READER)
    again = reparse(archive, Selection(), reader=WrittenOut("html-2", (('"value":5', '"value":6'),)))
    assert again.run_id is not None
    runs.promote(archive, again.run_id, force=True)
    backup(archive.path, tmp_path / "other.db")
    with Archive.open(tmp_path / "other.db") as other:
        runs.rollback(other, again.run_id)
        there = other.connection.execute(
            "SELECT promoted_at, rolled_back_at FROM runs WHERE kind = 'reparse'"
        ).fetchall()
    merge(archive, [tmp_path / "other.db"])
    here = archive.connection.execute("SELECT promoted_at, rolled_back_at FROM runs WHERE kind = 'reparse'").fetchall()
    assert here == there
    assert None not in here[0]


def test_reports_of_one_body_from_two_archives_are_checked_against_each_other(archive: Archive, tmp_path: Path) -> None:
    keep(archive, capture(URL, page(report(year=2022, figures=line("carried_forward", 4)))))
    parse_new(archive, reader=READER)
    with Archive.open(tmp_path / "other.db", create=True) as other:
        keep(other, capture(LATER, page(report(year=2023, figures=line("carried_over", 3)))))
        parse_new(other, reader=READER)
    merge(archive, [tmp_path / "other.db"])
    assert archive.connection.execute("SELECT count(DISTINCT publisher_id) FROM reports").fetchall() == [(1,)]
    assert archive.connection.execute("SELECT rule, state FROM checks").fetchall() == [("carry_link", "fail")]


def test_a_crawl_that_was_cut_off_elsewhere_can_be_taken_up_here(archive: Archive, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "other.db", create=True) as other:
        crawl_id = crawls.start_or_resume(other, ["p"], {"years": None}).crawl_id
        asked = [frontier.FrontierRequest("p", "a", f"https://a/{n}") for n in range(3)]
        with other.write() as conn:
            frontier.add(conn, crawl_id, asked)
        [row, _] = frontier.claim(other, crawl_id, 2, 60, "elsewhere:1:x")
        with other.write() as conn:
            frontier.done(conn, crawl_id, row.request_id)
    merge(archive, [tmp_path / "other.db"])
    resumed = crawls.start_or_resume(archive, ["p"], {"years": None})
    assert resumed.resumed
    rows = frontier.claim(archive, resumed.crawl_id, 9, 60, "here:1:x")
    assert sorted(row.url for row in rows) == ["https://a/1", "https://a/2"]
    crawls.finish(archive, resumed.crawl_id, "done", complete=True)
    merge(archive, [tmp_path / "other.db"])
    assert archive.connection.execute("SELECT reason FROM crawls").fetchall() == [("done",)]
    assert archive.connection.execute("SELECT count(*) FROM frontier").fetchall() == [(0,)]


def spoil(path: Path, table: str) -> None:
    """Turn a bit in everything that a table stores."""
    with sqlite3.connect(path) as outside:
        for rowid, stored in outside.execute(f"SELECT rowid, stored FROM {table}").fetchall():
            spoilt = bytearray(stored)
            spoilt[len(spoilt) // 2] ^= 1
            outside.execute(f"UPDATE {table} SET stored = ? WHERE rowid = ?", (bytes(spoilt), rowid))
    outside.close()


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """An archive with one report, to be merged."""
    with Archive.open(tmp_path / "other.db", create=True) as theirs:
        keep(theirs, capture(URL, page(report(figures=line("new_received", 5)))))
        parse_new(theirs, reader=READER)
    return tmp_path / "other.db"


def test_a_payload_that_is_damaged_there_is_named_and_taken_as_it_is(archive: Archive, other: Path) -> None:
    spoil(other, "payloads")
    [merged] = merge(archive, [other])
    assert [damage.split(" is damaged")[0][:8] for damage in merged.damaged] == ["payload "]
    assert merged.new["captures"] == 1
    assert [damage.kind for damage in verify(archive).damage] == ["payload"]


def test_a_payload_that_is_damaged_here_is_mended_from_there(archive: Archive, other: Path) -> None:
    merge(archive, [other])
    spoil(archive.path, "payloads")
    assert verify(archive).damage != []
    assert merge(archive, [other])[0].healed == 1
    assert verify(archive).damage == []


def stored(path: Path) -> bytes:
    """The frame of the only payload."""
    with Archive.open_read_only(path) as archive:
        [(frame,)] = archive.connection.execute("SELECT stored FROM payloads").fetchall()
    return bytes(frame)


def test_a_sound_payload_stays_as_it_is_packed_here(archive: Archive, other: Path) -> None:
    merge(archive, [other])
    before = stored(archive.path)
    with sqlite3.connect(other) as outside:
        outside.execute("UPDATE payloads SET stored = ?", (brotli.compress(unpack(before), quality=0),))
    outside.close()
    assert stored(other) != before
    assert merge(archive, [other])[0].healed == 0
    assert stored(archive.path) == before


def test_a_payload_that_is_damaged_in_both_archives_is_named_and_stays(archive: Archive, other: Path) -> None:
    merge(archive, [other])
    spoil(archive.path, "payloads")
    with sqlite3.connect(other) as outside:
        outside.execute("UPDATE payloads SET stored = x'00'")
    outside.close()
    before = stored(archive.path)
    [merged] = merge(archive, [other])
    assert (merged.healed, len(merged.damaged)) == (0, 1)
    assert stored(archive.path) == before


def test_a_reading_that_is_damaged_there_is_left_out_and_read_anew(archive: Archive, other: Path) -> None:
    spoil(other, "bodies")
    [merged] = merge(archive, [other])
    assert [damage.split()[:3] for damage in merged.damaged] == [["the", "stored", "reading"]]
    assert merged.new["readings"] == 0
    assert parse_new(archive, reader=READER).reports == 1
    assert verify(archive).damage == []


def test_rows_that_point_to_nothing_are_not_merged(archive: Archive, other: Path) -> None:
    with sqlite3.connect(other) as outside:
        outside.execute("DELETE FROM payloads")
    outside.close()
    with pytest.raises(ArchiveDamaged, match=r"its rows need what it does not hold .*, and none of them was merged"):
        merge(archive, [other])
    assert archive.connection.execute("SELECT count(*) FROM captures").fetchall() == [(0,)]
    assert verify(archive).damage == []


def test_an_archive_is_not_merged_with_itself(archive: Archive, tmp_path: Path) -> None:
    link = tmp_path / "same.db"
    link.symlink_to(archive.path)
    for path in (archive.path, link):
        with pytest.raises(MergeRefused, match="is the archive that is merged into"):
            merge(archive, [path])


def test_nothing_is_merged_beside_a_crawl(archive: Archive, other: Path) -> None:
    begin = "from archive.raw import crawls; crawls.start_or_resume(archive, ['p'], {}); print('at work', flush=True)"
    command = f"import sys; from archive.store import Archive; archive = Archive.open(sys.argv[1]); {begin}; input()"
    with subprocess.Popen(
        [sys.executable, "-c", command, str(archive.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as crawler:
        assert crawler.stdout is not None
        assert crawler.stdout.readline() == "at work\n"
        with pytest.raises(ArchiveLocked, match=rf"is locked: process {crawler.pid} on .* is at work on crawl 1"):
            merge(archive, [other])
        crawler.communicate("\n", timeout=60)
    assert merge(archive, [other])[0].new["captures"] == 1


def test_a_newer_archive_is_refused_before_anything_is_merged(archive: Archive, other: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.db"
    with sqlite3.connect(newer) as outside:
        outside.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        outside.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    outside.close()
    with pytest.raises(ArchiveNewer, match=rf"newer.db has schema {SCHEMA_VERSION + 1}, made by a newer gongkai"):
        merge(archive, [other, newer])
    assert archive.connection.execute("SELECT count(*) FROM payloads").fetchall() == [(0,)]


A: history.Event = ("2024-01-01T00:00:00Z", "promoted", 0, None)
B: history.Event = ("2024-01-02T00:00:00Z", "rolled_back", 0, None)
C: history.Event = ("2024-01-03T00:00:00Z", "promoted", 1, "fewer checks")


@pytest.mark.parametrize(
    ("one", "other_one", "both"),
    [
        ([], [], []),
        ([A], [], [A]),
        ([A, B], [A], [A, B]),
        ([A, B], [A, C], [A, B, C]),
        ([A, A], [A], [A, A]),
        ([C], [A, B], [A, B, C]),
    ],
)
def test_the_history_of_a_run_is_that_of_both_archives(
    one: list[history.Event], other_one: list[history.Event], both: list[history.Event]
) -> None:
    assert history.together(one, other_one) == history.together(other_one, one) == both
