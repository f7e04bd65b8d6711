"""What keeps a number in prose from being the report's figure for its year, as tables of words.

It may be of another time, of one channel or of several, of one kind or of several, or of a part; narrative.py asks.
All are matched inside one sentence without white space.
"""

from __future__ import annotations

import re

STOCK = re.compile(r"累计(?:主动)?公开")
# 「截至2023年底，累计主动公开5321条」; 「全年累计公开」 is of the year.
OF_ALL_YEARS = re.compile(r"累计(?:(?<![年度共]累计)(?:主动)?公开|(?<=信息累计)(?=\d))")
# 「本局到2023年底累计主动公开401条」 tells of nothing but all years; what stands before 累计:
UP_TO_A_YEARS_END = re.compile(
    r"(?:(?:截至|截止到?|到|至)20\d\d年(?:年底|底|末)|(?:截至|截止到?|到)目前(?:为止)?)[^全本今]{0,24}$"
)
OF_THE_YEAR = re.compile(r"全年|本年|年度|今年|20\d\d年|新增")
# 「发布信息150条（2023年新增20条）」, 「…150条，其中2023年新增20条」: what stands before is of all years.
NEW_IN_BRACKETS = re.compile(
    r"^(?:[（(](?:其中[，,：:]?)?(?:20\d\d年度?|本年度?|当年|今年)新增"
    r"|[，,]其中[，,：:]?(?:20\d\d年度?|本年度?|当年|今年)新增[\u4e00-\u9fff]{0,8}\d+(?:条|件|篇))"
)
# Before a total of no kind: 「我办共通过网站主动公开907条」, not 「公示公告主动公开37件」.
SUMMED = re.compile(r"(?:共|总计|累计)(?:通过[^，,。；：:\d]{2,24})?$")
# A clause that names one channel states that channel's figure, unless it goes on to divide it among channels
# (其中 …), or names several channels at once.
CHANNEL = re.compile(
    r"网站|官网|(?:政府|政务|公开|信息)网|门户|微信|公众号|订阅号|服务号|视频号|微博|公报|新媒体|客户端|APP|抖音|头条|平台|刊物|网(?=[”」上主公发共累])|目录(?=主动|公开|共|发布|累计)|专栏|报纸|电视|广播|方式"
)
SEVERAL_CHANNELS = re.compile(
    r"或(?:者)?其[他它]|等(?:多种|各种|各类)?(?:方式|渠道|平台|媒体|途径|载体)|\d种|多种"
    r"|(?:局|网站|网|平台)[、和及](?=.*(?:网站|栏目|平台|公众号|微博|微信|新媒体))"
    r"|(?:公众号|微信|微博)[、和及](?=.*(?:网|栏目|公报|报纸))"
)
# 「依托微信公众号、视频号等平台，全年发布各类信息100条」 leaves the web site out: what stands in all that is said.
NEW_MEDIA = re.compile(r"微信|公众号|订阅号|服务号|微博|视频号|抖音|快手|头条|新媒体")
OTHER_MEDIA = re.compile(r"网|公报|栏|目录|专区|报[、刊纸]|电视|广播|客户端|渠道|多种|各种")
DIVIDED_AMONG_CHANNELS = re.compile(
    r"^[，,。：:（(]*其中[，,：:]?[^，,。；：:\d]{0,20}(?:网站|网|微信|公众号|微博|公报|报纸|电视|广播|方式)"
)
# 「通过微信、微博发布信息120条」: a figure of two channels is neither's. What stands before the second's name:
JOINED = re.compile(
    r"(?:网站|(?<!互联)网|微信|公众号|微博|客户端|抖音号?|头条号?|视频号|公报|平台|媒体|APP)(?:频道|专栏|栏目)?"
    r"(?:[”\"」](?=[、和及与以或“\"「]))?(?:、|和|及|与|以及|或)?"
    r"(?:[“\"「][^”\"」]{1,12}[”\"」])?(?:官方|政务)?$"
    r"|(?:网站|网|微信|公众号|微博|报|平台|媒体)[”\"」》]?(?:、|和|及|与|以及|或)[\u4e00-\u9fff]{1,8}$"
)
CHANNELS = frozenset({"disclosed_website", "disclosed_wechat", "disclosed_weibo"})
# A body may have several accounts of one channel, and answer or speak for itself on several levels.
OF_LEVELS = frozenset({"congress_suggestions", "consultative_proposals", "press_conferences"})
OF_SEVERAL = CHANNELS | OF_LEVELS | {"followers"}
# What a sentence says of another time, or of how this year differs from it; 其中 after a difference divides it.
COMPARISON = re.compile(
    r"(?:比|较|同比|环比)(?:上一?年度?|去年|前一?年|20\d\d年|同期)?(?:[（(][^（）()]{1,12}[）)])?[^，,。；（(]{0,12}?(?:增|减|降|升|多|少|回落|持平)"
    r"[^，,。；（(]*(?:[（(][^）)]*[）)])?(?:[，,]其中.*)?"
)
_SINCE = "|".join(rf"{event}(?:以来|至今)" for event in ("开通", "上线", "运行", "成立", "施行", r"20\d\d年"))
OTHER_TIME = re.compile(
    rf"上一?年度?(?:结转|收到|受理|办理)|去年|历年|往年|近[两二三四五几]年|{_SINCE}|自20\d\d年(?!0?1月0?1日起?[至到])"
)
PLAN = re.compile(r"力争|争取|预计|下一?步|明年|今后|计划(?:于|在|新增|开展|完成)|打算(?:于|在|新增|开展)")
# Stands in every match of COMPARISON, OTHER_TIME and PLAN: a passage without it is searched for none of them.
OF_OTHER_TIMES = re.compile(
    r"比|较|上一?年|去年|历年|往年|近.年|明年|以来|至今|自20|力争|争取|预计|下一?步|今后|计划|打算"
)
# 「现行有效规范性文件7个」 is what all years left in force.
WITHDRAWN = re.compile(r"废止|失效|清理|不再作为|修订|(?:现行|继续)有效")
# 「转载规范性文件14件」, 「审查规范性文件12件」 are other bodies'.
REPOSTED = re.compile(r"(?:转[载发]|审[查核])(?:的|了)?(?:各类|行政|部门)?$")
# 「解读重要政策文件94篇次」 counts interpretations. What stands before the papers:
INTERPRETED = re.compile(r"解读(?:了)?(?:重要|相关|各类|各项|有关|重大)?$")
# What a gazette prints is counted for the gazette.
IN_GAZETTE = re.compile(r"公报.*?(?:刊登|刊发|登载|收录)")
# Applications of another sort, or those that came one way: no figure of all that was asked.
OTHER_APPLICATIONS = re.compile(
    r"复议|诉讼|补正|延期|顺延|撤[回销]|许可|登记|当面|现场|窗口|网络|网上|线上|在线|信函|信件|邮寄|邮件|传真|书面|不予|重复"
)
# 「收到申请3件、邮寄申请2件」: what came one way stands beside what came another. What stands behind the first:
ANOTHER_WAY = re.compile(
    r"^[、，,](?:通过)?(?:当面|现场|窗口|网络|网上|线上|线下|信函|邮寄|邮件|传真)[^，,。；、\d]{0,6}申请\d"
)
# 「结转至2024年作出答复的申请20件」 are last year's.
CARRIED = re.compile(r"结转")
# 「结转2024年继续办理」 says where a request goes, not of when it is told.
CARRIED_TO = re.compile(r"结转(?:至|到)?20\d\d年")
# 「规范性文件及解读共90条」 counts both kinds, 「文件12件、解读5篇」 each. What stands before the second kind:
_SECOND_KIND = r"[、和及与](?:其|相关|有关|配套|对应的?|政策|文件|各类)*$"
JOINED_KINDS = re.compile(_SECOND_KIND)
COUNTED_BEFORE = re.compile(
    rf"(?:\d[余多]?[万千百]?[余多]?(?:条|件|篇|个|次|份|期|部|项|场|则|幅)次?(?:[（(][^（）()]*[）)])?|解读){_SECOND_KIND}"
)
COUNTED_BY_KIND = frozenset(
    {
        "interpretations",
        "policy_documents",
        "normative_documents",
        "congress_suggestions",
        "consultative_proposals",
        "press_conferences",
    }
)
# 「“同意公开”答复1条」 is one sort of answer; 「来信76件，答复76件」 answers letters.
ONE_SORT_OF_ANSWER = re.compile(
    r"(?:(?:同意|部分|不予|不|主动|免予)公开|范围|存在|重复|更正|补充|途径|明确)[”\"」]?的?$"
)
OTHER_QUESTIONS = re.compile(r"留言|信箱|来信|信件|咨询|热线|信访|诉求|投诉|举报|网民|提案|建议|来电|来访")
# 「其中，市直部门办理申请10件。」 as a sentence: a part of what the sentence before it counted.
PART = re.compile(r"^[（(]?其中")
NOT_OF_A_PART = frozenset(
    {"disclosed_total", "applications_received", "applications_handled", "applications_answered", "press_conferences"}
)
TITLES = re.compile(r"《[^》]*》")
YEAR_SAID = re.compile(r"(20(?<!\d20)\d\d)年")
