"""青禾县, TRS: static lists, Word exports, a correction, a duplicate, a plain 404, figures of 2017 in prose."""

from gongkai.samples.make import others
from gongkai.samples.make.cells import put, remarked, shift, thousands, written, zeros
from gongkai.samples.make.report import Body, ReportPlan
from gongkai.samples.make.sheets import Layout
from gongkai.samples.make.site import Charset, Entry, Missing, Portal, Site

SITE = Site("qinghe", "990121", "青禾县", "青禾县人民政府", "www.qinghe.example", "trs", "9901210001", "县")

COUNTY = Body("青禾县人民政府", "全县", "county", ("财政预决算", "重大项目", "土地征收"))
EDUCATION = Body("青禾县教育局", "县教育局", "department", ("义务教育招生", "校外培训治理", "学生资助"))
FARMING = Body("青禾县农业农村局", "县农业农村局", "department", ("惠农补贴", "高标准农田", "动物防疫"))
WATER = Body("青禾县水利局", "县水利局", "department", ("河长制", "水费标准", "防汛预案"))
WELFARE = Body("青禾县民政局", "县民政局", "department", ("最低生活保障", "养老服务", "殡葬收费"))
TRAFFIC = Body("青禾县交通运输局", "县交通运输局", "department", ("农村公路", "客运线路", "道路执法"))
STATISTICS = Body("青禾县统计局", "县统计局", "department", ("统计公报", "经济普查", "统计执法"))

WORD = Layout(wrap="word")
DIGITS = Layout(wrap="digits")

COUNTY_2024 = ReportPlan(
    COUNTY,
    2024,
    "2025-03-21",
    edits=(thousands, remarked("disclosures.normative_documents.issued", "（其中修订3件）")),
    produced="2025-03-18",
)
EDUCATION_2024 = ReportPlan(
    EDUCATION,
    2024,
    "2025-01-16",
    layout=DIGITS,
    edits=(written("disclosures.fees.amount_wan_yuan", "0元", 0, "noted"),),
    sub_heads="line",
)
EDUCATION_2023 = ReportPlan(EDUCATION, 2023, "2024-01-22", layout=WORD, roundly=True)
FARMING_2023 = ReportPlan(
    FARMING,
    2023,
    "2024-01-19",
    layout=Layout(groups_repeated=True, labels="half_width"),
    edits=(zeros("", keep=("new_received", "carried_over", "processed_total", "carried_forward")),),
)
WATER_FIRST = ReportPlan(
    WATER, 2023, "2024-01-18", layout=Layout(nested=True), edits=(shift("disclosures.licensing.decisions", -70),)
)
WATER_CORRECTED = ReportPlan(
    WATER,
    2023,
    "2024-02-27",
    layout=Layout(nested=True),
    title="青禾县水利局2023年政府信息公开工作年度报告（更正版）",
    edits=(put("disclosures.penalty.decisions", 37), put("disclosures.coercion.decisions", 4)),
)
WELFARE_2022 = ReportPlan(
    WELFARE,
    2022,
    "2023-01-20",
    layout=Layout(single_values="ragged", labels="enumeration_comma"),
    edits=(shift("applications.new_received.total", 2), shift("applications.carried_forward.total", 2)),
    breaks=frozenset({"row_sum"}),
    sub_heads="counted",
)
STATISTICS_2022 = ReportPlan(STATISTICS, 2022, "2023-01-12", layout=Layout(wrap="paragraph", broken_heads=True))
COUNTY_2021 = ReportPlan(
    COUNTY,
    2021,
    "2022-03-25",
    layout=Layout(wrap="paragraph", head_tag="th"),
    edits=(put("legal_challenges.review.total", 0),),
    breaks=frozenset({"channel_sum"}),
    headings="2019",
)
TRAFFIC_2020 = ReportPlan(
    TRAFFIC,
    2020,
    "2021-01-27",
    form="2019",
    layout=Layout(wrap="paragraph", irregular=True),
    edits=(
        zeros("", keep=("new_received", "carried_over", "processed_total", "carried_forward")),
        written("disclosures.penalty.items_change", "/", None, "mark"),
    ),
    headings="2019",
)
COUNTY_2019 = ReportPlan(
    COUNTY,
    2019,
    "2020-03-30",
    form="2019",
    layout=WORD,
    edits=(
        thousands,
        written("disclosures.licensing.items_change", "增2", 2),
        written("disclosures.fees.items_change", "－1", -1),
        written("disclosures.procurement.amount", "3,286,400元", 3286400),
    ),
    headings="2019",
)
COUNTY_2017 = ReportPlan(COUNTY, 2017, "2018-03-16", form="none")

ENTRIES = (
    Entry(COUNTY_2024.full_title, "2025-03-21", COUNTY_2024, 1532, traps=("thousands separators", "remark in a cell")),
    Entry(
        EDUCATION_2024.full_title,
        "2025-01-16",
        EDUCATION_2024,
        1520,
        tags=(("ContentSource", "null"),),
        traps=("Word export", "one span per digit", "0元 under 万元", "ContentSource is null", "carry_link holds"),
    ),
    Entry(
        WATER_CORRECTED.full_title,
        "2024-02-27",
        WATER_CORRECTED,
        1431,
        traps=("correction of an earlier report", "nested layout table"),
    ),
    Entry(
        EDUCATION_2023.full_title,
        "2024-01-22",
        EDUCATION_2023,
        1422,
        traps=("Word export", "N余条", "same report at a second address"),
    ),
    Entry(
        EDUCATION_2023.full_title,
        "2024-01-22",
        EDUCATION_2023,
        1423,
        address="/bmxx/jyj/202401/t20240122_1423.html",
        tags=(("ColumnName", "县教育局"), ("ColumnType", "部门信息公开")),
        traps=("copy of a report at a second address",),
    ),
    Entry(
        FARMING_2023.full_title,
        "2024-01-19",
        FARMING_2023,
        1419,
        traps=("blank cells", "group labels in every row", "half-width labels"),
    ),
    Entry(WATER_FIRST.full_title, "2024-01-18", WATER_FIRST, 1417, traps=("later corrected", "nested layout table")),
    Entry(
        "关于做好2023年政府信息公开工作年度报告编制发布工作的通知",
        "2023-12-28",
        others.notice(SITE, 2023),
        1390,
        traps=("a notice",),
    ),
    Entry(
        WELFARE_2022.full_title,
        "2023-01-20",
        WELFARE_2022,
        1322,
        traps=("row sums broken", "ragged table 2"),
    ),
    Entry("青禾县司法局2022年政府信息公开工作年度报告", "2023-01-17", Missing("not_found"), 1318, traps=("404",)),
    Entry(
        STATISTICS_2022.full_title,
        "2023-01-12",
        STATISTICS_2022,
        1311,
        traps=("cells full of paragraphs", "heads over two lines"),
    ),
    Entry(
        COUNTY_2021.full_title,
        "2022-03-25",
        COUNTY_2021,
        1236,
        traps=("总计 of 0 beside parts", "th heads", "headings of 2019"),
    ),
    Entry(
        TRAFFIC_2020.full_title,
        "2021-01-27",
        TRAFFIC_2020,
        1125,
        traps=("form 2019", "blank cells", "a mark", "irregular spans"),
    ),
    Entry(
        COUNTY_2019.full_title,
        "2020-03-30",
        COUNTY_2019,
        1047,
        traps=("form 2019", "Word export", "signed changes", "amount in 元"),
    ),
    Entry(
        COUNTY_2017.full_title,
        "2018-03-16",
        COUNTY_2017,
        812,
        filed="2018-07-12",
        traps=("prose only", "address dated after a migration"),
    ),
)

QINGHE = Portal(SITE, ENTRIES, Charset())
