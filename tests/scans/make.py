"""Writes the files of this folder: the sheets of tests/same_report/report.pdf as pictures alone, and what OCR sees of them.

They are kept, so that tests need no OCR. `scan.json` needs the extra [ocr]; it is written again when the program that
makes it sees other things. Run from the root of the checkout: python -m tests.scans.make
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from archive.derived.recipes import ocr

HERE = Path(__file__).resolve().parent
REPORT = HERE.parent / "same_report" / "report.pdf"
DPI = 150
INK = 160  # what is darker is black: the scanner saves black and white


def main() -> None:
    sheets = black_and_white(DPI)
    save(sheets, HERE / "scan.pdf")
    made = ocr().make((HERE / "scan.pdf").read_bytes(), "pdf", 2)
    (HERE / "scan.json").write_bytes(made.body)


def pictures(dpi: int) -> list[Image.Image]:
    """The sheets of the report in shades of grey."""
    file = pypdfium2.PdfDocument(REPORT)
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in file]


def black_and_white(dpi: int) -> list[Image.Image]:
    return [sheet.point(lambda shade: 255 if shade > INK else 0).convert("1") for sheet in pictures(dpi)]


def save(sheets: list[Image.Image], path: Path, dpi: int = DPI) -> None:
    """The sheets as a PDF file in which nothing is text."""
    sheets[0].save(path, save_all=True, append_images=sheets[1:], resolution=dpi)


if __name__ == "__main__":
    main()
