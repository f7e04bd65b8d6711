"""Where a body belongs: names with and without their region's level, larger regions before them, other years' codes."""

import pytest

from parsers.model import Context, Document, MetadataField, Publisher
from parsers.prose.publisher import publisher
from parsers.prose.titles import TitleVerdict


def of(name: str, portal: str | None = None, year: int | None = 2023) -> Publisher:
    context = Context("https://www.example.gov.cn/1.html", division_code=portal)
    return publisher(Document("html", ()), context, TitleVerdict("report", year, name, ""), (), year)


def place(name: str, portal: str | None = None, year: int | None = 2023) -> tuple[str | None, str | None]:
    found = of(name, portal, year)
    return found.division_code, found.bare_name


# --- a region without the word for its level ------------------------------------------------------


def test_short_region_is_settled_by_the_portal_and_says_so() -> None:
    found = of("双鸭山科学技术局", "230500")
    assert (found.division_code, found.bare_name, found.agency_class) == ("230500", "科学技术局", "department")
    assert found.evidence == "name by title; division 230500 by 双鸭山, short for 双鸭山市, and the portal 230500"


def test_short_region_is_settled_by_the_provinces_portal() -> None:
    assert place("双鸭山科学技术局", "230000") == ("230500", "科学技术局")


def test_short_region_alone_settles_nothing() -> None:
    assert place("双鸭山科学技术局") == (None, "双鸭山科学技术局")
    assert place("双鸭山科学技术局", "110000") == ("110000", "双鸭山科学技术局")


def test_short_region_of_two_divisions_is_never_guessed() -> None:
    found = of("吉林财政局", "220000")
    assert (found.division_code, found.bare_name) == (None, "吉林财政局")
    assert found.evidence == "name by title; 吉林 may be short for 220000, 220200 and nothing settles which"


@pytest.mark.parametrize("name", ["朝阳街道办事处", "朝阳路派出所", "朝阳大学", "朝阳医院"])
def test_body_that_is_named_after_a_place_is_not_of_it(name: str) -> None:
    assert place(name, "110105") == ("110105", name)


@pytest.mark.parametrize(
    ("name", "portal", "division", "bare"),
    [
        ("商丘市场监督管理局", "411400", "411400", "市场监督管理局"),
        ("商丘市市场监督管理局", None, "411400", "市场监督管理局"),
        ("商丘市政管理局", "411400", "411400", "市政管理局"),
        ("商丘市政务服务局", None, "411400", "政务服务局"),
        ("商丘市政府办公室", None, "411400", "政府办公室"),
        ("朝阳市场监督管理局", "110105", "110105", "市场监督管理局"),  # not of 朝阳市 in 辽宁
        ("商丘市场监督管理局", None, None, "商丘市场监督管理局"),
    ],
)
def test_word_that_begins_like_the_level_belongs_to_the_body(
    name: str, portal: str | None, division: str | None, bare: str
) -> None:
    assert place(name, portal) == (division, bare)


def test_short_region_as_the_whole_name_is_the_roll_up() -> None:
    found = of("双鸭山", "230500")
    assert (found.division_code, found.bare_name, found.scope) == ("230500", "", "aggregate")


# --- larger regions before it ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "division"),
    [
        ("江苏省南京市鼓楼区教育局", "320106"),
        ("南京市鼓楼区教育局", "320106"),
        ("南京鼓楼区教育局", "320106"),
        ("福州市鼓楼区教育局", "350102"),
        ("北京朝阳区教育局", "110105"),
        ("河南柘城县教育局", "411424"),
        ("河南省柘城县教育局", "411424"),
    ],
)
def test_province_or_prefecture_before_the_name_settles_it(name: str, division: str) -> None:
    assert place(name) == (division, "教育局")


def test_name_with_and_without_the_prefecture_are_of_one_division() -> None:
    assert place("平凉市崆峒区科学技术局") == place("崆峒区科学技术局") == ("620802", "科学技术局")


@pytest.mark.parametrize("name", ["鼓楼区教育局", "江苏鼓楼区教育局", "朝阳区教育局"])
def test_places_of_one_name_are_never_guessed(name: str) -> None:
    found = of(name)
    assert found.division_code is None
    assert "nothing settles which" in found.evidence


def test_name_with_a_slip_of_the_pen_is_kept_and_never_mended() -> None:
    """OCR gave 沐阳县 for 沭阳县; there is no such county."""
    found = of("沐阳县人民政府")
    assert (found.name, found.division_code) == ("沐阳县人民政府", None)


def test_site_that_is_named_after_another_city_settles_nothing() -> None:
    tags = (MetadataField("site_name", "齐齐哈尔市人民政府", "tag"),)
    context = Context("https://www.example.gov.cn/1.html")
    found = publisher(Document("html", ()), context, TitleVerdict("report", 2023, "教育局", ""), tags, 2023)
    assert found.division_code is None


# --- codes of other years -------------------------------------------------------------------------


def test_portals_code_of_today_is_the_unit_s_code_in_the_reports_year() -> None:
    found = of("教育局", "320813", 2014)
    assert found.division_code == "320829"
    assert found.evidence == "name by title; division 320829 by portal 320813 (320829 then)"
    assert place("教育局", "320813", 2023) == ("320813", "教育局")


def test_name_of_its_time_agrees_with_the_portals_code_of_today() -> None:
    found = of("洪泽县教育局", "320813", 2014)
    assert (found.division_code, found.bare_name) == ("320829", "教育局")
    assert found.evidence == "name by title; division 320829 by the name's region 洪泽县"


@pytest.mark.parametrize(
    ("name", "year", "division"), [("洪泽县教育局", 2019, "320813"), ("洪泽区教育局", 2012, "320829")]
)
def test_name_of_another_time_is_known_on_its_own_portal_only(name: str, year: int, division: str) -> None:
    assert place(name, "320813", year) == (division, "教育局")
    assert place(name, None, year) == (None, name)


def test_district_that_was_taken_in_by_another_is_not_that_other() -> None:
    found = of("崇文区教育局", "110101", 2009)
    assert (found.division_code, found.bare_name) == ("110103", "教育局")
    assert "lies elsewhere than portal 110101" in found.evidence


def test_code_that_was_given_to_another_unit_is_read_by_the_year() -> None:
    assert place("万盛区教育局", None, 2009) == ("500110", "教育局")
    assert place("綦江县教育局", None, 2009) == ("500222", "教育局")
    assert place("綦江区教育局", None, 2013) == ("500110", "教育局")


# --- zones ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "portal", "division", "bare"),
    [
        ("柘城县产业集聚区管委会", None, "411424", "产业集聚区管委会"),
        ("柘城高新技术产业开发区管理委员会", "411424", "411424", "高新技术产业开发区管理委员会"),
        ("商丘经济开发区管委会", "411400", "411400", "经济开发区管委会"),
        ("郑东新区管委会", "410100", "410100", "郑东新区管委会"),
    ],
)
def test_zone_stands_under_the_code_of_what_it_lies_in(name: str, portal: str | None, division: str, bare: str) -> None:
    found = of(name, portal)
    assert (found.division_code, found.bare_name, found.agency_class) == (division, bare, "zone")
    assert found.evidence.endswith("; a zone has no code of its own")


def test_new_district_that_has_a_code_is_no_zone() -> None:
    found = of("浦东新区人民政府")
    assert (found.division_code, found.agency_class) == ("310115", "government")


def test_zone_without_a_portal_is_of_no_known_division() -> None:
    assert of("郑东新区管委会").division_code is None


# --- a town whose name begins as a county's ---------------------------------------------------------


@pytest.mark.parametrize("name", ["新县镇", "新县镇人民政府", "新县镇党政办公室", "城区街道办事处"])
def test_town_that_is_named_like_a_county_is_not_in_it(name: str) -> None:
    assert place(name) == (None, name)


def test_county_with_a_word_that_begins_like_a_town() -> None:
    assert place("新县镇海路小学") == ("411523", "镇海路小学")
