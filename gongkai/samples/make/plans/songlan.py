"""松岚县, Vsb: list addresses that count down, a DOCX behind a one-line page, a page that changes in silence."""

from gongkai.samples.make.cells import padded, put, thousands, zeros
from gongkai.samples.make.report import Body, ReportPlan
from gongkai.samples.make.sheets import Layout
from gongkai.samples.make.site import Charset, Entry, Portal, Site

SITE = Site("songlan", "990322", "松岚县", "松岚县人民政府", "www.songlan.example", "vsb", "9903220004", "县")

COUNTY = Body("松岚县人民政府", "全县", "county", ("乡村振兴资金", "公共资源交易", "社会救助"))
FORESTRY = Body("松岚县林业局", "县林业局", "department", ("林木采伐", "森林防火", "退耕补助"))
LABOUR = Body("松岚县人力资源和社会保障局", "县人力资源社会保障局", "department", ("稳岗返还", "技能培训", "社保参保"))
FINANCE = Body("松岚县财政局", "县财政局", "department", ("一卡通补贴", "政府债务", "绩效评价"))
CULTURE = Body("松岚县文化和旅游局", "县文化和旅游局", "none", ("文物保护", "旅行社监管", "公共文化服务"))
ZONE = Body("松岚经济开发区管理委员会", "开发区管委会", "town", ("招商政策", "项目用地", "安全生产"))
MARKET = Body("松岚县市场监督管理局", "县市场监管局", "department", ("食品安全", "计量检定", "执法案件"))
TOWN = Body("松岚县北麓乡人民政府", "乡政府", "town", ("村级事务", "护林员选聘", "饮水工程"))

COUNTY_2023 = ReportPlan(COUNTY, 2023, "2024-03-29", edits=(thousands,), layout=Layout(wrap="paragraph"))
FORESTRY_2023 = ReportPlan(FORESTRY, 2023, "2024-01-29", layout=Layout(labels="half_width"))
LABOUR_2023 = ReportPlan(LABOUR, 2023, "2024-01-23", layout=Layout(wrap="word", broken_heads=True))
CULTURE_2023 = ReportPlan(CULTURE, 2023, "2024-01-11", edits=(padded,))
COUNTY_2022 = ReportPlan(
    COUNTY, 2022, "2023-03-24", layout=Layout(groups_repeated=True, head_tag="th"), edits=(thousands,)
)
FINANCE_2022 = ReportPlan(FINANCE, 2022, "2023-01-31")
FINANCE_2022_REVISED = ReportPlan(
    FINANCE,
    2022,
    "2023-01-31",
    edits=(put("disclosures.licensing.decisions", 512), put("disclosures.fees.amount_wan_yuan", 27.5)),
)
ZONE_2022 = ReportPlan(
    ZONE, 2022, "2023-01-17", layout=Layout(spare_column=True), edits=(zeros("——", ("legal_challenges",)),)
)
MARKET_2021 = ReportPlan(MARKET, 2021, "2022-01-25", form="mixed", layout=Layout(nested=True, wrap="paragraph"))
TOWN_2021 = ReportPlan(TOWN, 2021, "2022-01-14", layout=Layout(head_rows=2, wrap="paragraph"), headings="lost")
COUNTY_2020 = ReportPlan(COUNTY, 2020, "2021-03-31", form="2019", headings="2019", edits=(thousands,))
FORESTRY_2019 = ReportPlan(FORESTRY, 2019, "2020-01-21", form="2019", headings="2019", layout=Layout(wrap="word"))

HEADER_SAYS_GB2312 = Charset(codec="utf-8", header="gb2312", meta="utf-8")

ENTRIES = (
    Entry(
        COUNTY_2023.full_title, "2024-03-29", COUNTY_2023, 5946, traps=("cells full of paragraphs", "carry_link holds")
    ),
    Entry(
        FORESTRY_2023.full_title,
        "2024-01-29",
        FORESTRY_2023,
        5871,
        medium="docx",
        traps=("download address without a file name",),
    ),
    Entry(LABOUR_2023.full_title, "2024-01-23", LABOUR_2023, 5862, traps=("Word export", "heads over two lines")),
    Entry(CULTURE_2023.full_title, "2024-01-11", CULTURE_2023, 5840, traps=("nothing received", "no-break spaces")),
    Entry(COUNTY_2022.full_title, "2023-03-24", COUNTY_2022, 5533, traps=("group labels in every row", "th heads")),
    Entry(FINANCE_2022.full_title, "2023-01-31", FINANCE_2022, 5498, traps=("changed in silence when served revised",)),
    Entry(ZONE_2022.full_title, "2023-01-17", ZONE_2022, 5471, traps=("empty column at the edge", "marks")),
    Entry(
        MARKET_2021.full_title,
        "2022-01-25",
        MARKET_2021,
        5120,
        traps=("（六）其他处理 in one row in form 2021", "nested layout table"),
    ),
    Entry(
        TOWN_2021.full_title,
        "2022-01-14",
        TOWN_2021,
        5098,
        charset=HEADER_SAYS_GB2312,
        traps=("UTF-8 where the header says gb2312", "heads on two rows"),
    ),
    Entry(COUNTY_2020.full_title, "2021-03-31", COUNTY_2020, 4822, traps=("form 2019",)),
    Entry(FORESTRY_2019.full_title, "2020-01-21", FORESTRY_2019, 4390, traps=("form 2019", "Word export")),
)

SONGLAN = Portal(SITE, ENTRIES, Charset(), revised={5498: FINANCE_2022_REVISED})
