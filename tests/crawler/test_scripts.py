"""What scripts say without being run: texts that they write, and menus of years."""

from __future__ import annotations

import pytest

from crawler.families import FAMILIES, claim
from crawler.families.years import year_menu
from crawler.items import Item
from crawler.listed import list_items
from crawler.markup import Markup
from crawler.scripts import written

BASE = "http://www.qinghe.gov.cn/public/column/29641?type=3"
GRAIN = "青禾县粮食局2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ('document.write("<b>甲</b>");', "<b>甲</b>"),
        ("document.writeln('<a href=\\'/a\\'>' + '甲' + \"<\\/a>\");", "<a href='/a'>甲</a>"),
        ('var url = "./a.html"; document.write("<a href="+url+">");', "<a href=./a.html>"),
        ('var t = ""; if (t == "") { t = "甲"; } document.write(t);', "甲"),
        ('t = "甲"; t = ""; document.write(t);', "甲"),
        ('var t = "甲"; var t = ""; document.write(t + "乙");', "乙"),
        ('document.write("\\u7532\\x41");', "甲A"),
        ('document.write("<i>" + unknown + "</i>");', "<i></i>"),
        ('document.write(format("<b>"));', ""),
        ('x = "document";', ""),
    ],
)
def test_what_is_written(script: str, text: str) -> None:
    assert written(script).strip() == text


def test_a_list_that_a_script_writes() -> None:
    script = (
        'var url = "./202401/t20240120_1.html"; var title = ""; if (title == "") { title = "' + GRAIN + '"; }\n'
        'document.writeln("<li><a href="+url+" title=\'"+title+"\'>"+title+"</a>");\n'
        'document.writeln("<span>2024-01-20 17:32</span></li>");'
    )
    page = Markup(f"<ul><script>{script}</script></ul>", "http://www.qinghe.gov.cn/nb/")
    assert list_items(page) == (Item("http://www.qinghe.gov.cn/nb/202401/t20240120_1.html", GRAIN, "2024-01-20"),)


def test_a_list_in_the_page_comes_before_one_that_is_written() -> None:
    news = "<ul><li><a href='/yw/20240301.html'>要闻</a>2024-03-01</li><li><a href='/yw/20240302.html'>要闻</a>2024-03-02</li></ul>"
    row = f"<li><a href='/a/20240120.html'>{GRAIN}</a>2024-01-20</li>"
    script = f'<script>document.write("{row}");</script>'
    assert [item.title for item in list_items(Markup(news + script, BASE))] == [GRAIN]
    assert len(list_items(Markup(f"<ul>{row}</ul><script>document.write('<p>共1条</p>');</script>", BASE))) == 1


FIELD = "?type=3&publicYear="


@pytest.mark.parametrize(
    "page",
    [
        f"<ul><li><a href='{FIELD}2023'>2023年</a><li><a href='{FIELD}2022'>2022年度</a></ul>",
        f"<select onchange=\"location.href='{FIELD}'+this.value\"><option>请选择<option>2023<option>2022年</select>",
        f"<script>var years = '2023,2022'; each(years.split(','), function(y){{ add('<a href=\"{FIELD}'+y+'\">'+y); }})</script>",
        f"<script>var years = [2023, 2022]; add('<a href=\"{FIELD}' + years[i] + '\">');</script>",
        f"<script>for(var y=2023;y>=2022;y--){{ add('<a href=\"{FIELD}'+y+'\">'); }}</script>",
        f"<script>for (var y = 2023; y > 2021; y--) add('{FIELD}'+y);</script>",
        "<script>var u = location.href; var list = ['2023','2022']; go(u + '&publicYear=' + y);</script>",
    ],
)
def test_menus_of_years(page: str) -> None:
    menu = year_menu(Markup(page, BASE))
    assert [(item.url.partition("?")[2], item.year_hint) for item in menu.items] == [
        ("type=3&publicYear=2023", 2023),
        ("type=3&publicYear=2022", 2022),
    ]
    assert menu.unread == ""


def test_what_stands_behind_the_year() -> None:
    page = "<script>var y=['2023']; add('<a href=\"?publicYear='+y[0]+'&hasContent=true\">');</script>"
    assert [item.url.partition("?")[2] for item in year_menu(Markup(page, BASE)).items] == [
        "publicYear=2023&hasContent=true"
    ]


@pytest.mark.parametrize(
    ("page", "unread"),
    [
        ("<script>var y = new Date().getFullYear(); go('?publicYear=' + y);</script>", "?publicYear="),
        ("<select><option>2023</option></select>", ""),  # a search box
        ("<a href='?year=2023'>2023年</a>", ""),  # nobody says that this is the report's year
        ("<a href='?publicYear=2022'>2023年</a>", ""),
    ],
)
def test_what_is_no_menu_of_years(page: str, unread: str) -> None:
    menu = year_menu(Markup(page, BASE))
    assert (menu.items, menu.unread) == ((), unread)


@pytest.mark.parametrize(
    "script",
    [
        'document.write("x");a=' + "b+" * 60_000,
        "document.write(" * 10_000,
        'document.write("' + '\\"' * 50_000,
        "document.write(1);" + "x" * 150_000,
        'x="\\"' * 20_000,
        "'?publicYear=" * 15_000,
        "'?publicYear='+" * 10_000,
        "'" + "?&" * 50_000 + "publicYear='+y",
        "countPage=5;" + "x" * 150_000 + '"+"_"',
        "countPage=5;" + '"a' * 80_000,
    ],
    ids=["sum", "calls", "quotes", "name", "open", "fields", "sums", "query", "pager", "texts"],
)
def test_scripts_that_are_meant_to_hurt(script: str) -> None:
    markup = Markup(f"<script>{script}</script>", BASE)
    page = FAMILIES[claim(markup).family].first_page(markup)
    assert (year_menu(markup).items, page.items) == ((), ())
    written(script)
