"""The marks by which refusals and apologies are known: facts about the software that stands in front of portals.

How they are weighed is told in `crawler.verdicts`. The names are those of the products.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of a refusal: one of the `words`, the `pattern`, or the words of a header, in a head in lower case.

    Empty `statuses` means any; `short` asks that the page be little more than the mark.
    """

    code: str
    reason: str
    words: tuple[bytes, ...] = ()
    pattern: re.Pattern[bytes] | None = None
    header: tuple[str, str] | None = None
    statuses: frozenset[int] = frozenset()
    short: bool = False

    def is_in(self, head: bytes) -> bool:
        """Whether the mark stands in a head. One that is a header alone asks nothing of it."""
        if self.pattern is not None:
            return self.pattern.search(head) is not None
        return not self.words or any(word in head for word in self.words)


_JSL = frozenset({200, 521})
_RS = re.compile(rb"\$_ts\s*=\s*window\[")
_RS_TAG = re.compile(rb"<(?:script|meta)[^>]{0,200}\br=['\"]m['\"]")
_COOKIE_AND_RELOAD = re.compile(rb"document\.cookie\s*=[^;]+;.{0,200}location")

# Marks that hold whatever the status says.
CHALLENGES = (
    Mark("challenge", "瑞数 (a script in place of the page)", pattern=_RS),
    Mark("challenge", "瑞数 (a script in place of the page)", pattern=_RS_TAG),
    Mark("challenge", "加速乐 (a cookie computed by script)", (b"__jsl_clearance", b'go({"bts"'), statuses=_JSL),
    Mark("challenge", "加速乐 (its cookie is set)", header=("set-cookie", "__jsluid"), statuses=frozenset({521})),
    Mark("challenge", "a script that sets the cookie C3VK", pattern=re.compile(rb"\bc3vk\b"), short=True),
    Mark("challenge", "云锁 (session verification)", (b"yunsuo_session_verify",), short=True),
    Mark("challenge", "长亭 (bot challenge)", (b"safeline_bot_challenge", b"safelinechallenge")),
    Mark("challenge", "EdgeOne (a cookie script)", (b"__tst_status", b"eo_bot_ssid"), short=True),
    Mark("challenge", "a script that sets a cookie and reloads", pattern=_COOKIE_AND_RELOAD, short=True),
)

# Words that a whole short page, or its title, consists of.
_BLOCKS = (
    "您的访问被拒绝",
    "访问被阻断",
    "访问被拦截",
    "您的请求存在安全风险",
    "可能对网站造成安全威胁",
    "请求被拦截",
    "网站防火墙",
    "Web应用防火墙",
    "您的IP已被封禁",
    "errors.aliyun.com",
)
_CAPTCHAS = ("请输入验证码", "人机验证", "拖动滑块", "滑动验证", "完成安全验证", "安全验证中", "点击按钮进行验证")
_BUSY = ("访问频繁", "访问过于频繁", "请求过于频繁", "操作过于频繁", "访问太频繁", "请稍后再试", "系统繁忙")
_CLOSED = ("升级维护中", "系统维护中", "网站维护中", "网站暂停访问")
_GONE = (
    "页面不存在",
    "页面找不到",
    "找不到页面",
    "页面没有找到",
    "没有找到您要访问的页面",
    "信息已删除",
    "信息已下线",
    "文章不存在",
    "内容不存在",
    "页面已删除",
    "页面已被删除",
    "无法找到该页",
    "您查看的信息不存在",
    "页面走丢了",
    "404 Not Found",
    "HTTP Status 404",
)
# What the software behind a page says of itself where it failed, sent with status 200.
_BROKEN = (
    "Microsoft OLE DB Provider",
    "Microsoft JET Database Engine",
    "Whitelabel Error Page",
    "Server Error in '/",
    "HTTP Status 500",
    "SQLSTATE[",
    "java.lang.",
)
LOGIN = ("统一身份认证", "用户登录", "请先登录", "请登录")
MESSAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("waf_block", _BLOCKS),
    ("captcha", _CAPTCHAS),
    ("soft_404", _GONE),
    ("server_error", (*_CLOSED, *_BROKEN)),
    ("rate_limited", _BUSY),
)

STATUSES: tuple[tuple[range | frozenset[int], str, str], ...] = (
    (frozenset({404, 410}), "not_found", ""),
    (frozenset({401, 407}), "login", ", a login is asked for"),
    (frozenset({412}), "challenge", ", as 瑞数 sends it"),
    (frozenset({403, 405, 406, 418, 444, 456, 493}), "waf_block", ""),
    (frozenset({429}), "rate_limited", ", too many requests"),
    (frozenset({413, 414, 431}), "server_error", ", the request was too large"),
    (range(300, 400), "server_error", ", a redirect that leads nowhere"),
    (range(400, 500), "not_found", ""),
    (range(500, 600), "server_error", ""),
)
