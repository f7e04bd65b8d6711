"""Two versions of a reader side by side: candidates, their diff, the gate, promotion and its undoing."""

import sqlite3
from datetime import datetime, tzinfo
from typing import Self

import pytest

from archive import moments
from archive.parsed import diff as differences_of_runs
from archive.parsed import runs
from archive.parsed.diff import PortalSum, RowSum
from archive.parsed.differences import Change, compare
from archive.parsed.reparse import parse_new, reparse
from archive.parsed.runs import RunRefused
from archive.parsed.selections import Selection, plan_reparse
from archive.query import QueryError
from archive.store import Archive, ArchiveError
from parsers.model import CellKind, Context, Indicator, MetadataField, NarrativeFigure, Reading, Section
from tests.archive.readings import URL, WrittenOut, capture, check, keep, line, measure, page, report, sections

OTHER = "https://www.example.gov.cn/nb/2.html"
OLD = WrittenOut()
BETTER = WrittenOut("html-2", (('"value":99', '"value":9'), ('"state":"fail"', '"state":"pass"')))
WORSE = WrittenOut("html-3", (('"state":"pass"', '"state":"fail"'),))


@pytest.fixture
def read(archive: Archive) -> Archive:
    """Two reports: one read rightly, one with 99 for 9 and a failing check."""
    right = report(figures=line("new_received", 3), checks=(check("new_received", "pass"),))
    wrong = report(
        "林业局", 2022, figures=line("new_received", 99), checks=(check("new_received", "fail"),), form="2019"
    )
    keep(archive, capture(URL, page(right), portal_id="1"), capture(OTHER, page(wrong), portal_id="2"))
    parse_new(archive, reader=OLD)
    return archive


def totals(archive: Archive) -> list[int | None]:
    return [row[0] for row in archive.connection.execute("SELECT total FROM applications ORDER BY report_id")]


def states(archive: Archive) -> list[tuple[int, str, str]]:
    return archive.connection.execute("SELECT parse_id, reader_version, state FROM parses ORDER BY parse_id").fetchall()


def run_with(archive: Archive, reader: WrittenOut, selection: Selection | None = None) -> int:
    summary = reparse(archive, selection or Selection(), reader=reader)
    assert summary.run_id is not None
    return summary.run_id


def whole_of(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    """Everything that users see, run by run and reading by reading apart."""
    views = ("reports", "applications", "cells", "cell_notes", "sections", "checks", "publishers", "coverage")
    return {view: sorted(archive.connection.execute(f"SELECT * FROM {view}").fetchall(), key=repr) for view in views}


def test_nothing_is_stale_while_the_code_is_the_same(read: Archive) -> None:
    assert plan_reparse(read, Selection(), reader=OLD).documents == 0
    assert reparse(read, reader=OLD).run_id is None
    assert [run.run_id for run in runs.list_runs(read)] == [1]


def test_candidates_stand_beside_the_current_readings(read: Archive) -> None:
    before = whole_of(read)
    plan = plan_reparse(read, Selection(), reader=BETTER)
    assert (plan.documents, plan.by_form, plan.by_portal) == (2, {"2019": 1, "2021": 1}, {"1": 1, "2": 1})
    assert (plan.by_state, plan.at_pace_of) == ({"read": 2}, 1)
    summary = reparse(read, reader=BETTER)
    assert (summary.run_id, summary.read, summary.unchanged, summary.changed, summary.lost) == (2, 2, 1, 1, 0)
    assert states(read) == [
        (1, "html-1", "current"), (2, "html-1", "current"), (3, "html-2", "candidate"), (4, "html-2", "candidate"),
    ]  # fmt: skip
    assert whole_of(read) == before
    assert read.connection.execute("SELECT * FROM parse_changes").fetchall() == [
        (2, 2, "applications", "new_received", "total", 99, 9, 2, 4, "number", "number", 0)
    ]
    asked = "SELECT c.value ->> 'value' FROM json_each(reading_cells(4)) c WHERE c.value ->> 'column_code' = 'total'"
    assert read.connection.execute(asked).fetchall() == [(9,)]


def test_a_run_is_promoted_and_rolled_back(read: Archive) -> None:
    before = whole_of(read)
    run = run_with(read, BETTER)
    assert runs.promote(read, run) == runs.Gate(passes=True, reasons=())
    assert totals(read) == [3, 9]
    assert [row[2] for row in states(read)] == ["superseded", "superseded", "current", "current"]
    shown = read.connection.execute("SELECT report_id, reader_version, parse_id, checks_failed FROM reports").fetchall()
    assert shown == [(1, "html-2", 3, 0), (2, "html-2", 4, 0)]
    runs.rollback(read, run)
    assert whole_of(read) == before
    assert [row[2] for row in states(read)] == ["current", "current", "candidate", "candidate"]
    assert runs.promote(read, run).passes
    assert totals(read) == [3, 9]
    assert [(event, forced) for _, event, forced, _ in runs.events(read, run)] == [
        ("promoted", False), ("rolled_back", False), ("promoted", False),
    ]  # fmt: skip


def test_promotion_is_one_step_for_readers(read: Archive) -> None:
    run = run_with(read, BETTER)
    with Archive.open_read_only(read.path) as reader:
        seen = []
        read.connection.set_trace_callback(
            lambda _: seen.append(reader.connection.execute("SELECT sum(total) FROM applications").fetchone()[0])
        )
        runs.promote(read, run)
        read.connection.set_trace_callback(None)
        assert set(seen[:-1]) == {102}
        assert reader.connection.execute("SELECT sum(total) FROM applications").fetchone() == (12,)


def test_the_diff_names_the_values_and_the_checks(read: Archive) -> None:
    run = run_with(read, BETTER)
    whole = differences_of_runs.diff(read, run)
    assert (whole.documents, whole.by_row) == (1, (RowSum("applications", "new_received", 1, 0, 0, 0),))
    assert whole.by_portal == (PortalSum("2", 1, 1, 0),)
    assert whole.rules == {("row_sum", "fail", "pass"): 1}
    assert (whole.run.passed_before, whole.run.passed_after) == (1, 2)
    [document] = differences_of_runs.documents(read, run)
    assert (document.report_id, document.agency, document.passed, document.failed) == (
        2,
        "柘城县林业局",
        (0, 1),
        (1, 0),
    )
    assert document.rules == (differences_of_runs.RuleChange("row_sum", "new_received", "fail", "pass"),)
    assert document.changes == (Change("applications", "new_received", "total", 99, 9, "number", "number", lost=False),)
    assert list(differences_of_runs.documents(read, run, report_id=1)) == []


def test_the_worst_document_comes_first(archive: Archive) -> None:
    good = report("一", figures=line("granted", 5), checks=(check("granted", "pass"),))
    keep(
        archive,
        capture(URL, page(report("零", title="甲"))),
        capture(OTHER, page(good)),
        capture("https://a/3", page(report("二", figures=(measure("licensing", "decisions", 1),)))),
    )
    parse_new(archive, reader=OLD)
    worse = (('"title":"甲"', '"title":"乙"'), *WORSE.changes, ('"row":"licensing"', '"row":"permits"'))
    run = run_with(archive, WrittenOut("html-2", worse))
    found = [(d.agency, d.lost, d.passed) for d in differences_of_runs.documents(archive, run)]
    assert found == [("柘城县二", 1, (0, 0)), ("柘城县一", 0, (1, 0)), ("柘城县零", 0, (0, 0))]


def test_the_gate_holds_a_run_with_fewer_passing_checks(read: Archive) -> None:
    run = run_with(read, WORSE)
    before = whole_of(read)
    with pytest.raises(RunRefused, match=r"run 2 is not promoted: 1 fewer checks pass \(1 → 0\)") as caught:
        runs.promote(read, run)
    assert caught.value.exit_code == 1
    assert whole_of(read) == before
    runs.promote(read, run, force=True)
    assert runs.find(read, run).forced
    assert [event[1:] for event in runs.events(read, run)] == [("promoted", True, "1 fewer checks pass (1 → 0)")]


@pytest.mark.parametrize(
    ("old", "change", "lost"),
    [
        (report(figures=(measure("fees", "amount", 1),)), ('"row":"fees"', '"row":"fee"'), 1),
        (report(figures=(measure("fees", "amount", 1),)), ('"kind":"number"', '"kind":"noted"'), 0),
        (
            report(figures=(measure("fees", "amount", 1),)),
            ('"kind":"number","labels":[],"note":"","place":"","raw":"1","row":"fees","table":"disclosures","unit":"件","value":1',
             '"kind":"unplaced","labels":[],"note":"","place":"","raw":"1","row":"fees","table":"disclosures","unit":"件","value":null'),
            0,
        ),
        (report(narrative=(NarrativeFigure("followers", 651, approximate=False, quote="651人"),)), ("followers", "fans"), 1),
        (report(title="甲"), ('"title":"甲"', '"title":null'), 1),
        (report(year=2023), ('"year":2023', '"year":null'), 1),
        (report(sections=sections("甲", "乙")), ('"text":"乙"', '"text":"丙"'), 0),
    ],
)  # fmt: skip
def test_a_value_is_lost_where_no_note_says_why(
    archive: Archive, old: Reading, change: tuple[str, str], lost: int
) -> None:
    keep(archive, capture(body=page(old)))
    parse_new(archive, reader=OLD)
    summary = reparse(archive, reader=WrittenOut("html-2", (change,)))
    assert summary.failed == 0
    assert summary.lost == lost
    assert summary.run_id is not None
    assert runs.gate(archive, summary.run_id).passes is (lost == 0)


@pytest.mark.parametrize(("kind", "lost"), [("unreadable", 0), ("number", 1)])
def test_an_indicator_without_a_value_is_lost_unless_its_kind_says_why(kind: CellKind, lost: int) -> None:
    old = report(indicators=(Indicator(None, "行政强制", 394, raw="394"),))
    new = report(indicators=(Indicator(None, "行政强制", None, raw="394", kind=kind, note="two numbers in a cell"),))
    assert compare(old, new).lost == lost


def test_a_print_that_is_read_as_another_value_is_moved_and_not_lost() -> None:
    place = "table 1, row 9, cell 2"
    printed = Indicator(None, "行政强制（本年处理决定数量）", 394, place=place)
    learned = measure("coercion", "decisions", 394)._replace(place=place)
    elsewhere = learned._replace(place="table 1, row 8, cell 2")
    old = report(indicators=(printed,))
    told = [(c.table_name, c.new_value, c.new_kind, c.lost) for c in compare(old, report(figures=(learned,))).changes]
    assert told == [("indicators", None, "moved", False), ("disclosures", 394, "number", False)]
    assert compare(old, report(figures=(elsewhere,))).lost == 1
    assert compare(old, report(figures=(learned._replace(value=39),))).lost == 1


def test_words_that_differ_are_told_by_their_length_and_digest_and_fields_by_their_source() -> None:
    def of(text: str, tag: str) -> Reading:
        named = Section(1, "overview", "一、总体情况", text)
        fields = (MetadataField("issuer", "水利局", "block"), MetadataField("issuer", tag, "tag"))
        return report(sections=(named, *sections("甲", text)), metadata=fields)

    short, long = (f"{n} characters, sha256 {digest}" for n, digest in ((1, "71530d4c49f1"), (2, "b686f1254275")))
    told = [
        (c.table_name, c.row_code, c.column_code, c.old_value, c.new_value)
        for c in compare(of("乙", "市"), of("乙丙", "县")).changes
    ]
    assert told == [
        ("sections", "overview", "text", short, long),
        ("sections", "第2", "text", short, long),
        ("report_metadata", "issuer", "tag", "市", "县"),
    ]


def test_a_report_that_is_read_no_more_holds_the_gate(read: Archive) -> None:
    class Failing(WrittenOut):
        def read(self, payload: bytes, context: Context) -> Reading:  # noqa: ARG002 - nothing is read
            return Reading("failed", "html", "no table")

    run = run_with(read, Failing("html-2"))
    # In each report 7 cells, the agency, its division and the year.
    reasons = ("1 fewer checks pass (1 → 0)", "20 values are lost without a note")
    assert runs.gate(read, run) == runs.Gate(passes=False, reasons=reasons)


def test_fields_of_the_report_are_values_too(read: Archive) -> None:
    run_with(read, WrittenOut("html-2", (('"year":2022', '"year":2021'), ("林业局", "林草局"))))
    rows = read.connection.execute(
        "SELECT table_name, row_code, column_code, old_value, new_value FROM parse_changes ORDER BY row_code"
    )
    assert rows.fetchall() == [
        ("report", "agency", "", "柘城县林业局", "柘城县林草局"),
        ("report", "year", "", 2022, 2021),
    ]


@pytest.mark.parametrize(
    ("selection", "documents"),
    [
        (Selection(), [1, 2]),
        (Selection(portal="2"), [2]),
        (Selection(form="2021"), [1]),
        (Selection(year=2022), [2]),
        (Selection(where="agency LIKE '%林业局' OR 0"), [2]),
        (Selection(where="checks_failed = 0 -- what holds"), [1]),
        (Selection(where="year = 2023", portal="2"), []),
    ],
)
def test_a_selection_narrows_what_is_read_again(read: Archive, selection: Selection, documents: list[int]) -> None:
    assert plan_reparse(read, selection, reader=BETTER).documents == len(documents)
    run = reparse(read, selection, reader=BETTER).run_id
    rows = read.connection.execute("SELECT document_id FROM run_readings WHERE run_id = ?", (run,)).fetchall()
    assert [row[0] for row in rows] == documents
    assert (run is None) is (documents == [])


@pytest.mark.parametrize("where", ["nonsense", "agency = ", "1; DROP TABLE runs", "1) --"])
def test_a_condition_that_is_wrong_is_named_and_leaves_nothing(read: Archive, where: str) -> None:
    for _ in range(2):
        with pytest.raises(QueryError):
            reparse(read, Selection(where=where), reader=BETTER)
    assert [run.run_id for run in runs.list_runs(read)] == [1]


def test_all_is_read_again_by_the_same_code_and_found_equal(read: Archive) -> None:
    summary = reparse(read, Selection(all=True), reader=OLD)
    assert (summary.read, summary.unchanged, summary.unstable) == (2, 2, [])
    assert read.connection.execute("SELECT count(*) FROM parses").fetchone() == (2,)


def test_code_that_reads_otherwise_without_a_new_fingerprint_is_found_out(read: Archive) -> None:
    class Impure(WrittenOut):
        def fingerprint(self, kind: str) -> str:
            return OLD.fingerprint(kind)

    summary = reparse(read, Selection(all=True), reader=Impure("html-1", BETTER.changes))
    assert summary.unstable == [2]
    assert totals(read) == [3, 99]


def test_candidates_that_are_there_are_not_made_again(read: Archive) -> None:
    run = run_with(read, BETTER)
    again = reparse(read, reader=BETTER)
    assert (again.run_id, again.read) == (run, 0)
    runs.promote(read, run)
    assert reparse(read, reader=BETTER).run_id is None


def test_an_interrupted_run_is_gone_on_with(read: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.parsed.reparse.BATCH", 1)

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reparse(read, progress=stop, reader=BETTER)
    assert (runs.find(read, 2).state, runs.find(read, 2).read) == ("interrupted", 1)
    with pytest.raises(RunRefused, match="run 2 is not finished: `gongkai reparse` goes on with it"):
        runs.promote(read, 2)
    summary = reparse(read, reader=BETTER)
    assert (summary.run_id, summary.read) == (2, 1)
    runs.promote(read, 2)
    assert totals(read) == [3, 9]


def test_runs_that_stand_on_one_another_are_rolled_back_in_order(read: Archive) -> None:
    first = run_with(read, BETTER)
    second = run_with(read, WrittenOut("html-4", (('"value":99', '"value":8'),)))
    runs.promote(read, first)
    with pytest.raises(RunRefused, match="another run was promoted or rolled back since"):
        runs.promote(read, second, force=True)
    third = run_with(read, WrittenOut("html-5", (('"value":99', '"value":7'), ('"fail"', '"pass"'))))
    runs.promote(read, third)
    with pytest.raises(RunRefused, match=f"a later run was promoted over run {first}"):
        runs.rollback(read, first)
    runs.rollback(read, third)
    assert totals(read) == [3, 9]
    runs.rollback(read, first)
    assert totals(read) == [3, 99]


def test_what_is_not_promoted_cannot_be_rolled_back_and_a_parse_neither(read: Archive) -> None:
    run = run_with(read, BETTER)
    with pytest.raises(RunRefused, match="run 2 is candidate"):
        runs.rollback(read, run)
    with pytest.raises(RunRefused, match="run 1 is promoted, a parse: there is nothing to roll back"):
        runs.rollback(read, 1)
    with pytest.raises(RunRefused, match="run 1 is promoted, a parse: there is nothing to promote"):
        runs.promote(read, 1)
    with pytest.raises(ArchiveError, match="there is no run 9"):
        runs.promote(read, 9)


def test_a_document_read_after_a_run_began_is_left_alone_by_it(read: Archive) -> None:
    run = run_with(read, BETTER)
    keep(read, capture("https://a/3", page(report("农业局", figures=line("new_received", 5)))))
    parse_new(read, reader=BETTER)
    runs.promote(read, run)
    assert totals(read) == [3, 9, 5]
    runs.rollback(read, run)
    assert totals(read) == [3, 99, 5]


def test_what_becomes_current_is_dated_after_what_was_so_before(read: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Merged archives agree on what is current by these times, so a clock that was set back must not turn them."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2020, 1, 1, tzinfo=tz)

    read.connection.execute("UPDATE runs SET promoted_at = '2026-11-22T10:00:00Z'")
    monkeypatch.setattr(moments, "datetime", Clock)
    run_id = run_with(read, BETTER)
    runs.promote(read, run_id)
    runs.rollback(read, run_id)
    runs.promote(read, run_id)
    dated = [(event, at) for at, event, _, _ in runs.events(read, run_id)]
    assert dated == [
        ("promoted", "2026-11-22T10:00:01Z"),
        ("rolled_back", "2026-11-22T10:00:02Z"),
        ("promoted", "2026-11-22T10:00:03Z"),
    ]
    assert runs.find(read, run_id).promoted_at == "2026-11-22T10:00:03Z"


def test_a_reader_that_died_in_promotion_leaves_what_was(read: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    before = whole_of(read)
    run = run_with(read, BETTER)

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("archive.parsed.revisions.rewrite_revisions", fail)
    with pytest.raises(sqlite3.OperationalError):
        runs.promote(read, run)
    assert whole_of(read) == before
    assert runs.find(read, run).state == "candidate"


def test_a_changed_context_makes_another_document_that_waits_to_be_read(read: Archive) -> None:
    body = page(report(figures=line("new_received", 3), checks=(check("new_received", "pass"),)))
    keep(read, capture(URL, body, context=Context(URL, list_date="2024-01-20"), fetched_at="2024-03-01T00:00:00Z"))
    summary = parse_new(read, reader=OLD)
    assert (summary.read, summary.reports) == (1, 1)
    assert read.connection.execute("SELECT report_id, parse_id FROM reports").fetchall() == [(1, 3), (2, 2)]
