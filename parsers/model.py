"""The words that readings are made of: what goes in, what a file becomes, what comes out.

Everything here is immutable and free of behaviour that could differ between two runs. A `Document` is
a file of any format after it has been taken apart; a `Reading` is what the reader says of it. A reading
is stored as canonical JSON (`Reading.to_json`), so equal readings have equal bytes and one digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property, partial
from typing import Any, Literal, NamedTuple

Number = int | float

# --- what goes in --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Context:
    """What was known about a payload when it was captured, stored beside it.

    A reading is a function of the payload and of this; nothing else may influence it. `list_title` and
    `list_date` (ISO) are printed in the list or on the page that led here; `year_hint` is a REPORT year
    that the portal states by machine (publicYear, fbtime, a year folder), never a publication year.
    """

    url: str
    charset: str | None = None
    media_type: str | None = None
    list_title: str | None = None
    list_date: str | None = None
    year_hint: int | None = None
    portal_id: str | None = None
    portal_name: str | None = None
    division_code: str | None = None

    def to_json(self) -> str:
        """Canonical JSON without the fields that are unknown."""
        return canonical_json({k: v for k, v in asdict(self).items() if v is not None})

    @classmethod
    def from_json(cls, text: str) -> Context:
        return cls(**json.loads(text))

    def digest(self) -> str:
        return hashlib.sha256(self.to_json().encode()).hexdigest()


Geometry = Literal["spans", "columns", "order", "stream"]

# --- what a file becomes -------------------------------------------------------------------------


# A document has hundreds of paragraphs, cells, figures and checks, and tens of other parts. They are named tuples,
# because a frozen dataclass takes several times as long to make.


class Paragraph(NamedTuple):
    """A block of running text. `level` is 1 to 6 where the format marks a heading, else None.

    `place` says where it stands in the file: a node path, a paragraph number, a page and line.
    """

    text: str
    place: str = ""
    level: int | None = None


class Cell(NamedTuple):
    """A table cell as the file has it; `row` and `column` are those of its upper left corner, from 0."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    place: str = ""


_new_cell: Callable[[Iterable[Any]], Cell] = partial(tuple.__new__, Cell)  # of all fields in order: the fastest


class Layout(NamedTuple):
    """Where the cells of a table stand, of each its row, column, row span and column span; and the size of the whole.

    Tables of one form share it.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    rowspans: tuple[int, ...]
    colspans: tuple[int, ...]
    height: int
    width: int


@dataclass(frozen=True)
class Grid:
    """A table: texts, and where each stands in the table and in the file, printed once whatever it spans.

    `geometry` says how far the columns can be trusted: `spans` (the file states rows, columns and
    spans), `columns` (tab-separated text: columns are stated, but known to shift), `order` (only the
    order of the cells in a row is known; a merged cell stands as a blank in the rows below it), `stream` (only the
    order of the cells is known, all in one row).
    """

    texts: tuple[str, ...]
    layout: Layout
    places: tuple[str, ...]
    geometry: Geometry = "spans"
    place: str = ""

    @classmethod
    def of(cls, cells: Sequence[Cell], height: int, width: int, geometry: Geometry = "spans", place: str = "") -> Grid:
        """The grid of these cells, in reading order."""
        by_field = zip(*cells, strict=True) if cells else ((),) * len(Cell._fields)
        texts, rows, columns, rowspans, colspans, places = by_field
        return cls(texts, Layout(rows, columns, rowspans, colspans, height, width), places, geometry, place)

    @cached_property  # most tables are read without them
    def cells(self) -> tuple[Cell, ...]:
        """The cells, in reading order."""
        return tuple(map(_new_cell, zip(self.texts, *self.layout[:4], self.places, strict=True)))

    @property
    def height(self) -> int:
        """The number of rows."""
        return self.layout.height

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.layout.width

    def rows(self) -> list[list[Cell]]:
        """The cells that begin in each row, in column order."""
        rows: list[list[Cell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """How words came out of a picture.

    By which tool and, for each place, how sure it is (0 to 1) and what speaks against what it saw there ("": nothing).
    """

    tool: str
    places: tuple[tuple[str, float, str], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Any file, taken apart: the report's own blocks and, apart from them, what surrounds it.

    `blocks` is the body in reading order. `before` and `after` hold the page around it: breadcrumbs,
    the metadata block, share buttons, the footer. `title` is the file's own title (`<title>`, document
    properties); `tags` are `<meta>` names and contents as found; `links` are the body's links, absolute.
    `remarks` name what could not be read ("page 3 is a picture"). `recognition` is there where OCR saw the words.
    """

    kind: str
    blocks: tuple[Block, ...]
    before: tuple[Block, ...] = ()
    after: tuple[Block, ...] = ()
    title: str | None = None
    tags: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    encoding: str | None = None
    replaced: int = 0
    remarks: tuple[str, ...] = ()
    recognition: Recognition | None = None


# --- what comes out ------------------------------------------------------------------------------

CellKind = Literal[
    "number", "blank", "mark", "noted", "unit_differs", "unplaced", "lost", "unreadable", "by_position", "derived"
]


class Figure(NamedTuple):
    """One cell of an official table. `value` None is never zero: `kind` and `note` say why.

    `derived` is what the relations alone give; it is never put into `value`. `place` leads to the
    printed cell; `labels` are the row and column labels as printed.
    """

    table: str
    row: str
    column: str
    value: Number | None
    kind: CellKind
    raw: str = ""
    note: str = ""
    unit: str | None = None
    derived: Number | None = None
    place: str = ""
    labels: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.table}.{self.row}.{self.column}"


class Check(NamedTuple):
    """A relation that the figures should satisfy. `subject` tells checks of one rule apart."""

    rule: str
    subject: str
    state: Literal["pass", "fail", "uncertain", "not_assessable"]
    cells: tuple[str, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of a statistics table. `value` None is never zero: `kind` and `note` say why.

    `code` None is a label that no form knows, or that does not settle which indicator it is.
    """

    code: str | None
    label: str
    value: Number | None
    unit: str | None = None
    raw: str = ""
    place: str = ""
    kind: CellKind = "number"
    note: str = ""


class NarrativeFigure(NamedTuple):
    """A figure stated in prose, with the words that state it; `approximate` for 余, 多, 近, 约."""

    code: str
    value: Number
    approximate: bool
    quote: str
    place: str = ""


class Section(NamedTuple):
    ordinal: int
    code: str | None
    heading: str
    text: str


class MetadataField(NamedTuple):
    """A field of the page's metadata block (`source` block) or of its tags (`source` tag)."""

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who reports. `bare_name` is the name without the region's prefix; `evidence` says how each part is known."""

    name: str | None = None
    agency_class: str = "unknown"
    scope: str = "unknown"
    division_code: str | None = None
    bare_name: str | None = None
    organisation_code: str | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the reader says of one payload in its context.

    `outcome` is `report`, `not_a_report` or `failed`; `reason` says why for the last two. `reader` is
    the kind of file that was read (html, text, pdf, docx …). Values that nobody printed stand nowhere here
    except in `Figure.derived`.
    """

    outcome: Literal["report", "not_a_report", "failed"]
    reader: str
    reason: str = ""
    title: str | None = None
    publisher: Publisher = field(default_factory=Publisher)
    year: int | None = None
    year_source: str = ""
    published: str | None = None
    produced: str | None = None
    form: str = "none"
    figures: tuple[Figure, ...] = ()
    checks: tuple[Check, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    narrative: tuple[NarrativeFigure, ...] = ()
    sections: tuple[Section, ...] = ()
    metadata: tuple[MetadataField, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    remarks: tuple[str, ...] = ()
    encoding: str | None = None
    replaced: int = 0

    def to_json(self) -> str:
        """Canonical JSON. A list of parts, some of which are hundreds, is their field names once and a row for each."""
        written: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        written["publisher"] = asdict(self.publisher)
        for name, part in _PARTS.items():
            parts = written[name]
            rows = parts if issubclass(part, tuple) else [[getattr(one, f) for f in _FIELDS[part]] for one in parts]
            written[name] = {"fields": _FIELDS[part], "rows": rows} if parts else []
        return canonical_json(written)

    @classmethod
    def from_json(cls, text: str) -> Reading:
        """The reading that `to_json` wrote; raises ValueError where the text is no reading."""
        try:
            raw: dict[str, Any] = json.loads(text)
            raw["publisher"] = Publisher(**raw["publisher"])
            for name, part in _PARTS.items():
                raw[name] = tuple(_parts_of(part, raw[name])) if raw[name] else ()
            raw["remarks"] = tuple(raw["remarks"])
            return cls(**raw)
        except (KeyError, TypeError, json.JSONDecodeError) as error:
            raise ValueError(f"not a stored reading: {error}") from error

    def digest(self) -> str:
        return hashlib.sha256(self.to_json().encode()).hexdigest()


_PARTS: dict[str, Any] = {
    "figures": Figure,
    "checks": Check,
    "indicators": Indicator,
    "narrative": NarrativeFigure,
    "sections": Section,
    "metadata": MetadataField,
    "attachments": Attachment,
}


_FIELDS = {
    part: part._fields if issubclass(part, tuple) else tuple(one.name for one in fields(part))
    for part in _PARTS.values()
}


_LISTS = {Figure: "labels", Check: "cells"}  # the fields that hold several texts


def _parts_of(part: Any, written: dict[str, Any] | list[dict[str, Any]]) -> Iterator[Any]:
    """The parts of one kind; fields that the reading's writer did not know take their defaults."""
    if isinstance(written, list):  # as readings were written first: each part with its field names
        for item in written:
            yield part(**{name: tuple(value) if isinstance(value, list) else value for name, value in item.items()})
        return
    names: list[str] = written["fields"]
    several = names.index(_LISTS[part]) if part in _LISTS else None
    is_whole = tuple(names) == _FIELDS[part]
    for row in written["rows"]:
        if several is not None:
            row[several] = tuple(row[several])
        yield part(*row) if is_whole else part(**dict(zip(names, row, strict=True)))


def canonical_json(value: object) -> str:
    """JSON with sorted keys, no spare white space and no escapes: equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
