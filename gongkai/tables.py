"""The three official tables of a reading as a human reads them: the form's own order and labels.

Where a second reading is laid beside the first, each cell has both figures.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from archive.parsed.overlay import shown
from parsers.model import Figure, Reading
from parsers.tables.form import APPLICATIONS, FORMS, LEGAL_CHALLENGES, Column, Row, Table

HEADINGS = {
    "disclosures": "Table 2 · 主动公开政府信息情况",
    "applications": "Table 3 · 收到和处理政府信息公开申请情况",
    "legal_challenges": "Table 4 · 政府信息公开行政复议、行政诉讼情况",
}
_PLAIN = {"number", "blank", "mark"}

Figures = dict[str, Figure]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a form; `figure` None: the reading does not have it. `other` is the second reading's."""

    key: str
    figure: Figure | None
    other: Figure | None
    is_compared: bool
    is_failing: bool

    @property
    def words(self) -> str:
        return words(self.figure)

    @property
    def other_words(self) -> str:
        return words(self.other)

    @property
    def differs(self) -> bool:
        return self.is_compared and _read(self.figure) != _read(self.other)

    @property
    def is_noted(self) -> bool:
        """Whether the cell has more to say than its print."""
        return self.figure is not None and (self.figure.kind not in _PLAIN or bool(self.figure.note))

    @property
    def said(self) -> str:
        """In one line what a reader must know of the cell beside its value."""
        figure = self.figure
        if figure is None:
            return "this reading has no such cell"
        parts = [figure.kind if figure.kind != "number" else "", figure.note]
        if figure.raw and figure.raw != words(figure):
            parts.append(f"printed: {figure.raw}")
        if figure.derived is not None:
            parts.append(f"the checks give {shown(figure.derived)}")
        return " · ".join(filter(None, [*parts, "a check that touches it fails" if self.is_failing else ""]))


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`group` is the heading that the row and those after it stand under, where it changes."""

    group: str
    label: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A part of a table whose rows share their columns; `clause` is that of the regulations which it reports on."""

    clause: str
    heads: tuple[str, ...]
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    name: str
    heading: str
    blocks: tuple[ShownBlock, ...]

    @property
    def width(self) -> int:
        """Columns of figures in the widest block."""
        return max(len(block.heads) for block in self.blocks)


def words(figure: Figure | None) -> str:
    """What stands in the cell: the value, else what is printed there."""
    if figure is None:
        return ""
    return figure.raw if figure.value is None else shown(figure.value)


def label_of(tables: Iterable[ShownTable], key: str) -> str:
    """The form's own labels of a cell: its row and its column; the key where no table has it."""
    for block in (block for table in tables for block in table.blocks):
        for row in block.rows:
            for cell, head in zip(row.cells, block.heads, strict=True):
                if cell.key == key:
                    return f"{row.label} · {head}" if head else row.label
    return key


def tables_of(reading: Reading, failing: Collection[str], other: Reading | None = None) -> list[ShownTable]:
    """The tables that either reading has. `failing` are the keys of cells that a failing check touches.

    Figures that no row of the form has are put into a block of their own: nothing is left out.
    """
    laying = _Laying(_by_key(reading), _by_key(other) if other else {}, failing, is_compared=other is not None)
    forms = dict.fromkeys(one.form for one in (reading, other) if one is not None and one.form in FORMS)
    blocks = {
        "disclosures": [
            laying.block("disclosures", block.clause, block.items, block.measures)
            for form in forms
            for block in FORMS[form].blocks
        ],
        "applications": [_whole(laying, APPLICATIONS)],
        "legal_challenges": [_whole(laying, LEGAL_CHALLENGES)],
    }
    for name, left in laying.left_over():
        blocks.setdefault(name, []).append(left)
    found = ((name, tuple(block for block in of_table if block.rows)) for name, of_table in blocks.items())
    return [ShownTable(name, HEADINGS.get(name, name), of_table) for name, of_table in found if of_table]


def _whole(laying: "_Laying", table: Table) -> ShownBlock:
    return laying.block(table.name, "", table.rows, table.columns)


class _Laying:
    """Lays figures into the rows of forms, and remembers which it has laid."""

    def __init__(self, figures: Figures, others: Figures, failing: Collection[str], *, is_compared: bool) -> None:
        self._figures = figures
        self._others = others
        self._failing = failing
        self._is_compared = is_compared
        self._laid: set[str] = set()

    def block(self, table: str, clause: str, rows: Iterable[Row], columns: Iterable[Column]) -> ShownBlock:
        columns = tuple(columns)
        shown_rows: list[ShownRow] = []
        under = ""
        for row in rows:
            keys = [f"{table}.{row.code}.{column.code}" for column in columns]
            if not any(self._is_open(key) for key in keys):
                continue
            shown_rows.append(ShownRow(row.group if row.group != under else "", row.label, self._cells(keys)))
            under = row.group
        return ShownBlock(clause, tuple(column.label for column in columns), tuple(shown_rows))

    def left_over(self) -> Iterator[tuple[str, ShownBlock]]:
        left: dict[str, list[ShownRow]] = {}
        for key in dict.fromkeys([*self._figures, *self._others]):
            if self._is_open(key):
                table, _, rest = key.partition(".")
                left.setdefault(table, []).append(ShownRow("", rest, self._cells([key])))
        for table, rows in left.items():
            yield table, ShownBlock("no row of the form", ("",), tuple(rows))

    def _is_open(self, key: str) -> bool:
        return key not in self._laid and (key in self._figures or key in self._others)

    def _cells(self, keys: list[str]) -> tuple[ShownCell, ...]:
        self._laid.update(keys)
        return tuple(
            ShownCell(key, self._figures.get(key), self._others.get(key), self._is_compared, key in self._failing)
            for key in keys
        )


def _by_key(reading: Reading) -> Figures:
    return {figure.key: figure for figure in reading.figures}


def _read(figure: Figure | None) -> tuple[object, ...] | None:
    """What two readings may differ in: a value, or why there is none."""
    return None if figure is None else (figure.value, figure.kind)
