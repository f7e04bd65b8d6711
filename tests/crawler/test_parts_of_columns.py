"""Columns in parts, by more habits: years in other words, boxes of groups, organs behind pictures and on later pages."""

from __future__ import annotations

import pytest

from tests.portals.county import COLUMN, addresses, column, county, journey, listed, page, reports, told
from tests.portals.web import Page, Reply

ORGANS = (("县教育局", "jy"), ("县民政局", "mz"), ("县财政局", "cz"))
YEAR = f"{COLUMN}2022/"


def years(menu: str) -> dict[str, Page]:
    """A column that shows one year, and with this menu another one."""
    return county() | column(COLUMN, menu + listed(0, 2)) | column(YEAR, listed(2, 4)) | reports(0, 4)


@pytest.mark.parametrize(
    "says",
    ["二〇二二年", "22年", "2008-2022年", "更多年份", "往年", "上一年", "G-L", '<img src="/i/2022.png">'],
)
def test_a_link_to_other_years(says: str) -> None:
    assert told(years(f'<a href="{YEAR}">{says}</a>')) == {
        COLUMN: (addresses(0, 2), True),
        YEAR: (addresses(2, 4), True),
    }


@pytest.mark.parametrize(
    "menu",
    [
        "<select id=y onchange=chg()>{}</select><script>function chg(){{ var y=document.getElementById('y').value; location.href='?year='+y; }}</script>",
        "<select id=y>{}</select><script>$('#y').change(function(){{ location.href='?year='+$('#y').val(); }});</script>",
        "<select id=y>{}</select><script>document.getElementById('y').addEventListener('change', e => {{ location.href='?year='+e.target.value; }});</script>",
        "<select onchange=go(this.value)>{}</select><script>function go(y){{ location.href=`?year=${{y}}`; }}</script>",
    ],
)  # fmt: skip
def test_a_menu_of_years_that_a_script_asks_what_was_chosen(menu: str) -> None:
    pages = county() | column(COLUMN, menu.format("<option>2023</option><option>2022</option>") + listed(0, 2))
    pages |= column(f"{COLUMN}?year=2022", listed(2, 4))
    assert told(pages) == {COLUMN: (addresses(0, 2), True), f"{COLUMN}?year=2022": (addresses(2, 4), True)}


@pytest.mark.parametrize(
    "menu",
    [
        "".join(f'<label><input type=radio onclick="load({y})">{y}年</label>' for y in (2023, 2010)),
        "<el-tabs><el-tab-pane label='2023年'></el-tab-pane><el-tab-pane label='2010年'></el-tab-pane></el-tabs>",
        "".join(f'<label><input type=checkbox onclick="ask()">{name}</label>' for name, _ in ORGANS),
        '<div><h3>县直部门<a href="javascript:more(2)">更多&gt;&gt;</a></h3></div>',
    ],
)
def test_a_menu_that_only_scripts_answer(menu: str) -> None:
    assert told(years(menu))[COLUMN] == (addresses(0, 2), False)


def test_tabs_whose_lists_stand_in_the_page() -> None:
    tabs = '<ul><li><a href="#a">县政府</a></li><li><a href="#b">部门</a></li></ul>'
    main = f"{tabs}<div id=a>{listed(0, 3)}</div><div id=b>{listed(3, 6)}</div>"
    assert told(county() | column(COLUMN, main) | reports(0, 6)) == {COLUMN: (addresses(0, 6), True)}


def test_boxes_of_groups_with_more_behind_each() -> None:
    boxes = (("县政府", "zf", 0), ("县直部门", "bm", 5))
    main = "".join(
        f'<div><h3>{name}<a href="{COLUMN}{path}/">更多&gt;&gt;</a></h3>{listed(first, first + 2)}</div>'
        for name, path, first in boxes
    )
    pages = county() | column(COLUMN, main) | reports(0, 10)
    for _, path, first in boxes:
        pages |= column(f"{COLUMN}{path}/", listed(first, first + 5))
    assert told(pages) == {
        COLUMN: ([*addresses(0, 2), *addresses(5, 7)], False),
        f"{COLUMN}zf/": (addresses(0, 5), True),
        f"{COLUMN}bm/": (addresses(5, 10), True),
    }


def organs(places: tuple[str, ...]) -> tuple[dict[str, Page], dict[str, tuple[list[str], bool]]]:
    """The lists of organs at these places, and what is to be told of them."""
    pages: dict[str, Page] = reports(0, 9)
    for number, place in enumerate(places):
        pages |= column(place, listed(3 * number, 3 * number + 3))
    return pages, {place: (addresses(3 * n, 3 * n + 3), True) for n, place in enumerate(places)}


@pytest.mark.parametrize(
    "printed",
    [
        '<a href="/{organ}/nb/"><img src="/{organ}.png" alt="{name}"></a>',
        '<map name=m><area href="/{organ}/nb/" alt="{name}"></map>',
    ],
)
def test_organs_behind_pictures(printed: str) -> None:
    pages, lists = organs(tuple(f"/{organ}/nb/" for _, organ in ORGANS))
    main = "".join(printed.format(organ=organ, name=name) for name, organ in ORGANS)
    assert told(county() | column(COLUMN, main) | pages) == {COLUMN: ([], False)} | lists


def test_organs_below_each_year() -> None:
    pages, lists = organs(tuple(f"{YEAR}{organ}/" for _, organ in ORGANS))
    tree = "".join(f'<li><a href="{YEAR}{organ}/">{name}</a></li>' for name, organ in ORGANS)
    pages |= county() | column(COLUMN, f'<li><a href="{YEAR}">2022年</a></li>') | {YEAR: page("2022年", tree)}
    assert {url: found for url, found in told(pages).items() if url != COLUMN} == lists


def test_a_list_of_organs_that_has_a_second_page() -> None:
    pages, lists = organs(tuple(f"/{organ}/nb/" for _, organ in ORGANS))
    rows = [f'<li><a href="/{organ}/nb/">{name}</a></li>' for name, organ in ORGANS]
    pages |= county() | column(COLUMN, f'{rows[0]}{rows[1]}<a href="index_2.html">下一页</a>')
    pages |= column(f"{COLUMN}index_2.html", rows[2] + '<li><a href="/qt/nb/">县统计局</a></li>')
    pages |= column("/qt/nb/", listed(0, 1))
    assert {url: found for url, found in told(pages).items() if url != COLUMN} == lists | {
        "/qt/nb/": (addresses(0, 1), True)
    }


def test_a_home_page_that_sends_telephones_elsewhere_is_read_itself() -> None:
    jump = "<script>if(/iPhone/.test(navigator.userAgent)){ location.href='http://m.qinghe.example/'; }</script>"
    pages = county() | column(COLUMN, listed(0, 2)) | reports(0, 2)
    pages["/"] = f'<html><body>{jump}<a href="{COLUMN}">政府信息公开年报</a></body></html>'
    assert told(pages) == {COLUMN: (addresses(0, 2), True)}


@pytest.mark.parametrize("says", ["新版入口", "旧版网站"])
def test_an_entrance_by_its_version(says: str) -> None:
    pages = county() | column(COLUMN, listed(0, 2)) | reports(0, 2)
    pages |= {
        "/v.html": pages["/"],
        "/": f'<html><body><a href="/v.html">{says}</a> <a href="/x.html">通告</a></body></html>',
    }
    assert told(pages) == {COLUMN: (addresses(0, 2), True)}


def test_the_mark_of_a_file_beside_a_title_that_is_no_link() -> None:
    files = {
        f"/u/{n}.pdf": Reply(b"%PDF-1.4 " + b"x" * 600, headers={"Content-Type": "application/pdf"}) for n in (101, 102)
    }
    rows = "".join(
        f'<li><a href="{url}"><img src="/pdf.png"></a> 青禾县教育局202{n % 10}年政府信息公开工作年度报告</li>'
        for n, url in enumerate(files, 101)
    )
    found = journey(county() | column(COLUMN, f"<ul>{rows}</ul>") | files)
    assert [item.url.partition(".example")[2] for one in found.lists.values() for item in one.items] == list(files)
