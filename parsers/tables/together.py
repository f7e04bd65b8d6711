"""The tables of a document, read together, whatever they are.

What a page break cut, copies of a table and paragraphs that were cells can be read in no other way.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.model import Indicator

from .figures import Figures
from .found import Found
from .official import TABLES, form_of, form_of_shared_heads, has_figures, read_official
from .rows import PrintedRow
from .segment import segment
from .statistics import read_statistics
from .tabular import Tabular
from .years_beside import of_the_year, tables_of_the_year


def read_together(tabulars: Sequence[Tabular], year: int | None = None) -> Found:
    """The official tables and the statistics tables among the tables of a report of `year`."""
    tabulars, of_other_years = tables_of_the_year(tabulars, year)
    rows = [row for tabular in tabulars for row in tabular.rows]
    statistics = read_statistics(rows, year)
    rows, set_aside = of_the_year([row for row in rows if row not in statistics.rows], year)
    segments = segment(rows)
    form = form_of(segments.instances) or form_of_shared_heads(segments.instances)
    figures: Figures = {}
    indicators: list[Indicator] = []
    remarks = [*of_other_years, *set_aside]
    unread: list[PrintedRow] = []
    if form:
        for table in TABLES:
            official = read_official(table, segments.instances, form)
            figures.update(official.figures)
            indicators += official.indicators
            remarks += official.remarks
    else:
        unread = [row for instance in segments.instances if has_figures(instance.rows) for row in instance.rows]
    tokens = [token for tabular in tabulars for token in tabular.tokens]
    return Found(
        form.form if form else statistics.form,
        tuple(figures),
        list(figures.values()),
        frozenset(instance.table for instance in segments.instances),
        (*remarks, *statistics.remarks),
        (*indicators, *statistics.indicators),
        statistics.checks,
        frozenset(token.block for token in tokens if not token.in_words),
        frozenset(token.block for token in tokens if token.in_words),
        (*segments.strays, *unread),
    )
