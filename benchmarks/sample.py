"""The page that is read: the largest sample, also as Word writes it."""

from pathlib import Path

import gongkai.samples
from parsers.model import Context

CONTEXT = Context(url="http://sample.invalid/report.html", media_type="text/html")

# The samples are spare with fonts. Word states them in full at every run of text, Chinese and Western apart.
_WORD_FONT = "font-family:宋体;mso-ascii-font-family:Calibri;mso-bidi-font-family:宋体;color:black;mso-font-kerning:0pt"
WORD_FONTS = (
    ("font-family:宋体", _WORD_FONT),
    ('<span lang="EN-US">', f'<span lang="EN-US" style="{_WORD_FONT}">'),
)


def largest_sample_page() -> bytes:
    """The largest HTML report with tables among the bundled samples."""
    pages = Path(gongkai.samples.__file__).parent.rglob("*.html")
    return max((page.read_bytes() for page in pages if b"<table" in page.read_bytes()), key=len)


def as_word_writes_it(page: bytes) -> bytes:
    """The same report as real portals print it, some 110 KB of markup: with Word's own font declarations."""
    text = page.decode("utf-8")
    for spare, full in WORD_FONTS:
        text = text.replace(spare, full)
    return text.encode("utf-8")
