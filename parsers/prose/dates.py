"""When a report was put online and when it was signed, as the page prints it.

Dates stand as `2024-01-08`, or `2024-01-08T10:24` where a clock time is printed with them; no zone is
printed, so none is given. A month without a day is no date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from parsers.model import Context, Document, MetadataField, Paragraph
from parsers.prose.characters import ZEROES, chinese_number, narrow, squeeze

_CHINA = timezone(timedelta(hours=8))
_CLOCK = r"(?:[T\s]*+(?P<hour>[01]?\d|2[0-3]):\s?(?P<minute>[0-5]\d)(?::\s?(?P<second>[0-5]\d)(?:\.\d+)?)?)?"
_ORDINARY = re.compile(
    rf"^(?P<year>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<month>\d{{1,2}})\s*(?:月|[-/.])\s*(?P<day>\d{{1,2}})\s*+[日号]?{_CLOCK}$"
)
_COMPACT = re.compile(
    r"^(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)?(?P<minute>\d\d)?(?P<second>\d\d)?$"
)
_CHINESE = re.compile(
    rf"^(?P<year>[一二][{ZEROES}一二三四五六七八九]{{3}})年(?P<month>[一二三四五六七八九十]{{1,2}})月"
    r"(?P<day>[一二三四五六七八九十]{1,3})[日号]$"
)
_ZONED = re.compile(r"^20\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$")
_DAY_PRINTED = re.compile(r"\d{1,2}\s*[日号]|\d{4}\D\d{1,2}\D\d{1,2}")
# A signature: the date ends the report, alone or after the agency's name.
_SIGNATURE = re.compile(
    r"^(?P<before>[\u4e00-\u9fff（）()“”+]{2,40}?[:：,，]?)?(?P<date>20\d\d年\d{1,2}月\d{1,2}日"
    rf"|二[{ZEROES}一二三四五六七八九]{{3}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日)$"
)
# 「发布日期：2023年1月5日」 below a text is no signature, and 「统计截至2023年12月31日」 is no day of it.
_NO_SIGNATURE = re.compile(
    r"(?:截[至止]|[至到自于为]|(?:发布|更新|公开|打印|上网|录入|访问|浏览)(?:日期|时间)?)[:：,，]?$"
)
_SIGNED_WITHIN = 8
# A day that stands alone next to the title, as portals print it (2023-01-05 10:24), or before a source or a counter.
_DAY_OF_PAGE = re.compile(
    r"^(?P<day>20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s*\d{1,2}:\d\d(?::\d\d)?)?|20\d\d年\d{1,2}月\d{1,2}日(?!$))"
    r"(?:来源[:：].{0,20}|[（(]?(?:点击|浏览|访问|阅读).{0,12})?$"
)
_TITLE_OF_PAGE = re.compile(r"公开.*(?:报告|年报)[)）》]?$")
_ORNAMENTS = "•·●▪ \u00a0\u3000"
_LONGEST_TITLE, _LONGEST_DAY = 80, 40
# A paper's own day stands in brackets below its title: （2020年1月2日）.
_DAY_OF_PAPER = re.compile(r"^[（(](?P<day>20\d\d年\d{1,2}月\d{1,2}日)[)）]$")
_FIRST_LINES, _LINES_ABOVE, _FROM_TITLE = 12, 12, 3
_EARLIEST, _LATEST = 1990, 2049


class Dates(NamedTuple):
    """ISO dates or None, each with where it is printed: block, tag, list, title (next to it), signature."""

    published: str | None = None
    published_source: str = ""
    produced: str | None = None
    produced_source: str = ""


def report_dates(document: Document, context: Context, metadata: Sequence[MetadataField]) -> Dates:
    """When the report was put online (block, tags, list, by its title) and signed (block, signature, by its title)."""
    published, published_source = _of_metadata(metadata, "published")
    if published is None and context.list_date and (listed := parse_date(context.list_date)):
        published, published_source = listed, "list"
    produced, produced_source = _of_metadata(metadata, "produced")
    if produced is None and (signed := signature_date(document)):
        produced, produced_source = signed, "signature"
    if published is None or produced is None:
        lines = _first_lines(document)
        if published is None and (beside := _beside_title(lines, _DAY_OF_PAGE, ("20",))):
            published, published_source = beside, "title"
        if produced is None and (beside := _beside_title(lines, _DAY_OF_PAPER, ("(", "（"))):
            produced, produced_source = beside, "title"
    return Dates(published, published_source, produced, produced_source)


def parse_date(text: str) -> str | None:
    """The one full date that `text` is, as ISO; None where it is none, lacks its day or does not exist."""
    plain = narrow(text).strip(" \t\r\n\u00a0()[]【】")
    if _ZONED.match(plain):
        return _in_china(plain)
    match = _ORDINARY.match(plain) or _COMPACT.match(squeeze(plain))
    if match:
        return _checked({name: int(value) for name, value in match.groupdict().items() if value})
    if match := _CHINESE.match(squeeze(plain)):
        parts = {name: chinese_number(value) for name, value in match.groupdict().items()}
        return _checked({name: value for name, value in parts.items() if value is not None})
    return _by_dateparser(plain)


def signature_date(document: Document) -> str | None:
    """The date that ends the body, on a line of its own or behind the agency's name."""
    lines = [block.text for block in document.blocks[-_SIGNED_WITHIN:] if isinstance(block, Paragraph)]
    for line in reversed(lines):
        signed = squeeze(line)
        match = _SIGNATURE.match(signed) if signed.endswith("日") else None
        if match and not _NO_SIGNATURE.search(match["before"] or ""):
            return parse_date(match["date"])
    return None


def _first_lines(document: Document) -> list[str]:
    blocks = (*document.before[-_LINES_ABOVE:], *document.blocks[:_FIRST_LINES])
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def _beside_title(lines: Sequence[str], day: re.Pattern[str], begins: tuple[str, ...]) -> str | None:
    """The one day that stands alone next to the title, with nothing to say what day it is; None where there are two.

    Every line that is `day` begins with one of `begins`.
    """
    printed = ((at, line.lstrip(_ORNAMENTS)) for at, line in enumerate(lines))
    days = {
        at: match["day"]
        for at, line in printed
        if line.startswith(begins) and len(line) <= _LONGEST_DAY and (match := day.match(squeeze(line)))
    }
    if not days:
        return None
    titles = [
        at for at, line in enumerate(lines) if len(line) <= _LONGEST_TITLE and _TITLE_OF_PAGE.search(squeeze(line))
    ]
    near = {parse_date(said) for at, said in days.items() if any(abs(at - title) <= _FROM_TITLE for title in titles)}
    return near.pop() if len(near) == 1 else None


def _of_metadata(metadata: Sequence[MetadataField], name: str) -> tuple[str | None, str]:
    for source in ("block", "tag"):
        for item in metadata:
            if item.field == name and item.source == source and (found := parse_date(item.value)):
                return found, source
    return None, ""


def _checked(parts: dict[str, int]) -> str | None:
    try:
        moment = datetime(
            parts["year"], parts["month"], parts["day"], parts.get("hour", 0), parts.get("minute", 0),
            parts.get("second", 0), tzinfo=_CHINA,
        )  # fmt: skip
    except ValueError:
        return None
    return _iso(moment) if _EARLIEST <= moment.year <= _LATEST else None


def _in_china(zoned: str) -> str | None:
    try:
        moment = datetime.fromisoformat(zoned).astimezone(_CHINA)
    except ValueError:  # a day, a time or a zone that does not exist
        return None
    return _iso(moment) if moment.year <= _LATEST else None


def _iso(moment: datetime) -> str:
    """The date, with the time unless it is midnight, which is what systems print for no time at all."""
    day = date(moment.year, moment.month, moment.day).isoformat()
    if not (moment.hour or moment.minute or moment.second):
        return day
    return f"{day}T{moment:%H:%M:%S}" if moment.second else f"{day}T{moment:%H:%M}"


def _by_dateparser(text: str) -> str | None:
    """What stricter patterns do not know (「2024年1月8日 下午3:24」), with nothing that depends on today."""
    if not _DAY_PRINTED.search(text) or len(text) > 40:
        return None
    import dateparser  # noqa: PLC0415 - costs a tenth of a second, and few documents need it

    found = dateparser.parse(
        text,
        languages=["zh"],
        settings={
            "STRICT_PARSING": True,
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "YMD",
            "RELATIVE_BASE": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None),
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return (
        _checked(dict(zip(("year", "month", "day", "hour", "minute", "second"), found.timetuple()[:6], strict=True)))
        if found
        else None
    )
