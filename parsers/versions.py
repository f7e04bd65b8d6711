"""Which reader made a reading: a version that people raise, and a fingerprint that code cannot escape.

The fingerprint covers everything that shapes a reading of one kind of file: the code, the forms, the division
table and the libraries. Two readings with one fingerprint of the same payload in the same context are equal.
A fingerprint that changed while the version did not is a change that nobody declared.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

# Raise the number of a part when its readings change, and say so in CHANGELOG.md under "Parser versions".
VERSIONS = {
    "html": 1,
    "text": 1,
    "pdf": 1,
    "ofd": 1,
    "docx": 1,
    "doc": 1,
    "xlsx": 1,
    "xls": 1,
    "ocr": 1,
    "tables": 1,
    "prose": 1,
}


def _documents(*names: str) -> tuple[str, ...]:
    return tuple(f"documents/{name}.py" for line in names for name in line.split())


# What reads each kind of file, besides what all share: modules and libraries.
_TEXT = "text commas sheet grid radicals strokes numbered decode unseen errors"
_TYPESET = "typeset letters struck_out radicals rules running cut_rows unruled unseen printed errors"
_WORDS = "radicals pictures frames unseen errors"
_SHEETS = "sheet number_format grid radicals unseen errors"
_XLSX = "xlsx xlsx_parts xlsx_styles pictures"
_HTML = (
    "html html_body html_burden html_head html_names html_runs html_tables html_walk html_words html_written",
    "added_words shown styles style_sheets embedded",
)
_OFD = "ofd ofd_document ofd_geometry ofd_glyphs ofd_package ofd_page ofd_pictures ofd_sheet"
_KINDS = {
    "html": (_documents(*_HTML, _TEXT), ("selectolax",)),
    "text": (_documents(_TEXT), ()),
    "pdf": (_documents("pdf pdf_drawing pdf_notes pdf_sight", _TYPESET), ("pdfplumber", "pdfminer.six")),
    "ocr": (_documents("ocr printed cut_rows errors"), ("pdfplumber",)),
    "ofd": (_documents(_OFD, _TYPESET), ("lxml", "pdfplumber")),
    "docx": (
        _documents("docx docx_files docx_package docx_words optional xls", *_HTML, _TEXT, _XLSX, _SHEETS, _WORDS),
        ("lxml", "selectolax", "xlrd"),
    ),
    "doc": (_documents("doc doc_words optional", _WORDS), ("msdoc2docx",)),
    "xlsx": (_documents(_XLSX, _SHEETS), ("lxml",)),
    "xls": (_documents("xls optional", _SHEETS), ("xlrd",)),
}
_SHARED = (
    "model.py",
    "reading.py",
    "agreement.py",
    "division_table.py",
    "recognised.py",
    "stated_sums.py",
    "traditional.py",
    "documents/sniff.py",
    "documents/mhtml.py",
    "documents/ole.py",
    "documents/zipped.py",
)
_SHARED_FOLDERS = ("tables", "tables/forms", "prose", "data")
_SHARED_LIBRARIES = ("dateparser",)
_CODE = (".py", ".toml", ".csv")


def reader_version(kind: str) -> str:
    """The readable name of the installed reader of `kind`, for instance "html-1+tables-1+prose-1"."""
    if kind not in _KINDS:
        return f"{kind}-0"
    return "+".join(f"{part}-{VERSIONS[part]}" for part in (kind, "tables", "prose"))


@cache
def fingerprint(kind: str) -> str:
    """The sha256 over the installed reader of `kind`; for a kind that nothing reads, over what recognises it."""
    files, libraries = _KINDS.get(kind, ((), ()))
    digest = hashlib.sha256(reader_version(kind).encode())
    root = resources.files(__package__)
    for name in sorted({*files, *_SHARED}):
        _add(digest, name, root.joinpath(*name.split("/")))
    if kind in _KINDS:
        for folder in _SHARED_FOLDERS:
            for file in sorted(root.joinpath(*folder.split("/")).iterdir(), key=lambda path: path.name):
                if file.is_file() and file.name.endswith(_CODE):
                    _add(digest, f"{folder}/{file.name}", file)
        for library in (*libraries, *_SHARED_LIBRARIES):
            digest.update(f"{library}=={_installed(library)}\n".encode())
    return digest.hexdigest()


def _installed(library: str) -> str:
    """The library's version; "absent" where it belongs to an extra that is not installed."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "absent"


def _add(digest: hashlib._Hash, name: str, file: Traversable) -> None:
    # Line ends are folded, so that a checkout on another system is the same reader.
    content = file.read_bytes().replace(b"\r\n", b"\n")
    digest.update(f"{name} {len(content)}\n".encode())
    digest.update(content)
