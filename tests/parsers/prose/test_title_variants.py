"""Titles as portals print them: brackets, leads, tails, years that are damaged or two."""

import pytest

from parsers.prose.titles import judge_title

NAME = "柘城县司法局"


@pytest.mark.parametrize(
    "title",
    [
        "柘城县司法局二○二三年政府信息公开工作年度报告",
        "柘城县司法局（2023年）政府信息公开工作年度报告",
        "【柘城县司法局】2023年政府信息公开工作年度报告",
        "[柘城县]司法局2023年政府信息公开工作年度报告",
        "柘城县司法局政府信息公开工作2023年度报告",
        "柘城县司法局关于政府信息公开工作2023年度的报告",
        "附件1 柘城县司法局2023年政府信息公开工作年度报告",
        "附件2.柘城县司法局2023年政府信息公开工作年度报告",
        "（最新）柘城县司法局2023年政府信息公开工作年度报告",
        "柘城县司法局2023年政府信息公开工作年度报告 发布时间：2024-01-20 来源：办公室",
        "柘城县司法局2023年政府信息公开工作年度报告及附表",
        "柘城县司法局2023年政府信息公开工作年度报告公开",
        "柘城县司法局2023年政府信息公开工作年度报告（更正）",
        "2023年政府信息公开工作年度报告（柘城县司法局）",
    ],
)
def test_name_and_year_among_what_surrounds_them(title: str) -> None:
    verdict = judge_title(title)
    assert (verdict.kind, verdict.year, verdict.agency) == ("report", 2023, NAME)


@pytest.mark.parametrize(
    "title",
    [
        "柘城县司法局2O23年政府信息公开工作年度报告",
        "柘城县司法局23年政府信息公开工作年度报告",
        "柘城县司法局2022-2023年政府信息公开工作年度报告",
        "柘城县司法局政府信息公开工作年度报告（2008—2023年）",
    ],
)
def test_damaged_year_and_two_years_are_no_year_and_no_part_of_the_name(title: str) -> None:
    verdict = judge_title(title)
    assert (verdict.kind, verdict.year, verdict.agency) == ("report", None, NAME)


def test_site_that_a_title_ends_with_is_not_who_reports() -> None:
    verdict = judge_title("2023年政府信息公开工作年度报告-柘城县人民政府")
    assert (verdict.kind, verdict.year, verdict.agency) == ("report", 2023, None)


def test_paper_whose_title_a_site_tail_hides_is_still_told() -> None:
    assert judge_title("2023年政务公开工作总结-柘城县人民政府").kind == "work_report"
