"""A figure as it stands on paper, and the ways of putting it there that make reading hard."""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, replace

from gongkai.samples.make.form import APPLICANTS, outcomes

Number = int | float
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed in a cell and what that says: a value, or none and the kind of the gap."""

    text: str
    value: Number | None
    kind: str = "number"


Cells = MutableMapping[Key, Printed]
Edit = Callable[[Cells], None]


def plain(value: Number) -> Printed:
    return Printed(str(value), value)


def blank() -> Printed:
    return Printed("", None, "blank")


def key_of(dotted: str) -> Key:
    table, row, column = dotted.split(".")
    return table, row, column


# --- edits: each changes how figures are printed, or which are ------------------------------------


def put(cell: str, value: Number) -> Edit:
    """Prints another number, whatever the relations say."""

    def edit(cells: Cells) -> None:
        cells[key_of(cell)] = plain(value)

    return edit


def shift(cell: str, by: int) -> Edit:
    """Prints a number that is off by `by`."""

    def edit(cells: Cells) -> None:
        cells[key_of(cell)] = plain((cells[key_of(cell)].value or 0) + by)

    return edit


def written(cell: str, text: str, value: Number | None, kind: str = "number") -> Edit:
    """Prints `text`, which says `value` (None: it says none, for the reason `kind`)."""

    def edit(cells: Cells) -> None:
        cells[key_of(cell)] = Printed(text, value, kind)

    return edit


def remarked(cell: str, remark: str) -> Edit:
    """A remark in brackets behind the number: 22（其中修订16件）."""

    def edit(cells: Cells) -> None:
        printed = cells[key_of(cell)]
        cells[key_of(cell)] = Printed(printed.text + remark, printed.value, "noted")

    return edit


def zeros(
    sign: str, tables: tuple[str, ...] = ("applications", "legal_challenges"), keep: tuple[str, ...] = ()
) -> Edit:
    """Prints `sign` (or nothing) for every zero of these tables, save in the rows `keep`."""
    gap = Printed(sign, None, "mark" if sign else "blank")

    def edit(cells: Cells) -> None:
        for key, printed in list(cells.items()):
            if key[0] in tables and printed.value == 0 and key[1] not in keep:
                cells[key] = gap

    return edit


def thousands(cells: Cells) -> None:
    """Separators in every number of four digits and more: 23,068."""
    _retype(cells, lambda text, value: f"{value:,}" if value is not None and abs(value) >= 1000 else text)


def full_width(cells: Cells) -> None:
    """Full-width digits everywhere: ２３."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    _retype(cells, lambda text, _: text.translate(wide))


def padded(cells: Cells) -> None:
    """No-break spaces around the numbers of table 3, as word processors leave them."""
    for key, printed in list(cells.items()):
        if key[0] == "applications" and printed.kind == "number":
            cells[key] = replace(printed, text=f"\u00a0{printed.text}\u00a0")


def _retype(cells: Cells, text_of: Callable[[str, Number | None], str]) -> None:
    for key, printed in list(cells.items()):
        if printed.kind == "number":
            cells[key] = replace(printed, text=text_of(printed.text, printed.value))


# --- which relations the printed numbers break ----------------------------------------------------


def broken_relations(cells: Mapping[Key, Printed]) -> list[tuple[str, str]]:
    """The relations whose cells are all numbers and do not hold: (rule, row, column or channel).

    Blanks and marks make a relation unjudgeable, not broken.
    """
    numbers = {key: printed.value for key, printed in cells.items() if printed.value is not None}
    broken = [("row_sum", row) for row in _rows(cells, "applications") if _row_fails(numbers, "applications", row)]
    broken += [("balance", column) for column in APPLICANTS if _balance_fails(numbers, column)]
    one_row = ("applications", "other", "total") in cells
    parts = outcomes(other_in_one_row=one_row)
    broken += [("processed_sum", column) for column in APPLICANTS if _processed_fails(numbers, parts, column)]
    broken += [
        ("channel_sum", row) for row in _rows(cells, "legal_challenges") if _row_fails(numbers, "legal_challenges", row)
    ]
    return broken


def _rows(cells: Mapping[Key, Printed], table: str) -> list[str]:
    return list(dict.fromkeys(row for in_table, row, _ in cells if in_table == table))


def _row_fails(numbers: Mapping[Key, Number], table: str, row: str) -> bool:
    columns = APPLICANTS if table == "applications" else ("upheld", "corrected", "other", "pending", "total")
    values = [numbers.get((table, row, column)) for column in columns]
    known = [value for value in values if value is not None]
    return len(known) == len(values) and sum(known[:-1]) != known[-1]


def _balance_fails(numbers: Mapping[Key, Number], column: str) -> bool:
    lines = ("new_received", "carried_over", "processed_total", "carried_forward")
    known = [numbers[key] for line in lines if (key := ("applications", line, column)) in numbers]
    return len(known) == len(lines) and known[0] + known[1] != known[2] + known[3]


def _processed_fails(numbers: Mapping[Key, Number], parts: tuple[str, ...], column: str) -> bool:
    lines = (*parts, "processed_total")
    known = [numbers[key] for line in lines if (key := ("applications", line, column)) in numbers]
    return len(known) == len(lines) and sum(known[:-1]) != known[-1]
