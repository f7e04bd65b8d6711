"""From a portal's home page to its annual-report columns, by the site's own links.

A link is judged by what it says (text, title, a picture's alt text), and where it says nothing, by the names of
its folders and picture, which sites write in pinyin initials: xxgknb is 信息公开年报. Whether the page behind it
is such a column is then judged by that page's own words and by the titles it lists. Nothing is ever guessed:
only addresses that stand in a page are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from crawler.items import Item, judged, leads_to_article, names_one_report, names_report
from crawler.markup import Link, Markup, squeeze, tight_words_of
from crawler.organs import COLUMN_FOLDER, ORGAN, VAGUE_FOLDER
from parsers.prose.titles import judge_column

MOST_REQUESTS = 40  # pages asked of one portal to find its columns
MOST_LINKS = 12  # of one page
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


@dataclass(frozen=True, slots=True)
class ColumnVerdict:
    """What a page is: `column` (its items are annual reports), `report` (it is one itself, called `title`) or `other`.

    `is_shown`: the items are those of the column. A page may be one by its names and the link that led here, and show
    nothing of its list without scripts, but news beside it.
    """

    kind: str
    evidence: str
    is_shown: bool = True
    title: str = ""


# --- links -------------------------------------------------------------------------------------------

_AROUND_NAME = " >＞»›<＜«·•|【】[]「」:："
_BEHIND_NAME = re.compile(r"(?:专栏|专题|栏目|汇总|列表|集锦|汇编)$")
# 本级年报, 县政府部门年报, 乡镇（街道）年报
_OF_BODIES = re.compile(
    r"^(?:[省市县区州旗各]|政府|本级|直属?|所属|部门|单位|机构|乡|镇|街道?|办事处|园区|垂管|驻\w|其他|企事业|组成|[（()）、及和与/])+"
    r"(?:信息公开(?:工作)?)?(?:年报|年度报告)$"
)
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
    r"^(?:点击|请)?进入.{0,16}$|^.{0,20}(?:人民政府|政府|门户)(?:门户)?(?:网站?|网首页|首页)?$|^(?:中文|简体)(?:中文|版)?$"
    r"|^(?:网站)?(?:首页|主页|主站|网站)$|^enter(?:\s.{0,16})?$|^skip(?:\s.{0,16})?$|^跳过.{0,6}$",
    re.IGNORECASE,
)
_MOST_LINKS_OF_AN_ENTRANCE = 15
_OF_A_MAP = 0.2
_SITE_MAP = re.compile(r"^(?:网站|站点)(?:地图|导航)$")
_MOST_WAYS_IN = 3
_PAGER = re.compile(r"^(?:\d+|首页|尾页|末页|[上下前后]一?页|[<>«»]+)$")
_INDEX = re.compile(r"/(?:index|list|default)?\.\w+$")
# 2018年以前年报请点击此处, 往年年报, 年报归档
_EARLIER = re.compile(
    r"(?:以前|之前|往年|早期|历史).{0,6}(?:年报|年度报告)|(?:年报|年度报告).{0,2}(?:归档|存档)"
    r"|^20[0-4]\d年?度?[及之]?(?:以前|之前)"
)
_YEARS_ONLY = re.compile(r"^20[0-4]\d年?(?:度)?$")


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
        gateways += _site_map(markup)
    return columns[:MOST_LINKS] + gateways[:MOST_LINKS]


def _site_map(markup: Markup) -> list[Candidate]:
    """The map of the site, the last of the pages to look for columns on."""
    urls = (link.url for link in markup.links if _SITE_MAP.match(link.text) and link.url != markup.url)
    return [Candidate(url, "gateway", _OF_A_MAP, "a link to the map of the site") for url in islice(urls, 1)]


def _named_by_place(markup: Markup, here: int) -> Candidate | None:
    """A link whose words name a column of reports only on a page about disclosure, or among links that are about it.

    `here` is its number among the links of the page.
    """
    link = markup.links[here]
    words = link.text or link.title
    if not _NAMED_BY_PLACE.match(words):
        return None
    around = [near.text for near in markup.links[max(here - _NEAR, 0) : here + _NEAR + 1]]
    said = (*_names(markup)[0], *(text for text in around if _GUIDE.match(text)))
    place = next((name for name in said if _OF_DISCLOSURE.search(name)), None)
    return Candidate(link.url, "column", _BY_PLACE, f"a link that says {words} beside {place}") if place else None


def _is_of_page(url: str, page: str) -> bool:
    """Whether an address is the page's own but for its query: its pager, its menus, its search."""
    return _without_index(url) == _without_index(page)


def _without_index(url: str) -> str:
    return _INDEX.sub("/", url.partition("?")[0])


def _judge_link(link: Link, *, inside_column: bool, is_own: bool) -> Candidate | None:
    """`is_own`: the link's folder says nothing, since it is the page's own."""
    said = [words for words in (link.text, link.title, link.alt) if not _SILENT_TEXT.match(words)]
    says = next(iter(said), "")
    if _PAGER.match(says) and not (inside_column and _YEARS_ONLY.match(says)):
        return None
    names = [words for words in said or [link.heading] if _IN_ANY_NAME in words]
    named = max(((_names_column(words), words) for words in names), default=(0, ""))
    if named[0] > 0:
        title = named[1] if names_one_report(Item(link.url, named[1])) else ""
        return Candidate(link.url, "column", named[0], f"a link that says {named[1]}", title)
    if inside_column and _EARLIER.search(says):
        return Candidate(link.url, "column", 0.4, f"a link that says {says} on a column of reports")
    if inside_column and _YEARS_ONLY.match(says) and link.how in {"a", "option", "script"}:
        return Candidate(link.url, "column", 0.4, f"a link for the year {says} on a column of reports")
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


def _names_column(words: str) -> float:
    """How surely words name a column of annual reports, without what sites put around a name."""
    name = _BEHIND_NAME.sub("", words.strip(_AROUND_NAME))
    return max(judge_column(name), 0.6 if _OF_BODIES.match(name) else 0.0)


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
    return any(
        link.heading and _names_column(link.heading) >= _LIKELY and link.url != markup.url for link in markup.links
    )


# --- pages -------------------------------------------------------------------------------------------

_TITLE_PARTS = re.compile(r"(?<!\s)\s*+(?:[_|｜]|(?<!\d)[-—–](?!\d))\s*")
_TRAIL = re.compile(r"(?:当前|您(?:的|所在|现在)*|所在|现在)的?(?:位置|栏目)")
_TRAIL_MARKS = re.compile(r"\s*(?:[>＞»›]|&gt;|->|→|/)\s*")
_AMONG_REPORTS = {"report", "other", "notice", "format", "interpretation", "meeting"}  # what columns of reports hold
_YEAR = re.compile(r"20[0-4]\d")
_CUT_BEHIND_NAME = re.compile(r"(?:关于)?(?:20?\d?)?(?:…|\.{2,})\s*$")  # 青禾县粮食局关于20…
_HEADINGS = ("总体情况", "主动公开", "存在的主要问题")
_CERTAIN = 0.9
_SURE = 0.6
_LIKELY = 0.4


def judge_page(markup: Markup, items: Sequence[Item], *, expected: float = 0.0, told: str = "") -> ColumnVerdict:
    """Whether a page is a column of annual reports, by its own names and by the items it lists.

    `expected` is how surely the link that led here named such a column. A page whose names say something else,
    or that lists other things, is not taken whatever the link said. `told` is why the software behind the page
    says itself that it is one: then no words are needed, and a page that shows one report as well is a column.
    """
    if told:
        return ColumnVerdict("column", told)
    own, above = _names(markup)
    behind = {link.heading for link in markup.links if link.heading and link.url != markup.url}
    own = tuple(name for name in own if name not in behind)  # what stands above 更多 is the name of the page behind it
    if report := _own_report(markup, own, items):
        return ColumnVerdict("report", f"its own title {report}", title=report)
    named = max(((_names_column(name), name) for name in own), default=(0.0, ""))
    parent = max(((_names_column(name), name) for name in above), default=(0.0, ""))
    reports = sum(names_report(item) for item in items)
    listed = f"{reports} of {len(items)} titles listed name such reports"
    if reports == 0:
        if named[0] < _SURE:
            return _other(own, listed)
        why = f"its own name {named[1]}; {listed}"
        if _may_list_reports(items, expected):
            return ColumnVerdict("column", why)
        is_surely = named[0] >= _CERTAIN and expected >= _SURE and not _lists_other_papers(items)
        return ColumnVerdict("column", why, is_shown=False) if is_surely else _other(own, listed)
    if named[0] >= _LIKELY or parent[0] >= _SURE:
        where = f"its own name {named[1]}" if named[0] >= _LIKELY else f"its place below {parent[1]}"
        return ColumnVerdict("column", f"{where}; {listed}")
    is_list = reports * 2 >= len(items) and (expected >= _LIKELY or (reports > 1 and not _is_home(markup.url)))
    if is_list and not shows_only_newest(markup):
        return ColumnVerdict("column", listed)
    return _other(own, listed)


def _own_report(markup: Markup, own: Sequence[str], items: Sequence[Item]) -> str:
    """The title of the report that a page is; empty where it is none.

    A title without an agency is believed where the headings of a report stand below it. A page that is titled for the
    column, or whose address is that of a folder, and lists several reports is the column, though it shows the newest of
    them in place.
    """
    if len(items) > 1 and lists_reports(items):
        names = own if not leads_to_article(markup.url) else own[:1]
        if any(_names_column(name) >= _SURE for name in names):
            return ""
    titles = ((name, judged(name)) for name in own)
    reports = [(name, title) for name, title in titles if title.kind == "report" and title.year]
    has_text = bool(reports) and all(heading in markup.words for heading in _HEADINGS)
    return next((name for name, title in reports if title.agency or has_text), "")


def _other(own: Sequence[str], listed: str) -> ColumnVerdict:
    return ColumnVerdict("other", f"it calls itself {' / '.join(own) or 'nothing'}; {listed}")


def _may_list_reports(items: Sequence[Item], expected: float) -> bool:
    """Whether a page that calls itself such a column may be one without a title that names a report.

    Its titles may be those of reports; or its list can only be shown by scripts and the link that led here named the
    column too.
    """
    return may_list_reports(items) if items else expected >= _SURE


def may_list_reports(items: Sequence[Item]) -> bool:
    """Whether titles may be those of a column's reports: one names a report, or they are mostly years or bodies, be
    they so or cut so short, with notices among them.
    """
    if any(names_report(item) for item in items):
        return True
    if _lists_other_papers(items):
        return False
    years = sum(bool(_YEAR.search(item.title)) for item in items)
    organs = sum(bool(ORGAN.search(_CUT_BEHIND_NAME.sub("", item.title))) for item in items)
    return (years + organs) * 2 >= len(items)


def _lists_other_papers(items: Sequence[Item]) -> bool:
    """Whether titles name papers that no column of annual reports holds; news may stand beside one."""
    return any(judged(item.title).kind not in _AMONG_REPORTS for item in items)


def lists_reports(items: Sequence[Item]) -> bool:
    """Whether items may be a list of reports: titles that name one, or mostly titles with years."""
    years = sum(bool(_YEAR.search(item.title)) for item in items)
    return any(names_report(item) for item in items) or 0 < len(items) <= years * 2


def own_names(markup: Markup) -> tuple[str, ...]:
    """What a page calls itself, in its title, its trail and its headings."""
    return _names(markup)[0]


def is_of_another(markup: Markup, items: Sequence[Item], names: Sequence[str]) -> str:
    """What a page calls itself to which the pager of a list led that is called `names`, but which belongs to another.

    Empty where it may be one of that list: it says so, or it lists a report, or titles with years.
    """
    own = own_names(markup)
    if not items or not own or set(own) & set(names) or any(map(_names_column, own)):
        return ""
    return "" if any(names_report(item) or _YEAR.search(item.title) for item in items) else own[0]


@lru_cache(maxsize=2)
def _names(markup: Markup) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a page calls itself (title, ColumnName, end of the trail, headings) and what stands above it."""
    own: list[str] = []
    above: list[str] = []
    title = next((tight_words_of(t) or squeeze(t.text or "") for t in markup.tree.iter("title")), "")
    parts = [part for part in _TITLE_PARTS.split(title) if part]
    own += parts[:1]
    above += parts[1:]
    for tag in markup.tree.xpath("//meta[@name and @content]"):
        if tag.get("name").lower() in {"columnname", "columntype"}:
            own += [squeeze(part) for part in re.split(r"[,，;；、\s]+", tag.get("content")) if part]
    trail = _trail(markup)
    own += trail[-1:]
    above += trail[:-1]
    own += [words for heading in markup.tree.iter("h1", "h2") if 0 < len(words := tight_words_of(heading)) <= 60]
    return tuple(dict.fromkeys(own)), tuple(dict.fromkeys(above))


def _trail(markup: Markup) -> list[str]:
    """The steps of the line that says where the reader is (当前位置：首页 > 信息公开 > …)."""
    words = markup.words
    found = _TRAIL.search(words)
    if not found:
        return []
    line = words[found.end() : found.end() + 160].lstrip(" ：:")
    steps = [step.strip() for step in _TRAIL_MARKS.split(line)]
    # The last step is followed by the rest of the page, where the next mark may be that of a link that says 更多>>.
    last = next((place for place, step in enumerate(steps) if place and " " in step), len(steps) - 1)
    if not last:
        return []
    steps = [*steps[:last], steps[last].partition(" ")[0]]
    return [step for step in steps if step]


def _is_home(url: str) -> bool:
    return urlsplit(url).path in {"", "/", "/index.html", "/index.shtml", "/index.htm"}
