"""A report as the HTML of an article's body."""

from html import escape

from gongkai.samples.make import sheets
from gongkai.samples.make.report import Report
from gongkai.samples.make.sheets import Layout
from gongkai.samples.make.tables_html import table


def body(report: Report) -> str:
    """Paragraphs, headings and tables in the report's own layout; a word export repeats the title on top."""
    layout = report.plan.layout
    word = layout.wrap in {"word", "digits"}
    pieces = [_paragraph(report.title, "title", word=word)] if word else []
    for part in report.parts:
        pieces.append(_paragraph(part.heading, "heading", word=word))
        pieces += [_paragraph(text, "text", word=word) for text in part.paragraphs]
        if part.table:
            pieces.append(table(sheet_of(part.table, report), layout))
    return "\n".join(pieces)


def sheet_of(name: str, report: Report, layout: Layout | None = None) -> sheets.Sheet:
    """One of a report's three tables, in its own layout unless another is given."""
    layout = layout or report.plan.layout
    if name == "disclosures":
        return sheets.disclosures(report.plan.form, report.cells, layout)
    if name == "applications":
        return sheets.applications(report.cells, layout)
    return sheets.legal_challenges(report.cells, layout)


def paragraphs(texts: list[str]) -> str:
    """Running text without headings."""
    return "\n".join(_paragraph(text, "text", word=False) for text in texts)


def _paragraph(text: str, role: str, *, word: bool) -> str:
    text = escape(text, quote=False)
    if word:
        weight = "font-weight:bold;" * (role != "text")
        indent = "text-align:center" if role == "title" else "text-indent:32.0pt;line-height:29.0pt"
        return (
            f'<p class="MsoNormal" style="{indent}"><span style="{weight}font-family:仿宋_GB2312;font-size:16.0pt">'
            f'{text}</span><span lang="EN-US" style="font-size:16.0pt"><o:p></o:p></span></p>'
        )
    if role == "heading":
        return f'<p style="text-indent:2em"><strong>{text}</strong></p>'
    return f'<p style="text-indent:2em">{text}</p>'
