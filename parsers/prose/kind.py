"""Whether a document is an annual report on information disclosure, and the rule that says so.

The title is asked first. A body may overrule it where it plainly is a report, with the sections and the
printed figures of one; a title alone makes no report.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple
from urllib.parse import urlsplit

from parsers.model import Document, Grid, Link, Paragraph
from parsers.prose.characters import squeeze
from parsers.prose.presentation import preamble_of
from parsers.prose.report_title import ReportTitle
from parsers.prose.sections import Outline
from parsers.prose.title_words import OTHER_INFORMATION, SCHOOL_YEAR, YEAR
from parsers.prose.titles import judge_title
from parsers.prose.traditional import in_ours


class Judgement(NamedTuple):
    """Whether the document is a report; `reason` names the rule in English and quotes the words that decided."""

    is_report: bool
    reason: str


# A body of the forms (or of an older report) may overrule a title of these kinds.
_MAY_BE_OVERRULED = frozenset({"notice", "work_report", "statistics", "guide", "other"})
# What a title of these words is about tells of the work, and may be divided as a report is.
_OF_THE_WORK = re.compile(r"要点|方案|计划|安排|考核|评估|督查|自查")
_ENOUGH_SECTIONS = 3
_SHORT_PAGE = 300
_SHORTEST_PROSE = 200
_LONGEST_SAID = 30  # characters of a line in a reason
_ENTRIES_OF_A_LIST = 3
_TITLES_OF_A_PAGE = frozenset({"heading", "tag", "page_title"})

_GONE = re.compile(
    r"(?:页面|网页|文件|文章|信息|内容|栏目)(?:不存在|找不到|已(?:被)?(?:删除|移除|撤下)|无法(?:访问|显示))|(?:找不到|未找到)(?:该|您|此|相关)?(?:页面|网页|文件|内容)"
    r"|暂无(?:相关)?(?:信息|内容|数据|记录)|没有找到相关|404(?:NotFound|错误|页面)?|NotFound|系统(?:维护|升级)中"
)
_REFUSED = re.compile(
    r"(?:访问|人机|安全)验证|请输入验证码|(?:请求|访问)(?:已)?(?:被(?:拒绝|拦截|阻断)|受限|过于频繁)|访问行为异常"
    r"|403Forbidden|AccessDenied|(?:请)?(?:开启|启用|打开)(?:浏览器的?)?JavaScript|统一身份认证|请(?:先)?登录",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"格式模[板版]|[(（]?文字描述|单位名称|行政机关名称|[XxＸ×╳]{2,4}年|[_＿]{2,12}年|[XxＸ×╳]{2,12}(?:局|委|单位|市|县|区|镇|乡|街道|人民政府)|^[○〇]{2,}"
)
# A sample prints these in its title, whatever its tables hold.
_SAMPLE = re.compile(
    r"[XxＸ×╳]{2,12}(?:年|局|委|县|市|区|镇|乡|街道|单位|人民政府)|20[XxＸ×╳]{2}年?|范[文本例]|样[本例]|示例|示范文本|参考模[板版]"
)
_SAMPLE_BODY = re.compile(
    r"[XxＸ×╳*]{2,12}(?:[市县区镇乡省][\u4e00-\u9fff]{0,10})?(?:局|委|政府|街道办|[医学]院|社|校)"
)
_ENOUGH_BODIES = 2
_ANY_BODY = re.compile(r"[省市县区镇乡]?(?:中?医院|卫生院|学校|[中小]学|幼儿园|[局委镇乡]|街道|公司|单位)")
# Figures of a part of the year are in no report's tables.
_PART_OF_YEAR = re.compile(r"[上下]半年|半年度|[一二三四1234]季度|(?<!\d)\d{1,2}月份?(?!\d{0,2}日)")
_EXPLAINS = re.compile(
    r"(?:进行|作|做)(?:如下|以下)解读|解读如下|现(?:就|对)[^。]{0,30}(?:年报|年度报告)[^。]{0,10}解读"
)
# A university reports on its school year by a rule of its own, whatever its title says.
_OF_A_SCHOOL = re.compile(r"学年|高等学校信息公开办法")
_SCHOOL = re.compile(r"(?:大学|学院|学校|专科)$")
_GOVERNMENTS = re.compile("政府|政务")
# A rule about reports lists their parts under its articles.
_ARTICLE = re.compile(r"^第[一二三四五六七八九十]{1,3}条(?!第)")
_ENOUGH_ARTICLES = 3
_YEAR_ENTRY = re.compile(rf"^{YEAR}(?:年度|年)?(?:年报|年度报告|报告)?$")
_MASKED = re.compile(r"\*{3,}")
_MASKED_FIGURE = re.compile(r"\*+(?:条|件|次|份|个|期|万元)")
_PROSE_OF_DISCLOSURE = re.compile(r"主动公开|公开政[府务]信息\d")
_PROSE_OF_APPLICATIONS = re.compile(r"依申请公开|公开申请|申请公开|受理.{0,6}申请")
_PARTS_OF_A_SHORT_REPORT = 2  # a village's report may leave 主动公开 out, but not that it is in parts
_ENDING, _SENT_AS_FILE = r"\.(?:pdf|docx?|wps|ofd|xlsx?|rar|zip|jpe?g|png)", r"download|downfile|attach"
_FILE = re.compile(rf"{_ENDING}$", re.IGNORECASE)
_DOWNLOAD = re.compile(_SENT_AS_FILE, re.IGNORECASE)
_MAY_BE_FILE = re.compile(rf"{_ENDING}|{_SENT_AS_FILE}")  # on a whole address in small letters, before it is split
_PICTURES = re.compile(r"picture|image|scan|图片版")


def what_is(
    document: Document,
    title: ReportTitle,
    year: int | None,
    outline: Outline,
    table_names: AbstractSet[str],
    printed_values: int,
) -> Judgement:
    """What the document is. `table_names` are the official tables found, `printed_values` the cells with a number."""
    codes = {part.code for part in outline.parts if part.code is not None}
    has_body = len(codes) >= _ENOUGH_SECTIONS or bool(table_names)
    text = "" if has_body and printed_values else in_ours(_text(document))
    refusal = _no_content(document, title, text, has_body) or _blank(title, year, text, table_names, printed_values)
    refusal = refusal or _sample(title, year, text)
    if refusal is None and title.verdict.kind != "report":
        refusal = _told_by_title(title, year, codes, table_names, printed_values)
    refusal = refusal or _of_other_matters(document, title, text)
    if refusal is None and title.verdict.kind == "report" and not has_body:
        return _report_by_title(document, title, year, text, len(outline.parts))
    if refusal is not None:
        return Judgement(is_report=False, reason=refusal)
    return Judgement(is_report=True, reason=f"{title.verdict.reason}; the body has {_named(codes, table_names)}")


# --- rules, each gives the reason why the document is none, or None -------------------------------------


def _no_content(document: Document, title: ReportTitle, text: str, has_body: bool) -> str | None:
    if "*" in text and len(_MASKED_FIGURE.findall(text)) >= _ENTRIES_OF_A_LIST:
        return "a copy with masked figures: 「*」"
    if has_body:
        return None
    if len(text) < _SHORT_PAGE:
        said = f"{text}\n{squeeze(document.title or '')}"
        if (refused := _REFUSED.search(said)) and not _file_of(document):
            return f"a refusal sent as a page: 「{refused.group()}」"
        if gone := _GONE.search(said):
            return f"an error page sent as a page (soft 404): 「{gone.group()}」"
    if not text and not document.links and not document.remarks:
        return "the document holds no text"
    if explains := _EXPLAINS.search(text):
        return f"an interpretation of a report: 「{explains.group()}」"
    entries = sorted(
        {squeeze(link.text) for link in document.links if "报" in link.text and judge_title(link.text).kind == "report"}
    )
    of_one_report = title.source in _TITLES_OF_A_PAGE and title.verdict.agency and title.verdict.year
    if len(entries) >= _ENTRIES_OF_A_LIST and not of_one_report:
        return f"a list page with {len(entries)} links to reports: 「{entries[0]}」"
    years = {said for link in document.links if _YEAR_ENTRY.match(said := squeeze(link.text))}
    if len(years) >= _ENTRIES_OF_A_LIST and not of_one_report:
        return f"a menu of {len(years)} years: 「{min(years)}」"
    if len(_MASKED.findall(text)) >= _ENTRIES_OF_A_LIST:
        return "a copy with masked words: 「***」"
    return None


def _blank(
    title: ReportTitle, year: int | None, text: str, table_names: AbstractSet[str], printed_values: int
) -> str | None:
    """The form itself, filled in by nobody: no agency and no number in any cell, and no year that is its own."""
    if printed_values or title.verdict.agency:
        return None
    placeholder = _PLACEHOLDER.search(text) if table_names else None
    if year and not placeholder:
        return None
    if title.verdict.kind == "format":
        return f"blank form: {title.verdict.reason}" + ("; all its cells are blank" if table_names else "")
    if placeholder:
        return f"blank form: 「{placeholder.group()}」 stands for the agency or the text, and all cells are blank"
    return None


def _sample(title: ReportTitle, year: int | None, text: str) -> str | None:
    """A text to copy from, whose title leaves the agency or the year open, or which names 「xx市…局」 and not both."""
    sample = _SAMPLE.search(title.text or "")
    if sample is not None and not title.verdict.agency:
        return f"a sample text: 「{sample.group()}」 in 「{title.text}」"
    is_of_any = year is None or _ANY_BODY.fullmatch(title.verdict.agency or "") is not None
    bodies = _SAMPLE_BODY.findall(text) if is_of_any else []
    return f"a sample text: 「{bodies[0]}」 stands for the agency" if len(bodies) >= _ENOUGH_BODIES else None


def _of_other_matters(document: Document, title: ReportTitle, text: str) -> str | None:
    """A rule about reports, or the report of a school on its school year, whose title tells neither."""
    if title.verdict.agency and title.verdict.year:
        return None
    articles = _articles_of(document) if "第一条" in text else []
    if len(articles) >= _ENOUGH_ARTICLES and articles[0].startswith("第一条"):
        return f"a rule in articles: 「{articles[0][:_LONGEST_SAID]}」"
    if _GOVERNMENTS.search(title.text or "") or "学" not in text:
        return None
    school = _OF_A_SCHOOL.search(preamble_of(document))
    if school and (title.verdict.agency is None or _SCHOOL.search(title.verdict.agency)):
        return f"a report on other information than a government's: 「{school.group()}」 in the first sentences"
    return None


def _told_by_title(
    title: ReportTitle,
    year: int | None,
    codes: AbstractSet[str],
    table_names: AbstractSet[str],
    printed_values: int,
) -> str | None:
    """What the title says the document is, unless its body plainly is a report."""
    kind = title.verdict.kind
    filled = bool(table_names) and printed_values > 0
    if kind == "format":
        is_filled_form = filled and year is not None and not _SAMPLE.search(title.text or "")
        return None if is_filled_form else title.verdict.reason
    if kind == "statistics" and _PART_OF_YEAR.search(title.text or ""):
        return title.verdict.reason
    if SCHOOL_YEAR.search(title.text or ""):
        return title.verdict.reason
    older = len(codes) >= _ENOUGH_SECTIONS and {"disclosure", "applications"} <= set(codes)
    older = older and not (kind == "work_report" and _OF_THE_WORK.search(title.text or ""))
    older = older and not (kind == "other" and OTHER_INFORMATION.search(title.text or ""))
    if kind in _MAY_BE_OVERRULED and (filled or older):
        return None
    return title.verdict.reason


def _report_by_title(document: Document, title: ReportTitle, year: int | None, text: str, parts: int) -> Judgement:
    """A report's title over a body without sections and tables: prose, a cover for a file, pictures, or nothing.

    「政府信息公开年报」 is also the name of a column, and stands above guides and rules that tell of all this.
    """
    if title.source == "preamble" and parts < _ENOUGH_SECTIONS:  # news of a report names it in a sentence, too
        reason = f"only a sentence names a report, and the body has no parts: 「{title.text}」"
        return Judgement(is_report=False, reason=reason)
    of_disclosure = bool(_PROSE_OF_DISCLOSURE.search(text))
    of_applications = bool(_PROSE_OF_APPLICATIONS.search(text))
    says_whose = bool(title.verdict.agency and title.verdict.year)
    is_told = bool(title.verdict.agency or year)
    if (
        len(text) >= _SHORTEST_PROSE
        and is_told
        and (
            (of_disclosure and (of_applications or says_whose))
            or (of_applications and parts >= _PARTS_OF_A_SHORT_REPORT)
        )
    ):
        return Judgement(
            is_report=True, reason=f"{title.verdict.reason}; the body tells of disclosure and applications"
        )
    if title.source == "preamble" and len(text) >= _SHORTEST_PROSE:
        return Judgement(is_report=True, reason=f"{title.verdict.reason}; the body has {parts} parts")
    if attached := _file_of(document):
        return Judgement(
            is_report=True, reason=f"{title.verdict.reason}; the body leads to the file 「{attached.text}」"
        )
    if any(_PICTURES.search(remark) for remark in (*document.remarks, title.text or "")):
        return Judgement(is_report=True, reason=f"{title.verdict.reason}; the body is pictures")
    return Judgement(
        is_report=False,
        reason=f"the title names a report, but the body has none of its sections, tables or files: 「{title.text}」",
    )


def _articles_of(document: Document) -> list[str]:
    lines = [squeeze(block.text) for block in document.blocks if isinstance(block, Paragraph)]
    return [line for line in lines if _ARTICLE.match(line)]


def _file_of(document: Document) -> Link | None:
    return next((link for link in document.links if is_file(link.url, link.text)), None)


def is_file(url: str, text: str) -> bool:
    """Whether a link leads to a file, by its address or by its own text."""
    path = urlsplit(url).path if _MAY_BE_FILE.search(url.lower()) else ""
    return bool(_FILE.search(path) or _DOWNLOAD.search(path) or ("." in text and _FILE.search(squeeze(text))))


def _text(document: Document) -> str:
    """The body's words without white space; of a table only that of its cells that are sentences or labels."""
    return "".join(
        squeeze(block.text) if isinstance(block, Paragraph) else "".join(squeeze(cell.text) for cell in block.cells)
        for block in document.blocks
        if isinstance(block, (Paragraph, Grid))
    )


def _named(codes: AbstractSet[str], table_names: AbstractSet[str]) -> str:
    parts = []
    if codes:
        parts.append(f"the sections {', '.join(sorted(codes))}")
    if table_names:
        parts.append(f"the tables {', '.join(sorted(table_names))}")
    return " and ".join(parts) or "neither sections nor tables"
