"""瀼台区, Ucap: GB18030 throughout under labels that are too narrow or false, a town with marks for zeros."""

from gongkai.samples.make import others
from gongkai.samples.make.cells import put, shift, zeros
from gongkai.samples.make.report import Body, ReportPlan
from gongkai.samples.make.sheets import Layout
from gongkai.samples.make.site import Charset, Entry, Portal, Site

SITE = Site("rangtai", "990203", "瀼台区", "瀼台区人民政府", "www.rangtai.example", "ucap", "9902030005", "区")

DISTRICT = Body("瀼台区人民政府", "全区", "county", ("民生实事", "征地补偿", "教育资源布局"))
AUDIT = Body("瀼台区审计局", "区审计局", "department", ("审计结果", "整改情况", "经费开支"))
EMERGENCY = Body("瀼台区应急管理局", "区应急局", "none", ("安全检查", "事故调查", "应急预案"))
TOWN = Body("瀼台区㵲口镇人民政府", "镇政府", "town", ("低保评议", "宅基地审批", "惠农资金"))
HEALTH = Body("瀼台区卫生健康局", "区卫生健康局", "department", ("家庭医生签约", "托育服务", "公共场所卫生"))
JUSTICE = Body("瀼台区司法局", "区司法局", "department", ("法律援助", "行政复议", "人民调解"))
EDUCATION = Body("瀼台区教育局", "区教育局", "department", ("学区划分", "课后服务", "教师招聘"))
FINANCE = Body("瀼台区财政局", "区财政局", "department", ("部门预算", "专项资金", "国有资产"))
COMMERCE = Body("瀼台区商务局", "区商务局", "department", ("消费补贴", "外贸备案", "农贸市场"))

META_SAYS_UTF8 = Charset(codec="gb18030", meta="utf-8")
HEADER_SAYS_UTF8 = Charset(codec="gb18030", header="utf-8", meta="gb2312")
HEADER_SAYS_GB2312 = Charset(codec="gb18030", header="gb2312", meta="gb2312")

DISTRICT_2023 = ReportPlan(DISTRICT, 2023, "2024-03-26", produced="2024-03-20", roundly=True)
DISTRICT_2022 = ReportPlan(DISTRICT, 2022, "2023-03-27", layout=Layout(labels="half_width"))
AUDIT_2023 = ReportPlan(AUDIT, 2023, "2024-01-30", layout=Layout(wrap="paragraph", single_values="ragged"))
AUDIT_2022 = ReportPlan(AUDIT, 2022, "2023-01-19", layout=Layout(head_rows=2))
EMERGENCY_2023 = ReportPlan(EMERGENCY, 2023, "2024-01-24", sub_heads="counted")
TOWN_2023 = ReportPlan(
    TOWN, 2023, "2024-01-17", edits=(zeros("—", ("disclosures", "applications", "legal_challenges")),), sub_heads="line"
)
TOWN_2022 = ReportPlan(
    TOWN,
    2022,
    "2023-01-16",
    layout=Layout(wrap="paragraph"),
    edits=(zeros("/", ("applications",)), zeros("无", ("legal_challenges",)), zeros("-", ("disclosures",))),
)
HEALTH_2022 = ReportPlan(
    HEALTH,
    2022,
    "2023-01-13",
    edits=(
        shift("applications.processed_total.natural_person", 1),
        shift("applications.processed_total.total", 1),
        shift("applications.new_received.natural_person", 1),
        shift("applications.new_received.total", 1),
    ),
    breaks=frozenset({"processed_sum"}),
)
JUSTICE_2021 = ReportPlan(JUSTICE, 2021, "2022-01-26", layout=Layout(labels="enumeration_comma", nested=True))
COMMERCE_2021 = ReportPlan(
    COMMERCE,
    2021,
    "2022-01-19",
    layout=Layout(wrap="word", single_values="ragged", groups_repeated=True),
    edits=(put("applications.unable_not_held.total", 0),),
    breaks=frozenset({"row_sum", "processed_sum"}),
)
EDUCATION_2020 = ReportPlan(EDUCATION, 2020, "2021-01-28", form="2019", headings="2019", layout=Layout(wrap="digits"))
FINANCE_2019 = ReportPlan(
    FINANCE,
    2019,
    "2020-01-20",
    form="2019",
    headings="2019",
    edits=(zeros("", ("disclosures", "applications", "legal_challenges")),),
)

FALSE_COLUMN = (("ColumnName", "头部"), ("PubDate", "页面生成时间 2025-05-02 08:00"))

ENTRIES = (
    Entry(
        DISTRICT_2023.full_title,
        "2024-03-26",
        DISTRICT_2023,
        61,
        tags=FALSE_COLUMN,
        traps=("tags of an included header", "N余条"),
    ),
    Entry(
        AUDIT_2023.full_title,
        "2024-01-30",
        AUDIT_2023,
        60,
        charset=META_SAYS_UTF8,
        traps=("meta says utf-8", "all cells paragraphs"),
    ),
    Entry(
        EMERGENCY_2023.full_title,
        "2024-01-24",
        EMERGENCY_2023,
        59,
        charset=HEADER_SAYS_UTF8,
        traps=("header says utf-8", "nothing received"),
    ),
    Entry(
        "2024年瀼台区政府工作报告",
        "2024-01-22",
        others.work_report(SITE, 2024),
        58,
        traps=("a government work report",),
    ),
    Entry(
        TOWN_2023.full_title,
        "2024-01-17",
        TOWN_2023,
        57,
        charset=HEADER_SAYS_GB2312,
        traps=("marks for zeros", "a character that only GB18030 has", "label gb2312"),
    ),
    Entry(
        DISTRICT_2022.full_title,
        "2023-03-27",
        DISTRICT_2022,
        52,
        tags=FALSE_COLUMN,
        traps=("half-width labels", "carry_link holds to 2023"),
    ),
    Entry(AUDIT_2022.full_title, "2023-01-19", AUDIT_2022, 51, traps=("heads on two rows",)),
    Entry(TOWN_2022.full_title, "2023-01-16", TOWN_2022, 50, traps=("three kinds of marks",)),
    Entry(HEALTH_2022.full_title, "2023-01-13", HEALTH_2022, 49, traps=("processed sum broken",)),
    Entry(
        JUSTICE_2021.full_title,
        "2022-01-26",
        JUSTICE_2021,
        44,
        charset=META_SAYS_UTF8,
        traps=("enumeration commas", "nested layout table"),
    ),
    Entry(
        COMMERCE_2021.full_title,
        "2022-01-19",
        COMMERCE_2021,
        43,
        traps=("a row total of 0 beside parts", "Word export", "ragged table 2"),
    ),
    Entry(EDUCATION_2020.full_title, "2021-01-28", EDUCATION_2020, 37, traps=("form 2019", "one span per digit")),
    Entry(FINANCE_2019.full_title, "2020-01-20", FINANCE_2019, 31, traps=("form 2019", "nearly all cells blank")),
)

RANGTAI = Portal(SITE, ENTRIES, Charset(codec="gb18030", meta="gb2312"))
