"""Pages that differ in counters and clocks only, and pages that do not."""

from __future__ import annotations

import hashlib

import pytest

from archive.raw import captures
from archive.raw.captures import Capture
from archive.raw.chrome import same_but_for_chrome, without_chrome
from archive.store import Archive
from parsers.model import Context

URL = "http://www.qinghe.gov.cn/xxgk/nb/t20240120_11.html"
LINE = "发布时间：2024-01-20 10:24 来源：县政府办 浏览量：<span>{}</span>次 字体：[大 中 小] 打印本页"


def html(inside: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{inside}</body></html>".encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>浏览次数：12</p>", "<p>浏览次数：1,313</p>"),
        ("<div>点击数:<b>12</b>次</div>", "<div>点击数:<b>13</b>次</div>"),
        ("<div>您是第 9999 位访客</div>", "<div>您是第 10001 位访客</div>"),
        (f"<div>{LINE.format(12)}</div>", f"<div>{LINE.format(99)}</div>"),
        (f"<table><tr><td>{LINE.format(12)}</td></tr></table>", f"<table><tr><td>{LINE.format(99)}</td></tr></table>"),
        ("<p>今天是2026年11月21日 星期六</p>", "<p>今天是2026年11月22日&nbsp;星期日</p>"),
        ("<p>当前时间：2026-11-21 12:33:11</p>", "<p>当前时间：2026-11-22 02:03:04</p>"),
        ('<link href="/a.css?v=12"><script src="/b.js?t=1"></script>', '<link href="/a.css"><script src="/b.js?t=2"></script>'),
        ('<input type="hidden" name="__VIEWSTATE" value="/wEP1">', '<input type="hidden" name="__VIEWSTATE" value="/wEPxx">'),
        ('<div id="box_1690000000123">文</div>', '<div id="box_1690000000999">文</div>'),
        ('<script>var timestamp = "1690000000123";</script>', '<script>var timestamp = "1690000009999";</script>'),
        ('<script nonce="r4nd0m">f()</script>', '<script nonce="other">f()</script>'),
        ("<!-- page generated in 0.12 ms -->", "<!-- page generated in 9.13 ms -->"),
        ('<a href="/x.do;jsessionid=0A1B.n1">目录</a>', '<a href="/x.do;jsessionid=FFFF.n2">目录</a>'),
    ],
)  # fmt: skip
def test_chrome_is_no_change(before: str, after: str) -> None:
    assert same_but_for_chrome(html(before), html(after), "utf-8")


def test_a_token_in_the_head_is_no_change() -> None:
    token = '<meta name="csrf-token" content="{}">'
    assert same_but_for_chrome(html("报告", token.format("1f")), html("报告", token.format("2e")), None)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<table><tr><td>12</td></tr></table>", "<table><tr><td>13</td></tr></table>"),
        ("<table><tr><td>浏览次数：12</td></tr></table>", "<table><tr><td>浏览次数：13</td></tr></table>"),
        ("<p>网站访问量：12345</p>", "<p>网站访问量：12346</p>"),
        ("<p>阅读量：12</p>", "<p>阅读量：13</p>"),
        ("<p>全年浏览次数12345次，发布信息10条。</p>", "<p>全年浏览次数12346次，发布信息10条。</p>"),
        ("<p>全年网站浏览次数：12345</p>", "<p>全年网站浏览次数：12346</p>"),
        (f"<div>{LINE.format(12)}</div>", f"<div>{LINE.format(12).replace('01-20', '01-21')}</div>"),
        ("<p>今天是2026年11月21日，全年收到12件</p>", "<p>今天是2026年11月21日，全年收到13件</p>"),
        ("<p>报告时间：2026-01-12</p>", "<p>报告时间：2026-01-13</p>"),
        ('<p><a href="/f.pdf?v=1">附件</a></p>', '<p><a href="/f.pdf?v=2">附件</a></p>'),
        ('<img src="/biao.png?v=1">', '<img src="/biao.png?v=2">'),
        ('<script>document.write("收到12件")</script>', '<script>document.write("收到13件")</script>'),
        ("<script>var total = 1690000000123</script>", "<script>var total = 1690000000124</script>"),
        ('<input name="total" value="12">', '<input name="total" value="13">'),
        ("<!-- 索引号：2024-00012 -->", "<!-- 索引号：2024-00013 -->"),
        ('<td rowspan="2">文</td>', '<td rowspan="3">文</td>'),
        ("<p>甲</p>", "<p>乙</p>"),
        ("<p>甲 </p><p>乙</p>", "<p>甲</p><p> 乙</p>"),
        ("<p>浏览次数：12</p><p>甲</p>", "<p>浏览次数：13</p><p>乙</p>"),
    ],
)  # fmt: skip
def test_everything_else_is_a_change(before: str, after: str) -> None:
    assert not same_but_for_chrome(html(before), html(after), "utf-8")


def test_a_date_in_the_head_is_a_change() -> None:
    date = '<meta name="PubDate" content="2024-01-{}">'
    assert not same_but_for_chrome(html("报告", date.format(20)), html("报告", date.format(21)), None)


def test_other_encodings_are_another_reading() -> None:
    page = "<html><body><p>浏览次数：12</p>政府信息公开工作年度报告</body></html>"
    assert not same_but_for_chrome(page.encode("gb18030"), page.encode(), None)
    assert same_but_for_chrome(page.encode("gb18030"), page.replace("12", "13").encode("gb18030"), "gb2312")


@pytest.mark.parametrize(
    "body", [b"%PDF-1.4 1", b'{"count": 1}', b"<datastore><totalrecord>1</totalrecord></datastore>"]
)
def test_only_pages_are_compared(body: bytes) -> None:
    assert not same_but_for_chrome(body, body + b" ", None)


@pytest.mark.parametrize(
    "hostile",
    ["<!--" * 50_000, "<script>" * 50_000, "<a " * 50_000, "浏览次数：" * 50_000, "<" * 200_000, "<p>" + "来源：" * 60 + "</p>" * 20_000],
)  # fmt: skip
def test_hostile_pages_take_no_longer_than_others(hostile: str) -> None:
    assert "\x00" not in without_chrome(hostile)


def capture(body: bytes, day: int, verdict: str = "ok") -> Capture:
    context = Context(url=URL, portal_id="990101") if verdict == "ok" else None
    return Capture(URL, f"2026-11-{day:02}T00:00:00Z", verdict, status=200, context=context, body=body)


def test_bytes_that_say_the_same_are_a_revisit_and_only_their_digest_is_kept(archive: Archive) -> None:
    first, second, revised = (
        html("收到12件<p>浏览次数：1</p>"),
        html("收到12件<p>浏览次数：2</p>"),
        html("收到13件<p>浏览次数：3</p>"),
    )
    with archive.write() as conn:
        recorded = [captures.record(conn, capture(body, day)) for day, body in enumerate([first, second, revised], 1)]
    assert [(one.verdict, one.new_payload) for one in recorded] == [("ok", True), ("revisit", False), ("ok", True)]
    assert recorded[0].document_id == recorded[1].document_id
    shown = archive.connection.execute("SELECT verdict, revisit_of, sha256, received_sha256 FROM captures").fetchall()
    digest = hashlib.sha256(first).hexdigest()
    assert shown[0] == ("ok", None, digest, None)
    assert shown[1] == ("revisit", 1, digest, hashlib.sha256(second).hexdigest())
    assert shown[2] == ("ok", None, hashlib.sha256(revised).hexdigest(), None)
    assert archive.connection.execute("SELECT count(*) FROM payloads").fetchone() == (2,)


def test_a_refusal_is_never_taken_for_the_page(archive: Archive) -> None:
    with archive.write() as conn:
        captures.record(conn, capture(html("收到12件<p>浏览次数：1</p>"), 1))
        recorded = captures.record(conn, capture(html("收到12件<p>浏览次数：2</p>"), 2, "soft_404"))
    assert (recorded.verdict, recorded.new_payload) == ("soft_404", True)
