"""What is marked in a source beside the three tables: indicators of older reports, figures in prose."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from archive.store import Archive
from gongkai.browse.sources import source_of

PAGE = """<html><head><meta charset="utf-8"><title>云川县水务局2016年政府信息公开工作年度报告</title></head><body>
<h1>云川县水务局2016年政府信息公开工作年度报告</h1>
<p>一、概述</p><p>根据《中华人民共和国政府信息公开条例》，云川县水务局编制本报告，统计期限自2016年1月1日至12月31日。</p>
<p>二、主动公开情况</p><p>全年主动公开政府信息135条，其中通过政府网站公开120条。</p>
<p>三、附表</p>
<table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>
<tr><td>一、主动公开情况</td><td>——</td><td>——</td></tr>
<tr><td>（一）主动公开政府信息数</td><td>条</td><td>135</td></tr>
<tr><td>其中：主动公开规范性文件数</td><td>条</td><td>7</td></tr>
<tr><td>制发规范性文件总数</td><td>件</td><td>9</td></tr>
<tr><td>三、依申请公开情况</td><td></td><td></td></tr>
<tr><td>（一）收到申请数</td><td>件</td><td>4</td></tr></table></body></html>"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("older")
    (folder / "pages").mkdir()
    (folder / "pages" / "a.html").write_text(PAGE, encoding="utf-8")
    command = [sys.executable, "-m", "gongkai", "--archive", str(folder / "a.db"), "ingest", str(folder / "pages")]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    with Archive.open_read_only(folder / "a.db") as held:
        yield held


def test_indicators_are_marked_in_the_page(archive: Archive) -> None:
    shown = source_of(archive, 1, None)
    assert shown.page is not None
    assert shown.page.marked == {f"table 1, row {row}, cell 3" for row in (3, 4, 5, 7)}
    assert '<td id="table-1-row-7-cell-3" title="indicators.received" class="read">4</td>' in shown.page.markup
    assert shown.unmarked == 0


def test_figures_in_prose_are_marked_where_paragraphs_are_numbered(archive: Archive) -> None:
    shown = source_of(archive, 1, "blocks")
    assert [(block.text, block.keys) for block in shown.blocks if block.keys] == [
        (
            "全年主动公开政府信息135条，其中通过政府网站公开120条。",
            "narrative_figures.disclosed_total, narrative_figures.disclosed_website",
        )
    ]
    assert [cell.text for block in shown.blocks for row in block.rows for cell in row if cell.keys] == [
        "135",
        "7",
        "9",
        "4",
    ]
    assert shown.unmarked == 0


def test_a_source_text_is_shown_as_it_was_decoded(archive: Archive) -> None:
    assert source_of(archive, 1, "markup").markup == PAGE
