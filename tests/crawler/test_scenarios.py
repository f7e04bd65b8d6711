"""What portals do to crawlers, each by its name: one crawl of all of them, and what it made of each.

The letters are those by which the traps of lists are known: a page numbering, b overlap, c page 2 is page 1, d titles
cut, e dates missing, f links elsewhere, g a notice among reports, h soft 404, i a challenge in place of page 3, j GBK,
k a shell around a frame, l attachments alone, m drift.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from archive.raw import payloads
from archive.store import Archive
from crawler.registry import Portal
from crawler.run import CrawlOptions, CrawlSummary
from tests.crawler.crawling import CrawlProcess
from tests.portals.scenarios import COLUMN, ELSEWHERE, FIRST, SECOND, Scene, article, ordinary, scenes
from tests.portals.serving import Servers
from tests.portals.troubles import ListTruth
from tests.portals.web import Reply, Site

Row = tuple[Any, ...]


@dataclass
class Played:
    """All scenarios after a crawl, one that knows what it has sent after another, a silent server after its own."""

    archive: Path
    scenes: dict[str, Scene]
    first: CrawlSummary
    silent: CrawlSummary
    asked_first: dict[str, list[str]] = field(default_factory=dict)

    def rows(self, sql: str, *values: object) -> list[Row]:
        connection = sqlite3.connect(self.archive)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def captured(self, name: str, path: str = FIRST) -> list[Row]:
        """Verdict, status and error of each capture of a page in the first crawl."""
        url = f"http://{self.scenes[name].host}{path}"
        sql = "SELECT verdict, status, error FROM capture_log WHERE url = ? AND crawl_id = 1 ORDER BY capture_id"
        return self.rows(sql, url)

    def read(self, name: str) -> dict[str, tuple[int, int | None, bool, str]]:
        """The lists of a scenario: items, declared, complete, why."""
        return {
            one.url: (one.harvested, one.declared_total, one.complete, one.reason.partition(" [")[0])
            for one in self.first.lists
            if one.portal_id == name
        }

    def items(self, name: str) -> list[Row]:
        sql = """SELECT i.url, i.title, i.printed_date, i.year_hint FROM list_readings l JOIN list_items i USING (items_digest)
                 WHERE l.crawl_id = 1 AND l.portal_id = ? ORDER BY l.url, i.ordinal"""
        return self.rows(sql, name)

    def told_truth(self, name: str) -> None:
        """The lists of a scenario that a family made are told as they are."""
        sample = self.scenes[name].sample
        assert sample is not None
        found: dict[str, ListTruth] = sample.lists
        assert self.read(name) == {
            url: (len(one.items), one.total, one.complete, one.reason) for url, one in found.items()
        }
        assert self.items(name) == [item for url in sorted(found) for item in found[url].items]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("scenarios")
    archive = folder / "gongkai.db"
    with Servers() as servers:
        all_scenes = {scene.name: scene for scene in scenes()}
        portals = []
        for scene in all_scenes.values():
            site = servers.start(site=scene.site)
            resolve = {scene.host: site.address}
            home = f"http://{scene.host}/"
            portals.append(
                Portal(scene.name, scene.name, home, hosts=(scene.host,), resolve=resolve, allow_private=True)
            )
        silent = _silent(servers, folder)
        first = CrawlProcess(archive, portals, CrawlOptions()).result(timeout=300)
        asked = {name: scene.site.paths() for name, scene in all_scenes.items()}
        all_scenes["status_304"].site.asked.clear()
        again = [portal for portal in portals if portal.id == "status_304"]
        CrawlProcess(archive, again, CrawlOptions()).result(timeout=300)
        yield Played(archive, all_scenes, first, silent.result(timeout=300), asked)
    shutil.rmtree(folder)


def _silent(servers: Servers, folder: Path) -> CrawlProcess:
    """A crawl of a portal that never answers for one report, by a crawler that does not wait for long."""
    site = Site()
    site.pages = ordinary() | {FIRST: Reply("", wait=60)}
    home = f"{servers.start(site=site).url}/"
    portal = Portal("silent", "silent", home, allow_private=True)
    return CrawlProcess(folder / "silent.db", [portal], CrawlOptions(), {"DOWNLOAD_TIMEOUT": 2})


def assert_missing(played: Played, name: str, verdict: str, status: int | None, words: str) -> None:
    """The first report could not be had for this reason; the list and the other report were."""
    captured = played.captured(name)
    assert {row[:2] for row in captured} == {(verdict, status)}
    assert words in captured[-1][2]
    assert [row[0] for row in played.captured(name, SECOND)] == ["ok"]
    assert [one[:3] for one in played.read(name).values()] == [(2, None, True)]


def test_ordinary(played: Played) -> None:
    (read,) = played.read("ordinary").values()
    assert read == (2, None, True, "2 items over 1 page; one page without a pager, no number is declared")
    assert [played.captured("ordinary", path) for path in (FIRST, SECOND)] == [[("ok", 200, None)]] * 2


# --- lists -------------------------------------------------------------------------------------------


def test_a_page_numbering_from_0(played: Played) -> None:
    played.told_truth("from_0")
    asked = [path.rpartition("/")[2] for path in played.asked_first["from_0"]]
    assert [name.partition(".")[0] for name in asked if name.startswith("index_")] == ["index_1", "index_2"]


def test_a_page_numbering_from_1(played: Played) -> None:
    played.told_truth("from_1")
    asked = [path.rpartition("_")[2] for path in played.asked_first["from_1"] if "list_" in path]
    assert asked == ["2.shtml", "3.shtml"]


def test_a_page_numbering_downwards(played: Played) -> None:
    played.told_truth("downwards")
    assert [path for path in played.asked_first["downwards"] if "/gknb1200/" in path] == [
        "/gknb1200/2.htm",
        "/gknb1200/1.htm",
    ]


def test_b_overlap_row(played: Played) -> None:
    played.told_truth("overlap")
    scene = played.scenes["overlap"]
    assert scene.sample is not None
    assert [one.total for one in scene.sample.lists.values()] == [17]


def test_c_page_2_is_page_1(played: Played) -> None:
    played.told_truth("page_2_is_page_1")
    (read,) = played.read("page_2_is_page_1").values()
    assert read == (5, None, False, "5 items over 2 pages; page 2 brings nothing new")


def test_d_title_cut(played: Played) -> None:
    played.told_truth("titles_cut")
    assert not [title for _, title, *_ in played.items("titles_cut") if title.endswith("…")]


def test_d_title_cut_and_the_full_one_nowhere(played: Played) -> None:
    played.told_truth("titles_cut_for_good")
    assert all(title.endswith("…") for _, title, *_ in played.items("titles_cut_for_good"))


def test_e_date_missing(played: Played) -> None:
    played.told_truth("dates_missing")
    assert {date for _, _, date, _ in played.items("dates_missing")} == {None}


def test_f_off_host_and_mirror_links(played: Played) -> None:
    (read,) = played.read("elsewhere").values()
    assert (read[0], read[2]) == (4, True)
    assert read[3].endswith("; 2 items lie on other hosts and were not asked for")
    assert played.rows(
        "SELECT count(*) FROM captures WHERE url IN (?, ?)", ELSEWHERE, "https://mp.weixin.qq.com/s/2024"
    ) == [(0,)]


def test_f_links_that_only_run_a_script(played: Played) -> None:
    (read,) = played.read("only_scripts").values()
    assert read == (
        2, None, False,
        "2 items over 1 page; not all that it lists can be asked for; 1 entries have no address, only a script",
    )  # fmt: skip


def test_f_one_article_by_http_and_https_and_with_the_usual_port(played: Played) -> None:
    (read,) = played.read("both_schemes").values()
    assert (read[0], read[2]) == (2, True)
    assert read[3].endswith("; 1 named twice, by another scheme or www, count once")
    assert sorted(path for path in played.asked_first["both_schemes"] if path in {FIRST, SECOND}) == [FIRST, SECOND]


def test_g_notice_among_reports(played: Played) -> None:
    (read,) = played.read("notice").values()
    assert read[:3] == (2, None, True)
    assert played.captured("notice", "/xxgk/nb/202401/t20240102_9.html") == [("ok", 200, None)]


def test_h_soft_404_with_status_200(played: Played) -> None:
    assert_missing(played, "soft_404", "soft_404", 200, "the page says 页面不存在")


def test_h_the_home_page_in_place_of_an_article(played: Played) -> None:
    assert_missing(played, "home_in_its_place", "soft_404", 200, "the home page was sent for this address")


def test_i_challenge_in_place_of_page_3(played: Played) -> None:
    played.told_truth("challenge_on_page_3")
    ((_, _, complete, reason),) = played.read("challenge_on_page_3").values()
    assert not complete
    assert "page 3 could not be had: challenge, 瑞数" in reason


def test_j_gbk_page(played: Played) -> None:
    (read,) = played.read("gbk").values()
    assert read[:3] == (2, None, True)
    assert [title for _, title, *_ in played.items("gbk")] == [
        "青禾县粮食局2023年政府信息公开工作年度报告",
        "青禾县水务局2023年政府信息公开工作年度报告",
    ]
    assert played.captured("gbk") == [("ok", 200, None)]


def test_j_gbk_records(played: Played) -> None:
    played.told_truth("charset")


def test_k_shell_page_with_a_frame(played: Played) -> None:
    played.told_truth("shell")
    assert len(played.read("shell")) == 3  # the frame's own list and those of the other organs of its tree


def test_l_attachment_only_report(played: Played) -> None:
    captured = played.captured("attachment_only", "/xxgk/nb/202401/W020240120.pdf")
    assert captured == [("ok", 200, None)]
    ((context,),) = played.rows(
        "SELECT json FROM contexts WHERE json LIKE '%attachment-only%W020240120.pdf%' AND json LIKE '%粮食局%'"
    )
    assert json.loads(context)["list_date"] == "2024-01-20"


def test_m_drift_during_the_crawl(played: Played) -> None:
    played.told_truth("drift")
    ((harvested, declared, complete, reason),) = played.read("drift").values()
    assert (harvested, declared, complete) == (12, 13, False)
    assert reason.endswith("the declared number changed from 12 to 13 on the way")


def test_a_cap_of_ten_thousand(played: Played) -> None:
    played.told_truth("cap")


# --- answers -----------------------------------------------------------------------------------------


def test_304(played: Played) -> None:
    scene = played.scenes["status_304"]
    asked = [request for request in scene.site.asked if request.path != "/robots.txt"]
    assert asked
    assert all("if-none-match" in request.headers for request in asked)
    sql = "SELECT verdict, status, new_payload FROM capture_log WHERE crawl_id = 2 AND portal_id = 'status_304' AND url = ?"
    for request in asked:
        assert played.rows(sql, f"http://{scene.host}{request.path}") == [("revisit", 304, 0)]


def test_403(played: Played) -> None:
    assert_missing(played, "status_403", "waf_block", 403, "status 403")


def test_412(played: Played) -> None:
    assert_missing(played, "status_412", "challenge", 412, "瑞数")


def test_429_with_retry_after(played: Played) -> None:
    assert [row[:2] for row in played.captured("status_429")] == [("rate_limited", 429), ("ok", 200)]


def test_521(played: Played) -> None:
    assert_missing(played, "status_521", "challenge", 521, "加速乐")


def test_waf_with_200(played: Played) -> None:
    assert_missing(played, "waf_with_200", "waf_block", 200, "the page says 访问被阻断")


def test_captcha(played: Played) -> None:
    assert_missing(played, "captcha", "captcha", 200, "请输入验证码")


def test_wrong_type(played: Played) -> None:
    assert_missing(played, "wrong_type", "wrong_type", 200, "image was sent where a page was asked for")


def test_slow(played: Played) -> None:
    assert played.captured("slow") == [("ok", 200, None)]


def test_truncated(played: Played) -> None:
    assert_missing(played, "truncated", "network", None, "the answer was cut off")


def test_reset(played: Played) -> None:
    captured = played.captured("reset")
    assert {row[:2] for row in captured} == {("network", None)}
    assert len(captured) == 3  # asked again, and then given up
    assert [row[0] for row in played.captured("reset", SECOND)] == ["ok"]


def test_gzip_unasked(played: Played) -> None:
    url = f"http://{played.scenes['gzip_unasked'].host}{FIRST}"
    (digest, headers) = played.rows("SELECT sha256, headers FROM captures WHERE url = ? AND crawl_id = 1", url)[0]
    assert json.loads(headers)["content-encoding"] == "gzip"
    with Archive.open_read_only(played.archive) as archive:
        assert payloads.get(archive.connection, digest).decode() == article(
            "青禾县粮食局2023年政府信息公开工作年度报告"
        )


def test_redirect_to_a_private_address(played: Played) -> None:
    assert_missing(played, "redirect_to_private", "foreign_host", None, "10.0.0.1, where a redirect leads, is not on")


def test_redirect_to_a_link_local_address(played: Played) -> None:
    assert_missing(played, "redirect_to_metadata", "foreign_host", None, "169.254.169.254, where a redirect leads")


def test_robots_5xx(played: Played) -> None:
    assert set(played.asked_first["robots_5xx"]) == {"/robots.txt"}
    assert {row[0] for row in played.captured("robots_5xx", "/")} == {"robots"}
    assert played.read("robots_5xx") == {}


def test_robots_that_are_a_page(played: Played) -> None:
    assert [one[:3] for one in played.read("robots_as_page").values()] == [(2, None, True)]


def test_a_server_that_never_answers(played: Played) -> None:
    assert (played.silent.documents, played.silent.missing) == (1, {"network": 1})
    connection = sqlite3.connect(played.archive.with_name("silent.db"))
    errors = connection.execute("SELECT verdict, error FROM capture_log WHERE url LIKE ?", (f"%{FIRST}",)).fetchall()
    connection.close()
    assert set(errors) == {("network", "no answer in time")}


def test_nothing_that_could_be_had_is_lost_beside_refusals(played: Played) -> None:
    assert played.first.portals == tuple(played.scenes)
    assert set(played.first.without_column) == {"robots_5xx"}
    assert COLUMN in played.asked_first["status_403"]
