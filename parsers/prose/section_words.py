"""The words of section headings, as tables.

`OFFICIAL` are the six headings of the forms of 2019 and 2021 in the wordings met in reports, each a group of its
code's name; `PLAIN` are other names of the same six subjects, which count only behind a section's number. All are
matched against a line without white space and number.
"""

from __future__ import annotations

import re

_AND = r"(?:、|和|及|与|以及|及其|，|,|或|;|；)?"
_OF_YEAR = r"(?:20\d\d年度?)?"
_END = r"[。:：.]?$"

_WORDINGS: dict[str, str] = {
    "overview": r"总体情况|总体概况|政府信息公开工作总体情况",
    "disclosure": r"(?:行政机关|本机关|本单位)?主动公开政府信息(?:工作)?的?(?:总体|基本)?情况",
    "applications": rf"收到{_AND}(?:处理|办理|答复)的?政府信息公开申请的?情况",
    "legal_challenges": (
        rf"因?政府信息公开(?:工作)?(?:被)?(?:申请|提起)?行政复议{_AND}(?:被)?(?:提起)?行政诉讼的?情况"
    ),
    "problems": rf"(?:政府信息公开(?:工作)?(?:中)?)?存在的?(?:主要)?问题{_AND}(?:主要)?改进(?:情况|措施)",
    "other_matters": r"(?:其他|其它)需要报告的?(?:事项|情况)|需要报告的(?:其他|其它)事项",
}
SIX = tuple(_WORDINGS)
OFFICIAL = re.compile(rf"{_OF_YEAR}(?:{'|'.join(f'(?P<{code}>{words})' for code, words in _WORDINGS.items())})")
LAST_OF_OFFICIAL = frozenset("况施项")  # 情况, 概况, 措施, 事项
LAST_OF_NAMES = LAST_OF_OFFICIAL | frozenset("述题")  # 概述, 问题; 「主动公开」 alone may be an entry of a menu
# Sections that only the forms of 2019 and later have.
OF_THE_FORMS = ("disclosure", "applications", "other_matters")

_TOPIC = r"(?:政府|政务)?(?:信息)?(?:公开)?(?:工作)?"
_INFORMATION = r"(?:(?:政府|政务)?信息)?"
# What old reports tell of under one heading with the applications: what was not disclosed, questions, charges.
_SHARED_WITH = rf"(?:不予以?公开|咨询|收费|费用)(?:的)?{_INFORMATION}(?:的)?(?:工作|办理|受理|处理)*(?:及减免)?"
_BESIDES = rf"(?:{_AND}{_SHARED_WITH}(?:的)?(?:情况)?)*"
_TROUBLES = r"(?:问题|不足|困难)"
PLAIN: dict[str, re.Pattern[str]] = {
    "overview": re.compile(
        rf"^(?:概述|概况|情况概述|工作开展(?:的)?(?:总体|基本)?情况|(?:工作)?(?:总体|基本)(?:工作)?(?:情况|概况)|总体工作"
        rf"|{_TOPIC}主要(?:工作|情况)概述"
        rf"|(?:本年度)?{_OF_YEAR}{_TOPIC}(?:的)?(?:(?:基本|总体)?(?:情况)?(?:概述|概况)|(?:总体|基本)(?:工作)?情况)){_END}"
    ),
    "disclosure": re.compile(
        rf"^{_OF_YEAR}{_INFORMATION}主动公开(?:的)?(?:政府|政务)?(?:信息)?(?:公开)?(?:工作)?的?(?:基本|总体)?(?:情况)?"
        rf"(?:(?:以及|及|和)(?:公开)?平台建设(?:情况)?)?{_END}"
    ),
    "applications": re.compile(
        rf"^{_OF_YEAR}(?:办理|受理|处理)?(?:政府|政务)?(?:信息)?依申请公开(?:的)?(?:政府|政务)?(?:信息)?(?:申请)?的?(?:工作|办理|受理|处理)*(?:的)?"
        rf"(?:情况)?{_BESIDES}{_END}|^(?:政府信息公开)?申请(?:的)?(?:办理|处理|受理)(?:情况)?{_END}|^政府信息公开申请(?:的)?情况{_END}"
    ),
    "legal_challenges": re.compile(
        rf"^(?:因)?(?:政府信息公开)?(?:工作|申请)?(?:投诉|举报)*{_AND}(?:被)?(?:申请|提起|引起的?|引发的?)?(?:行政)?复议"
        rf"{_AND}(?:被)?(?:申请|提起)?(?:行政)?诉讼"
        rf"(?:{_AND}(?:行政)?(?:申诉|投诉举报|举报投诉|投诉|举报))*的?(?:有关)?(?:情况)?{_END}"
        rf"|^(?:因)?(?:政府信息公开)?(?:工作)?(?:被)?(?:申请)?行政复议的?情况{_END}"
    ),
    "problems": re.compile(
        rf"^{_TOPIC}(?:中)?(?:存在|面临)?的?(?:主要)?{_TROUBLES}(?:{_AND}{_TROUBLES})?"
        rf"(?:{_AND}(?:20\d\d年)?(?:下一?步|今后)?(?:的)?(?:主要)?"
        rf"(?:改进|整改|解决|工作|打算)(?:的)?(?:情况|措施|意见|方向|打算|举措|办法|计划|安排|思路)?)?{_END}"
    ),
    "other_matters": re.compile(rf"^(?:其他|其它)(?:需要(?:报告|说明)的)?(?:事项|情况|有关情况){_END}"),
}

NUMBER = re.compile(r"^(?:第?(?P<number>[一二三四五六七八九十]{1,3})(?:部分[:：、,，]?|[、.．,，:：])|—、)")
FIRST_OF_NUMBER = frozenset("第一二三四五六七八九十—")  # a dash is typed for 一
# 「一 概 述」 is a heading where the words behind the blank are one.
NUMBER_AND_BLANK = re.compile(r"^(?P<number>[一二三四五六七八九十]{1,2})[ \u3000]")
# Other ways to number a heading, or to adorn it: （一）, 1., 壹、, -, ## and **.
_DIGIT = r"[一二三四五六七八九十壹贰叁肆伍陆柒]{1,3}|\d{1,2}"
OTHER_NUMBER = re.compile(rf"^[-#*★☆●■◆▲•]*[（(]?(?:{_DIGIT})?[)）]?[、.．,，:：*]*")
# A line of a table of contents ends in dots and a page number; its last characters show it.
CONTENTS_LINE = re.compile(r"(?:\.{3}|…|·{3}|-{3})[-—]?\d{0,3}[-—]?$")
LONGEST_END_OF_CONTENTS_LINE = 8
# What goes on behind a heading when it only stands in a list of headings.
LIST_GOES_ON = ("、", "，", ",", "和", "及", "与", "；", ";", "》", "”", "等")
SENTENCE_MARK = re.compile(r"[。；;！？!?]")

# What a page prints below a text; only whole lines, so that no sentence of a report is taken for one.
FURNITURE = re.compile(
    r"^(?:(?:扫一扫|扫码|手机扫|微信扫|用手机)\S{0,20}|分享(?:到|至)?[:：]?\S{0,20}|(?:【|\[)?(?:打印|关闭|返回|收藏|纠错|我要纠错)(?:本页|窗口|页面|顶部)?(?:】|\])?"
    r"|(?:返回顶部|打印|关闭|收藏|分享|打印本页|关闭窗口|关闭本页){2,}|(?:上|下)一[篇条页][:：].{0,60}|相关(?:链接|附件|新闻|稿件|文章|信息|阅读|解读)[:：]?"
    r"|微信好友|QQ好友|QQ空间|新浪微博|腾讯微博|微信|微博|取消|字体[:：]?\S{0,8}|字号[:：]?\S{0,8}|大|中|小|\[?大中小\]?|二维码"
    r"|(?:浏览|阅读|点击)(?:次数|量|数)[:：]?\d*|(?:责任编辑|责编|编辑|审核|来源|作者|录入|校对|信息来源)[:：].{0,30}"
    r"|(?:主办|承办|版权所有|网站标识码|备案序号|联系我们|网站地图|ICP备案).{0,80}|您访问的链接即将离开.{0,60})$"
)


def plain_code(head: str) -> str | None:
    """The code of the subject that a heading's words name, without number and white space."""
    if official := OFFICIAL.fullmatch(head):
        return official.lastgroup
    return next((code for code, pattern in PLAIN.items() if pattern.fullmatch(head)), None)
