"""The title a document gives itself, from the places that print it.

The body's first lines count before the page's tags, and these before the list that led here. A page whose
own title names a notice or an interpretation is one, even where a report's name stands further down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from parsers.model import Block, Context, Document, Paragraph
from parsers.prose.characters import squeeze
from parsers.prose.titles import Judge, TitleVerdict, join_title, judge_title

# How far down a body the title may stand, and how far above the body a page prints it.
_FIRST_LINES = 30
_LINES_ABOVE = 40
_LONGEST_LINE = 80
# What only a title says. A guide or a catalogue is also the name of a menu's entry, so it needs a tag.
_TOLD_BY_A_LINE = frozenset({"notice", "format", "meeting", "interpretation"})


@dataclass(frozen=True, slots=True)
class ReportTitle:
    """A document's title without white space and its verdict; `source` is body, heading, tag, page_title or list."""

    text: str | None
    source: str
    verdict: TitleVerdict


NO_TITLE = ReportTitle(None, "", TitleVerdict("other", None, None, "the document prints no title"))


def report_title(document: Document, context: Context) -> ReportTitle:
    """The report's own title; where the document is no report, the title that says what it is."""
    judge = cache(judge_title)  # a page prints its title in many places
    tagged = next((text for name, text in document.tags if name.lower() == "articletitle" and _is_said(text)), None)
    if tagged is not None:
        verdict = judge(tagged)
        if verdict.kind not in {"report", "other"}:
            return ReportTitle(squeeze(tagged), "tag", verdict)
    found = list(_candidates(document, context, tagged, judge))
    reports = [title for title in found if title.verdict.kind == "report"]
    told = next((title for title in found if title.verdict.kind != "other"), None)
    if told is not None and told.verdict.kind in _TOLD_BY_A_LINE and told.source in {"body", "heading"}:
        return told
    if reports:
        return max(reports, key=lambda title: bool(title.verdict.agency) + bool(title.verdict.year))
    return told or (found[0] if found else NO_TITLE)


def _candidates(document: Document, context: Context, tagged: str | None, judge: Judge) -> Iterator[ReportTitle]:
    """The titles printed in the document and, last, in the list; the most trusted first."""
    body = _short_lines(document.blocks[:_FIRST_LINES])
    yield from _of_lines(body, "body", judge)
    yield from _of_lines(_short_lines(document.before[-_LINES_ABOVE:]), "heading", judge)
    for text, source in ((tagged, "tag"), (document.title, "page_title"), (context.list_title, "list")):
        if text and _is_said(text):
            yield ReportTitle(squeeze(text), source, judge(text))
    if body:
        yield ReportTitle(squeeze(body[0]), "body", judge(body[0]))


def _of_lines(lines: list[str], source: str, judge: Judge) -> Iterator[ReportTitle]:
    """The report's title among the lines, or before it a line that names a notice or the like."""
    joined = join_title(lines, judge)
    verdict = judge(joined) if joined else None
    for line in lines:
        if "年度报告" not in line and "年报" not in line:
            continue
        of_line = judge(line)
        if of_line.kind == "report":
            break
        if of_line.kind in _TOLD_BY_A_LINE:
            yield ReportTitle(squeeze(line), source, of_line)
            return
    if joined and verdict:
        yield ReportTitle(joined, source, verdict)


def _short_lines(blocks: tuple[Block, ...]) -> list[str]:
    return [b.text for b in blocks if isinstance(b, Paragraph) and 0 < len(b.text) <= _LONGEST_LINE]


def _is_said(text: str) -> bool:
    return text.strip().lower() not in {"", "null", "undefined"}
