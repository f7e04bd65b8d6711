"""Abstract tables: the official grids as rows of cells, before any mess and any markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from .truth import CHANNELS, MEASURES, RESULTS, Truth


@dataclass(frozen=True)
class AbstractCell:
    """`key` names the figure of a value cell; `role` is head, group, label or value."""

    text: str
    role: str
    rowspan: int = 1
    colspan: int = 1
    key: str = ""

    def saying(self, text: str) -> AbstractCell:
        return replace(self, text=text)


Rows = list[list[AbstractCell]]
Style = Callable[[str, float | int | None], str]

LABELS = {
    "new_received": "一、本年新收政府信息公开申请数量",
    "carried_over": "二、上年结转政府信息公开申请数量",
    "granted": "（一）予以公开",
    "partly_granted": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "denied_state_secret": "1.属于国家秘密",
    "denied_law_forbids": "2.其他法律行政法规禁止公开",
    "denied_safety_stability": "3.危及“三安全一稳定”",
    "denied_third_party": "4.保护第三方合法权益",
    "denied_internal_affairs": "5.属于三类内部事务信息",
    "denied_process_info": "6.属于四类过程性信息",
    "denied_enforcement_file": "7.属于行政执法案卷",
    "denied_admin_query": "8.属于行政查询事项",
    "unable_not_held": "1.本机关不掌握相关政府信息",
    "unable_needs_creation": "2.没有现成信息需要另行制作",
    "unable_unclear": "3.补正后申请内容仍不明确",
    "rejected_petition": "1.信访举报投诉类申请",
    "rejected_repeat": "2.重复申请",
    "rejected_publication": "3.要求提供公开出版物",
    "rejected_abusive_volume": "4.无正当理由大量反复申请",
    "rejected_reissue": "5.要求行政机关确认或重新出具已获取信息",
    "other": "（六）其他处理",
    "other_not_corrected": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "other_fee_unpaid": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "other_misc": "3.其他",
    "processed_total": "（七）总计",
    "carried_forward": "四、结转下年度继续办理",
}
GROUPS = {
    "（三）不予公开": [line for line in LABELS if line.startswith("denied_")],
    "（四）无法提供": [line for line in LABELS if line.startswith("unable_")],
    "（五）不予处理": [line for line in LABELS if line.startswith("rejected_")],
    "（六）其他处理": ["other_not_corrected", "other_fee_unpaid", "other_misc"],
}
_CLAUSES = {
    "2021": [
        ("（一）", ["本年制发件数", "本年废止件数", "现行有效件数"], ["regulations", "normative_documents"]),
        ("（五）", ["本年处理决定数量"], ["licensing"]),
        ("（六）", ["本年处理决定数量"], ["penalty", "coercion"]),
        ("（八）", ["本年收费金额（单位：万元）"], ["fees"]),
    ],
    "2019": [
        ("（一）", ["本年新制作数量", "本年新公开数量", "对外公开总数量"], ["regulations", "normative_documents"]),
        ("（五）", ["上一年项目数量", "本年增/减", "处理决定数量"], ["licensing", "other_services"]),
        ("（六）", ["上一年项目数量", "本年增/减", "处理决定数量"], ["penalty", "coercion"]),
        ("（八）", ["上一年项目数量", "本年增/减"], ["fees"]),
        ("（九）", ["采购项目数量", "采购总金额"], ["procurement"]),
    ],
}
ITEMS = {
    "regulations": "规章",
    "normative_documents": "行政规范性文件",
    "licensing": "行政许可",
    "other_services": "其他对外管理服务事项",
    "penalty": "行政处罚",
    "coercion": "行政强制",
    "fees": "行政事业性收费",
    "procurement": "政府集中采购",
}


def disclosures(truth: Truth, style: Style) -> Rows:
    """Table 2: four columns, the last cell of a shorter block spanning what is left."""
    rows: Rows = []
    for clause, heads, items in _CLAUSES[truth.form]:
        rows.append([AbstractCell(f"第二十条第{clause}项", "head", colspan=4)])
        rows.append(_filled([AbstractCell("信息内容", "head"), *(AbstractCell(head, "head") for head in heads)], 4))
        for item in items:
            cells = [AbstractCell(ITEMS[item], "label")]
            for measure in MEASURES[truth.form][item]:
                key = f"disclosures.{item}.{measure}"
                cells.append(AbstractCell(style(key, truth.figures[key]), "value", key=key))
            rows.append(_filled(cells, 4))
    return rows


def _filled(cells: list[AbstractCell], width: int) -> list[AbstractCell]:
    cells[-1] = replace(cells[-1], colspan=width - len(cells) + 1)
    return cells


def applications(truth: Truth, style: Style) -> Rows:
    """Table 3: three label columns and seven figures, groups merged downwards."""
    head = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    rows: Rows = [
        [AbstractCell(head, "head", 3, 3), AbstractCell("申请人情况", "head", colspan=7)],
        [
            AbstractCell("自然人", "head", 2),
            AbstractCell("法人或其他组织", "head", colspan=5),
            AbstractCell("总计", "head", 2),
        ],
        [AbstractCell(text, "head") for text in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    ]
    lines = truth.lines()
    inner = [line for line in lines if line not in ("new_received", "carried_over", "carried_forward")]
    for line in lines:
        cells: list[AbstractCell] = []
        if line == inner[0]:
            cells.append(AbstractCell("三、本年度办理结果", "group", rowspan=len(inner)))
        group = next((name for name, members in GROUPS.items() if line in members), None)
        if line not in inner:
            cells.append(AbstractCell(LABELS[line], "label", colspan=3))
        elif group is None:
            cells.append(AbstractCell(LABELS[line], "label", colspan=2))
        else:
            if line == GROUPS[group][0]:
                cells.append(AbstractCell(group, "group", rowspan=len(GROUPS[group])))
            cells.append(AbstractCell(LABELS[line], "label"))
        for column, value in zip(
            ("natural_person", "business", "research", "nonprofit", "legal_service", "other_org", "total"),
            truth.row(line),
            strict=True,
        ):
            key = f"applications.{line}.{column}"
            cells.append(AbstractCell(style(key, value), "value", key=key))
        rows.append(cells)
    return rows


def legal_challenges(truth: Truth, style: Style) -> Rows:
    """Table 4: fifteen figures under three rows of heads."""
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    values = []
    for channel in CHANNELS:
        for result in RESULTS:
            key = f"legal_challenges.{channel}.{result}"
            values.append(AbstractCell(style(key, truth.figures[key]), "value", key=key))
    return [
        [AbstractCell("行政复议", "head", colspan=5), AbstractCell("行政诉讼", "head", colspan=10)],
        [
            *(AbstractCell(text, "head", rowspan=2) for text in results),
            AbstractCell("未经复议直接起诉", "head", colspan=5),
            AbstractCell("复议后起诉", "head", colspan=5),
        ],
        [AbstractCell(text, "head") for text in results * 2],
        values,
    ]
