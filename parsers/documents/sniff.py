"""Which kind of file a payload is, by its bytes: endings and media types are wrong too often.

Portals send HTML under .pdf and .xlsx names, and Word files as application/octet-stream.
"""

from __future__ import annotations

import re

from parsers.model import Context

from .decode import utf_16_without_mark
from .mhtml import is_web_archive
from .ole import OLE_MARK, root_names
from .zipped import part_names, start_of

_PDF_WINDOW = 1024  # PDF 1.7, appendix H: readers accept the header within the first 1,024 bytes
OCR_MARK = b'{"gongkai_ocr":'
_ZIP = b"PK\x03\x04"
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|meta|title|table|tbody|tr|td|div|p|span|br|h[1-6]|font|center|ul|li|a|ucap\w+)\b[^<]{0,400}?>",
    re.IGNORECASE,
)
_MARKUP_WINDOW = 8192
_PAGES = (b"<!doc", b"<html")  # what nearly all pages begin with, and no office file
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Word and Excel files of 2003 in XML, and packages in one XML file.
_OFFICE_XML = re.compile(rb"<(?:\w+:)?(wordDocument|package|Workbook)\s[^>]*schemas[.-]microsoft[.-]com")
_OFFICE_XML_KINDS = {b"wordDocument": "word-xml", b"Workbook": "sheet-xml", b"package": "office-xml"}
_UOF = re.compile(rb"<uof:UOF\s[^>]*vnd\.uof\.text")  # GB/T 20916, the national format of office files
_FLAT_ODF = re.compile(rb"<office:document\s[^>]*opendocument[^>]*>")
_ODF_SHEET = b"opendocument.spreadsheet"
_WORD_PART = re.compile(r"word/document\d*\.xml", re.IGNORECASE)  # writers on the web count it
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ZIP_KINDS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("OFD.xml", "ofd"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("content.xml", "odt"),
)
# By the first of these streams at the root; an OLE file of another kind (slides, mail) is "ole".
_OLE_KINDS = (
    ("worddocument", "doc"),
    ("workbook", "xls"),
    ("book", "xls"),
    ("encryptedpackage", "locked"),
)


def sniff(payload: bytes, context: Context) -> str:
    """The kind of file: html, text, pdf, ofd, docx, doc, xlsx, xls, ocr, or one that no reader takes (picture …).

    "ocr" is what `gongkai derive` made of a scan.
    """
    head = payload[:_PDF_WINDOW].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        return "empty"
    if payload.startswith(OCR_MARK):
        return "ocr"
    if b"%PDF-" in payload[:_PDF_WINDOW]:
        return "pdf"
    if payload.startswith(_ZIP):
        return _zip_kind(payload)
    if payload.startswith(OLE_MARK):
        names = root_names(payload)
        return next((kind for name, kind in _OLE_KINDS if name in names), "ole")
    if payload.startswith(_PICTURES) or (payload.startswith(b"RIFF") and payload[8:12] == b"WEBP"):
        return "picture"
    if is_web_archive(payload):
        return "html"
    window = _eight_bit(payload[:_MARKUP_WINDOW])
    if head[:5].lower() not in _PAGES and (kind := _xml_kind(window)):
        return kind
    if _MARKUP.search(window) or (context.media_type or "") in ("text/html", "application/xhtml+xml"):
        return "html" if b"\x00\x00\x00" not in window else "binary"
    if head.startswith((b"{\\rtf",)):
        return "rtf"
    return "text" if _is_text(payload[:_MARKUP_WINDOW]) else "binary"


def _xml_kind(window: bytes) -> str:
    """The kind of office file that is a single XML file; "" where it is none."""
    if b"microsoft" in window and (office := _OFFICE_XML.search(window)):
        return _OFFICE_XML_KINDS[office[1]]
    if b"<office:" in window and (opened := _FLAT_ODF.search(window)):
        return "ods" if _ODF_SHEET in opened[0] else "odt"
    return "uof" if b"<uof:" in window and _UOF.search(window) else ""


def _eight_bit(window: bytes) -> bytes:
    """The bytes as markup is looked for in them: of UTF-16 text, its characters in UTF-8."""
    if window.startswith(_UTF_16):
        return window.decode("utf-16", "ignore").encode()
    unmarked = utf_16_without_mark(window) if b"\0" in window else None
    return window.decode(unmarked, "ignore").encode() if unmarked else window


def _zip_kind(payload: bytes) -> str:
    names = part_names(payload)
    if names is None:  # cut or damaged: the names stand before the parts as well
        return next((kind for name, kind in _ZIP_KINDS[:3] if name.encode() in payload), "zip")
    if any(_WORD_PART.fullmatch(name) for name in names):
        return "docx"
    kind = next((kind for name, kind in _ZIP_KINDS if name in names), "zip")
    return "ods" if kind == "odt" and _ODF_SHEET in start_of(payload, "mimetype") else kind


def _is_text(window: bytes) -> bool:
    """Text has no control characters but white space; UTF-16 text is told by its byte order mark."""
    if window.startswith(_UTF_16):
        return True
    controls = sum(byte < 0x20 and byte not in b"\t\n\r\x0b\x0c\x1a\x1b" for byte in window)
    return controls == 0
