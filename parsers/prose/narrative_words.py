"""The wordings that state a figure in prose, as a table; matched inside one sentence without white space.

Beyond the codes that every archive of reports needs there are: disclosed_gazette, disclosed_other,
applications_answered (答复, where 受理 or 办理 is stated as well), congress_suggestions (人大代表建议),
consultative_proposals (政协提案) and normative_documents_repealed (废止, 失效, 不再作为规范性文件管理).
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Patterns begin with words, and look behind these where they must: a search then skips to them instead of trying
# each place. Repetitions of words are possessive (*+): a word may often be read as two shorter ones, and going back
# to try each reading would take for ever on a text that repeats it.

# A number with what makes it approximate before or behind it, and its scale (2.5万).
# A number in words is one of 百余条, 三百多条 or 近千条; narrative.py looks whether it is. The mark of a note may stand
# behind the digits: 576[2]件, 576²件. Each class of characters here is compiled some sixty times: they are few.
NUMBER = (
    r"(?P<about>将近|大约|接近|近|约|超过|突破|超|逾|至少|上(?!\d))?"
    r"(?P<number>\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+(?:\.\d+)?|零|.?[十百千万])(?:\[\d\d?\]|[¹²³])?"
    r"(?P<some>余|多)?(?P<scale>百|千|万|亿)?(?P<more>余|多)?"
)
# Stands in every sentence that counts in words alone.
COUNTED_IN_WORDS = re.compile(r"[十百千](?:(?<=[近上约逾超过].)|(?=[余多]))|万(?<=[近上约逾超过]万)")
_ROUGHLY = r"(?P<roughly>以上|左右|以内)?"
_ITEMS = rf"(?:条|件|篇|份|项){_ROUGHLY}"
_PAPERS = rf"(?:条|件|份|个|篇|项){_ROUGHLY}"
# 「16项65条」 are 65 of 16 sorts.
_OF_SORTS = r"(?:\d{1,3}(?:个?大)?[项类](?=\d))?"
_COUNT = r"(?:的?(?:数量|总数|总量|数|量))?(?:[:：]|共计|共有|共|总计|合计|累计|达到|达|为|的有|有)*+"
_GOVERNMENT = r"(?:政府|政务)?"
_SUCH_INFORMATION = (
    r"(?:的|了)?(?:[^，,。；\d]{0,100}等(?:事项|方面|领域|内容)?|《[^《》]{2,30}》[^，,。；\d]{0,14}规定的(?:相关|有关)?)?"
    rf"(?:(?:各类|各种|各项)[\u4e00-\u9fff]{{0,6}}?|全文电子化的?)?{_GOVERNMENT}(?:公开)?信息(?:[（(][^（）()\d]{{2,40}}[）)])?"
)

# 「本年度新增主动公开政府信息29条」 beside 「截至年底累计主动公开782条」: the stock is no figure of the year.
NEW_IN_THE_YEAR = re.compile(
    rf"(?:新增(?:的)?主动公开|主动新增公开)(?:发布|公布)?{_SUCH_INFORMATION}{_COUNT}{_OF_SORTS}{NUMBER}{_ITEMS}"
)
OF_NO_KIND = re.compile(rf"主动公开(?:共|共计)?{NUMBER}(?:条|件|篇){_ROUGHLY}(?=$|[，,（(])")
# 「主动公开政府信息135条」 is a total wherever it is printed; 「发布信息34条」 only as the year's sum.
# What follows is told of one kind of information, or of applications (依申请公开信息).
_OPENED = r"(?:发布公开|公开发布|(?<!申请)公开|发布|公布)"
_ANY_KIND = r"(?:各类|各种)(?:政府|政务|政策|工作|动态|文字|图文|公开|业务|行业|[\u4e00-\u9fff]{2}业|及|和|、){0,4}"
# Each with a word that stands in every match: a sentence without it need not be searched.
TOTALS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("新增", NEW_IN_THE_YEAR),
    ("主动公开", re.compile(rf"主动公开(?:发布|公布)?{_SUCH_INFORMATION}{_COUNT}{_OF_SORTS}{NUMBER}{_ITEMS}")),
    ("主动向社会公开", re.compile(rf"主动向社会公开{_SUCH_INFORMATION}{_COUNT}{NUMBER}{_ITEMS}")),
    ("主动公开", re.compile(rf"主动公开(?:发布)?(?:各类)?{NUMBER}(?:条|件|篇|份){_GOVERNMENT}信息")),
    (
        "信息",
        re.compile(
            rf"(?:共|总计|共计|合计|累计|全年|年度内)[^，,。；：:\d]{{0,30}}?{_OPENED}(?:主动公开)?"
            rf"(?:的|了)?(?:各类|各种|各项)?(?:政府|政务|公开)?信息{_COUNT}{NUMBER}{_ITEMS}"
        ),
    ),
    (
        "信息",
        re.compile(
            rf"(?:共|总计|累计|全年)[^，,。；：:\d]{{0,12}}?{_OPENED}(?:了)?{NUMBER}(?:条|件|篇|份){_GOVERNMENT}信息"
        ),
    ),
    (  # 「我镇信息主动公开292条」
        "信息主动公开",
        re.compile(
            r"信息主动公开(?:(?<=[我本全].信息主动公开)|(?<=[我本全].政[府务]信息主动公开))"
            rf"(?:共计|共|总数)?{NUMBER}{_ITEMS}"
        ),
    ),
    (  # 「本年度政府信息公开共530条」, not 「依申请信息公开共3条」
        "信息公开共",
        re.compile(rf"信息公开共(?<!申请信息公开共)(?<!申请政[府务]信息公开共)计?{NUMBER}(?:条|件|篇){_ROUGHLY}"),
    ),
    ("公开政", re.compile(rf"^公开(?:政府|政务)信息{_COUNT}{NUMBER}{_ITEMS}")),
    (  # 「2022年，我局发布政府信息252条」
        "年",
        re.compile(
            r"20\d\d年度?[，,]?(?:我|本|全)[局委办厅院会省市县区州旗镇乡街](?:道)?(?:共|累计)?"
            rf"{_OPENED}(?:了)?(?:政府|政务)信息{_COUNT}{NUMBER}{_ITEMS}"
        ),
    ),
    ("各", re.compile(rf"(?:(?<!申请)公开|发布){_ANY_KIND}信息{_COUNT}{NUMBER}{_ITEMS}")),
    (
        "公开",
        re.compile(
            r"公开(?:(?<![\u4e00-\u9fff]公开)(?:政府|政务)?信息(?:共计|总计|合计|共)"
            rf"|(?:(?<=年度公开)|(?<=全年公开)|(?<=年内公开))(?:政府|政务)信息){NUMBER}{_ITEMS}"
        ),
    ),
    (
        "等",
        re.compile(
            rf"公开[^，,。；：:\d]{{2,100}}等(?:各类|各项)?(?:政府|政务)信息(?:共计|总计|合计|共){NUMBER}{_ITEMS}"
        ),
    ),
    (
        "等",
        re.compile(
            r"等(?:渠道|平台|方式|途径|载体|媒体)[^，,。；：:\d]{0,12}?(?:公开|发布)(?:了)?(?:各类|各项)?"
            rf"(?:政府|政务)信息(?:共计|总计|合计|共){NUMBER}{_ITEMS}"
        ),
    ),
    ("主动公开", OF_NO_KIND),
)

# What may stand between a channel's name and its number.
_SAID = (
    r"(?:[”\"」）)》上中内]|[（(][^（）()条件篇]{1,60}[）)]|公众号|公众平台|公众账号|平台|订阅号|服务号|自媒体|账号|号|网|共计|共|总计|累计|全年|年度|主动|公开"
    r"|公布|发布|推送|转载|转发|编发|刊发|刊登|发稿|推文|的|了|各类|各种|政府|政务|工作|信息|文章|稿件|消息|图文|动态|原创|数量|数|量"
    r"|达到|达|为|向社会|对外|方面[，,]|年内|今年|20\d\d年|更新|新增|等|有关|相关|[:：])*+"
)
# 「微信公众号等平台发布100条」: a figure of one channel and others.
_NOT_WITH_OTHERS = r"(?!(?:公众号|公众平台|平台|订阅号|[”\"」）)》])*+等)"
# 「72条政策解读」 counts interpretations, wherever they were posted.
_POSTS = rf"(?:条|件|篇|期|则){_ROUGHLY}(?![^，,。；、：:\d]{{0,12}}(?:解读|规范性文件|答复|留言|咨询))"
_SITE = (
    r"(?:(?:政府|政务|门户|官方|本级|部门|信息公开|政务公开|政府信息|[局委办厅院会府市县区镇乡])网(?:站)?|官网|公开[”\"」]网站"
    r"|网站(?:(?<=通过网站)|(?<=依托网站)|(?<=利用网站)|(?<=其中网站)|(?<=在网站)|(?<![各类个家闻业等]网站)(?=发稿|发布)))"
    rf"{_NOT_WITH_OTHERS}(?:(?:[“\"][^”\",，。；\d]{{1,20}}[”\"]、?)++(?:专栏|栏目)|[\u4e00-\u9fff]{{0,6}}?(?:专栏|栏目|子站|频道)"
    r"|(?:政务|政府信息|信息)公开(?:专栏|栏目|平台|目录))?"
)
_AMONG_OTHERS = (
    r"(?:(?<=公开|发布|公布|推送|动态|信息|年度)(?:[^，,。；：:\d博抖]{2,90}?等[^，,。；：:\d]{0,12}?"
    r"|[\u4e00-\u9fff]{2,6}各类(?:政府|政务)?信息|[、和及][\u4e00-\u9fff]{2,14}?信息))?"
)
_ISSUES = r"(?:\d+期[，,、]?(?=\d))?"  # 「推送174期603条」
# 「公众号保持更新，全年发布信息502篇」, and the names of several accounts: 公众号“甲”“乙”.
_SAID_BEFORE = r"(?:[^，,。；：:、\d网报博音频]{0,16}[，,](?:全年|本年度?|年内|共|总计|累计)*(?=发布|推送|推出|编发))?"
_ACCOUNTS = r"(?:(?:公众号|公众平台)?(?:[“\"][^”\",，。；\d]{1,20}[”\"]、?)++)?"

_HANDLING = r"(?:办理)?(?:情况|结果|复函|答复)?"
_RECEIVED = r"(?:收到|接到|接收到|接收|收悉|新收)"
# 「收到公民、法人和其他组织提出的政府信息公开申请5件」
_APPLICANT = r"(?:公民|自然人|个人|法人|企业|单位|群众|公众|社会|其[他它]组织|组织)"
_APPLICANTS = rf"(?:{_APPLICANT}(?:、|和|或者|或|及其|及|与|以及|各界)?+)*+"
_APPLICATIONS = (
    rf"{_APPLICANTS}"
    r"[^，,。；：:、\d]{0,24}?(?:依申请公开|申请公开|公开的?申请|申请)的?(?:政府|政务)?(?:信息)?(?:公开)?(?:申请)?"
    r"(?:方面的|的)?(?:请求|诉求|要求|事项|数量|总数|总量|数|量|表|案件|办件|件(?=[共\d]))?(?:[:：]|共计|共|总计|合计|累计|为|有|达)*+"
)
_PIECES = rf"(?:件次|件|条|份|封|次|起|宗|例|个|项|人次){_ROUGHLY}"
_ANYBODY = (
    r"(?:过|任何|公民|市民|居民|个人|自然人|法人|或者|或|和|与|及|以及|、|其他组织|其它组织|组织|单位|企业|群众|社会公众|公众|社会"
    r"|各界|有关|相关|其[他它]形式|形式|主动|的|向|[我本]?(?:局|委|办|县|市|区|镇|乡|院|公司)|提出|提交|提起|要求|书面|一例|一件|关于|对|以)*+"
)
_ASKED = r"(?:政府|政务)?(?:信息)?(?:依申请公开|申请公开"


# Only where the heading says what is asked for.
NO_SUCH_APPLICATIONS = re.compile(
    r"(?:未|没有|无)(?:收到|接到|接收到|受理)(?:过)?(?:任何|相关|此类|有关|该类|这类)?(?:的)?申请(?:件|事项)?(?=$|[，,、])"
)


class Wording(NamedTuple):
    """A way to state the figure `code`. `zero` wordings print no number: they say that there was none.

    One of `words` stands in every match, and so does one of 未, 无 and 没 where it says that there was none, else a
    digit or 零: a sentence without them need not be searched.
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
    _states("disclosed_website", "网", rf"{_SITE}{_SAID}{_AMONG_OTHERS}{_COUNT}{NUMBER}{_POSTS}"),
    _states(
        "disclosed_wechat",
        "微信 公众",
        rf"(?:微信|公众号|公众平台){_NOT_WITH_OTHERS}{_ACCOUNTS}{_SAID_BEFORE}{_SAID}{_AMONG_OTHERS}{_ISSUES}{NUMBER}{_POSTS}",
    ),
    _states(
        "disclosed_weibo",
        "微博",
        rf"微博{_NOT_WITH_OTHERS}{_ACCOUNTS}{_SAID_BEFORE}{_SAID}{_AMONG_OTHERS}{_ISSUES}{NUMBER}{_POSTS}",
    ),
    _states("disclosed_gazette", "公报", rf"政府公报》?(?:公开|公布|发布){_GOVERNMENT}信息{_COUNT}{NUMBER}{_POSTS}"),
    _states("disclosed_other", "方式", rf"其[他它]方式(?:公开|公布|发布){_GOVERNMENT}信息{_COUNT}{NUMBER}{_POSTS}"),
    _states(
        "interpretations",
        "解读",
        r"(?:政策解读|解读(?<!回应解读))(?:信息|材料|稿件|文章|文件|产品|稿)?(?:发布)?",
        rf"{_COUNT}{NUMBER}(?:条|篇|件|次|个|份|期|项){_ROUGHLY}",
    ),
    _states(
        "interpretations",
        "解读",
        rf"(?:发布|公开|公布|编发|推送|制作)(?:了)?{NUMBER}(?:条|篇|件|个|份|期)[^，,。；：:、\d及和与]{{0,8}}?",
        r"(?:政策解读|解读(?:信息|材料|稿件|文章))",
    ),
    _states("policy_documents", "文件", rf"政策(?:性)?文件类?的?(?:信息)?{_COUNT}{NUMBER}{_PAPERS}"),
    _states(
        "normative_documents",
        "规范性文件",
        r"(?:行政(?<!部门行政)规范性文件|规范性文件(?<!部门规范性文件))",
        rf"(?:类)?(?:信息)?{_COUNT}{NUMBER}{_PAPERS}",
    ),
    _states(
        "normative_documents_repealed",
        "废止",
        rf"废止(?:(?:和|及|、|或)?(?:宣布)?失效)?(?:的|了)?(?:行政)?规范性文件{_COUNT}{NUMBER}{_PAPERS}",
    ),
    _states(
        "normative_documents_repealed",
        "废止",
        rf"废止(?:(?:和|及|、|或)?(?:宣布)?失效)?(?:了)?{NUMBER}(?:件|份|个|项)(?:行政)?规范性文件",
    ),
    _states("normative_documents_repealed", "不再作为", rf"{NUMBER}(?:件|份|个|项)(?:行政)?规范性文件不再作为"),
    _denies(
        "normative_documents_repealed",
        "废止",
        r"(?:未|没有|无)(?=[^，,。；\d]{0,16}废止)(?:新?(?:制发|制定|出台|修改|修订|清理|废止)|、|和|或|及)++(?:的)?(?:行政)?规范性文件",
    ),
    _states(
        "proposals",
        "提案",
        rf"(?:建议|议案)(?:和|及|与|、)?(?:政协)?(?:委员)?提案{_HANDLING}{_COUNT}{NUMBER}{_PAPERS}",
    ),
    _states("congress_suggestions", "人大", rf"人大(?:代表)?(?:建议|议案){_HANDLING}{_COUNT}{NUMBER}{_PAPERS}"),
    _states("consultative_proposals", "政协", rf"政协(?:委员)?提案{_HANDLING}{_COUNT}{NUMBER}{_PAPERS}"),
    _states(
        "press_conferences",
        "新闻发布",
        r"新闻发布(?:会|活动)(?:总次数|次数|活动)?(?:累计|共|总计)?(?:召开|举办|举行)?",
        rf"{_COUNT}{NUMBER}(?:场次|场|次){_ROUGHLY}",
    ),
    _states(
        "press_conferences",
        "新闻发布",
        rf"(?:召开|举办|主办|举行|组织|参加)(?:了)?{NUMBER}(?:场次|场|次)",
        r"[^，,。；、\d]{0,10}?新闻发布(?:会|活动)",
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
    _states("applications_received", "申请书", rf"{_RECEIVED}申请书{_COUNT}{NUMBER}{_PIECES}"),
    _denies(
        "applications_received",
        "申请",
        r"(?:未曾|没有|均未|尚未|未|没|无)(?:收到|接到|接收到|接收|收悉|受理|发生|产生)",
        rf"(?:(?:和|及|与|、|或)?(?:处理|受理|办理))?(?:到)?{_ANYBODY}",
        rf"{_ASKED}|公开(?:其[他它])?(?:政府|政务)?(?:信息)?的?申请|申请[^，,。；、\d复诉]{{0,24}}的其[他它](?:政府)?信息)",
        r"(?!行政复议|引发|引起|[^，,。；、]{0,4}(?:复议|诉讼|收费|费用)|[^，,。；、及和与或]{0,8}的(?:咨询|投诉|举报))",
    ),
    _denies(
        "applications_received",
        "申请",
        rf"(?:无|没有){_ASKED}|公开申请)(?:的)?(?:政府|政务)?(?:信息)?(?:的)?(?:事项|情况|申请|件|内容|项目)?(?=$|[，,、])",
    ),
    _denies(
        "applications_received",
        "申请",
        r"(?:没有|无)(?:任何|公民|法人|单位|个人|群众|企业|组织|其他|申请人|或者|或|和|及|、)++",
        rf"(?:向[^，,。；\d]{{1,12}})?(?:提出|提交)(?:过)?{_ASKED}|公开(?:政府|政务)?(?:信息)?的?申请|申请(?:政府|政务)?信息公开)",
    ),
    _states("applications_handled", "申请", rf"(?:受理|办理|处理|办结)(?:了)?{_APPLICATIONS}{NUMBER}{_PIECES}"),
    _states(
        "applications_handled",
        "申请",
        rf"(?:受理|办理|处理|办结)(?:了)?{NUMBER}{_PIECES}[^，,。；、\d]{{0,16}}?(?:公开申请|申请公开|申请信息公开)",
    ),
    _states("applications_answered", "答复", rf"答复(?:了)?(?:{_APPLICATIONS})?{NUMBER}{_PIECES}"),
    _states("fees_collected_yuan", "收", rf"收取(?!标准)[^，,。；\d]{{0,24}}?费(?:用)?{_COUNT}{NUMBER}元"),
    _denies(
        "fees_collected_yuan",
        "收",
        r"(?:未|无|没有)(?:发生|产生|实际|实施|[向对因就][^，,。；\d]{1,24}?)?(?:过)?收取[^，,。；\d]{0,24}?费",
    ),
    _denies("fees_collected_yuan", "处理费", r"(?:未|没有|无)(?:产生|发生)?(?:政府)?信息处理费"),
    _denies("fees_collected_yuan", "收", r"未(?:对|就|因)[^，,。；\d]{0,20}申请[^，,。；\d]{0,8}收费"),
    _denies(
        "fees_collected_yuan",
        "收费",
        r"(?:未|没有|无)(?:存在|发生|产生|涉及|出现|进行)?(?:关于|有关|对|向|因|就|依申请|申请人|申请|公开|政府|信息|的|任何)*+",
        r"收费(?:(?:及|和|、|与)(?:费用)?减免)?(?:的)?(?:情况|现象|行为|事项)?(?:发生)?(?=$|[，,])",
    ),
    _states(
        "fees_collected_yuan",
        "收费",
        r"公开的?收费(?:(?:及|和|、|与)(?:费用)?减免)?(?:情况)?(?:均)?为(?P<number>零|0(?=元|$))",
    ),
)
