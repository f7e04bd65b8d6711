"""The wordings that state a figure in prose, as a table; matched inside one sentence without white space.

Beyond the codes that every archive of reports needs there are: disclosed_gazette, disclosed_other,
applications_answered (答复, where 受理 or 办理 is stated as well), congress_suggestions (人大代表建议) and
consultative_proposals (政协提案).
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Repetitions of words are possessive (*+): a word may often be read as two shorter ones, and going back to try
# each reading would take for ever on a text that repeats it.

# A number with what makes it approximate before or behind it, and its scale (2.5万).
NUMBER = (
    r"(?P<about>将近|大约|接近|近|约|超过|突破|超|逾|至少)?"
    r"(?P<number>\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+(?:\.\d+)?|零)"
    r"(?P<some>余|多)?(?P<scale>百|千|万|亿)?(?P<more>余|多)?"
)
_ROUGHLY = r"(?P<roughly>以上|左右|以内)?"
_ITEMS = rf"(?:条|件|篇|份|项){_ROUGHLY}"
_PAPERS = rf"(?:条|件|份|个|篇){_ROUGHLY}"
_COUNT = r"(?:数量|总数|总量|数|量)?(?:[:：]|共计|共有|共|总计|合计|累计|达到|达|为|有)*+"
_GOVERNMENT = r"(?:政府|政务)?"
_SUCH_INFORMATION = (
    r"(?:的|了)?(?:[^，,。；\d]{0,40}等)?(?:(?:各类|各种|各项)[\u4e00-\u9fff]{0,6}?)?"
    rf"{_GOVERNMENT}(?:公开)?信息"
)

# 「主动公开政府信息135条」 is a total wherever it is printed; 「发布信息34条」 only as the year's sum.
TOTALS = (
    re.compile(rf"主动公开(?:发布|公布)?{_SUCH_INFORMATION}{_COUNT}{NUMBER}{_ITEMS}"),
    re.compile(rf"主动公开(?:发布)?(?:各类)?{NUMBER}(?:条|件|篇|份){_GOVERNMENT}信息"),
    re.compile(
        r"(?:共|总计|共计|合计|累计|全年|年度内)[^，,。；：:\d]{0,30}?(?:发布公开|公开发布|公开|发布|公布)(?:主动公开)?"
        rf"(?:的|了)?(?:各类|各种|各项)?(?:政府|政务|公开)?信息{_COUNT}{NUMBER}{_ITEMS}"
    ),
    re.compile(rf"(?:公开|发布)(?:各类|各种)[\u4e00-\u9fff]{{0,8}}?信息{_COUNT}{NUMBER}{_ITEMS}"),
)
# A clause that names one channel states that channel's figure, unless it goes on to divide it (其中 …),
# or names several channels at once.
CHANNEL = re.compile(r"网站|官网|门户|微信|公众号|微博|公报|新媒体|客户端|APP|抖音|头条|平台|专栏|报纸|电视|广播|方式")
SEVERAL_CHANNELS = re.compile(
    r"或(?:者)?其[他它]|等(?:多种|各种|各类)?(?:方式|渠道|平台|媒体|途径|载体)|\d种|多种"
    r"|(?:局|网站|网|公众号|平台|微信|微博)[、和及](?=.*(?:网站|栏目|平台|公众号|微博|微信))"
)

# What may stand between a channel's name and its number.
_SAID = (
    r"(?:[”\"」）)上中内]|公众号|公众平台|平台|订阅号|服务号|账号|号|网|共计|共|总计|累计|全年|年度|主动|公开|公布|发布"
    r"|推送|转载|转发|编发|刊发|刊登|推文|的|了|各类|各种|政府|政务|信息|文章|稿件|消息|图文|动态|原创|数量|数|量"
    r"|达到|达|为|向社会|更新|等|有关|相关|[:：])*+"
)
_POSTS = rf"(?:条|件|篇|期|则){_ROUGHLY}"

_RECEIVED = r"(?:收到|接到|接收到|接收|收悉|新收)"
# 「收到公民、法人和其他组织提出的政府信息公开申请5件」
_APPLICANT = r"(?:公民|自然人|个人|法人|企业|单位|群众|公众|社会|其[他它]组织|组织)"
_APPLICANTS = rf"(?:{_APPLICANT}(?:、|和|或者|或|及其|及|与|以及|各界)?+)*+"
_APPLICATIONS = (
    rf"{_APPLICANTS}"
    r"[^，,。；：:、\d]{0,24}?(?:依申请公开|申请公开|公开的?申请|申请)的?(?:政府|政务)?(?:信息)?(?:公开)?(?:申请)?"
    r"(?:事项|数量|总数|总量|数|量|表|案件|办件|件(?=[共\d]))?(?:[:：]|共计|共|总计|合计|累计|为|有|达)*+"
)
_PIECES = rf"(?:件次|件|条|份|次|起|宗|例|个|人次){_ROUGHLY}"
_ANYBODY = (
    r"(?:过|任何|公民|个人|自然人|法人|或者|或|和|与|及|以及|、|其他组织|其它组织|组织|单位|企业|群众|社会公众|公众|社会"
    r"|各界|有关|相关|的|向|[我本]?(?:局|委|办|县|市|区|镇|乡|院|公司)|提出|提交|提起|要求|书面|一例|一件|关于|对|以)*+"
)
_ASKED = r"(?:政府|政务)?(?:信息)?(?:依申请公开|申请公开"


class Wording(NamedTuple):
    """A way to state the figure `code`. `zero` wordings print no number: they say that there was none.

    One of `words` stands in every match: a sentence without them need not be searched.
    """

    code: str
    words: frozenset[str]
    pattern: re.Pattern[str]
    zero: bool


def _states(code: str, words: str, *pattern: str) -> Wording:
    return Wording(code, frozenset(words.split()), re.compile("".join(pattern)), zero=False)


def _denies(code: str, words: str, *pattern: str) -> Wording:
    return Wording(code, frozenset(words.split()), re.compile("".join(pattern)), zero=True)


WORDINGS: tuple[Wording, ...] = (
    _states("disclosed_website", "网", rf"(?:(?:政府|门户|官方|本级|信息公开)网(?:站)?|官网){_SAID}{NUMBER}{_POSTS}"),
    _states("disclosed_wechat", "微信 公众", rf"(?:微信|公众号|公众平台){_SAID}{NUMBER}{_POSTS}"),
    _states("disclosed_weibo", "微博", rf"微博{_SAID}{NUMBER}{_POSTS}"),
    _states("disclosed_gazette", "公报", rf"政府公报》?(?:公开|公布|发布){_GOVERNMENT}信息{_COUNT}{NUMBER}{_POSTS}"),
    _states("disclosed_other", "方式", rf"其[他它]方式(?:公开|公布|发布){_GOVERNMENT}信息{_COUNT}{NUMBER}{_POSTS}"),
    _states(
        "interpretations",
        "解读",
        r"(?:政策解读|(?<!回应)解读)(?:信息|材料|稿件|文章|文件|产品|稿)?(?:发布)?",
        rf"{_COUNT}{NUMBER}(?:条|篇|件|次|个|份|期){_ROUGHLY}",
    ),
    _states("policy_documents", "文件", rf"政策(?:性)?文件(?:信息)?{_COUNT}{NUMBER}{_PAPERS}"),
    _states("normative_documents", "规范性文件", rf"(?<!部门)(?:行政)?规范性文件(?:信息)?{_COUNT}{NUMBER}{_PAPERS}"),
    _states(
        "proposals",
        "提案",
        rf"(?:建议|议案)(?:和|及|与|、)?(?:政协)?(?:委员)?提案(?:办理)?{_COUNT}{NUMBER}{_PAPERS}",
    ),
    _states("congress_suggestions", "人大", rf"人大(?:代表)?(?:建议|议案)(?:办理)?{_COUNT}{NUMBER}{_PAPERS}"),
    _states("consultative_proposals", "政协", rf"政协(?:委员)?提案(?:办理)?{_COUNT}{NUMBER}{_PAPERS}"),
    _states(
        "press_conferences", "新闻发布会", rf"新闻发布会(?:总次数|次数|活动)?{_COUNT}{NUMBER}(?:场次|场|次){_ROUGHLY}"
    ),
    _states(
        "press_conferences",
        "新闻发布会",
        rf"(?:召开|举办|举行|组织|参加)(?:了)?{NUMBER}(?:场次|场|次)",
        r"[^，,。；、\d]{0,10}?新闻发布会",
    ),
    _states(
        "followers",
        "关注 粉丝 订阅 用户",
        r"(?:关注(?:人数|用户数|用户|粉丝)|粉丝(?:数量|数|量|人数|总数)?|订阅(?:人数|用户|数)|公众号用户(?:数)?)",
        rf"(?:已|达到|达|为|有|共|总量|总数)*+{NUMBER}(?:人|个|名|户|位)?{_ROUGHLY}",
    ),
    _states("applications_received", "申请", rf"{_RECEIVED}{_APPLICATIONS}{NUMBER}{_PIECES}"),
    _states("applications_received", "申请", rf"{_RECEIVED}(?:了)?{NUMBER}{_PIECES}[^，,。；、\d]{{0,16}}?申请"),
    _states("applications_received", "申请", rf"{_RECEIVED}{_APPLICATIONS}(?P<number>零)(?:件)?"),
    _denies(
        "applications_received",
        "申请",
        rf"(?:未曾|没有|均未|尚未|未|没|无)(?:收到|接到|接收到|接收|收悉|受理|发生|产生)(?:到)?{_ANYBODY}",
        rf"{_ASKED}|公开(?:政府|政务)?(?:信息)?的?申请)",
        r"(?!行政复议|引发|引起|[^，,。；、]{0,4}(?:复议|诉讼|收费|费用))",
    ),
    _denies(
        "applications_received",
        "申请",
        rf"(?:无|没有){_ASKED}|公开申请)(?:的)?(?:事项|情况|信息|件|内容)?(?=$|[，,、])",
    ),
    _states("applications_handled", "申请", rf"(?:受理|办理|处理|办结)(?:了)?{_APPLICATIONS}{NUMBER}{_PIECES}"),
    _states("applications_answered", "答复", rf"答复(?:了)?(?:{_APPLICATIONS})?{NUMBER}{_PIECES}"),
    _states("fees_collected_yuan", "收", rf"收取(?!标准)[^，,。；\d]{{0,24}}?费(?:用)?{_COUNT}{NUMBER}元"),
    _denies("fees_collected_yuan", "收", r"(?:未|无|没有)(?:发生|产生|实际|实施)?(?:过)?收取[^，,。；\d]{0,24}?费"),
    _denies("fees_collected_yuan", "收", r"未(?:对|就|因)[^，,。；\d]{0,20}申请[^，,。；\d]{0,8}收费"),
)

# What a sentence says of another time, or of how this year differs from it; 其中 after a difference divides it.
COMPARISON = re.compile(
    r"(?:比|较|同比|环比)(?:上一?年度?|去年|前一?年|20\d\d年|同期)?[^，,。；（(]{0,12}?(?:增|减|降|升|多|少|回落|持平)"
    r"[^，,。；（(]*(?:[（(][^）)]*[）)])?(?:[，,]其中.*)?"
)
OTHER_TIME = re.compile(
    r"上一?年度?(?:结转|收到|受理|办理)|去年|历年|往年|(?:开通|上线|运行|成立|施行|20\d\d年)(?:以来|至今)|自20\d\d年"
)
PLAN = re.compile(r"力争|争取|预计|下一?步|明年|今后|计划(?:于|在|新增|开展|完成)|打算(?:于|在|新增|开展)")
WITHDRAWN = re.compile(r"废止|失效|清理|不再作为|修订")
# What a gazette prints is counted for the gazette.
IN_GAZETTE = re.compile(r"公报.*?(?:刊登|刊发|登载|收录)")
# Applications of another sort, or those that came one way: no figure of all that was asked.
OTHER_APPLICATIONS = re.compile(
    r"复议|诉讼|补正|延期|顺延|撤[回销]|许可|登记|当面|现场|窗口|网络|网上|线上|在线|信函|信件|邮寄|邮件|传真|书面|不予|重复"
)
# 「其中，市直部门办理申请10件。」 as a sentence: a part of what the sentence before it counted.
PART = re.compile(r"^[（(]?其中")
NOT_OF_A_PART = frozenset(
    {"disclosed_total", "applications_received", "applications_handled", "applications_answered", "press_conferences"}
)
TITLES = re.compile(r"《[^》]*》")
YEAR_SAID = re.compile(r"(?<!\d)(20\d\d)年")
