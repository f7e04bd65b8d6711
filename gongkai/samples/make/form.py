"""The two official layouts as they are printed: codes with their labels, in the form's order.

Written here a second time, apart from the reader's own description of the forms, so that a slip in one
of them shows as a difference.
"""

from dataclasses import dataclass

APPLICANTS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_org", "total")
ORGANISATIONS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")

RESULTS = ("upheld", "corrected", "other", "pending", "total")
RESULT_LABELS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
CHANNELS = ("review", "litigation_direct", "litigation_after_review")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of table 3: its code, its group where the form puts it into one, its own label."""

    code: str
    group: str
    label: str


GROUP = "三、本年度办理结果"

_BEFORE_OTHER = (
    Line("new_received", "", "一、本年新收政府信息公开申请数量"),
    Line("carried_over", "", "二、上年结转政府信息公开申请数量"),
    Line("granted", "", "（一）予以公开"),
    Line("partly_granted", "", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    Line("denied_state_secret", "（三）不予公开", "1.属于国家秘密"),
    Line("denied_law_forbids", "（三）不予公开", "2.其他法律行政法规禁止公开"),
    Line("denied_safety_stability", "（三）不予公开", "3.危及“三安全一稳定”"),
    Line("denied_third_party", "（三）不予公开", "4.保护第三方合法权益"),
    Line("denied_internal_affairs", "（三）不予公开", "5.属于三类内部事务信息"),
    Line("denied_process_info", "（三）不予公开", "6.属于四类过程性信息"),
    Line("denied_enforcement_file", "（三）不予公开", "7.属于行政执法案卷"),
    Line("denied_admin_query", "（三）不予公开", "8.属于行政查询事项"),
    Line("unable_not_held", "（四）无法提供", "1.本机关不掌握相关政府信息"),
    Line("unable_needs_creation", "（四）无法提供", "2.没有现成信息需要另行制作"),
    Line("unable_unclear", "（四）无法提供", "3.补正后申请内容仍不明确"),
    Line("rejected_petition", "（五）不予处理", "1.信访举报投诉类申请"),
    Line("rejected_repeat", "（五）不予处理", "2.重复申请"),
    Line("rejected_publication", "（五）不予处理", "3.要求提供公开出版物"),
    Line("rejected_abusive_volume", "（五）不予处理", "4.无正当理由大量反复申请"),
    Line("rejected_reissue", "（五）不予处理", "5.要求行政机关确认或重新出具已获取信息"),
)
_OTHER_2021 = (
    Line("other_not_corrected", "（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    Line(
        "other_fee_unpaid",
        "（六）其他处理",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    ),
    Line("other_misc", "（六）其他处理", "3.其他"),
)
_OTHER_2019 = (Line("other", "", "（六）其他处理"),)
_AFTER_OTHER = (
    Line("processed_total", "", "（七）总计"),
    Line("carried_forward", "", "四、结转下年度继续办理"),
)

OUTSIDE_GROUP = ("new_received", "carried_over", "carried_forward")


def lines(*, other_in_one_row: bool) -> tuple[Line, ...]:
    """The rows of table 3: 25, or 23 where （六）其他处理 is one row."""
    return _BEFORE_OTHER + (_OTHER_2019 if other_in_one_row else _OTHER_2021) + _AFTER_OTHER


def outcomes(*, other_in_one_row: bool) -> tuple[str, ...]:
    """The rows that （七）总计 adds up."""
    return tuple(line.code for line in lines(other_in_one_row=other_in_one_row)[2:-2])


@dataclass(frozen=True, slots=True)
class Item:
    """A row of table 2 with the measures that its block's head names."""

    code: str
    label: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of table 2: the item of article 20 that asks for it, its head, its rows."""

    title: str
    heads: tuple[str, ...]
    items: tuple[Item, ...]


_MADE_2021 = ("issued", "repealed", "in_force")
_MADE_2019 = ("newly_made", "newly_disclosed", "total_disclosed")
_SERVICES_2019 = ("items_last_year", "items_change", "decisions")

DISCLOSURES_2021 = (
    Block(
        "第二十条第（一）项",
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        (Item("regulations", "规章", _MADE_2021), Item("normative_documents", "行政规范性文件", _MADE_2021)),
    ),
    Block(
        "第二十条第（五）项",
        ("信息内容", "本年处理决定数量"),
        (Item("licensing", "行政许可", ("decisions",)),),
    ),
    Block(
        "第二十条第（六）项",
        ("信息内容", "本年处理决定数量"),
        (Item("penalty", "行政处罚", ("decisions",)), Item("coercion", "行政强制", ("decisions",))),
    ),
    Block(
        "第二十条第（八）项",
        ("信息内容", "本年收费金额（单位：万元）"),
        (Item("fees", "行政事业性收费", ("amount_wan_yuan",)),),
    ),
)

DISCLOSURES_2019 = (
    Block(
        "第二十条第（一）项",
        ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"),
        (Item("regulations", "规章", _MADE_2019), Item("normative_documents", "规范性文件", _MADE_2019)),
    ),
    Block(
        "第二十条第（五）项",
        ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
        (
            Item("licensing", "行政许可", _SERVICES_2019),
            Item("other_services", "其他对外管理服务事项", _SERVICES_2019),
        ),
    ),
    Block(
        "第二十条第（六）项",
        ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量"),
        (Item("penalty", "行政处罚", _SERVICES_2019), Item("coercion", "行政强制", _SERVICES_2019)),
    ),
    Block(
        "第二十条第（八）项",
        ("信息内容", "上一年项目数量", "本年增/减"),
        (Item("fees", "行政事业性收费", ("items_last_year", "items_change")),),
    ),
    Block(
        "第二十条第（九）项",
        ("信息内容", "采购项目数量", "采购总金额"),
        (Item("procurement", "政府集中采购", ("projects", "amount")),),
    ),
)


def disclosures(form: str) -> tuple[Block, ...]:
    return DISCLOSURES_2019 if form == "2019" else DISCLOSURES_2021
