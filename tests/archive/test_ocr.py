"""The OCR itself, where the extra [ocr] is installed: no wrong number without a note, however the sheet was laid on the glass."""

import io
import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from archive.derived.bounded import ProgramFailed
from archive.derived.recipes import ocr
from parsers.model import Context
from parsers.reading import read
from tests.ofd_files import element, image, ofd, page, text
from tests.scans import make

HERE = Path(__file__).resolve().parent.parent
SAYS = json.loads((HERE / "same_report" / "expected.json").read_text("utf-8"))["figures"]

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra [ocr] is not installed"),
]


def pdf(sheets: list[Image.Image], dpi: int) -> bytes:
    file = io.BytesIO()
    sheets[0].save(file, "PDF", save_all=True, append_images=sheets[1:], resolution=dpi)
    return file.getvalue()


def scanned(*pictures: bytes) -> bytes:
    """An OFD file whose pages are pictures."""
    media = "".join(
        f'<ofd:MultiMedia ID="{at}"><ofd:MediaFile>{at}.png</ofd:MediaFile></ofd:MultiMedia>'
        for at in range(len(pictures))
    )
    parts: dict[str, str | bytes] = {f"Doc_0/{at}.png": one for at, one in enumerate(pictures)}
    parts["Doc_0/Res.xml"] = element("Res", f"<ofd:MultiMedias>{media}</ofd:MultiMedias>")
    pages = [page(image(0, 0, 210, 297).replace('"9"', f'"{at}"')) for at in range(len(pictures))]
    return ofd(pages, common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>", parts=parts)


def turned(angle: float) -> Callable[[Image.Image], Image.Image]:
    return lambda sheet: sheet.rotate(angle, fillcolor=255, expand=angle % 90 == 0)


@pytest.mark.parametrize(
    ("change", "dpi", "fewest"),
    [
        (lambda sheet: sheet, 150, 195),
        (lambda sheet: sheet, 300, 198),
        (turned(1.3), 200, 195),
        (turned(180), 200, 195),
        (turned(90), 200, 195),
        (lambda sheet: sheet.filter(ImageFilter.GaussianBlur(1.0)), 200, 150),
    ],
    ids=["as laid", "fine", "askew", "upside down", "on its side", "blurred"],
)
def test_what_is_read_is_right_and_what_is_not_sure_is_no_value(
    change: Callable[[Image.Image], Image.Image], dpi: int, fewest: int
) -> None:
    made = ocr().make(pdf([change(sheet) for sheet in make.pictures(dpi)], dpi), "pdf", 2)
    reading = read(made.body, Context("https://www.example.gov.cn/a.pdf"))
    values = {figure.key: figure.value for figure in reading.figures if figure.value is not None}
    assert {key: value for key, value in values.items() if value != SAYS[key]} == {}
    assert len(values) >= fewest
    assert all(figure.note for figure in reading.figures)


def test_the_same_scan_gives_the_same_bytes() -> None:
    payload = (HERE / "scans" / "scan.pdf").read_bytes()
    assert ocr().make(payload, "pdf", 1).body == ocr().make(payload, "pdf", 1).body


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"])
def test_pictures_of_every_common_format_are_read(format_: str) -> None:
    file = io.BytesIO()
    make.pictures(150)[0].save(file, format_)
    stated = json.loads(ocr().make(file.getvalue(), "picture", 2).body)
    assert (stated["unit"], len(stated["pages"])) == ("px", 1)
    assert "本年制发件数" in {word[5] for word in stated["pages"][0]["words"]}


def test_the_scanned_pages_of_an_ofd_file_are_read_and_others_are_left_out() -> None:
    pictures = []
    for sheet in make.pictures(150):
        file = io.BytesIO()
        sheet.save(file, "PNG")
        pictures.append(file.getvalue())
    made = ocr().make(scanned(*pictures, b"none that is known"), "ofd", 2)
    stated = json.loads(made.body)
    assert [page["number"] for page in stated["pages"]] == [1, 2, 3]
    assert stated["left_out"] == ["page 4 is a picture of a form that OCR does not open"]
    reading = read(made.body, Context("https://www.example.gov.cn/a.ofd"))
    values = {figure.key: figure.value for figure in reading.figures if figure.value is not None}
    assert {key: value for key, value in values.items() if value != SAYS[key]} == {}
    assert len(values) >= 195


def test_an_ofd_file_without_a_scan_is_none_for_ocr() -> None:
    with pytest.raises(ProgramFailed, match="no page of the file is a picture"):
        ocr().make(ofd([page(text(30, 20, "一"))]), "ofd", 1)


def test_a_picture_that_unpacks_to_far_too_many_pixels_is_left_out() -> None:
    file = io.BytesIO()
    Image.new("1", (40_000, 40_000)).save(file, "PNG")
    stated = json.loads(ocr().make(file.getvalue(), "picture", 2).body)
    assert stated["pages"] == []
    assert stated["left_out"] == ["page 1 is a picture of 40000 by 40000 pixels, too large to be read by OCR"]


def test_bytes_that_are_no_picture_end_in_one_sentence() -> None:
    with pytest.raises(ProgramFailed, match="it ended with code 1: "):
        ocr().make(b"\x89PNG\r\n\x1a\n" + bytes(100), "picture", 2)
