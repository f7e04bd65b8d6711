"""Pages in traditional characters, as mirrors and machine conversions print them, put into our characters.

Only the characters of our own words are known, so what is found is given back as it is printed. A text keeps its
length, and so do the places of words in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from parsers.model import Block, Document, Paragraph
from parsers.prose.characters import squeeze
from parsers.traditional import SIMPLIFIED

_IN_EVERY_REPORT = "開"  # of 公開; no text in our characters has it
FIRST = 12


def in_ours(text: str) -> str:
    """The text with our words in our characters; 政府資訊, another word for 政府信息, is made that."""
    return text.translate(SIMPLIFIED).replace("资讯", "信息")


def is_traditional(texts: Iterable[str]) -> bool:
    """Whether a report is in traditional characters; its first texts show it."""
    return _IN_EVERY_REPORT in "".join(texts)


def document_in_ours(document: Document) -> Document | None:
    """The document with our words in our characters; None where it is in them already."""
    texts = [block.text for block in document.blocks[:FIRST] if isinstance(block, Paragraph)]
    if not is_traditional([document.title or "", *texts]):
        return None
    return replace(
        document,
        blocks=tuple(map(_block_in_ours, document.blocks)),
        before=tuple(map(_block_in_ours, document.before)),
        title=in_ours(document.title) if document.title else None,
        tags=tuple((name, in_ours(text)) for name, text in document.tags),
    )


def as_printed(found: str, texts: Iterable[str]) -> str:
    """What was found in texts put into our characters, as the texts print it; they are joined without white space."""
    printed = "".join(map(squeeze, texts))
    at = in_ours(printed).find(found)
    return printed[at : at + len(found)] if at >= 0 else found


def _block_in_ours(block: Block) -> Block:
    return block._replace(text=in_ours(block.text)) if isinstance(block, Paragraph) else block
