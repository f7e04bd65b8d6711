"""The expected values say what the documents print.

The documents are taken apart here in the plainest way (rows as the file has them, the last figures of each),
apart from both the maker and the reader.
"""

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

SAMPLES = Path(__file__).resolve().parents[2] / "gongkai" / "samples"
TOTALS = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
BESIDE = ".expected.json"
DOCUMENTS = sorted(path.with_name(path.name.removesuffix(BESIDE)) for path in SAMPLES.glob(f"portals/**/*{BESIDE}"))
PAGES = [path for path in DOCUMENTS if path.suffix not in {".pdf", ".docx"}]

Row = Sequence[str | None]
Rows = list[Row]


def expected_of(path: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads(path.with_name(path.name + BESIDE).read_text(encoding="utf-8"))
    return expected


def is_table_report(path: Path) -> bool:
    return bool(expected_of(path).get("applications"))


def text_of(path: Path) -> str:
    payload = path.read_bytes()
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return payload.decode("gb18030")


def tables_of(path: Path) -> list[Rows]:
    if path.suffix == ".docx":
        # A merged cell is handed out once for each column that it covers.
        return [[distinct(row.cells) for row in table.rows] for table in docx.Document(str(path)).tables]
    if path.suffix == ".pdf":
        with pdfplumber.open(io.BytesIO(path.read_bytes())) as file:
            found = [table for page in file.pages for table in page.extract_tables()]
        return [[*found[0]], [*found[1], *found[2]], [*found[3]]]
    tables = [table for table in BeautifulSoup(text_of(path), "lxml").find_all("table") if not table.find("table")]
    return [[[squeeze(cell.get_text()) for cell in cells(row)] for row in table.find_all("tr")] for table in tables]


def distinct(cells: Any) -> list[str]:
    return [cell.text for index, cell in enumerate(cells) if not index or cell._tc is not cells[index - 1]._tc]


def cells(row: Tag) -> list[Tag]:
    return row.find_all(["td", "th"], recursive=False)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def table_with(tables: list[Rows], word: str) -> Rows:
    """The one table whose first rows hold `word`."""
    (found,) = (rows for rows in tables if any(word in squeeze(cell or "") for row in rows[:2] for cell in row))
    return found


def value_of(text: str) -> float | None:
    """The number at the start of a cell's text; None for a blank or a mark."""
    text = squeeze(text).replace(",", "").translate(str.maketrans("０１２３４５６７８９－", "0123456789-"))
    match = re.match(r"(?:[+\-增减]?\d+(?:\.\d+)?)", text)
    return None if match is None else float(match[0].replace("增", "").replace("减", "-"))


def last_values(row: Row, count: int, *, spare: bool) -> list[float | None]:
    shown = [cell or "" for cell in row[: -1 if spare else None]]
    return [value_of(cell) for cell in shown[-count:]]


def has_spare_column(rows: Rows) -> bool:
    return all(not (row[-1] or "").strip() for row in rows)


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if is_table_report(path)], ids=lambda path: path.name)
def test_figures_are_those_that_the_document_prints(path: Path) -> None:
    expected, tables = expected_of(path), tables_of(path)
    applications = table_with(tables, "自然人")
    spare = path.suffix != ".pdf" and has_spare_column(applications)
    lines = expected["applications"]
    printed = [last_values(row, 7, spare=spare) for row in applications[-len(lines) :]]
    assert dict(zip(lines, printed, strict=True)) == lines
    assert len(applications) in {len(lines) + 2, len(lines) + 3}

    challenges = [value for row in expected["legal_challenges"].values() for value in row]
    assert last_values(table_with(tables, "行政复议")[-1], 15, spare=False) == challenges

    odd = {key for key, kind in expected["notes"].items() if kind == "unit_differs"}
    disclosed = {squeeze(row[0] or ""): row[1:] for row in table_with(tables, "第二十条第")}
    for item, measures in expected["disclosures"].items():
        row = [cell for cell in disclosed[ITEMS[item, expected["form"]]] if cell is not None]
        for (measure, value), cell in zip(measures.items(), row, strict=False):
            if f"disclosures.{item}.{measure}" not in odd:
                assert value_of(cell) == value, (item, measure, cell)


ITEMS = {
    (item, form): label
    for form in ("2019", "2021")
    for item, label in {
        "regulations": "规章",
        "normative_documents": "规范性文件" if form == "2019" else "行政规范性文件",
        "licensing": "行政许可",
        "other_services": "其他对外管理服务事项",
        "penalty": "行政处罚",
        "coercion": "行政强制",
        "fees": "行政事业性收费",
        "procurement": "政府集中采购",
    }.items()
}


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if is_table_report(path)], ids=lambda path: path.name)
def test_failing_relations_are_named_and_no_others(path: Path) -> None:
    expected = expected_of(path)
    assert sorted(map(tuple, expected["checks_failed"])) == sorted(failing(expected))


def failing(expected: dict[str, Any]) -> list[tuple[str, str]]:
    """The broken relations, from the expected values alone."""
    lines, found = expected["applications"], []
    for rule, table in (("row_sum", lines), ("channel_sum", expected["legal_challenges"])):
        found += [(rule, row) for row, values in table.items() if None not in values and sum(values[:-1]) != values[-1]]
    parts = [line for line in lines if line.startswith(("granted", "partly", "denied", "unable", "rejected", "other"))]
    columns = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_org", "total")
    for index, column in enumerate(columns):
        values = {line: row[index] for line, row in lines.items()}
        ends = [values[line] for line in ("new_received", "carried_over", "processed_total", "carried_forward")]
        if None not in ends and ends[0] + ends[1] != ends[2] + ends[3]:
            found.append(("balance", column))
        added = [values[line] for line in parts]
        if None not in [*added, ends[2]] and sum(added) != ends[2]:
            found.append(("processed_sum", column))
    stated, received = expected["narrative"].get("applications_received"), lines["new_received"][-1]
    if None not in {stated, received} and stated != received:
        found.append(("narrative_agrees", "applications_received"))
    return found


@pytest.mark.parametrize(
    "path", [path for path in PAGES if expected_of(path).get("narrative")], ids=lambda path: path.name
)
def test_the_prose_states_the_narrative_figures(path: Path) -> None:
    expected = expected_of(path)
    text = squeeze(BeautifulSoup(text_of(path), "lxml").get_text())
    for code, value in expected["narrative"].items():
        if not value:
            assert re.search({"applications_received": "未收到|没有收到", "fees_collected_yuan": "未收取"}[code], text)
        else:
            assert f"{value}余" in text if code in expected["approximate"] else f"{value}" in text.replace(",", "")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_fields_stand_on_the_page(path: Path) -> None:
    expected, text = expected_of(path), text_of(path)
    assert expected["context"]["list_title"] in text or expected["outcome"] == "report"
    if expected["outcome"] == "report":
        assert expected["agency"] in text
        assert expected["published"] in text
        assert str(expected["year"]) in text
        assert expected["produced"] is None or expected["produced"] in text


@pytest.mark.parametrize("portal", list(TOTALS["portals"].values()), ids=lambda portal: portal["family"])
def test_totals_agree_with_the_files(portal: dict[str, Any]) -> None:
    www = SAMPLES / "portals" / portal["host"].split(".")[1] / "www"
    items = portal["items"]
    assert portal["counts"]["items"] == len(items) == len(set(items)) == portal["list"]["items"]
    assert portal["list"]["declared_total"] in {None, len(items)}
    assert portal["list"]["pages"] >= 3
    assert [path for path in items if not (www / path[1:]).is_file()] == list(portal["refused"])
    outcomes = {path: expected_of(www / path[1:]) for path in items if path not in portal["refused"]}
    assert portal["not_reports"] == {
        path: expected["kind"] for path, expected in outcomes.items() if expected["outcome"] == "not_a_report"
    }
    reported = {(expected["agency"], expected["year"]) for expected in outcomes.values() if "agency" in expected}
    assert {(line["agency"], line["year"]) for line in portal["reports"]} == reported
    assert len(portal["reports"]) == len(reported) == portal["counts"]["reports"]


def test_totals_add_up() -> None:
    for name, total in TOTALS["counts"].items():
        assert total == sum(portal["counts"][name] for portal in TOTALS["portals"].values())
    assert 35 <= TOTALS["counts"]["reports"] <= 50


def test_links_between_years_hold_and_fail() -> None:
    links = [link["holds"]["carry_link"] for portal in TOTALS["portals"].values() for link in portal["links"]]
    assert links.count(True) >= 2
    assert links.count(False) == 2


def test_labels_lie_about_bytes_where_planned() -> None:
    lying = [path for path in DOCUMENTS if "utf-8" in str(expected_of(path)["context"]["charset"]).lower()]
    assert any(not is_utf8(path) for path in lying)
    assert any("㵲" in text_of(path) and not is_utf8(path) for path in DOCUMENTS if path.suffix == ".shtml")


def is_utf8(path: Path) -> bool:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
