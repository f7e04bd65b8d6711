"""How a portal prints its HTML: what differs between sites that run the same software.

Case of tags, order and quotes of attributes, line breaks inside links, relative addresses, entities, where and how
the date stands, whether titles are cut and whether the full one is kept.
"""

from __future__ import annotations

import posixpath
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from tests.portals.rows import Row

DATES = (
    "{y}-{m}-{d}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}年{m1}月{d1}日", "[{y}-{m}-{d}]", "（{y}-{m1}-{d1}）",
    "{y}-{m}-{d} 10:24", "发布时间：{y}-{m}-{d} 10:24:00", "{y}-\n{m}-{d}",
)  # fmt: skip
SHAPES = ("ul", "table", "dl", "paragraphs", "inside", "cards")


@dataclass(frozen=True)
class Style:
    """`links`: from the root, by dots, in full or without scheme. `cut`: not, with the full title kept, or for good.

    `ornament` stands in front of titles; `sidebar`: news with dates beside the list; `based`: the page names its own
    base; `minified`: no line breaks, and no quotes where none are needed.
    """

    shape: str = "ul"
    date: str = DATES[0]
    links: str = "root"
    cut: str = "no"
    quote: str = '"'
    title_first: bool = False
    upper: bool = False
    broken: bool = False
    dated: bool = True
    pieces: int = 0
    ornament: str = ""
    sidebar: bool = False
    based: bool = False
    minified: bool = False

    @classmethod
    def drawn(cls, chance: random.Random) -> Style:
        return cls(
            shape=chance.choice(SHAPES),
            date=chance.choice(DATES),
            links=chance.choice(("root", "dots", "full", "scheme")),
            cut=chance.choice(("no", "kept", "kept", "lost")),
            quote=chance.choice(('"', '"', "'")),
            title_first=chance.random() < 0.5,
            upper=chance.random() < 0.2,
            broken=chance.random() < 0.2,
            dated=chance.random() < 0.85,
            pieces=chance.choice((0, 0, 5)),
            ornament=chance.choice(("", "", "", "· ", "<i class=dot></i>", "<font color=red>[置顶]</font>")),
            sidebar=chance.random() < 0.4,
            based=chance.random() < 0.2,
            minified=chance.random() < 0.2,
        )

    def plain(self) -> Style:
        """For records that a service sends: nothing that only pages have."""
        return replace(self, shape="ul", pieces=0, broken=False, upper=False)

    # --- pieces -------------------------------------------------------------------------------------

    def tag(self, name: str) -> str:
        return name.upper() if self.upper else name

    def attribute(self, name: str, value: str) -> str:
        name = name.upper() if self.upper else name
        if self.minified and re.fullmatch(r"[\w./:-]+", value):
            return f"{name}={value}"
        return f"{name}={self.quote}{escape(value)}{self.quote}"

    def href(self, path: str, at: str, host: str) -> str:
        """An address as this site writes it on the page `at`."""
        if not path.startswith("/") or self.links == "root":
            return path
        if self.links == "full":
            return f"http://{host}{path}"
        if self.links == "scheme":
            return f"//{host}{path}"
        folder = posixpath.dirname(at.partition("?")[0]) or "/"
        target, _, query = path.partition("?")
        relative = posixpath.relpath(target, folder) + ("/" if target.endswith("/") else "")
        dotted = relative if relative.startswith(".") else f"./{relative}"
        return f"{dotted}?{query}" if query else dotted

    def shown(self, row: Row) -> str:
        return row.title if self.cut == "no" or len(row.title) < 20 else f"{row.title[:17]}…"

    def listed_title(self, row: Row) -> str:
        """The fullest title that the page has."""
        return self.shown(row) if self.cut == "lost" else row.title

    def printed_date(self, row: Row) -> str:
        if not self.dated or row.date is None:
            return ""
        year, month, day = row.date.split("-")
        return self.date.format(y=year, m=month, d=day, m1=int(month), d1=int(day))

    def link(self, row: Row, at: str, host: str, inside: str = "") -> str:
        parts = [self.attribute("href", self.href(row.path, at, host)), self.attribute("target", "_blank")]
        if self.cut == "kept":
            parts.insert(0 if self.title_first else 1, self.attribute("title", row.title))
        gap = "\n      " if self.broken else " "
        name = self.tag("a")
        return f"<{name}{gap}{gap.join(parts)}>{inside or self.ornament + escape(self.shown(row))}</{name}>"

    def row(self, row: Row, at: str, host: str) -> str:
        """One entry as a whole."""
        date = self.printed_date(row)
        title = self.tag("p"), escape(self.shown(row))
        match self.shape:
            case "table":
                cells = (self.link(row, at, host), f"QH-{row.number}", date)
                body = "".join(f"<td>{cell}</td>" for cell in cells)
                return f"<tr>{body}</tr>"
            case "dl":
                return f"<dd>{self.link(row, at, host)}<em>{date}</em></dd>"
            case "paragraphs":
                return f"<p>· {self.link(row, at, host)} {date}</p>"
            case "inside":
                return f"<li>{self.link(row, at, host, f'<span>{title[1]}</span><span>{date}</span>')}</li>"
            case "cards":
                about = f"<p class=info>（发布日期：{date}）</p>" if date else "<p class=info>详情</p>"
                return f"<li>{self.link(row, at, host, f'<p class=tit>{title[1]}</p>{about}')}</li>"
        name = self.tag("li")
        return f"<{name}>{self.link(row, at, host)}<span>{date}</span></{name}>"

    def rows(self, rows: Sequence[Row], at: str, host: str) -> str:
        """A list as this site prints it; some are broken into pieces of five."""
        size = self.pieces or max(len(rows), 1)
        parts = [rows[start : start + size] for start in range(0, len(rows), size)]
        return "\n".join(self._piece(part, at, host) for part in parts)

    def _piece(self, rows: Sequence[Row], at: str, host: str) -> str:
        body = "\n".join(self.row(row, at, host) for row in rows)
        match self.shape:
            case "table":
                return (
                    f"<table class=list><tbody><tr><th>名称</th><th>编号</th><th>日期</th></tr>{body}</tbody></table>"
                )
            case "dl":
                return f"<dl class='list'>{body}</dl>"
            case "paragraphs":
                return f'<div class="list">{body}</div>'
        return f'<ul class="list">{body}</ul>'
