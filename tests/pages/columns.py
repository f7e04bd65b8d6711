"""Layouts whose tables have other columns than the form: more, or a line for each figure."""

from __future__ import annotations

import random
from dataclasses import replace

from .grids import AbstractCell, Rows
from .markup import table_markup, words_markup

_APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_HEADS = (2, 3)  # cells in the first two lines of table 3's heads
_CHANNELS = ("行政复议", "未经复议直接起诉", "复议后起诉")


def units_column(tables: list[Rows], _: random.Random) -> list[str]:
    """A column of units between the labels of tables 2 and 3 and their figures."""
    disclosures: Rows = []
    for row in tables[0]:
        if row[0].text.startswith("第二十条"):
            disclosures.append([replace(row[0], colspan=5)])
        else:
            unit = "单位" if row[0].role == "head" else "万元" if row[-1].key.endswith("amount_wan_yuan") else "件"
            disclosures.append([row[0], AbstractCell(unit, "debris"), *row[1:]])
    applications = [[*_labels(row), AbstractCell("件", "debris"), *_figures(row)] for row in tables[1][3:]]
    heads = [[tables[1][0][0], AbstractCell("单位", "head", rowspan=3), *tables[1][0][1:]], *tables[1][1:3]]
    return [table_markup(disclosures), table_markup([*heads, *applications]), table_markup(tables[2])]


def subtotal_column(tables: list[Rows], chance: random.Random) -> list[str]:
    """A column 小计 behind the organisations of table 3; none where its heads are damaged."""
    first, second, third, *rest = tables[1]
    if (len(first), len(second)) != _HEADS or _figures(third):
        return [table_markup(rows) for rows in tables]
    rows: Rows = [
        [first[0], replace(first[1], colspan=8)],
        [second[0], replace(second[1], colspan=6), second[2]],
        [*third, AbstractCell("小计", "head")],
    ]
    for row in rest:
        figures = _figures(row)
        subtotal = [AbstractCell(str(chance.randrange(99)), "debris")] if figures else []
        rows.append([*_labels(row), *figures[:-1], *subtotal, *figures[-1:]])
    return [table_markup(tables[0]), table_markup(rows), table_markup(tables[2])]


def line_a_figure(tables: list[Rows], _: random.Random) -> list[str]:
    """Every figure of tables 2 and 3 in a row of its own, behind its head; the label of the row merged over them."""
    return [table_markup(_lines(tables[0])), table_markup(_lines(tables[1])), table_markup(tables[2])]


def _lines(rows: Rows) -> Rows:
    lines: Rows = []
    for label, heads, figures in _cards(rows):
        leading = [AbstractCell(label, "label", rowspan=len(heads))]
        for head, figure in zip(heads, figures, strict=False):
            lines.append([*leading, AbstractCell(head, "head"), replace(figure, colspan=1)])
            leading = []
    return lines


def cards(tables: list[Rows], chance: random.Random) -> list[str]:
    """No table at all: a card for each figure, its head above it or below."""
    head_first = chance.random() < 0.5
    out = []
    for rows in tables:
        parts = []
        for label, heads, figures in _cards(rows):
            parts.append(f"<h4>{words_markup(label)}</h4>")
            for head, figure in zip(heads, figures, strict=False):
                both = [f"<div class=t>{words_markup(head)}</div>", f"<div class=n>{words_markup(figure.text)}</div>"]
                parts.append(f"<div class=card>{''.join(both if head_first else reversed(both))}</div>")
        out.append(f"<div class=cards>{''.join(parts)}</div>")
    return out


def _cards(rows: Rows) -> list[tuple[str, tuple[str, ...], list[AbstractCell]]]:
    """Each row's label with the heads of its figures and the figures, of table 4 the three channels; damage shortens both."""
    found = []
    heads: tuple[str, ...] = ()
    for row in rows:
        labels, figures = _labels(row), _figures(row)
        if not figures:
            heads = tuple(cell.text for cell in row[1:])
        elif not labels:
            of_channel = [figures[at : at + len(_RESULTS)] for at in range(0, len(figures), len(_RESULTS))]
            found += [(channel, _RESULTS, part) for channel, part in zip(_CHANNELS, of_channel, strict=False)]
        elif len(figures) == len(_APPLICANTS):
            found.append((labels[-1].text, _APPLICANTS, figures))
        else:
            found.append((labels[-1].text, heads, figures))
    return found


def _labels(row: list[AbstractCell]) -> list[AbstractCell]:
    return [cell for cell in row if cell.role != "value"]


def _figures(row: list[AbstractCell]) -> list[AbstractCell]:
    return [cell for cell in row if cell.role == "value"]


OTHER_COLUMNS = (units_column, subtotal_column, line_a_figure)
# Where an empty cell leaves no trace.
CARDS = (cards,)
