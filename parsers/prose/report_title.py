"""The title a document gives itself, from the places that print it.

The body's first lines count before the page's tags, and these before the list that led here. A page whose
own title names a notice or an interpretation is one, even where a report's name stands further down.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from parsers.model import Block, Context, Document, Grid, Paragraph
from parsers.prose.characters import squeeze
from parsers.prose.metadata import is_block_of_metadata
from parsers.prose.presentation import presentation
from parsers.prose.title_words import COVER, IN_ANY_TOPIC, NAMES_A_REPORT, NO_TITLE_LINE, RUNNING_TEXT, SCHOOL_YEAR
from parsers.prose.titles import Judge, TitleVerdict, join_title, judge_title
from parsers.prose.traditional import as_printed, document_in_ours

# How far down a body the title may stand, and how far above the body a page prints it.
_FIRST_LINES = 30
_LINES_ABOVE = 40
_LONGEST_LINE = 80
# What only a title says. A guide or a catalogue is also the name of a menu's entry, so it needs a tag.
_TOLD_BY_A_LINE = frozenset({"notice", "format", "meeting", "interpretation"})


class ReportTitle(NamedTuple):
    """A document's title without white space and its verdict.

    `source` is body, heading, tag, page_title, list, or preamble: the name that its first sentences give it.
    """

    text: str | None
    source: str
    verdict: TitleVerdict


class _Verdicts(dict[str, TitleVerdict]):
    """What a page's titles name: it prints one title in many places. Made for each page, faster than by a cache."""

    def __missing__(self, title: str) -> TitleVerdict:
        verdict = self[title] = judge_title(title)
        return verdict


NO_TITLE = ReportTitle(None, "", TitleVerdict("other", None, None, "the document prints no title"))


def report_title(document: Document, context: Context) -> ReportTitle:
    """The report's own title; where the document is no report, the title that says what it is."""
    ours = document_in_ours(document)
    if ours is None:
        return _title_of(document, context)
    title = _title_of(ours, context)
    texts = [block.text for block in (*document.before, *document.blocks) if isinstance(block, Paragraph)]
    texts += [document.title or "", *[text for _, text in document.tags]]
    agency = title.verdict.agency and as_printed(title.verdict.agency, texts)
    return title._replace(
        text=title.text and as_printed(title.text, texts), verdict=title.verdict._replace(agency=agency)
    )


def _title_of(document: Document, context: Context) -> ReportTitle:
    """The title of a document whose words are in our characters."""
    judge = _Verdicts().__getitem__
    tagged = next((text for name, text in document.tags if name.lower() == "articletitle" and _is_said(text)), None)
    if tagged is not None:
        verdict = judge(tagged)
        if verdict.kind not in {"report", "other"}:
            return ReportTitle(squeeze(tagged), "tag", verdict)
    candidates = _candidates(document, context, tagged, judge)
    first = next(candidates, NO_TITLE)
    if _says_all(first):
        return first
    found = [first, *candidates]
    reports = [title for title in found if title.verdict.kind == "report"]
    told = next((title for title in found if title.verdict.kind != "other"), None)
    if told is not None and told.verdict.kind in _TOLD_BY_A_LINE and told.source in {"body", "heading"}:
        return told
    if reports:
        return max(reports, key=lambda title: bool(title.verdict.agency) + bool(title.verdict.year))
    return told or _presented(document, found) or (first if first.text else _first_line(document, judge))


def _presented(document: Document, found: list[ReportTitle]) -> ReportTitle | None:
    """The report's name in its own first sentences, where nothing above them names another paper."""
    if any(word in (title.text or "") for title in found for word in (*IN_ANY_TOPIC, "报")):
        return None
    title = presentation(document).title
    if title is None:
        return None
    # Its year and agency are told by the sentence, and asked there.
    reason = f"the first sentences present an annual report on disclosure: 「{title}」"
    return ReportTitle(title, "preamble", TitleVerdict("report", None, None, reason))


def _first_line(document: Document, judge: Judge) -> ReportTitle:
    """The line that the body begins with, unless it is running text, a heading of a section or a field of metadata.

    It may say that the page is something else, but a year in it may be any year.
    """
    line = next((squeeze(text) for text in _short_lines(document.blocks[:_FIRST_LINES])), None)
    if line is None or RUNNING_TEXT.search(line) or NO_TITLE_LINE.search(line):
        return NO_TITLE
    verdict = judge(line)
    return ReportTitle(line, "body", NO_TITLE.verdict if verdict.kind in {"other", "report"} else verdict)


def _says_all(title: ReportTitle) -> bool:
    """Whether no other title can say more: a report's with agency and year."""
    return title.verdict.kind == "report" and bool(title.verdict.agency and title.verdict.year)


def _candidates(document: Document, context: Context, tagged: str | None, judge: Judge) -> Iterator[ReportTitle]:
    """The titles printed in the document and, last, in the list; the most trusted first."""
    body = _short_lines(document.blocks[:_FIRST_LINES])
    yield from _of_lines(body, "body", judge)
    yield from _of_lines(_short_lines(document.before[-_LINES_ABOVE:]), "heading", judge)
    yield from _of_blocks_of_metadata((*document.before[-_LINES_ABOVE:], *document.blocks[:_FIRST_LINES]), judge)
    for text, source in ((tagged, "tag"), (document.title, "page_title"), (context.list_title, "list")):
        if text and _is_said(text):
            yield ReportTitle(squeeze(text), source, judge(text))


def _of_blocks_of_metadata(blocks: tuple[Block, ...], judge: Judge) -> Iterator[ReportTitle]:
    """The title that stands in a table of metadata, beside its label or in a row of its own."""
    for block in blocks:
        if not isinstance(block, Grid) or not is_block_of_metadata(block):
            continue
        texts = map(squeeze, block.texts)
        named = dict.fromkeys(text for text in texts if NAMES_A_REPORT.search(text) and len(text) <= _LONGEST_LINE)
        titles = [title for text in named if _says_whose((title := ReportTitle(text, "body", judge(text))).verdict)]
        if len(titles) == 1:
            yield titles[0]


def _says_whose(verdict: TitleVerdict) -> bool:
    """Whether a title is a report's, and says whose or of which year; 「政府信息公开年报」 is the name of a column."""
    return verdict.kind == "report" and bool(verdict.agency or verdict.year)


def _of_lines(lines: list[str], source: str, judge: Judge) -> Iterator[ReportTitle]:
    """The report's title among the lines, or before it a line that names a notice or the like."""
    joined = join_title(lines, judge)
    verdict = judge(joined) if joined else None
    for line in map(squeeze, lines):
        if joined and line and joined.endswith(line):
            break
        if not NAMES_A_REPORT.search(line) or RUNNING_TEXT.search(line) or COVER.search(line):
            continue
        of_line = judge(line)
        if of_line.kind == "report":
            break
        if of_line.kind in _TOLD_BY_A_LINE or SCHOOL_YEAR.search(line):
            yield ReportTitle(line, source, of_line)
            return
    if joined and verdict:
        yield ReportTitle(joined, source, verdict)


def _short_lines(blocks: tuple[Block, ...]) -> list[str]:
    return [
        line
        for block in blocks
        if 0 < len(line := block.text if isinstance(block, Paragraph) else _title_row(block)) <= _LONGEST_LINE
    ]


def _title_row(grid: Grid) -> str:
    """The report's name, where it stands alone in the first row of a table: a sheet that was saved as a page."""
    first = next((at for at, text in enumerate(grid.texts) if text), None)
    if first is None or not NAMES_A_REPORT.search(grid.texts[first]):
        return ""
    row = grid.layout.rows[first]
    printed = [text for text, of_row in zip(grid.texts, grid.layout.rows, strict=True) if of_row == row and text]
    return grid.texts[first] if len(printed) == 1 else ""


def _is_said(text: str) -> bool:
    return text.strip().lower() not in {"", "null", "undefined"}
