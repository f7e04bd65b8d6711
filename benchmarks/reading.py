"""A full reading of one page against its floor, and against pandas.read_html on the same bytes.

The floor is what no reader of this design can do without: take the payload out of its zstd frame, decode it, parse it
with lexbor, and take the text of every cell. pandas gives raw tables only: no form, no notes, no checks.
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
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


def largest_sample_page() -> bytes:
    """The largest HTML report with tables among the bundled samples."""
    pages = Path(gongkai.samples.__file__).parent.rglob("*.html")
    return max((page.read_bytes() for page in pages if b"<table" in page.read_bytes()), key=len)


def floor(stored: bytes) -> list[str]:
    text = decode(zstd.decompress(stored), None).text
    return [cell.text() for cell in LexborHTMLParser(text).css("td, th")]


def measure(payload: bytes) -> Timing:
    """Time the floor, a full reading and pandas on one payload, in turns."""
    stored = zstd.compress(payload, 9)
    context = Context(url="http://sample.invalid/report.html", media_type="text/html")
    text = decode(payload, None).text
    contestants: dict[str, Callable[[], object]] = {
        "floor: decompress, decode, parse, all cells": lambda: floor(stored),
        "full reading": lambda: read(zstd.decompress(stored), context),
        "pandas.read_html, tables only": lambda: pd.read_html(io.StringIO(text), flavor="lxml"),
    }
    return take_turns(contestants)


def lines() -> list[str]:
    """The result as Markdown."""
    payload = largest_sample_page()
    reading = read(payload, Context(url="http://sample.invalid/report.html", media_type="text/html"))
    if reading.outcome != "report":
        raise RuntimeError(f"the sample page is not read as a report: {reading.reason}")
    timing = measure(payload)
    base, full, peer = timing.rounds
    out = [
        f"A sample page of {len(payload):,} bytes with {len(reading.figures)} figures. Medians of CPU time in",
        f"{len(timing.rounds[base])} rounds taken in turns; ratios within each round (lowest to highest).",
        "",
        "| what | milliseconds | times the floor |",
        "|---|---:|---:|",
    ]
    for name in timing.rounds:
        middle, low, high = timing.ratio(name, base)
        out.append(f"| {name} | {timing.milliseconds(name):.2f} | {middle:.2f} ({low:.2f} to {high:.2f}) |")
    middle, low, high = timing.ratio(peer, full)
    out += ["", f"A full reading is {middle:.1f} ({low:.1f} to {high:.1f}) times as fast as pandas.read_html."]
    return out
