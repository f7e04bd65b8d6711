"""One report as several programs write OFD files: how words are set and borders drawn differs, what is read does not."""

import json
from pathlib import Path

import pytest

from parsers.model import Context
from parsers.reading import read
from tests.ofd_files import box, path, strips, text, width
from tests.same_report.report import parts
from tests.same_report.typeset import report_ofd

SAYS = json.loads((Path(__file__).resolve().parents[2] / "same_report" / "expected.json").read_text("utf-8"))
POINTS = 72 / 25.4


def glyph_by_glyph(x, y, words, size):
    """Each glyph an object of its own, in points, as programs write them that convert PDF files."""
    drawn = []
    for one in words:
        boundary = f"{x:.4f} {y:.4f} {width(one) * size:.4f} {size:.4f}"
        code = f'<ofd:TextCode X="0" Y="{0.86 * size * POINTS:.4f}">{one}</ofd:TextCode>'
        more = f'Boundary="{boundary}" CTM="0.3528 0 0 0.3528 0 0" Font="3" Size="{size * POINTS:.4f}"'
        drawn.append(f'<ofd:TextObject ID="1" {more}>{code}</ofd:TextObject>')
        x += width(one) * size
    return "".join(drawn)


def without_offsets(x, y, words, size):
    boundary = f"{x:.4f} {y:.4f} 9 9"
    code = f'<ofd:TextCode X="0" Y="{0.86 * size:.4f}">{words}</ofd:TextCode>'
    return f'<ofd:TextObject ID="1" Boundary="{boundary}" Font="3" Size="{size}">{code}</ofd:TextObject>'


def strokes(left, top, wide, high):
    """Four lines, each drawn again by the next cell."""
    across, down = f"M 0 0 L {wide:g} 0", f"M 0 0 L 0 {high:g}"
    return "".join((
        path(left, top, wide, 0.3, across), path(left, top + high, wide, 0.3, across),
        path(left, top, 0.3, high, down), path(left + wide, top, 0.3, high, down),
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("words", "border"), [(glyph_by_glyph, strips), (without_offsets, strokes), (text, strips), (glyph_by_glyph, box)]
)
def test_report_says_the_same_whoever_wrote_it(words, border):
    payload = report_ofd(parts(), words, border)
    reading = read(payload, Context("https://www.example.gov.cn/report.ofd"))
    assert {figure.key: figure.value for figure in reading.figures} == SAYS["figures"]
    assert [section.code for section in reading.sections] == SAYS["sections"]
    assert ({check.state for check in reading.checks}, reading.remarks) == ({"pass"}, ())
