"""What stands on a sheet of set type: ruled tables as grids, the words between them as paragraphs.

The sheet is a page of pdfplumber's, which finds the tables by their rules and keeps the order of the words. PDF and
OFD files share it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .errors import NEEDS_OCR
from .printed import Box, Line, Piece, Sheet, cell_place, has_columns, paragraphs, ruled_grid
from .rules import find_tables
from .unruled import rejoined, row_of

_SAME_RULE = 3.0  # points: rules closer than this are one rule drawn twice
# A picture as large as this, in parts of the sheet, may be a table; seals, logos and photographs in rows are smaller.
_LARGE_WIDTH, _LARGE_AREA = 0.5, 0.12
_WRAPPED = re.compile(r"\d+(?:\n\d+)+")
_QUOTED = 80  # characters of what is left out
_LARGER = 1.5  # times the letters of a page: figures in cells are hardly larger
_NO_TEXT, _FEW_ASIDE = "Artifact", 0.2  # the mark (PDF 1.7, 14.8.2.2), and for how much of the letters it is believed
_PADDING = 6.0  # points at either side of a cell; word processors leave 5.4
_FAR = 2.0  # sizes between letters that stand on one line
_FEWEST_ON_PICTURE = 40  # characters; a watermark or a page number has fewer


def sheet_pieces(sheet: Any, remarks: list[str]) -> list[Piece]:
    """The blocks of one sheet, a page of pdfplumber's, from top to bottom; what of it is not read goes to `remarks`."""
    if not sheet.chars:
        if sheet.images or sheet.curves:
            remarks.append(f"page {sheet.page_number} is a picture: {NEEDS_OCR}")
        return []
    if any(is_large(image, sheet) and not _is_below_text(image, sheet) for image in sheet.images):
        remarks.append(f"page {sheet.page_number} has a large picture beside its text; what it shows {NEEDS_OCR}")
    tables = _tables(sheet, remarks)
    asides = (
        ("its head or foot over a table", _printed_over(sheet, tables)),
        ("large letters over a table", _without_room(sheet, tables)),
        ("turned words across its cells", _turned_across(sheet, tables)),
    )
    for what, letters in asides:
        if words := "".join(letter["text"] for letter in letters):
            remarks.append(f"page {sheet.page_number} prints {what}; left out there: {words[:_QUOTED]}")
    if dropped := {id(letter) for _, letters in asides for letter in letters}:
        sheet = sheet.filter(lambda drawn: id(drawn) not in dropped)
        tables = _tables(sheet, [])
    beside = sheet.filter(_outside([cell for table in tables for cell in table.cells])) if tables else sheet
    lines = rejoined(list(map(_line, beside.extract_text_lines())), sheet.page_number, remarks)
    pieces = list(paragraphs(lines, Sheet(sheet.page_number, sheet.height, _right_edge(sheet, lines, tables))))
    for number, table in enumerate(tables, start=1):
        grid = ruled_grid(_texts(table), sheet.page_number, number, _SAME_RULE)
        pieces.append(Piece(table.bbox[1], grid, full=_full(table, sheet.page_number, number)))
    return sorted(pieces, key=lambda piece: piece.top)


def _tables(sheet: Any, remarks: list[str]) -> list[Any]:
    return [table for table in find_tables(sheet, remarks) if has_columns(table.cells, _SAME_RULE)]


def _printed_over(sheet: Any, tables: Sequence[Any]) -> list[dict[str, Any]]:
    """The letters in tables that the file itself says are no part of its text, as heads and feet of pages are."""
    aside = [letter for letter in sheet.chars if letter.get("tag") == _NO_TEXT] if tables else []
    if not aside or len(aside) > _FEW_ASIDE * len(sheet.chars):
        return []
    is_outside = _outside([cell for table in tables for cell in table.cells])
    return [letter for letter in aside if not is_outside(letter)]


def _without_room(sheet: Any, tables: Sequence[Any]) -> list[dict[str, Any]]:
    """The letters of a watermark in tables: one of its letters at least is higher than the cell it stands in."""
    sizes = sorted(letter["size"] for letter in sheet.chars) if tables else []
    large = [letter for letter in sheet.chars if letter["size"] > _LARGER * sizes[len(sizes) // 2]] if sizes else []
    if not large:
        return []
    cells = [cell for table in tables for cell in table.cells]
    looks = {
        _look(letter) for letter in large for cell in cells if _holds(cell, letter) and not _has_room(cell, letter)
    }
    is_outside = _outside(cells) if looks else None
    return [letter for letter in large if is_outside and _look(letter) in looks and not is_outside(letter)]


def _turned_across(sheet: Any, tables: Sequence[Any]) -> list[dict[str, Any]]:
    """The letters of a watermark along the height of the page: turned, and not all in one cell as those of a label."""
    turned = [letter for letter in sheet.chars if not letter["upright"]] if tables else []
    if not turned or len(turned) > _FEW_ASIDE * len(sheet.chars):
        return []
    cells = [cell for table in tables for cell in table.cells]
    across: list[dict[str, Any]] = []
    for line in _runs(turned):
        within = {cell for letter in line for cell in cells if _holds(cell, letter)}
        if len(within) > 1:
            across += line
    return across


def _runs(letters: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The letters that stand one behind the other on a turned line, in the order in which they are drawn."""
    run: list[dict[str, Any]] = []
    for letter in letters:
        if run and (letter["matrix"][:4] != run[-1]["matrix"][:4] or not _is_next(letter, run[-1])):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _is_next(letter: dict[str, Any], before: dict[str, Any]) -> bool:
    gap = max(letter["top"] - before["bottom"], before["top"] - letter["bottom"])
    return bool(abs(letter["x0"] - before["x0"]) < _SAME_RULE and gap < _FAR * before["size"])


def _look(letter: dict[str, Any]) -> tuple[str, float]:
    return letter["fontname"], round(letter["size"])


def _holds(cell: Box, letter: dict[str, Any]) -> bool:
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(cell[0] <= x < cell[2] and cell[1] <= y < cell[3])


def _has_room(cell: Box, letter: dict[str, Any]) -> bool:
    return bool(letter["bottom"] - letter["top"] < cell[3] - cell[1] + _SAME_RULE)


def is_large(image: dict[str, Any], sheet: Any) -> bool:
    """Whether a picture is so large that it may show a table."""
    width = min(image["x1"], sheet.width) - max(image["x0"], 0)
    height = min(image["bottom"], sheet.height) - max(image["top"], 0)
    return bool(width > _LARGE_WIDTH * sheet.width and width * height > _LARGE_AREA * sheet.width * sheet.height)


def _is_below_text(image: dict[str, Any], sheet: Any) -> bool:
    """Whether text stands on the picture: a background, or a scan whose words were recognised by its maker."""
    on_it = sum(
        image["x0"] <= char["x0"] <= image["x1"] and image["top"] <= char["top"] <= image["bottom"]
        for char in sheet.chars
    )
    return bool(on_it >= _FEWEST_ON_PICTURE)


def _outside(cells: Sequence[Box]) -> Callable[[dict[str, Any]], bool]:
    """Whether something drawn is no letter in one of the cells: a table may have holes, and words stand in them."""
    ordered = sorted(cells, key=lambda cell: cell[1])
    tops = [cell[1] for cell in ordered]

    def is_outside(drawn: dict[str, Any]) -> bool:
        if drawn["object_type"] != "char":
            return True
        x, y = (drawn["x0"] + drawn["x1"]) / 2, (drawn["top"] + drawn["bottom"]) / 2
        above = ordered[: bisect_right(tops, y)]
        return not any(left <= x < right and y < bottom for left, _, right, bottom in above)

    return is_outside


def _line(found: dict[str, Any]) -> Line:
    height = found["bottom"] - found["top"]
    box = (found["x0"], found["top"], found["x1"], found["bottom"])
    return Line(found["text"], box, size=height, row=row_of(found["text"], found["chars"]))


def _right_edge(sheet: Any, lines: Sequence[Line], tables: Sequence[Any]) -> float:
    """How far the text may reach: as far as a table, but not beyond a margin as wide as the left one."""
    margin = float(sheet.width - min((line.box[0] for line in lines), default=0.0))
    return min(margin, max((table.bbox[2] for table in tables), default=margin))


def _texts(table: Any) -> list[tuple[Any, str]]:
    has_turned = any(not letter["upright"] for letter in table.page.chars)
    return [
        (box, (has_turned and _turned_text(box, table.page)) or _unwrapped(text, box, table.page) if text else "")
        for row, texts in zip(table.rows, table.extract(), strict=True)
        for box, text in zip(row.cells, texts, strict=True)
        if box is not None
    ]


def _turned_text(box: Box, sheet: Any) -> str:
    """The words of a cell whose letters are all turned one way, in the order in which they are read; else nothing."""
    letters = _letters_in(box, sheet)
    ways = {1 if letter["matrix"][1] > 0 else -1 for letter in letters}
    if len(ways) != 1 or any(letter["upright"] for letter in letters):
        return ""
    way = ways.pop()  # up the page, each line at the right of the one before it; or down, and at the left
    lines: list[list[dict[str, Any]]] = []
    for letter in sorted(letters, key=lambda letter: way * float(letter["x0"])):
        if not lines or abs(letter["x0"] - lines[-1][0]["x0"]) > letter["size"] / 2:
            lines.append([])
        lines[-1].append(letter)
    ordered = (sorted(line, key=lambda letter: -way * float(letter["top"])) for line in lines)
    return "\n".join("".join(letter["text"] for letter in line).strip() for line in ordered)


def _full(table: Any, page: int, number: int) -> frozenset[str]:
    """The places of the cells at the foot of a table whose last line has no room for a further letter."""
    foot = max(box[3] for box in table.cells)
    full: list[str] = []
    for box in table.cells:
        inside = _letters_in(box, table.page) if box[3] > foot - _SAME_RULE else []
        if inside:
            last = max(letter["bottom"] for letter in inside)
            line = [letter for letter in inside if letter["bottom"] > last - letter["size"] / 2]
            if max(letter["x1"] for letter in line) + line[-1]["size"] > box[2] - _PADDING:
                full.append(cell_place(box, page, number))
    return frozenset(full)


def _letters_in(box: Box, sheet: Any) -> list[dict[str, Any]]:
    left, top, right, bottom = box
    return [
        char
        for char in sheet.chars
        if left < (char["x0"] + char["x1"]) / 2 < right and top < (char["top"] + char["bottom"]) / 2 < bottom
    ]


def _unwrapped(text: str, box: tuple[float, float, float, float], sheet: Any) -> str:
    """A number without the line breaks that its narrow cell made: where no further digit had room on the line.

    Two numbers above one another in a cell with room for both on one line stay apart.
    """
    if not _WRAPPED.fullmatch(text):
        return text
    left, _, right, _ = box
    inside = _letters_in(box, sheet)
    full = [line for line in text.split("\n")[:-1] if line]
    if len(inside) != len(text.replace("\n", "")) or len({len(line) for line in full}) > 1:
        return text
    first = inside[: len(full[0])]
    width = first[-1]["x1"] - first[0]["x0"]
    return text.replace("\n", "") if width + width / len(first) > right - left - 2 * _PADDING else text
