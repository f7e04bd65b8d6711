"""Whether two captures of a page differ in nothing but what software puts around it: counters, clocks, tokens.

A page that counts its visitors has other bytes each time. To keep each of them would bury the one that changed,
so bytes that are equal but for chrome are not kept a second time. The rule is narrow on purpose: named places are
blanked in both texts, and everything else must be equal character by character, so that a digit in a sentence, in a
table or in a date that changed is always a change. What is not surely chrome is no chrome.

Blanked are: numbers in a line that is nothing but a page's own line (浏览次数：12, also among 发布时间, 来源, 字体),
lines that say only what time it is (今天是…), hidden form fields and tags that carry tokens, what follows the question
mark of style sheets and scripts, session numbers in addresses, machine-made ids, assignments of tokens and moments in
scripts, and comments that say how a page was generated.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.documents.decode import decode

LARGEST = 2 * 1024 * 1024  # bytes of a page that is compared
_BLANK = "\x00"
_LONGEST_LINE = 300  # characters; what a page says of itself is short
_LONGEST_TAG = 4000

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*)")
_INLINE = frozenset({
    "a", "abbr", "b", "big", "em", "font", "i", "img", "input", "label", "script", "small", "span", "strong", "style",
    "sub", "sup", "u",
})  # fmt: skip


def same_but_for_chrome(held: bytes, received: bytes, charset: str | None) -> bool:
    """Whether both are HTML pages that say the same; `charset` is what the server says of the one received."""
    if max(len(held), len(received)) > LARGEST or not (_HTML.search(held[:4096]) and _HTML.search(received[:4096])):
        return False
    before, after = decode(held, charset), decode(received, charset)
    return before.encoding == after.encoding and without_chrome(before.text) == without_chrome(after.text)


def without_chrome(markup: str) -> str:
    """The markup with chrome blanked. Only for comparing: it is no HTML any more."""
    blanker = _Blanker()
    for kind, token in _tokens(markup):
        blanker.take(kind, token)
    return blanker.finished()


# --- tokens ------------------------------------------------------------------------------------------


def _tokens(markup: str) -> Iterator[tuple[str, str]]:
    """The markup in pieces that joined are the markup: text, tag, comment, script (a script or style, whole)."""
    at = 0
    while at < len(markup):
        kind, end = _piece(markup, at)
        yield kind, markup[at:end]
        at = end


_RAW = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style")}


def _piece(markup: str, at: int) -> tuple[str, int]:
    """The kind of the piece that begins here, and where it ends. What is not closed goes to the end."""
    if markup[at] != "<":
        end = markup.find("<", at)
        return "text", len(markup) if end < 0 else end
    if markup.startswith("<!--", at):
        end = markup.find("-->", at + 4)
        return "comment", len(markup) if end < 0 else end + 3
    name = _TAG_NAME.match(markup, at)
    if name is None and not markup.startswith("<!", at):
        return "text", at + 1
    end = markup.find(">", at)
    if end < 0:
        return "text", len(markup)
    raw = _RAW.get(name[1].lower()) if name and markup[at + 1] != "/" else None
    if raw is None:
        return "tag", end + 1
    close = raw.search(markup, end)
    return "script", len(markup) if close is None else close.end()


@dataclass(slots=True)
class _Blanker:
    """Takes pieces one by one. A line is the text between two tags that are not inline."""

    pieces: list[str] = field(default_factory=list)
    line: list[int] = field(default_factory=list)
    tables: int = 0

    def take(self, kind: str, token: str) -> None:
        if kind == "text":
            self.line.append(len(self.pieces))
            self.pieces.append(token)
            return
        if kind == "comment":
            self.pieces.append(_blanked_comment(token))
            return
        if kind == "script":
            opening, mark, rest = token.partition(">")
            self.pieces.append(_blanked_tag(opening + mark) + _blanked_script(rest))
            return
        name = found[1].lower() if (found := _TAG_NAME.match(token)) else ""
        if name not in _INLINE:
            self._end_line()
        if name == "table":
            self.tables = max(self.tables + (-1 if token.startswith("</") else 1), 0)
        self.pieces.append(_blanked_tag(token))

    def finished(self) -> str:
        self._end_line()
        return "".join(self.pieces)

    def _end_line(self) -> None:
        """Blank the line where it is chrome; its text then stands at its beginning."""
        text = _SPACES.sub(" ", "".join(self.pieces[number] for number in self.line)).strip()
        blanked = _blanked_line(text, in_table=self.tables > 0)
        if blanked is not None:
            for number in self.line:
                self.pieces[number] = ""
            self.pieces[self.line[0]] = blanked
        self.line.clear()


# --- lines of text -----------------------------------------------------------------------------------

_SPACES = re.compile(r"(?:\s|&nbsp;|&#160;|&emsp;|&ensp;|\u3000)+")
_DATE = r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
_HOUR = r"\d{1,2}\s?[:：时点]\s?\d{1,2}(?:\s?[:：分]\s?\d{1,2}\s?秒?|\s?分)?"
_CLOCK = re.compile(
    rf"(?:欢迎您?(?:访问|光临|来到)[^\d]{{0,30}}?)?"
    rf"(?:今天是?|今日是?|现在是|现在时间|当前时间|当前日期|系统时间|北京时间|服务器时间)\s?[:：]?\s?"
    rf"(?:(?:{_DATE}|(?:星期|周)[一二三四五六日天]|[上下]午|{_HOUR})\s?[,，]?\s?){{1,4}}"
    rf"(?:[,，]?\s?欢迎[^\d]{{0,30}})?"
)
_NUMBER = r"[:：]?\s?[\[【(（]?\s?(?P<number>\d[\d,]{0,14})\s?(?:人次|次)?\s?[\]】)）]?"
_VIEWED = r"(?:浏览|点击|阅读|访问|查看|阅览)"
# What is a page's counter wherever it stands alone, and what is one only beside other things a page says of itself.
_COUNTER = re.compile(rf"(?:本[页文]|文章|信息|页面)?(?:被?{_VIEWED}(?:次数|人次|数|率)|人气)\s?{_NUMBER}")
_VISITOR = re.compile(
    r"[您你]是(?:本[站页]|本网站)?的?第\s?(?P<number>\d[\d,]{0,14})\s?位(?:访问者|访客|浏览者|来访者|客人)"
)
_COUNTER_BESIDE = re.compile(rf"{_VIEWED}量?\s?(?=[:：]){_NUMBER}")
_OTHER_WORDS = re.compile(
    rf"(?:发布|发文|成文|更新|录入|公开|生成)?(?:时间|日期)\s?[:：]\s?{_DATE}(?:\s?{_HOUR})?"
    r"|(?:信息|文章|稿件|新闻)?来源\s?[:：]\s?[^\s|:：]{0,40}"
    r"|(?:作者|编辑|责任编辑|责编|审核|发布机构|发布单位|发布者|供稿|录入)\s?[:：]\s?[^\s|:：]{0,30}"
    r"|(?:字体|字号|文字大小)\s?[:：]?\s?[\[【(（]?\s?(?:[特超]?大|中|小|默认)(?:\s?[|/]?\s?(?:[特超]?大|中|小|默认)){0,3}\s?[\]】)）]?"
    r"|(?:我要)?(?:打印|关闭|收藏|分享)(?:本[页文]|页面|窗口|到)?|[【】\[\]|]"
)


def _blanked_line(text: str, *, in_table: bool) -> str | None:
    """The line without what is chrome in it, or None where nothing is. `in_table`: it may be a cell of figures."""
    if not text or len(text) > _LONGEST_LINE:
        return None
    if _CLOCK.fullmatch(text) and not in_table:
        return _BLANK
    if (found := _VISITOR.fullmatch(text)) is not None:
        return text.replace(found["number"], _BLANK)
    return _blanked_page_line(text, in_table=in_table)


def _blanked_page_line(text: str, *, in_table: bool) -> str | None:
    """The line where all of it is what a page says of itself, with a counter among it: without its number."""
    said: list[str] = []
    at = beside = counters = alone = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        counter = _COUNTER.match(text, at)
        found = counter or _COUNTER_BESIDE.match(text, at)
        if found is not None:
            said.append(text[at : found.start("number")] + _BLANK)
            counters += 1
            alone += counter is not None
        elif (found := _OTHER_WORDS.match(text, at)) is not None and found.end() > at:
            said.append(found.group())
            beside += 1
        else:
            return None
        at = found.end()
    surely = beside > 0 or (alone == counters and not in_table)
    return " ".join(said) if counters and surely else None


# --- tags, scripts, comments -------------------------------------------------------------------------

_NAMES_OF_TOKENS = (
    r"(?:__VIEWSTATE(?:GENERATOR)?|__EVENTVALIDATION|__RequestVerificationToken|javax\.faces\.ViewState|formhash"
    r"|_?csrf[-_]?(?:token|param)?|x-csrf-token|_token|token|nonce|request[-_]?id|trace[-_]?id|session[-_]?id)"
)
_NAMED_TOKEN = re.compile(rf"""\b(?:name|id)\s*=\s*["']?{_NAMES_OF_TOKENS}["'\s/>]""", re.IGNORECASE)
_GENERATED = re.compile(
    r"""\bname\s*=\s*["']?(?:页面生成时间|generat(?:ed|ion)-?(?:time|at|date))["'\s/>]""", re.IGNORECASE
)
_HIDDEN = re.compile(r"""\btype\s*=\s*["']?hidden\b""", re.IGNORECASE)
_CONTENT = re.compile(r"""\b(content|value)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_ASSET = re.compile(r"""(\b(?:src|href)\s*=\s*["']?[^"'?\s>]+\.(?:js|css))\?[^"'\s>]*""", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[0-9A-Za-z.!_-]+", re.IGNORECASE)
_MADE_ID = re.compile(
    r"""(\s(?:id|for|aria-(?:controls|labelledby|describedby))\s*=\s*["']?[A-Za-z_-]*?)(?:[0-9a-f]{16,}|\d{10,})(?=["'\s>])""",
    re.IGNORECASE,
)
_NONCE = re.compile(r"""(\snonce\s*=\s*)(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_NONCE_IN_QUERY = re.compile(r"([?&](?:_|t|r|rnd|rand|random|timestamp)=)[0-9.]{6,}", re.IGNORECASE)
_SCRIPT_TOKEN = re.compile(
    r"""(\b(?:timestamp|time_stamp|nonce|_?csrf(?:_?token)?|request_?id|trace_?id|j?session_?id)["']?\s*[:=]\s*["']?)"""
    r"[0-9A-Za-z_.-]{6,80}",
    re.IGNORECASE,
)
_SCRIPT_MOMENT = re.compile(
    rf"""(\b(?:server_?time|now_?time|current_?time|sys_?time)["']?\s*[:=]\s*["']?)(?:\d{{10,13}}|{_DATE}(?:[T\s]{_HOUR})?)""",
    re.IGNORECASE,
)
_GENERATION = re.compile(
    r"<!--\s*(?:(?:page|html|file|site)\s+)?(?:generated|created|cached|rendered|served|processed|executed|cost|elapsed"
    r"|runtime|页面生成|生成时间|执行时间|页面执行|耗时)[^<]{0,200}-->",
    re.IGNORECASE,
)


def _blanked_comment(comment: str) -> str:
    return _BLANK if len(comment) < _LONGEST_LINE and _GENERATION.fullmatch(comment) else comment


def _blanked_tag(tag: str) -> str:
    if len(tag) > _LONGEST_TAG:
        return tag
    name = found[1].lower() if (found := _TAG_NAME.match(tag)) else ""
    if (name == "input" and _HIDDEN.search(tag) and _NAMED_TOKEN.search(tag)) or (
        name == "meta" and (_NAMED_TOKEN.search(tag) or _GENERATED.search(tag))
    ):
        tag = _CONTENT.sub(rf"\1={_BLANK}", tag)
    if name in {"script", "link"}:
        tag = _NONCE_IN_QUERY.sub(rf"\1{_BLANK}", _ASSET.sub(r"\1", tag))
    tag = _SESSION.sub("", tag)
    tag = _NONCE.sub(rf"\1{_BLANK}", tag)
    return _MADE_ID.sub(rf"\1{_BLANK}", tag)


def _blanked_script(script: str) -> str:
    script = _NONCE_IN_QUERY.sub(rf"\1{_BLANK}", _SESSION.sub("", script))
    return _SCRIPT_MOMENT.sub(rf"\1{_BLANK}", _SCRIPT_TOKEN.sub(rf"\1{_BLANK}", script))
