"""A report's title that stands in the first row of its table: a sheet that was saved as a page."""

from parsers.model import Context
from parsers.reading import read

AT = Context("https://www.example.gov.cn/files/1.xls")
ROWS = (
    "<tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>1<td>2<td>3"
    "<tr><td>行政规范性文件<td>4<td>5<td>6"
)


def page(first_row):
    return (
        f"<html><head><meta name=ProgId content=Excel.Sheet></head><body><table>{first_row}{ROWS}</table></body></html>"
    )


def test_title_over_the_whole_table_names_agency_and_year():
    reading = read(page("<tr><td colspan=4>云岭县水务局2023年政府信息公开工作年度报告").encode(), AT)
    assert (reading.outcome, reading.title) == ("report", "云岭县水务局2023年政府信息公开工作年度报告")
    assert (reading.publisher.name, reading.year) == ("云岭县水务局", 2023)


def test_title_with_blank_cells_behind_it():
    reading = read(page("<tr><td>云岭县水务局2023年政府信息公开工作年度报告<td><td><td>").encode(), AT)
    assert (reading.publisher.name, reading.year) == ("云岭县水务局", 2023)


def test_row_with_more_than_the_title_is_no_title():
    reading = read(page("<tr><td colspan=2>云岭县水务局2023年政府信息公开工作年度报告<td>下载<td>2").encode(), AT)
    assert (reading.publisher.name, reading.year) == (None, None)
