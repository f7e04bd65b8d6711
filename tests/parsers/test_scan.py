"""A scan of a whole report: without OCR it says what it needs, with what OCR saw it is read, each value with a note."""

import json
from collections import Counter

from parsers.fragments import fragment
from parsers.model import Context
from parsers.reading import read, reader_of
from tests.parsers.test_purity import ROOT

SCAN = (ROOT / "tests" / "scans" / "scan.pdf").read_bytes()
SEEN = (ROOT / "tests" / "scans" / "scan.json").read_bytes()
SAYS = json.loads((ROOT / "tests" / "same_report" / "expected.json").read_text("utf-8"))
CONTEXT = Context("https://www.example.gov.cn/report.pdf", media_type="application/pdf")
# The one cell of which OCR is not sure here; it reads 45, which is right, and is not believed.
UNSURE = "applications.new_received.business"


def test_the_scan_itself_needs_ocr():
    reading = read(SCAN, CONTEXT)
    assert (reading.outcome, reading.reader) == ("failed", "pdf")
    assert reading.reason == "; ".join(f"page {number} is a picture: needs OCR" for number in (1, 2, 3))


def test_what_ocr_saw_is_read_as_the_report():
    assert reader_of(SEEN, CONTEXT) == "ocr"
    reading = read(SEEN, CONTEXT)
    assert (reading.outcome, reading.reader) == ("report", "ocr")
    assert (reading.publisher.name, reading.year, reading.form) == (SAYS["agency"], SAYS["year"], SAYS["form"])
    assert [section.code for section in reading.sections] == SAYS["sections"]
    assert {figure.key: figure.value for figure in reading.figures} == SAYS["figures"] | {UNSURE: None}
    assert Counter(check.state for check in reading.checks) == {"pass": 41, "uncertain": 2}
    assert reading.remarks == ("read by OCR (rapidocr 3.10.0): compare what matters with the picture",)


def test_every_value_that_ocr_saw_carries_a_note():
    figures = {figure.key: figure for figure in read(SEEN, CONTEXT).figures}
    unsure = figures.pop(UNSURE)
    assert {(figure.kind, figure.note[:29]) for figure in figures.values()} == {
        ("noted", "read by OCR (rapidocr 3.10.0)")
    }
    assert (unsure.kind, unsure.raw, unsure.derived) == ("derived", "45", 45)
    assert unsure.note == (
        "unreadable: OCR is not sure of what it reads here: score 0.86 (rapidocr 3.10.0); balance of business gives 45"
    )


def test_a_value_leads_back_to_its_box_on_the_sheet():
    [figure] = [f for f in read(SEEN, CONTEXT).figures if f.key == "applications.new_received.total"]
    shown = fragment(SEEN, CONTEXT, figure.place)
    assert figure.place == "page 1, table 2, box 636 499 697 510"
    assert shown is not None
    assert shown.row.endswith("136 | 103 | ⟦576⟧")


def test_a_picture_without_words_says_so_and_is_no_report():
    page = {"number": 1, "width": 600, "height": 800, "words": [], "rules": [], "ink": [[1, 1, 500, 500]]}
    seen = {"gongkai_ocr": 1, "tool": "rapidocr", "version": "3.10.0", "left_out": [], "pages": [page]}
    reading = read(json.dumps(seen, separators=(",", ":")).encode(), CONTEXT)
    assert (reading.outcome, reading.reader) == ("failed", "ocr")
    assert reading.reason.endswith("page 1: OCR sees no words in its picture")
