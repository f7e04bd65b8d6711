"""A report of the years before the official tables: figures stand in sentences only."""

from collections.abc import Sequence

from gongkai.samples.make.draws import Draws
from gongkai.samples.make.prose import Part, Stated


def sections(who: str, topics: Sequence[str], year: int, draws: Draws) -> tuple[list[Part], Stated]:
    """The parts of the report, which go by the older headings, and what they state."""
    website, wechat, weibo = draws.between(700, 1100), draws.between(150, 300), draws.between(60, 140)
    figures = {
        "disclosed_total": website + wechat + weibo,
        "disclosed_website": website,
        "disclosed_wechat": wechat,
        "disclosed_weibo": weibo,
        "interpretations": draws.between(12, 30),
        "press_conferences": draws.between(2, 6),
        "applications_received": draws.between(24, 60),
        "proposals": draws.between(70, 130),
    }
    parts = [
        Part("overview", "一、概述", _overview(who, year)),
        Part("disclosure", "二、主动公开政府信息情况", _disclosure(topics, figures)),
        Part(None, "三、回应解读情况", _answers(figures)),
        Part("applications", "四、依申请公开政府信息办理情况", _applications(figures)),
        Part("legal_challenges", "五、因政府信息公开申请行政复议、提起行政诉讼情况", [_LEGAL]),
        Part(None, "六、政府信息公开收费及减免情况", ["检索、复制、邮寄均未收费，不存在减免情形。"]),
        Part("problems", "七、存在的主要问题和改进措施", _problems(year)),
    ]
    return parts, Stated(figures)


_LEGAL = "全年没有因政府信息公开引发的行政复议案件，也没有被提起行政诉讼。"


def _overview(who: str, year: int) -> list[str]:
    return [
        f"本报告由{who}依据政府信息公开条例编制，所列数据的统计期限为{year}年1月1日至{year}年12月31日。",
        "一年来，把公开透明作为日常工作的基本要求，调整充实领导小组，明确一名副职分管、两名专职人员承办。",
    ]


def _disclosure(topics: Sequence[str], figures: dict[str, int]) -> list[str]:
    website, wechat, weibo = (figures[f"disclosed_{by}"] for by in ("website", "wechat", "weibo"))
    channels = f"通过政府网站发布{website}条，政务微信公众号推送{wechat}条，政务微博发布{weibo}条。"
    return [
        f"全年主动公开政府信息{figures['disclosed_total']:,}条。{channels}",
        f"重点公开了{'、'.join(topics)}等方面的信息，专栏每周更新不少于两次。",
    ]


def _answers(figures: dict[str, int]) -> list[str]:
    explained = f"召开新闻发布会{figures['press_conferences']}场，发布政策解读材料{figures['interpretations']}篇。"
    return [f"{explained}办理建议提案{figures['proposals']}件，答复率百分之百。"]


def _applications(figures: dict[str, int]) -> list[str]:
    return [
        f"全年共收到政府信息公开申请{figures['applications_received']}件，均按期答复，没有积压。",
        "申请内容集中在土地征收、房屋安置和财政资金使用三个方面。",
    ]


def _problems(year: int) -> list[str]:
    return [
        "主要问题：一是公开内容与群众需求还有距离；二是乡镇之间进度不平衡；三是解读材料偏少。",
        f"{year + 1}年将从三个方面改进：完善目录，细化考核，加强培训。",
    ]
