"""Requests between the frontier and the downloader: one of a host at a time."""

import threading
import time
from dataclasses import replace

import pytest
from scrapy import Request

from crawler.window import Window


def asked_for(window: Window) -> list[str]:
    """The addresses that are given out until none is ready."""
    given = []
    while (request := window.next_request()) is not None:
        given.append(request.url)
    return given


def filled(*requests: Request) -> Window:
    window = Window()
    for request in requests:
        assert window.enqueue_request(request)
    return window


def test_one_request_of_each_host_is_given_out_the_highest_priority_first() -> None:
    window = filled(
        Request("http://a/1"), Request("http://a/2", priority=5), Request("http://b/1"), Request("http://b/2")
    )
    assert asked_for(window) == ["http://a/2", "http://b/1"]
    assert window.has_pending_requests()


def test_a_host_gets_its_next_request_when_it_is_free() -> None:
    first, second = Request("http://a/1"), Request("http://A/2")
    window = filled(first, second)
    assert asked_for(window) == ["http://a/1"]
    window.free(first.url)
    window.free(first.url)
    assert asked_for(window) == [second.url]
    assert not window.has_pending_requests()


def test_a_redirect_goes_on_in_the_place_of_what_led_there() -> None:
    window = filled(Request("http://a/1"), Request("http://a/3"))
    assert asked_for(window) == ["http://a/1"]
    window.enqueue_request(Request("http://b/2", meta={"redirect_urls": ["http://a/1"]}))
    assert asked_for(window) == ["http://a/3", "http://b/2"]
    window.enqueue_request(Request("http://b/4"))
    assert asked_for(window) == []


def test_another_port_is_another_host() -> None:
    assert asked_for(filled(Request("http://a:1/"), Request("http://a:2/"))) == ["http://a:1/", "http://a:2/"]


def test_a_host_whose_requests_are_refused_before_they_are_sent_is_not_stuck(crawl, archive_path, site, portal, reply):
    """robots.txt forbids the reports, so they never come to the downloader: the crawl ends all the same."""
    rows = "".join(
        f'<li><a href="/no/{n:03}.html">某局{2010 + n}年政府信息公开工作年度报告</a>2024-01-0{n + 1}</li>'
        for n in range(8)
    )
    site.pages["/robots.txt"] = reply("User-agent: *\nDisallow: /no/\n", headers={"Content-Type": "text/plain"})
    site.pages["/"] = '<a href="/nb/">政府信息公开年报</a>' + "政府信息公开" * 20
    site.pages["/nb/"] = f"<title>政府信息公开年报</title><h1>政府信息公开年报</h1><ul>{rows}</ul>"
    summary = crawl(archive_path, [portal])
    assert (summary.missing, summary.waiting) == ({"robots": 8}, 0)


def test_a_host_without_a_pause_is_asked_one_thing_at_a_time(crawl, archive_path, site, portal, reply):
    under_way, most = 0, 0
    lock = threading.Lock()

    def slow(_):
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.02)
        with lock:
            under_way -= 1
        return reply("一份报告的正文。" * 40)

    rows = "".join(
        f'<li><a href="/r/{n:03}.html">某局{2010 + n}年政府信息公开工作年度报告</a>2024-01-0{n + 1}</li>'
        for n in range(8)
    )
    site.pages["/"] = '<a href="/nb/">政府信息公开年报</a>' + "政府信息公开" * 20
    site.pages["/nb/"] = f"<title>政府信息公开年报</title><h1>政府信息公开年报</h1><ul>{rows}</ul>"
    site.pages.update({f"/r/{n:03}.html": slow for n in range(8)})
    assert crawl(archive_path, [portal]).documents == 8
    assert most == 1


@pytest.mark.parametrize("pause", [None, 0.0, 0.01])
def test_a_host_is_asked_over_one_connection(crawl, archive_path, site, portal, reply, pause):
    """Whatever the pause, robots.txt, pages that redirect and pages in two lists included."""
    rows = "".join(
        f'<li><a href="/r/{n:03}.html">某局{2010 + n}年政府信息公开工作年度报告</a>2024-01-0{n + 1}</li>'
        for n in range(8)
    )
    site.pages["/robots.txt"] = reply("User-agent: *\nDisallow: /no/\n", headers={"Content-Type": "text/plain"})
    site.pages["/"] = '<a href="/nb/">政府信息公开年报</a><a href="/bm/">部门信息公开年报</a>' + "政府信息公开" * 20
    site.pages["/nb/"] = f"<title>政府信息公开年报</title><h1>政府信息公开年报</h1><ul>{rows}</ul>"
    site.pages["/bm/"] = f"<title>部门信息公开年报</title><ul>{rows}</ul><p>共8条 1/1页</p>"
    site.pages.update({f"/r/{n:03}.html": reply("一份报告的正文。" * 40, wait=0.01) for n in range(8)})
    site.pages["/r/003.html"] = reply("", 302, {"Location": "/r/103.html"})
    site.pages["/r/103.html"] = "一份报告的正文。" * 40
    assert crawl(archive_path, [replace(portal, pause=pause)]).documents == 8
    assert len({asked.connection for asked in site.asked}) == 1
    assert sorted(site.paths()) == sorted(set(site.paths()))  # nothing is asked for twice
