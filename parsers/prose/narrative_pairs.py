"""Figures of several channels in one breath: 「微信、微博分别发布信息1826条、2386条」.

The names stand before 分别 in the order of the numbers behind it. Where the two lists differ in length, or a name
tells of no channel, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.prose.narrative_totals import clause_start
from parsers.prose.narrative_words import NUMBER

IN_TURN = "分别"  # stands in every such sentence
_BETWEEN = re.compile(r"、|和|及|与|以及")
_COUNTED_ITEMS = rf"{NUMBER}(?:条|篇|期|则)"
_PLAIN_ITEM = r"[^、，,。；和及与\d]{0,2}\d[\d,，.]*[余多]?[百千万]?[余多]?(?:条|篇|期|则)"
_NUMBERS = re.compile(
    r"分别(?:共|累计|主动|发布|公布|公开|推送|转载|更新|编发|刊发|政府|政务|各类|工作|信息|文章|推文|动态|的|了|为|达到|达)*+"
    rf"(?P<list>{_PLAIN_ITEM}(?:(?:、|和|及|与|以及|，|,){_PLAIN_ITEM})+)"
)
_ITEM = re.compile(_COUNTED_ITEMS)
# What is counted is no post: 「微信、微博粉丝分别为…」.
_OTHER_COUNTS = re.compile(r"粉丝|关注|阅读|浏览|点击|访问|用户|订阅|转发量|点赞")
_CHANNELS: tuple[tuple[str | None, re.Pattern[str]], ...] = (
    ("disclosed_wechat", re.compile(r"微信|公众号")),
    ("disclosed_weibo", re.compile(r"微博")),
    ("disclosed_website", re.compile(r"网站|官网|门户|政府网|信息网")),
    (None, re.compile(r"抖音|快手|头条|视频号|客户端|APP|新媒体|公报|报|电视|广播|平台|专栏|公开栏")),
)


def figures_in_turn(sentence: str) -> Iterator[tuple[str, re.Match[str], re.Match[str]]]:
    """The code of each channel with the match of its number and that of the whole statement."""
    for stated in _NUMBERS.finditer(sentence):
        names = _BETWEEN.split(sentence[clause_start(sentence, stated.start()) : stated.start()])
        numbers = list(_ITEM.finditer(sentence, stated.start("list"), stated.end("list")))
        codes = [_channel_of(name) for name in names]
        if len(names) != len(numbers) or not all(codes) or _OTHER_COUNTS.search("".join(names)):
            continue
        for (code,), number in zip((code for code in codes if code), numbers, strict=True):
            if code is not None:
                yield code, number, stated


def is_one_of_several(sentence: str, position: int) -> bool:
    """Whether the number at `position` is one of a list of numbers in turn, and so no figure of all channels."""
    return any(listed.start("list") <= position < listed.end("list") for listed in _NUMBERS.finditer(sentence))


def _channel_of(name: str) -> tuple[str | None] | None:
    """The code of the channel that a name tells of, or None for one without a code, in a tuple; no tuple for none."""
    return next(((code,) for code, words in _CHANNELS if words.search(name)), None)
