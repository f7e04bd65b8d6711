"""Whole crawls of portals whose lists are sent as data: from the home page to the reports, through the real spider."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crawler.registry import Portal
from crawler.run import CrawlSummary

REPORT = "<html><title>青禾县第{0}局2023年政府信息公开年报</title><h1>青禾县第{0}局2023年政府信息公开年报</h1><p>一、总体情况</p></html>"


def harvest(summary: CrawlSummary) -> list[tuple[str | None, int, int | None, bool]]:
    return [(read.family, read.harvested, read.declared_total, read.complete) for read in summary.lists]


def test_gkmlpt(site: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]) -> None:
    tree = json.dumps([{"id": 12, "name": "政府信息公开年报", "jump_url": ""}], ensure_ascii=False)
    articles = [
        {
            "title": f"青禾县第{n}局2023年政府信息公开年报",
            "date": 1704643200,
            "post_url": f"/gkmlpt/content/post_{n}.html",
        }
        for n in (11, 12)
    ]
    site.pages |= {
        "/": "<title>青禾县</title><a href='/gkmlpt/index'>政府信息公开目录</a><p>欢迎访问青禾县</p>",
        "/gkmlpt/index": f"<title>政府信息公开目录</title><script>window._CONFIG = {{SID: '7', TREE: {tree}}};</script>"
        "<p>请选择左侧的栏目查看内容</p>",
        "/gkmlpt/api/all/12?page=1&sid=7": json.dumps({"total": 2, "classify": {}, "articles": articles}),
        **{f"/gkmlpt/content/post_{n}.html": REPORT.format(n) for n in (11, 12)},
    }
    summary = crawl(archive_path, [portal])
    assert harvest(summary) == [("gkmlpt", 2, 2, True)]
    assert (summary.documents, summary.incomplete) == (2, ())


def test_jpaas(site: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]) -> None:
    service = "/api-gateway/jpaas-publish-server/front/page/build/unit"

    def entries(*numbers: int) -> str:
        return "".join(
            f"<li><a href='/art/2024/{n}.html'>青禾县第{n}局2023年政府信息公开年报</a></li>" for n in numbers
        )

    site.pages |= {
        "/": "<title>青禾县</title><a href='/col/col1/'>信息公开年报</a>",
        "/col/col1/": f"<title>信息公开年报</title><div url='{service}' queryData=\"{{'webId':'1'}}\" count='3' rows='2'>"
        f"<ul>{entries(11, 12)}</ul></div>",
        service: json.dumps({"success": True, "data": {"html": entries(13)}}),
        **{f"/art/2024/{n}.html": REPORT.format(n) for n in (11, 12, 13)},
    }
    summary = crawl(archive_path, [portal])
    assert harvest(summary) == [("jpaas", 3, 3, True)]
    assert (summary.documents, summary.incomplete) == (3, ())


def test_lonsun(site: Any, portal: Portal, archive_path: Path, crawl: Callable[..., CrawlSummary]) -> None:
    column = "/public/column/29641?type=3&publicYear={}"
    menu = "".join(f"<li><a href='{column.format(year)}'>{year}年</a></li>" for year in (2023, 2022))
    site.pages["/"] = "<title>青禾县</title><a href='/public/column/29641?type=3'>信息公开年报</a>"
    site.pages["/public/column/29641?type=3"] = f"{REPORT.format(1)}<ul id='timeFrame'>{menu}</ul>"
    for year in (2023, 2022):
        site.pages[column.format(year)] = f"{REPORT.format(1).replace('2023', str(year))}<ul id='timeFrame'>{menu}</ul>"
    summary = crawl(archive_path, [portal])
    assert harvest(summary) == [("lonsun", 2, 2, True)]
    assert (summary.documents, summary.incomplete) == (2, ())
