"""What has changed in an archive behind the program's back is found and named, and the rest is looked at all the same."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.fixity import Damage, Fixity, verify
from archive.parsed import deadline
from archive.parsed.reparse import parse_new
from archive.parsed.rereading import Reread
from archive.store import PAGE_SIZE, Archive
from archive.withdraw import withdraw
from parsers.model import Context, Reading
from tests.archive.readings import URL, WrittenOut, capture, check, keep, line, page, report, sections

LATER = "https://www.example.gov.cn/nb/2.html"
READER = WrittenOut()
Tamper = Callable[..., Archive]


@pytest.fixture
def held(archive: Archive) -> Archive:
    """Reports of one publisher for two years, the second fetched twice."""
    first = report(
        year=2022, figures=(*line("carried_forward", 2), *line("new_received", 5)), sections=sections("一。")
    )
    second = report(
        year=2023, figures=line("carried_over", 2), checks=(check("new_received", "pass"),), sections=sections("二。")
    )
    keep(archive, capture(URL, page(first)), capture(LATER, page(second)))
    keep(archive, capture(LATER, page(second), "2024-03-01T00:00:00Z"))
    parse_new(archive, reader=READER)
    return archive


@pytest.fixture
def tampered(held: Archive) -> Tamper:
    """Run statements as an outside program would, and open the archive for reading."""

    def tamper(*statements: tuple[str, tuple[object, ...]]) -> Archive:
        with sqlite3.connect(held.path) as outside:
            for statement, values in statements:
                assert outside.execute(statement, values).rowcount > 0
        outside.close()
        return Archive.open_read_only(held.path)

    return tamper


def flipped(archive: Archive, table: str, key: str, name: str) -> tuple[str, tuple[object, ...]]:
    """The statement that turns one bit in the middle of what is stored."""
    stored = bytearray(archive.connection.execute(f"SELECT stored FROM {table} WHERE {key} = ?", (name,)).fetchone()[0])
    stored[len(stored) // 2] ^= 1
    return f"UPDATE {table} SET stored = ? WHERE {key} = ?", (bytes(stored), name)


def sha256_of(archive: Archive, url: str) -> str:
    return str(archive.connection.execute("SELECT sha256 FROM capture_log WHERE url = ?", (url,)).fetchone()[0])


def places(found: Fixity) -> list[tuple[str, int | None, str | None]]:
    return [(damage.kind, damage.capture_id, damage.url) for damage in found.damage]


def test_a_sound_archive_has_no_damage_and_is_not_changed(held: Archive) -> None:
    before = list(held.connection.iterdump())
    with Archive.open_read_only(held.path) as archive:
        found = verify(archive, rebuild=True, reader=READER)
    assert found.damage == []
    assert (found.payloads, found.bodies, found.reports, found.unproven) == (2, 2, 2, 0)
    assert found.rereading is not None
    assert (found.rereading.read, found.rereading.equal, found.rereading.of_other_code) == (2, 2, 0)
    assert list(held.connection.iterdump()) == before


def test_one_flipped_bit_in_a_payload_names_every_capture_of_it(held: Archive, tampered: Tamper) -> None:
    sha256 = sha256_of(held, LATER)
    with tampered(flipped(held, "payloads", "sha256", sha256)) as archive:
        found = verify(archive, rebuild=True, reader=READER)
    assert places(found) == [("payload", 2, LATER), ("payload", 3, LATER)]
    assert {damage.digest for damage in found.damage} == {sha256}
    assert found.damage[0].what.startswith(f"payload {sha256} is damaged: ")
    assert (found.payloads, found.reports) == (2, 2)
    assert found.rereading is not None
    assert (found.rereading.read, found.rereading.equal) == (1, 1)


def test_a_payload_of_another_size_than_its_row_says(held: Archive, tampered: Tamper) -> None:
    sha256 = sha256_of(held, URL)
    with tampered(("UPDATE payloads SET size = size + 1 WHERE sha256 = ?", (sha256,))) as archive:
        found = verify(archive)
    assert places(found) == [("payload", 1, URL)]
    assert "its row says" in found.damage[0].what


def test_a_missing_payload_names_the_captures_that_need_it(held: Archive, tampered: Tamper) -> None:
    sha256 = sha256_of(held, LATER)
    with tampered(("DELETE FROM payloads WHERE sha256 = ?", (sha256,))) as archive:
        found = verify(archive, rebuild=True, reader=READER)
    needs = f"needs payloads.sha256 {sha256}, which is not there"
    assert found.damage == [
        Damage("reference", f"capture_log: capture_id 2 {needs}", 2, LATER, sha256),
        Damage("reference", f"capture_log: capture_id 3 {needs}", 3, LATER, sha256),
        Damage("reference", f"documents: document_id 2 {needs}", 2, LATER, sha256),
    ]


def test_a_withdrawn_payload_is_no_damage(held: Archive) -> None:
    withdraw(held, sha256_of(held, URL), "by law")
    with Archive.open_read_only(held.path) as archive:
        found = verify(archive, rebuild=True, reader=READER)
    assert found.damage == []
    assert (found.payloads, found.payloads_withdrawn, found.reports) == (2, 1, 1)


def test_a_payload_without_bytes_that_nobody_withdrew_is_damage(held: Archive, tampered: Tamper) -> None:
    with tampered(("UPDATE payloads SET stored = NULL WHERE sha256 = ?", (sha256_of(held, URL),))) as archive:
        found = verify(archive)
    assert places(found) == [("payload", 1, URL)]
    assert found.damage[0].what.endswith(" has no bytes, and no withdrawal says why")
    assert found.payloads_withdrawn == 0


def test_a_withdrawn_payload_whose_bytes_are_there_is_damage(held: Archive, tampered: Tamper) -> None:
    sha256 = sha256_of(held, URL)
    row = ("INSERT INTO withdrawn_payloads (sha256, reason, withdrawn_at) VALUES (?, 'by law', '')", (sha256,))
    with tampered(row) as archive:
        found = verify(archive)
    assert places(found) == [("payload", 1, URL)]
    assert found.damage[0].what == f"payload {sha256} was withdrawn, but its bytes are there"


def test_a_damaged_reading_is_named_and_its_reports_are_not_judged(held: Archive, tampered: Tamper) -> None:
    [(digest,)] = held.connection.execute("SELECT body_digest FROM report_heads WHERE year = 2022").fetchall()
    with tampered(flipped(held, "bodies", "digest", digest)) as archive:
        found = verify(archive)
    assert places(found) == [("body", 1, URL)]
    assert found.damage[0].what.endswith("reading 1 rests on it")
    assert (found.reports, found.unproven) == (2, 2)  # the report of the year after is checked against this one


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (
            "UPDATE application_lines SET total = 6 WHERE line = 'new_received'",
            "report 1, application_lines: ordinal 2: total is 6, the reading gives 5",
        ),
        (
            "DELETE FROM report_sections WHERE report_id = 1",
            "report 1, report_sections: a row is missing: ordinal 1, code NULL, heading '第1', text '一。'",
        ),
        (
            "INSERT INTO stated_figures VALUES (1, 1, 'disclosed_total', 9, 0, '9条')",
            "report 1, stated_figures: a row that no reading gives: ordinal 1, code 'disclosed_total', value 9, appr",
        ),
        ("UPDATE report_heads SET agency = 'x' WHERE report_id = 2", "report 2, report_heads: agency is 'x', the "),
        ("UPDATE link_results SET state = 'fail'", "report 2, link_results: shape_id 2: state is 'fail', the reading "),
        ("DELETE FROM section_pairs_docsize WHERE id = 1", "report 1, the index for the search has not what its "),
        ("UPDATE documents SET report_id = NULL WHERE report_id = 2", "report 2, the report has no current reading"),
    ],
)
def test_a_changed_row_of_a_report_is_named(tampered: Tamper, statement: str, says: str) -> None:
    with tampered((statement, ())) as archive:
        found = verify(archive)
    rows = [damage for damage in found.damage if damage.kind == "rows"]
    assert rows[0].what.startswith(says)
    assert (rows[0].capture_id, rows[0].url) in {(1, URL), (2, LATER)}


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM contexts WHERE digest = (SELECT min(digest) FROM contexts)", "documents: document_id "),
        ("DELETE FROM capture_log WHERE capture_id = 3", "documents: document_id 2 needs capture_log.capture_id 3,"),
        ("UPDATE documents SET current_parse_id = 9 WHERE document_id = 1", "documents: document_id 1 needs readings."),
        ("INSERT INTO section_pairs_docsize VALUES (9, x'01')", "section_pairs_docsize: id 9 needs report_heads.rep"),
        ("DELETE FROM runs", "readings: row 1 points to a row of runs that is not there"),
    ],
)
def test_a_pointer_to_nothing_is_named(tampered: Tamper, statement: str, says: str) -> None:
    with tampered((statement, ())) as archive:
        found = verify(archive)
    references = [damage.what for damage in found.damage if damage.kind == "reference"]
    assert any(what.startswith(says) for what in references), references


def test_another_reading_by_the_same_code_is_named(held: Archive) -> None:
    class Drifted(WrittenOut):
        """Says that it is the same code, and reads otherwise."""

        def fingerprint(self, kind: str) -> str:
            return READER.fingerprint(kind)

    with Archive.open_read_only(held.path) as archive:
        found = verify(archive, rebuild=True, reader=Drifted(changes=(('"value":5', '"value":50'),)))
    assert places(found) == [("reading", 1, URL)]
    assert found.damage[0].what.startswith("document 1 is read otherwise: ")


def test_readings_of_other_code_are_counted(held: Archive) -> None:
    with Archive.open_read_only(held.path) as archive:
        found = verify(archive, rebuild=True, reader=WrittenOut("html-2"))
    assert found.damage == []
    assert found.rereading is not None
    assert (found.rereading.read, found.rereading.of_other_code) == (0, 2)


class GivesUp(WrittenOut):
    """Was slower once, or is now."""

    def read(self, payload: bytes, context: Context) -> Reading:  # noqa: ARG002 - none is read to its end
        return Reading("failed", "html", deadline.reason(60.0))

    def fingerprint(self, kind: str) -> str:
        return READER.fingerprint(kind)


@pytest.mark.parametrize(("then", "now"), [(GivesUp(), READER), (READER, GivesUp()), (GivesUp(), GivesUp())])
def test_documents_that_were_given_up_prove_nothing(archive: Archive, then: WrittenOut, now: WrittenOut) -> None:
    keep(archive, capture(URL, page(report())))
    parse_new(archive, reader=then)
    found = verify(archive, rebuild=True, reader=now)
    assert found.damage == []
    assert found.rereading == Reread(read=1, equal=0, given_up=1)


@pytest.mark.parametrize(
    ("table", "column", "capture_id"),
    [("capture_log", "url", 1), ("payloads", "media_type", None), ("readings", "reason", None)],
)
def test_a_text_that_is_none_is_named(held: Archive, table: str, column: str, capture_id: int | None) -> None:
    """SQLite's own check of a file does not look at texts."""
    with held.write() as conn:
        conn.execute(f"UPDATE {table} SET {column} = CAST(x'e5b8' AS TEXT) WHERE rowid = 1")
        row = conn.execute(f"SELECT {_first_of(conn, table)} FROM {table} WHERE rowid = 1").fetchone()[0]
    with Archive.open_read_only(held.path) as archive:
        found = verify(archive)
    what = f"{table}, row of {row}: {column} holds bytes that are no text"
    assert Damage("database", what, capture_id) in found.damage


def _first_of(conn: sqlite3.Connection, table: str) -> str:
    return str(conn.execute(f"SELECT name FROM pragma_table_info('{table}') ORDER BY cid").fetchone()[0])


def test_a_leaf_full_of_garbage_does_not_end_the_search(held: Archive) -> None:
    sha256 = sha256_of(held, URL)
    root = held.connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'bodies'").fetchone()[0]
    statement, values = flipped(held, "payloads", "sha256", sha256)
    held.connection.execute(statement, values)
    held.close()
    overwrite(held.path, root)
    with Archive.open_read_only(held.path) as archive:
        found = verify(archive)
    assert ("payload", 1, URL) in places(found)
    assert {"database", "payload"} <= {damage.kind for damage in found.damage}


def overwrite(path: Path, number: int) -> None:
    content = bytearray(path.read_bytes())
    content[(number - 1) * PAGE_SIZE : number * PAGE_SIZE] = b"\xff" * PAGE_SIZE
    path.write_bytes(content)
