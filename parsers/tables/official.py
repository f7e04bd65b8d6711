"""The official tables of a document: from the copies that its rows hold to every figure of its form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from parsers.model import Indicator

from . import applications, disclosures, legal_challenges
from .figures import Figures, agree
from .form import FORMS, Form
from .rows import PrintedRow
from .segment import Instance
from .vocabulary import MEASURE_NAMES

TABLES = (disclosures.TABLE, applications.TABLE, legal_challenges.TABLE)  # in the order of a report
_READERS = {
    applications.TABLE: applications.read_applications,
    legal_challenges.TABLE: legal_challenges.read_legal_challenges,
}
_COMPLETE: dict[str, Callable[[Figures], Figures]] = {
    applications.TABLE: applications.complete,
    legal_challenges.TABLE: legal_challenges.complete,
}


class OfficialTable(NamedTuple):
    """Every figure of a table, also those that the document does not show; what it prints beyond the form."""

    figures: Figures
    indicators: list[Indicator]
    remarks: list[str]


def read_official(table: str, instances: Sequence[Instance], form: Form) -> OfficialTable:
    """What all copies of `table` say in this form."""
    indicators: list[Indicator] = []
    remarks: list[str] = []
    copies = []
    for instance in instances:
        if instance.table != table:
            continue
        if table == disclosures.TABLE:
            figures, extras = disclosures.read_disclosures(instance.rows, form)
            for extra in extras:
                remarks.append(extra.remark)
                indicators.extend(extra.indicators)
        else:
            figures, noticed = _READERS[table](instance.rows)
            remarks.extend(noticed)
        copies.append(figures)
    return OfficialTable(_complete(table, agree(copies), form), indicators, remarks)


def _complete(table: str, figures: Figures, form: Form) -> Figures:
    return disclosures.complete(figures, form) if table == disclosures.TABLE else _COMPLETE[table](figures)


def form_of(instances: Sequence[Instance]) -> Form | None:
    """The form by the heads of table 2; without that table, by how table 3 prints row （六）."""
    for instance in instances:
        if instance.table == disclosures.TABLE and (form := disclosures.form_of(instance.rows)):
            return form
    for instance in instances:
        if instance.table == applications.TABLE:
            matched = applications.match_rows(applications.upright(instance.rows))
            if any(matched) or applications.is_turned(instance.rows):
                return FORMS["2019" if "other" in matched else "2021"]
    if any(has_figures(instance.rows) for instance in instances if instance.table == legal_challenges.TABLE):
        return FORMS[max(FORMS)]
    return None


def form_of_shared_heads(instances: Sequence[Instance]) -> Form | None:
    """The newest form, where table 2 has figures under heads of several forms alone: 处理决定数量."""
    for instance in instances:
        if instance.table == disclosures.TABLE and has_figures(instance.rows):
            forms = {form for row in instance.rows for name in row.names for form, _ in MEASURE_NAMES.get(name, ())}
            if forms:
                return FORMS[max(forms)]
    return None


def has_figures(rows: Sequence[PrintedRow]) -> bool:
    return any(cell.text.strip() for row in rows for cell in row.values)
