"""The organs of a place: by their names, and the columns of annual reports that each of them has of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from crawler.addresses import absolute, chosen_value
from crawler.markup import Link, Markup, tight_words_of

# Names of folders and pictures in pinyin initials: (zf) xxgk (gz) nb/ndbg … The first kind names the column in
# full, the second may also be the yearbook, the annual plan or another department's annual report.
COLUMN_FOLDER = re.compile(
    r"(?:zf|zw)?(?:xxgk|zwgk|gk)(?:gz)?(?:nb|ndbg|ndgzbg|gznb|gzndbg|bg|nianbao|niandubaogao)\d*"
)
VAGUE_FOLDER = re.compile(r"(?:zf|bm|xz|xzjd|jd|sz|qz)?nb|ndbg|ndgzbg|nianbao|xxgkgznb")
ORGAN = re.compile(r"^[\u4e00-\u9fff（）()]{1,24}(?:局|委|办|委员会|办公室|中心|街道|镇|乡|办事处|管委会|苏木|大队)$")
# 县直部门, 乡镇（街道）年报
GROUP = re.compile(
    r"(?:[省市县区]?(?:人民)?政府|[省市县区]?(?:本级|直(?:属)?(?:部门|单位)|级部门)|部门|乡镇|镇街|街道|乡镇[（(]?街道[）)]?"
    r"|(?:公共)?企事业单位|国有企业|学校|医院|垂直部门|(?:直属|派出)机构)(?:信息公开)?(?:年报|年度报告)?"
)
# 教育局年报, where it stands for the organ's column
_ITS_REPORTS = re.compile(r"(?:政府)?(?:信息公开)?(?:工作)?(?:年报|年度报告)$")
_INDEX = re.compile(r"/(?:(?:index|list|default)\.\w+)?$", re.IGNORECASE)


def organ_links(markup: Markup, frames: Sequence[str] = ()) -> tuple[str, ...]:
    """The lists of single organs that a column's own tree leads to.

    They are named for organs, and their addresses differ from the column's, or from that of the frame in which it shows
    a list, in numbers alone, or stand right below it; or they are those of annual reports on the organs' own sites.
    What a menu offers counts too, where its addresses are alike; and so do the lists of groups of bodies, as those of
    departments and those of townships, where their links stand side by side.
    """
    own = {_shape(url) for url in (markup.url, *frames)}
    below = urlsplit(markup.url).path.rpartition("/")[0]
    organs = [
        link
        for link in _offered(markup)
        if link.how in {"a", "area", "option", "script"} and link.url != markup.url and _is_organ(_says(link))
    ]
    groups = _groups(markup)
    alike = Counter(_column_shape(link) for link in dict.fromkeys(organs))
    found = {
        link.url
        for link in organs
        if _shape(link.url) in own
        or (below and _folder_of(link.url).rpartition("/")[0] == below)
        or (alike[_column_shape(link)] > 1 and (link.how == "option" or _leads_to_column(link.url)))
    }
    found |= groups
    ordered = dict.fromkeys(link.url for link in _offered(markup) if link.url in found.difference(frames))
    return tuple(ordered) if len(found) > 1 or groups else ()


def _groups(markup: Markup) -> set[str]:
    """Where links lead that are named for groups of bodies alone and stand next to one another.

    What names the reports of a group is a column like others.
    """
    named = [link if _is_group(_says(link)) else None for link in markup.links]
    side_by_side = {
        link.url for pair in pairwise(named) for link in pair if link and None not in pair and link.url != markup.url
    }
    headed = links_of_groups([link for link in markup.links if link.heading and link.url != markup.url])
    return side_by_side | (headed if len(headed) > 1 else set())


def links_of_groups(behind: Iterable[Link]) -> set[str]:
    """Where links lead that say 更多 below the name of an organ or of a group of bodies."""
    return {link.url for link in behind if is_of_bodies(link.heading)}


def is_of_bodies(words: str) -> bool:
    """Whether words are the name of an organ, or of a group of bodies."""
    return _is_group(words) or _is_organ(words)


def _says(link: Link) -> str:
    return link.text or link.title or link.alt


def _is_group(words: str) -> bool:
    return "报" not in words and GROUP.fullmatch(words) is not None


def _is_organ(words: str) -> bool:
    return ORGAN.search(_ITS_REPORTS.sub("", words)) is not None


def _offered(markup: Markup) -> list[Link]:
    """The page's links, with those that a menu opens when an organ is chosen in it."""
    chosen = []
    for select in markup.tree.xpath("//select[@onchange]"):
        handler = chosen_value(select.get("onchange"))
        for option in select.iter("option"):
            opened = markup.functions.address(handler, option.get("value")) if option.get("value") else None
            if url := absolute(markup.base, opened):
                chosen.append(Link(url, tight_words_of(option), how="option"))
    return [*markup.links, *chosen]


def _column_shape(link: Link) -> tuple[str, str]:
    """What the addresses of the same column of several organs have in common: the organ's host or folder is its own."""
    parts = urlsplit(link.url)
    return link.how, f"{parts.path.count('/')} {parts.path.rpartition('/')[2].partition('.')[2]}"


def _leads_to_column(url: str) -> bool:
    """Whether a folder of an address is named for annual reports."""
    return any(COLUMN_FOLDER.fullmatch(part) or VAGUE_FOLDER.fullmatch(part) for part in urlsplit(url).path.split("/"))


def _shape(url: str) -> str:
    """An address without its numbers; identifiers in hexadecimal digits are numbers."""
    parts = urlsplit(url)
    return re.sub(r"[0-9a-f]*\d[0-9a-f]*", "N", f"{parts.netloc}{parts.path}?{parts.query}")


def _folder_of(url: str) -> str:
    """The folder that an address of a folder or of its index page names; that of an article has no such place."""
    path = urlsplit(url).path
    return path.rpartition("/")[0] if _INDEX.search(path) else f"{path}/no folder"
