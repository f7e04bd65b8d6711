"""Table 3, 收到和处理政府信息公开申请情况: rows by their labels, columns by their heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from parsers.model import Figure

from .align import place, right_edge, words_under
from .application_heads import Heads, heads_of_totals, read_heads
from .figures import Figures, by_position, figure, missing
from .form import APPLICATIONS, keys_of, two_have_changed_places
from .labels import likeness
from .numbers import holds_several, looks_like_value
from .rows import PrintedRow, prints_shares
from .turned import turned
from .vocabulary import APPLICATION_COLUMNS, APPLICATION_HEADS, APPLICATION_ROWS

TABLE = APPLICATIONS.name
_ROWS = {row.code: row for row in APPLICATIONS.rows}
_COLUMNS = {column.code: column for column in APPLICATIONS.columns}
_KEYS = keys_of(TABLE, APPLICATIONS.rows, APPLICATIONS.columns)
# A label with a slip or lost characters still is the one row it can be; below this it is a row of its own.
_ALIKE = 0.6
_CLEARLY = 0.08
_LABELS_ALONE = frozenset(APPLICATION_ROWS) - APPLICATION_COLUMNS.keys()
_LABEL_AND_WORDS = 2
_FEW_ROWS = 2  # labels of rows that a stream's heads may hold
_SIXTH = re.compile(r"[（(]?六[)）、.．]其(?:[他它]处?)?$")
_OTHER = next(row for row in APPLICATIONS.rows if row.instead_of)
_OF_ALL_OTHERS = APPLICATIONS.rows.index(_OTHER)
_PROCESSED, _FORWARD = (
    next(at for at, row in enumerate(APPLICATIONS.rows) if row.code == code)
    for code in ("processed_total", "carried_forward")
)
_CHANGED_PLACES = "two column heads of table 3 have changed places; each figure is read under its head"
_SEVERAL = 2
_FEWEST_TOTALS = 3  # rows of one figure each
_MISCELLANEOUS = next(at for at, row in enumerate(APPLICATIONS.rows) if row.code == "other_misc")
_ABOVE = "figures stand before the first label and none behind the last: which row's they are is not settled"
_CROWDED = "the rows print a column of figures that has no head"


def read_applications(rows: Sequence[PrintedRow]) -> tuple[Figures, list[str]]:
    """The figures of one copy of the table, and remarks on what it prints beyond the form."""
    rows = upright(rows)
    if is_turned(rows):
        return {}, ["table 3 stands turned, its rows as columns, and is not read"]
    bodies = _of_bodies(rows)
    rows = rows[: len(rows) - len(bodies)]
    matched = match_rows(rows)
    first = _first(matched)
    lines = [(row, code) for row, code in zip(rows, matched, strict=True) if code]
    widths = Counter(len(row.values) for row, _ in lines)
    heads = read_heads(rows[:first], widths.most_common(1)[0][0] if widths else 0)
    if widths.keys() == {1} and _are_totals(rows[first:], len(lines)):
        heads = heads_of_totals(rows[:first]) or heads
    heads = replace(heads, crowded=_crowded([row for row, _ in lines], len(heads.columns)))
    if rows and not rows[-1].values and any(_is_above_its_label(row, rows[-1].run, heads) for row in rows[:first]):
        heads = replace(heads, unsettled=_ABOVE)
    prints_blanks = any(_has_inner_blank(row) for row, _ in lines)
    figures: Figures = {}
    for row, code in lines:
        for read in _row_figures(row, code, heads, blanks_are_values=prints_blanks):
            figures.setdefault(_KEYS[code][read.column], read)
    remarks = [_CHANGED_PLACES] if two_have_changed_places(heads.columns, APPLICATIONS.columns) else []
    remarks += [
        f"table 3 prints a row that no form has: {row.printed()}"
        for at, (row, code) in enumerate(zip(rows, matched, strict=True))
        if (not code and (_prints(row) if at > first else _prints_figures(row)))
        or _prints_words(row)
        or prints_shares(row)
    ]
    several = "table 3 has a row for each of several bodies, and is not read"
    remarks += [f"{several}: {row.printed()}" for row in bodies if row.values]
    if heads.beside:
        asides = [(row, words_under(row.values, heads.beside)) for row, _ in lines]
        remarks += [f"table 3 prints beside its columns, in row {row.printed()[:40]}: {a}" for row, a in asides if a]
    return figures, remarks


def _are_totals(rows: Sequence[PrintedRow], lines: int) -> bool:
    """Whether rows, of which `lines` are the form's, print one figure each that is their own.

    Of paragraphs that is not told where anything stands between labels and figures but groups.
    """
    if lines < _FEWEST_TOTALS or any(holds_several(row.values[0].text) for row in rows if row.values):
        return False
    return all(row.geometry != "stream" or (row.values and len(_alone(row.names)) == 1) for row in rows)


def _alone(names: Sequence[str]) -> list[str]:
    """The labels of a row without the groups before the last of them."""
    return [name for at, name in enumerate(names, 1) if at == len(names) or name not in APPLICATIONS.groups]


def is_turned(rows: Sequence[PrintedRow]) -> bool:
    """Whether applicants lead the rows: words that name nothing else stand before figures."""
    led = {APPLICATION_COLUMNS.get(row.names[-1]) for row in rows if row.values and row.names}
    return len(led - {None, "total", "other_org"}) > 2


def _of_bodies(rows: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The last rows, below heads that name rows of the form: each is of a body; none in nearly all tables."""
    at = next((at for at, row in enumerate(rows) if not row.values and _rows_named(row) > _FEW_ROWS), len(rows))
    return rows[at:]


def _rows_named(row: PrintedRow) -> int:
    return len(_LABELS_ALONE.intersection(row.names))


def upright(rows: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The rows of a table that stands turned, where its grid tells them; any other rows as they are."""
    if not is_turned(rows):
        return rows
    columns = turned(rows)
    return columns if any(match_rows(columns)) else rows


def expected(figures: Figures) -> list[str]:
    """The rows that this copy should have: row （六） either as one or as three."""
    has_whole, has_parts = _forms_of_other(figures)
    left_out = set(_OTHER.instead_of) if has_whole and not has_parts else set() if has_whole else {_OTHER.code}
    return [row.code for row in APPLICATIONS.rows if row.code not in left_out]


def complete(figures: Figures) -> Figures:
    """The figures with every cell that the form has and the document does not, as lost."""
    full = dict(figures)
    if all(_forms_of_other(figures)):
        full |= {key: _beside_its_parts(read) for key, read in figures.items() if read.row == _OTHER.code}
    for code in expected(figures):
        for column, key in _KEYS[code].items():
            if key not in full:
                full[key] = missing(TABLE, code, column, "the document shows no such row")
    return full


def _forms_of_other(figures: Figures) -> tuple[bool, bool]:
    """Whether row （六） stands as one row, and whether any of the three that may stand in its place does."""
    has_parts = any(f"{TABLE}.{code}.total" in figures for code in _OTHER.instead_of)
    return f"{TABLE}.{_OTHER.code}.total" in figures, has_parts


def _beside_its_parts(read: Figure) -> Figure:
    """The row may be their sum, one of them that has lost its label, or of a copy that is another report's."""
    note = "row （六） is printed beside the rows that stand in its place"
    return read._replace(kind="noted", note=note) if read.kind == "number" else read


def _prints(row: PrintedRow) -> bool:
    return any(cell.text.strip() for cell in row.values)


def _prints_words(row: PrintedRow) -> bool:
    """Whether words with figures in them stand behind a row's label, where its figures should."""
    if row.values or len(row.names) < _LABEL_AND_WORDS or row.names[-2] not in APPLICATION_ROWS:
        return False
    return any(map(str.isdigit, row.labels[-1].text)) and row.names[-1] not in APPLICATION_ROWS


def _prints_figures(row: PrintedRow) -> bool:
    """Whether a row above those of the form prints figures, and does not only count the columns: 1, 2, 3, … 7."""
    printed = [cell.text.strip() for cell in row.values]
    return any(map(looks_like_value, filter(None, printed))) and printed != [str(n + 1) for n in range(len(printed))]


def _is_above_its_label(row: PrintedRow, run: int, heads: Heads) -> bool:
    """Whether the cells of the stream `run` print a row's figures before any label of a row."""
    return (row.geometry, row.run, len(row.values)) == ("stream", run, len(heads.columns)) and _prints_figures(row)


def match_rows(rows: Sequence[PrintedRow]) -> list[str | None]:
    """The row code of each printed row; None for heads and for rows that the form does not have."""
    found: list[int | None] = [_exact(row.names) if row.values and not _is_group(row) else None for row in rows]
    none = len(APPLICATIONS.rows)
    behind = list(accumulate((none if n is None else n for n in reversed(found)), min, initial=none))
    before = -1
    for at, (row, after) in enumerate(zip(rows, behind[-2::-1], strict=True)):  # the first of the form's rows behind it
        if found[at] == _MISCELLANEOUS and after < _MISCELLANEOUS:
            found[at] = None  # 「2.其他」 may be what is left of 「2.其他法律行政法规禁止公开」
        if _is_sixth(row):
            found[at] = _OF_ALL_OTHERS
        elif found[at] is None and row.values and _may_be_damaged(row):
            found[at] = _nearest(row.names, range(before + 1, after))
        before = max(before, -1 if (here := found[at]) is None else here)
    _drop_partial_sums(rows, found)
    for at, of_form in enumerate(found):
        if of_form == _MISCELLANEOUS and of_form in found[:at]:
            found[at] = None  # 「4.其他」 is a row of the body's own
    return [None if at is None else APPLICATIONS.rows[at].code for at in found]


def _drop_partial_sums(rows: Sequence[PrintedRow], found: list[int | None]) -> None:
    """Leave the sum of all outcomes matched alone: the last, where groups close with sums of the same name.

    None is, where the last is printed as another one, with other figures.
    """
    sums = [at for at, row in enumerate(found) if row == _PROCESSED]
    if len(sums) < _SEVERAL:
        return
    forward = next((at for at, row in enumerate(found) if row == _FORWARD), len(found))
    last = max((at for at in sums if at < forward), default=sums[-1])
    alike = [at for at in sums if rows[at].labels[-1].text == rows[last].labels[-1].text]
    texts = {tuple(cell.text for cell in rows[at].values) for at in alike}
    for at in sums:
        if at != last or len(texts) > 1:
            found[at] = None


def _may_be_damaged(row: PrintedRow) -> bool:
    return bool(row.labels) and not _is_group(row) and not APPLICATION_HEADS.intersection(row.names)


def _is_group(row: PrintedRow) -> bool:
    """Whether a group's label, which spans its rows, stands where the row's own is missing."""
    return bool(row.labels) and row.labels[-1].rowspan > 1 and row.names[-1] in APPLICATIONS.groups


def _is_sixth(row: PrintedRow) -> bool:
    """「（六）其他」 has lost its last word or more; its number tells it from 「3.其他」."""
    return bool(row.values and row.labels) and bool(_SIXTH.match("".join(row.labels[-1].text.split())))


def _exact(names: tuple[str, ...]) -> int | None:
    """By the last label; a label that was cut in two cells is tried whole as well. Heads are no rows."""
    if not names or any(name in APPLICATION_HEADS and name != names[-1] for name in names[:-1]):
        return None
    at = APPLICATION_ROWS.get(names[-1])
    return at if at is not None or len(names) < 2 else APPLICATION_ROWS.get(names[-2] + names[-1])


def _nearest(names: tuple[str, ...], between: range) -> int | None:
    """The one of the rows between the neighbours' rows that the damaged label is clearly most like."""
    scored = sorted(
        ((max(likeness(names[-1], name) for name in APPLICATIONS.rows[n].names), n) for n in between), reverse=True
    )
    if not scored or scored[0][0] < _ALIKE:
        return None
    if len(scored) > 1 and scored[0][0] - scored[1][0] < _CLEARLY:
        return None
    return scored[0][1]


def _first(matched: Sequence[str | None]) -> int:
    return next((at for at, code in enumerate(matched) if code is not None), len(matched))


def _has_inner_blank(row: PrintedRow) -> bool:
    """Whether a blank stands behind a figure of the row, where no label can have left it."""
    texts = [cell.text.strip() for cell in row.values]
    first = next((at for at, text in enumerate(texts) if text), len(texts))
    return "" in texts[first:]


def _crowded(rows: Sequence[PrintedRow], columns: int) -> frozenset[int]:
    """The numbers of cells of rows in which a figure stands that is of no column, so that blanks settle nothing.

    Several such rows are full, or their grid has no column too many that is blank in all of them. A single row may
    have debris in it.
    """
    wide: dict[int, list[list[bool]]] = {}
    for row in rows:
        if len(row.values) > columns:
            wide.setdefault(len(row.values), []).append([not cell.text.strip() for cell in row.values])
    is_grid = all(row.geometry == "spans" for row in rows)
    crowded = set()
    for width, blanks in wide.items():
        full = sum(not any(of_row) for of_row in blanks)
        empty_columns = sum(map(all, zip(*blanks, strict=True)))
        if full > 1 or (is_grid and empty_columns < width - columns):
            crowded.add(width)
    return frozenset(crowded)


def _row_figures(row: PrintedRow, code: str, heads: Heads, *, blanks_are_values: bool) -> list[Figure]:
    grid = heads.grid if heads.run == row.run and right_edge(row.cells) == heads.edge else None
    slots = place(
        row.values,
        len(heads.columns),
        row.geometry,
        heads=grid,
        label_cells=_ROWS[code].label_cells,
        blanks_are_values=blanks_are_values,
        beside=heads.beside,
    )
    label = "".join(row.labels[-1].text.split())
    read = [
        figure(TABLE, code, column, slot, (label, column.label))
        for column, slot in zip(heads.columns, slots, strict=True)
    ]
    if heads.damaged:
        read = [by_position(one, heads.damaged) for one in read]
    unsettled = _CROWDED if len(row.values) in heads.crowded and grid is None else heads.unsettled
    if unsettled:
        read = [one._replace(value=None, kind="unplaced", note=unsettled) for one in read]
    if len(read) < len(_COLUMNS):
        absent = _COLUMNS.keys() - {column.code for column in heads.columns}
        read.extend(
            missing(TABLE, code, column, "the table has no such column") for column in _COLUMNS if column in absent
        )
    return read
