"""The public face of this room: a payload and its context in, a reading out.

`read` is pure: no network, no clock, no environment, no file is touched, and the same payload in the same context
gives the same reading, byte for byte, under one fingerprint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from parsers.agreement import narrative_checks
from parsers.documents.docx import read_docx
from parsers.documents.errors import NEEDS_CONVERSION, NEEDS_OCR, UnreadableError
from parsers.documents.html import read_html
from parsers.documents.ocr import read_ocr
from parsers.documents.ofd import read_ofd
from parsers.documents.optional import optional_reader
from parsers.documents.pdf import read_pdf
from parsers.documents.sniff import sniff
from parsers.documents.text import read_text
from parsers.documents.xlsx import read_xlsx
from parsers.model import Attachment, Context, Document, Reading, Section
from parsers.prose.dates import report_dates
from parsers.prose.kind import is_file, what_is
from parsers.prose.metadata import is_read_as_metadata, read_metadata
from parsers.prose.narrative import read_narrative
from parsers.prose.publisher import publisher
from parsers.prose.report_title import report_title
from parsers.prose.sections import divide, read_sections
from parsers.prose.several import of_first_report, told_twice
from parsers.prose.years import report_year
from parsers.recognised import judge_of, judged_indicators, sure_figures
from parsers.stated_sums import stated_sums
from parsers.tables.reading import TableReading, read_tables
from parsers.versions import fingerprint, reader_version

__all__ = ["fingerprint", "read", "reader_of", "reader_version", "take_apart"]

_READERS: dict[str, Callable[[bytes, Context], Document]] = {
    "html": read_html,
    "text": read_text,
    "pdf": read_pdf,
    "ofd": read_ofd,
    "docx": read_docx,
    "doc": optional_reader("parsers.documents.doc", "read_doc", "doc2docx", "an old Word file (.doc, .wps)"),
    "xlsx": read_xlsx,
    "xls": optional_reader("parsers.documents.xls", "read_xls", "xlrd", "an old spreadsheet (.xls)"),
    "ocr": read_ocr,
}
_NO_READER = {
    "ole": "an OLE file in which neither a Word text nor an Excel workbook is found",
    "locked": "an Office file that is locked with a password",
    "pptx": "a presentation, which no reader takes",
    "xlsb": f"a binary workbook of Excel: {NEEDS_CONVERSION}",
    "odt": f"an OpenDocument file: {NEEDS_CONVERSION}",
    "ods": f"an OpenDocument spreadsheet: {NEEDS_CONVERSION}",
    "word-xml": f"a Word file of 2003 in XML: {NEEDS_CONVERSION}",
    "sheet-xml": f"an Excel file of 2003 in XML: {NEEDS_CONVERSION}",
    "uof": f"a text in the Uniform Office Format: {NEEDS_CONVERSION}",
    "office-xml": "an Office package in one XML file, which no reader takes",
    "rtf": f"an RTF file: {NEEDS_CONVERSION}",
    "picture": f"a picture: {NEEDS_OCR}",
    "zip": "an archive of files, which no reader takes",
    "binary": "bytes of no kind that is known",
    "empty": "an empty file",
}
_TABLE_OF = {"disclosure": "disclosures", "applications": "applications", "legal_challenges": "legal_challenges"}
_SAYS_NOTHING_HAPPENED = re.compile(r"[无未零\d]|没有")
_SHORTEST_SECTION = 30  # characters; a sentence such as 该部分以表格形式报告，表格如下 is shorter


def reader_of(payload: bytes, context: Context) -> str:
    """The kind of file that `payload` is: html, text, pdf, ofd, docx, doc … or one that no reader takes."""
    return sniff(payload, context)


def take_apart(payload: bytes, context: Context) -> Document:
    """The document of `payload`, by the reader of its kind. Raises UnreadableError, the text one plain sentence."""
    kind = sniff(payload, context)
    reader = _READERS.get(kind)
    if reader is None:
        raise UnreadableError(f"the file is {_NO_READER[kind]}")
    return reader(payload, context)


def read(payload: bytes, context: Context) -> Reading:
    """The reading of `payload` in `context`. What cannot be read is `failed`, with the reason.

    Raises MemoryError alone, where memory ended: that says nothing of the payload.
    """
    try:
        return _read_document(take_apart(payload, context), context)
    except UnreadableError as error:
        reason = str(error)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  a defect of ours on one page of a million must not end the run; it is named
        reason = f"the reader itself failed: {type(error).__name__}: {error}"
    return Reading("failed", sniff(payload, context), reason)


def _read_document(document: Document, context: Context) -> Reading:
    needs_ocr = [remark for remark in document.remarks if NEEDS_OCR in remark]
    if not document.blocks and (needs_ocr or document.recognition is not None):
        return Reading("failed", document.kind, "; ".join(document.remarks), remarks=document.remarks)
    document, others = of_first_report(document, context)
    metadata = read_metadata(document)
    title = report_title(document, context)
    year = report_year(document, context, title)
    tables = read_tables(document.blocks, judge_of(document), year.year, is_read_as_metadata)
    division = divide(document, tables.paragraphs)
    found = tables.tables or frozenset({"statistics"} if tables.indicators else ())
    judgement = what_is(document, title, year.year, division, found, tables.printed)
    dates = report_dates(document, context, metadata)
    attachments = tuple([Attachment(link.url, link.text) for link in document.links if is_file(link.url, link.text)])
    of_any_page: dict[str, Any] = {
        "title": title.text,
        "year": year.year,
        "year_source": year.source,
        "published": dates.published,
        "produced": dates.produced,
        "metadata": metadata,
        "attachments": attachments,
        "encoding": document.encoding,
        "replaced": document.replaced,
    }
    if not judgement.is_report:
        return Reading("not_a_report", document.kind, "; ".join((judgement.reason, *needs_ocr)), **of_any_page)
    passages = division.passages
    narrative, unsure = sure_figures(document, read_narrative(passages, year.year))
    sections = read_sections(division)
    said = ((passage.text, passage.place) for passage in passages)
    checks = (*tables.checks, *narrative_checks(tables.figures, narrative), *stated_sums(narrative, said))
    return Reading(
        "report",
        document.kind,
        publisher=publisher(document, context, title.verdict, metadata, year.year),
        form=tables.form,
        figures=tables.figures,
        checks=checks,
        indicators=judged_indicators(document, tables.indicators),
        narrative=narrative,
        sections=sections,
        remarks=_remarks(
            document,
            (
                *tables.remarks,
                *unsure,
                *_tables_not_there(tables, sections),
                *_only_a_cover(attachments, tables.form, sections),
                *_of_others(others),
                *told_twice(sections),
            ),
            year.remark,
        ),
        **of_any_page,
    )


def _tables_not_there(tables: TableReading, sections: Sequence[Section]) -> list[str]:
    """A remark where sections of official tables stand empty: their tables are pictures, or were left out."""
    empty = [
        section.heading
        for section in sections
        if section.code in _TABLE_OF
        and _TABLE_OF[section.code] not in tables.tables
        and len(section.text) < _SHORTEST_SECTION
        and not _SAYS_NOTHING_HAPPENED.search(section.text)
    ]
    if not empty or (tables.form == "none" and len(empty) < len(_TABLE_OF)):
        return []
    return [f"no table and no text stands under {', '.join(empty)}: the tables may be pictures"]


def _only_a_cover(attachments: Sequence[Attachment], form: str, sections: Sequence[Section]) -> list[str]:
    """A remark where the page holds nothing of the report but the way to its file."""
    if form != "none" or sections:
        return []
    return [f"the report stands in a file of its own: {file.title or file.url}" for file in attachments]


def _of_others(titles: Sequence[str]) -> list[str]:
    """A remark where other reports stand behind the one that is read."""
    named = ", ".join(titles)
    return [f"further reports stand in the document and are set aside: {named}"] if titles else []


def _remarks(document: Document, of_tables: tuple[str, ...], of_year: str) -> tuple[str, ...]:
    remarks = [*document.remarks, *of_tables]
    if of_year:
        remarks.append(of_year)
    if document.replaced:
        remarks.append(f"{document.replaced} characters could not be decoded from {document.encoding}")
    return tuple(remarks)
