"""What an HTML page says of itself beside its words: its title, its tags, the address that its links begin from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from .html_names import NEVER_SHOWN
from .html_words import SPACE, words_of


class Head(NamedTuple):
    """`title` is None where the page has none; `tags` are names and contents; `base` is as written, mostly None."""

    title: str | None
    tags: tuple[tuple[str, str], ...]
    base: str | None


def head_of(named: Mapping[str, Sequence[LexborNode]]) -> Head:
    """What the page's elements, by name, say of it; careless pages have them outside of their head as well."""
    title = next(filter(_counts, named.get("title", ())), None)
    bases = (node.attributes.get("href") for node in named.get("base", ()) if _counts(node))
    return Head(
        words_of(title) or None if title is not None else None,
        tuple(_tags(named.get("meta", ()))),
        next((base for base in bases if base is not None), None),
    )


def _tags(metas: Sequence[LexborNode]) -> Iterator[tuple[str, str]]:
    for meta in metas:
        attributes = meta.attributes
        name, content = attributes.get("name"), attributes.get("content")
        if name and content and _counts(meta):
            yield name.strip(), SPACE.sub(" ", content).strip()


def _counts(node: LexborNode) -> bool:
    """Whether an element is the page's own: a drawing has a title of its own, and what is for other browsers, tags."""
    around = node.parent
    while around is not None and around.tag != "head":
        if around.tag in NEVER_SHOWN:
            return False
        around = around.parent
    return True
