"""Pages in traditional characters, as mirrors and machine conversions print them, put into our characters.

Only the characters of our own words are known, so what is found is given back as it is printed. A text keeps its
length, and so do the places of words in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from parsers.model import Block, Document, Paragraph
from parsers.prose.characters import is_unseen, squeeze
from parsers.traditional import SIMPLIFIED

_IN_EVERY_REPORT = "開"  # of 公開; no text in our characters has it
FIRST = 12
_FIRST_OF_BODY = 6  # the title or the preamble is among them, and names the regulations


def in_ours(text: str) -> str:
    """The text with our words in our characters; 政府資訊, another word for 政府信息, is made that."""
    return text.translate(SIMPLIFIED).replace("资讯", "信息")


def is_traditional(texts: Iterable[str]) -> bool:
    """Whether a report is in traditional characters; its first texts show it."""
    return _IN_EVERY_REPORT in "".join(texts)


def document_in_ours(document: Document) -> Document | None:
    """The document with our words in our characters; None where it is in them already."""
    texts = [block.text for block in document.blocks[:_FIRST_OF_BODY] if isinstance(block, Paragraph)]
    if not is_traditional([document.title or "", *texts]):
        return None
    return replace(
        document,
        blocks=tuple(map(_block_in_ours, document.blocks)),
        before=tuple(map(_block_in_ours, document.before)),
        after=tuple(map(_block_in_ours, document.after)),
        title=in_ours(document.title) if document.title else None,
        tags=tuple((name, in_ours(text)) for name, text in document.tags),
    )


def as_printed(found: str, texts: Iterable[str]) -> str:
    """What was found in texts put into our characters, as the texts print it, with the blanks it was found with."""
    printed, plain = "".join(map(squeeze, texts)), squeeze(found)
    at = in_ours(printed).find(plain)
    if at < 0:
        return found
    if plain == found:
        return printed[at : at + len(found)]
    characters = iter(printed[at : at + len(plain)])
    return "".join(character if is_unseen(character) else next(characters) for character in found)


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of paragraphs and of cells."""
    for block in blocks:
        yield from (block.text,) if isinstance(block, Paragraph) else block.texts


def _block_in_ours(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return block._replace(text=in_ours(block.text))
    return replace(block, texts=tuple(map(in_ours, block.texts)))
