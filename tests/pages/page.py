"""Whole pages: title, metadata, prose and tables in the wrapper of a portal, as bytes in some encoding."""

from __future__ import annotations

import random
from dataclasses import dataclass

from parsers.model import Context

from . import grids
from .layouts import LAYOUTS, Layout
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
    layout = LAYOUTS[seed % len(LAYOUTS)]
    styles = [name for name in STYLES if layout.keeps_blanks or name != "zeros_blank"]
    if layout.name == "text_spaced_rows":
        styles = ["plain", "full_width", "thousands", "zeros_marked"]
    style = chance.choice(styles)
    printer = Printer(STYLES[style], chance)
    tables = [
        grids.disclosures(truth, printer),
        grids.applications(truth, printer),
        grids.legal_challenges(truth, printer),
    ]
    written = layout.write(tables, chance)
    text = _text_file(truth, written) if layout.is_text else _html_page(truth, written, chance)
    encoding, meta, header = chance.choice(_ENCODINGS)
    if meta and not layout.is_text:
        text = text.replace("<head>", f'<head><meta charset="{meta}">')
    context = Context("https://www.example.gov.cn/art/1.html", header, "text/plain" if layout.is_text else "text/html")
    return SamplePage(
        f"{layout.name}/{style}/{truth.form}/{encoding}",
        text.encode(encoding, "ignore"),
        context,
        truth,
        printer.says,
        layout,
    )


def _title(truth: Truth) -> str:
    return f"{truth.agency}{truth.year}年政府信息公开工作年度报告"


def _parts(truth: Truth, written: list[str]) -> list[tuple[str, str]]:
    """Headings with what stands under them; tables that were joined stand under the first."""
    received = truth.figures["applications.new_received.total"]
    prose = f"本年度统计期限为{truth.year}年1月1日至12月31日。全年收到政府信息公开申请{received}件。各项工作按要求推进，没有遗漏。"
    if len(written) == 1:
        tables = [written[0], "", ""]
    elif len(written) == 4:
        tables = [written[0], written[1] + written[2], written[3]]
    else:
        tables = written
    return [
        ("一、总体情况", prose),
        ("二、主动公开政府信息情况", tables[0]),
        ("三、收到和处理政府信息公开申请情况", tables[1]),
        ("四、政府信息公开行政复议、行政诉讼情况", tables[2]),
        ("五、存在的主要问题及改进情况", "公开的深度还不够，下一步加强培训，把栏目办得更细。"),
        ("六、其他需要报告的事项", "无其他需要报告的事项。"),
    ]


def _text_file(truth: Truth, written: list[str]) -> str:
    return _title(truth) + "\n\n" + "\n".join(f"{heading}\n{body}\n" for heading, body in _parts(truth, written))


_WRAPPERS = {
    "trs": '<div class="TRS_Editor"><style>.TRS_Editor P{{line-height:2}}</style>{}</div>',
    "ucap": "<ucapcontent>{}</ucapcontent>",
    "vsb": '<div id="vsb_content"><div class="v_news_content">{}</div></div>',
    "hanweb": '<div id="zoom"><!--ZJEG_RSS.content.begin-->{}<!--ZJEG_RSS.content.end--></div>',
    "layout_table": "<table width=1000><tr><td class=left><ul><li><a href=/a>机构</a></li></ul></td><td>{}</td></tr></table>",
    "bare": "{}",
}


def _html_page(truth: Truth, written: list[str], chance: random.Random) -> str:
    body = "".join(
        f"<p>{heading}</p>{text if text.startswith('<') else f'<p>{text}</p>'}"
        for heading, text in _parts(truth, written)
    )
    wrapper = _WRAPPERS[chance.choice(list(_WRAPPERS))]
    nav = "".join(
        f'<li><a href="/c{n}/">{name}</a></li>' for n, name in enumerate(("首页", "政务公开", "办事服务", "互动交流"))
    )
    return (
        f"<!DOCTYPE html><html><head><title>{_title(truth)}-示例政府网</title></head><body><ul class=nav>{nav}</ul>"
        f"<div class=pos>您的位置：<a href=/>首页</a> &gt; <a href=/gk/>政府信息公开年报</a></div>"
        f"<h1>{_title(truth)}</h1><div class=info>发布日期：{truth.year + 1}-01-20 来源：{truth.agency}</div>"
        f"{wrapper.format(body)}<div class=share>分享到： 打印 关闭</div><div class=foot>主办单位：示例办公室</div></body></html>"
    )
