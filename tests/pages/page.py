"""Whole pages: title, metadata, prose and tables in the wrapper of a portal, as bytes in some encoding."""

from __future__ import annotations

import random
from dataclasses import dataclass

from parsers.model import Context

from . import grids
from .layouts import LAYOUTS, Layout
from .spoils import Spoil
from .styles import STYLES, Number, Printer
from .truth import Truth, draw

_ENCODINGS = (
    ("utf-8", "utf-8", "utf-8"),
    ("gb18030", "gb2312", None),
    ("gb18030", "utf-8", "utf-8"),
    ("utf-8", "gb2312", "gbk"),
    ("gbk", None, None),
    ("utf-8-sig", None, None),
)


@dataclass(frozen=True)
class SamplePage:
    """`says` is what each cell prints: a number, or None for a blank or a mark."""

    name: str
    payload: bytes
    context: Context
    truth: Truth
    says: dict[str, Number]
    layout: Layout


def sample_page(seed: int) -> SamplePage:
    """The page of `seed`: the same seed gives the same bytes."""
    chance = random.Random(seed)
    truth = draw(chance, chance.choice(("2021", "2021", "2019")))
    return page_in(LAYOUTS[seed % len(LAYOUTS)], truth, chance)


def page_in(layout: Layout, truth: Truth, chance: random.Random, spoil: Spoil | None = None) -> SamplePage:
    """A page that prints `truth` in this layout, in a style and an encoding drawn by `chance`.

    `spoil` damages the tables before they are written; `says` then holds what is still printed.
    """
    style = chance.choice(_styles_in(layout))
    printer = Printer(STYLES[style], chance)
    tables = [
        grids.disclosures(truth, printer),
        grids.applications(truth, printer),
        grids.legal_challenges(truth, printer),
    ]
    if spoil is not None:
        spoil(tables, chance)
    printed = {cell.key for rows in tables for row in rows for cell in row if cell.key}
    written = layout.write(tables, chance)
    text = _text_file(truth, written, chance) if layout.is_text else _html_page(truth, written, chance)
    encoding, meta, header = chance.choice(_ENCODINGS)
    if meta and not layout.is_text:
        text = text.replace("<head>", f'<head><meta charset="{meta}">')
    context = Context("https://www.example.gov.cn/art/1.html", header, "text/plain" if layout.is_text else "text/html")
    return SamplePage(
        f"{layout.name}/{style}/{truth.form}/{encoding}",
        text.encode(encoding, "ignore"),
        context,
        truth,
        {key: said for key, said in printer.says.items() if key in printed},
        layout,
    )


def _styles_in(layout: Layout) -> list[str]:
    """The number styles that a layout can carry: spaces part cells where rows are lines."""
    if layout.name in ("text_spaced_rows", "list_items"):
        return ["plain", "full_width", "thousands", "zeros_marked"]
    return [name for name in STYLES if layout.keeps_blanks or name != "zeros_blank"]


_TITLES = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开工作年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{agency} {year} 年政府信息公开 工作年度报告",
    "{agency}{year}年政府信息公开年度报告",
    "{agency}关于{year}年政府信息公开工作的年度报告",
    "{agency}{numeral}年政府信息公开工作年度报告",
)
_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


def _title(truth: Truth, chance: random.Random) -> str:
    numeral = str(truth.year).translate(_NUMERALS)
    return chance.choice(_TITLES).format(agency=truth.agency, year=truth.year, numeral=numeral)


_HEADINGS = ("{0}、{1}", "{0}、{1}", "{0}、 {1}", "{0}.{1}", "（{0}）{1}", "{2}.{1}", "{1}", "**{0}、{1}**")


def _parts(truth: Truth, written: list[str], chance: random.Random) -> list[tuple[str, str]]:
    """Headings with what stands under them; tables that were joined stand under the first."""
    received = truth.figures["applications.new_received.total"]
    prose = f"本年度统计期限为{truth.year}年1月1日至12月31日。全年收到政府信息公开申请{received}件。各项工作按要求推进，没有遗漏。"
    if len(written) == 1:
        tables = [written[0], "", ""]
    elif len(written) == 4:
        tables = [written[0], written[1] + written[2], written[3]]
    else:
        tables = written
    style = chance.choice(_HEADINGS)
    parts = [
        ("总体情况", prose),
        ("主动公开政府信息情况", tables[0]),
        ("收到和处理政府信息公开申请情况", tables[1]),
        ("政府信息公开行政复议、行政诉讼情况", tables[2]),
        ("存在的主要问题及改进情况", "公开的深度还不够，下一步加强培训，把栏目办得更细。"),
        ("其他需要报告的事项", "无其他需要报告的事项。"),
    ]
    return [(style.format("一二三四五六"[at], name, at + 1), text) for at, (name, text) in enumerate(parts)]


def _text_file(truth: Truth, written: list[str], chance: random.Random) -> str:
    return (
        _title(truth, chance)
        + "\n\n"
        + "\n".join(f"{heading}\n{body}\n" for heading, body in _parts(truth, written, chance))
    )


_WRAPPERS = {
    "trs": '<div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2}}</style>{}</div>',
    "ucap": "<ucapcontent>{}</ucapcontent>",
    "vsb": '<div id="vsb_content"><div class="v_news_content">{}</div></div>',
    "hanweb": '<div id="zoom"><!--ZJEG_RSS.content.begin-->{}<!--ZJEG_RSS.content.end--></div>',
    "layout_table": "<table width=1000><tr><td class=left><ul><li><a href=/a>机构</a></li></ul></td><td>{}</td></tr></table>",
    "bare": "{}",
    "sections": "<section class=outer><section><section>{}</section></section></section>",
    "long_paragraph": f"<div class=article-content><p>{'各科室把公开当作日常工作来做，随办随公开，群众随时可查。' * 120}</p>{{}}</div>",
    "article": "<article id=content><header></header>{}</article><aside><ul><li><a href=/b>相关文章</a></li></ul></aside>",
}


def _html_page(truth: Truth, written: list[str], chance: random.Random) -> str:
    body = "".join(
        f"<p>{heading}</p>{text if text.startswith('<') else f'<p>{text}</p>'}"
        for heading, text in _parts(truth, written, chance)
    )
    wrapper = _WRAPPERS[chance.choice(list(_WRAPPERS))]
    nav = "".join(
        f'<li><a href="/c{n}/">{name}</a></li>' for n, name in enumerate(("首页", "政务公开", "办事服务", "互动交流"))
    )
    title = _title(truth, chance)
    return (
        f"<!DOCTYPE html><html><head><title>{title}-示例政府网</title></head><body><ul class=nav>{nav}</ul>"
        f"<div class=pos>您的位置：<a href=/>首页</a> &gt; <a href=/gk/>政府信息公开年报</a></div>"
        f"<h1>{title}</h1><div class=info>发布日期：{truth.year + 1}-01-20 来源：{truth.agency}</div>"
        f"{wrapper.format(body)}<div class=share>分享到： 打印 关闭</div><div class=foot>主办单位：示例办公室</div></body></html>"
    )
