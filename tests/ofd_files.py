"""OFD files for tests, written part by part as programs write them: millimetres from the upper left corner."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_WRITTEN = (2024, 1, 2, 0, 0, 0)  # no clock changes a byte


def ofd(
    *documents: Sequence[str], title: str = "", parts: Mapping[str, str | bytes] | None = None, common: str = ""
) -> bytes:
    """A container of documents, each the XML of its pages; `parts` are further ones, or others in their stead."""
    bodies, written = [], {}
    for number, pages in enumerate(documents):
        folder = f"Doc_{number}"
        info = f"<ofd:DocInfo><ofd:Title>{escape(title)}</ofd:Title></ofd:DocInfo>"
        bodies.append(f"<ofd:DocBody>{info}<ofd:DocRoot>{folder}/Document.xml</ofd:DocRoot></ofd:DocBody>")
        listed = [f'<ofd:Page ID="{at + 1}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages))]
        area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        written[f"{folder}/Document.xml"] = element(
            "Document", f"<ofd:CommonData>{area}{common}</ofd:CommonData><ofd:Pages>{''.join(listed)}</ofd:Pages>"
        )
        written |= {f"{folder}/Pages/Page_{at}/Content.xml": xml for at, xml in enumerate(pages)}
    return packed({"OFD.xml": element("OFD", "".join(bodies)), **written, **(parts or {})})


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _WRITTEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def element(name: str, content: str) -> str:
    """A root element with its content."""
    return f"{_HEAD}<ofd:{name} {NAMESPACE}>{content}</ofd:{name}>"


def page(*objects: str, before: str = "") -> str:
    """A page that draws objects on one layer; `before` them it states its area, templates and resources."""
    return element("Page", f'{before}<ofd:Content><ofd:Layer ID="10">{"".join(objects)}</ofd:Layer></ofd:Content>')


def area(width: float, height: float) -> str:
    return f"<ofd:Area><ofd:PhysicalBox>0 0 {width} {height}</ofd:PhysicalBox></ofd:Area>"


def text(x: float, y: float, words: str, size: float = 4.0, more: str = "", within: str = "") -> str:
    """Words whose line begins at a point, an offset for each glyph; `more` are attributes, `within` elements."""
    offsets = " ".join(f"{width(one) * size:g}" for one in words[:-1])
    long = sum(map(width, words)) * size
    deltas = f' DeltaX="{offsets}"' if offsets else ""
    code = f'<ofd:TextCode X="0" Y="{size * 0.86:g}"{deltas}>{escape(words)}</ofd:TextCode>'
    boundary = f"{x:g} {y:g} {long:g} {size:g}"
    return (
        f'<ofd:TextObject ID="11" Boundary="{boundary}" Font="3" Size="{size:g}" {more}>{within}{code}</ofd:TextObject>'
    )


def width(character: str) -> float:
    """Of a glyph, in parts of its size."""
    return 1.0 if ord(character) > 0x2000 else 0.5


def path(left: float, top: float, wide: float, high: float, data: str, more: str = "", within: str = "") -> str:
    drawn = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    boundary = f"{left:g} {top:g} {wide:g} {high:g}"
    return f'<ofd:PathObject ID="12" Boundary="{boundary}" LineWidth="0.25" {more}>{within}{drawn}</ofd:PathObject>'


def box(left: float, top: float, wide: float, high: float, more: str = "", within: str = "") -> str:
    """A rectangle, drawn as a cell's border is."""
    data = f"M 0 0 L {wide:g} 0 L {wide:g} {high:g} L 0 {high:g} C"
    return path(left, top, wide, high, data, more, within)


def strips(left: float, top: float, wide: float, high: float) -> str:
    """A cell's border as converters and word processors paint it: four thin filled rectangles."""
    edges = (
        (left, top, wide, 0.2),
        (left, top, 0.2, high),
        (left, top + high, wide, 0.2),
        (left + wide, top, 0.2, high),
    )
    return "".join(box(*edge, more='Stroke="false" Fill="true"') for edge in edges)


def image(left: float, top: float, wide: float, high: float) -> str:
    matrix = f"{wide:g} 0 0 {high:g} 0 0"
    return f'<ofd:ImageObject ID="13" Boundary="{left:g} {top:g} {wide:g} {high:g}" CTM="{matrix}" ResourceID="9"/>'


def ruled(lefts: Sequence[float], tops: Sequence[float], words: Mapping[tuple[int, int], str]) -> Iterable[str]:
    """A table of rules and the words of its cells, by row and column."""
    for x in lefts:
        yield path(x, tops[0], 0.3, tops[-1] - tops[0], f"M 0 0 L 0 {tops[-1] - tops[0]:g}")
    for y in tops:
        yield path(lefts[0], y, lefts[-1] - lefts[0], 0.3, f"M 0 0 L {lefts[-1] - lefts[0]:g} 0")
    for (row, column), said in words.items():
        yield text(lefts[column] + 1, tops[row] + 1, said)
