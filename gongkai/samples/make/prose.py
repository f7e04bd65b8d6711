"""The running text of a report: six sections, and the figures that their sentences state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.samples.make import phrases
from gongkai.samples.make.draws import Draws

Paragraphs = list[str]


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its code, its heading as printed, its paragraphs; `table` names the table inside it."""

    code: str | None
    heading: str
    paragraphs: Sequence[str] = ()
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """Figures that the prose states: by code, and which of them are only approximate."""

    values: dict[str, int] = field(default_factory=dict)
    approximate: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """Who writes, about what, and how the text is divided.

    `states` are figures said in place of the drawn ones. `roundly` says the messages of the public account
    as “N余条”. `sub_heads`: （一）主动公开。 within the paragraph, on a `line` of its own, or counted 一是 二是.
    `headings`: the official ones, those of 2019, or with the ordinal of section three `lost`.
    """

    who: str
    topics: tuple[str, ...]
    year: int
    received: int
    states: Mapping[str, int] = field(default_factory=dict)
    roundly: bool = False
    sub_heads: str = "inline"
    headings: str = "official"
    busy: bool = True


HEADINGS = {
    "official": (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ),
    "2019": (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "五、政府信息公开工作存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ),
    "lost": (
        "一、总体情况",
        "二、行政机关主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议和行政诉讼情况",
        "五、存在的主要问题和改进措施",
        "六、其他需要报告的事项",
    ),
}
CODES = ("overview", "disclosure", "applications", "legal_challenges", "problems", "other_matters")
TABLES = (None, "disclosures", "applications", "legal_challenges", None, None)
SUB_HEADS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
ORDINALS = "一二三四五"


def sections(voice: Voice, draws: Draws) -> tuple[list[Part], Stated]:
    """The six sections of the official form and what they state."""
    figures = _figures(voice, draws)
    overview = _overview(voice, draws, figures)
    problems = _problems(voice, draws)
    if figures.get("fees_collected_yuan"):
        other = phrases.FEE.format(fees=figures["fees_collected_yuan"])
    else:
        other = draws.one(phrases.OTHERS)
        if phrases.NO_FEE in other:
            figures["fees_collected_yuan"] = 0
    texts: tuple[Paragraphs, ...] = (overview, [], [], [], problems, [other])
    headings = HEADINGS[voice.headings]
    parts = [Part(*part) for part in zip(CODES, headings, texts, TABLES, strict=True)]
    approximate = ("disclosed_wechat",) if voice.roundly else ()
    return parts, Stated(figures, approximate)


def _figures(voice: Voice, draws: Draws) -> dict[str, int]:
    website = draws.between(20, 900) if voice.busy else draws.between(6, 60)
    wechat = 100 * draws.between(1, 9) if voice.roundly else draws.between(5, 300)
    figures = {
        "disclosed_total": website + wechat + (draws.between(3, 60) if voice.roundly else 0),
        "disclosed_website": website,
        "disclosed_wechat": wechat,
        "applications_received": voice.received,
    }
    if voice.busy:
        figures["interpretations"] = draws.between(2, 40)
        figures["proposals"] = draws.between(3, 90)
        figures["press_conferences"] = draws.between(1, 9)
    return figures | dict(voice.states)


def _overview(voice: Voice, draws: Draws, figures: Mapping[str, int]) -> Paragraphs:
    fill = {
        "year": voice.year,
        "who": voice.who,
        "topics": "、".join(voice.topics),
        "total": figures["disclosed_total"],
        "website": figures["disclosed_website"],
        "wechat": f"{figures['disclosed_wechat']}余" if voice.roundly else figures["disclosed_wechat"],
        "received": figures["applications_received"],
    }
    received = phrases.RECEIVED if figures["applications_received"] else phrases.RECEIVED_NOTHING
    bodies = [
        draws.one(phrases.DISCLOSED) + draws.one(phrases.TOPICS) + _busy(draws, figures),
        draws.one(received) + draws.one(phrases.HANDLING),
        "".join(draws.some(2, phrases.MANAGEMENT)),
        "".join(draws.some(2, phrases.PLATFORM)),
        "".join(draws.some(2, phrases.SUPERVISION)),
    ]
    opening = draws.one(phrases.OPENINGS).format(**fill)
    return [opening, *_headed([body.format(**fill) for body in bodies], voice.sub_heads)]


def _busy(draws: Draws, figures: Mapping[str, int]) -> str:
    if "interpretations" not in figures:
        return ""
    sentences = draws.one(phrases.INTERPRETATIONS) + draws.one(phrases.PROPOSALS) + draws.one(phrases.PRESS)
    return sentences.format(press=figures["press_conferences"], **figures)


def _headed(bodies: Sequence[str], style: str) -> Paragraphs:
    pairs = list(zip(ORDINALS, SUB_HEADS, bodies, strict=True))
    if style == "line":
        return [text for ordinal, head, body in pairs for text in (f"（{ordinal}）{head}", body)]
    if style == "counted":
        return [f"{ordinal}是{head}方面。{body}" for ordinal, head, body in pairs]
    return [f"（{ordinal}）{head}。{body}" for ordinal, head, body in pairs]


def _problems(voice: Voice, draws: Draws) -> Paragraphs:
    chosen = draws.some(2 + voice.busy, range(len(phrases.PROBLEMS)))
    problems = "".join(f"{n}.{phrases.PROBLEMS[index]}" for n, index in enumerate(chosen, 1))
    measures = "".join(f"{ORDINALS[n]}是{phrases.MEASURES[index]}" for n, index in enumerate(chosen))
    return [f"目前工作中还存在以下不足：{problems}", f"{voice.year + 1}年，将从以下方面改进：{measures}"]
