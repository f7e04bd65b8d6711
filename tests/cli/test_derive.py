"""`gongkai derive`: what waits for an outside program, what is made of it, and the way back from a value."""

import hashlib
import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from archive.derived import deriving
from archive.derived.recipes import Made, Recipe
from archive.parsed.reparse import parse_new
from archive.store import Archive
from tests.cli.running import Run

HERE = Path(__file__).resolve().parent.parent
SCAN, SEEN = HERE / "scans" / "scan.pdf", HERE / "scans" / "scan.json"
URL = "https://www.example.gov.cn/scan.pdf"

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
without_ocr = pytest.mark.skipif(find_spec("rapidocr") is not None, reason="the extra [ocr] is installed")


@pytest.fixture
def scanned(run: Run, tmp_path: Path) -> Path:
    """An archive that holds the scan, which no reader can read."""
    path, folder = tmp_path / "gongkai.db", tmp_path / "in"
    folder.mkdir()
    shutil.copy(SCAN, folder)
    done = run("--archive", path, "ingest", folder, "--url-prefix", "https://www.example.gov.cn/")
    assert done.exit_code == 1
    assert "`gongkai derive --plan` lists what OCR or LibreOffice can make readable" in done.stdout
    return path


@pytest.fixture
def seen(scanned: Path) -> Path:
    """The same with what OCR saw of it, as it is kept in the tests."""
    kept = Recipe("ocr", "rapidocr", "3.10.0", "{}", "", lambda *_: Made(SEEN.read_bytes(), "application/json"))
    with Archive.open(scanned) as archive:
        deriving.derive(archive, [kept])
        parse_new(archive)
    return scanned


def test_the_plan_names_what_waits_and_why(run: Run, scanned: Path) -> None:
    done = run("--archive", scanned, "derive", "--plan", "--ocr", "--json")
    [planned] = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (planned["recipe"], planned["tool"]) == ("ocr", "rapidocr")
    [waiting] = planned["waiting"]
    assert (waiting["kind"], waiting["url"]) == ("pdf", URL)
    assert waiting["why"].startswith("page 1 is a picture: needs OCR")


@without_ocr
def test_without_the_extra_it_says_what_to_install(run: Run, scanned: Path) -> None:
    done = run("--archive", scanned, "derive", "--ocr")
    assert done.exit_code == 1
    assert "1 payloads wait: OCR needs the extra [ocr]: pip install 'gongkai[ocr]'" in done.stdout


@needs_office
def test_an_old_format_is_converted_and_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gongkai.db"
    run("--archive", path, "ingest", HERE / "conversions" / "report.rtf")
    done = run("--archive", path, "derive", "--office")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "1 payload made" in done.stdout
    assert "1 document read" in done.stdout
    assert "1 report, 0 that are none, 0 that could not be read" in done.stdout
    [row] = json.loads(run("--archive", path, "query", _MADE, "--json").stdout)
    assert (row["agency"], row["recipe"], row["tool"]) == ("临澈区自然资源局", "office", "libreoffice")


_MADE = "SELECT agency, recipe, tool FROM derived_payloads d JOIN parses p ON p.sha256 = d.sha256"


def test_explain_and_show_lead_over_what_was_made_to_what_was_sent(run: Run, seen: Path) -> None:
    told = run("--archive", seen, "explain", URL, "applications.new_received.total").stdout
    assert "read by OCR (rapidocr 3.10.0), score 1.00" in told
    assert "by rapidocr 3.10.0 (ocr) at " in told
    digest = hashlib.sha256(SCAN.read_bytes()).hexdigest()
    assert f"from payload {digest}" in told
    assert "⟦576⟧" in told
    shown = run("--archive", seen, "show", URL).stdout
    assert "best_reason" in shown
    assert f"rapidocr 3.10.0 ← {URL}" in shown
    assert f"← made by rapidocr 3.10.0 from {digest[:12]}" in shown


def test_status_counts_and_verify_proves_what_was_made(run: Run, seen: Path) -> None:
    assert "1 of them derived by OCR or LibreOffice" in run("--archive", seen, "status").stdout
    assert run("--archive", seen, "verify", "--rebuild").exit_code == 0
