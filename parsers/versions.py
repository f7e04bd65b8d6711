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

# What reads each kind of file, besides what all share.
_SHEETS = (
    *("documents/sheet.py", "documents/number_format.py", "documents/grid.py", "documents/radicals.py"),
    *("documents/unseen.py", "documents/errors.py"),
)
_TEXT = (
    *("documents/text.py", "documents/commas.py", "documents/sheet.py", "documents/grid.py", "documents/radicals.py"),
    *("documents/strokes.py", "documents/numbered.py", "documents/decode.py", "documents/unseen.py"),
    "documents/errors.py",
)
_TYPESET = (
    *(
        "documents/typeset.py",
        "documents/letters.py",
        "documents/radicals.py",
        "documents/rules.py",
        "documents/cut_rows.py",
    ),
    *("documents/unruled.py", "documents/unseen.py", "documents/printed.py", "documents/errors.py"),
)
_KINDS = {
    "html": (
        (
            "documents/html.py",
            "documents/html_body.py",
            "documents/html_burden.py",
            "documents/html_head.py",
            "documents/html_names.py",
            "documents/html_tables.py",
            "documents/html_walk.py",
            "documents/html_words.py",
            "documents/shown.py",
            "documents/styles.py",
            "documents/style_sheets.py",
            "documents/embedded.py",
            "documents/errors.py",
            "documents/text.py",
            "documents/commas.py",
            "documents/sheet.py",
            "documents/radicals.py",
            "documents/unseen.py",
            "documents/strokes.py",
            "documents/numbered.py",
            "documents/decode.py",
            "documents/grid.py",
        ),
        ("selectolax",),
    ),
    "text": (_TEXT, ()),
    "pdf": (
        ("documents/pdf.py", "documents/pdf_drawing.py", "documents/pdf_sight.py", *_TYPESET),
        ("pdfplumber", "pdfminer.six"),
    ),
    "ocr": (
        ("documents/ocr.py", "documents/printed.py", "documents/cut_rows.py", "documents/errors.py"),
        ("pdfplumber",),
    ),
    "ofd": (
        (
            "documents/ofd.py",
            "documents/ofd_document.py",
            "documents/ofd_geometry.py",
            "documents/ofd_glyphs.py",
            "documents/ofd_package.py",
            "documents/ofd_page.py",
            "documents/ofd_sheet.py",
            *_TYPESET,
        ),
        ("lxml", "pdfplumber"),
    ),
    "docx": (
        (
            *("documents/docx.py", "documents/docx_package.py", "documents/docx_words.py", "documents/radicals.py"),
            *("documents/pictures.py", "documents/frames.py", "documents/unseen.py", "documents/grid.py"),
            "documents/errors.py",
        ),
        ("lxml",),
    ),
    "doc": (
        (
            *("documents/doc.py", "documents/doc_words.py", "documents/radicals.py", "documents/unseen.py"),
            *("documents/pictures.py", "documents/frames.py", "documents/optional.py", "documents/errors.py"),
        ),
        ("msdoc2docx",),
    ),
    "xlsx": (("documents/xlsx.py", "documents/pictures.py", *_SHEETS), ("lxml",)),
    "xls": (("documents/xls.py", "documents/optional.py", *_SHEETS), ("xlrd",)),
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
