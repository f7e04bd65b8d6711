"""The one invented report that every file here prints: its lines and tables, before any file format."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.pages import grids
from tests.pages.grids import Rows
from tests.pages.truth import Truth, draw

SEED = 66  # a report on 2021 whose rows are busy and whose fees have decimals


@dataclass(frozen=True)
class Line:
    """A line of text; `level` is 0 for the title, 1 for a section's heading, None for prose."""

    text: str
    level: int | None = None


Part = Line | Rows


def truth() -> Truth:
    return draw(random.Random(SEED), "2021")


def parts() -> list[Part]:
    """The report from top to bottom."""
    said = truth()
    received = said.figures["applications.new_received.total"]
    return [
        Line(f"{said.agency}{said.year}年政府信息公开工作年度报告", 0),
        Line("一、总体情况", 1),
        Line(
            f"本年度报告所列数据的统计期限为{said.year}年1月1日至{said.year}年12月31日。全年收到政府信息公开申请{received}件。"
        ),
        Line("各项工作按要求推进，没有遗漏。"),
        Line("二、主动公开政府信息情况", 1),
        grids.disclosures(said, _as_is),
        Line("三、收到和处理政府信息公开申请情况", 1),
        grids.applications(said, _as_is),
        Line("四、政府信息公开行政复议、行政诉讼情况", 1),
        grids.legal_challenges(said, _as_is),
        Line("五、存在的主要问题及改进情况", 1),
        Line("公开的深度还不够，下一步加强培训，把栏目办得更细。"),
        Line("六、其他需要报告的事项", 1),
        Line("无其他需要报告的事项。"),
    ]


def _as_is(_key: str, value: float | int | None) -> str:
    return str(value)
