"""A full reading of one page against its floor, and against other readers of tables on the same bytes.

The floor is what no reader of this design can do without: take the payload out of its zstd frame, decode it, parse it
with lexbor, and take the text of every cell. The others start from decoded text. pandas gives raw tables only, lxml
and Beautiful Soup the text of the cells: no form, no notes, no checks.
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pandas as pd
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

import gongkai.samples
from benchmarks.paired import Timing, take_turns
from parsers.documents.decode import decode
from parsers.model import Context
from parsers.reading import read

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


CONTEXT = Context(url="http://sample.invalid/report.html", media_type="text/html")
FLOOR, READING, PANDAS = "floor: decompress, decode, parse, all cells", "full reading", "pandas.read_html, tables only"

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


def floor(stored: bytes) -> list[str]:
    text = decode(zstd.decompress(stored), None).text
    return [cell.text() for cell in LexborHTMLParser(text).css("td, th")]


def cells_by_lxml(text: str) -> list[str]:
    return [cell.text_content() for cell in lxml.html.document_fromstring(text).xpath("//td|//th")]


def cells_by_beautiful_soup(text: str) -> list[str]:
    return [cell.get_text() for cell in BeautifulSoup(text, "lxml").find_all(["td", "th"])]


def measure(payload: bytes) -> Timing:
    """Time the floor, a full reading and the other readers on one payload, in turns."""
    stored = zstd.compress(payload, 9)
    text = decode(payload, None).text
    contestants: dict[str, Callable[[], object]] = {
        FLOOR: lambda: floor(stored),
        READING: lambda: read(zstd.decompress(stored), CONTEXT),
        PANDAS: lambda: pd.read_html(io.StringIO(text), flavor="lxml"),
        "lxml, text of all cells": lambda: cells_by_lxml(text),
        "Beautiful Soup on lxml, text of all cells": lambda: cells_by_beautiful_soup(text),
    }
    return take_turns(contestants)


def lines() -> list[str]:
    """The result as Markdown: the largest sample page, then the same report at the size of a real page."""
    page = largest_sample_page()
    return [
        *_of_page("The largest sample page", page),
        "",
        *_of_page(
            "The same report with the font declarations that Word writes, as on real portals", as_word_writes_it(page)
        ),
    ]


def _of_page(what: str, payload: bytes) -> list[str]:
    reading = read(payload, CONTEXT)
    if reading.outcome != "report":
        raise RuntimeError(f"the page is not read as a report: {reading.reason}")
    timing = measure(payload)
    out = [
        f"{what}: {len(payload):,} bytes with {len(reading.figures)} figures.",
        f"Medians of CPU time in {len(timing.rounds[FLOOR])} rounds taken in turns;",
        "ratios within each round (lowest to highest).",
        "",
        "| what | milliseconds | times the floor |",
        "|---|---:|---:|",
    ]
    for name in timing.rounds:
        middle, low, high = timing.ratio(name, FLOOR)
        out.append(f"| {name} | {timing.milliseconds(name):.2f} | {middle:.2f} ({low:.2f} to {high:.2f}) |")
    middle, low, high = timing.ratio(PANDAS, READING)
    return [*out, "", f"A full reading is {middle:.1f} ({low:.1f} to {high:.1f}) times as fast as pandas.read_html."]
