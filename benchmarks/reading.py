"""A full reading of one page against its floor, and against other readers of tables on the same bytes.

All start from the same stored bytes. The floor is what no reader of this design can do without: unpack and decode them,
parse the text with lexbor, and take the text of every cell. pandas gives raw tables only, lxml and Beautiful Soup the
text of the cells: no form, no notes, no checks. These get the unpacked bytes and decode them as the page declares: for
each that is faster than a text.
"""

import io
from collections.abc import Callable, Iterable

import lxml.html
import pandas as pd
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from archive.packing import pack, unpack
from benchmarks.paired import Timing, take_turns
from benchmarks.sample import CONTEXT, as_word_writes_it, largest_sample_page, of_other_bodies
from parsers.documents.decode import decode
from parsers.reading import read

BODIES = 20  # pages that are read in turn, no two of one body
TURN = 0.25  # seconds: a run reads page after page; short turns would time how caches fill after another's turn
FLOOR, READING, PANDAS = "floor: unpack, decode, parse, all cells", "full reading", "pandas.read_html, tables only"


def floor(stored: bytes) -> list[str]:
    text = decode(unpack(stored), None).text
    return [cell.text() for cell in LexborHTMLParser(text).css("td, th")]


def tables_by_pandas(stored: bytes) -> list[pd.DataFrame]:
    tables: list[pd.DataFrame] = pd.read_html(io.BytesIO(unpack(stored)), flavor="lxml")
    return tables


def cells_by_lxml(stored: bytes) -> list[str]:
    return [cell.text_content() for cell in lxml.html.document_fromstring(unpack(stored)).xpath("//td|//th")]


def cells_by_beautiful_soup(stored: bytes) -> list[str]:
    return [cell.get_text() for cell in BeautifulSoup(unpack(stored), "lxml").find_all(["td", "th"])]


def measure(payloads: list[bytes]) -> Timing:
    """Time the floor, a full reading and the other readers on the same payloads, in turns."""
    stored = [pack(payload) for payload in payloads]
    return take_turns(
        {
            FLOOR: lambda: _one_by_one(floor, stored),
            READING: lambda: _one_by_one(lambda one: read(unpack(one), CONTEXT), stored),
            PANDAS: lambda: _one_by_one(tables_by_pandas, stored),
            "lxml, text of all cells": lambda: _one_by_one(cells_by_lxml, stored),
            "Beautiful Soup on lxml, text of all cells": lambda: _one_by_one(cells_by_beautiful_soup, stored),
        },
        seconds=TURN,
    )


def _one_by_one(call: Callable[[bytes], object], pages: Iterable[bytes]) -> None:
    """What is made of a page is let go before the next one, as a run does once it has stored it."""
    for page in pages:
        call(page)


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
    pages = of_other_bodies(payload, BODIES)
    readings = [read(page, CONTEXT) for page in pages]
    if faults := [f"{one.outcome}: {one.reason}" for one in readings if one.outcome != "report"]:
        raise RuntimeError(f"a page is not read as a report: {faults[0]}")
    figures = {len(one.figures) for one in readings}
    timing = measure(pages)
    out = [
        f"{what}: {len(payload):,} bytes with {' or '.join(str(number) for number in sorted(figures))} figures,",
        f"filled in by {BODIES} bodies, with names, figures and paragraphs of their own.",
        f"Medians of CPU time for a page in {len(timing.rounds[FLOOR])} rounds taken in turns;",
        "ratios within each round (lowest to highest).",
        "",
        "| what | milliseconds | times the floor |",
        "|---|---:|---:|",
    ]
    for name in timing.rounds:
        middle, low, high = timing.ratio(name, FLOOR)
        each = timing.milliseconds(name) / BODIES
        out.append(f"| {name} | {each:.2f} | {middle:.2f} ({low:.2f} to {high:.2f}) |")
    middle, low, high = timing.ratio(PANDAS, READING)
    return [*out, "", f"A full reading is {middle:.1f} ({low:.1f} to {high:.1f}) times as fast as pandas.read_html."]
