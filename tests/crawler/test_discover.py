"""Looking for columns with the crawl's own spider: what is asked, what is found, and what is left alone."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crawler.found import Discovery, FoundColumn
from crawler.registry import Portal
from tests.crawler.walking import rows

CHECKOUT = Path(__file__).resolve().parents[2]
_DISCOVER = """
import pickle, sys
from crawler.run import discover
if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(discover(pickle.load(sys.stdin.buffer))))
"""
YEAR = "/public/column/29641?type=3&amp;publicYear={0}"


def discover(portal: Portal) -> Discovery:
    """In a process of its own, for the engine starts once in a process."""
    ended = subprocess.run(
        [sys.executable, "-c", _DISCOVER],
        input=pickle.dumps(portal),
        capture_output=True,
        cwd=CHECKOUT,
        timeout=60,
        check=False,
    )
    assert ended.stdout, ended.stderr.decode(errors="replace")
    found = pickle.loads(ended.stdout)
    assert isinstance(found, Discovery)
    return found


def test_columns_of_two_families_on_one_portal(site: Any, portal: Portal) -> None:
    tree = [{"id": 12, "name": "政府信息公开年报", "jump_url": "", "children": []}]
    config = f"window._CONFIG = {{SID: '755041', TREE: {json.dumps(tree, ensure_ascii=False)}}};"
    menu = "".join(f'<li><a href="{YEAR.format(year)}">{year}年</a></li>' for year in (2024, 2023))
    site.pages |= {
        "/": "<title>青禾县</title><a href='/public/column/29641?type=3'>水利局信息公开年报</a>"
        "<a href='/gkmlpt/index'>政府信息公开目录</a>",
        "/gkmlpt/index": f"<title>政府信息公开目录</title><script>{config}</script><p>请选择左侧的栏目查看内容</p>",
        "/public/column/29641": f'<title>信息公开年报</title><ul id="timeFrame">{menu}</ul><p>一、总体情况如下</p>',
    }
    found = discover(portal)
    assert [(column.family, column.url.removeprefix(site.url), column.shown) for column in found.columns] == [
        ("gkmlpt", "/gkmlpt/index", 0),
        ("lonsun", "/public/column/29641?type=3", 2),
    ]
    assert "its tree has a category called 政府信息公开年报" in found.columns[0].evidence
    assert site.paths() == ["/robots.txt", "/", "/public/column/29641?type=3", "/gkmlpt/index"]
    assert (found.exit_code, found.refused, found.interrupted) == (0, False, "")


def test_neither_later_pages_nor_reports_are_asked_for(site: Any, portal: Portal) -> None:
    site.pages |= {
        "/": "<title>青禾县</title><a href='/nb/'>信息公开年报</a>",
        "/nb/": f"<title>信息公开年报</title>{rows(1, 3)}<p>共 5 条 1/2页 <a href='/nb/2.html'>下一页</a></p>",
    }
    found = discover(portal)
    assert site.paths() == ["/robots.txt", "/", "/nb/"]
    assert [(column.shown, column.declared_total) for column in found.columns] == [(3, 5)]
    assert [(page.verdict, page.status) for page in found.requests] == [
        ("not_found", 404),
        ("list", 200),
        ("list", 200),
    ]


def test_columns_that_the_entry_names_are_looked_for_afresh(site: Any, portal: Portal) -> None:
    site.pages["/"] = "<title>青禾县</title><p>欢迎访问青禾县人民政府门户网站</p>"
    found = discover(Portal("990101", "青禾县", portal.home, columns=(f"{site.url}/old/",), allow_private=True))
    assert (found.columns, found.exit_code, found.entry, found.family) == ((), 1, "", None)


def test_a_portal_that_refuses(site: Any, portal: Portal, reply: Any) -> None:
    site.pages["/"] = reply("您的访问被拒绝", 403)
    found = discover(portal)
    assert (found.refused, found.exit_code) == (True, 4)


@pytest.mark.parametrize(("refused", "columns", "code"), [(True, (), 4), (False, (), 1)])
def test_exit_codes(refused: bool, columns: tuple[FoundColumn, ...], code: int) -> None:
    assert Discovery("a", "http://a/", None, columns, (), refused, "", "").exit_code == code
