"""The other parts of an article that stands on several pages.

    103.html → 103_2.html, 103-2.html, 103/2.html, 103.html?page=2, t_2.html; 103_1.html by the pager of TRS

A control that says 下一页 is believed where its address may be that of the next part. Other links, as those of tabs,
are believed where their addresses are the article's own with a number.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from crawler.attachments import holds
from crawler.calls import PAGE_FIELDS
from crawler.families.controls import next_link
from crawler.families.records import number
from crawler.families.trs import static_pager
from crawler.markup import Markup, absolute

_MOST_PARTS = 30  # of one article
_NUMBERED = re.compile(r"(.+)([_/-])(\d{1,2})")
_ENDING = re.compile(r"\.\w{1,6}$")
_LIST = re.compile(r"/(?:index|list|default|main|more|node|channel|col)[^/]*$", re.IGNORECASE)
_OF_MANY = re.compile(r"/(?:(?:19|20)\d\d(?:[-_]?\d\d){0,2}|\d{1,2}|\d{4}|[^/\d]*)$")  # a folder of a date or a column
_FIELDS = PAGE_FIELDS | {"pn", "pg"}
# What may name another part: 下一页 in the two common charsets, 103_2.html, the 2 of a row of numbers.
_NEXT = tuple(word.encode(charset) for word in ("下一页", "下一頁") for charset in ("utf-8", "gb18030"))
_NAMED = re.compile(rb"_\d{1,2}\.(?:s?html?|jhtml|aspx?|jsp|php)\b")
_ROW = re.compile(rb">\s{0,9}[\[(]?2[\])]?\s{0,9}</")


def may_have_parts(page: bytes, links: bytes) -> bool:
    """Whether it pays to look for parts. `page` is all of a page, `links` what stands in its links, in lower case.

    What is clicked without being a link, as a button, has a handler.
    """
    if _says_next(links) or (holds(page, b"onclick") and _says_next(page)):
        return True
    return holds(page, b"createpage") or _NAMED.search(page) is not None or _ROW.search(links) is not None


def _says_next(markup: bytes) -> bool:
    return any(holds(markup, word) for word in _NEXT)


def further_parts(markup: Markup) -> list[str]:
    """The addresses of the parts that a page of an article leads to, each once."""
    turned = next_link(markup) or _next_by_script(markup)
    found = [turned] if turned and _may_be_next(markup.url, turned) else []
    own = {number: link.url for link in markup.links if (number := _own_number(markup.url, link.url))}
    number = 2
    while number in own and number <= _MOST_PARTS:
        found.append(own[number])
        number += 1
    return list(dict.fromkeys(found))


def _next_by_script(markup: Markup) -> str | None:
    """The next page by the pager of TRS, whose page 2 is 103_1.html."""
    pager = static_pager(markup) if "createPage" in markup.scripts else None
    if pager is None:
        return None
    shown = _Name.of(markup.url)
    number = shown.number + 1 if shown.mark and pager.before.endswith("_") else 1
    return absolute(markup.base, f"{pager.before}{number}{pager.after}") if number < pager.pages else None


class _Name(NamedTuple):
    """A path taken apart: 103_2.html is 103, _, 2 and .html. Without a number the mark is empty."""

    path: str
    before: str
    mark: str
    number: int
    ending: str

    @classmethod
    def of(cls, url: str) -> _Name:
        path = urlsplit(url).path
        ending = found[0] if (found := _ENDING.search(path)) else ""
        stem = path.removesuffix(ending)
        numbered = _NUMBERED.fullmatch(stem)
        if numbered is None:
            return cls(path, stem, "", 0, ending.lower())
        return cls(path, numbered[1], numbered[2], int(numbered[3]), ending.lower())

    @property
    def stem(self) -> str:
        return self.path[: len(self.path) - len(self.ending)]


def _own_number(here: str, there: str) -> int:
    """The number of an address that is another's with a number, as 103_2.html is that of 103.html; 0 for others."""
    shown, other = _Name.of(here), _Name.of(there)
    if not other.mark or urlsplit(here).netloc != urlsplit(there).netloc:
        return 0
    is_own = other.before == shown.stem and other.ending == shown.ending
    return other.number if is_own or (other.mark == "/" and other.before == shown.path) else 0


def _may_be_next(here: str, there: str) -> bool:
    """Whether an address to which 下一页 leads is that of the next part, and not of another article or of a list."""
    if urlsplit(here).netloc != urlsplit(there).netloc:
        return False
    shown, other = _Name.of(here), _Name.of(there)
    if shown.path == other.path:
        return _turns_query(here, there)
    if (number := _own_number(here, there)) > 0:
        return number in {1, 2}
    if not other.mark or other.ending != shown.ending or other.number > _MOST_PARTS:
        return False
    if (other.before, other.mark) == (shown.before, shown.mark):
        return other.number == shown.number + 1 and not (other.mark == "/" and _OF_MANY.search(other.before))
    is_beside = other.before.rpartition("/")[0] == shown.path.rpartition("/")[0]
    return other.number == 2 and other.mark == "_" and is_beside and not _LIST.search(other.before)


def _turns_query(here: str, there: str) -> bool:
    """Whether an address differs from another in the number of a page alone, and is that of the next one."""
    shown, other = (dict(parse_qsl(urlsplit(url).query, keep_blank_values=True)) for url in (here, there))
    changed = [name for name, value in other.items() if shown.get(name) != value]
    if len(changed) != 1 or changed[0].lower() not in _FIELDS or shown.keys() - other.keys():
        return False
    before, after = number(shown.get(changed[0], "1")), number(other[changed[0]])
    return before is not None and after == before + 1 <= _MOST_PARTS
