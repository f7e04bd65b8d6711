import pytest

from parsers.model import Context, Document, MetadataField, Paragraph, Publisher
from parsers.prose.divisions import DIVISIONS
from parsers.prose.kinds import kind_of
from parsers.prose.publisher import publisher
from parsers.prose.titles import TitleVerdict


def of(
    name: str | None,
    portal: str | None = None,
    year: int | None = 2023,
    lines: tuple[str, ...] = (),
    metadata: tuple[MetadataField, ...] = (),
) -> Publisher:
    document = Document("html", tuple(map(Paragraph, lines)))
    return publisher(
        document, Context("https://a/1", division_code=portal), TitleVerdict("report", year, name, ""), metadata, year
    )


@pytest.mark.parametrize(
    ("name", "division", "bare", "kind"),
    [
        ("平凉市崆峒区科学技术局", "620802", "科学技术局", "department"),
        ("柘城县畜牧局", "411424", "畜牧局", "department"),
        ("柘城县县水利局", "411424", "水利局", "department"),
        ("柘城县志办", "411424", "志办", "department"),
        ("郑州市市场监督管理局", "410100", "市场监督管理局", "department"),
        ("淮安市人民政府", "320800", "人民政府", "government"),
        ("上海市人民政府办公厅", "310000", "人民政府办公厅", "government_office"),
        ("浦东新区人民政府办公室", "310115", "人民政府办公室", "government_office"),
        ("上海市黄浦区打浦桥街道办事处", "310101", "打浦桥街道办事处", "township"),
        ("利辛县望疃镇", "341623", "望疃镇", "township"),
        ("柘城县长江新城办事处", "411424", "长江新城办事处", "township"),
        ("柘城县产业集聚区", "411424", "产业集聚区", "zone"),
        ("柘城县人民法院", "411424", "人民法院", "court"),
        ("柘城县人民医院", "411424", "人民医院", "institution"),
        ("柘城县供销合作社联合社", "411424", "供销合作社联合社", "other"),
        ("朝阳市科学技术局", "211300", "科学技术局", "department"),
        ("湖北省仙桃市人民政府", "429004", "人民政府", "government"),
    ],
)
def test_region_and_kind_by_the_name(name: str, division: str, bare: str, kind: str) -> None:
    found = of(name)
    assert (found.name, found.division_code, found.bare_name, found.agency_class) == (name, division, bare, kind)
    assert found.scope == "own"


def test_a_title_that_names_only_a_region_is_its_roll_up() -> None:
    assert of("双鸭山市") == Publisher(
        name="双鸭山市",
        agency_class="government",
        scope="aggregate",
        division_code="230500",
        bare_name="",
        evidence="name by title; division 230500 by the name's region 双鸭山市",
    )


def test_a_region_inside_a_name_is_not_its_prefix() -> None:
    found = of("国网河南省电力公司柘城县供电公司", portal="411424")
    assert (found.agency_class, found.bare_name) == ("enterprise", "国网河南省电力公司柘城县供电公司")
    assert found.evidence == "name by title; division 411424 by portal"


def test_one_name_of_two_places_is_never_guessed() -> None:
    found = of("朝阳区教育局")
    assert found.division_code is None
    assert found.evidence == "name by title; 朝阳区 names 2 places (110105, 220104) and nothing settles which"


def test_the_portal_or_the_prefecture_settles_which_place() -> None:
    assert of("朝阳区教育局", portal="110105").division_code == "110105"
    assert of("朝阳区教育局", portal="220100").division_code == "220104"
    assert of("长春市朝阳区教育局").division_code == "220104"
    assert of("北京市朝阳区教育局").division_code == "110105"
    assert of("鼓楼区教育局", portal="320000").division_code is None  # two of them lie in 江苏


def test_codes_are_those_valid_in_the_reports_year() -> None:
    assert of("洪泽县教育局", year=2014).division_code == "320829"
    assert of("洪泽区教育局", year=2023).division_code == "320813"
    assert of("洪泽县教育局", year=2023).division_code is None


def test_a_portal_elsewhere_is_told_in_the_evidence() -> None:
    assert of("柘城县农业局", portal="110105").evidence == (
        "name by title; division 411424 by the name's region 柘城县 (411424), which lies elsewhere than portal 110105"
    )


def test_a_quarter_that_is_called_like_a_far_district() -> None:
    found = of("西区街道办事处", portal="442000")
    assert (found.division_code, found.bare_name) == ("442000", "西区街道办事处")


def test_the_site_code_and_the_organisation_code_tell_the_division() -> None:
    assert of("望疃镇人民政府", metadata=(MetadataField("site_code", "3416230004", "tag"),)).division_code == "341623"
    found = of("下各镇", metadata=(MetadataField("organisation_code", "11331024002681250W", "index_number"),))
    assert (found.division_code, found.organisation_code) == ("331024", "11331024002681250W")


def test_without_a_name_in_the_title_the_signature_then_the_issuer() -> None:
    signed = of(None, lines=("正文。", "柘城县扶贫开发办公室", "2018年3月1日"))
    assert (signed.name, signed.evidence[:17]) == ("柘城县扶贫开发办公室", "name by signature")
    issued = of(None, metadata=(MetadataField("issuer", "萧县教育局", "block"),))
    assert (issued.name, issued.evidence[:14]) == ("萧县教育局", "name by issuer")


def test_an_issuer_that_is_no_office_is_no_name() -> None:
    assert of(None, metadata=(MetadataField("issuer", "管理员", "block"),)) == Publisher(
        scope="unknown", evidence="no name is printed"
    )


@pytest.mark.parametrize(
    ("bare", "kind"),
    [
        ("政府办公室", "government_office"),
        ("发改委", "department"),
        ("扶贫办", "department"),
        ("远襄镇人民政府", "township"),
        ("商丘经济开发区管委会", "zone"),
        ("行政服务中心", "institution"),
        ("高级中学", "institution"),
        ("人民检察院", "court"),
        ("驻北京办事处", "institution"),
        ("残疾人联合会", "other"),
        ("什么也不是", "other"),
    ],
)
def test_kinds_of_bodies(bare: str, kind: str) -> None:
    assert kind_of(bare) == kind


def test_names_of_a_code_in_a_year() -> None:
    assert DIVISIONS.names("411424", 2017) == ("河南省", "商丘市", "柘城县")
    assert DIVISIONS.names("110105", 2017) == ("北京市", None, "朝阳区")
    assert DIVISIONS.names("320800", 2024) == ("江苏省", "淮安市", None)
    assert DIVISIONS.names("310000", 2024) == ("上海市", None, None)
    assert DIVISIONS.names("320803", 2010) == ("江苏省", "淮安市", "楚州区")
    assert DIVISIONS.names("320803", 2024) == ("江苏省", "淮安市", "淮安区")
    assert DIVISIONS.names("999999", 2024) == (None, None, None)


def test_name_that_begins_with_the_portals_own_region_belongs_to_it_though_no_table_has_the_code() -> None:
    found = publisher(
        Document("html", ()),
        Context("http://www.qinghe.example/1.html", division_code="990121", portal_name="青禾县人民政府"),
        TitleVerdict("report", 2023, "青禾县水利局", ""),
        (),
        2023,
    )
    assert (found.division_code, found.bare_name) == ("990121", "水利局")
    assert found.evidence == "name by title; division 990121 by the portal, whose region 青禾县 begins the name"


@pytest.mark.parametrize(
    "lines",
    [
        ("柘城县司法局", "2024年1月12日"),
        ("柘城县司法局（盖章）", "2024年1月12日"),
        ("柘城县司法局　2024年1月12日",),
        ("2024年1月12日", "柘城县司法局"),
        ("柘城县司法局", "二〇二四年一月十二日"),
        ("柘城县司法局", "2024-01-12"),
    ],
    ids=["above", "sealed", "one line", "below", "numerals", "hyphens"],
)
def test_name_of_the_signature_wherever_its_date_stands(lines: tuple[str, ...]) -> None:
    found = of(None, lines=("无其他需要报告的事项。", *lines))
    assert (found.name, found.division_code) == ("柘城县司法局", "411424")


def test_a_single_line_is_no_signature() -> None:
    assert of(None, lines=("柘城县水利局",)).name is None


def test_sentence_before_a_date_is_no_signature() -> None:
    assert of(None, lines=("本报告由我局办公室编制，报县政府办公室", "2024年1月12日")).name is None


def test_an_issuer_that_prints_the_name_in_full_settles_its_place() -> None:
    issued = (MetadataField("issuer", "宁波市江北区统计局", "block"),)
    found = of("江北区统计局", metadata=issued)
    assert (found.name, found.division_code, found.bare_name) == ("江北区统计局", "330205", "统计局")
    assert found.evidence.endswith("as the issuer 宁波市江北区统计局 prints it")
    assert of("江北区统计局").division_code is None
    assert of("江北区统计局", metadata=(MetadataField("issuer", "宁波市统计局", "block"),)).division_code is None


@pytest.mark.parametrize(
    ("name", "kind", "scope"),
    [
        ("江苏省徐州市气象部门", "department", "aggregate"),
        ("全国海关", "department", "aggregate"),
        ("重庆海关关区", "department", "aggregate"),
        ("柘城县卫生健康系统", "department", "aggregate"),
        ("柘城县各乡镇", "township", "aggregate"),
        ("柘城县", "government", "aggregate"),
        ("柘城县气象局", "department", "own"),
    ],
)
def test_many_bodies_in_one_report(name: str, kind: str, scope: str) -> None:
    found = of(name)
    assert (found.agency_class, found.scope) == (kind, scope)


SUMS_UP = "本报告汇总了全县各乡镇、各部门的数据。"


@pytest.mark.parametrize(
    ("name", "lines", "scope"),
    [
        ("柘城县人民政府", (SUMS_UP,), "aggregate"),
        ("柘城县人民政府办公室", ("根据条例编制。", SUMS_UP), "aggregate"),
        ("柘城县人民政府", ("本报告由县政府办公室根据各部门报送材料汇总编制。",), "own"),  # of whom, not of what
        ("柘城县人民政府", ("根据条例编制。",) * 12 + (SUMS_UP,), "own"),  # no first sentence any more
        ("柘城县水利局", (SUMS_UP,), "own"),
    ],
)
def test_a_government_that_adds_up_the_figures_of_its_region_reports_for_many(
    name: str, lines: tuple[str, ...], scope: str
) -> None:
    assert of(name, lines=lines).scope == scope
