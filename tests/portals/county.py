"""A small county's portal written by hand: pages with menus, news and a footer around what a test is about.

pages = county(menu='<a href="/nb/">政府信息公开年报</a>') | column("/nb/", listed(0, 6)) | reports(0, 6)
told(pages) == {"/nb/": (addresses(0, 6), True)}
"""

from __future__ import annotations

from collections.abc import Mapping

from crawler.registry import Portal
from tests.portals.walking import Journey, travel
from tests.portals.web import Page, Site

HOST = "www.qinghe.example"
HOME = f"http://{HOST}"
COLUMN = "/zfxxgk/nb/"
NAME = "政府信息公开年报"
MENU = f'<ul><li><a href="/zfxxgk/zn/">政府信息公开指南</a></li><li><a href="{COLUMN}">{NAME}</a></li></ul>'
_BODIES = (
    "教育局",
    "民政局",
    "财政局",
    "水利局",
    "林业局",
    "审计局",
    "统计局",
    "司法局",
    "北麓乡人民政府",
    "河口镇人民政府",
)
_TEXT = "".join(
    f"<p>{number}、{heading}。本县依照条例公开政府信息，全年办理申请若干件。</p>"
    for number, heading in zip("一二三四五六", ("总体情况", "主动公开政府信息情况", "收到和处理申请情况", "行政复议和诉讼情况",
                                          "存在的主要问题及改进情况", "其他需要报告的事项"), strict=True)
)  # fmt: skip
_NAVIGATION = (
    '<ul class=nav><li><a href="/">首页</a></li><li><a href="/xw/">新闻中心</a></li>'
    '<li><a href="/zwgk/">政务公开</a></li><li><a href="/hd/">互动交流</a></li></ul>'
)
_FOOTER = '<p class=foot>主办：青禾县人民政府办公室 <a href="http://www.province.example/">省人民政府</a></p>'


def title(number: int) -> str:
    return f"青禾县{_BODIES[number % len(_BODIES)]}{2023 - number // len(_BODIES)}年政府信息公开工作年度报告"


def date(number: int) -> str:
    return f"2024-01-{number % 28 + 1:02}"


def news(number: int = 6) -> str:
    """News with dates, as most pages show them beside what they are about."""
    rows = "".join(
        f'<li><a href="/xw/2024/{n}.html">县领导调研第{n}个项目的建设情况</a><span>2024-03-{n:02}</span></li>'
        for n in range(1, number + 1)
    )
    return f'<ul class="news">{rows}</ul>'


def page(name: str, main: str, *, beside: str = "") -> str:
    """A page that calls itself `name`."""
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{name}_青禾县人民政府</title></head><body>{_NAVIGATION}"
        f'<div class=place>当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; {name}</div>'
        f"<div class=main>{main}</div>{beside}{_FOOTER}</body></html>"
    )


def county(menu: str = MENU) -> dict[str, Page]:
    """The home page with this menu among its links, and pages that are no columns."""
    home = f"<html><head><title>青禾县人民政府</title></head><body>{_NAVIGATION}{news()}<div>{menu}</div>{_FOOTER}</body></html>"
    return {
        "/": home,
        "/zwgk/": page("政务公开", news()),
        "/zfxxgk/zn/": page("政府信息公开指南", "<p>为方便公民、法人和其他组织获取政府信息，编制本指南。</p>"),
    }


def listed(first: int, last: int, form: str = f"{COLUMN}2024/{{n}}.html") -> str:
    """A list of the reports from `first` to before `last`."""
    rows = "".join(
        f'<li><a href="{address}">{title(number)}</a><span>{date(number)}</span></li>'
        for number, address in zip(range(first, last), addresses(first, last, form), strict=True)
    )
    return f'<ul class="list">{rows}</ul>'


def addresses(first: int, last: int, form: str = f"{COLUMN}2024/{{n}}.html") -> list[str]:
    return [form.format(n=101 + number) for number in range(first, last)]


def reports(first: int, last: int, form: str = f"{COLUMN}2024/{{n}}.html") -> dict[str, Page]:
    """The reports themselves."""
    return {
        address: article(title(number))
        for number, address in zip(range(first, last), addresses(first, last, form), strict=True)
    }


def article(name: str) -> str:
    return (
        f"<html><head><title>{name}_青禾县</title></head><body><h1>{name}</h1><div id=zoom>{_TEXT}</div></body></html>"
    )


def column(path: str, main: str, name: str = NAME, *, beside: str = "") -> dict[str, Page]:
    return {path: page(name, main, beside=beside)}


def journey(pages: Mapping[str, Page]) -> Journey:
    """A crawl of the portal, which answers for every host of the county."""
    site = Site()
    site.pages = dict(pages)
    return travel(site, Portal("qinghe", "青禾县", f"{HOME}/", hosts=("*.qinghe.example",), allow_private=True))


def told(pages: Mapping[str, Page]) -> dict[str, tuple[list[str], bool]]:
    """The lists that a crawl of the portal finds: what they list, and whether that is proven to be all."""
    return {
        url.removeprefix(HOME): ([item.url.removeprefix(HOME) for item in found.items], found.complete)
        for url, found in journey(pages).lists.items()
    }
