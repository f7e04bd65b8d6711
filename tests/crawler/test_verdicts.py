"""What a response really is, by status, bytes and words: one line for each kind of answer."""

from __future__ import annotations

import hashlib

import pytest

from crawler.verdicts import Answer, judge, sniff

PAGE = (
    "<html><title>青禾县粮食局2023年政府信息公开工作年度报告</title><body><p>"
    + "一、总体情况。主动公开信息一百条。" * 90
)
LIST = "<html><title>政府信息公开年报</title><body><ul>" + '<li><a href="/a/11.html">年度报告</a></li>' * 20


@pytest.mark.parametrize(
    ("status", "body", "expected", "code"),
    [
        (200, PAGE, "page", "ok"),
        (200, LIST, "list", "list"),
        (200, b"%PDF-1.7 ...", "page", "ok"),
        (200, b"%PDF-1.7 ...", "file", "ok"),
        (200, b"PK\x03\x04 docx", "file", "ok"),
        (200, b"\xd0\xcf\x11\xe0\xa1\xb1 doc", "file", "ok"),
        (200, "<datastore><recordset><record>x</record></recordset></datastore>", "data", "list"),
        # status
        (404, "<html>nothing</html>", "page", "not_found"),
        (404, "<html><body>访问过于频繁，请输入验证码</body></html>", "page", "not_found"),
        (403, "<html><body>访问过于频繁，请输入验证码</body></html>", "page", "captcha"),
        (500, b"\x89PNG\r\n\x00", "page", "server_error"),
        (410, "", "page", "not_found"),
        (400, "", "page", "not_found"),
        (401, "", "page", "login"),
        (403, "", "page", "waf_block"),
        (405, "<html>errors.aliyun.com</html>", "page", "waf_block"),
        (412, "", "page", "challenge"),
        (418, "", "page", "waf_block"),
        (429, "", "page", "rate_limited"),
        (500, "", "page", "server_error"),
        (521, "", "page", "server_error"),
        (302, "", "page", "server_error"),
        (503, "<html>访问过于频繁，请稍后再试</html>", "page", "rate_limited"),
        (500, "<html>您的请求存在安全风险，已被拦截</html>", "page", "waf_block"),
        # challenges, whatever the status
        (412, "<script>$_ts=window['$_ts'];</script>", "page", "challenge"),
        (202, "<meta id='x' r='m'><script type='text/javascript' r='m'></script>", "page", "challenge"),
        (
            521,
            "<script>document.cookie=('_')+('_jsl_clearance');location.href=location.pathname</script>",
            "page",
            "challenge",
        ),
        (200, "<script>document.cookie='C3VK=e5b1; path=/';window.location.reload();</script>", "page", "challenge"),
        (200, "<script>var yunsuo_session_verify='x'</script>", "page", "challenge"),
        (200, "<script>document.cookie='k=1';location.reload()</script>", "page", "challenge"),
        # messages sent with status 200
        (200, "<html><title>访问被阻断</title><body>您的访问被拒绝</body></html>", "page", "waf_block"),
        (
            200,
            "<html><body>由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</body></html>",
            "page",
            "waf_block",
        ),
        (200, "<html><body>安全验证：请输入验证码</body></html>", "page", "captcha"),
        (200, "<html><body>访问频繁，请稍后再试</body></html>", "page", "rate_limited"),
        (200, "<html><body>您访问的页面不存在或已删除</body></html>", "page", "soft_404"),
        (200, "<p>Microsoft JET Database Engine 错误 '80004005'</p><p>/conn.asp，行 12</p>", "page", "server_error"),
        (200, "<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping</p>", "page", "server_error"),
        (200, "<html><title>Error report</title><h1>HTTP Status 404 - /1.html</h1></html>", "page", "soft_404"),
        (200, "<html><body><div id=app></div><script>window._CONFIG = {SID: '7'}</script>", "page", "ok"),
        (200, "<html><body><div id=app></div><script>start()</script>", "page", "stub"),
        (200, "<html><title>404</title><body>" + "网站导航 " * 400, "page", "soft_404"),
        (
            200,
            '<html><head><meta http-equiv="refresh" content="3;url=/"></head><body>正在返回首页，请等待</body></html>',
            "page",
            "soft_404",
        ),
        (
            200,
            "<html><script>window.location.href='/index.html'</script>正在为您跳转，请等待</html>",
            "page",
            "soft_404",
        ),
        # a jump that a click would make is none
        (
            200,
            "<html><div onclick=\"location.href='/nb/'\">青禾县人民政府政府信息公开年报栏目</div></html>",
            "page",
            "ok",
        ),
        (
            200,
            "<html><script>function go(){location.href='/s'}</script>" + "<a href='/a/'>公开栏目</a>" * 4,
            "page",
            "ok",
        ),
        (
            200,
            "<html><script>function go(){location.href='/s'}</script><a href='/a/' onclick='go()'>青禾县公开栏目</a>",
            "page",
            "ok",
        ),
        (
            200,
            "<html><script>function go(){location.href='/s'}</script><body onload='go()'>正在为您跳转，请等待</body>",
            "page",
            "soft_404",
        ),
        # but a home page may lead to another
        (200, "<html><meta http-equiv=refresh content='0;url=index/'><body></body></html>", "home", "ok"),
        (200, "<html><script>location.href='/main/'</script></html>", "home", "ok"),
        (200, "<html><script>document.cookie='k=1';location.reload()</script></html>", "home", "challenge"),
        (200, '<html><title>统一身份认证</title><input type="password"> 账号登录 欢迎使用', "page", "login"),
        (200, "<html><title>提示</title><body>网站系统升级维护中，敬请谅解。</body></html>", "page", "server_error"),
        (200, "<html><title>年报</title><body>网站建设中的问题已经整改，详见附件。</body></html>", "page", "ok"),
        # stubs
        (200, "", "page", "stub"),
        (200, "  \n ", "page", "stub"),
        (200, "<html><body></body></html>", "page", "stub"),
        (200, "<html><body><div>&nbsp;</div></body></html>", "list", "stub"),
        (200, "<html><body>政府信息公开年度报告列表（暂无内容）</body></html>", "list", "stub"),
        (200, "<html><body>政府信息公开年度报告列表（暂无内容）</body></html>", "page", "ok"),
        (200, '<?xml version="1.0"?><datastore></datastore>', "data", "stub"),
        (200, '{"success":true,"data":{"html":""}}', "data", "stub"),
        # wrong type
        (200, PAGE, "file", "wrong_type"),
        (200, "<html><body>文件不存在，页面不存在</body></html>", "file", "soft_404"),
        (200, b"\x89PNG\r\n", "page", "wrong_type"),
        (200, b"\x89PNG\r\n", "file", "wrong_type"),
        (200, b"%PDF-1.7 ...", "list", "wrong_type"),
        (200, b"\x00\x01\x02\x03", "page", "wrong_type"),
        (200, "<html><title>青政办〔2023〕404号文件</title><body>" + "关于公开工作的通知。" * 20, "page", "ok"),
        (200, '<form>用户登录<input type="password"></form>' + PAGE, "page", "ok"),
        # words of refusals inside a real page are words
        (200, PAGE + "网站设置了验证码和网站防火墙，访问频繁时请稍后再试；页面不存在的，按404处理。", "page", "ok"),
    ],
)
def test_verdicts(status: int, body: str | bytes, expected: str, code: str) -> None:
    raw = body.encode() if isinstance(body, str) else body
    verdict = judge(Answer(status, {}, raw, expected))
    assert verdict.code == code
    assert bool(verdict.reason) == (code not in {"ok", "list"})


def test_a_503_with_retry_after_asks_to_come_back() -> None:
    assert judge(Answer(503, {"retry-after": "5"}, b"")).code == "rate_limited"


def test_the_cookie_of_a_challenge() -> None:
    assert judge(Answer(521, {"set-cookie": "__jsluid_s=1"}, b"")).code == "challenge"


def test_a_gb18030_message_with_a_lying_label() -> None:
    body = "<html><meta charset=utf-8><body>您访问的页面不存在</body></html>".encode("gb18030")
    assert judge(Answer(200, {}, body, charset="utf-8")).code == "soft_404"


def test_the_home_page_sent_for_something_else() -> None:
    home = hashlib.sha256(PAGE.encode()).hexdigest()
    assert judge(Answer(200, {}, PAGE.encode()), home=home).code == "soft_404"
    assert judge(Answer(200, {}, PAGE.encode()), home="0" * 64).code == "ok"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.4", "pdf"),
        (b"PK\x03\x04", "zip"),
        (b"\xd0\xcf\x11\xe0", "ole"),
        (b"{\\rtf1", "rtf"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"<!DOCTYPE html><p>", "html"),
        (b"\n\n<div>x</div>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><datastore>", "xml"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html>', "html"),
        (b'{"a":1}', "json"),
        (b"plain words", "text"),
        (b"\x00\x01", "binary"),
        (b"", "text"),
    ],
)
def test_sniffing(body: bytes, kind: str) -> None:
    assert sniff(body) == kind


@pytest.mark.parametrize("tag", ["<", "<a", "<script", "<title", "<meta ", "<a><b", "</head"])
def test_a_page_of_tags_that_never_end_is_judged_in_time(tag: str) -> None:
    """Going to the end of the page from each of them would take hours."""
    assert judge(Answer(200, {}, tag.encode() * 200_000, "page", "utf-8")).code in {"stub", "ok"}


def test_the_words_of_a_long_page_are_counted_beyond_its_scripts() -> None:
    script = "<script>var a = '<p>政府信息公开';</script>" * 2000
    assert judge(Answer(200, {}, f"<body>{script}<p>您的访问被拒绝</p></body>".encode())).code == "waf_block"
    report = f"<body>{script}<p>{'一、总体情况。' * 300}</p><p>您的访问被拒绝</p></body>"
    assert judge(Answer(200, {}, report.encode())).code == "ok"
