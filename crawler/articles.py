"""An article in its page: where it stands, and whether it says so little that it is a cover for something else."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.markup import Markup, squeeze, words_of

_SHORT = 400  # characters: an article that says less is a cover for its attachment


def _of_class(*names: str) -> str:
    return "//*[" + " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in names) + "]"


_BODIES = (
    "//*[@id='vsb_content' or @id='zoom' or @id='Zoom' or @id='zoomcon' or @id='ivs_content' or @id='UCAP-CONTENT']",
    "//ucapcontent",
    _of_class("TRS_Editor", "trs_editor_view", "TRS_UEDITOR", "v_news_content", "wp_articlecontent", "zoom"),
    _of_class("pages_content", "article-content", "content_article"),
)
# What a page prints around an article that marks no place for it: menus are links, and nobody reads scripts.
_BESIDE = {"a", "option", "button", "script", "style", "noscript", "template", "head", "footer"}


@lru_cache(maxsize=2)
def body_of(markup: Markup) -> HtmlElement | None:
    """The element that the page marks as its article's; None where it marks none."""
    found: list[HtmlElement] = [element for path in _BODIES for element in markup.tree.xpath(path)]
    return found[0] if found else None


@lru_cache(maxsize=2)
def said_by(markup: Markup) -> str:
    """The words of the article; of a page that marks none, those that stand in no link."""
    body = body_of(markup)
    return words_of(body) if body is not None else squeeze(" ".join(_beside_links(markup.tree)))


def is_cover(markup: Markup) -> bool:
    """Whether an article says so little that it is a cover for something else."""
    return len(said_by(markup)) < _SHORT


def _beside_links(tree: HtmlElement) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if element.tag in _BESIDE:
            continue
        yield element.text or ""
        yield from (part.tail or "" for part in element)
        waiting += reversed(element)
