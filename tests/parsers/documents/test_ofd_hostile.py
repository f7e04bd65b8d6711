"""OFD files that are damaged, locked or made to exhaust their reader: one sentence each, and soon."""

import random
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from parsers.documents.errors import UnreadableError
from parsers.documents.ofd import read_ofd
from parsers.model import Context
from tests.ofd_files import box, element, ofd, packed, page, path, text

AT = Context("file:a.ofd")
REPORT = Path(__file__).resolve().parents[2] / "same_report" / "report.ofd"
SAID = page(text(30, 20, "一、总体情况"))
SECONDS = 20  # for the slowest of them, on a slow machine; without bounds they take hours
TENFOLD = "".join("<!ENTITY e{} '{}'>".format(at + 1, f"&e{at};" * 10) for at in range(9))
ENTITIES = f"<!DOCTYPE a [<!ENTITY e0 'letters'>{TENFOLD}]>"


def remarks(*pages, **given):
    begun = time.monotonic()
    found = read_ofd(ofd(pages, **given), AT).remarks
    assert time.monotonic() - begun < SECONDS
    return found


def without(payload, *names):
    with zipfile.ZipFile(BytesIO(payload)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist() if name not in names})


def why_not(payload):
    with pytest.raises(UnreadableError) as raised:
        read_ofd(payload, AT)
    return str(raised.value)


# --- no file, or half of one ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", "the OFD file is no readable zip archive (File is not a zip file)"),
        (b"PK\x03\x04 cut off", "the OFD file is no readable zip archive (File is not a zip file)"),
        (packed({"a.xml": "<a/>"}), "the OFD file cannot be taken apart: the part OFD.xml is missing"),
        (
            packed({"OFD.xml": "<OFD"}),
            "the OFD file cannot be taken apart: the part OFD.xml cannot be read (XMLSyntaxError)",
        ),
        (packed({"OFD.xml": element("OFD", "")}), "the OFD file has no page that can be read"),
        (
            without(ofd([SAID]), "Doc_0/Document.xml"),
            "the OFD file cannot be taken apart: the part Doc_0/Document.xml is missing",
        ),
        (
            without(ofd([SAID]), "Doc_0/Pages/Page_0/Content.xml"),
            "the OFD file has no page that can be read; page 1 was not read: the part Pages/Page_0/Content.xml is missing",
        ),
        (
            ofd([page(text(30, 20, "件").replace("Size", "Height"))]),
            "the OFD file has no page that can be read; page 1: 1 of the things drawn on it are malformed, and are not read",
        ),
        (ofd([SAID], parts={"Encryptions.xml": element("Encryptions", "")}), "the OFD file is locked with a password"),
    ],
)
def test_file_that_is_none_is_an_error_in_one_sentence(payload, reason):
    assert why_not(payload) == reason


def test_file_whose_parts_are_encrypted_is_locked():
    payload = bytearray(ofd([SAID]))
    payload[payload.index(b"PK\x01\x02") + 8] |= 1  # the flag, where the archive lists its first part
    assert why_not(bytes(payload)) == "the OFD file is locked with a password"


def test_page_that_is_missing_is_named_and_parts_no_paragraph():
    line = "全年收到政府信息公开申请均已在法定的期限内答复没有被行政复议也没有被提起"
    first = page(text(38, 20, line), text(30, 26, line + "行政"))
    payload = without(ofd([first, SAID, first]), "Doc_0/Pages/Page_1/Content.xml")
    document = read_ofd(payload, AT)
    assert document.remarks == ("page 2 was not read: the part Pages/Page_1/Content.xml is missing",)
    assert [block.place.split(",")[0] for block in document.blocks] == ["page 1", "page 3"]


def test_template_that_is_missing_is_named():
    with_template = page(text(30, 20, "件"), before='<ofd:Template TemplateID="5"/>')
    assert remarks(SAID, with_template) == ("page 2 was not read: the part (unnamed) is missing",)


@pytest.mark.parametrize("said", ["&e9;", "一"])
def test_page_that_declares_entities_is_not_read(said):
    bomb = SAID.replace("<ofd:Page", f"{ENTITIES}<ofd:Page", 1).replace("一、总体情况", said)
    (remark,) = remarks(SAID, bomb)
    assert remark.startswith("page 2 was not read: the part Doc_0/Pages/Page_1/Content.xml")


@pytest.mark.parametrize(
    "drawn",
    [
        '<ofd:TextObject ID="1" Font="1" Size="4"><ofd:TextCode X="0" Y="3">件</ofd:TextCode></ofd:TextObject>',
        text(30, 40, "件").replace('Size="4"', 'Size="nan"'),
        text(30, 40, "件").replace('Size="4"', 'Size="1e999"'),
        text(30, 40, "件数").replace('DeltaX="4"', 'DeltaX="g many 4"'),
        text(30, 40, "件").replace('Boundary="30 40', 'Boundary="30,x'),
        text(30, 40, "件", more='CTM="1 0 0 1"'),
        path(30, 40, 9, 9, "M 0 0 L 9"),
        path(30, 40, 9, 9, "M 0 0 Z 9 9"),
        path(30, 40, 9, 9, "M 0 0 L 99999999 0"),
        '<ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="404"/>',
    ],
)
def test_thing_that_is_malformed_is_counted(drawn):
    assert remarks(page(text(30, 20, "件"), drawn)) == (
        "page 1: 1 of the things drawn on it are malformed, and are not read",
    )


@pytest.mark.parametrize("times", [15, pytest.param(1500, marks=pytest.mark.campaign)])
def test_damaged_bytes_of_any_part_give_a_document_or_one_sentence(times):
    chance = random.Random(times)
    with zipfile.ZipFile(REPORT) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(times):
        name = chance.choice(list(parts))
        damaged = bytearray(parts[name])
        for _ in range(chance.randrange(1, 9)):
            damaged[chance.randrange(len(damaged))] = chance.choice(b'<>"/ 0-9gML&\x00\xff')
        try:
            assert read_ofd(packed({**parts, name: bytes(damaged)}), AT).kind == "ofd"
        except UnreadableError as error:
            assert "\n" not in str(error)  # noqa: PT017  which of the two comes is not the question


# --- files that ask for more than a page holds ---------------------------------------------------


def test_file_that_unpacks_to_too_much_is_refused():
    payload = ofd([SAID], parts={"Doc_0/Res.xml": b" " * (65 * 1024 * 1024)})
    assert why_not(payload).startswith("the OFD file unpacks to ")


def test_pictures_and_fonts_stay_packed_however_large_they_are():
    assert remarks(SAID, parts={"Doc_0/Res/a.jpg": b" " * (65 * 1024 * 1024)}) == ()


def test_pages_that_read_one_large_part_over_and_over_are_refused():
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="P.xml"/>' for at in range(99))
    large = page(text(30, 20, "件")).replace("</ofd:Page>", " " * (1024 * 1024) + "</ofd:Page>")
    parts = {"Doc_0/Document.xml": element("Document", f"<ofd:Pages>{listed}</ofd:Pages>"), "Doc_0/P.xml": large}
    assert why_not(ofd([SAID], parts=parts)) == "the OFD file unpacks to more than the 67108864 bytes allowed"


def units(*drawn):
    inside = "".join(
        f'<ofd:CompositeGraphicUnit ID="{at}"><ofd:Content>{one}</ofd:Content></ofd:CompositeGraphicUnit>'
        for at, one in enumerate(drawn)
    )
    return {
        "common": "<ofd:PublicRes>Res.xml</ofd:PublicRes>",
        "parts": {"Doc_0/Res.xml": element("Res", f"<ofd:CompositeGraphicUnits>{inside}</ofd:CompositeGraphicUnits>")},
    }


def unit(number):
    return f'<ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="{number}"/>'


def test_unit_that_holds_itself_ends():
    assert remarks(page(text(30, 20, "件"), unit(0)), **units(unit(0))) == (
        "page 1: 1 of the things drawn on it are malformed, and are not read",
    )


def test_units_that_multiply_end():
    drawn = [unit(at + 1) * 20 for at in range(7)] + [box(0, 0, 9, 9)]
    found = remarks(page(text(30, 20, "件"), unit(0)), **units(*drawn))
    assert "page 1 has more on it than is read of one page (10000 characters)" in found


@pytest.mark.parametrize("offsets", ["g 999999999 1", "g 99999 1 " * 99, "1 " * 99])
def test_glyphs_beyond_a_page_of_print_are_named(offsets):
    code = f'<ofd:TextCode X="0" Y="3" DeltaX="{offsets}">{"件" * 20_000}</ofd:TextCode>'
    drawn = f'<ofd:TextObject ID="1" Boundary="20 20 9 9" Font="3" Size="4">{code}</ofd:TextObject>'
    assert remarks(page(drawn)) == ("page 1 has more on it than is read of one page (10000 characters)",)


def test_pages_beyond_the_most_are_named():
    assert remarks(*[SAID] * 203) == ("pages 201 to 203 were not read",)


def test_lines_beyond_any_table_are_named_and_words_read():
    lines = [path(at, 10, 0.1, 200, "M 0 0 L 0 200") for at in range(10, 200, 3)]
    lines += [path(10, at, 190, 0.1, "M 0 0 L 190 0") for at in range(10, 210, 3)]
    document = read_ofd(ofd([page(text(30, 20, "一、总体情况"), *lines)]), AT)
    assert document.remarks == ("page 1 has too many lines for a table: read as text alone",)
    assert [block.text for block in document.blocks] == ["一、总体情况"]
