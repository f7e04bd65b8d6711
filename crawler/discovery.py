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
from urllib.parse import urlsplit

from crawler.items import Item, judged, names_report
from crawler.markup import Link, Markup, squeeze, tight_words_of
from parsers.prose.titles import judge_column

MOST_REQUESTS = 40  # pages asked of one portal to find its columns
MOST_LINKS = 12  # of one page
DEEPEST = 3  # links from the home page to the page that links to a column


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link worth following: to a column (`leads_to` column) or to a page that may link to one (`gateway`)."""

    url: str
    leads_to: str
    score: float
    evidence: str


@dataclass(frozen=True, slots=True)
class ColumnVerdict:
    """What a page is: `column` (its items are annual reports), `report` (it is one itself) or `other`."""

    kind: str
    evidence: str


# --- links -------------------------------------------------------------------------------------------

# Names of folders and pictures in pinyin initials: (zf) xxgk (gz) nb/ndbg … The first kind names the column in
# full, the second may also be the yearbook, the annual plan or another department's annual report.
_COLUMN_FOLDER = re.compile(
    r"(?:zf|zw)?(?:xxgk|zwgk|gk)(?:gz)?(?:nb|ndbg|ndgzbg|gznb|gzndbg|bg|nianbao|niandubaogao)\d*"
)
_VAGUE_FOLDER = re.compile(r"(?:zf|bm|xz|xzjd|jd|sz|qz)?nb|ndbg|ndgzbg|nianbao|xxgkgznb")
_GATEWAYS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (0.7, re.compile(r"^(?:市|县|区)?政府信息公开(?:专栏|平台|网|栏目|目录|专题)?$")),
    (0.6, re.compile(r"^(?:法定)?主动公开(?:内容|目录)?$|^法定公开$|^信息公开(?:专栏|平台|目录|网)?$|^政府信息$")),
    (0.5, re.compile(r"^公开(?:专栏)?$|^政务公开.{0,4}$|^(?:部门|单位|乡镇|镇街|街道|基层).{0,4}信息公开.{0,3}$")),
    (0.4, re.compile(r"^政府信息公开(?:指南|制度|规定)$|^信息公开(?:指南|制度|规定|年度|其他).{0,2}$")),
)
_GATEWAY_FOLDER = re.compile(r"(?:zf|zw)?xxgk(?:ml|zl|pt|zn|zd|wz)?|zwgk|zfxx|gkml|fdzdgknr|gongkai")
_SILENT_TEXT = re.compile(r"^(?:更多|more|详细|查看|点击|进入)?[>＞»+.…\s]*$", re.IGNORECASE)
_ORGAN = re.compile(r"^[\u4e00-\u9fff（）()]{1,24}(?:局|委|办|委员会|办公室|中心|街道|镇|乡|办事处|管委会|苏木|大队)$")
_INDEX = re.compile(r"/(?:(?:index|list|default)\.\w+)?$", re.IGNORECASE)
_IN_ANY_NAME = "报"  # of a column of reports: most links are told from it by that alone
_PAGER = re.compile(r"^(?:\d+|首页|尾页|末页|[上下前后]一?页|[<>«»]+)$")
_YEARS_ONLY = re.compile(r"^20[0-4]\d年?(?:度)?$")


def candidates(markup: Markup, *, inside_column: bool = False) -> list[Candidate]:
    """The page's links worth following, best first, each address once.

    `inside_column`: on a page of annual reports the sub-columns may be named for years alone.
    """
    best: dict[str, Candidate] = {}
    for link in markup.links:
        found = _judge_link(link, inside_column=inside_column)
        if found and (found.url not in best or best[found.url].score < found.score):
            best[found.url] = found
    best.pop(markup.url, None)
    ranked = sorted(best.values(), key=lambda candidate: candidate.score, reverse=True)
    columns = [candidate for candidate in ranked if candidate.leads_to == "column"]
    gateways = [candidate for candidate in ranked if candidate.leads_to == "gateway"]
    return columns[:MOST_LINKS] + gateways[:MOST_LINKS]


def _judge_link(link: Link, *, inside_column: bool) -> Candidate | None:
    says = next((words for words in (link.text, link.title, link.alt) if not _SILENT_TEXT.match(words)), "")
    if _PAGER.match(says):
        return None
    named = max(
        ((judge_column(words), words) for words in (link.text, link.title, link.alt) if _IN_ANY_NAME in words),
        default=(0, ""),
    )
    if named[0] > 0:
        return Candidate(link.url, "column", named[0], f"a link that says {named[1]}")
    if inside_column and _YEARS_ONLY.match(says) and link.how in {"a", "option"}:
        return Candidate(link.url, "column", 0.4, f"a link for the year {says} on a column of reports")
    if folder := _folder(link, _COLUMN_FOLDER, says):
        return Candidate(link.url, "column", 0.8, f"a link to {folder}")
    if (folder := _folder(link, _VAGUE_FOLDER, says)) and not says:
        return Candidate(link.url, "column", 0.4, f"a link to {folder}")
    for score, pattern in _GATEWAYS:
        if pattern.match(says):
            return Candidate(link.url, "gateway", score, f"a link that says {says}")
    if not says and (folder := _folder(link, _GATEWAY_FOLDER, says)):
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


def organ_links(markup: Markup, frames: Sequence[str] = ()) -> tuple[str, ...]:
    """The lists of single organs that a column's own tree leads to.

    They are named for organs, and their addresses differ from the column's, or from that of the frame in which it shows
    a list, in numbers alone, or stand right below it.
    """
    own = {_shape(url) for url in (markup.url, *frames)}
    below = urlsplit(markup.url).path.rpartition("/")[0]
    found = {
        link.url
        for link in markup.links
        if link.how in {"a", "option", "script"} and link.url != markup.url and _ORGAN.search(link.text or link.title)
        if _shape(link.url) in own or (below and _folder_of(link.url).rpartition("/")[0] == below)
    }
    ordered = dict.fromkeys(link.url for link in markup.links if link.url in found.difference(frames))
    return tuple(ordered) if len(found) > 1 else ()


def _shape(url: str) -> str:
    """An address without its numbers; identifiers in hexadecimal digits are numbers."""
    parts = urlsplit(url)
    return re.sub(r"[0-9a-f]*\d[0-9a-f]*", "N", f"{parts.netloc}{parts.path}?{parts.query}")


def _folder_of(url: str) -> str:
    """The folder that an address of a folder or of its index page names; that of an article has no such place."""
    path = urlsplit(url).path
    return path.rpartition("/")[0] if _INDEX.search(path) else f"{path}/no folder"


# --- pages -------------------------------------------------------------------------------------------

_TITLE_PARTS = re.compile(r"\s*(?:[_|｜]|(?<!\d)[-—–](?!\d))\s*")
_TRAIL = re.compile(r"(?:当前|您(?:的|所在|现在)*|所在|现在)的?(?:位置|栏目)")
_TRAIL_MARKS = re.compile(r"\s*(?:[>＞»›]|&gt;|->|→|/)\s*")
_AMONG_REPORTS = {"report", "other", "notice", "format", "interpretation", "meeting"}  # what columns of reports hold
_YEAR = re.compile(r"20[0-4]\d")
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
    titles = [judged(name) for name in own]
    for name, title in zip(own, titles, strict=True):
        if title.kind == "report" and title.year and title.agency:
            return ColumnVerdict("report", f"its own title {name}")
    named = max(((judge_column(name), name) for name in own), default=(0.0, ""))
    parent = max(((judge_column(name), name) for name in above), default=(0.0, ""))
    reports = sum(names_report(item) for item in items)
    listed = f"{reports} of {len(items)} titles listed name such reports"
    if reports == 0:
        is_column = named[0] >= _SURE and _may_list_reports(items, expected)
        return ColumnVerdict("column", f"its own name {named[1]}; {listed}") if is_column else _other(own, listed)
    if named[0] >= _LIKELY or parent[0] >= _SURE:
        where = f"its own name {named[1]}" if named[0] >= _LIKELY else f"its place below {parent[1]}"
        return ColumnVerdict("column", f"{where}; {listed}")
    if reports * 2 >= len(items) and (expected >= _LIKELY or (reports > 1 and not _is_home(markup.url))):
        return ColumnVerdict("column", listed)
    return _other(own, listed)


def _other(own: Sequence[str], listed: str) -> ColumnVerdict:
    return ColumnVerdict("other", f"it calls itself {' / '.join(own) or 'nothing'}; {listed}")


def _may_list_reports(items: Sequence[Item], expected: float) -> bool:
    """Whether a page that calls itself such a column may be one without a title that names a report.

    Its titles are mostly years or bodies, be they so or cut so short, with notices among them; or its list can only be
    shown by scripts and the link that led here named the column too.
    """
    if not items:
        return expected >= _SURE
    years = sum(bool(_YEAR.search(item.title)) for item in items)
    organs = sum(bool(_ORGAN.search(item.title)) for item in items)
    others = sum(judged(item.title).kind not in _AMONG_REPORTS for item in items)
    return not others and (years + organs) * 2 >= len(items)


def lists_reports(items: Sequence[Item]) -> bool:
    """Whether items may be a list of reports: titles that name one, or mostly titles with years."""
    years = sum(bool(_YEAR.search(item.title)) for item in items)
    return any(names_report(item) for item in items) or 0 < len(items) <= years * 2


def _names(markup: Markup) -> tuple[list[str], list[str]]:
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
    return list(dict.fromkeys(own)), list(dict.fromkeys(above))


def _trail(markup: Markup) -> list[str]:
    """The steps of the line that says where the reader is (当前位置：首页 > 信息公开 > …)."""
    words = markup.words
    found = _TRAIL.search(words)
    if not found:
        return []
    line = words[found.end() : found.end() + 160].lstrip(" ：:")
    steps = [step.strip() for step in _TRAIL_MARKS.split(line)]
    if len(steps) < 2:
        return []
    steps[-1] = steps[-1].split(" ")[0]  # what follows the last step is the rest of the page
    return [step for step in steps if step]


def _is_home(url: str) -> bool:
    return urlsplit(url).path in {"", "/", "/index.html", "/index.shtml", "/index.htm"}
