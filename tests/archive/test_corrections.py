"""Corrections lie over readings: they hold while the reading says what they expect, and say so when it does not."""

import hashlib
from dataclasses import replace

import pytest

from archive import show, status
from archive.explain import explain
from archive.fixity import verify
from archive.parsed import corrections, diff, runs
from archive.parsed.corrections import CorrectionRefused, Said, Taken
from archive.parsed.overlay import Correction, overlay
from archive.parsed.reparse import parse_new, reparse
from archive.store import Archive
from parsers.model import Check, Figure, NarrativeFigure, Number
from tests.archive.readings import URL, WrittenOut, capture, in_force, keep, line, measure, page, report

OTHER = "https://www.example.gov.cn/nb/2.html"
OLD = WrittenOut()
# Reads 9 where 99 was read, and where 99 was read it reads 98.
RIGHT = WrittenOut("html-2", (('"value":99', '"value":9'),))
OTHERWISE = WrittenOut("html-3", (('"value":99', '"value":98'),))
CELL = "applications.granted.total"
ROW = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_org")


def row_sum(line_code: str, detail: str, state: str = "fail") -> Check:
    cells = (f"applications.{line_code}.total", *(f"applications.{line_code}.{column}" for column in ROW))
    return Check("row_sum", line_code, state, cells, detail)  # type: ignore[arg-type] # a state as in the contract


@pytest.fixture
def read(archive: Archive) -> Archive:
    """One report, in which 99 is read for 9."""
    wrong = report(figures=line("granted", 99, business=9), checks=(row_sum("granted", "99 ≠ 9"),))
    keep(archive, capture(URL, page(wrong)))
    parse_new(archive, reader=OLD)
    return archive


def correct(archive: Archive, report_id: int = 1, cell: str = CELL, expected: Number | None = 99, value: Number | None = 9) -> int:  # fmt: skip
    return corrections.add(
        archive, report_id, cell, expected=expected, value=value, reason="the picture shows 9", source="https://a/1.jpg"
    ).correction_id


def states(archive: Archive) -> list[tuple[int, str, int | None, Number | None]]:
    return archive.connection.execute(
        "SELECT correction_id, state, report_id, reading_value FROM corrections ORDER BY correction_id, report_id"
    ).fetchall()


def granted(archive: Archive) -> list[tuple[Number | None, str, str]]:
    return archive.connection.execute(
        "SELECT value, kind, raw FROM cells WHERE row_code = 'granted' AND column_code = 'total'"
    ).fetchall()


def is_sound(archive: Archive) -> bool:
    return verify(archive, rebuild=True, reader=OLD).damage == []


def test_a_corrected_cell_has_the_new_value_the_raw_print_and_a_note(read: Archive) -> None:
    correct(read)
    assert granted(read) == [(9, "corrected", "99")]
    assert read.connection.execute("SELECT total FROM applications").fetchall() == [(9,)]
    assert read.connection.execute("SELECT kind, raw, value, note FROM cell_notes").fetchall() == [
        ("corrected", "99", 9, "correction 1: was 99 (number); the picture shows 9; source: https://a/1.jpg")
    ]
    assert states(read) == [(1, "applied", 1, 99)]
    assert is_sound(read)


def test_the_checks_are_those_of_the_corrected_values_and_say_so(read: Archive) -> None:
    assert read.connection.execute("SELECT checks_failed FROM reports").fetchall() == [(1,)]
    correct(read)
    assert read.connection.execute("SELECT state, detail FROM checks").fetchall() == [
        ("pass", "9 = 9 with correction 1; without: fail, 99 ≠ 9")
    ]
    assert read.connection.execute("SELECT checks_passed, checks_failed FROM reports").fetchall() == [(1, 0)]


def test_a_correction_that_is_withdrawn_leaves_what_was_read(read: Archive) -> None:
    before = (
        read.connection.execute("SELECT * FROM cells").fetchall(),
        read.connection.execute("SELECT * FROM checks").fetchall(),
    )
    number = correct(read)
    corrections.withdraw(read, number, "the picture is of 2022")
    after = (
        read.connection.execute("SELECT * FROM cells").fetchall(),
        read.connection.execute("SELECT * FROM checks").fetchall(),
    )
    assert after == before
    assert read.connection.execute("SELECT state, withdrawn_reason FROM corrections").fetchall() == [
        ("withdrawn", "the picture is of 2022")
    ]
    assert is_sound(read)


def test_a_correction_stays_through_a_reparse_that_reads_the_same(read: Archive) -> None:
    correct(read)
    run = reparse(read, reader=replace(OLD, version="html-9")).run_id
    assert run is not None
    runs.promote(read, run)
    assert granted(read) == [(9, "corrected", "99")]
    assert states(read) == [(1, "applied", 1, 99)]


def test_a_reading_that_says_the_new_value_itself_agrees(read: Archive) -> None:
    correct(read)
    run = reparse(read, reader=RIGHT).run_id
    assert run is not None
    runs.promote(read, run, force=True)
    assert granted(read) == [(9, "number", "99")]
    assert states(read) == [(1, "agrees", 1, 9)]
    runs.rollback(read, run)
    assert granted(read) == [(9, "corrected", "99")]
    assert states(read) == [(1, "applied", 1, 99)]
    assert is_sound(read)


def test_a_reading_that_says_a_third_value_is_not_corrected_and_says_so(read: Archive) -> None:
    correct(read)
    run = reparse(read, reader=OTHERWISE).run_id
    assert run is not None
    runs.promote(read, run, force=True)
    assert granted(read) == [(98, "number", "99")]
    assert states(read) == [(1, "stale", 1, 98)]
    assert read.connection.execute("SELECT kind, value, note FROM cell_notes").fetchall() == [
        ("number", 98, "correction 1 to 9 is not applied: it expects 99 here")
    ]
    assert [one.correction_id for one in corrections.listed(read, state="stale")] == [1]


@pytest.mark.parametrize(("reader", "becomes"), [(RIGHT, "agrees"), (OTHERWISE, "stale")])
def test_the_diff_of_a_run_says_what_becomes_of_a_correction(read: Archive, reader: WrittenOut, becomes: str) -> None:
    correct(read)
    run = reparse(read, reader=reader).run_id
    assert run is not None
    assert diff.diff(read, run).corrections == {becomes: 1}
    [document] = diff.documents(read, run)
    assert document.corrections == (diff.CorrectionChange(1, CELL, 99, 9, becomes),)
    assert [(change.old_value, change.new_value) for change in document.changes] == [
        (99, 9 if becomes == "agrees" else 98)
    ]
    corrections.withdraw(read, 1, "why")
    assert diff.diff(read, run).corrections == {}


def test_the_status_counts_corrections_that_are_not_applied(read: Archive) -> None:
    correct(read)
    assert status.status(read, reader=OLD).idle_corrections == {}
    run = reparse(read, reader=OTHERWISE).run_id
    assert run is not None
    runs.promote(read, run, force=True)
    assert status.status(read, reader=OTHERWISE).idle_corrections == {"stale": 1}


def test_a_later_correction_of_a_cell_counts_and_leaves_the_earlier_known(read: Archive) -> None:
    correct(read)
    correct(read, value=None)
    assert granted(read) == [(None, "corrected", "99")]
    assert [row[:2] for row in states(read)] == [(1, "superseded"), (2, "applied")]
    assert read.connection.execute("SELECT cells_unknown FROM reports").fetchall() == [(1,)]
    corrections.withdraw(read, 2, "it is 9 after all")
    assert granted(read) == [(9, "corrected", "99")]


def test_a_cell_without_a_value_is_corrected(archive: Archive) -> None:
    keep(archive, capture(URL, page(report(figures=line("granted", None)))))
    parse_new(archive, reader=OLD)
    correct(archive, expected=None, value=0)
    assert granted(archive) == [(0, "corrected", "")]


@pytest.mark.parametrize(
    ("cell", "expected", "value", "says"),
    [
        (CELL, 98, 9, "the reading says 99 in applications.granted.total of report 1, not 98"),
        (CELL, None, 9, "the reading says 99 in applications.granted.total of report 1, not NULL"),
        (CELL, 99, 99, "changes nothing: old and new are 99"),
        ("applications.granted.children", 99, 9, "has no cell applications.granted.children"),
        ("granted", 99, 9, "has no cell granted"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    read: Archive, cell: str, expected: Number | None, value: Number | None, says: str
) -> None:
    with pytest.raises(CorrectionRefused, match=says) as caught:
        correct(read, cell=cell, expected=expected, value=value)
    assert caught.value.exit_code == 2
    assert states(read) == []


def test_what_is_not_there_is_refused(read: Archive) -> None:
    with pytest.raises(CorrectionRefused, match="there is no report 7"):
        correct(read, report_id=7)
    with pytest.raises(CorrectionRefused, match="there is no correction 1"):
        corrections.withdraw(read, 1, "why")
    number = correct(read)
    with pytest.raises(CorrectionRefused, match="for a reason"):
        corrections.withdraw(read, number, " ")
    corrections.withdraw(read, number, "why")
    with pytest.raises(CorrectionRefused, match=r"was withdrawn at .* already"):
        corrections.withdraw(read, number, "why")
    with pytest.raises(CorrectionRefused, match="needs a reason and a source"):
        corrections.add(read, 1, CELL, expected=99, value=9, reason=" ", source="x")


def test_a_correction_does_not_follow_to_the_revision_that_replaces_its_page(read: Archive) -> None:
    correct(read)
    revision = report(figures=line("granted", 98, business=9))
    keep(read, capture(URL, page(revision), "2024-03-01T00:00:00Z"))
    parse_new(read, reader=OLD)
    assert granted(read) == [(98, "number", "98")]
    assert states(read) == [(1, "replaced", 1, 98)]
    assert read.connection.execute("SELECT column_code, old_value, new_value FROM source_changes").fetchall() == [
        ("total", 9, 98)
    ]
    assert is_sound(read)


def test_a_misreading_that_is_corrected_is_no_change_at_the_source(read: Archive) -> None:
    keep(read, capture(URL, page(report(figures=line("granted", 9, business=9))), "2024-03-01T00:00:00Z"))
    parse_new(read, reader=OLD)
    changed = "SELECT old_value, new_value FROM source_changes"
    assert read.connection.execute(changed).fetchall() == [(99, 9)]
    sha256 = read.connection.execute("SELECT sha256 FROM captures WHERE capture_id = 1").fetchone()[0]
    one = Said(sha256, *CELL.split("."), 99, 9, "misread", "the page", None, "2024-05-01T00:00:00Z")
    with read.write() as conn:
        assert corrections.take(conn, [one]) == Taken(1, 0, 0)
    assert read.connection.execute(changed).fetchall() == []
    assert states(read) == [(1, "replaced", 1, 9)]


def test_a_figure_that_stayed_at_the_source_is_no_change_where_one_side_is_corrected(read: Archive) -> None:
    keep(read, capture(URL, page(report(figures=line("granted", 99, business=8))), "2024-03-01T00:00:00Z"))
    parse_new(read, reader=OLD)
    correct(read)
    assert granted(read) == [(9, "corrected", "99")]
    assert read.connection.execute("SELECT column_code FROM source_changes").fetchall() == [("business",)]


def test_a_correction_that_was_altered_is_damage(read: Archive) -> None:
    correct(read)
    with read.write() as conn:
        conn.execute("UPDATE correction_log SET reason = 'because'")
    found = [(one.kind, one.what) for one in verify(read, reader=OLD).damage if one.kind == "correction"]
    assert found == [("correction", f"correction 1 of {CELL} is not what it was when it was written")]


def test_which_document_stands_for_a_report_is_a_matter_of_the_readings(archive: Archive) -> None:
    good = report(figures=line("granted", 9, business=9), checks=(row_sum("granted", "9 = 9", "pass"),))
    bad = report(figures=line("granted", 99, business=9), checks=(row_sum("granted", "99 ≠ 9"),))
    keep(archive, capture(URL, page(good)), capture(OTHER, page(bad)))
    parse_new(archive, reader=OLD)
    sha256 = archive.connection.execute("SELECT sha256 FROM captures WHERE capture_id = 1").fetchone()[0]
    spoiled = Said(sha256, *CELL.split("."), 9, 7, "to spoil its sum", "test", None, "2024-05-01T00:00:00Z")
    with archive.write() as conn:
        corrections.take(conn, [spoiled])
    assert archive.connection.execute("SELECT capture_id, checks_failed FROM reports").fetchall() == [(1, 1)]


def test_checks_between_years_are_of_corrected_values(archive: Archive) -> None:
    keep(
        archive,
        capture(URL, page(report(year=2021, figures=(*line("carried_forward", 9), *in_force(1, 1, 40))))),
        capture(OTHER, page(report(year=2022, figures=(*line("carried_over", 99), *in_force(2, 1, 42))))),
    )
    parse_new(archive, reader=OLD)
    correct(archive, 2, "applications.carried_over.total")
    correct(archive, 1, "disclosures.normative_documents.in_force", 40, 41)
    assert archive.connection.execute("SELECT rule, state, detail FROM checks").fetchall() == [
        (
            "carry_link",
            "pass",
            "carried forward from 2021: 9 (report 1); carried over into 2022: 9; with correction 1",
        ),
        (
            "in_force_link",
            "pass",
            "in force in 2021: 41 (report 1), issued 2, repealed 1; in force in 2022: 42; with correction 2",
        ),
    ]
    corrections.withdraw(archive, 1, "it is 99")
    corrections.withdraw(archive, 2, "it is 40")
    assert archive.connection.execute("SELECT state FROM checks").fetchall() == [("fail",), ("fail",)]


def test_show_and_explain_tell_the_correction_and_what_was_read(read: Archive) -> None:
    correct(read)
    shown = show.report(read, 1)
    assert [(one.state, one.as_read.value if one.as_read else None) for one in shown.corrections] == [("applied", 99)]
    assert [figure.kind for figure in shown.reading.figures if figure.key == CELL] == ["corrected"]
    explained = explain(read, shown, CELL)
    assert (explained.figure.value, explained.figure.raw) == (9, "99")
    assert explained.correction == shown.corrections[0]
    assert explain(read, shown, "applications.granted.business").correction is None


def test_corrections_are_taken_in_once_in_any_order_and_wait_for_their_payload(read: Archive, archive: Archive) -> None:
    correct(read)
    [mine] = corrections.said(read.connection)
    later = replace(mine, new_value=8, added_at="2999-01-01T00:00:00Z")
    absent = replace(mine, sha256=digest(b"elsewhere"))
    withdrawn = replace(later, withdrawn_at="2999-01-02T00:00:00Z", withdrawn_reason="9 it is")
    with archive.write() as conn:
        assert corrections.take(conn, [later, absent, mine]) == Taken(2, 0, 1)
        assert corrections.take(conn, [mine, later, absent]) == Taken(0, 0, 3)
    assert granted(read) == [(8, "corrected", "99")]
    with archive.write() as conn:
        assert corrections.take(conn, [withdrawn, later]) == Taken(0, 1, 1)
    assert [row[1] for row in states(read)] == ["applied", "withdrawn", "unread"]
    assert granted(read) == [(9, "corrected", "99")]
    assert set(corrections.said(read.connection)) == {mine, absent, withdrawn}


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def test_a_payload_that_comes_after_its_correction_is_corrected(archive: Archive) -> None:
    body = page(report(figures=line("granted", 99)))
    said = Said(digest(body), *CELL.split("."), 99, 9, "misprint", "telephone", "Li", "2024-05-01T00:00:00Z")
    with archive.write() as conn:
        corrections.take(conn, [said])
    assert states(archive) == [(1, "unread", None, None)]
    keep(archive, capture(URL, body))
    parse_new(archive, reader=OLD)
    assert granted(archive) == [(9, "corrected", "99")]


# What lies over a reading, without an archive.


def correction(cell: str, expected: Number | None, value: Number | None, number: int = 1) -> Correction:
    return Correction(number, cell, expected, value, "why", "where")


def test_a_derived_value_follows_from_the_corrected_ones() -> None:
    lost = Figure(
        "applications", "granted", "research", None, "derived", note="lost: torn; row_sum gives 90", derived=90
    )
    figures = tuple(lost if f.column == "research" else f for f in line("granted", 99, business=9))
    laid = overlay(report(figures=figures), [correction(CELL, 99, 10)])
    [research] = [f for f in laid.reading.figures if f.column == "research"]
    assert (research.value, research.derived, research.kind) == (None, 1, "derived")
    assert research.note.endswith("with the report's corrections the checks give 1")
    laid = overlay(report(figures=figures), [correction(CELL, 99, 8)])
    [research] = [f for f in laid.reading.figures if f.column == "research"]
    assert (research.value, research.derived, research.kind) == (None, None, "lost")
    assert research.note.endswith("with the report's corrections the checks give nothing")


def test_a_lost_cell_that_follows_from_a_correction_alone_is_derived() -> None:
    lost = Figure("applications", "granted", "research", None, "lost", raw="", note="torn")
    figures = tuple(lost if f.column == "research" else f for f in line("granted", None, business=9))
    laid = overlay(report(figures=figures), [correction(CELL, None, 10)])
    [research] = [f for f in laid.reading.figures if f.column == "research"]
    assert (research.value, research.derived, research.kind) == (None, 1, "derived")
    assert research.note == "torn; with the report's corrections the checks give 1"


def test_a_blank_cell_stays_blank_whatever_follows_from_a_correction() -> None:
    laid = overlay(
        report(figures=line("granted", None, business=9)), [correction("applications.granted.business", 9, 8)]
    )
    [total] = [f for f in laid.reading.figures if f.column == "total"]
    assert (total.value, total.derived, total.kind) == (None, 8, "blank")
    assert total.note == "with the report's corrections the checks give 8"


def test_a_cell_that_a_correction_leaves_open_says_what_the_checks_give() -> None:
    laid = overlay(report(figures=line("granted", 99, business=9)), [correction(CELL, 99, None)])
    [total] = [f for f in laid.reading.figures if f.column == "total"]
    assert (total.value, total.derived, total.kind) == (None, 9, "corrected")
    assert total.note == "correction 1: was 99 (number); why; source: where"


def test_a_cell_that_agrees_with_its_correction_stands_as_read() -> None:
    laid = overlay(report(figures=line("granted", 99)), [correction(CELL, 98, 99)])
    assert laid.states == {1: "agrees"}
    assert laid.reading.figures == laid.read.figures


@pytest.mark.parametrize(("note", "before"), [("", ""), ("torn", "torn; ")])
def test_a_cell_that_its_correction_does_not_expect_says_so(note: str, before: str) -> None:
    figures = tuple(figure._replace(note=note) for figure in line("granted", 99))
    laid = overlay(report(figures=figures), [correction(CELL, 98, 97)])
    [total] = [f for f in laid.reading.figures if f.column == "total"]
    assert (total.value, total.kind) == (99, "number")
    assert total.note == f"{before}correction 1 to 97 is not applied: it expects 98 here"


def test_a_check_with_the_prose_is_made_anew() -> None:
    stated = NarrativeFigure("applications_received", 9, approximate=False, quote="收到9件")
    disagrees = Check(
        "narrative_agrees", "applications_received", "fail", ("applications.new_received.total",), "9 ≠ 99"
    )
    reading = report(figures=line("new_received", 99), narrative=(stated,), checks=(disagrees,))
    laid = overlay(reading, [correction("applications.new_received.total", 99, 9)])
    assert [check.state for check in laid.reading.checks] == ["pass"]


def test_a_check_that_no_installed_rule_makes_is_not_assessable() -> None:
    strange = Check("of_old", "granted", "fail", (CELL,), "99 is odd")
    laid = overlay(report(figures=line("granted", 99), checks=(strange,)), [correction(CELL, 99, 9)])
    [check] = laid.reading.checks
    assert (check.state, check.detail) == (
        "not_assessable", "not made anew with correction 1; without: fail, 99 is odd",
    )  # fmt: skip


def test_a_check_that_no_correction_touches_stands_as_the_reader_made_it() -> None:
    figures = (*line("granted", 99), measure("licensing", "decisions", 4))
    kept = Check("of_old", "licensing", "fail", ("disclosures.licensing.decisions",), "as it was")
    laid = overlay(report(figures=figures, checks=(kept,)), [correction(CELL, 99, 9)])
    assert laid.reading.checks == (kept,)
    assert laid.read.checks == (kept,)


def test_without_corrections_a_reading_is_itself() -> None:
    reading = report(figures=line("granted", 99))
    assert overlay(reading, ()).reading is reading


STOCK = ("regulations", "issued", "in_force", "repealed")


def bound(issued: int, expected: int, value: int, *checks: Check) -> list[tuple[str, str]]:
    """What is said of 规章 with `issued` read, 3 in force and none repealed, when `expected` is corrected to `value`."""
    figures = tuple(measure("regulations", code, n) for code, n in zip(STOCK[1:], (issued, 3, 0), strict=True))
    laid = overlay(
        report(figures=figures, checks=checks), [correction("disclosures.regulations.issued", expected, value)]
    )
    return [(one.state, one.detail) for one in laid.reading.checks if one.rule == "within_stock"]


EXCEEDED = Check(
    "within_stock", "regulations", "uncertain", tuple(f"disclosures.regulations.{code}" for code in STOCK[1:]), "5 > 3 + 0"
)  # fmt: skip


def test_a_bound_that_a_corrected_figure_still_exceeds() -> None:
    assert bound(5, 5, 4, EXCEEDED) == [("uncertain", "4 > 3 + 0 with correction 1; without: uncertain, 5 > 3 + 0")]


def test_a_bound_that_a_corrected_figure_keeps_is_not_said() -> None:
    assert bound(5, 5, 3, EXCEEDED) == []


def test_a_bound_that_a_corrected_figure_exceeds_is_said() -> None:
    assert bound(3, 3, 5) == [("uncertain", "5 > 3 + 0 with correction 1")]
