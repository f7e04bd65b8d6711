import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.running import Run


@pytest.fixture
def city(demo_archive: Path) -> int:
    """The report of 澜江市人民政府 for 2024, which prints a remark beside a number."""
    connection = sqlite3.connect(demo_archive)
    [(report_id,)] = connection.execute("select report_id from reports where agency = '澜江市人民政府' and year = 2024")
    connection.close()
    return int(report_id)


def test_a_value_leads_to_its_print_and_its_payload(run: Run, demo_archive: Path, city: int) -> None:
    text = run("--archive", demo_archive, "explain", city, "disclosures.regulations.issued").stdout
    assert "printed  22（其中修订16件）" in text
    assert "规章 | ⟦22（其中修订16件）⟧ | 3 | 11（含自然失效2件）" in text
    assert "labels   规章 · 本年制发件数" in text


def test_json_names_the_digest_under_which_the_bytes_are_held(run: Run, demo_archive: Path, city: int) -> None:
    found = json.loads(run("--archive", demo_archive, "explain", city, "applications.granted.total", "--json").stdout)
    connection = sqlite3.connect(demo_archive)
    held = connection.execute("select sha256 from captures where capture_id = ?", (found["capture_id"],)).fetchone()
    connection.close()
    assert (found["sha256"],) == held
    assert found["figure"]["value"] == 324
    assert {check["rule"] for check in found["checks"]} == {"row_sum", "processed_sum"}


def test_a_cell_that_the_form_does_not_have_is_one_sentence(run: Run, demo_archive: Path, city: int) -> None:
    result = run("--archive", demo_archive, "explain", city, "applications.nothing.total")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"gongkai: report {city} has no cell applications.nothing.total;")
