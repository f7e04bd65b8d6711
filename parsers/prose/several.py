"""A document that holds the reports of several bodies, one after another: the first is read, the others are named.

A second report begins at its own title, with the first section's heading below it. A title that stands elsewhere, in a
list of links or above an annex, begins none; nor does that of the same body in other words.
"""

from __future__ import annotations

from dataclasses import replace

from parsers.model import Block, Document, Paragraph
from parsers.prose.sections import heading_code
from parsers.prose.titles import judge_title

_FEWEST = 2  # titles
_LONGEST_TITLE = 80
_ENDS_OF_SENTENCES = frozenset("。；;：:")
_LINES_TO_HEADING = 8
_LONGEST_HEADING = 20


def of_first_body(document: Document) -> tuple[Document, tuple[str, ...]]:
    """The document as far as the report of its first body goes, and the titles of the reports that come after."""
    titles = [
        (at, block.text)
        for at, block in enumerate(document.blocks)
        if isinstance(block, Paragraph)
        and len(block.text) <= _LONGEST_TITLE
        and ("年度报告" in block.text or "年报" in block.text)
        and block.text[-1:] not in _ENDS_OF_SENTENCES
    ]
    if len(titles) < _FEWEST:
        return document, ()
    begun = [
        (at, agency, title)
        for at, title in titles
        if _begins_report(document.blocks, at) and (agency := _agency_in(title))
    ]
    others = [one for one in begun if not _is_one_body(one[1], begun[0][1])]
    if not others:
        return document, ()
    return replace(document, blocks=document.blocks[: others[0][0]]), tuple(title for _, _, title in others)


def _agency_in(title: str) -> str | None:
    """The agency of the report that a title names with its year; None for any other line."""
    verdict = judge_title(title)
    return verdict.agency if verdict.kind == "report" and verdict.year else None


def _begins_report(blocks: tuple[Block, ...], at: int) -> bool:
    """Whether the first section's heading stands soon below the title."""
    below = blocks[at + 1 : at + 1 + _LINES_TO_HEADING]
    return any(
        isinstance(block, Paragraph) and len(block.text) <= _LONGEST_HEADING and heading_code(block.text) == "overview"
        for block in below
    )


def _is_one_body(name: str, other: str) -> bool:
    return name in other or other in name
