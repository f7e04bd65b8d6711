"""The public face: what comes out for every kind of payload, and that nothing makes it raise."""

import ast
import random
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import parsers.versions
from parsers.model import Context, Reading
from parsers.reading import read, reader_of
from parsers.versions import VERSIONS, fingerprint, reader_version
from tests.pages.page import sample_page

AT = Context("https://www.example.gov.cn/1.html")


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", "the file is an empty file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
            "the file is an OLE file in which neither a Word text nor an Excel workbook is found",
        ),
        (b"\x89PNG\r\n\x1a\n", "the file is a picture: needs OCR"),
        (b"\x00\x01", "the file is bytes of no kind that is known"),
    ],
)
def test_file_that_nothing_reads_is_failed_with_its_kind(payload, reason):
    reading = read(payload, AT)
    assert (reading.outcome, reading.reason) == ("failed", reason)


def test_damaged_pdf_is_failed_with_the_librarys_word():
    reading = read(b"%PDF-1.7 nothing", AT)
    assert (reading.outcome, reading.reader) == ("failed", "pdf")
    assert reading.reason.startswith("the PDF file cannot be taken apart")


@pytest.mark.parametrize("seed", range(0, 46, 5))
def test_reading_survives_the_way_to_json_and_back(seed):
    page = sample_page(seed)
    reading = read(page.payload, page.context)
    assert Reading.from_json(reading.to_json()) == reading


def test_equal_contexts_have_one_digest_and_unknown_fields_do_not_count():
    assert Context("a").digest() == Context("a", charset=None).digest() != Context("a", charset="gbk").digest()
    assert Context.from_json(Context("a", year_hint=2023).to_json()) == Context("a", year_hint=2023)


def test_year_of_the_list_is_used_where_the_page_has_none():
    page = "<h1>某某局政府信息公开工作年度报告</h1><p>一、总体情况</p><p>主动公开良好。</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>无。</p>"
    reading = read(page.encode(), Context("https://www.example.gov.cn/1.html", year_hint=2022))
    assert (reading.outcome, reading.year) == ("report", 2022)


def test_reader_names_its_parts_and_their_versions():
    assert reader_version("pdf") == f"pdf-{VERSIONS['pdf']}+tables-{VERSIONS['tables']}+prose-{VERSIONS['prose']}"
    assert reader_of(b"%PDF-1.4", AT) == "pdf"


def test_fingerprints_differ_between_kinds_and_repeat():
    assert len({fingerprint(kind) for kind in ("html", "text", "pdf", "docx", "ole")}) == 5
    made_before = fingerprint("html")
    fingerprint.cache_clear()
    assert fingerprint("html") == made_before


def damaged(payload, chance):
    """The payload with bytes changed, cut out, doubled or its end missing."""
    spoiled = bytearray(payload)
    for _ in range(chance.randrange(1, 30)):
        at = chance.randrange(len(spoiled))
        match chance.randrange(4):
            case 0:
                spoiled[at] = chance.randrange(256)
            case 1:
                del spoiled[at : at + chance.randrange(1, 200)]
            case 2:
                spoiled[at:at] = spoiled[at : at + chance.randrange(1, 200)]
            case 3:
                spoiled[at:at] = chance.choice(
                    (b"<table>", b"</td>", b"<tr>", b"\x00", b"rowspan=99999 ", b"<!--", b"&#0;")
                )
        if not spoiled:
            return b""
    return bytes(spoiled[: chance.randrange(1, len(spoiled) + 1)] if chance.random() < 0.2 else spoiled)


def survive(seeds):
    for seed in seeds:
        chance = random.Random(seed)
        page = sample_page(seed % 230)
        reading = read(damaged(page.payload, chance), page.context)
        assert not reading.reason.startswith("the reader itself failed"), (seed, reading.reason)
        assert Reading.from_json(reading.to_json()) == reading


def test_damaged_pages_never_break_the_reader():
    survive(range(150))


@pytest.mark.campaign
def test_twenty_thousand_damaged_pages_never_break_the_reader():
    survive(range(20_000))


def test_report_whose_tables_are_pictures_says_so_and_has_no_cells():
    body = "".join(
        f"<p>{heading}</p><p>{text}</p>"
        for heading, text in (
            ("一、总体情况", "全年主动公开政府信息157条，收到政府信息公开申请0件，各项工作平稳有序。" * 3),
            ("二、主动公开政府信息情况", "<img src=b2.png>"),
            ("三、收到和处理政府信息公开申请情况", "该部分以表格形式报告。表格如下："),
            ("四、政府信息公开行政复议、行政诉讼情况", "<img src=b4.png>"),
            ("五、存在的主要问题及改进情况", "公开的深度还不够，下一步加强培训。"),
        )
    )
    reading = read(f"<h1>青榆县财政局2023年政府信息公开工作年度报告</h1>{body}".encode(), AT)
    assert (reading.outcome, reading.form, reading.figures) == ("report", "none", ())
    [remark] = reading.remarks
    assert remark.startswith("no table and no text stands under 二、主动公开政府信息情况, 三、")
    assert remark.endswith("四、政府信息公开行政复议、行政诉讼情况: the tables may be pictures")


def test_one_table_that_is_a_picture_is_named_beside_those_that_are_not():
    table = "<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr><tr><td>规章</td><td>1</td><td>0</td><td>2</td></tr></table>"
    body = "".join(
        f"<p>{heading}</p>{text}"
        for heading, text in (
            ("一、总体情况", "<p>全年主动公开政府信息157条，各项工作平稳有序。</p>"),
            ("二、主动公开政府信息情况", table),
            ("三、收到和处理政府信息公开申请情况", "<p>表格如下</p><p><img src=b3.png></p>"),
            ("四、政府信息公开行政复议、行政诉讼情况", "<p>本年度没有行政复议和行政诉讼。</p>"),
            ("五、存在的主要问题及改进情况", "<p>公开的深度还不够，下一步加强培训。</p>"),
        )
    )
    reading = read(f"<h1>青榆县财政局2023年政府信息公开工作年度报告</h1>{body}".encode(), AT)
    no_table = "no table and no text stands under 三、收到和处理政府信息公开申请情况: the tables may be pictures"
    assert [remark for remark in reading.remarks if "no table" in remark] == [no_table]


def test_report_that_is_a_statistics_table_alone_is_a_report():
    rows = "".join(
        f"<tr><td>{label}</td><td>条</td><td>{count}</td></tr>"
        for count, label in enumerate(
            ("主动公开政府信息数", "制发规范性文件总数", "收到申请数", "申请办结数", "举报投诉数量")
        )
    )
    page = f"<h1>青榆县财政局2016年政府信息公开工作年度报告</h1><table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>{rows}</table>"
    reading = read(page.encode(), AT)
    assert (reading.outcome, reading.form) == ("report", "2014")


def imported_files(name):
    """The modules of this package that a module imports, and those that they import, as paths below parsers/."""
    root = Path(parsers.versions.__file__).parent
    found, waiting = set(), [name]
    while waiting:
        path = waiting.pop()
        if path in found or not (root / path).is_file():
            continue
        found.add(path)
        for node in ast.walk(ast.parse((root / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                package = "parsers." + path.rpartition("/")[0].replace("/", ".") if node.level else ""
                module = f"{package}.{node.module}" if node.level else node.module
                if module.startswith("parsers."):
                    waiting.append(module.removeprefix("parsers.").replace(".", "/") + ".py")
    return found


@pytest.mark.parametrize("kind", parsers.versions._KINDS)
def test_fingerprint_covers_every_module_that_its_reader_imports(kind):
    files, _ = parsers.versions._KINDS[kind]
    covered = {*files, *parsers.versions._SHARED}
    assert imported_files(f"documents/{kind}.py") <= covered


def test_fingerprint_covers_every_module_that_joins_the_parts_of_a_reading():
    shared = {*parsers.versions._SHARED, "versions.py"}
    for name in imported_files("reading.py"):
        folder = name.rpartition("/")[0]
        assert folder == "documents" or folder in parsers.versions._SHARED_FOLDERS or name in shared, name


@cache
def distributions():
    """Of each module that can be imported, the distributions that hold it."""
    return packages_distributions()


@cache
def imported_libraries(path):
    """The distributions that a module imports, the standard library apart."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    stated = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    stated += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    modules = {module.partition(".")[0] for module in stated} - sys.stdlib_module_names - {"parsers"}
    return {library for module in modules for library in distributions()[module]}


@pytest.mark.parametrize("kind", parsers.versions._KINDS)
def test_fingerprint_covers_every_library_that_shapes_a_reading(kind):
    pytest.importorskip({"doc": "doc2docx", "xls": "xlrd"}.get(kind, "parsers"))  # of the extra [office]
    root = Path(parsers.versions.__file__).parent
    files, libraries = parsers.versions._KINDS[kind]
    paths = [root / name for name in {*files, *parsers.versions._SHARED}]
    paths += [path for folder in parsers.versions._SHARED_FOLDERS for path in (root / folder).glob("*.py")]
    paths.remove(root / "documents/errors.py")  # which asks lxml what a failure is, and reads nothing
    used = set().union(*map(imported_libraries, paths))
    assert used <= {*libraries, *parsers.versions._SHARED_LIBRARIES}


def test_page_that_only_leads_to_the_reports_file_says_so():
    page = "<h1>青榆县财政局2023年政府信息公开工作年度报告</h1><p><a href='P02024.pdf'>报告全文.pdf</a></p>"
    reading = read(page.encode(), AT)
    assert reading.outcome == "report"
    assert reading.remarks == ("the report stands in a file of its own: 报告全文.pdf",)


_OF_2016 = (
    "<h1>柘城县水利局2016年政府信息公开工作年度报告</h1>"
    "<p>一、主动公开情况</p><p>全年主动公开政府信息若干条，统计期限自2016年1月1日起至2016年12月31日止。</p>"
    "<p>二、依申请公开情况</p><p>本年度未收到政府信息公开申请。</p><p>三、复议、诉讼情况</p><p>无。</p>"
)


def test_statistics_under_heads_of_two_years_are_those_of_the_reports_year():
    rows = (("指标", "2016年", "2015年"), ("主动公开政府信息数", "82", "61"), ("收到申请数", "3", "5"))
    table = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    reading = read(f"{_OF_2016}<table>{table}</table>".encode(), AT)
    assert [(one.label, one.value) for one in reading.indicators] == [("主动公开政府信息数", 82), ("收到申请数", 3)]


def test_block_of_metadata_in_the_body_is_no_table_that_was_left_unread():
    block = ("索引号", "A-1"), ("发布机构", "县水利局"), ("发布日期", "2017年3月1日"), ("公开方式", "主动公开")
    papers = ("文号", "名称"), ("1号", "办法"), ("2号", "通知"), ("3号", "公告")
    remarks = []
    for table in (block, papers):
        rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in table)
        remarks.append(read(f"{_OF_2016}<table>{rows}</table><p>四、其他</p>".encode(), AT).remarks)
    assert remarks == [(), ("a table of 4 rows is not read: 文号 | 名称",)]
