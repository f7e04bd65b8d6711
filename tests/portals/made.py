"""A list that was made: its answers in the order in which a reader must ask for them, and what is true of it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from tests.portals.rows import Row
from tests.portals.style import Style
from tests.portals.web import Asked, Page, Reply


@dataclass
class Draft:
    """What a family is given to make a list of: the column's name and number, its rows, how many go on a page."""

    chance: random.Random
    style: Style
    host: str
    place: str
    name: str
    number: int
    rows: list[Row]
    size: int
    menu: str = ""
    declared: int | None = None  # the number that the list prints, where that is not the number of its rows

    @property
    def total(self) -> int:
        return len(self.rows) if self.declared is None else self.declared

    def pages(self, rows: Sequence[Row] | None = None) -> list[list[Row]]:
        every = list(self.rows if rows is None else rows)
        return [every[start : start + self.size] for start in range(0, len(every), self.size)] or [[]]

    def page(self, main: str, at: str, *, name: str | None = None) -> str:
        """A page of the column, with the menu and the other links that every page has."""
        name = name or self.name
        base = f'<base href="http://{self.host}{at.rpartition("/")[0]}/">' if self.style.based else ""
        text = (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'>{base}<title>{name}-{self.place}人民政府</title>"
            f'<meta name="ColumnName" content="{name}"></head><body data-at="{escape(at)}">'
            f'<div class="top"><ul class="nav"><li><a href="/">网站首页</a></li>'
            f'<li><a href="/yw/">要闻动态</a></li>{self.menu}</ul></div>'
            f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="{escape(at)}">{name}</a></div>\n{main}\n'
            f"{self._sidebar() if self.style.sidebar else ''}"
            f'<div class="links"><a href="http://www.canglan.example/">沧澜省人民政府</a>'
            f'<a href="http://www.canglan.example/jyt/">省教育厅</a></div>'
            f"<div class=footer>主办单位：{self.place}人民政府 网站标识码：9900000000</div></body></html>"
        )
        return re.sub(r">\n\s*<", "><", text) if self.style.minified else text

    def _sidebar(self) -> str:
        """News with dates, as many columns show them beside their list."""
        news = "".join(
            f'<li><a href="/yw/2025/{n}1.html" title="{self.place}召开全县第{n}季度安全生产工作会议">{self.place}召开全县第{n}季…</a>'
            f"<span>2025-03-1{n}</span></li>"
            for n in range(1, 4)
        )
        return f'<div class="side"><h3>热点信息</h3><ul class="hot">{news}</ul></div>'

    def printed(self, rows: Sequence[Row], at: str) -> str:
        return self.style.rows(rows, at, self.host)


@dataclass
class Answer:
    """What one request is answered, and the rows that it shows."""

    reply: Reply
    rows: Sequence[Row] = ()


Which = Callable[[Asked], int | None]


@dataclass
class Made:
    """`answers` in reading order, the first at the column's own address. `addresses` say which answer a path gets,
    `services` which one a request to a path gets; `extra` are pages beside the list. `total` is the number of items
    that the list declares; `paged`: it says how many pages there are. `entry` is what links lead to, where that is not
    the column itself. `branches` are further lists of the same column, `plain` says how its rows are printed.
    """

    column: str
    family: str
    answers: list[Answer]
    addresses: dict[str, int] = field(default_factory=dict)
    services: dict[str, Which] = field(default_factory=dict)
    extra: dict[str, Page] = field(default_factory=dict)
    total: int | None = None
    paged: bool = False
    branches: tuple[Made, ...] = ()
    entry: str = ""
    shows: str = "page"  # `page`: as the style prints it; `dated`: with its date; `record`: title in full and date

    def pages(self, beside: Mapping[str, Page]) -> dict[str, Page]:
        """The list as a web server knows it; a service is shared with the lists `beside` it that use it too."""
        served: dict[str, Page] = {path: self.answers[index].reply for path, index in self.addresses.items()}
        for path, which in self.services.items():
            served[path] = self._served(which, beside.get(path))
        return {**self.extra, **served}

    def _served(self, which: Which, otherwise: Page | None) -> Callable[[Asked], Reply]:
        def answer(asked: Asked) -> Reply:
            index = which(asked)
            if index is not None and 0 <= index < len(self.answers):
                return self.answers[index].reply
            return otherwise(asked) if callable(otherwise) else Reply("no such page", 404)

        return answer
