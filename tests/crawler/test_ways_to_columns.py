"""From home pages of every make to the column: entrances, frames, menus that are scripts, trees, headings and tabs."""

from __future__ import annotations

import pytest

from crawler.errands import Errand
from crawler.navigation import Arrived, Navigator
from crawler.registry import Portal
from tests.portals.county import (
    COLUMN,
    HOME,
    NAME,
    addresses,
    article,
    column,
    county,
    journey,
    listed,
    news,
    page,
    reports,
    told,
)
from tests.portals.web import Page, Reply

SIX = {COLUMN: (addresses(0, 6), True)}
PORTAL = Portal("qinghe", "青禾县", f"{HOME}/")
ORGANS = (("县教育局", "jy"), ("县民政局", "mz"), ("北麓乡", "bl"))


def ordinary() -> dict[str, Page]:
    return county() | column(COLUMN, listed(0, 6)) | reports(0, 6)


# --- home pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "splash",
    [
        '<title>青禾县</title><a href="/main.html"><img src="/bg.jpg"></a>',
        '<div>欢迎您访问青禾县，今天是个好日子</div><a href="/main.html">点击进入网站</a> <a href="/zt/">专题报道</a>',
        '<a href="http://dw.qinghe.example/dw/"><img alt="中共青禾县委"></a><a href="/main.html"><img alt="青禾县人民政府"></a>',
        '<img usemap="#m"><map name=m><area href="/main.html" alt="青禾县人民政府门户网站"></map>',
        '<frameset rows="90,*"><frame src="/top.html"><frame src="/main.html"></frameset>',
        '<meta http-equiv="refresh" content="3;url=/main.html"><p>本站将在3秒之后跳转，请您稍候片刻</p>',
        "<script>if(/Android/.test(agent)){location.href='http://m.qinghe.example/m/';}else{location.href='/main.html';}</script>",
        "<script>top.location='/main.html'</script>",
    ],
    ids=["picture", "words", "two portals", "map", "frameset", "refresh", "telephones", "script"],
)
def test_an_entrance(splash: str) -> None:
    pages = ordinary()
    top = "<html><body><h1>青禾县人民政府欢迎您访问本网站，今天是个好日子</h1></body></html>"
    others = {
        "/main.html": pages["/"],
        "/top.html": top,
        "/dw/": page("中共青禾县委", news()),
        "/m/": page("手机版", news()),
    }
    assert told(pages | others | {"/": f"<html><body>{splash}</body></html>"}) == SIX


def test_a_menu_that_is_loaded_by_a_script() -> None:
    home = f'<title>青禾县</title><div id=nav></div><script>$("#nav").load("/common/nav.html");</script>{news()}'
    nav = f'<ul><li><a href="/hd/">互动</a></li><li><a href="{COLUMN}">{NAME}</a></li></ul>'
    assert told(ordinary() | {"/": home, "/common/nav.html": nav}) == SIX


def test_a_home_page_that_is_the_column_itself() -> None:
    home = f'<title>{NAME}</title><div id=nav></div><script>$("#nav").load("/common/nav.html");</script>{listed(0, 6)}'
    assert told({"/": home, "/common/nav.html": news()} | reports(0, 6)) == {"/": (addresses(0, 6), True)}


def test_a_menu_in_a_script() -> None:
    menu = f"<script>var menu=[{{name:'新闻',url:'/xw/'}},{{name:'{NAME}',url:'{COLUMN}'}}];</script>"
    assert told(ordinary() | county(menu)) == SIX


def test_a_column_that_only_the_map_of_the_site_names() -> None:
    site_map = page("网站地图", f'<a href="{COLUMN}">{NAME}</a>')
    assert told(ordinary() | county('<a href="/map.html">网站地图</a>') | {"/map.html": site_map}) == SIX


# --- platforms ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entry",
    [
        f'<a href="{COLUMN}" target="fr">{NAME}</a>',
        f"<span onclick=\"changeFrame('{COLUMN}')\">{NAME}</span>",
        f"<a href=\"javascript:loadPage('{COLUMN}');\">{NAME}</a>",
        f'<span data-url="{COLUMN}" class=tab>{NAME}</span>',
        f"<a href='#' onclick=\"$('#right').load('{COLUMN}')\">{NAME}</a>",
        f"<a href='javascript:;' onclick=\"document.getElementById('fr').src='{COLUMN}'\">{NAME}</a>",
    ],
)
def test_a_menu_that_fills_a_frame(entry: str) -> None:
    shell = f'<title>政府信息公开</title><ul><li>{entry}</li></ul><iframe id=fr src="/zfxxgk/zn/"></iframe>'
    assert told(ordinary() | county('<a href="/zfxxgk/">政府信息公开</a>') | {"/zfxxgk/": shell}) == SIX


def test_a_column_whose_list_stands_in_a_frame_named_like_it() -> None:
    shell = page(NAME, '<iframe src="list.html"></iframe>', beside=news())
    pages = county() | {COLUMN: shell, f"{COLUMN}list.html": f"<html><body>{listed(0, 6)}</body></html>"}
    assert told(pages) == {f"{COLUMN}list.html": (addresses(0, 6), True)}


@pytest.mark.parametrize(
    "shell",
    [
        '<iframe data-src="list.html"></iframe>',
        '<iframe src="about:blank" data-src="list.html"></iframe>',
        '<iframe id=f></iframe><script>document.getElementById("f").src = "list.html";</script>',
        """<iframe id=f></iframe><script>$('#f').attr('src', 'list.html');</script>""",
        '<object type="text/html" data="list.html"></object>',
        "<div id=l></div><script>$('#head').load('/inc/head.html'); $('#l').load('list.html');</script>",
    ],
)
def test_a_list_that_is_put_into_its_column(shell: str) -> None:
    pages = county() | {COLUMN: page(NAME, shell), f"{COLUMN}list.html": page(NAME, listed(0, 6))} | reports(0, 6)
    found = journey(pages)
    assert {url.removeprefix(HOME): one.complete for url, one in found.lists.items()} == {f"{COLUMN}list.html": True}
    assert f"{HOME}/inc/head.html" not in found.documents


@pytest.mark.parametrize(
    "words", ["2018年以前年报请点击此处", "往年年报", "年报归档", "2018年及以前", "历史年度报告", "2018年度之前"]
)
def test_a_column_whose_earlier_reports_lie_elsewhere(words: str) -> None:
    older = "http://old.qinghe.example/older/"
    pages = county() | column(COLUMN, f'{listed(0, 3)}<p><a href="{older}">{words}</a></p>') | reports(0, 6)
    assert told(pages | {"/older/": page(NAME, listed(3, 6, f"{HOME}{COLUMN}2024/{{n}}.html"))}) == {
        COLUMN: (addresses(0, 3), True),
        older: (addresses(3, 6), True),
    }


@pytest.mark.parametrize(
    "menu",
    [
        "<li onclick=\"location.href='{}'\">{}年</li>",
        "<span onclick=\"window.open('{}')\">{}</span>",
    ],
)
def test_years_that_are_no_links(menu: str) -> None:
    folders = {year: f"{COLUMN}{year}/index.html" for year in (2023, 2022)}
    years = "".join(menu.format(address, year) for year, address in folders.items())
    pages = county() | column(COLUMN, listed(0, 2) + years) | column(folders[2023], listed(0, 2) + years)
    assert told(pages | column(folders[2022], listed(2, 4) + years)) == {
        COLUMN: (addresses(0, 2), True),
        folders[2023]: (addresses(0, 2), True),
        folders[2022]: (addresses(2, 4), True),
    }


@pytest.mark.parametrize(
    "menu",
    [
        '<select onchange="go(this)">{}</select><script>function go(s){{ location = "?year=" + s.value; }}</script>',
        "<select onchange=go(this)>{}</select><script>function go(s){{ location = '?year=' + s.options[s.at].value; }}</script>",
        "<select id=y>{}</select><script>$('#y').change(function(){{ location = '?year=' + $(this).val(); }});</script>",
        "<select id=y>{}</select><script>$('#y').on('change', function(){{ location = '?year=' + this.value; }});</script>",
    ],
)
def test_a_menu_of_years_whose_handler_stands_in_a_script(menu: str) -> None:
    years = menu.format("<option>2023</option><option>2022</option>")
    pages = county() | column(COLUMN, listed(0, 2) + years)
    pages |= column(f"{COLUMN}?year=2022", listed(2, 4) + years)
    assert told(pages) == {COLUMN: (addresses(0, 2), True), f"{COLUMN}?year=2022": (addresses(2, 4), True)}


@pytest.mark.parametrize(
    "heading",
    [
        f'<h2>{NAME}</h2><a href="{COLUMN}">更多</a>',
        f'<h3>{NAME}<span><a href="{COLUMN}">MORE+</a></span></h3>',
        f'<div><span><a href="javascript:;">{NAME}</a></span><a href="{COLUMN}"><img src="/more.gif"></a></div>',
    ],
)
def test_a_heading_whose_column_lies_behind_a_link_that_says_more(heading: str) -> None:
    rules = '<div><h2>政府信息公开制度</h2><ul><li><a href="/zfxxgk/zd/1001.html">保密审查制度</a>2022-05-01</li></ul></div>'
    platform = page("政府信息公开", f"<div class=box>{heading}{listed(0, 3)}</div>{rules}")
    assert told(ordinary() | county('<a href="/zfxxgk/">政府信息公开</a>') | {"/zfxxgk/": platform}) == SIX


def test_a_column_that_shows_the_newest_of_its_parts_is_not_all() -> None:
    parts = {"zf": ("县政府年报", 0, 2), "bm": ("部门年报", 2, 12), "xz": ("乡镇（街道）年报", 14, 17)}
    boxes = "".join(
        f'<div><h3>{name} <a href="{COLUMN}{path}/">更多&gt;&gt;</a></h3>{listed(first, min(first + 2, last))}</div>'
        for path, (name, first, last) in parts.items()
    )
    pages = county() | column(COLUMN, boxes) | reports(0, 17)
    for path, (name, first, last) in parts.items():
        pages |= column(f"{COLUMN}{path}/", listed(first, last), name)
    assert told(pages) == {
        COLUMN: ([*addresses(0, 4), *addresses(14, 16)], False),
        f"{COLUMN}zf/": (addresses(0, 2), True),
        f"{COLUMN}bm/": (addresses(2, 12), True),
        f"{COLUMN}xz/": (addresses(14, 17), True),
    }


def test_a_platform_that_shows_its_columns_in_tabs() -> None:
    rules = "".join(
        f'<li><a href="/zfxxgk/zd/2019/{n}.html">审查制度之{n}</a><span>2019-05-0{n}</span></li>' for n in range(1, 6)
    )
    tabs = f'<div class=tab><ul class="list">{rules}</ul></div><div class=tab>{listed(0, 6)}</div>'
    platform = page("政府信息公开", f'<ul><li><a href="#zd">制度</a></li><li><a href="#nb">年报</a></li></ul>{tabs}')
    pages = county('<a href="/zfxxgk/">政府信息公开</a>') | {"/zfxxgk/": platform} | reports(0, 6)
    assert told(pages) == {"/zfxxgk/": (addresses(0, 6), True)}


# --- organs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ('<a href="http://{organ}.qinghe.example/{organ}/zfxxgk/nb/">{name}</a>', "http://{organ}.qinghe.example/{organ}/zfxxgk/nb/"),
        ('<a href="/{organ}/zfxxgk/gknb/">{name}</a>', "/{organ}/zfxxgk/gknb/"),
        ('<script>var node = {{id: 2, pId: 1, name: "{name}", url: "/zfxxgk/nb/{organ}/"}};</script>', "/zfxxgk/nb/{organ}/"),
    ],
    ids=["hosts", "folders", "tree"],
)  # fmt: skip
def test_a_column_that_leads_to_the_columns_of_organs(printed: str, place: str) -> None:
    tree = "".join(printed.format(organ=organ, name=name) for name, organ in ORGANS)
    pages = county() | column(COLUMN, f"<div>{tree}</div>")
    expected = {COLUMN: ([], False)}
    for number, (_, organ) in enumerate(ORGANS):
        at, form = place.format(organ=organ), f"/{organ}/2024/{{n}}.html"
        path = at.partition(".example")[2] or at
        pages |= column(path, listed(3 * number, 3 * number + 3, form)) | reports(3 * number, 3 * number + 3, form)
        own = f"http://{organ}.qinghe.example" if "//" in at else ""
        expected[at] = ([own + one for one in addresses(3 * number, 3 * number + 3, form)], True)
    assert told(pages) == expected


def test_a_menu_of_organs() -> None:
    options = "".join(f'<option value="{COLUMN}{organ}.html">{name}</option>' for name, organ in ORGANS)
    menu = f'<select onchange="location.href=this.value"><option value="">请选择单位</option>{options}</select>'
    pages = county() | column(COLUMN, menu + listed(9, 12)) | reports(0, 12)
    expected = {COLUMN: (addresses(9, 12), True)}
    for number, (_, organ) in enumerate(ORGANS):
        pages |= column(f"{COLUMN}{organ}.html", listed(3 * number, 3 * number + 3))
        expected[f"{COLUMN}{organ}.html"] = (addresses(3 * number, 3 * number + 3), True)
    assert told(pages) == expected


# --- one column, one report --------------------------------------------------------------------------


def test_one_column_by_several_addresses_is_read_once() -> None:
    links = (f"{COLUMN}index.html", f"http://qinghe.example{COLUMN}", f"https://www.qinghe.example{COLUMN}",
             f"http://WWW.QINGHE.EXAMPLE{COLUMN}?", f"{COLUMN};jsessionid=0A1B")  # fmt: skip
    pages = ordinary() | county("".join(f'<a href="{link}">{NAME}</a>' for link in links))
    pages[f"{COLUMN}index.html"] = pages[COLUMN]
    assert told(pages) == {f"{COLUMN}index.html": (addresses(0, 6), True)}


@pytest.mark.parametrize("name", ["2023年政府信息公开年报", "2023年政府信息公开工作年度报告"])
def test_a_link_named_for_the_column_that_leads_to_one_report_without_its_agency(name: str) -> None:
    found = journey(county('<a href="/nb/2023.html">政府信息公开年报</a>') | {"/nb/2023.html": article(name)})
    assert (found.lists, found.documents) == ({}, {f"{HOME}/nb/2023.html": "ok"})


def test_a_platform_that_links_to_the_newest_report() -> None:
    platform = page("政府信息公开", '<a href="/nb/202401.html">2023年政府信息公开工作年度报告</a>')
    pages = county('<a href="/zfxxgk/">政府信息公开</a>') | {"/zfxxgk/": platform}
    found = journey(pages | {"/nb/202401.html": article("2023年政府信息公开工作年度报告")})
    assert (found.lists, list(found.documents)) == ({}, [f"{HOME}/nb/202401.html"])


def test_a_link_behind_the_trail_is_no_step_of_it() -> None:
    title = "青禾县教育局2023年政府信息公开工作年度报告"
    main = f'县政府年报 <a href="/more/">更多&gt;&gt;</a> {title} 2024-01-02 更多&gt;&gt;{listed(0, 6)}'
    assert told(county() | column(COLUMN, main) | reports(0, 6)) == SIX


@pytest.mark.parametrize(
    "name",
    [
        "本级年报",
        "县政府部门年报",
        "乡镇（街道）年报",
        "政府信息公开年报专栏",
        "信息公开年度报告汇总",
        "【政府信息公开年报】",
        "政府信息公開年度報告",
        "政府資訊公開年報",
    ],
)
def test_names_of_columns(name: str) -> None:
    pages = county(f'<a href="/c7/">{name}</a>') | column("/c7/", listed(0, 4), name) | reports(0, 4)
    assert told(pages) == {"/c7/": (addresses(0, 4), True)}


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("年度报告", "青禾县甲公司2023年度报告"),
        ("统计年报", "青禾县2023年统计年报"),
        ("政府工作年报", "2023年青禾县政府工作报告"),
        ("工作年报", "2023年青禾县政府工作报告"),
        ("法治政府建设年度报告", "青禾县2023年法治政府建设年度报告"),
        ("政府网站工作年报", "政府网站工作年度报表（2023年度）"),
    ],
)
def test_columns_of_other_papers(name: str, paper: str) -> None:
    rows = "".join(f'<li><a href="/t/2024/{n}1.html">{paper}</a><span>2024-01-0{n}</span></li>' for n in range(1, 5))
    assert told(county(f'<a href="/t/">{name}</a>') | column("/t/", f"<ul>{rows}</ul>", name)) == {}


def test_a_page_of_too_many_links_is_said_to_be_none() -> None:
    links = "<a href=/a/>一</a>" * 15_001
    arrived = Arrived(
        PORTAL, Errand("candidate", 0.8, "a link that says 年报"), f"{HOME}/nb/", f"{HOME}/nb/", links.encode(), None
    )
    (kept,) = Navigator(1).follow(arrived).columns
    assert (kept.state, kept.evidence) == ("other", "a link that says 年报; has 15001 links, which no list has")


# --- one list by several addresses -------------------------------------------------------------------


def test_a_list_with_two_addresses_is_read_once() -> None:
    menu = f'<a href="/list/9.html">{NAME}</a><a href="/index.php?catid=9">政府信息公开年度报告</a>'
    first = listed(0, 5) + '<a href="/list/9_2.html">下一页</a>'
    pages = county(menu) | column("/list/9.html", first) | column("/index.php", first) | reports(0, 9)
    found = told(pages | column("/list/9_2.html", listed(5, 9)))
    assert list(found.values()) == [(addresses(0, 9), True)]


def test_two_lists_that_share_a_page_are_both_told() -> None:
    """Which of them the page belongs to cannot be known: one has it, the other is not complete."""
    menu = f'<a href="/a/">{NAME}</a><a href="/b/">部门信息公开年报</a>'
    following = '<a href="/c/2.html">下一页</a>'
    pages = county(menu) | column("/a/", listed(0, 3) + following) | column("/b/", listed(3, 6) + following)
    found = journey(pages | column("/c/2.html", listed(6, 9)) | reports(0, 9)).lists
    assert sorted(one.complete for one in found.values()) == [False, True]
    (reason,) = (one.reason or "" for one in found.values() if not one.complete)
    assert reason.startswith("3 items over 1 page; page 2 was read as that of another list")


def test_a_site_that_answers_every_address_below_a_column_is_not_walked_for_ever() -> None:
    main = f'{listed(0, 3)}<ul><li><a href="nb/">{NAME}</a></li><li><a href="bm/">部门信息公开年报</a></li></ul>'
    below = ("", "nb/", "bm/", "nb/nb/", "nb/bm/", "bm/nb/", "bm/bm/")
    pages = county() | reports(0, 3) | {f"{COLUMN}{at}": page(NAME, main) for at in below}
    assert list(told(pages)) == [f"{COLUMN}{at}" for at in ("", "nb/", "bm/")]


def test_nor_where_groups_of_bodies_stand_side_by_side() -> None:
    main = f'<a href="bm/">部门</a> <a href="xz/">乡镇</a>{listed(0, 3)}'
    folders = [""]
    for _ in range(5):
        folders += [f"{folder}{at}/" for folder in folders for at in ("bm", "xz")]
    pages = county() | reports(0, 3) | {f"{COLUMN}{at}": page(NAME, main) for at in folders}
    assert list(told(pages)) == [f"{COLUMN}{at}" for at in ("", "bm/", "xz/")]


# --- names that tell only by their place -------------------------------------------------------------


@pytest.mark.parametrize("name", ["工作年报", "年度工作报告"])
def test_a_column_that_is_named_for_its_place(name: str) -> None:
    pages = county('<a href="/zfxxgk/">政府信息公开</a>') | column(
        "/zfxxgk/", f'<a href="/x/1/">{name}</a>', "政府信息公开"
    )
    pages |= column("/x/1/", listed(0, 4), name) | reports(0, 4)
    assert told(pages) == {"/x/1/": (addresses(0, 4), True)}


def test_a_column_that_is_named_for_what_stands_beside_it() -> None:
    menu = '<ul><li><a href="/zfxxgk/zn/">政府信息公开指南</a></li><li><a href="/x/1/">工作年报</a></li></ul>'
    assert told(county(menu) | column("/x/1/", listed(0, 4), "工作年报") | reports(0, 4)) == {
        "/x/1/": (addresses(0, 4), True)
    }


@pytest.mark.parametrize("name", ["工作年报", "年度工作报告"])
def test_elsewhere_the_same_name_is_not_followed(name: str) -> None:
    pages = county(f'<a href="/x/1/">{name}</a>') | column("/x/1/", listed(0, 4), name) | reports(0, 4)
    assert told(pages) == {}


# --- menus of organs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "menu",
    [
        "<select onchange='location.href=this.value'>{}</select>",
        "<select onchange=\"location.href='?dept='+this.value\">{}</select>",
        "<select onchange='turn(this.value)'>{}</select><script>function turn(d) {{ location.href = '?dept=' + d; }}</script>",
    ],
)
def test_a_menu_of_organs_leads_to_their_lists(menu: str) -> None:
    value = "?dept={}" if "this.value'>" in menu and "turn" not in menu else "{}"
    options = "".join(f'<option value="{value.format(n)}">{name}</option>' for n, (name, _) in enumerate(ORGANS, 1))
    shown = menu.format(f"<option value=''>请选择部门</option>{options}")
    pages = county() | column(COLUMN, shown + listed(0, 2)) | reports(0, 8)
    pages |= {f"{COLUMN}?dept={n}": page(NAME, shown + listed(2 * n, 2 * n + 2)) for n in (1, 2, 3)}
    expected = {COLUMN: (addresses(0, 2), True)}
    assert told(pages) == expected | {f"{COLUMN}?dept={n}": (addresses(2 * n, 2 * n + 2), True) for n in (1, 2, 3)}


@pytest.mark.parametrize(
    ("tree", "entry"),
    [
        ("<ul>{}</ul>", '<li>{name}<ul><li><a href="{at}">{name}年报</a></li></ul></li>'),
        ("<ul>{}</ul>", '<li><a href="{at}">{name}政府信息公开工作年度报告</a></li>'),
        ("<script>d = new dTree('d'); {}</script>", 'd.add(1, 0, "{name}", "{at}");'),
        ("<script>tree([{}]);</script>", '{{text: "{name}", attributes: {{url: "{at}"}}}},'),
    ],
)
def test_a_tree_of_the_columns_of_organs(tree: str, entry: str) -> None:
    places = {f"/{organ}/zfxxgk/nb/": name for name, organ in ORGANS}
    pages = county() | column(COLUMN, tree.format("".join(entry.format(name=n, at=at) for at, n in places.items())))
    for number, at in enumerate(places):
        pages |= column(at, listed(2 * number, 2 * number + 2))
    expected = {at: (addresses(2 * n, 2 * n + 2), True) for n, at in enumerate(places)}
    assert {at: found for at, found in told(pages).items() if at != COLUMN} == expected


@pytest.mark.parametrize(
    "places",
    [
        {"县政府": COLUMN, "县直部门": f"{COLUMN}bm/", "乡镇街道": f"{COLUMN}xz/"},
        {"政府": COLUMN, "部门": "/zfxxgk/bmnb/", "乡镇": "/zfxxgk/xznb/"},
        {"国有企业": COLUMN, "学校": "/col/12/", "医院": "/col/13/"},
        {"县政府": COLUMN, "县直部门": f"{COLUMN}?type=2"},
    ],
)
def test_lists_of_groups_of_bodies_side_by_side(places: dict[str, str]) -> None:
    tabs = "".join(f'<a href="{at}">{name}</a> ' for name, at in places.items())
    pages = county() | reports(0, 9)
    for number, (name, at) in enumerate(places.items()):
        pages |= column(at, tabs + listed(3 * number, 3 * number + 3), name if number else NAME)
    expected = {at: (addresses(3 * n, 3 * n + 3), True) for n, at in enumerate(places.values())}
    assert told(pages) == expected


def test_a_link_that_is_named_for_a_group_and_stands_alone_is_left_alone() -> None:
    menu = '<a href="/jj/">走进青禾</a> <a href="/bm/">部门</a> <a href="/fw/">政务服务</a>'
    pages = county() | column(COLUMN, menu + listed(0, 3)) | reports(0, 6) | column("/bm/", listed(3, 6))
    assert told(pages) == {COLUMN: (addresses(0, 3), True)}


@pytest.mark.parametrize(
    "link", ['<router-link to="/c7/">{}</router-link>', '<a href="/c7/" aria-label="{}"><i></i></a>']
)
def test_other_links_to_a_column(link: str) -> None:
    pages = county(link.format(NAME)) | column("/c7/", listed(0, 4)) | reports(0, 4)
    assert told(pages) == {"/c7/": (addresses(0, 4), True)}


def test_tabs_that_keep_the_addresses_of_their_frames() -> None:
    tabs = '<ul><li data-src="/f/zn.html">政府信息公开指南</li><li data-src="/f/nb.html">政府信息公开年报</li></ul>'
    platform = page("政府信息公开", f'{tabs}<iframe src="/f/zn.html"></iframe><img data-src="/f/1.jpg" alt="{NAME}">')
    pages = county('<a href="/zfxxgk/">政府信息公开</a>') | {"/zfxxgk/": platform} | reports(0, 6)
    assert told(pages | column("/f/nb.html", listed(0, 6))) == {"/f/nb.html": (addresses(0, 6), True)}


@pytest.mark.parametrize(
    "header", ["0; url=/main.html", "1;URL='http://www.qinghe.example/main.html'", "0;url=main.html"]
)
@pytest.mark.parametrize("body", ["", "<html><body>loading</body></html>"])
def test_a_home_page_whose_header_leads_on(header: str, body: str) -> None:
    pages = ordinary()
    assert told(pages | {"/": Reply(body, headers={"Refresh": header}), "/main.html": pages["/"]}) == SIX


@pytest.mark.parametrize("header", ["300", "300; url=/"])
def test_a_home_page_that_only_renews_itself(header: str) -> None:
    pages = ordinary()
    assert told(pages | {"/": Reply(str(pages["/"]), headers={"Refresh": header})}) == SIX


def test_a_link_to_a_column_that_leads_there_by_its_header() -> None:
    pages = ordinary() | county('<a href="/go/77">政府信息公开年报</a>')
    assert told(pages | {"/go/77": Reply("", headers={"Refresh": f"0; url={COLUMN}"})}) == SIX


@pytest.mark.parametrize("name", ["网站地图", "站点导航"])
def test_names_of_the_map_of_a_site(name: str) -> None:
    pages = ordinary() | county(f'<a href="/map/">{name}</a>') | column("/map/", f'<a href="{COLUMN}">{NAME}</a>', name)
    assert told(pages) == SIX
