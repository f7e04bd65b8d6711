"""A document that holds several reports, one after another: the first is read, the others are named.

A further report begins at a title of its own, of another body or another year, with its first heading soon below it and
the sections of the report before it above. A title that stands elsewhere, in a list of links, above an annex or below a
table of contents, begins none; nor does that of the same body in other words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from parsers.model import Block, Context, Document, Grid, Paragraph, Section
from parsers.prose.characters import squeeze
from parsers.prose.headings import heading_code
from parsers.prose.report_title import report_title
from parsers.prose.run_together import may_hold_a_report, whole_reports_apart
from parsers.prose.section_words import NUMBER, SENTENCE_MARK, plain_code
from parsers.prose.titles import TitleVerdict, join_title, judge_title

_LONGEST_TITLE = 80
_ENDS_OF_SENTENCES = frozenset("。；;：:")
_LINES_TO_HEADING = 8
_LONGEST_HEADING = 20
_SHORTEST_TEXT = 40  # characters of a paragraph that is no line of a table of contents
_LINES_OF_TITLE = 3
_LONGEST_PIECE = 40
_MAY_BE_A_REPORTS = frozenset({"report", "other"})  # titles of these kinds
_ENOUGH_TWICE = 4  # sections; a report that divides itself oddly repeats one or two
# 「某镇人民政府」 and 「某街道办事处」 are 某镇 and 某街道.
_REST_OF_NAME = re.compile(r"(?:人民政府|政府|办事处)$")
_ENDS_TEXT = re.compile(r"[。；;：:日]$")  # of a sentence or a signature above a title


class _Report(NamedTuple):
    """Where a further report begins, and its title."""

    at: int
    title: str
    verdict: TitleVerdict


def of_first_report(document: Document, context: Context) -> tuple[Document, tuple[str, ...]]:
    """The document as far as its first report goes, and the titles of the reports that come after."""
    further, is_in_paragraphs = _further_reports(document.blocks)
    if not further and is_in_paragraphs:
        parted = replace(document, blocks=whole_reports_apart(document.blocks))
        further, _ = _further_reports(parted.blocks)
        return _as_far_as(further, parted, context) or (document, ())
    return _as_far_as(further, document, context) or (document, ())


def _as_far_as(
    further: Sequence[_Report], document: Document, context: Context
) -> tuple[Document, tuple[str, ...]] | None:
    """The document as far as the first of the further reports that is another one; None where none is."""
    if not further:
        return None
    first = report_title(replace(document, blocks=document.blocks[: further[0].at]), context).verdict
    others = [report for report in further if _is_another(report.verdict, first)]
    if not others or first.kind not in _MAY_BE_A_REPORTS:  # a notice goes before the report that it is about
        return None
    return replace(document, blocks=document.blocks[: others[0].at]), tuple(report.title for report in others)


def told_twice(sections: Sequence[Section]) -> list[str]:
    """A remark where most sections stand twice, with other words: there may be a report without a title of its own."""
    told = {(section.code, section.text) for section in sections if section.code is not None and section.text}
    codes = [code for code, _ in told]
    twice = {code for code in codes if code is not None and codes.count(code) > 1}
    if len(twice) < _ENOUGH_TWICE:
        return []
    return [f"the sections {', '.join(sorted(twice))} stand twice: the document may hold two reports"]


def _further_reports(blocks: Sequence[Block]) -> tuple[list[_Report], bool]:
    """The reports that begin behind the sections of another, and whether a paragraph may hold a whole one."""
    found, last, is_in_paragraphs = [], 0, False
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        if len(block.text) > _LONGEST_TITLE:
            is_in_paragraphs = is_in_paragraphs or may_hold_a_report(block.text)
        elif (
            ("年度报告" in block.text or "年报" in block.text)
            and block.text[-1:] not in _ENDS_OF_SENTENCES
            and _heading_below(blocks, at)
        ):
            if _has_sections(blocks[last:at]) and (report := _titled(blocks, at)):
                found.append(report)
            last = at
    return found, is_in_paragraphs


def _heading_below(blocks: Sequence[Block], at: int) -> bool:
    """Whether the heading of a first section stands soon below the title."""
    below = blocks[at + 1 : at + 1 + _LINES_TO_HEADING]
    return any(isinstance(block, Paragraph) and _is_first_heading(block.text) for block in below)


def _is_first_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING:
        return False
    if text.lstrip()[:1] == "一" and (number := NUMBER.match(squeeze(text))) and number["number"] == "一":
        return not SENTENCE_MARK.search(text)
    return heading_code(text) is not None


def _names_a_section(text: str) -> bool:
    """Whether a line is the heading of one of the six sections, in the words of the forms or of older reports."""
    if len(text) > _LONGEST_HEADING:
        return False
    line = squeeze(text)
    number = NUMBER.match(line)
    return heading_code(text) is not None or (number is not None and plain_code(line[number.end() :]) is not None)


def _has_sections(blocks: Sequence[Block]) -> bool:
    """Whether a heading of a report's stands among the blocks, and below it more than other headings."""
    heading = next(
        (at for at, block in enumerate(blocks) if isinstance(block, Paragraph) and _names_a_section(block.text)), None
    )
    return heading is not None and any(map(_is_text, blocks[heading + 1 :]))


def _is_text(block: Block) -> bool:
    """Whether a block is more than a heading or a line of a table of contents."""
    return isinstance(block, Grid) or len(block.text) >= _SHORTEST_TEXT or block.text[-1:] in _ENDS_OF_SENTENCES


def _titled(blocks: Sequence[Block], at: int) -> _Report | None:
    """The report whose title ends in the block at `at`, printed on one line or on several."""
    lines = [blocks[at]]
    for above in reversed(blocks[max(at - _LINES_OF_TITLE, 0) : at]):
        if not isinstance(above, Paragraph) or not _may_be_of_title(above.text):
            break
        lines.insert(0, above)
    title = join_title([line.text for line in lines if isinstance(line, Paragraph)])
    verdict = judge_title(title) if title else None
    if not title or verdict is None or verdict.kind != "report":
        return None
    while len(lines) > 1 and len(squeeze("".join(_text(line) for line in lines[1:]))) >= len(title):
        del lines[0]
    return _Report(at + 1 - len(lines), title, verdict)


def _may_be_of_title(text: str) -> bool:
    return len(text) <= _LONGEST_PIECE and not _ENDS_TEXT.search(text) and not NUMBER.match(squeeze(text))


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _is_another(report: TitleVerdict, first: TitleVerdict) -> bool:
    """Whether a title names another report than the first's: of another year, or of a body that is not the same."""
    if report.year and first.year and report.year != first.year:
        return True
    if report.agency is None:
        return False
    return first.agency is None or not _is_one_body(report.agency, first.agency)


def _is_one_body(name: str, other: str) -> bool:
    """Whether two names are one body's, with its region or without: 「青榆县城关镇人民政府」 and 「城关镇」."""
    name, other = _REST_OF_NAME.sub("", name), _REST_OF_NAME.sub("", other)
    return name.endswith(other) or other.endswith(name)
