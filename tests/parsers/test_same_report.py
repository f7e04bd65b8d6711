"""One invented report in every file format, made by several writers, says the same in each."""

import json
import subprocess
import sys

import pytest

from parsers.model import Context
from parsers.reading import read, reader_of
from tests.parsers.test_purity import GUARD, ROOT

FILES = ROOT / "tests" / "same_report"
SAYS = json.loads((FILES / "expected.json").read_text("utf-8"))
# The name that a portal gives the file, the file, and who reads it. WPS Writer saves Word's format under its own ending.
FORMATS = [
    ("report.html", "report.html", "html"),
    ("report.txt", "report.txt", "text"),
    ("report.pdf", "report.pdf", "pdf"),
    ("report.ofd", "report.ofd", "ofd"),
    ("report.docx", "report.docx", "docx"),
    ("report.doc", "report.doc", "doc"),
    ("report.wps", "report.doc", "doc"),
    ("report.xlsx", "report.xlsx", "xlsx"),
    ("report.xls", "report.xls", "xls"),
    ("report.et", "report.xls", "xls"),
    ("report.doc", "report.html", "html"),
    ("report.xls", "report.txt", "text"),
]


@pytest.mark.parametrize(("name", "file", "kind"), FORMATS, ids=[f"{file} as {name}" for name, file, _ in FORMATS])
def test_every_format_says_the_same(name, file, kind):
    payload, context = (FILES / file).read_bytes(), Context(f"https://www.example.gov.cn/{name}")
    assert reader_of(payload, context) == kind
    reading = read(payload, context)
    assert (reading.outcome, reading.reader) == ("report", kind)
    assert {figure.key: figure.value for figure in reading.figures} == SAYS["figures"]
    assert {figure.kind for figure in reading.figures} == {"number"}
    assert (reading.publisher.name, reading.year, reading.form) == (SAYS["agency"], SAYS["year"], SAYS["form"])
    assert [section.code for section in reading.sections] == SAYS["sections"]
    assert {check.state for check in reading.checks} == {"pass"}
    assert reading.remarks == ()


def test_prose_of_the_sections_is_the_same_in_every_format():
    prose = {
        tuple((section.heading, section.text) for section in read((FILES / file).read_bytes(), Context(name)).sections)
        for name, file, _ in FORMATS
    }
    assert len(prose) == 1


def test_reading_of_office_files_touches_nothing_and_repeats():
    warmed = GUARD.replace(
        "armed = False", "armed = False\nfor payload, context in payloads:\n    read(payload, context)"
    )
    files = [
        FILES / file for file in ("report.ofd", "report.docx", "report.doc", "report.xlsx", "report.xls", "words.doc")
    ]
    done = subprocess.run(
        [sys.executable, "-c", warmed, str(ROOT)],
        input=json.dumps([(str(path), {"url": f"file:{path.name}"}) for path in files]),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    assert [line.split(" ")[0] for line in done.stdout.split("\n")[:-1]] == ["report"] * 5 + ["not_a_report"]


def test_files_are_small_enough_to_be_kept():
    assert max(path.stat().st_size for path in FILES.iterdir() if path.is_file()) < 100_000


def test_maker_still_says_what_the_files_say():
    from tests.same_report.report import truth

    said = truth()
    assert (said.agency, said.year, said.form, said.figures) == tuple(
        SAYS[key] for key in ("agency", "year", "form", "figures")
    )
