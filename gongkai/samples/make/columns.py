"""The columns of a portal's menu: one holds annual reports, the others only sound like it or lie beside it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its slug and number in addresses, its printed name, the kind of text it holds.

    `disclosure` columns stand on the disclosure platform, `on_home` ones in the menu of the home page,
    where a portal has such a platform; where it has none, all do.
    """

    slug: str
    number: int
    name: str
    kind: str
    disclosure: bool = True
    on_home: bool = False


ANNUAL_KIND = "report"


def columns(annual_name: str, work_name: str) -> tuple[Column, ...]:
    """All columns of a portal, with its own names for two of them."""
    return (
        Column("yw", 1, "要闻动态", "news", disclosure=False, on_home=True),
        Column("zcjd", 2, "政策解读", "policy", on_home=True),
        Column("xxgkzn", 3, "政府信息公开指南", "guide"),
        Column("xxgkzd", 4, "政府信息公开制度", "rules"),
        Column("gknb", 5, annual_name, ANNUAL_KIND),
        Column("zfgzbg", 6, work_name, "work_report", on_home=True),
        Column("fzzf", 7, "法治政府建设年度报告", "law_based_government_report"),
        Column("wznb", 8, "政府网站工作年度报表", "website_report", on_home=True),
    )
