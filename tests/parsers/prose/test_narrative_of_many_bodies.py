"""Sentences that count two things, several accounts or several years: which number is whose."""

import pytest

from parsers.model import Document, Number, Paragraph
from parsers.prose.narrative import read_narrative
from parsers.prose.sections import divide


def told(*lines: str) -> list[tuple[str, Number]]:
    document = Document("text", tuple(map(Paragraph, lines)))
    return [(figure.code, figure.value) for figure in read_narrative(divide(document).passages, 2023)]


@pytest.mark.parametrize(
    "sentence",
    [
        "公开行政规范性文件、会议纪要及相关解读信息共90条。",
        "公开发布政策文件及配套解读50余件。",
        "发布50条政策文件及解读。",
        "主动公开规章、规范性文件12件。",
        "开展在线访谈和新闻发布会12场。",
    ],
)
def test_a_figure_of_two_kinds_is_neithers(sentence: str) -> None:
    assert told(sentence) == []


def test_kinds_in_a_list_keep_their_figures() -> None:
    assert told("公开政策文件29项、政策解读54项。") == [("interpretations", 54), ("policy_documents", 29)]
    assert told("发布政策文件类信息4条（含转发2条）、解读信息3条。") == [
        ("interpretations", 3),
        ("policy_documents", 4),
    ]
    assert told("发布图文解读、视频解读12条。") == [("interpretations", 12)]
    assert told("公开人大代表建议和政协提案办理情况84项。") == [("proposals", 84)]
    assert told("办理人大代表建议和政协提案12件。") == [("proposals", 12)]


def test_several_accounts_of_one_channel() -> None:
    assert told("“青榆水务”微信公众号发布信息260条，“青榆河长”微信公众号发布信息64条。") == [
        ("disclosed_wechat", 260),
        ("disclosed_wechat", 64),
    ]
    assert told("通过局门户网站公开信息233条，通过县政府网站公开信息17条。") == [
        ("disclosed_website", 233),
        ("disclosed_website", 17),
    ]
    assert told("公众号粉丝量37056人，微博粉丝量5.1万人。") == [("followers", 37056), ("followers", 51000)]
    assert told("通过微信公众号“田园青榆”“美丽下洼”公开工作动态105条。") == [("disclosed_wechat", 105)]


@pytest.mark.parametrize(
    "sentence",
    [
        "通过政务新媒体（微信公众号等）公开229条。",
        "通过微信公众号等平台发布信息100条。",
        "通过政府网站等渠道发布信息100条。",
        "官方微博、微信两个自媒体共发布信息2458条。",
        "通过微信公众号、县政府门户网站发布信息30条。",
        "在青榆日报和县广电局网站上发稿25篇。",
    ],
)
def test_a_figure_of_one_channel_and_others_is_no_channels(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("通过《青榆县人民政府网》发布农业、民生等各类信息85条。", ("disclosed_website", 85)),
        ("在政务公开网站中主动发布信息62条。", ("disclosed_website", 62)),
        ("在县政府网站水利局子站公布各类政府信息115条。", ("disclosed_website", 115)),
        ("在部门网站“通知公告”“预决算”栏目对外公开发布政府信息5条。", ("disclosed_website", 5)),
        ("局网站共发布生态环境各类信息4223条。", ("disclosed_website", 4223)),
        ("青榆水利网站发稿569条。", ("disclosed_website", 569)),
        ("“青榆商务”微信公众号发布政策解读、民生信息等600条。", ("disclosed_wechat", 600)),
        ("“青榆招商”微信公众号推送工作动态、政策法规等信息174期603条。", ("disclosed_wechat", 603)),
        ("通过“青榆医保”微信公众号平台发布各类工作动态和医保服务信息176条。", ("disclosed_wechat", 176)),
        ("官方微博发布工作动态、空气质量信息等235条。", ("disclosed_weibo", 235)),
        ("“活力下洼”微信公众号保持常态化运营，全年发布信息502篇。", ("disclosed_wechat", 502)),
        ("开通了“青榆气象”官方微博，发布信息3600余条。", ("disclosed_weibo", 3600)),
    ],
)
def test_a_channels_figure_in_other_words(sentence: str, figure: tuple[str, int]) -> None:
    assert told(sentence) == [figure]


@pytest.mark.parametrize(
    ("sentence", "total"),
    [
        ("2023年度公开政府信息53条，其中公文类12条。", 53),
        ("（一）主动公开政府信息的数量共192条。", 192),
        ("我办共通过门户网站及政务新媒体方式主动公开907条，其中政府网站86条。", 907),
        ("通过县政府门户网站、融媒体账号等渠道及时发布各项政府信息共计223条。", 223),
        ("主动公开《政府信息公开条例》第二十条规定的相关政府信息4884条。", 4884),
    ],
)
def test_totals_in_other_words(sentence: str, total: int) -> None:
    assert told(sentence)[0] == ("disclosed_total", total)


def test_reposted_documents_are_other_bodies() -> None:
    assert told("转载规范性文件14件，发布规范性文件2件。") == [("normative_documents", 2)]


def test_one_kind_that_is_disclosed_is_no_total() -> None:
    assert told("公示公告主动公开37件，机构职能公开1件。") == []


def test_what_grew_over_all_years_is_not_the_years() -> None:
    assert told("截至年底，我局累计主动公开政府信息5321条，2023年主动公开政府信息865条。") == [("disclosed_total", 865)]
    assert told("2023年主动公开政府信息212条。", "《条例》施行后累计主动公开政府信息560条。") == [
        ("disclosed_total", 212)
    ]
    assert told("在局门户网站上发布信息100条（2023年新增15条）。") == []
    assert told("本局到2023年底累计主动公开政府信息401条。") == []
    assert told("截至2023年底，全年累计主动公开政府信息120条。") == [("disclosed_total", 120)]
    assert told("截至2023年12月31日，我局累计主动公开政府信息88条。") == [("disclosed_total", 88)]
    assert told("近三年累计公开政府信息3000条。") == []


def test_a_sentence_that_compares_years_goes_on_with_its_own() -> None:
    assert told("发布量由2022年的1128条增加到2023年的1887条，在县政府网站发布信息514条。") == [
        ("disclosed_website", 514)
    ]
    assert told("2023年收到申请公开的请求22起，比2022年（31起）下降29%，答复22起。") == [
        ("applications_received", 22),
        ("applications_handled", 22),
    ]
    assert told("共受理36件政府信息公开申请，无结转2024年继续办理件，答复36件。") == [
        ("applications_handled", 36),
        ("applications_answered", 36),
    ]


def test_answers_to_letters_and_one_sort_of_answer_are_not_the_answers() -> None:
    assert told("共收到“县长信箱”留言76条，答复76条，答复率达到100%。") == []
    assert told("在已经答复的2条申请中，“同意公开”答复1条。") == []
    assert told("收到政府信息公开申请2件，答复2件。") == [("applications_received", 2), ("applications_handled", 2)]


def test_none_of_some_sort_beside_a_number_is_no_zero() -> None:
    assert told("接到依申请公开事项5项，均已办结，未产生依申请公开案例。") == [("applications_received", 5)]


@pytest.mark.parametrize(
    "sentence",
    [
        "下洼乡未收到和处理政府信息公开申请，零报告。",
        "未收到要求公开其它信息的申请。",
        "尚未收到市民或法人依申请公开信息要求。",
        "没有单位或个人向我局提出申请信息公开事项。",
    ],
)
def test_still_more_ways_to_say_that_nothing_was_asked(sentence: str) -> None:
    assert told(sentence) == [("applications_received", 0)]


def test_requests_in_other_words() -> None:
    assert told("收到申请公开政府信息的要求31件。") == [("applications_received", 31)]
    assert told("区政府办公室共受理36件政府信息公开申请。") == [("applications_handled", 36)]
    assert told("共办理12件行政许可申请。") == []


@pytest.mark.parametrize(
    "sentence", ["未对任何公民、法人和组织收取任何费用。", "没有因依申请公开信息收取或减免费用情况。"]
)
def test_nothing_was_charged_for_anything(sentence: str) -> None:
    assert told(sentence) == [("fees_collected_yuan", 0)]


@pytest.mark.parametrize(
    ("sentence", "repealed"),
    [
        ("废止行政规范性文件10件。", 10),
        ("废止和宣布失效规范性文件6件。", 6),
        ("全年废止3件规范性文件。", 3),
        ("有6件规范性文件不再作为规范性文件管理。", 6),
        ("我局未制发、废止、修改行政规范性文件。", 0),
    ],
)
def test_documents_that_were_repealed(sentence: str, repealed: int) -> None:
    assert told(sentence) == [("normative_documents_repealed", repealed)]


@pytest.mark.parametrize(
    "word",
    [
        "微信公众号“甲”",
        "公众号保持更新，",
        "网站“甲”、",
        "未制发、废止、",
        "没有单位和个人",
        "《条例》规定的",
        "废止和宣布失效",
    ],
)
def test_a_text_that_repeats_a_word_for_ever_is_read_at_once(word: str) -> None:
    assert told(word * 20_000) == []
