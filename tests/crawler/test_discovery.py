"""Finding annual-report columns: which links are followed, and which pages are taken for columns."""

from __future__ import annotations

import pytest

from crawler.column_pages import judge_page
from crawler.discovery import MOST_REQUESTS, candidates
from crawler.errands import Errand
from crawler.families import FAMILIES, claim
from crawler.markup import Markup
from crawler.navigation import Arrived, Navigator
from crawler.organs import organ_links
from crawler.registry import Portal

HOME = "http://www.qinghe.gov.cn/"
GRAIN = "青禾县粮食局2023年政府信息公开工作年度报告"


def found(body: str) -> list[tuple[str, str, float]]:
    markup = Markup(f"<html><body>{body}</body></html>", HOME)
    return [(c.url.removeprefix(HOME), c.leads_to, c.score) for c in candidates(markup)]


def judged(html: str, *, expected: float = 0.8, url: str = f"{HOME}xxgk/nb/") -> tuple[str, str]:
    markup = Markup(html, url)
    verdict = judge_page(markup, FAMILIES[claim(markup).family].first_page(markup).items, expected=expected)
    return verdict.kind, verdict.evidence


def items(*titles: str) -> str:
    return (
        "<ul>"
        + "".join(f'<li><a href="/a/20240{n}1.html">{t}</a>2024-01-2{n}</li>' for n, t in enumerate(titles))
        + "</ul>"
    )


@pytest.mark.parametrize(
    ("link", "score"),
    [
        ('<a href="/c1/">政府信息公开年报</a>', 1.0),
        ('<a href="/c1/">政府信息公开工作年度报告</a>', 1.0),
        ('<a href="/c1/" title="政府信息公开年报">更多&gt;&gt;</a>', 1.0),
        ('<a href="/c1/"><img src="/i/1.jpg" alt="信息公开年报"></a>', 1.0),
        ('<area href="/c1/" alt="信息公开年报">', 1.0),
        ('<a href="/c1/">部门年报</a>', 0.6),
        ('<a href="/c1/">年度报告</a>', 0.5),
        ('<a href="/zfxxgk/zfxxgknb/"><img src="/i/1.jpg"></a>', 0.8),
        ('<a href="/c1/"><img src="/skin/xxgknb.jpg"></a>', 0.8),
        ('<a href="/gknb/index.shtml">更多</a>', 0.8),
        ("<span onclick=\"window.open('/c1/')\">政府信息公开年报</span>", 1.0),
        ('<select><option value="/c1/">政府信息公开年报</option></select>', 1.0),
        ('<iframe src="/gknb/list.html"></iframe>', 0.8),
    ],
)
def test_links_to_columns(link: str, score: float) -> None:
    assert [(leads_to, s) for _, leads_to, s in found(link)] == [("column", score)]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/zfgzbg/">政府工作年报</a>',
        '<a href="/zfgznb/"><img src="/skin/zfgznb.jpg"></a>',
        '<a href="/fzzf/">法治政府建设年度报告</a>',
        '<a href="/wznb/">政府网站工作年度报表</a>',
        f'<a href="/a/2024/1.html">{GRAIN}</a>',
        '<a href="javascript:;">政府信息公开年报</a>',
        '<a href="/xxgknb/index_2.html">2</a>',
        '<a href="/xxgknb/index_2.html">下一页</a>',
        '<a href="/xw/">要闻动态</a>',
    ],
)
def test_links_that_are_left_alone(link: str) -> None:
    assert found(link) == []


@pytest.mark.parametrize("text", ["政府信息公开", "信息公开", "政务公开", "法定主动公开内容", "政府信息公开指南"])
def test_pages_that_may_link_to_columns(text: str) -> None:
    assert [leads_to for _, leads_to, _ in found(f'<a href="/c1/">{text}</a>')] == ["gateway"]


def test_a_menu_that_a_script_writes() -> None:
    body = "<script>document.write('<a href=\\'/c1/\\'>政府信息公开年报</a>');</script>"
    assert found(body) == [("c1/", "column", 1.0)]


def test_columns_come_before_gateways_and_each_address_once() -> None:
    body = '<a href="/a/">信息公开</a><a href="/b/">部门年报</a><a href="/c/">信息公开年报</a><a href="/c/">年报</a>'
    assert found(body) == [("c/", "column", 1.0), ("b/", "column", 0.6), ("a/", "gateway", 0.6)]


# --- pages -------------------------------------------------------------------------------------------


def test_a_column_by_its_title_and_items() -> None:
    html = f"<title>信息公开年报_青禾县人民政府</title>{items(GRAIN, '关于开展年报编制工作的通知')}"
    assert judged(html) == ("column", "its own name 信息公开年报; 1 of 2 titles listed name such reports")


def test_a_column_by_its_tag() -> None:
    html = f'<meta name="ColumnName" content="政府信息公开年报"><title>青禾县</title>{items(GRAIN)}'
    assert judged(html)[0] == "column"


def test_a_sub_column_by_its_place() -> None:
    html = f"<title>粮食局</title><div>当前位置：<a>首页</a> &gt; <a>政府信息公开年报</a> &gt; <a>粮食局</a></div>{items(GRAIN)}"
    assert judged(html) == ("column", "its place below 政府信息公开年报; 1 of 1 titles listed name such reports")


def test_a_column_by_its_items_alone_where_the_link_named_it() -> None:
    html = f"<title>公开</title>{items(GRAIN, GRAIN.replace('粮食', '水务'))}"
    assert judged(html, expected=0.5) == ("column", "2 of 2 titles listed name such reports")
    assert judged(f"<title>公开</title>{items(GRAIN)}", expected=0.0)[0] == "other"


def test_the_sibling_of_work_reports_is_no_column_whatever_led_there() -> None:
    html = f"<title>政府工作报告</title>{items('2023年青禾县政府工作报告', '2022年青禾县政府工作报告')}"
    assert judged(html, expected=1.0) == (
        "other",
        "it calls itself 政府工作报告; 0 of 2 titles listed name such reports",
    )


def test_a_name_alone_is_not_enough_where_other_things_are_listed() -> None:
    html = f"<title>信息公开年报</title>{items('青禾县2023年法治政府建设年度报告', '青禾县2022年法治政府建设年度报告')}"
    assert judged(html, expected=1.0)[0] == "other"


def test_a_column_whose_titles_are_years() -> None:
    assert judged(f"<title>政府信息公开年报</title>{items('2023年', '2022年')}")[0] == "column"


def test_a_column_whose_list_only_scripts_can_show_is_a_column_all_the_same() -> None:
    html = "<title>政府信息公开年报</title><div id=list></div><script>$.post('/list.do')</script>"
    assert judged(html, expected=0.8)[0] == "column"
    assert judged(html, expected=0.0)[0] == "other"


def test_a_link_that_leads_to_one_report() -> None:
    html = f"<title>{GRAIN}_青禾县</title><h1>{GRAIN}</h1><p>一、总体情况</p>"
    assert judged(html) == ("report", f"its own title {GRAIN}")


def test_a_home_page_that_shows_the_newest_reports_is_no_column() -> None:
    html = f"<title>青禾县人民政府</title>{items(GRAIN, GRAIN.replace('粮食', '水务'))}"
    assert judged(html, expected=0.0, url=HOME)[0] == "other"


# --- from page to page -------------------------------------------------------------------------------

PORTAL = Portal("990101", "青禾县人民政府", HOME)


def arrived(kind: str, html: str, url: str, **of: object) -> Arrived:
    return Arrived(PORTAL, Errand(kind, **of), url, url, html.encode(), "utf-8")  # type: ignore[arg-type] # test values


def test_no_more_than_40_requests_to_find_the_columns() -> None:
    navigator = Navigator(1)
    navigator.begin(PORTAL)
    asked = 1
    for number in range(20):
        links = "".join(f'<a href="/g{number}/{n}/">政务公开{"甲乙丙丁戊己庚辛"[n]}</a>' for n in range(8))
        asked += len(navigator.follow(arrived("gateway", f"<html>{links}</html>", f"{HOME}{number}")).requests)
    assert asked == MOST_REQUESTS


def test_links_off_the_portal_are_no_candidates() -> None:
    html = '<a href="http://www.henan.gov.cn/gknb/">政府信息公开年报</a><a href="/gknb/">政府信息公开年报</a>'
    requests = Navigator(1).follow(arrived("home", html, HOME)).requests
    assert [request.url for request in requests] == [f"{HOME}gknb/"]


def test_a_shell_around_a_frame_is_read_in_its_frame() -> None:
    navigator = Navigator(1)
    shell = '<title>政府信息公开年报</title><iframe src="/tree/list.jsp?id=12"></iframe>'
    found = navigator.follow(arrived("candidate", shell, f"{HOME}nb/", expected=0.8))
    (request,) = found.requests
    assert (request.kind, request.url, found.listings) == ("candidate", f"{HOME}tree/list.jsp?id=12", ())
    inner = navigator.follow(Arrived(PORTAL, Errand.of(request), request.url, request.url, items(GRAIN).encode(), None))
    assert [(listing.url, listing.harvested) for listing in inner.listings] == [(request.url, 1)]


def test_a_shell_with_a_tree_leads_to_the_lists_of_its_organs() -> None:
    shell = """<title>政府信息公开年报</title><iframe src="/tree/list.jsp?id=12"></iframe><ul>
    <li><a href="/tree/list.jsp?id=12">青禾县教育局</a></li><li><a href="/tree/list.jsp?id=13">青禾县民政局</a></li>
    <li><a href="/bm/mzj/">青禾县民政局</a></li><li><a href="/tree/list.jsp?id=14">使用帮助</a></li></ul>"""
    found = Navigator(1).follow(arrived("candidate", shell, f"{HOME}nb/", expected=0.8))
    assert [(request.kind, request.url.removeprefix(HOME)) for request in found.requests] == [
        ("candidate", "tree/list.jsp?id=12"),
        ("branch", "tree/list.jsp?id=13"),
    ]


def test_news_beside_a_frame_are_not_the_list() -> None:
    shell = f"<title>政府信息公开年报</title><iframe src='/tree/list.jsp'></iframe>{items('全县召开会议', '县长调研')}"
    found = Navigator(1).follow(arrived("candidate", shell, f"{HOME}nb/", expected=0.8))
    assert [request.url.removeprefix(HOME) for request in found.requests] == ["tree/list.jsp"]


@pytest.mark.parametrize(
    ("url", "links", "organs"),
    [
        ("gszbm/auto23716/nb/", ("gszbm/auto23716/nb/", "gszbm/auto23717/nb/", "gszbm/auto9/nb/"), 2),
        ("xxgk/nb/", ("xxgk/nb/jyj/", "xxgk/nb/mzj/index.html", "xxgk/jyj/"), 2),
        ("xxgk/nb/", ("jyj/", "mzj/", "czj/"), 0),  # the bodies' own sites
        ("xxgk/nb/", ("xxgk/nb/jyj/",), 0),
    ],
)
def test_organs_of_a_tree(url: str, links: tuple[str, ...], organs: int) -> None:
    html = "".join(f"<a href='/{link}'>青禾县{'教民财'[n]}政局</a>" for n, link in enumerate(links))
    assert len(organ_links(Markup(html, HOME + url))) == organs


@pytest.mark.parametrize(
    "html",
    [
        "<meta http-equiv='Refresh' content='0; URL=index/main.html'>",
        "<script>window.location.href = './index/main.html';</script>",
        "<script>location.replace('/index/main.html')</script><a href='/index/main.html'>进入</a>",
        "<frameset><frame src='index/main.html'></frameset>",
    ],
)
def test_a_home_page_that_leads_to_another(html: str) -> None:
    navigator = Navigator(1)
    (home,) = navigator.begin(PORTAL)
    (request,) = navigator.follow(arrived("home", html, HOME)).requests
    assert (home.kind, request.kind, request.url) == ("home", "home", f"{HOME}index/main.html")
    further = Arrived(PORTAL, Errand.of(request), request.url, request.url, html.encode(), None)
    assert len(navigator.follow(further).requests) <= 1


def test_a_home_page_does_not_lead_off_the_portal() -> None:
    html = "<script>location.href='http://www.henan.gov.cn/qinghe/'</script>"
    assert Navigator(1).follow(arrived("home", html, HOME)).requests == ()


def test_titles_that_only_name_bodies_are_a_column_where_the_page_says_so() -> None:
    assert judged(f"<title>2023年政府信息公开年报</title>{items('青禾县教育局', '青禾县民政局')}")[0] == "column"
    assert judged(f"<title>部门网站</title>{items('青禾县教育局', '青禾县民政局')}")[0] == "other"


def test_reports_on_a_column_are_no_columns_whatever_their_links_say() -> None:
    html = f"<title>政府信息公开年报</title>{items(GRAIN)}".replace("</a>", "<p>[2024-01-20]</p></a>")
    found = Navigator(1).follow(arrived("candidate", html, f"{HOME}gknb/", expected=0.8))
    assert [request.kind for request in found.requests] == ["report"]


def test_a_page_of_more_links_than_any_list_has_is_not_taken_apart() -> None:
    html = "<title>政府信息公开年报</title>" + "<a href=/a>政务公开</a>" * 15_001
    found = Navigator(1).follow(arrived("column", html, f"{HOME}gknb/"))
    assert [listing.reason for listing in found.listings] == [
        "0 items over 0 pages; page 1 has 15001 links, which no list has []"
    ]


def test_one_column_under_two_addresses_is_read_once() -> None:
    navigator = Navigator(1)
    html = f"<title>政府信息公开年报</title>{items(GRAIN)}"
    first = navigator.follow(arrived("candidate", html, f"{HOME}gknb/", expected=0.8))
    second = navigator.follow(arrived("candidate", html, f"{HOME}gknb/index.html", expected=0.8))
    assert (len(first.listings), len(second.listings)) == (1, 0)


def test_items_on_other_hosts_are_counted_and_not_asked_for() -> None:
    html = f"<title>政府信息公开年报</title>{items(GRAIN, GRAIN.replace('粮食', '水务'))}"
    html = html.replace('href="/a/2024011.html"', 'href="https://mp.weixin.qq.com/s/2024"')
    found = Navigator(1).follow(arrived("candidate", html, f"{HOME}gknb/", expected=0.8))
    (listing,) = found.listings
    assert [request.kind for request in found.requests] == ["report"]
    assert (listing.harvested, listing.complete) == (2, True)
    assert "1 items lie on other hosts and were not asked for" in (listing.reason or "")


def test_a_column_named_in_the_entry_is_read_whatever_it_calls_itself() -> None:
    portal = Portal("990101", "青禾县", HOME, columns=(f"{HOME}nb/",))
    navigator = Navigator(1)
    (request,) = navigator.begin(portal)
    html = f"<title>通知公告</title>{items('关于放假的通知')}"
    found = navigator.follow(Arrived(portal, Errand.of(request), request.url, request.url, html.encode(), None))
    assert [listing.harvested for listing in found.listings] == [1]
