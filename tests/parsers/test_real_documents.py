"""The real documents of the corpus, cell by cell, as people have read them."""

import json

import pytest

from parsers.model import Context
from parsers.reading import read

APPLICANTS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_org", "total")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
UNSETTLED = {"unplaced", "lost", "unreadable", "derived"}
EMPTY = {"blank", "mark", "derived"}


def cells(gold):
    for item, measures in gold["disclosures"].items():
        yield from ((f"disclosures.{item}.{measure}", value) for measure, value in measures.items())
    for table, columns in (("applications", APPLICANTS), ("legal_challenges", RESULTS)):
        for row, values in gold[table].items():
            yield from ((f"{table}.{row}.{column}", value) for column, value in zip(columns, values, strict=True))


@pytest.mark.parametrize(
    "name",
    [
        "000_ca8094cab00a46eb.txt",
        "001_6529543323676af9.txt",
        "002_a15f4547cccf094c.txt",
        "003_e0759db8c8ae201d.txt",
        "004_a01111d04fa25f8f.txt",
        "huaian_city_2024.pdf",
        "shanghai_bgt_2019_fragment.html",
    ],
)
def test_every_cell_and_field_is_as_the_document_says(corpus, name):
    gold = json.loads((corpus / "gold" / f"{name}.json").read_text("utf-8"))
    folder = "seeds" if name.endswith(".txt") else "reports"
    reading = read((corpus / folder / name).read_bytes(), Context(f"https://sample.gov.cn/{name}"))
    figures = {figure.key: figure for figure in reading.figures}
    wrong = {}
    for key, says in cells(gold):
        figure = figures.pop(key)
        allowed = UNSETTLED if says == "?" else EMPTY if says is None else None
        right = figure.value == says if allowed is None else figure.value is None and figure.kind in allowed
        if not right:
            wrong[key] = (says, figure.value, figure.kind)
    assert wrong == {}
    assert {key for key, figure in figures.items() if figure.value is not None} == set()
    assert (reading.publisher.name, reading.year, reading.form) == (gold["agency"], gold["year"], gold["form"])
    assert (reading.published or "")[:10] == (gold["published"] or "")
    assert [section.code for section in reading.sections if section.code] == gold["sections"]
    stated = {figure.code: figure.value for figure in reading.narrative}
    assert {code: stated.get(code) for code in gold["narrative"]} == gold["narrative"]


def test_blank_official_form_is_no_report(corpus):
    reading = read((corpus / "reports" / "zwgk_nianbao_template_blank.docx").read_bytes(), Context("file:form.docx"))
    assert reading.outcome == "not_a_report"
    assert reading.reason.startswith("blank form")
    assert reading.figures == ()


def test_prose_reports_of_2017_have_sections_and_figures_and_no_cells(corpus):
    folder = corpus / "portals" / "www.zhecheng.gov.cn" / "xxgk" / "xxgknb" / "bmnb" / "2018-07-12"
    totals = {}
    for file in sorted(folder.glob("*.html")):
        reading = read(
            file.read_bytes(), Context(f"http://www.zhecheng.gov.cn/xxgk/xxgknb/bmnb/2018-07-12/{file.name}")
        )
        assert (reading.outcome, reading.year, reading.form, reading.figures) == ("report", 2017, "none", ())
        assert len(reading.sections) >= 3
        assert reading.publisher.division_code == "411424"
        totals[file.stem] = next(figure.value for figure in reading.narrative if figure.code == "disclosed_total")
    assert totals == {
        "7477": 135, "7478": 144, "7479": 191, "7480": 91, "7481": 85, "7482": 68, "7483": 65, "7484": 30,
    }  # fmt: skip
