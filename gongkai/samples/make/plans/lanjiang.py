"""澜江市, Hanweb: records by request, a PDF behind a redirect, large figures, a soft 404."""

from gongkai.samples.make import others
from gongkai.samples.make.cells import full_width, padded, remarked, shift, thousands, written
from gongkai.samples.make.report import Body, ReportPlan
from gongkai.samples.make.sheets import Layout
from gongkai.samples.make.site import Charset, Entry, Missing, Portal, Site

SITE = Site("lanjiang", "990200", "澜江市", "澜江市人民政府", "www.lanjiang.example", "hanweb", "9902000002", "市")

CITY = Body("澜江市人民政府", "全市", "city", ("重大行政决策", "财政资金", "营商环境"))
OFFICE = Body("澜江市人民政府办公室", "市政府办公室", "department", ("政府公报", "常务会议", "规范性文件清理"))
PLANNING = Body("澜江市发展和改革委员会", "市发展改革委", "department", ("重大项目审批", "价格监测", "信用信息"))
HEALTH = Body("澜江市卫生健康委员会", "市卫生健康委", "department", ("预约诊疗", "疫苗接种", "医疗机构校验"))
POLICE = Body("澜江市公安局", "市公安局", "department", ("户籍办理", "交通管理", "出入境服务"))
FINANCE = Body("澜江市财政局", "市财政局", "department", ("预算决算", "政府采购", "收费目录清单"))
HOUSING = Body("澜江市住房和城乡建设局", "市住房城乡建设局", "department", ("保障房分配", "物业管理", "老旧小区改造"))
MARKET = Body("澜江市市场监督管理局", "市市场监管局", "department", ("食品抽检", "特种设备", "双随机检查"))
ENVIRONMENT = Body("澜江市生态环境局", "市生态环境局", "department", ("空气质量", "环评审批", "排污许可"))
LABOUR = Body("澜江市人力资源和社会保障局", "市人力资源社会保障局", "department", ("就业补贴", "职称评审", "欠薪治理"))
LAND = Body("澜江市自然资源和规划局", "市自然资源和规划局", "department", ("国土空间规划", "不动产登记", "土地出让"))
CLEANING = Body("澜江市城市管理局", "市城市管理局", "department", ("垃圾分类", "广告设置", "占道许可"))

CITY_2024 = ReportPlan(
    CITY,
    2024,
    "2025-03-28",
    edits=(
        written("disclosures.regulations.issued", "22（其中修订16件）", 22, "noted"),
        remarked("disclosures.regulations.in_force", "（含自然失效2件）"),
        thousands,
    ),
    produced="2025-03-25",
)
PLANNING_2024 = ReportPlan(PLANNING, 2024, "2025-01-24", layout=Layout(head_tag="th", wrap="paragraph"))
HEALTH_2024 = ReportPlan(HEALTH, 2024, "2025-01-20")
HEALTH_2023 = ReportPlan(HEALTH, 2023, "2024-01-26", layout=Layout(single_values="padded"), edits=(padded,))
POLICE_2023 = ReportPlan(POLICE, 2023, "2024-01-25", layout=Layout(nested=True), edits=(full_width,))
FINANCE_2023 = ReportPlan(
    FINANCE,
    2023,
    "2024-01-15",
    edits=(written("disclosures.fees.amount_wan_yuan", "3,940元", None, "unit_differs"),),
    follows=False,
    states=(("fees_collected_yuan", 3940),),
)
FINANCE_2022 = ReportPlan(FINANCE, 2022, "2023-01-18", headings="lost")
CITY_2022 = ReportPlan(
    CITY,
    2022,
    "2023-03-30",
    edits=(shift("applications.carried_over.business", 3), shift("applications.carried_over.total", 3), thousands),
    breaks=frozenset({"balance"}),
)
HOUSING_2022 = ReportPlan(HOUSING, 2022, "2023-01-29", form="mixed", layout=Layout(groups_repeated=True))
CLEANING_2022 = ReportPlan(CLEANING, 2022, "2023-01-10", layout=Layout(wrap="word", head_rows=2))
CITY_2021 = ReportPlan(CITY, 2021, "2022-03-29", layout=Layout(broken_heads=True), edits=(thousands,))
LAND_2021 = ReportPlan(
    LAND,
    2021,
    "2022-01-28",
    states=(("applications_received", 58),),
    breaks=frozenset({"narrative_agrees"}),
    roundly=True,
)
MARKET_2021 = ReportPlan(MARKET, 2021, "2022-01-24", layout=Layout(spare_column=True, wrap="paragraph"))
ENVIRONMENT_2021 = ReportPlan(
    ENVIRONMENT, 2021, "2022-01-21", title="澜江市生态环境局政府信息公开工作年度报告", sub_heads="line"
)
LABOUR_2020 = ReportPlan(LABOUR, 2020, "2021-01-22", form="2019", headings="2019", layout=Layout(head_tag="th"))
OFFICE_2019 = ReportPlan(OFFICE, 2019, "2020-01-23", form="2019", headings="2019", layout=Layout(irregular=True))

GB_SAYING_UTF8 = Charset(codec="gb18030", header="UTF-8", meta="utf-8")

ENTRIES = (
    Entry(CITY_2024.full_title, "2025-03-28", CITY_2024, 4521, traps=("22（其中修订16件）", "thousands separators")),
    Entry(PLANNING_2024.full_title, "2025-01-24", PLANNING_2024, 4490, traps=("th heads", "cells full of paragraphs")),
    Entry(HEALTH_2024.full_title, "2025-01-20", HEALTH_2024, 4478, medium="pdf", traps=("behind a redirect",)),
    Entry(
        HEALTH_2023.full_title,
        "2024-01-26",
        HEALTH_2023,
        4207,
        traps=("padded rows", "no-break spaces", "carry_link holds"),
    ),
    Entry(POLICE_2023.full_title, "2024-01-25", POLICE_2023, 4203, traps=("full-width digits", "nested layout table")),
    Entry(
        FINANCE_2023.full_title,
        "2024-01-15",
        FINANCE_2023,
        4188,
        traps=("3,940元 under 万元", "carry_link fails against 2022", "fee in the prose"),
    ),
    Entry(
        "《澜江市2022年政府信息公开工作年度报告》解读",
        "2023-04-04",
        others.report_explained(SITE, 2022),
        3990,
        traps=("explains a report",),
    ),
    Entry(
        CITY_2022.full_title, "2023-03-30", CITY_2022, 3977, traps=("balance broken", "carry_link fails against 2021")
    ),
    Entry(HOUSING_2022.full_title, "2023-01-29", HOUSING_2022, 3921, traps=("（六）其他处理 in one row in form 2021",)),
    Entry(FINANCE_2022.full_title, "2023-01-18", FINANCE_2022, 3908, traps=("heading three lost its ordinal",)),
    Entry(CLEANING_2022.full_title, "2023-01-10", CLEANING_2022, 3899, traps=("Word export", "heads on two rows")),
    Entry(CITY_2021.full_title, "2022-03-29", CITY_2021, 3702, traps=("heads over two lines",)),
    Entry(LAND_2021.full_title, "2022-01-28", LAND_2021, 3655, traps=("prose contradicts the table", "N余条")),
    Entry(
        MARKET_2021.full_title,
        "2022-01-24",
        MARKET_2021,
        3648,
        charset=GB_SAYING_UTF8,
        traps=("empty column at the edge", "GB18030 where header and meta say UTF-8"),
    ),
    Entry(ENVIRONMENT_2021.full_title, "2022-01-21", ENVIRONMENT_2021, 3641, traps=("no year in the title",)),
    Entry(
        "澜江市文化广电和旅游局2020年政府信息公开工作年度报告",
        "2021-01-26",
        Missing("soft_404"),
        3390,
        traps=("soft 404",),
    ),
    Entry(LABOUR_2020.full_title, "2021-01-22", LABOUR_2020, 3377, traps=("form 2019", "th heads")),
    Entry(
        OFFICE_2019.full_title,
        "2020-01-23",
        OFFICE_2019,
        3102,
        traps=("form 2019", "irregular spans", "办公室 is not 人民政府"),
    ),
)

LANJIANG = Portal(SITE, ENTRIES, Charset(header="UTF-8"))
