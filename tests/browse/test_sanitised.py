"""Of a stored page nothing is left that could run, reach another host, or pass for a page of ours."""

import pytest

from gongkai.browse.sanitised import Sanitised, sanitise
from parsers.model import Context

HERE = Context(url="http://www.example.cn/a.html")
TABLE = "<table><tr><th>项目</th><th>件数</th></tr><tr><td>规章</td><td>{}</td></tr></table>"


def shown(page: str, **keys: list[str]) -> Sanitised:
    found = sanitise(page.encode(), HERE, {name.replace("_", " "): names for name, names in keys.items()})
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>一<script>alert(1)</script>二</p>", "<p>一二</p>"),
        ("<p onclick=alert(1) onerror='x' style='background:url(http://a.cn/b)' id=content class=c>三</p>", "<p>三</p>"),
        ("<img src=x onerror=alert(1) alt='<b>章</b>'>", '<span class="picture">〔图〕&lt;b&gt;章&lt;/b&gt;</span>'),
        ("<svg onload=alert(1)><script>1</script><text>四</text></svg>五", "五"),
        ("<style>@import 'http://a.cn/b.css'</style><link rel=stylesheet href=//a.cn/b.css>六", "六"),
        ("<meta http-equiv=refresh content='0;url=//a.cn'><base href=//a.cn/>七", "七"),
        ("<iframe src=//a.cn></iframe><object data=//a.cn>x</object><embed src=//a.cn>八", "八"),
        ("<form action=//a.cn><button>交</button><input type=hidden value=9><input value='12\"'></form>",
         '<span class="field">12&quot;</span>'),
        ("<a href='javascript:alert(\"1\")'>九</a>", '<span class="link" title="javascript:alert(&quot;1&quot;)">九</span>'),
        ("十<template><script>1</script></template><noscript><img src=x></noscript>", "十"),
        ("<font color=red><o:p>百</o:p></font><marquee>千</marquee>", "百千"),
        ("<p>1 &lt;script&gt; 2 &amp;lt;</p>", "<p>1 &lt;script&gt; 2 &amp;lt;</p>"),
        ("<td colspan=2>x</td><table><tr><td colspan='2\" onclick=x' rowspan=3>万</td></tr></table>",
         'x<table><tbody><tr><td rowspan="3">万</td></tr></tbody></table>'),
        ("<p hidden>亿</p><p style='display: none'>兆</p>", '<p class="unseen">亿</p><p class="unseen">兆</p>'),
        ("<math><mtext><script>1</script></mtext></math><xmp><b>零</b></xmp>〇", "〇"),
        ("两<!-- <script>1</script> --><![CDATA[x]]>", "两"),
    ],
)  # fmt: skip
def test_what_is_left_of_a_page(page: str, left: str) -> None:
    assert shown(page).markup == left


def test_what_is_missing_is_counted() -> None:
    page = "文<script>1</script><script>2</script><img src=x><iframe></iframe><meta name=a content=b>"
    assert shown(page).taken_out == {"script": 2, "img": 1, "iframe": 1}


def test_a_cell_that_was_read_is_marked_with_what_was_read_there() -> None:
    page = shown(TABLE.format("<b>12</b>"), **{"table_1,_row_2,_cell_2": ["disclosures.regulations.issued"]})
    assert page.marked == {"table 1, row 2, cell 2"}
    assert (
        '<td id="table-1-row-2-cell-2" title="disclosures.regulations.issued" class="read"><b>12</b></td>'
        in page.markup
    )
    assert page.markup.count("class=") == 1


def test_a_place_that_the_page_does_not_have_is_not_marked() -> None:
    page = shown(TABLE.format(12), **{"table_2,_row_2,_cell_2": ["a.b.c"]})
    assert page.marked == frozenset()
    assert "class=" not in page.markup


def test_a_page_cannot_forge_a_mark() -> None:
    page = "<p data-gongkai-element=5 id=table-1-row-2-cell-2 class=read>99</p>" + TABLE.format(12)
    marked = shown(page, **{"table_1,_row_2,_cell_2": ["a.b.c"]}).markup
    assert marked.startswith("<p>99</p>")
    assert marked.count('id="table-1-row-2-cell-2"') == 1


def test_a_table_of_divs_is_marked_too() -> None:
    row = "<div style='display:table-row'><div style='display:table-cell'>{}</div><div style='display:table-cell'>{}</div></div>"
    page = f"<div>{row.format('项目', '件数')}{row.format('规章', 12)}</div>"
    assert shown(page, **{"table_1,_row_2,_cell_2": ["a.b.c"]}).markup.endswith(
        '<div id="table-1-row-2-cell-2" title="a.b.c" class="read">12</div></div></div>'
    )


def test_a_page_that_nests_deeper_than_a_stack_is_written() -> None:
    assert shown("<div>" * 5_000 + "底").markup.count("</div>") == 5_000


def test_a_page_that_is_too_large_is_not_shown_so() -> None:
    assert sanitise(b"<p>" + b"a" * 4_000_001, HERE, {}) is None
