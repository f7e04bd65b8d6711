"""The official tables as data: `forms/*.toml`, loaded once.

A file with `form` and blocks is a layout of table 2 and names the form; the tables that the forms share (3 and 4)
stand in files of their own. A file with `form` and labels is a statistics table, read row by row. Adding a form is
adding a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

from .labels import bare

_A_PAIR = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form. `counts` is what its figures count where the cell does not say it: None with `free_unit`.

    `in_other_units` are heads that print another unit than the form's; `printed_unit` is the unit of such a head.
    """

    code: str
    label: str
    names: frozenset[str]
    unit: str = "件"
    signed: bool = False
    free_unit: bool = False
    in_other_units: Mapping[str, str] = field(default_factory=dict, hash=False)
    printed_unit: str = ""
    counts: str | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", None if self.free_unit else self.unit or None)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a form. `label_cells`: columns that its label covers in the official grid."""

    code: str
    label: str
    names: frozenset[str]
    kind: str = ""
    group: str = ""
    label_cells: int = 1
    instead_of: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """What the figures should satisfy: the sum of `left` equals the sum of `right`, per row or per column."""

    rule: str
    per: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose every row has the same columns."""

    name: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    relations: tuple[Relation, ...]
    opening: frozenset[str]
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Block:
    """A part of table 2: items that share their measures.

    `bound` is a measure that is at most the sum of the measures behind it: what is issued in a year is in force at its
    end, or repealed. () where the block has none.
    """

    clause: str
    measures: tuple[Column, ...]
    items: tuple[Row, ...]
    bound: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A layout of table 2, 主动公开政府信息情况."""

    form: str
    blocks: tuple[Block, ...]

    def block_of(self, item: str) -> Block:
        """The block of an item of this form; raises StopIteration for any other code."""
        return next(block for block in self.blocks if any(row.code == item for row in block.items))


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading of a statistics table, which holds no figure."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """An indicator of a statistics table; names are as printed, not bare.

    `brief` names count only under one of `groups`, the codes of topics and other indicators. `code_in` is the code
    where the table prints another unit than `unit`.
    """

    code: str
    names: tuple[str, ...]
    brief: tuple[str, ...]
    groups: frozenset[str]
    unit: str
    code_in: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sum:
    """An indicator that is the sum of others; `also` are parts that only some tables print."""

    total: str
    parts: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatisticsForm:
    """A statistics table: indicators by label, one figure each. `heads` are column heads by what stands under them."""

    form: str
    topics: tuple[Topic, ...]
    labels: tuple[Label, ...]
    sums: tuple[Sum, ...]
    heads: Mapping[str, tuple[str, ...]]


def keys_of(table: str, rows: Iterable[Row], columns: Iterable[Column]) -> dict[str, dict[str, str]]:
    """The keys of a table's figures, by row code and column code."""
    columns = tuple(columns)
    return {row.code: {column.code: f"{table}.{row.code}.{column.code}" for column in columns} for row in rows}


def two_have_changed_places(printed: Sequence[Column], official: Sequence[Column]) -> bool:
    """Whether columns stand in the form's order but for two of them: it may be a slip of the heads alone."""
    codes = [column.code for column in printed]
    in_order = [column.code for column in official if column.code in codes]
    return sum(one != other for one, other in zip(codes, in_order, strict=False)) == _A_PAIR


def column_of(table: str, form: Form, row: str, code: str) -> Column:
    """The column `code` of a row of a table; raises StopIteration where the row has none."""
    columns = _TABLES[table].columns if table in _TABLES else form.block_of(row).measures
    return next(column for column in columns if column.code == code)


def _names(entry: dict[str, Any]) -> frozenset[str]:
    return frozenset(bare(text) for text in (entry["label"], *entry.get("aliases", ())))


def _column(entry: dict[str, Any]) -> Column:
    return Column(
        entry["code"],
        entry["label"],
        frozenset(name for text in _names(entry) for name in _of_this_year(text)),
        entry.get("unit", "件"),
        entry.get("signed", False),
        entry.get("free_unit", False),
        {name: unit for text, unit in entry.get("in_other_units", {}).items() for name in _of_this_year(bare(text))},
    )


def _of_this_year(name: str) -> Iterator[str]:
    """A head, and what it is in other words for 本年."""
    yield name
    if name.startswith("本年"):
        yield from (year + name.removeprefix("本年") for year in ("本年度", "当年", "今年"))


def _row(entry: dict[str, Any]) -> Row:
    return Row(
        entry["code"],
        entry["label"],
        _names(entry),
        entry.get("kind", ""),
        bare(entry.get("group", "")),
        entry.get("label_cells", 1),
        tuple(entry.get("instead_of", ())),
        entry.get("optional", False),
    )


def _relation(entry: dict[str, Any], rows: tuple[Row, ...]) -> Relation:
    right = tuple(entry.get("right", ())) or tuple(row.code for row in rows if row.kind == entry["right_kind"])
    return Relation(entry["rule"], entry["per"], tuple(entry["left"]), right)


def _table(raw: dict[str, Any]) -> Table:
    rows = tuple(map(_row, raw["row"]))
    return Table(
        raw["table"],
        rows,
        tuple(map(_column, raw["column"])),
        tuple(_relation(entry, rows) for entry in raw["relation"]),
        frozenset(map(bare, raw["opening"])),
        frozenset(map(bare, raw.get("groups", ()))),
    )


def _form(raw: dict[str, Any]) -> Form:
    blocks = (
        Block(
            bare(entry["clause"]),
            tuple(map(_column, entry["measures"])),
            tuple(map(_row, entry["items"])),
            tuple(entry.get("bound", ())),
        )
        for entry in raw["block"]
    )
    return Form(raw["form"], tuple(blocks))


def _label(entry: dict[str, Any]) -> Label:
    return Label(
        entry["code"],
        tuple(entry["names"]),
        tuple(entry.get("brief", ())),
        frozenset(entry.get("groups", ())),
        entry["unit"],
        entry.get("code_in", {}),
    )


def _statistics(raw: dict[str, Any]) -> StatisticsForm:
    return StatisticsForm(
        raw["form"],
        tuple(Topic(entry["code"], tuple(entry["names"])) for entry in raw.get("topic", ())),
        tuple(map(_label, raw["label"])),
        tuple(Sum(e["total"], tuple(e["parts"]), tuple(e.get("also", ()))) for e in raw["sum"]),
        {kind: tuple(names) for kind, names in raw.get("heads", {}).items()},
    )


def _load() -> tuple[dict[str, Form], dict[str, StatisticsForm], dict[str, Table]]:
    forms, statistics, tables = {}, {}, {}
    folder = resources.files(__package__) / "forms"
    for file in sorted(folder.iterdir(), key=lambda path: path.name):
        if file.name.endswith(".toml"):
            raw = tomllib.loads(file.read_text(encoding="utf-8"))
            if "block" in raw:
                forms[raw["form"]] = _form(raw)
            elif "label" in raw:
                statistics[raw["form"]] = _statistics(raw)
            else:
                tables[raw["table"]] = _table(raw)
    return forms, statistics, tables


FORMS, STATISTICS, _TABLES = _load()
APPLICATIONS = _TABLES["applications"]
LEGAL_CHALLENGES = _TABLES["legal_challenges"]
