"""What Word files hold beside plain paragraphs and tables, and how their words are shown."""

import io
import zipfile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from parsers.documents.docx import read_docx
from parsers.documents.errors import UnreadableError
from parsers.documents.sniff import sniff
from parsers.model import Context, Paragraph

AT = Context("file:a.docx")
W = nsdecls("w")
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
FORK = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
RUBY = (
    f"<w:r {W}><w:ruby><w:rt><w:r><w:t>1</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>6</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
TWO_FORMS = (
    f'<w:r {W} {FORK}><mc:AlternateContent><mc:Choice Requires="a"><w:t>6</w:t></mc:Choice>'
    "<mc:Fallback><w:t>6</w:t></mc:Fallback></mc:AlternateContent></w:r>"
)
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
OUTLINE = f"<w14:textOutline {W14}><w14:solidFill/></w14:textOutline>"
PAPER = '<w14:schemeClr w14:val="bg1"/>'
BOX = '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>'


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def rewritten(payload, part, change):
    """The file with one part changed, or a new one where there is none."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(payload)) as old, zipfile.ZipFile(buffer, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()}
        parts[part] = change(parts.get(part, b""))
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def texts(document):
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]
        for block in read_docx(saved(document), AT).blocks
    ]


def behind_85(*runs):
    """The text of a cell that holds 85 and further elements, and the remarks."""
    document = docx.Document()
    style = document.styles.add_style("raised", WD_STYLE_TYPE.CHARACTER)
    style.font.superscript = True
    document.styles.add_style("based", WD_STYLE_TYPE.CHARACTER).base_style = style
    document.styles.add_style("gone", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    cell = document.add_table(1, 2).cell(0, 0)
    cell.text = "85"
    for run in runs:
        cell.paragraphs[0]._p.append(parse_xml(run))
    read = read_docx(saved(document), AT)
    return read.blocks[0].cells[0].text, read.remarks


def run(words, looks=""):
    return f"<w:r {W}><w:rPr>{looks}</w:rPr><w:t>{words}</w:t></w:r>"


def field(code, words):
    """A field: what stands in its code, as runs, and what it prints."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>= </w:instrText></w:r>{code}{separate}<w:r><w:t>{words}</w:t></w:r>{end}"


def menu(chosen):
    """A menu of the choices 7 and 6, of which no words of the text repeat the chosen one."""
    choices = '<w:listEntry w:val="7"/><w:listEntry w:val="6"/>'
    begin = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{chosen}{choices}</w:ddList></w:ffData></w:fldChar>'
    code, end = "<w:instrText> FORMDROPDOWN </w:instrText>", '<w:fldChar w:fldCharType="end"/>'
    return as_one("".join(f"<w:r>{part}</w:r>" for part in (begin, code, end)))


def as_one(runs):
    return f"<w:smartTag {W}>{runs}</w:smartTag>"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (run("1", '<w:rStyle w:val="raised"/>'), ("85[1]", ())),
        (run("1", '<w:rStyle w:val="based"/>'), ("85[1]", ())),
        (run("1", '<w:position w:val="8"/><w:sz w:val="12"/>'), ("85[1]", ())),
        (run("1", '<w:rStyle w:val="gone"/>'), ("85", ("words are hidden, and left out: 1",))),
        (RUBY, ("856", ())),
        (f'<w:r {W}><w:sym w:font="Symbol" w:char="F036"/></w:r>', ("856", ())),
        (f'<w:r {W}><w:sym w:font="Wingdings" w:char="F036"/></w:r>', ("85", ())),
        (f"<m:oMath {MATH}><m:r><m:t>6</m:t></m:r></m:oMath>", ("856", ())),
        (f"<m:oMath {MATH}><m:f><m:num/><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>", ("85/2", ())),
        (f"<m:oMath {MATH}><m:m><m:mr><m:e><m:r><m:t>2</m:t></m:r></m:e></m:mr></m:m></m:oMath>", ("85 2", ())),
        (f"<m:oMath {MATH}><m:sSup><m:e/><m:sup><m:r><m:t>1</m:t></m:r></m:sup></m:sSup></m:oMath>", ("85[1]", ())),
        (TWO_FORMS, ("856", ())),
        (TWO_FORMS.replace("<w:t>6</w:t></mc:Choice>", "</mc:Choice>"), ("856", ())),
        (TWO_FORMS.replace("</mc:Choice>", '</mc:Choice><mc:Choice Requires="b"><w:t>7</w:t></mc:Choice>'), ("856", ())),
        (menu('<w:result w:val="1"/>'), ("856", ())),
        (menu('<w:default w:val="1"/>'), ("856", ())),
        (menu(""), ("857", ())),
        (menu('<w:result w:val="2"/>'), ("85", ())),
        (run("1", f"<w14:textFill {W14}><w14:noFill/></w14:textFill>"), ("85", ("words are hidden, and left out: 1",))),
        (run("6", f"<w14:textFill {W14}><w14:noFill/></w14:textFill>" + OUTLINE), ("856", ())),
        (as_one(field("", "6")), ("856", ())),
        (as_one(field(field("", "7"), "6")), ("856", ())),
        (as_one(field(field(field("", "9"), "7"), "6")), ("856", ())),
        (as_one('<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>6</w:t></w:r>'), ("856", ())),
        (run("1", '<w:color w:val="FEFEFE"/>'), ("85", ("words are hidden, and left out: 1",))),
        (run("6", '<w:color w:val="D9D9D9"/>'), ("856", ())),
        (run("6", '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>'), ("856", ())),
        (run("1", '<w:color w:val="FFFFFF"/><w:highlight w:val="none"/>'), ("85", ("words are hidden, and left out: 1",))),
        (run("1", '<w:color w:themeColor="background1"/>'), ("85", ("words are hidden, and left out: 1",))),
        (run("1", '<w:color w:val="000000" w:themeColor="background1"/>'), ("85", ("words are hidden, and left out: 1",))),
        (run("6", '<w:color w:val="A6A6A6" w:themeColor="background1" w:themeShade="A6"/>'), ("856", ())),
        (run("6", '<w:color w:themeColor="background1"/><w:shd w:fill="auto" w:themeFill="accent1"/>'), ("856", ())),
        (run("1", '<w:color w:themeColor="background1"/><w:shd w:themeFill="background1"/>'), ("85", ("words are hidden, and left out: 1",))),
        (run("1", f"<w14:textFill {W14}><w14:solidFill>{PAPER}</w14:solidFill></w14:textFill>"), ("85", ("words are hidden, and left out: 1",))),
        (run("1", f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>'), ("85", ("words are hidden, and left out: 1",))),
        (run("6", f'<w:color w:val="FFFFFF"/><w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="FF0000"/></w14:solidFill></w14:textFill>'), ("856", ())),
        (f'<w:bdo {W} w:val="rtl"><w:r><w:t>67</w:t></w:r></w:bdo>', ("8576", ())),
        (f'<w:bdo {W} w:val="ltr"><w:r><w:t>67</w:t></w:r></w:bdo>', ("8567", ())),
        (f"<w:r {W}><w:ptab/><w:t>6</w:t></w:r>", ("85\t6", ())),
    ],
    ids=["style raised", "style that rests on it", "moved up", "style hidden", "ruby", "digit of a symbol font",
         "sign of a symbol font", "formula", "fraction", "matrix", "raised in a formula", "in two forms", "in a form for all readers alone", "in three forms", "menu", "menu untouched", "menu without a choice", "menu of a choice that is none",
         "without ink", "outlined", "field", "field in a field's code",
         "fields in fields", "field that began elsewhere", "nearly white", "grey", "white on black", "white, no black",
         "paper by its theme", "paper whatever its digits", "darkened paper", "paper on a theme's color",
         "paper on paper", "filled with paper", "filled with white", "filled with red", "set from right to left", "set from left", "tab"],
)  # fmt: skip
def test_what_a_cell_shows(more, expected):
    assert behind_85(more) == expected


def test_words_that_all_stand_at_one_height_are_plain():
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 0)
    cell.paragraphs[0]._p.append(parse_xml(run("85", '<w:position w:val="-4"/>')))
    assert texts(document) == [[["85", ""]]]


def test_a_mark_behind_a_figure_of_prose_is_no_digit():
    document = docx.Document()
    paragraph = document.add_paragraph("收到申请576")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run("件，占地3m")
    paragraph.add_run("2").font.superscript = True
    assert texts(document) == ["收到申请576[2]件，占地3m2"]


def test_a_sign_alone_in_a_cell_is_no_blank():
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 0)
    cell.paragraphs[0]._p.append(parse_xml(f'<w:r {W}><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'))
    assert texts(document) == [[["〔图〕", ""]]]


def test_a_row_that_a_tracked_change_took_away_is_not_there():
    document = docx.Document()
    table = document.add_table(2, 2)
    for at, cell in enumerate(table._cells):
        cell.text = str(at)
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="1" w:author="a"/>'))
    assert texts(document) == [[["2", "3"]]]


@pytest.mark.parametrize("look", ["<w:hidden/>", '<w:trHeight w:val="20" w:hRule="exact"/>'], ids=["hidden", "flat"])
def test_a_row_that_is_not_seen_is_left_out_and_named(look):
    document = docx.Document()
    table = document.add_table(2, 2)
    for at, cell in enumerate(table._cells):
        cell.text = str(at)
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(look.replace("/>", f" {W}/>")))
    read = read_docx(saved(document), AT)
    assert [cell.text for cell in read.blocks[0].cells] == ["2", "3"]
    assert read.remarks == ("words are hidden, and left out: 0 1",)


def test_a_row_of_a_low_least_height_is_seen():
    document = docx.Document()
    table = document.add_table(1, 2)
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f'<w:trHeight {W} w:val="20"/>'))
    table.cell(0, 0).text = "1"
    assert texts(document) == [[["1", ""]]]


def test_cells_that_a_tracked_change_took_away_are_not_there():
    document = docx.Document()
    table = document.add_table(2, 3)
    for at, cell in enumerate(table._cells):
        cell.text = str(at)
    for row in table.rows:
        row.cells[1]._tc.get_or_add_tcPr().append(parse_xml(f'<w:cellDel {W} w:id="1" w:author="a"/>'))
    assert texts(document) == [[["0", "2"], ["3", "5"]]]


def test_cells_merged_along_in_the_old_way_are_one_cell():
    document = docx.Document()
    table = document.add_table(3, 4)
    for at, cell in enumerate(table._cells):
        cell.text = str(at)

    def merge(row, column, across, down=""):
        stated = table.cell(row, column)._tc.get_or_add_tcPr()
        for name, part in (("hMerge", across), ("vMerge", down)):
            if part:
                stated.append(parse_xml(f'<w:{name} {W} w:val="{part}"/>'))

    merge(0, 0, "restart", "restart")
    merge(0, 1, "continue", "restart")
    merge(1, 0, "restart", "continue")
    merge(1, 1, "continue", "continue")
    merge(2, 1, "restart")
    merge(2, 2, "continue")
    cells = [
        (cell.text, cell.row, cell.column, cell.rowspan, cell.colspan)
        for cell in read_docx(saved(document), AT).blocks[0].cells
    ]
    assert cells == [
        ("0", 0, 0, 2, 2), ("2", 0, 2, 1, 1), ("3", 0, 3, 1, 1),
        ("6", 1, 2, 1, 1), ("7", 1, 3, 1, 1),
        ("8", 2, 0, 1, 1), ("9", 2, 1, 1, 2), ("11", 2, 3, 1, 1),
    ]  # fmt: skip


def test_a_figure_that_a_field_draws_within_a_ring_is_no_blank():
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 0)
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>eq \\o\\ac(○,1)</w:instrText>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        cell.paragraphs[0]._p.append(parse_xml(f"<w:r {W}>{inside}</w:r>"))
    assert texts(document) == [[["〔图〕", ""]]]


def test_large_pictures_of_older_writers_are_named():
    document = docx.Document()
    for width in (90, 400):
        shape = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:{width}pt;height:200.5pt"><v:imagedata/></v:shape>'
        document.add_paragraph("甲")._p.append(parse_xml(f"<w:r {W}><w:pict>{shape}</w:pict></w:r>"))
    assert read_docx(saved(document), AT).remarks == (
        "the text has 1 picture as large as a table, and what they say is not read",
    )


@pytest.mark.parametrize("around", ["w:sdt><w:sdtContent", 'w:customXml w:element="a"', 'w:ins w:id="1" w:author="a"'])
def test_what_word_wraps_around_paragraphs_rows_and_cells_shows_nothing_of_its_own(around):
    names = [name.split(" ")[0] for name in around.split("><")]
    opened, closed = f"<{around}>", "".join(f"</{name}>" for name in reversed(names))

    def wrap(element):
        parent, at = element.getparent(), element.getparent().index(element)
        wrapper = parse_xml(opened.replace(">", f" {W}>", 1) + closed)
        parent.insert(at, wrapper)
        (wrapper if len(names) == 1 else wrapper[0]).append(element)

    document = docx.Document()
    wrap(document.add_paragraph("甲")._p)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "乙", "2"
    for element in (table.cell(0, 1)._tc, table.rows[0]._tr, table._tbl):
        wrap(element)
    assert texts(document) == ["甲", [["乙", "2"]]]


def framed(*widths):
    """A table of one row whose cells each hold a paragraph and, where its width is not 0, an inner table."""
    document = docx.Document()
    outer = document.add_table(1, len(widths))
    for number, width in enumerate(widths):
        cell = outer.cell(0, number)
        cell.text = f"一{number}"
        if width:
            inner = cell.add_table(2, width)
            for at, one in enumerate(inner._cells):
                one.text = str(at)
    return texts(document)


def test_a_table_that_frames_the_text_is_no_table():
    assert framed(2) == ["一0", [["0", "1"], ["2", "3"]]]
    assert framed(0, 2) == ["一0", "一1", [["0", "1"], ["2", "3"]]]


def test_a_small_table_within_a_cell_is_the_text_of_the_cell():
    assert framed(0, 1) == [[["一0", "一1\n0\n1"]]]


def test_a_column_of_passages_is_prose():
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "一、总体情况"
    cell.add_paragraph("全年良好。")
    assert texts(document) == ["一、总体情况", "全年良好。"]


def test_text_boxes_are_read_once_before_the_paragraph_they_hang_on():
    document = docx.Document()
    box = BOX.format("<w:p><w:r><w:t>题</w:t></w:r></w:p>")
    forms = f'<mc:AlternateContent><mc:Choice Requires="a">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    document.add_paragraph("甲")._p.append(parse_xml(f"<w:r {W} {FORK}>{forms}</w:r>"))
    assert texts(document) == ["题", "甲"]


def plain():
    document = docx.Document()
    document.core_properties.title = "题"
    document.add_heading("一、总体情况", 2)
    return saved(document)


def strict(part):
    return part.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )


def with_macros(part):
    return part.replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")


@pytest.mark.parametrize(
    ("part", "change", "level"),
    [
        ("word/document.xml", strict, 2),
        ("[Content_Types].xml", with_macros, 2),
        ("word/styles.xml", lambda part: part[:200], None),
        ("word/fontTable.xml", lambda _: b"<", 2),
    ],
    ids=["strict", "macros", "styles damaged", "fonts damaged"],
)
def test_a_file_of_another_form_is_read_alike(part, change, level):
    document = read_docx(rewritten(plain(), part, change), AT)
    assert (document.blocks, document.title) == ((Paragraph("一、总体情况", "paragraph 1", level),), "题")


def test_the_text_may_stand_in_a_part_of_another_name():
    with zipfile.ZipFile(io.BytesIO(plain())) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for name, content in parts.items():
            new.writestr(
                name.replace("word/document.xml", "word/document2.xml"),
                content.replace(b"document.xml", b"document2.xml"),
            )
    assert sniff(buffer.getvalue(), AT) == "docx"
    assert [block.text for block in read_docx(buffer.getvalue(), AT).blocks] == ["一、总体情况"]


def test_notes_at_the_foot_and_files_within_the_file_are_named():
    notes = (
        f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>含结转3件</w:t></w:r></w:p></w:footnote></w:footnotes>".encode()
    )
    payload = rewritten(plain(), "word/footnotes.xml", lambda _: notes)
    payload = rewritten(
        payload, "word/document.xml", lambda part: part.replace(b"<w:sectPr", b"<w:altChunk/><w:sectPr", 1)
    )
    assert read_docx(payload, AT).remarks == (
        "a part of the text stands in a file within the Word file, and is not read: the file is not there",
        "notes at the foot are not read: 含结转3件",
    )


def test_radicals_are_the_characters_they_look_like():
    document = docx.Document()
    document.add_paragraph("⼀、总体情况")
    document.add_table(1, 2).cell(0, 0).text = "规范性⽂件"
    assert texts(document) == ["一、总体情况", [["规范性文件", ""]]]


def test_nested_beyond_reason_is_an_error():
    body = b"<w:tbl><w:tr><w:tc>" * 60 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 60
    payload = rewritten(plain(), "word/document.xml", lambda part: part.replace(b"<w:sectPr", body + b"<w:sectPr", 1))
    with pytest.raises(UnreadableError, match="nested too deep"):
        read_docx(payload, AT)
