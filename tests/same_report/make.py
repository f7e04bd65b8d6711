"""Writes the files of this folder: one invented report in every format, and what it says as JSON.

`cells` and `words` are small files of what else cells and paragraphs can be, for the tests of single readers. All
are made once and kept, so that tests need none of the writers: LibreOffice (soffice, with a Chinese font),
python-docx, openpyxl; the OFD file is set by `typeset`. Run from the root of the checkout:
python -m tests.same_report.make
"""

from __future__ import annotations

import datetime as dt
import html
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.pages.grids import Rows

from .report import Line, parts, truth
from .typeset import placed, report_ofd

HERE = Path(__file__).resolve().parent
FONT = "WenQuanYi Micro Hei"
WIDTH = 15  # columns of the widest table
SECONDS = 120  # for one conversion


def main() -> None:
    write_expected(HERE / "expected.json")
    write_html(HERE / "report.html")
    write_docx(HERE / "report.docx")
    write_xlsx(HERE / "report.xlsx")
    (HERE / "report.ofd").write_bytes(report_ofd(parts()))
    convert(HERE / "report.docx", "doc:MS Word 97")
    convert(HERE / "report.docx", "pdf:writer_pdf_Export")
    convert(HERE / "report.docx", "txt:Text (encoded):UTF8")
    convert(HERE / "report.xlsx", "xls:MS Excel 97")
    write_cells(HERE / "cells.xlsx")
    convert(HERE / "cells.xlsx", "xls:MS Excel 97")
    with tempfile.TemporaryDirectory() as folder:
        write_words(Path(folder) / "words.docx")
        convert(Path(folder) / "words.docx", "doc:MS Word 97")
        write_looks(Path(folder) / "looks.docx")
        convert(Path(folder) / "looks.docx", "doc:MS Word 97")
        write_rich_cells(Path(folder) / "looks.xlsx")
        convert(Path(folder) / "looks.xlsx", "xls:MS Excel 97")


def write_expected(path: Path) -> None:
    said = truth()
    sections = ["overview", "disclosure", "applications", "legal_challenges", "problems", "other_matters"]
    expected = {
        "agency": said.agency, "year": said.year, "form": said.form, "sections": sections, "figures": said.figures,
    }  # fmt: skip
    path.write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


# --- HTML ----------------------------------------------------------------------------------------


def write_html(path: Path) -> None:
    title = next(part.text for part in parts() if isinstance(part, Line))
    body = "\n".join(_html_part(part) for part in parts())
    path.write_text(
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n{body}\n</body></html>\n',
        encoding="utf-8",
    )


def _html_part(part: Line | Rows) -> str:
    if isinstance(part, Line):
        tag = "p" if part.level is None else f"h{part.level + 1}"
        return f"<{tag}>{html.escape(part.text)}</{tag}>"
    rows = []
    for row in part:
        cells = [f'<td rowspan="{c.rowspan}" colspan="{c.colspan}">{html.escape(c.text)}</td>' for c in row]
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return "<table border=1>\n" + "\n".join(rows) + "\n</table>"


# --- Word ----------------------------------------------------------------------------------------


def write_docx(path: Path) -> None:
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(9)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    for part in parts():
        if isinstance(part, Line):
            document.add_paragraph(part.text) if part.level is None else document.add_heading(part.text, part.level)
        else:
            _docx_table(document, part)
    document.save(str(path))


def _docx_table(document: docx.document.Document, rows: Rows) -> None:
    width = sum(cell.colspan for cell in rows[0])
    table = document.add_table(len(rows), width, "Table Grid")
    for at, column, cell in placed(rows):
        first = table.cell(at, column)
        last = table.cell(at + cell.rowspan - 1, column + cell.colspan - 1)
        (first.merge(last) if first is not last else first).text = cell.text


# --- spreadsheet ---------------------------------------------------------------------------------


def write_xlsx(path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "年度报告"
    top = 1
    for part in parts():
        if isinstance(part, Line):
            sheet.cell(top, 1, part.text).alignment = Alignment(wrap_text=True)
            sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=WIDTH)
            top += 1
        else:
            _sheet_table(sheet, part, top)
            top += len(part)
    for column in range(1, WIDTH + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 12
    for row in sheet.iter_rows():
        for cell in row:
            cell.font = Font(name=FONT, size=10)
    workbook.save(path)


def _sheet_table(sheet: Worksheet, rows: Rows, top: int) -> None:
    line = Side(style="thin")
    for at, column, cell in placed(rows):
        first = sheet.cell(top + at, column + 1)
        first.value = _number(cell.text) if cell.role == "value" else cell.text
        last = (top + at + cell.rowspan - 1, column + cell.colspan)
        for covered in sheet.iter_rows(first.row, last[0], first.column, last[1]):
            for each in covered:
                each.border = Border(left=line, right=line, top=line, bottom=line)
        if cell.rowspan > 1 or cell.colspan > 1:
            sheet.merge_cells(start_row=first.row, end_row=last[0], start_column=first.column, end_column=last[1])


def _number(text: str) -> float | int:
    return float(text) if "." in text else int(text)


def write_cells(path: Path) -> None:
    """Every kind of cell, a hidden row, a hidden column, a hidden sheet and an empty one."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "表"
    line = Side(style="thin")
    values = (
        ("整数", 2.0, "General"), ("小数", 17.2683, "0.00"), ("百分比", 0.5, "0%"), ("单位", 3, '0"件"'),
        ("日期", dt.date(2024, 1, 8), "yyyy-mm-dd"), ("千分位", 51598, "#,##0"), ("零", 0, "0;-0;;@"),
        ("是", True, "General"), ("错误", "#REF!", "General"), ("空", None, "General"), ("文字", " 甲\n乙 ", "@"),
    )  # fmt: skip
    for row, (label, value, code) in enumerate(values, 1):
        for column, content in ((1, label), (2, value), (3, "藏"), (4, row)):
            cell = sheet.cell(row, column, content)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
        sheet.cell(row, 2).number_format = code
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet.merge_cells("D2:D3")
    hidden = workbook.create_sheet("旧数据")
    hidden["A1"] = "去年"
    hidden.sheet_state = "hidden"
    workbook.create_sheet("空白")
    workbook.save(path)


def write_words(path: Path) -> None:
    """Deleted, hidden and broken words, a field, a table within a table."""
    document = docx.Document()
    document.add_heading("一、总体情况", 2)
    paragraph = document.add_paragraph("公开")
    paragraph._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>旧文</w:delText></w:r></w:del>')
    )
    paragraph.add_run("157条").add_break()
    paragraph.add_run("隐藏").font.hidden = True
    paragraph.add_run("第二行")
    link = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>'
    document.add_paragraph("页码")._p.append(parse_xml(link))
    table = document.add_table(2, 3, "Table Grid")
    table.cell(0, 0).merge(table.cell(1, 0)).text = "三、本年度办理结果"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "申请人情况"
    table.cell(1, 1).text = "1"
    table.cell(1, 2).text = ""
    table.cell(1, 2).add_table(1, 1).cell(0, 0).text = "内"
    document.save(str(path))


def write_looks(path: Path) -> None:
    """Figures with words beside them that do not show as plain words, prose in a frame, a table in a frame."""
    document = docx.Document()
    styles = {}
    for name, look in (("raised", "superscript"), ("gone", "hidden")):
        styles[name] = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        setattr(styles[name].font, look, True)
    cells = document.add_table(1, 6, "Table Grid").rows[0].cells
    for cell in cells:
        cell.text = "85"
    cells[1].paragraphs[0].add_run("1").style = styles["raised"]
    cells[2].paragraphs[0].add_run("1").style = styles["gone"]
    cells[3].paragraphs[0].add_run("1").font.color.rgb = RGBColor(255, 255, 255)
    moved = cells[4].paragraphs[0].add_run("1")
    moved._r.get_or_add_rPr().append(parse_xml(f'<w:position {nsdecls("w")} w:val="8"/>'))
    cells[5].paragraphs[0].add_run("1")
    paragraph = document.add_paragraph("收到576")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run("件⼆")
    frame = document.add_table(1, 1, "Table Grid").cell(0, 0)
    frame.text = "一、总体情况"
    frame.add_paragraph("全年良好。")
    inner = frame.add_table(2, 2)
    for at, cell in enumerate(inner._cells):
        cell.text = str(at)
    document.add_comment(document.add_paragraph("收到12").runs, text="应为13", author="审核")
    menu = document.add_paragraph("选")._p
    for part in (
        '<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="7"/></w:ddList></w:ffData></w:fldChar>',
        "<w:instrText> FORMDROPDOWN </w:instrText>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        menu.append(parse_xml(f"<w:r {nsdecls('w')}>{part}</w:r>"))
    document.save(str(path))


def write_rich_cells(path: Path) -> None:
    """Figures with words beside them that are raised or struck out, and figures that are not seen, or seen on red."""
    workbook = openpyxl.Workbook()
    for row, look in enumerate(({}, {"vertAlign": "superscript"}, {"strike": True}), 1):
        runs = [TextBlock(InlineFont(), "85"), TextBlock(InlineFont(**look), "1")]
        workbook.active.cell(row, 1, f"甲{row}")
        workbook.active.cell(row, 2, CellRichText(*runs))
    white, red = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FFFF0000")
    for row, looks in enumerate(({"font": white}, {"number_format": ";;;"}, {"font": white, "fill": red}), 4):
        workbook.active.cell(row, 1, f"甲{row}")
        figure = workbook.active.cell(row, 2, row)
        for name, look in looks.items():
            setattr(figure, name, look)
    workbook.save(path)


# --- LibreOffice ---------------------------------------------------------------------------------


def convert(source: Path, to: str) -> None:
    """`source` in another format, beside it. The profile is new, so that nobody's settings shape the file."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=SECONDS)
        made = Path(folder) / source.with_suffix("." + to.split(":", 1)[0]).name
        shutil.copy(made, HERE / made.name)


if __name__ == "__main__":
    main()
