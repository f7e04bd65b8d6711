"""What outside programs make of payloads: kept beside them, read like any document, and traceable to what was sent."""

from collections.abc import Callable

from archive.derived import making
from archive.derived.bounded import ProgramFailed
from archive.derived.deriving import derive, plan
from archive.derived.recipes import Made, Recipe
from archive.documents import of_report
from archive.explain import explain
from archive.fixity import verify
from archive.parsed.reparse import parse_new
from archive.show import report as show
from archive.store import Archive
from archive.withdraw import withdraw
from parsers.model import Context, Reading
from tests.archive.readings import WrittenOut, capture, keep, line, page, report

FILE = "https://www.example.gov.cn/nb/1.pdf"
SCAN = Reading("failed", "pdf", "page 1 is a picture: needs OCR")
READER = WrittenOut()


def seen(total: int) -> Reading:
    return report(figures=line("new_received", total), reader="ocr")


def ocr(make: Callable[[bytes, str, int], Made], version: str | None = "3.10.0") -> Recipe:
    return Recipe("ocr", "rapidocr", version, '{"dpi":200}', "OCR needs the extra [ocr]", make)


def giving(reading: Reading, version: str = "3.10.0") -> Recipe:
    return ocr(lambda _payload, _kind, _threads: Made(page(reading), "application/json"), version)


def failing(_payload: bytes, _kind: str, _threads: int) -> Made:
    raise ProgramFailed("it took more than 90 s")


def take(archive: Archive, reading: Reading = SCAN, day: int = 1, **context: str) -> None:
    at = f"2024-03-0{day}T00:00:00Z"
    keep(archive, capture(FILE, page(reading), at, media_type="application/pdf", context=Context(FILE, **context)))
    parse_new(archive, reader=READER)


def make(archive: Archive, recipe: Recipe, **how: bool) -> None:
    derive(archive, [recipe], **how)
    parse_new(archive, reader=READER)


def rows(archive: Archive, sql: str) -> list[tuple[object, ...]]:
    return archive.connection.execute(sql).fetchall()


TOTALS = "SELECT r.report_id, r.capture_id, r.url, a.total FROM reports r JOIN applications a USING (report_id)"


def test_scans_of_every_kind_of_file_wait(archive: Archive) -> None:
    for day, reader in enumerate(("pdf", "ofd", "docx"), start=1):
        take(archive, Reading("failed", reader, "page 1 is a picture: needs OCR"), day)
    assert [one.kind for one in plan(archive, [giving(seen(3))])[0].waiting] == ["pdf", "ofd"]


def test_a_scan_waits_and_what_is_made_of_it_is_its_report(archive: Archive) -> None:
    take(archive)
    [planned] = plan(archive, [giving(seen(3))])
    assert [(w.url, w.kind, w.why) for w in planned.waiting] == [(FILE, "pdf", "page 1 is a picture: needs OCR")]
    make(archive, giving(seen(3)))
    assert rows(archive, TOTALS) == [(1, 1, FILE, 3)]
    assert plan(archive, [giving(seen(3))])[0].waiting == ()


def test_what_was_made_says_by_which_version_of_what_with_which_settings(archive: Archive) -> None:
    take(archive)
    make(archive, giving(seen(3)))
    [(source, made)] = rows(archive, "SELECT c.sha256, p.sha256 FROM captures c JOIN parses p ON p.state = 'current'")
    assert rows(
        archive,
        "SELECT source_sha256, recipe, tool, tool_version, settings, sha256, failure FROM derived_payloads",
    ) == [(source, "ocr", "rapidocr", "3.10.0", '{"dpi":200}', made, None)]
    assert rows(archive, f"SELECT payload('{made}')") == [(page(seen(3)),)]


def test_the_way_from_a_value_leads_over_what_was_made_to_what_was_sent(archive: Archive) -> None:
    take(archive)
    make(archive, giving(seen(3)))
    shown = show(archive, 1)
    [step] = explain(archive, shown, "applications.new_received.total").way
    assert (step.made_by, step.recipe, step.source_sha256) == ("rapidocr 3.10.0", "ocr", shown.captures[0].sha256)
    best, source = of_report(archive.connection, 1)
    assert (best.is_best, best.reader, best.figures, best.way) == (True, "ocr", 7, (step,))
    assert (source.is_best, source.reader, source.outcome, source.way) == (False, "pdf", "failed", ())


def test_a_failure_is_kept_and_tried_again_only_when_asked(archive: Archive) -> None:
    take(archive)
    summary = derive(archive, [ocr(failing)])
    assert [one.why for one in summary.failed] == ["rapidocr made nothing of it: it took more than 90 s"]
    assert rows(archive, "SELECT sha256, failure FROM derived_payloads") == [(None, summary.failed[0].why)]
    assert derive(archive, [giving(seen(3))]).made == 0
    assert derive(archive, [giving(seen(3))], again=True).made == 1
    assert rows(archive, "SELECT count(*), max(failure) FROM derived_payloads") == [(1, None)]


def test_a_program_that_is_not_installed_is_named_with_what_to_do(archive: Archive) -> None:
    take(archive)
    summary = derive(archive, [ocr(failing, None)])
    assert (summary.made, summary.missing) == (0, ["1 payloads wait: OCR needs the extra [ocr]"])


def test_another_version_stands_beside_the_first_and_the_last_one_counts(archive: Archive) -> None:
    take(archive)
    make(archive, giving(seen(3)))
    make(archive, giving(seen(5), "3.11.0"))
    assert rows(archive, "SELECT tool_version FROM derived_payloads ORDER BY 1") == [("3.10.0",), ("3.11.0",)]
    assert rows(archive, TOTALS) == [(1, 1, FILE, 5)]
    assert rows(archive, "SELECT count(*) FROM parses WHERE reader = 'ocr'") == [(2,)]
    assert rows(archive, "SELECT * FROM source_changes") == []


def test_what_is_seen_again_is_seen_again_as_derived(archive: Archive) -> None:
    take(archive)
    make(archive, giving(seen(3)))
    take(archive, day=2)
    assert rows(archive, "SELECT newest_capture_id FROM documents") == [(2,), (2,)]


def test_a_newer_file_at_the_address_replaces_what_was_made_of_the_older(archive: Archive) -> None:
    take(archive)
    make(archive, giving(seen(3)))
    take(archive, report(figures=line("new_received", 4), reader="pdf"), day=2)
    assert rows(archive, TOTALS) == [(1, 2, FILE, 4)]
    assert rows(archive, "SELECT old_value, new_value, old_capture_id, new_capture_id FROM source_changes") == [
        (3, 4, 1, 2)
    ]


def test_the_same_bytes_in_another_context_have_what_was_made_of_them_there_too(archive: Archive) -> None:
    take(archive)
    make(archive, giving(seen(3)))
    take(archive, day=2, list_title="柘城县水利局2023年政府信息公开工作年度报告")
    documents = "SELECT document_id, derived_from FROM documents ORDER BY 1"
    assert rows(archive, documents) == [(1, None), (2, 1), (3, None), (4, 3)]
    assert rows(archive, "SELECT count(*) FROM documents WHERE current_parse_id IS NULL") == [(0,)]


def test_a_file_read_in_part_competes_with_what_ocr_saw_and_the_reason_is_kept(archive: Archive) -> None:
    page_two = "page 2 is a picture: needs OCR"
    part = report(figures=line("new_received", 3), reader="pdf", remarks=(page_two,))
    take(archive, part)
    assert plan(archive, [giving(seen(3))])[0].waiting[0].why == "part of it needs OCR"
    make(archive, giving(report(figures=(*line("new_received", 3), *line("granted", 2)), reader="ocr")))
    assert rows(archive, "SELECT reader_version, best_reason FROM reports") == [
        ("html-1", f"more figures: 14 to 7 (1 other document; the next: {FILE})")
    ]
    assert rows(archive, "SELECT rule, subject, state, detail FROM checks") == [
        ("documents_agree", "applications", "pass", "")
    ]


def test_what_ocr_saw_is_as_new_as_the_file_it_saw_it_in(archive: Archive) -> None:
    fields = {"reader": "pdf", "published": "2024-01-22", "remarks": ("page 2 is a picture: needs OCR",)}
    take(archive, report(figures=line("new_received", 3), **fields))
    make(archive, giving(report(figures=(*line("new_received", 3), *line("granted", 2)), reader="ocr")))
    assert rows(archive, "SELECT best_reason FROM reports") == [
        (f"more figures: 14 to 7 (1 other document; the next: {FILE})",)
    ]


def test_what_ocr_saw_otherwise_than_the_file_says_is_a_doubt_and_no_failure(archive: Archive) -> None:
    take(archive, report(figures=line("new_received", 31), reader="pdf", remarks=("page 2 is a picture: needs OCR",)))
    make(archive, giving(seen(37)))
    assert rows(archive, TOTALS) == [(1, 1, FILE, 31)]
    assert rows(archive, "SELECT state, cells, detail FROM checks") == [
        (
            "uncertain",
            '["applications.new_received.total"]',
            f"new_received.total: 31 here, 37 in {FILE} (document 2, made by rapidocr 3.10.0)",
        )
    ]


def test_verify_proves_what_was_made_and_names_what_is_damaged_of_it(archive: Archive) -> None:
    take(archive)
    make(archive, giving(seen(3)))
    assert verify(archive).damage == []
    with archive.write() as conn:
        conn.execute("UPDATE payloads SET stored = x'00' WHERE sha256 IN (SELECT sha256 FROM derivations)")
    [damage] = verify(archive).damage
    assert (damage.kind, damage.capture_id, damage.url) == ("payload", 1, FILE)
    assert damage.what.endswith("it was derived: `gongkai derive --again` makes it anew")
    make(archive, giving(seen(3)), again=True)
    assert verify(archive).damage == []


def test_what_a_document_was_made_from_is_found_over_several_steps(archive: Archive) -> None:
    take(archive)
    make(archive, giving(Reading("failed", "pdf", "page 1 is a picture: needs OCR", title="converted")))
    make(archive, giving(seen(3)))
    sent, converted, _read = (str(row[0]) for row in rows(archive, "SELECT sha256 FROM documents ORDER BY document_id"))
    assert [one.source_sha256 for one in making.of_document(archive.connection, 3)] == [converted, sent]
    assert rows(archive, "SELECT document_id, derived_from FROM documents") == [(1, None), (2, 1), (3, 1)]


def test_what_is_locked_or_readable_is_not_converted(archive: Archive) -> None:
    office = Recipe("office", "libreoffice", "7.4", "{}", "", failing)
    take(archive, Reading("failed", "doc", "the Word file is locked with a password"))
    take(archive, report(reader="docx"), day=2)
    take(archive, Reading("failed", "rtf", "the file is an RTF file: needs conversion"), day=3)
    assert [w.kind for w in plan(archive, [office])[0].waiting] == ["rtf"]


def test_several_at_a_time_are_all_kept(archive: Archive) -> None:
    for number in range(5):
        body = page(Reading("failed", "pdf", "page 1 is a picture: needs OCR", title=str(number)))
        keep(archive, capture(f"{FILE}?{number}", body))
    parse_new(archive, reader=READER)
    told: list[tuple[int, int, str]] = []
    several = ocr(lambda payload, _kind, _threads: Made(payload.replace(b"needs OCR", b"read"), "application/json"))
    assert derive(archive, [several], 3, lambda *step: told.append(step)).made == 5
    assert told == [(number, 5, "ocr") for number in range(1, 6)]
    assert rows(archive, "SELECT count(DISTINCT sha256) FROM derived_payloads") == [(5,)]


def test_what_is_withdrawn_takes_what_was_made_of_it_along(archive: Archive) -> None:
    take(archive)
    make(archive, giving(seen(3)))
    sent, made = (str(row[0]) for row in rows(archive, "SELECT sha256 FROM documents ORDER BY document_id"))
    removed = withdraw(archive, sent, "on request")
    assert removed.derived == (made,)
    assert rows(archive, f"SELECT payload('{sent}'), payload('{made}')") == [(None, None)]
    assert rows(archive, "SELECT count(*) FROM reports") == [(0,)]
    assert verify(archive).damage == []
    assert derive(archive, [giving(seen(3))], again=True).made == 0
