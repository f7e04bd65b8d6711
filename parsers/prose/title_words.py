"""The words that titles are judged by, as tables: what is no report, what is one, and what may stand around it.

Every pattern is met on real portals and is matched against a title without white space.
"""

from __future__ import annotations

import re
from typing import Literal

from parsers.prose.characters import ZEROES

TitleKind = Literal[
    "report",
    "notice",
    "format",
    "meeting",
    "interpretation",
    "website_report",
    "law_based_government_report",
    "work_report",
    "guide",
    "statistics",
    "other",
]


# Tried in this order on the title without white space; the first that matches decides.
RULES: tuple[tuple[TitleKind, str, tuple[str, ...]], ...] = (
    (
        "interpretation",
        "an interpretation of a report",
        (r"解读|图解|一图(?:读|看|速)懂|图说|问答|说明$|公众评议",),
    ),
    (
        "format",
        "a form or sample for reports",
        (r"(?:报告|年报|报表).{0,4}(?:格式|模[板版]|样[式本表]|范[本文例]|空白?表)", r"国办公开办函"),
    ),
    (
        "notice",
        "a notice about reports",
        (
            r"(?:通知|通报|提示|提醒|批复|复函|的函|的意见|倒计时)(?:[》」\])）].{0,12})?$",
            (
                r"^(?:\S{2,20})?关于(?:认真|切实|扎实|进一步|全面|及时|统一)*"
                r"(?:做好|抓好|开展|报送|上报|编制|印发|转发|征集|填报|规范|督促|加强)"
            ),
            r"^(?:转发|印发)",
        ),
    ),
    (
        "notice",
        "news of a report",
        (r"(?:[省市县区州旗盟镇乡局委厅]|政府)(?:正式|已|率先|统一)?(?:发布|公布)(?=20\d\d年)",),
    ),
    (
        "meeting",
        "news of a meeting or training",
        (
            r"召开|举[办行]|培训班|业务培训|(?:工作|专题|协调)会议",
            r"(?:部署|推进|座谈|培训|动员|调度|总结|交流|新闻发布)会",
        ),
    ),
    (
        "website_report",
        "a report on the government's web site",
        (r"年度(?:工作)?报表|监管报表", r"(?:网站|新媒体)(?!.{0,6}信息公开).{0,12}(?:年报|报表|报告)"),
    ),
    (
        "law_based_government_report",
        "a report on law-based government",
        (r"法治|依法行政", r"法制(?:政府|建设|工作).{0,8}报告"),
    ),
    (
        "guide",
        "a guide, catalogue or rule",
        (
            r"(?:信息|政务|主动|申请)公开(?:工作)?(?:年度?报告?)?的?(?:指南|目录|制度|申请|规定|办法|条例)",
            r"(?:信息|政务|主动|申请)公开(?:工作)?的?(?:流程|清单|须知|保密|审查|标准|事项|内容)",
            r"指南$|目录$|管理办法",
        ),
    ),
    (
        "statistics",
        "statistics, not a report",
        (
            r"统计(?:数据|表|报表|情况|年鉴|公报)|(?:数据|情况|数量)统计",
            r"依申请公开.{0,10}(?:统计|情况|报告|年报)",
            r"上半年|下半年|半年|[一二三四1234]季度|\d月份?",
        ),
    ),
    (
        "work_report",
        "a work plan, summary or appraisal",
        (
            r"(?:年报|报告)的?(?:编制|编写|填报|报送|发布|公布).{0,3}工作",
            r"要点$|工作要点|(?:实施|工作|行动)方案|工作计划|工作安排|(?:总结|小结)$|考核|评估|督查|自查",
        ),
    ),
    (
        "other",
        "a report on other information than a government's",
        (
            r"学年|(?:环境|财务|财政|预算|决算|企业|价格|收费|医疗|信用|慈善|招生)(?:服务)?信息公开",
            r"(?:校务|院务|党务|村务|厂务|预决?算|决算)公开|绩效",
        ),
    ),
)
NOT_REPORTS = tuple((kind, words, re.compile("|".join(patterns))) for kind, words, patterns in RULES)
OTHER_INFORMATION = next(pattern for kind, _, pattern in NOT_REPORTS if kind == "other")

# 「绩效评估中心」 or 「法治宣传中心」 is a body's name, not what its report is about.
MAY_STAND_IN_A_NAME = frozenset({"law_based_government_report", "statistics", "work_report", "other"})

YEAR = rf"(?:20[0-4]\d|二[{ZEROES}][{ZEROES}一二三四][{ZEROES}一二三四五六七八九])"
TOPIC = (
    r"(?:政[府务]信息(?:与|和|及|、)?(?:政务)?公开|信息(?:与|和|及|、)政务公开|政务(?:与|和|及|、)(?:政府)?信息公开"
    r"|(?:政[府务])?信息公开|政务公开|政府信息(?=(?:工作)?年[度报]))"
)
# No report's title is without one of these; most lines of a page are told from titles by that alone.
IN_ANY_TOPIC = ("公开", "政府信息")
YEAR_WORDS = rf"(?:[(（\[【]?{YEAR}(?:年度|年|度)?[)）\]】]?)?"
TAIL = (
    rf"(?:工作)?(?:情况)?的?{YEAR_WORDS}(?:工作)?(?:总结)?(?:年度|本?年)?(?:工作)?(?:情况)?的?(?:总结)?"
    r"(?:报告|年报)(?:书)?"
)
REPORT = re.compile(rf"^(?P<before>.*?){TOPIC}{TAIL}(?P<after>.*)$")
# A list cuts long titles: the rest must be on the way to the word report.
CUT_REPORT = re.compile(rf"^(?P<before>.*?){TOPIC}(?:工作)?(?:情况)?的?(?:年度?报?|报)(?P<after>)(?:…+|\.{{2,}})$")
YEAR_IN = re.compile(rf"{YEAR}(?<![\d〔].{{4}})(?!\d)")  # a year takes four characters
YEAR_RANGE = re.compile(rf"{YEAR}年?(?:-|—+|–|~|～|至|到|、|和){YEAR}年")
DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{0,12}[〔\[【]20\d\d[〕\]】]\d+号")

# What a page prints behind its title on one line, with a year that is none of the report's.
DATE_BEHIND = re.compile(r"(?:发布)?(?:时间|日期)[:：].*|来源[:：].*")
BRACKETED = re.compile(r"^[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
HARMLESS_AFTER = re.compile(
    r"^(?:公示|公告|公布|发布|公开|全文|正文|文本|[及和含](?:其)?附[表件]|附[表件]"
    r"|二维码|终稿|定稿|最终版|修订版?|更新|图片版?|超链版?"
    r"|PDF版?|Word版?|网页版|电子版|文字版|盖章版?"
    r"|[.．](?:pdf|docx?|wps|html?|ofd|txt|xlsx?)|的(?:公告|公示|通告)|[》」”\"。.]|\(?\d{1,2}\)?$)+",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"^(?:[《「•·●◆■▪▶>*]+|(?:信息名称|文件名称|(?:信息|文章)?标题)[:：]?|(?:附件?|公开|公告|公示|标题|名称|转载|置顶|最新|NEW)\d{0,2}[:：]"
    r"|[\[【（(](?:置顶|图片|年报|部门年报|附件\d{0,2}|最新|公开|公示|定稿)[\]】)）]"
    r"|[\[【](?:文字|图文)版?[\]】]|附件\d{1,2}[.、．]?|\d{1,3}[.、．])+"
)
SITE_MARK = re.compile("[-_|—–]")  # one stands in every match of the next
SITE_TAIL = re.compile(
    r"(?<=[\u4e00-\u9fff)）》])[-_|—–]+(?=[\u4e00-\u9fff《])|(?<![\d年])[-_|—–]{1,3}(?=20\d\d年)|(?<=[\u4e00-\u9fff])[_|]+"
)
ABOUT = re.compile(r"^关于(?:发布|公布|公开|公示)?|关于(?:发布|公布|公开|公示)?$|^(?:现|并)?(?:发布|公布)")
ABOUT_INSIDE = re.compile(rf"关于(?:发布|公布|公开|公示)?(?={YEAR})")
NAME_BEFORE = re.compile(rf"^(?:{YEAR}年?度?)?(.*?)(?:关于)?(?:{YEAR}年?度?)?$")
YEAR_BEFORE = re.compile(rf"[(（\[【]?{YEAR}(?:年度|年|度)?[)）\]】]?(?:的)?")
# 「2O23年」 and 「23年」 name no year, and are no part of a name either.
DAMAGED_YEAR = re.compile(r"(?<!第)[\dOo]{1,4}年(?:度)?$|年度$")
NAME_IN_BRACKETS = re.compile(r"^[\[【]([^\[\]【】]+)[\]】]")
AGENCY_TRIM = " ,，:：;；、.。-—_·《》<>"
PLACEHOLDER = re.compile(
    r"[XxＸ×╳*_＿]{2,}|[○〇]{2,}|^某|^\d|单位名称|机关名称"
    r"|^(?:本机关|本单位|我.{1,3}|本[局委办镇乡县市区校院厅街级]|[各县市区]?(?:单位|部门)|年|度|年度|的|及|本)$"
)
# 「四、做好政府信息公开工作年度报告」 heads a part of a plan. What stands before the topic:
TASK = re.compile(
    rf"(?:做好|抓好|编制|编写|撰写|加强|落实|推进|完成|报送|(?:按[时期]|及时)(?:发布|公布|公开))(?:了)?(?:{YEAR}年?度?)?$"
)
ARTICLE = re.compile("第[一二三四五六七八九十]{1,3}条")  # of a rule: 「第三条各部门负责编制本部门的…」
CHINESE = re.compile(r"[\u4e00-\u9fff]")
AGENCY_END = re.compile(
    r"(?:政府|办公室|办公厅|办|局|厅|委|委员会|委会|部|署|院|所|站|队|处|中心|办事处|街道|镇|乡|苏木|区|县|市|旗|盟|州|省"
    r"|公司|银行|学校|中学|小学|大学|医院|协会|联合会|联社|社|馆|集团|农场|林场|海关|机关)$"
)
# Behind 关于 stands a body that is named, or 全市 and 各部门.
BODY_OF_REPORT = re.compile(rf"^(?![全各我本]).*{AGENCY_END.pattern}")
MANY_BODIES = re.compile("[全各]")

SHORTEST_NAME = 2
LONGEST_TITLE = 90
LONGEST_JUDGED = 300
LONGEST_COLUMN = 40
MOST_LINES = 4
LAST_OF_TITLE = re.compile(r"[告报]|年度|[)）]$")
PIECE_OF_TITLE = re.compile(rf"{YEAR}|{AGENCY_END.pattern}|[局委办][（(][^（）()]{{2,12}}[局委办][)）]$|关于$")
TITLE_LABEL = re.compile(r"^[-•·▪■●◆|]*(?:信息|文件|文章|公文)?(?:标题[:：]?|名称[:：])")
# A university reports on its school year by a rule of its own, in parts that are named like an authority's.
SCHOOL_YEAR = re.compile(r"学年")
NAMES_A_REPORT = re.compile(r"年度报告|年报|学年.*报告")
# A line of running text, which names a paper in passing and is the title of none.
RUNNING_TEXT = re.compile(
    r"[。；;]|[:：，,]$|^(?:根据|按照|依据|遵照|为了?|[现特](?:将|就|此|向|编制|公布|发布)|本(?:年度)?(?:报告|年报))"
)
NO_TITLE_LINE = re.compile(r"^第?[一二三四五六七八九十]{1,2}(?:部分|[、.．,，])|[:：|｜]")
# 「…关于公布《某镇2009年政府信息公开年度报告》的通知」 is the cover of the report that follows it.
COVER = re.compile(r"《[^《》]*公开[^《》]*(?:报告|年报)》的?(?:通知|公告|公示|函|请示)?$")
# Labels of a block of metadata are no words of a title, wherever its lines are put together.
FIELD = re.compile("序号|索引号|发布机构|发文机关|组配分类|主题分类|成文日期|生成日期|发文日期|发布日期|公开方式")
SENTENCE = re.compile(rf"[。；;!！?？]|根据|按照|现将|[:：]|{FIELD.pattern}")
NO_COLUMN = re.compile(
    r"政府工作|法治|依法行政|网站|报表|新媒体|预算|决算|企业|上市|统计|财政|解读|通知|总结$|计划|规划|年鉴|年检|会议"
)
COLUMN_OF_REPORTS = re.compile(rf"{TOPIC}{TAIL}|(?:信息|政务)公开年报")
WEAKER_COLUMNS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (0.9, re.compile(r"公开(?:工作)?(?:年报|年度报告|年度工作报告)|政府信息年报")),
    (
        0.6,
        re.compile(
            r"^(?:县|市|区|省|各)?(?:级|直)?(?:政府|部门|乡镇|镇街|镇办|街道|单位|乡镇街道|乡[(（]镇[)）]|直属机构)"
            r"(?:年报|年度报告)$"
        ),
    ),
    (0.5, re.compile(r"^(?:历年|本年|年度|往年|历史)?(?:年报|年度报告|年度报告公开|年报公开|公开年报)$")),
    (0.4, re.compile(rf"^{YEAR}年?度?(?:年报|年度报告|报告)$")),
)
