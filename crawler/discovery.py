"""From a portal's home page to its annual-report columns, by the site's own links.

A link is judged by what it says (text, title, a picture's alt text), and where it says nothing, by the names of
its folders and picture, which sites write in pinyin initials: xxgknb is 信息公开年报. Whether the page behind it
is such a column is then judged by that page's own words and by the titles it lists. Nothing is ever guessed:
only addresses that stand in a page are asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from crawler.items import Item, names_one_report
from crawler.markup import Link, Markup
from crawler.organs import COLUMN_FOLDER, VAGUE_FOLDER, links_of_groups
from crawler.page_names import LIKELY, names_column, names_of
from crawler.traditional import in_ours

MOST_REQUESTS = 40  # pages asked of one portal to find its columns
MOST_LINKS = 12  # of one page
INSIDE = "on a column of reports"  # words of the evidence for parts of a column
DEEPEST = 3  # links from the home page to the page that links to a column


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link worth following: to a column (`leads_to` column) or to a page that may link to one (`gateway`).

    `title`: what it says, where that names the report of a year.
    """

    url: str
    leads_to: str
    score: float
    evidence: str
    title: str = ""


_GATEWAYS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (0.7, re.compile(r"^(?:市|县|区)?政府信息公开(?:专栏|平台|网|栏目|目录|专题)?$")),
    (0.6, re.compile(r"^(?:法定)?主动公开(?:内容|目录)?$|^法定公开$|^信息公开(?:专栏|平台|目录|网)?$|^政府信息$")),
    (0.5, re.compile(r"^公开(?:专栏)?$|^政务公开.{0,4}$|^(?:部门|单位|乡镇|镇街|街道|基层).{0,4}信息公开.{0,3}$")),
    (0.4, re.compile(r"^政府信息公开(?:指南|制度|规定)$|^信息公开(?:指南|制度|规定|年度|其他).{0,2}$")),
)
# Names of columns of annual reports that say so only where a page is about disclosure: elsewhere they are others.
_NAMED_BY_PLACE = re.compile(r"^(?:历年)?(?:工作年报|年度工作(?:报告|年报))$")
_OF_DISCLOSURE = re.compile(r"信息公开|政务公开")
_GUIDE = re.compile(r"^(?:政府)?信息公开(?:指南|制度|规定|目录)$")
_NEAR = 3  # links
_BY_PLACE = 0.3
_GATEWAY_FOLDER = re.compile(r"(?:zf|zw)?xxgk(?:ml|zl|pt|zn|zd|wz)?|zwgk|zfxx|gkml|fdzdgknr|gongkai")
_SILENT_TEXT = re.compile(r"^(?:更多|more|详细|查看|点击|进入)?[>＞»+.…\s]*$", re.IGNORECASE)
_IN_ANY_NAME = "报"  # of a column of reports: most links are told from it by that alone
_ENTRANCE = re.compile(
    r"^(?:点击|请)?进入.{0,16}$|^[新旧老]版(?:入口|网站?|首页)?$|^.{0,20}(?:人民政府|政府|门户)(?:门户)?(?:网站?|网首页|首页)?$|^(?:中文|简体)(?:中文|版)?$"
    r"|^(?:网站)?(?:首页|主页|主站|网站)$|^enter(?:\s.{0,16})?$|^skip(?:\s.{0,16})?$|^跳过.{0,6}$",
    re.IGNORECASE,
)
_MOST_LINKS_OF_AN_ENTRANCE = 15
_OF_A_MAP = 0.2
_OF_A_MENU = 0.3
_MOST_MENUS = 3
_SITE_MAP = re.compile(r"^(?:网站|站点)(?:地图|导航)$")
_MOST_WAYS_IN = 3
_PAGER = re.compile(r"^(?:\d+|首页|尾页|末页|[上下前后]一?页|[<>«»]+)$")
_INDEX = re.compile(r"/(?:index|list|default)?\.\w+$")
# 2018年以前年报请点击此处, 往年年报, 年报归档
_EARLIER = re.compile(
    r"(?:以前|之前|往年|早期|历史).{0,6}(?:年报|年度报告)|(?:年报|年度报告).{0,2}(?:归档|存档)"
    r"|^(?:更多|其他|其它|历史|以前|以往)年[份度]$|^(?:往年|历年|[上前]一年度?)$|^[A-Z]\s?[-—–~～至]\s?[A-Z]$|^(?:19|20)\d\d年?度?\s?[-—–~～至到]\s?20[0-4]\d年?度?$"
    r"|^20[0-4]\d年?度?[及之]?(?:以前|之前)"
)
_YEARS_ONLY = re.compile(r"^20[0-4]\d年?(?:度)?$|^二[〇○零]{1,2}[〇○零一二三四五六七八九]{1,2}年度?$|^[0-4]\d年度?$")
_YEAR_FOLDER = re.compile(r"/20[0-4]\d(?:n|nb|nd|nian)?/(?:(?:index|list|default)\.\w+)?$", re.IGNORECASE)


def candidates(markup: Markup, *, inside_column: bool = False) -> list[Candidate]:
    """The page's links worth following, best first, each address once.

    `inside_column`: on a page of annual reports the sub-columns may be named for years alone.
    """
    best: dict[str, Candidate] = {}
    for here, link in enumerate(markup.links):
        if inside_column and link.how == "iframe":
            continue  # it shows the column's own list
        found = _judge_link(link, inside_column=inside_column, is_own=_is_of_page(link.url, markup.url))
        found = found or _named_by_place(markup, here)
        if found and (found.url not in best or best[found.url].score < found.score):
            best[found.url] = found
    best.pop(markup.url, None)
    ranked = sorted(best.values(), key=lambda candidate: candidate.score, reverse=True)
    columns = [candidate for candidate in ranked if candidate.leads_to == "column"]
    gateways = [candidate for candidate in ranked if candidate.leads_to == "gateway"]
    if not columns and not inside_column:
        gateways += [*_menus(markup), *_site_map(markup)]
    return columns[:MOST_LINKS] + gateways[:MOST_LINKS]


def _site_map(markup: Markup) -> list[Candidate]:
    """The map of the site, the last of the pages to look for columns on."""
    urls = (link.url for link in markup.links if _SITE_MAP.match(link.text) and link.url != markup.url)
    return [Candidate(url, "gateway", _OF_A_MAP, "a link to the map of the site") for url in islice(urls, 1)]


def _menus(markup: Markup) -> list[Candidate]:
    """The menus that scripts fetch, of a page that shows no way to a column."""
    urls = islice(markup.menus, _MOST_MENUS)
    return [Candidate(url, "gateway", _OF_A_MENU, "a menu that the page's scripts ask for") for url in urls]


def _named_by_place(markup: Markup, here: int) -> Candidate | None:
    """A link whose words name a column of reports only on a page about disclosure, or among links that are about it.

    `here` is its number among the links of the page.
    """
    link = markup.links[here]
    words = link.text or link.title
    if not _NAMED_BY_PLACE.match(words):
        return None
    around = [near.text for near in markup.links[max(here - _NEAR, 0) : here + _NEAR + 1]]
    said = (*names_of(markup)[0], *(text for text in around if _GUIDE.match(text)))
    place = next((name for name in said if _OF_DISCLOSURE.search(name)), None)
    return Candidate(link.url, "column", _BY_PLACE, f"a link that says {words} beside {place}") if place else None


def _is_of_page(url: str, page: str) -> bool:
    """Whether an address is the page's own but for its query: its pager, its menus, its search."""
    return _without_index(url) == _without_index(page)


def _without_index(url: str) -> str:
    return _INDEX.sub("/", url.partition("?")[0])


def _judge_link(link: Link, *, inside_column: bool, is_own: bool) -> Candidate | None:
    """`is_own`: the link's folder says nothing, since it is the page's own."""
    said = [in_ours(words) for words in (link.text, link.title, link.alt) if not _SILENT_TEXT.match(words)]
    says = next(iter(said), "")
    if _PAGER.match(says) and not (inside_column and _YEARS_ONLY.match(says)):
        return None
    names = [words for words in said or [link.heading] if _IN_ANY_NAME in words]
    named = max(((names_column(words), words) for words in names), default=(0, ""))
    if named[0] > 0:
        title = named[1] if names_one_report(Item(link.url, named[1])) else ""
        return Candidate(link.url, "column", named[0], f"a link that says {named[1]}", title)
    if inside_column and _EARLIER.search(says):
        return Candidate(link.url, "column", 0.4, f"a link that says {says} {INSIDE}")
    if inside_column and _YEARS_ONLY.match(says) and link.how in {"a", "option", "script"}:
        return Candidate(link.url, "column", 0.4, f"a link for the year {says} {INSIDE}")
    if inside_column and not says and link.image and _YEAR_FOLDER.search(link.url):
        return Candidate(link.url, "column", 0.4, f"a picture that leads to the folder of a year {INSIDE}")
    if (folder := _folder(link, COLUMN_FOLDER, says)) and not is_own:
        return Candidate(link.url, "column", 0.8, f"a link to {folder}")
    if (folder := _folder(link, VAGUE_FOLDER, says)) and not says and not is_own:
        return Candidate(link.url, "column", 0.4, f"a link to {folder}")
    for score, pattern in _GATEWAYS:
        if pattern.match(says):
            return Candidate(link.url, "gateway", score, f"a link that says {says}")
    if not says and not is_own and (folder := _folder(link, _GATEWAY_FOLDER, says)):
        return Candidate(link.url, "gateway", 0.4, f"a link to {folder}")
    return None


def _folder(link: Link, pattern: re.Pattern[str], says: str) -> str | None:
    """The last folder of the address, or the picture's name, where the pattern is exactly that.

    A link that names an article is none: the folder is then its column's, and the column has links of its own.
    """
    parts = [part for part in urlsplit(link.url).path.split("/") if part]
    if parts and re.fullmatch(r"(?:index|list|default)?\.\w+", parts[-1]):
        parts.pop()
    names = [parts[-1].partition(".")[0]] if parts else []
    if not says and link.image:
        names.append(urlsplit(link.image).path.rpartition("/")[2].partition(".")[0])
    return next((name for name in names if pattern.fullmatch(name.lower())), None)


def ways_in(markup: Markup) -> tuple[str, ...]:
    """Where to look on from a home page none of whose links could lead to a column.

    A splash page, or one that only tells the portals of a place apart, has few links, of which some say that they lead
    in. A page whose menu is loaded by a script shows it under an address of its own.
    """
    links = [link for link in markup.links if link.url != markup.url and link.how != "iframe"]
    says = {link.url: next((words for words in (link.text, link.title, link.alt) if words), "") for link in links}
    leading = []
    if len(links) <= _MOST_LINKS_OF_AN_ENTRANCE:
        leading = [url for url, words in says.items() if _ENTRANCE.match(words) or (not words and len(says) == 1)]
    return tuple([*leading, *markup.parts][:_MOST_WAYS_IN])


def shows_only_newest(markup: Markup) -> bool:
    """Whether a page shows the beginning of lists of reports that have pages of their own, behind links saying 更多."""
    behind = [link for link in markup.links if link.heading and link.url != markup.url]
    return any(names_column(link.heading) >= LIKELY for link in behind) or len(links_of_groups(behind)) > 1
