"""Conversions by LibreOffice: what our readers do not know is read after all, and what is no document is said."""

import io
import json
import re
import shutil
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from archive.derived.bounded import ProgramFailed
from archive.derived.recipes import office
from parsers.model import Context
from parsers.reading import read, reader_of, take_apart

HERE = Path(__file__).resolve().parent.parent
SAYS = json.loads((HERE / "same_report" / "expected.json").read_text("utf-8"))
CONTEXT = Context("https://www.example.gov.cn/report")

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")


@pytest.mark.parametrize("kind", ["rtf", *(pytest.param(kind, marks=pytest.mark.campaign) for kind in ("odt", "doc"))])
def test_a_converted_text_document_says_what_the_original_says(kind: str) -> None:
    file = HERE / ("same_report" if kind == "doc" else "conversions") / f"report.{kind}"
    payload = file.read_bytes()
    assert reader_of(payload, CONTEXT) == kind
    made = office().make(payload, kind, 1)
    assert made.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    reading = read(made.body, CONTEXT)
    assert (reading.outcome, reading.reader) == ("report", "docx")
    assert {figure.key: figure.value for figure in reading.figures} == SAYS["figures"]


def test_a_converted_spreadsheet_stays_one() -> None:
    made = office().make((HERE / "same_report" / "report.xls").read_bytes(), "xls", 1)
    reading = read(made.body, CONTEXT)
    assert (reading.outcome, reading.reader) == ("report", "xlsx")
    assert {figure.key: figure.value for figure in reading.figures} == SAYS["figures"]


def test_an_open_spreadsheet_becomes_a_spreadsheet() -> None:
    payload = (HERE / "conversions" / "report.ods").read_bytes()
    assert reader_of(payload, CONTEXT) == "ods"
    made = office().make(payload, "ods", 1)
    assert made.media_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert {figure.key: figure.value for figure in read(made.body, CONTEXT).figures} == SAYS["figures"]


EXCEL_2003 = b"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="a"><Table><Row><Cell><Data ss:Type="Number">85</Data></Cell></Row></Table></Worksheet></Workbook>"""
WORD_2003 = b"""<?xml version="1.0"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>
<w:p><w:r><w:t>85</w:t></w:r></w:p></w:body></w:wordDocument>"""


@pytest.mark.parametrize(
    ("kind", "payload", "reader"),
    [("sheet-xml", EXCEL_2003, "xlsx"), ("word-xml", WORD_2003, "docx")],
    ids=["Excel", "Word"],
)
def test_an_office_file_of_2003_in_xml_is_made_readable(kind: str, payload: bytes, reader: str) -> None:
    assert reader_of(payload, CONTEXT) == kind
    made = office().make(payload, kind, 1).body
    assert reader_of(made, CONTEXT) == reader
    assert [block.text for block in take_apart(made, CONTEXT).blocks] == ["85"]


def test_the_version_is_the_programs_own() -> None:
    assert re.fullmatch(r"\d+(\.\d+)+", str(office().version))


def test_bytes_that_are_no_document_give_nothing() -> None:
    with pytest.raises(ProgramFailed):
        office().make(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ole", 1)


class _Asked(BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the names that http.server calls

    def log_message(self, *_: object) -> None:
        """Say nothing on stderr."""


def odt(*hrefs: str) -> bytes:
    """A text document that shows a picture and a text section from each of these places."""
    body = "".join(
        f'<text:p>甲<draw:frame svg:width="5cm" svg:height="5cm"><draw:image xlink:href="{href}" xlink:type="simple" '
        f'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
        f'<text:section text:name="s{number}"><text:section-source xlink:href="{href}"/><text:p>乙</text:p></text:section>'
        for number, href in enumerate(hrefs)
    )
    of = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = " ".join(f'xmlns:{short}="{of}{name}:1.0"' for short, name in _SPACES.items())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{of}manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
            'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return file.getvalue()


_SPACES = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}


def test_a_hostile_document_reaches_neither_the_network_nor_the_users_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody else reads this", "utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), _Asked) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        made = office().make(odt(f"http://127.0.0.1:{server.server_port}/x.png", secret.as_uri()), "odt", 1)
        server.shutdown()
    with zipfile.ZipFile(io.BytesIO(made.body)) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist())
    assert "甲" in parts.decode("utf-8", "replace")
    assert b"nobody else reads this" not in parts
    assert _Asked.asked == []
    assert list(tmp_path.iterdir()) == [secret]
