"""The entries of lists, drawn from a seed: invented places and bodies, titles, dates of publication."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

PLACES = ("青禾县", "澜江市", "瀼台区", "松岚县", "白砂县", "云渚区", "栖原市", "石潭县", "柳溪区", "望峦县")
BODIES = (
    "教育局", "民政局", "财政局", "水利局", "林业局", "审计局", "统计局", "司法局", "粮食和物资储备局", "农业农村局",
    "卫生健康委员会", "发展和改革委员会", "住房和城乡建设局", "文化广电和旅游局", "市场监督管理局", "应急管理局",
    "退役军人事务局", "医疗保障局", "自然资源和规划局", "生态环境局", "人力资源和社会保障局", "交通运输局",
)  # fmt: skip
TOWNS = ("北麓乡", "河口镇", "东坪镇", "沙岭乡", "新桥街道", "古渡镇")
REPORTS = (
    "{body}{year}年政府信息公开工作年度报告",
    "{body}{year}年政府信息公开年度报告",
    "{year}年{body}政府信息公开工作年度报告",
    "{body}{year}年度政府信息公开工作报告",
    "{body}关于{year}年政府信息公开工作年度报告",
)
NOTICES = ("关于做好{year}年政府信息公开工作年度报告编制发布工作的通知", "{year}年度政府信息公开工作年度报告格式")


@dataclass(frozen=True)
class Row:
    """An entry: where it leads, its title in full, the day that is printed beside it, the report year by machine.

    `path` is an address on the portal, from its root; a whole URL lies elsewhere or under the other scheme; one
    that begins with `javascript:` leads nowhere.
    """

    path: str
    title: str
    date: str | None
    year_hint: int | None = None

    @property
    def number(self) -> str:
        return "".join(character for character in self.path if character.isdigit())[-6:]


def draw_rows(chance: random.Random, place: str, number: int, *, notices: bool = True) -> list[Row]:
    """So many different entries, newest first, their addresses still to be given by the family."""
    bodies = [f"{place}{body}" for body in BODIES] + [f"{place}{town}人民政府" for town in TOWNS]
    named = [(body, year) for year in range(2024, 2024 - -(-number // len(bodies)) - 2, -1) for body in bodies]
    chosen = sorted(chance.sample(named, number), key=lambda one: -one[1])
    wording = chance.choice(REPORTS)
    rows = []
    for index, (body, year) in enumerate(chosen):
        title = wording.format(body=body, year=year)
        if notices and 0 < index < number - 1 and chance.random() < 0.08:
            title = f"{place}{chance.choice(NOTICES).format(year=year)}"
        rows.append(
            Row(str(4000 + 17 * index), title, f"{year + 1}-{chance.randint(1, 3):02}-{chance.randint(1, 28):02}")
        )
    return rows


def addressed(rows: list[Row], form: str) -> list[Row]:
    """The rows with addresses of a family's form: `{n}` number, `{y}`, `{m}`, `{d}` the day, `{hex}` 32 digits."""
    done = []
    for row in rows:
        if not row.path.isdigit():  # it has its own
            done.append(row)
            continue
        year, month, day = (row.date or "2024-01-15").split("-")
        digits = f"{int(row.path) * 2654435761 % 16**32:032x}"
        values = {
            "n": row.path,
            "y": year,
            "m": month,
            "d": day,
            "hex": digits,
            "uuid": _uuid(digits),
            "mi": int(month),
        }
        done.append(replace(row, path=form.format(**values)))
    return done


def _uuid(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
