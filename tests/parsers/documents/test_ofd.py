import pytest

from parsers.documents.errors import UnreadableError
from parsers.documents.ofd import read_ofd
from parsers.documents.ofd_pictures import Scan, scans
from parsers.model import Context, Paragraph
from tests.ofd_files import area, box, element, image, ofd, packed, page, path, ruled, strips, text

AT = Context("file:a.ofd")
TABLE = {(0, 0): "规章", (0, 1): "3", (1, 0): "行政许可", (1, 1): "11"}


def read(*pages, **given):
    return read_ofd(ofd(pages, **given), AT)


def words(*pages, **given):
    return [block.text for block in read(*pages, **given).blocks]


def rows(grid):
    return [[cell.text for cell in row] for row in grid.rows()]


def lines(code, size="4", more=""):
    """A TextObject around a TextCode that is written by hand."""
    return f'<ofd:TextObject ID="1" Boundary="20 20 100 10" Font="3" Size="{size}" {more}>{code}</ofd:TextObject>'


def test_ruled_table_is_a_grid_and_the_words_around_it_are_paragraphs():
    document = read(
        page(
            text(30, 20, "二、主动公开政府信息情况"),
            *ruled([30, 70, 110], [30, 37, 44], TABLE),
            text(30, 50, "三、收到和处理政府信息公开申请情况"),
        ),
        title="青禾县年度报告",
    )
    before, grid, after = document.blocks
    assert (document.kind, document.title, document.remarks) == ("ofd", "青禾县年度报告", ())
    assert before == Paragraph("二、主动公开政府信息情况", "page 1, box 85 56 221 68")
    assert (rows(grid), grid.geometry, grid.place) == (
        [["规章", "3"], ["行政许可", "11"]],
        "spans",
        "page 1, table 1",
    )
    assert grid.cells[-1].place == "page 1, table 1, box 198 105 312 125"
    assert after.text == "三、收到和处理政府信息公开申请情况"


@pytest.mark.parametrize(
    "code",
    [
        '<ofd:TextCode X="0" Y="3" DeltaX="4 4 2 2 4 4">收到15件申</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="3" DeltaX="g 2 4 g 2 2 4">收到15件申</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="3" DeltaX="4 4 2 2 4" DeltaY="g 5 0">收到15件申</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="3" DeltaX="4 4 2 2 4 9 9 9">收到15件申</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="3" DeltaX="4 4 2 2 4">\n收到15件申</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="3">收到15件申</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="3" DeltaX="4">收到</ofd:TextCode><ofd:TextCode X="8" DeltaX="2 2 4">15件申</ofd:TextCode>',
    ],
)
def test_glyphs_stand_where_the_offsets_put_them(code):
    (paragraph,) = read(page(lines(code))).blocks
    assert paragraph == Paragraph("收到15件申", "page 1, box 57 55 113 67")


def test_offsets_that_end_early_go_on_as_the_last_one():
    assert words(page(lines('<ofd:TextCode X="0" Y="3" DeltaX="4">政府信息公开</ofd:TextCode>'))) == ["政府信息公开"]


def test_words_may_be_set_glyph_by_glyph():
    places = [(30, "收"), (34, "到"), (38, "1"), (40, "0"), (42, "5"), (44, "件")]
    assert words(page(*(text(x, 40, one) for x, one in reversed(places)))) == ["收到105件"]


def test_letters_set_apart_within_one_text_are_one_number():
    assert words(page(lines('<ofd:TextCode X="0" Y="20" DeltaX="3.6 3.6">105</ofd:TextCode>'))) == ["105"]


def test_one_text_may_have_several_lines():
    code = '<ofd:TextCode X="0" Y="3" DeltaX="g 3 4 -12 g 3 4" DeltaY="g 3 0 30 g 3 0">本年新收上年结转</ofd:TextCode>'
    assert words(page(lines(code))) == ["本年新收", "上年结转"]


def test_figures_far_apart_are_parted_by_a_space():
    code = '<ofd:TextCode X="0" Y="3" DeltaX="2 10 2 10">12345</ofd:TextCode>'
    assert words(page(lines(code))) == ["12 34 5"]


def test_matrices_place_words_in_units_of_their_own():
    code = '<ofd:TextCode X="10" Y="8.5" DeltaX="11.34">件数</ofd:TextCode>'
    (paragraph,) = read(page(lines(code, size="11.34", more='CTM="0.3528 0 0 0.3528 0 0"'))).blocks
    assert paragraph == Paragraph("件数", "page 1, box 67 55 89 67")


def turned(quarters):
    """A page that is printed lying on its side: its objects in a unit that turns them."""
    matrix = {1: "0 1 -1 0 210 0", 2: "-1 0 0 -1 210 297", 3: "0 -1 1 0 0 297"}[quarters]
    unit = "".join((text(30, 20, "一、总体情况"), *ruled([30, 70, 110], [30, 37, 44], TABLE)))
    units = f'<ofd:CompositeGraphicUnit ID="7" Width="297" Height="210"><ofd:Content>{unit}</ofd:Content></ofd:CompositeGraphicUnit>'
    resources = f"<ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits>"
    return ofd(
        [page(f'<ofd:CompositeObject ID="2" Boundary="0 0 210 297" CTM="{matrix}" ResourceID="7"/>')],
        common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
        parts={"Doc_0/DocumentRes.xml": element("Res", resources)},
    )


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_page_that_lies_on_its_side_is_turned_and_composite_units_are_drawn(quarters):
    heading, grid = read_ofd(turned(quarters), AT).blocks
    assert heading == Paragraph("一、总体情况", "page 1, box 85 56 153 68")
    assert rows(grid) == [["规章", "3"], ["行政许可", "11"]]


def test_template_draws_on_each_page_that_names_it():
    document = read(
        page(text(73, 31, "3"), text(73, 38, "11"), before='<ofd:Template TemplateID="5" ZOrder="Background"/>'),
        common='<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/>',
        parts={
            "Doc_0/Tpls/Tpl_0/Content.xml": page(
                *ruled([30, 70, 110], [30, 37, 44], {(0, 0): "规章", (1, 0): "行政许可"})
            )
        },
    )
    assert [rows(grid) for grid in document.blocks] == [[["规章", "3"], ["行政许可", "11"]]]


def test_documents_of_one_container_are_read_one_after_the_other():
    line = "全年收到政府信息公开申请均已在法定的期限内答复没有被行政复议也没有被提起"
    first, second = page(text(38, 20, line), text(30, 26, line + "行政")), page(text(30, 20, "诉讼。"))
    assert words(first, second) == [f"{line}{line}行政诉讼。"]
    document = read_ofd(ofd([first], [second]), AT)
    assert [(block.text, block.place.split(",")[0]) for block in document.blocks] == [
        (f"{line}{line}行政", "page 1"),
        ("诉讼。", "page 2"),
    ]
    assert document.remarks == ("the file holds 2 documents, which are read one after the other",)


def test_paragraph_and_table_go_on_over_a_page_break():
    document = read(
        page(
            *ruled([30, 70, 110], [20, 27, 34], TABLE),
            text(38, 270, "全年收到政府信息公开申请十五件，均已"),
            text(30, 276, "在法定的期限内答复，没有被行政复议的，"),
        ),
        page(
            text(30, 20, "也没有被提起行政诉讼的。"),
            *ruled([30, 70, 110], [30, 37, 44], TABLE),
            text(100, 285, "- 2 -"),
        ),
    )
    table, paragraph, continued = document.blocks
    assert (
        paragraph.text
        == "全年收到政府信息公开申请十五件，均已在法定的期限内答复，没有被行政复议的，也没有被提起行政诉讼的。"
    )
    assert (table.place, continued.place) == ("page 1, table 1", "page 2, table 1")


# --- rules ---------------------------------------------------------------------------------------


def cells_of(draw):
    return [
        *(draw(30 + 40 * column, 30 + 7 * row, 40, 7) for row in range(2) for column in range(2)),
        *(text(31 + 40 * column, 31 + 7 * row, said) for (row, column), said in TABLE.items()),
    ]


def one_path(left, top, wide, high):
    data = f"M 0 0 L {wide} 0 M {wide} 0 L {wide} {high} M 0 {high} L {wide} {high} M 0 0 L 0 {high}"
    return path(left, top, wide, high, data)


def closed_by_a_line(left, top, wide, high):
    return path(left, top, wide, high, f"S 0 0 L {wide} 0 L {wide} {high} L 0 {high} L 0 0 C")


@pytest.mark.parametrize("draw", [box, strips, one_path, closed_by_a_line])
def test_borders_of_cells_however_they_are_drawn(draw):
    (grid,) = read(page(*cells_of(draw))).blocks
    assert rows(grid) == [["规章", "3"], ["行政许可", "11"]]


def test_what_is_neither_stroked_nor_filled_is_no_rule():
    def draw(*dimensions):
        return box(*dimensions, more='Stroke="false"')

    assert words(page(*cells_of(draw))) == ["规章 3", "行政许可 11"]


def test_outline_of_a_letter_drawn_over_it_is_no_rule_and_strikes_nothing_out():
    stroke = path(30, 21.5, 4, 2, "M 0 0 L 4 0 L 4 0.2 L 0 0.2 C M 1 0.5 B 2 1 3 1 3 2")
    assert words(page(text(30, 20, "一"), stroke, text(34, 20, "般信息"))) == ["一般信息"]


# --- what is not shown as words ------------------------------------------------------------------


def test_page_without_words_is_named_as_a_picture():
    document = read(
        page(image(10, 10, 190, 270)), page(path(9, 9, 40, 40, "M 0 0 B 1 9 9 1 9 9")), page(box(9, 9, 40, 40))
    )
    assert document.blocks == ()
    assert document.remarks == ("page 1 is a picture: needs OCR", "page 2 is a picture: needs OCR")


def test_large_picture_beside_words_is_named():
    remarks = read(
        page(text(30, 20, "二、主动公开政府信息情况"), image(20, 40, 170, 90), image(150, 250, 30, 30))
    ).remarks
    assert remarks == ("page 1 has a large picture beside its text; what it shows needs OCR",)


def test_transparent_words_on_a_scan_are_what_its_maker_recognised():
    said = "本机关全年主动公开政府信息一百五十七条没有收到申请"
    recognised = [text(30, 30 + 8 * at, said, more='Alpha="0"') for at in range(2)]
    document = read(page(image(0, 0, 210, 297), *recognised))
    assert "".join(block.text for block in document.blocks) == said * 2


@pytest.mark.parametrize(
    "hidden",
    [
        text(30, 20, "2023", more='Alpha="0"'),
        text(30, 20, "2023", more='Fill="false"'),
        text(30, 20, "2023", within='<ofd:FillColor Value="0 0 0" Alpha="0"/>'),
        text(30, 20, "2023", within='<ofd:FillColor Value="255 255 255"/>'),
        text(30, 20, "2023", size=0.5),
    ],
)
def test_words_that_nobody_sees_are_left_out_and_named_where_they_hold_figures(hidden):
    document = read(page(hidden, text(30, 40, "一、总体情况")))
    assert [block.text for block in document.blocks] == ["一、总体情况"]
    assert document.remarks == ("words are hidden, and left out: 2023",)


def test_what_a_writer_made_invisible_is_not_there():
    assert words(page(text(30, 20, "2022", more='Visible="false"'), text(30, 40, "2023"))) == ["2023"]


def test_white_words_on_a_painted_box_are_seen():
    dark = box(25, 18, 60, 8, more='Fill="true" Stroke="false"', within='<ofd:FillColor Value="0 0 128"/>')
    white = text(30, 20, "本年制发件数", within='<ofd:FillColor Value="255 255 255"/>')
    assert words(page(dark, white)) == ["本年制发件数"]


def test_words_that_white_paint_covers_afterwards_are_left_out():
    white = box(25, 18, 60, 8, more='Fill="true" Stroke="false"', within='<ofd:FillColor Value="255 255 255"/>')
    document = read(page(white, text(30, 20, "12件"), white, text(30, 20, "15件")))
    assert [block.text for block in document.blocks] == ["15件"]
    assert document.remarks == ("words are hidden, and left out: 12件",)


@pytest.mark.parametrize("more", ['<ofd:FillColor Value="0 0 128"/>', "", '<ofd:FillColor Value="9 9 9" Alpha="255"/>'])
def test_words_below_a_painted_box_are_left_out(more):
    painted = box(25, 18, 60, 8, more='Fill="true"', within=more)
    document = read(page(text(30, 20, "12件"), painted, text(30, 40, "15件")))
    assert [block.text for block in document.blocks] == ["15件"]
    assert document.remarks == ("words are hidden, and left out: 12件",)


@pytest.mark.parametrize(
    "drawn",
    [
        box(25, 18, 60, 8, more='Fill="true" Alpha="90"'),
        box(25, 18, 60, 8, more='Fill="true"', within='<ofd:FillColor Value="255 255 0" Alpha="120"/>'),
        box(25, 18, 60, 8, more='Fill="true"', within="<ofd:FillColor><ofd:Pattern/></ofd:FillColor>"),
        box(25, 21, 60, 1, more='Fill="true"'),
        path(25, 18, 60, 8, "M 0 0 L 60 0 L 60 8 L 59 8 L 59 1 L 0 1 C", 'Fill="true"'),
    ],
    ids=["marked with a pen", "marked in a pale color", "hatched", "ruled", "framed"],
)
def test_words_that_are_seen_through_what_is_drawn_above_stay(drawn):
    assert words(page(text(30, 20, "12件"), drawn))[0].startswith("12件")


def test_layers_are_drawn_by_their_types():
    white = box(25, 18, 60, 8, more='Fill="true" Stroke="false"', within='<ofd:FillColor Value="255 255 255"/>')
    layers = f'<ofd:Layer>{text(30, 20, "12件")}</ofd:Layer><ofd:Layer Type="Background">{white}</ofd:Layer>'
    assert words(element("Page", f"<ofd:Content>{layers}</ofd:Content>")) == ["12件"]


def test_oblique_watermark_stands_in_no_cell():
    mark = lines('<ofd:TextCode X="20" Y="12" DeltaX="4 4">仅供7</ofd:TextCode>', more='CTM="0.7 -0.7 0.7 0.7 0 20"')
    document = read(page(mark, *ruled([30, 70, 110], [30, 37, 44], TABLE)))
    assert [rows(grid) for grid in document.blocks] == [[["规章", "3"], ["行政许可", "11"]]]
    assert document.remarks == ("words stand aslant, as a watermark does, and are left out: 仅供7",)


def test_glyphs_without_characters_are_named():
    code = '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>31 44</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="3" DeltaX="2"/>'
    document = read(page(lines(code), text(40, 40, "件")))
    assert [block.text for block in document.blocks] == ["\ufffd\ufffd", "件"]
    assert document.remarks == ("page 1 has 2 letters without a code; what they say needs OCR",)


def test_notes_and_enclosed_files_are_named():
    note = f'<ofd:Annot ID="1" Type="Highlight"><ofd:Appearance>{text(0, 0, "应为12件")}</ofd:Appearance></ofd:Annot>'
    mark = f'<ofd:Annot ID="2" Type="Watermark"><ofd:Appearance>{text(0, 0, "样张")}</ofd:Appearance></ofd:Annot>'
    document_xml = element(
        "Document",
        '<ofd:CommonData/><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:Attachments>Attachments.xml</ofd:Attachments>",
    )
    document = read(
        page(text(30, 20, "本年收到11件")),
        parts={
            "Doc_0/Document.xml": document_xml,
            "Doc_0/Annots/Annotations.xml": element("Annotations", '<ofd:Page PageID="1"><ofd:FileLoc>A.xml</ofd:FileLoc></ofd:Page>'),
            "Doc_0/Annots/A.xml": element("PageAnnot", note + mark),
            "Doc_0/Attachments.xml": element("Attachments", '<ofd:Attachment ID="1" Name="统计表.xlsx"><ofd:FileLoc>f</ofd:FileLoc></ofd:Attachment>'),
        },
    )  # fmt: skip
    assert document.remarks == (
        "page 1 has notes beside its text, which are not read: 应为12件",
        "the file encloses others, which are not read: 统计表.xlsx",
    )


# --- containers ----------------------------------------------------------------------------------

SAID = page(text(30, 20, "一、总体情况"), before=area(210, 297))


def container(root, location, part):
    """A container of one page, with the names and references as some writers have them."""
    listed = f'<ofd:Pages><ofd:Page ID="1" BaseLoc="{location}"/></ofd:Pages>'
    body = f"<ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody>"
    return packed({"OFD.xml": element("OFD", body), "Doc_0/Document.xml": element("Document", listed), part: SAID})


@pytest.mark.parametrize(
    ("root", "location", "part"),
    [
        ("Doc_0/Document.xml", "Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
        ("/Doc_0/Document.xml", "/Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
        ("./Doc_0/Document.xml", "/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
        ("Doc_0\\Document.xml", "Pages\\Page_0\\Content.xml", "Doc_0\\Pages\\Page_0\\Content.xml"),
        ("DOC_0/document.xml", "Doc_0/Pages/Page_0/content.xml", "Doc_0/Pages/Page_0/Content.xml"),
        ("Doc_0/Document.xml", "页/正文.xml", "Doc_0/页/正文.xml"),
        ("Doc_0/Document.xml", "页/正文.xml", "Doc_0/页/正文.xml".encode("gb18030").decode("cp437")),
    ],
)
def test_parts_are_found_as_writers_name_them(root, location, part):
    assert [block.text for block in read_ofd(container(root, location, part), AT).blocks] == ["一、总体情况"]


@pytest.mark.parametrize("namespace", ["", 'xmlns="http://www.ofdspec.org/2016"', 'xmlns="http://www.ofdspec.org"'])
def test_elements_are_told_in_any_namespace(namespace):
    bare = {
        "OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>",
        "D.xml": '<Document><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>',
        "P.xml": '<Page><Content><Layer ID="2"><TextObject ID="3" Boundary="30 20 99 9" Font="1" Size="4">'
        '<TextCode X="0" Y="3" DeltaX="4">件数</TextCode></TextObject></Layer></Content></Page>',
    }
    parts = {name: xml.replace(">", f" {namespace}>", 1) for name, xml in bare.items()}
    assert [block.text for block in read_ofd(packed(parts), AT).blocks] == ["件数"]


def test_current_version_of_a_document_is_read():
    versions = '<ofd:Versions><ofd:Version ID="1" Index="1" Current="false" BaseLoc="V1.xml"/><ofd:Version ID="2" Index="2" Current="true" BaseLoc="Doc_0/V2.xml"/></ofd:Versions>'
    body = f"<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{versions}</ofd:DocBody>"
    later = '<ofd:Pages><ofd:Page ID="1" BaseLoc="Later.xml"/></ofd:Pages>'
    parts = {
        "OFD.xml": element("OFD", body),
        "Doc_0/V2.xml": element("DocVersion", "<ofd:DocRoot>Document_2.xml</ofd:DocRoot>"),
        "Doc_0/Document_2.xml": element("Document", later),
        "Doc_0/Later.xml": page(text(30, 20, "新的一版")),
    }
    assert words(page(text(30, 20, "旧的一版")), parts=parts) == ["新的一版"]


# --- pictures ------------------------------------------------------------------------------------

RESOURCES = element(
    "Res", '<ofd:MultiMedias><ofd:MultiMedia ID="9"><ofd:MediaFile>a</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
).replace("<ofd:Res ", '<ofd:Res BaseLoc="Res" ')
HEAD = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08%c\0\0\0"


def with_picture(picture, *pages):
    parts = {"Doc_0/DocumentRes.xml": RESOURCES, "Doc_0/Res/a": picture}
    return ofd(pages, common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>", parts=parts)


@pytest.mark.parametrize("picture", [b"\xff\xd8\xff\xe0", b"BM", HEAD % 2, HEAD % 3])
@pytest.mark.parametrize("matrix", ["60 0 0 8 0 0", "1 0 0 1 0 0", "0 8 60 0 0 0"])
def test_words_below_a_picture_are_left_out_and_named(picture, matrix):
    drawn = image(25, 18, 60, 8).replace("60 0 0 8 0 0", matrix)
    under = page(text(30, 20, "12件"), drawn, text(30, 40, "15件"))
    document = read_ofd(with_picture(picture, under), AT)
    assert [block.text for block in document.blocks] == ["15件"]
    assert document.remarks == ("words are hidden, and left out: 12件",)


@pytest.mark.parametrize(
    ("picture", "drawn"),
    [
        (HEAD % 6, image(25, 18, 60, 8)),
        (HEAD % 4, image(25, 18, 60, 8)),
        (HEAD % 3 + b"\0\0\0\1tRNS\0", image(25, 18, 60, 8)),
        (b"BM", image(25, 18, 60, 8).replace("CTM=", 'Alpha="90" CTM=')),
        (b"BM", image(25, 18, 60, 8).replace("CTM=", 'ImageMask="5" CTM=')),
        (b"BM", image(25, 18, 60, 8).replace('ResourceID="9"', 'ResourceID="8"')),
        (b"BM", image(25, 30, 60, 8)),
        (b"?", image(25, 18, 60, 8)),
        (b"BM", image(25, 18, 60, 8).replace("60 0 0 8 0 0", "40 0 0 8 20 0")),
        (b"BM", image(25, 18, 60, 8).replace("60 0 0 8 0 0", "60 5 -5 8 0 0")),
        (b"BM", image(25, 18, 60, 8).replace("/>", "><ofd:Clips/></ofd:ImageObject>")),
    ],
    ids=[
        "see-through",
        "see-through grey",
        "one color is none",
        "pale",
        "masked",
        "missing",
        "beside",
        "unknown",
        "beside within its boundary",
        "aslant",
        "clipped",
    ],
)
def test_words_that_are_seen_beside_or_through_a_picture_stay(picture, drawn):
    document = read_ofd(with_picture(picture, page(text(30, 20, "12件"), drawn)), AT)
    assert ([block.text for block in document.blocks], document.remarks) == (["12件"], ())


def test_words_all_below_the_picture_of_the_page_are_what_its_maker_recognised():
    words_below = [text(30, 20 + 8 * at, "本机关全年主动公开政府信息一百五十七条没有收到申请") for at in range(2)]
    document = read_ofd(with_picture(b"BM", page(*words_below, image(0, 0, 210, 297))), AT)
    assert len(document.blocks) == 1
    assert document.remarks == ("the words of page 1 lie unseen over a picture, as its maker's OCR took them to be",)


def test_the_pages_that_are_pictures_are_scans():
    pages = (page(image(0, 0, 210, 297)), page(text(30, 20, "一")), page(image(5, 5, 60, 60), image(10, 10, 190, 270)))
    assert list(scans(with_picture(b"the bytes", *pages))) == [Scan(1, b"the bytes"), Scan(3, b"the bytes")]
    assert list(scans(ofd([page(image(0, 0, 210, 297))]))) == []


def test_scans_of_a_damaged_file_are_an_error_in_one_sentence():
    damaged = packed({"OFD.xml": element("OFD", "<ofd:DocBody><ofd:DocRoot>a.xml</ofd:DocRoot></ofd:DocBody>")})
    with pytest.raises(UnreadableError, match=r"a page of the OFD file cannot be read: the part a\.xml is missing"):
        list(scans(damaged))
