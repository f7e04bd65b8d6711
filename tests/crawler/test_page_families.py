"""Families of linked pages that came after the first ones: LonSun, WebPlus, and pagers that name pages by callback."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errands import Errand
from crawler.families import FAMILIES, claim
from crawler.markup import Markup
from crawler.navigation import Arrived, Navigator
from crawler.registry import Portal
from tests.crawler.walking import SITE, outcome, read, reason, rows

PORTAL = Portal("990101", "青禾县人民政府", f"{SITE}/")

# --- LonSun ------------------------------------------------------------------------------------------

ANNUAL = f"{SITE}/public/column/29641?type=3&nav=3&sub=0&publicYear=2024"
YEAR = "/public/column/29641?type=3&amp;nav=3&amp;sub=0&amp;publicYear={0}"


def annual(*years: int) -> str:
    menu = "".join(f'<li><a href="{YEAR.format(year)}">{year}年</a></li>' for year in years)
    title = "青禾县水利局2024年政府信息公开工作年度报告"
    return (
        f'<title>{title}_青禾县</title><meta name="ColumnType" content="信息公开年报"><ul id="timeFrame">{menu}</ul>'
        f'<a href="/public/29641/51305266.html">{title}</a><h1>{title}</h1><p>一、总体情况</p>'
    )


def test_lonsun_the_menu_of_report_years_is_the_list() -> None:
    step, asked = read(ANNUAL, {ANNUAL: annual(2024, 2023, 2022)})
    assert [(item.year_hint, item.title, item.printed_date) for item in step.walk.items] == [
        (2024, "2024年", None),
        (2023, "2023年", None),
        (2022, "2022年", None),
    ]
    assert outcome(ANNUAL, {ANNUAL: annual(2024, 2023, 2022)})[:4] == ("lonsun", 3, 3, True)
    assert asked == []


def test_lonsun_links_that_name_no_year_are_none_of_its_list() -> None:
    other = "<ul id='timeFrame'><li><a href='?publicYear=2021'>2021年度</a><a href='?type=3'>全部</a><a href='?type=4'>2020</a>"
    step, _ = read(ANNUAL, {ANNUAL: f'<i data-organid="1"></i><a href="/public/column/1"></a>{other}</ul>'})
    assert [(item.year_hint, item.url.partition("?")[2]) for item in step.walk.items] == [(2021, "publicYear=2021")]


def test_lonsun_a_page_that_shows_a_report_and_the_menu_is_the_column() -> None:
    errand = Errand("candidate", expected=0.8)
    found = Navigator(1).follow(Arrived(PORTAL, errand, ANNUAL, ANNUAL, annual(2024, 2023).encode(), None))
    assert [(request.kind, request.url[-4:]) for request in found.requests] == [("report", "2024"), ("report", "2023")]
    assert [(listing.family, listing.complete) for listing in found.listings] == [("lonsun", True)]


CATALOGUE = f"{SITE}/public/column/29641?type=4&catId=88&action=list"
ORGAN = '<div data-organid="29641"></div>'


def catalogue(first: int, last: int, pages: int, way: str) -> str:
    pager = f"Ls.pagination('#page', function(pageIndex){{ {way} }}, {{currPage: (+1), pageCount: ( + {pages}) }});"
    return ORGAN + rows(first, last, "/public/29641/{}.html") + f"<script>{pager}</script>"


def test_lonsun_follows_the_address_that_its_pager_prints() -> None:
    way = 'location.href = "?type=4&catId=88&action=list&pageIndex=" + pageIndex;'
    later = "/public/column/29641?type=4&catId=88&action=list&pageIndex={}"
    pages = {
        CATALOGUE: catalogue(1, 2, 3, way),
        SITE + later.format(2): catalogue(3, 4, 3, way),
        SITE + later.format(3): catalogue(5, 5, 3, way),
    }
    assert outcome(CATALOGUE, pages) == ("lonsun", 5, None, True, [later.format(2), later.format(3)])


def test_lonsun_page_2_that_is_page_1() -> None:
    way = 'location.href = "&pageIndex=" + pageIndex;'
    first = catalogue(1, 2, 3, way)
    pages = {CATALOGUE: first, f"{CATALOGUE}&pageIndex=2": first}
    assert reason(CATALOGUE, pages) == "2 items over 2 pages; page 2 brings nothing new"


def test_lonsun_asks_its_label_for_later_pages() -> None:
    label = "/site/label/8888?IsAjax=1&labelName=publicInfoList&organId=29641&type=4&catId=88&pageSize=2&pageIndex={}"
    pages = {
        CATALOGUE: catalogue(1, 2, 2, f'load("{label.format(1)}")'),
        SITE + label.format(2): rows(3, 3, "/public/29641/{}.html"),
    }
    assert outcome(CATALOGUE, pages) == ("lonsun", 3, None, True, [label.format(2)])


def test_lonsun_that_says_there_is_nothing_is_complete_and_one_that_says_nothing_is_not() -> None:
    empty = f"{ORGAN}<a href='/public/column/29641?type=4'>目录</a><ul><li>暂无相关信息</li></ul>"
    assert outcome(CATALOGUE, {CATALOGUE: empty})[:4] == ("lonsun", 0, 0, True)
    silent = empty.replace("暂无相关信息", "")
    assert outcome(CATALOGUE, {CATALOGUE: silent})[:4] == ("lonsun", 0, None, False)


def test_lonsun_whose_pager_prints_no_address_is_not_complete() -> None:
    pages = {CATALOGUE: catalogue(1, 2, 3, "turn(pageIndex);")}
    assert outcome(CATALOGUE, pages)[3] is False
    assert "Ls.pagination" in reason(CATALOGUE, pages)


# --- WebPlus -----------------------------------------------------------------------------------------

WEBPLUS = f"{SITE}/gknb/list.htm"


def webplus(first: int, last: int, page: int, following: str) -> str:
    counts = (
        '每页 <em class="per_count">3</em> 记录 总共 <em class="all_count">7</em> 记录 '
        f'页码 <em class="curr_page">{page}</em>/<em class="all_pages">3</em>'
    )
    link = f'<a class="next" href="{following}">下一页&gt;&gt;</a>'
    return rows(first, last, "/2024/0108/c28a{}/page.htm") + f'<div class="wp_paging">{counts} {link}</div>'


def test_webplus_counts_up() -> None:
    pages = {
        WEBPLUS: webplus(1, 3, 1, "/gknb/list2.htm"),
        f"{SITE}/gknb/list2.htm": webplus(4, 6, 2, "/gknb/list3.htm"),
        f"{SITE}/gknb/list3.htm": webplus(7, 7, 3, "javascript:void(0);"),
    }
    assert outcome(WEBPLUS, pages) == ("webplus", 7, 7, True, ["/gknb/list2.htm", "/gknb/list3.htm"])


def test_webplus_whose_links_are_left_to_a_script_goes_on_by_number() -> None:
    pages = {
        WEBPLUS: webplus(1, 3, 1, "javascript:void(0);"),
        f"{SITE}/gknb/list2.htm": webplus(4, 6, 2, "javascript:void(0);"),
        f"{SITE}/gknb/list3.htm": webplus(7, 7, 3, "javascript:void(0);"),
    }
    assert outcome(WEBPLUS, pages) == ("webplus", 7, 7, True, ["/gknb/list2.htm", "/gknb/list3.htm"])


def test_webplus_page_that_repeats_the_first() -> None:
    pages = {
        WEBPLUS: webplus(1, 3, 1, "/gknb/list2.htm"),
        f"{SITE}/gknb/list2.htm": webplus(1, 3, 2, "/gknb/list3.htm"),
    }
    assert reason(WEBPLUS, pages) == "3 of 7 items over 2 pages; page 2 brings nothing new"


def test_webplus_of_which_nothing_else_stands_in_the_page() -> None:
    found = claim(Markup('<a href="/_upload/article/files/2f/1a/nb.pdf">附件</a>', WEBPLUS))
    assert (found.family, found.evidence) == ("webplus", "files below /_upload/article/files/")


# --- pages named by a callback -----------------------------------------------------------------------

CALLBACK = f"{SITE}/nb/index.html"


def callback(first: int, last: int, pages: int) -> str:
    script = (
        f"$('.pagination').pagination({{totalPage: {pages}, callBack: function(currPage){{ var i=currPage; "
        "if(i==1) location.href='index.html'; else location.href='index_'+i+'.html'; }});"
    )
    return rows(first, last, "/nb/20240108/{}.html") + f"<script>{script}</script>"


def test_callback_counts_from_1() -> None:
    pages = {
        CALLBACK: callback(1, 3, 3),
        f"{SITE}/nb/index_2.html": callback(4, 6, 3),
        f"{SITE}/nb/index_3.html": callback(7, 7, 3),
    }
    assert outcome(CALLBACK, pages) == ("callback", 7, None, True, ["/nb/index_2.html", "/nb/index_3.html"])


def test_callback_that_counts_from_0() -> None:
    first, second, third = (callback(*page, 3).replace("i==1", "i==0") for page in ((1, 3), (4, 6), (7, 7)))
    pages = {CALLBACK: first, f"{SITE}/nb/index_1.html": second, f"{SITE}/nb/index_2.html": third}
    assert outcome(CALLBACK, pages) == ("callback", 7, None, True, ["/nb/index_1.html", "/nb/index_2.html"])


def test_callback_whose_number_of_items_stands_first() -> None:
    call = (
        "$('#p').pagination(5, {items_per_page: 3, callback: function(i){ if (i == 0) location.href='index.html'; "
        "else location.href='index_'+i+'.html'; }});"
    )
    pages = {
        CALLBACK: f"{rows(1, 3)}<script>{call}</script>",
        f"{SITE}/nb/index_1.html": f"{rows(4, 5)}<script>{call}</script>",
    }
    assert outcome(CALLBACK, pages) == ("callback", 5, 5, True, ["/nb/index_1.html"])


def test_callback_that_does_not_say_how_it_counts_is_not_guessed() -> None:
    pages = {CALLBACK: callback(1, 3, 3).replace("i==1", "i")}
    assert outcome(CALLBACK, pages)[:4] == ("generic", 3, None, False)


def test_callback_page_that_is_missing() -> None:
    assert reason(CALLBACK, {CALLBACK: callback(1, 3, 3)}) == "3 items over 1 page; page 2 was not found"


# --- kkpager -----------------------------------------------------------------------------------------


def kkpager(first: int, last: int, settings: str, before: str = "") -> str:
    return (
        rows(first, last, "/nb/20240108/{}.html") + f"<script>{before}kkpager.generPageHtml({{{settings}}});</script>"
    )


FORMER = "hrefFormer: 'index', hrefLatter: '.html'"


OF_FORMER = f"{FORMER}, getLink: function(n){{ return this.hrefFormer + this.hrefLatter + '?pno=' + n; }}"
TELLING_FIRST = (
    f"{FORMER}, getLink: function(n){{ if (n == 1) {{ return this.hrefFormer + this.hrefLatter; }}"
    " return this.hrefFormer + '_' + n + this.hrefLatter; }"
)


@pytest.mark.parametrize(
    ("way", "second"),
    [
        (FORMER, "index_2.html"),
        (OF_FORMER, "index.html?pno=2"),
        (TELLING_FIRST, "index_2.html"),
        ("getLink: function(n){ return n == 1 ? 'a.html' : 'index_' + (n-1) + '.html'; }", "index_1.html"),
        ("getLink: function(n){ return 'javascript:go(' + n + ')'; }", "index.html?page=2"),
        ("mode: 'click', click: function(n){ location.href = 'p' + n + '.html'; this.selectPage(n); }", "p2.html"),
    ],
)
@pytest.mark.parametrize("number", ["2", "'2'", "pages"])
def test_kkpager(way: str, number: str, second: str) -> None:
    before = "var pages = 2; function go(n){ location.href = '?page=' + n; } "
    settings = f"pno: 1, total: {number}, totalRecords: 5, {way}"
    pages = {CALLBACK: kkpager(1, 3, settings, before), f"{SITE}/nb/{second}": kkpager(4, 5, settings, before)}
    assert outcome(CALLBACK, pages) == ("kkpager", 5, 5, True, [f"/nb/{second}"])


@pytest.mark.parametrize(
    "settings",
    [
        "total: 2, mode: 'click', click: function(n){ load(n); }",
        "total: 2, getLink: function(n){ return link(n); }",
        "total: 2, getLink: function(n){ return n > 9 ? 'a' + n : 'b' + n; }",
        f"total: answer.pages, {FORMER}",
        "total: 2",
    ],
)
def test_kkpager_whose_pages_are_not_to_be_told(settings: str) -> None:
    assert outcome(CALLBACK, {CALLBACK: kkpager(1, 3, settings)}) == ("generic", 3, None, False, [])


# --- saved pages of real portals ---------------------------------------------------------------------


def test_every_page_of_the_mirror_is_known(corpus: Path) -> None:
    root = corpus / "portals" / "www.zhecheng.gov.cn"
    found = {
        page.relative_to(root).as_posix(): claim(Markup(page.read_text(encoding="utf-8"), SITE)).family
        for page in root.rglob("*.html")
    }
    assert len(found) == 35
    assert set(found.values()) == {"empire"}


@pytest.mark.parametrize(
    ("file", "family", "harvested", "total", "pages", "following"),
    [
        ("handan_trs_dept_list_saved.html", "trs", 1, 6348, 56, "index_1.html"),
        ("handan_trs_article_saved.html", "trs", 0, None, None, None),
        ("handan_trs_xxgk_index_saved.html", "trs", 4, None, None, None),
        ("shanghai_wsjkw_list_yqtb.html", "callback", 20, None, 54, "index_2.html"),
        ("shenzhen_nfcms_list_articles_REPLICA.json", "nfcms", 2, None, None, None),
        ("wuxi_liangxi_intertid_search_api_REPLICA.json", "intertid", 3, 57, 12, "index.html?page=2"),
        ("xiaoxian_341322_kaipu_xxgk_organ35_guide_TRIMMED.html", "lonsun", 0, None, None, None),
        ("xiaoxian_341322_kaipu_public_article_metatable_TRIMMED.html", "lonsun", 0, None, None, None),
    ],
)
def test_saved_pages_are_known_as_the_family_they_are(
    corpus: Path, file: str, family: str, harvested: int, total: int | None, pages: int | None, following: str | None
) -> None:
    address = f"{SITE}/a/index.html" + ("?page=1" if file.endswith(".json") else "")
    markup = Markup((corpus / "portals" / file).read_text(encoding="utf-8"), address)
    assert claim(markup).family == family
    page = FAMILIES[family].first_page(markup)
    leads_to = page.following.url.removeprefix(f"{SITE}/a/") if page.following else None
    assert (len(page.items), page.declared_total, page.declared_pages, leads_to) == (harvested, total, pages, following)
