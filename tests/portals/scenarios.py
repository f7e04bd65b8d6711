"""One portal for each thing that can happen to a crawl; each has two reports, or a list made by a family.

PLAIN["captcha"]: the pages that differ from those of an ordinary small portal
LISTS["drift"]: a column made by a family, with its trouble
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass

from tests.portals.plans import column
from tests.portals.sample import ColumnPlan, PortalPlan, Sample, make_sample
from tests.portals.style import Style
from tests.portals.troubles import APOLOGY
from tests.portals.web import Asked, Page, Reply, Site

GRAIN = "青禾县粮食局2023年政府信息公开工作年度报告"
WATER = "青禾县水务局2023年政府信息公开工作年度报告"
COLUMN, FIRST, SECOND = "/xxgk/nb/", "/xxgk/nb/202401/t20240120_11.html", "/xxgk/nb/202401/t20240121_12.html"
TEXT = "一、总体情况。本报告由青禾县粮食局编制，反映全年主动公开政府信息的情况。" * 20
ELSEWHERE = "http://www.gzgov-mirror.example/nb/20240120.html"


def article(title: str) -> str:
    return (
        f'<html><title>{title}</title><body><h1>{title}</h1><div class="TRS_Editor"><p>{TEXT}</p></div></body></html>'
    )


def listed(*rows: tuple[str, str, str], title: str = "政府信息公开年报") -> str:
    body = "".join(f'<li><a href="{path}">{name}</a><span>{date}</span></li>' for path, name, date in rows)
    return f"<html><title>{title}</title><body><h2>{title}</h2><ul class=news>{body}</ul></body></html>"


TWO = ((FIRST, GRAIN, "2024-01-20"), (SECOND, WATER, "2024-01-21"))


def ordinary() -> dict[str, Page]:
    """A home page, a column, two reports; nothing is wrong with it."""
    return {
        "/": f"<html><title>青禾县人民政府</title><body><ul><li><a href='{COLUMN}'>政府信息公开年报</a></li></ul></body></html>",
        COLUMN: listed(*TWO),
        FIRST: article(GRAIN),
        SECOND: article(WATER),
    }


class Once:
    """A page that answers one thing the first time and another from then on."""

    def __init__(self, first: Reply, later: Reply) -> None:
        self.answers = [first]
        self.later = later

    def __call__(self, asked: Asked) -> Reply:
        del asked
        return self.answers.pop() if self.answers else self.later


def known(tag: str, body: str) -> Page:
    """A page that is not sent again to one who has it."""

    def answer(asked: Asked) -> Reply:
        return Reply("", 304) if asked.headers.get("if-none-match") == tag else Reply(body, 200, {"ETag": tag})

    return answer


GZIPPED = gzip.compress(article(GRAIN).encode())
PLAIN: dict[str, dict[str, Page]] = {
    "ordinary": {},
    "status_304": {
        "/": known('"h"', str(ordinary()["/"])),
        COLUMN: known('"c"', listed(*TWO)),
        FIRST: known('"g"', article(GRAIN)),
        SECOND: known('"w"', article(WATER)),
    },
    "status_403": {FIRST: Reply("<html><body>禁止访问</body></html>", 403)},
    "status_412": {FIRST: Reply("<html><script>$_ts=window['$_ts'];</script></html>", 412)},
    "status_429": {FIRST: Once(Reply("", 429, {"Retry-After": "1"}), Reply(article(GRAIN)))},
    "status_521": {FIRST: Reply("<script>document.cookie=('_')+('__jsl_clearance');location.href='/'</script>", 521)},
    "waf_with_200": {FIRST: Reply("<html><title>访问被阻断</title><body>您的请求存在安全风险，已被拦截</body></html>")},
    "soft_404": {FIRST: APOLOGY},
    "home_in_its_place": {FIRST: Reply(str(ordinary()["/"]))},
    "captcha": {FIRST: Reply("<html><title>安全验证</title><body>请输入验证码后继续访问</body></html>")},
    "slow": {FIRST: Reply(article(GRAIN)[:800], drip=0.01)},
    "truncated": {FIRST: Reply(article(GRAIN), declares=100_000)},
    "reset": {FIRST: Reply(hang_up=True)},
    "gzip_unasked": {FIRST: Reply(GZIPPED, headers={"Content-Encoding": "gzip"})},
    "redirect_to_private": {FIRST: Reply("", 302, {"Location": "http://10.0.0.1/nb/20240120.html"})},
    "redirect_to_metadata": {FIRST: Reply("", 301, {"Location": "http://169.254.169.254/latest/"})},
    "robots_5xx": {"/robots.txt": Reply("", 503)},
    "robots_as_page": {"/robots.txt": Reply("<html><body>User-agent: * Disallow: /</body></html>")},
    "wrong_type": {FIRST: Reply(b"\x89PNG\r\n\x1a\n" + bytes(200), headers={"Content-Type": "image/png"})},
    "gbk": {
        COLUMN: Reply(listed(*TWO).encode("gb18030"), headers={"Content-Type": "text/html; charset=gb2312"}),
        FIRST: Reply(article(GRAIN).encode("gb18030"), headers={"Content-Type": "text/html; charset=utf-8"}),
    },
    "notice": {
        COLUMN: listed(
            TWO[0], ("/xxgk/nb/202401/t20240102_9.html", "关于做好2023年政府信息公开工作年度报告编制工作的通知", "2024-01-02")
        ),
        "/xxgk/nb/202401/t20240102_9.html": article("关于做好2023年政府信息公开工作年度报告编制工作的通知"),
    },
    "elsewhere": {
        COLUMN: listed(
            *TWO,
            (ELSEWHERE, "青禾县教育局2023年政府信息公开工作年度报告", "2024-01-22"),
            ("https://mp.weixin.qq.com/s/2024", "青禾县民政局2023年政府信息公开工作年度报告", "2024-01-23"),
        )
    },
    "only_scripts": {
        COLUMN: listed(*TWO, ("javascript:show(13)", "青禾县司法局2023年政府信息公开工作年度报告", "2024-01-22"))
    },
    "both_schemes": {
        COLUMN: listed(
            *TWO,
            (f"https://www.both-schemes.example{FIRST}", GRAIN, "2024-01-20"),
            (f"http://www.both-schemes.example:80{SECOND}#top", WATER, "2024-01-21"),
        )
    },
    "attachment_only": {
        FIRST: f'<html><title>{GRAIN}</title><body><div id="zoom"><p>附件：<a href="./W020240120.pdf">年度报告.pdf</a></p></div>',
        "/xxgk/nb/202401/W020240120.pdf": Reply(b"%PDF-1.4 report", headers={"Content-Type": "application/pdf"}),
    },
}  # fmt: skip

LISTS: dict[str, ColumnPlan] = {
    "from_0": column("trs_two"),
    "from_1": column("ucap"),
    "downwards": column("vsb"),
    "overlap": column("hanweb_groups", rows=17),
    "page_2_is_page_1": column("trs_two", "repeated", rows=10),
    "titles_cut": ColumnPlan(column("trs_two").maker, style=Style(cut="kept")),
    "titles_cut_for_good": ColumnPlan(column("trs_two").maker, style=Style(cut="lost")),
    "dates_missing": ColumnPlan(column("empire").maker, style=Style(dated=False)),
    "challenge_on_page_3": column("trs_two", "challenge", rows=15),
    "shell": column("framed"),
    "drift": column("vsb", "drift"),
    "cap": column("webplus", "cap"),
    "charset": column("ucap_search"),
}


@dataclass(frozen=True)
class Scene:
    """A scenario as it is served. `sample` where it is a list that a family made."""

    name: str
    host: str
    site: Site
    sample: Sample | None = None


def scenes() -> list[Scene]:
    """Every scenario, each a portal with a host of its own."""
    return [*(_plain(name, pages) for name, pages in PLAIN.items()), *(_list(name) for name in LISTS)]


def _plain(name: str, pages: dict[str, Page]) -> Scene:
    site, host = Site(), f"www.{name.replace('_', '-')}.example"
    site.pages = ordinary() | pages
    return Scene(name, host, site)


def _list(name: str) -> Scene:
    charset = "gb18030" if name == "charset" else "utf-8"
    sample = make_sample(PortalPlan(name, (LISTS[name],), charset), "scenarios")
    return Scene(name, sample.host, sample.site(), sample)
