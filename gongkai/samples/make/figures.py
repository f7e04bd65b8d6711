"""Figures that satisfy every relation of the form, year after year."""

from dataclasses import dataclass

from gongkai.samples.make import form
from gongkai.samples.make.cells import Cells, Printed, plain
from gongkai.samples.make.draws import Draws

SIX = form.APPLICANTS[:-1]
Row = dict[str, int]


@dataclass(frozen=True, slots=True)
class Carried:
    """What one year hands to the next: open applications by column, documents in force by item."""

    forward: Row
    in_force: dict[str, int]


@dataclass(frozen=True, slots=True)
class Size:
    """How much a body has to report: most applications in a row, most decisions, most documents, open cases."""

    applications: int
    decisions: int
    documents: int
    forward: int
    cases: int
    rules: int = 0


SIZES = {
    "none": Size(applications=0, decisions=0, documents=0, forward=0, cases=0),
    "town": Size(applications=2, decisions=60, documents=0, forward=1, cases=0),
    "department": Size(applications=6, decisions=900, documents=4, forward=2, cases=2),
    "county": Size(applications=40, decisions=26000, documents=14, forward=9, cases=6),
    "city": Size(applications=320, decisions=410000, documents=40, forward=60, cases=40, rules=4),
}

# How often an outcome occurs, in hundredths of the largest row.
WEIGHTS = {
    "granted": 100,
    "partly_granted": 40,
    "denied_state_secret": 2,
    "denied_law_forbids": 4,
    "denied_third_party": 8,
    "denied_internal_affairs": 10,
    "denied_process_info": 8,
    "denied_enforcement_file": 6,
    "denied_admin_query": 12,
    "unable_not_held": 70,
    "unable_needs_creation": 12,
    "unable_unclear": 8,
    "rejected_petition": 20,
    "rejected_repeat": 10,
    "rejected_reissue": 4,
    "other_not_corrected": 14,
    "other": 14,
    "other_misc": 6,
}


def figures(draws: Draws, layout_form: str, size: Size, before: Carried | None) -> tuple[Cells, Carried]:
    """All cells of a report in form "2021", "2019" or "mixed" (2021 with （六）其他处理 in one row).

    `before` is what the year before handed over; without it the start is drawn.
    """
    cells: Cells = {}
    in_force = _disclosures(cells, draws, layout_form, size, before)
    forward = _applications(cells, draws, layout_form, size, before)
    for channel in form.CHANNELS:
        _channel(cells, draws, channel, size)
    return cells, Carried(forward, in_force)


def _disclosures(cells: Cells, draws: Draws, layout_form: str, size: Size, before: Carried | None) -> dict[str, int]:
    for block in form.disclosures(layout_form):
        for item in block.items:
            for measure in item.measures:
                cells["disclosures", item.code, measure] = plain(0)
    if layout_form == "2019":
        _fill_2019(cells, draws, size)
        return {}
    return _fill_2021(cells, draws, size, before)


def _fill_2021(cells: Cells, draws: Draws, size: Size, before: Carried | None) -> dict[str, int]:
    in_force = {}
    for item, most in (("regulations", size.rules), ("normative_documents", size.documents)):
        held = before.in_force.get(item) if before else None
        held = draws.between(3 * most, 6 * most) if held is None else held
        issued = draws.between(0, most)
        repealed = draws.between(0, min(held, most))
        in_force[item] = held + issued - repealed
        for measure, value in (("issued", issued), ("repealed", repealed), ("in_force", in_force[item])):
            cells["disclosures", item, measure] = plain(value)
    for item, share in (("licensing", 100), ("penalty", 30), ("coercion", 3)):
        cells["disclosures", item, "decisions"] = plain(_about(draws, size.decisions * share // 100))
    cells["disclosures", "fees", "amount_wan_yuan"] = _fees(draws, size)
    return in_force


def _fees(draws: Draws, size: Size) -> Printed:
    if size.decisions < 1000:
        return plain(0)
    hundredths = draws.between(size.decisions, size.decisions * 9)
    return plain(hundredths / 100 if hundredths % 100 else hundredths // 100)


def _fill_2019(cells: Cells, draws: Draws, size: Size) -> None:
    made = draws.between(0, size.documents)
    total = made + draws.between(2 * size.documents, 5 * size.documents)
    for measure, value in (("newly_made", made), ("newly_disclosed", made), ("total_disclosed", total)):
        cells["disclosures", "normative_documents", measure] = plain(value)
    for item, share in (("licensing", 100), ("other_services", 40), ("penalty", 30), ("coercion", 3)):
        cells["disclosures", item, "items_last_year"] = plain(_about(draws, 3 + size.decisions // 200))
        cells["disclosures", item, "items_change"] = _change(draws)
        cells["disclosures", item, "decisions"] = plain(_about(draws, size.decisions * share // 100))
    cells["disclosures", "fees", "items_last_year"] = plain(draws.between(0, 6))
    cells["disclosures", "fees", "items_change"] = _change(draws)
    cells["disclosures", "procurement", "projects"] = plain(draws.between(1, 3 + size.documents))
    yuan = 100 * draws.between(900, 900 + 40 * (size.decisions + 1))
    cells["disclosures", "procurement", "amount"] = Printed(f"{yuan}元", yuan)


def _change(draws: Draws) -> Printed:
    """A change is signed text: +2, -1, 增3, 减2, or 0."""
    value = draws.between(-3, 4)
    if not value:
        return plain(0)
    signs = draws.one((("+", "-"), ("+", "-"), ("增", "减")))
    return Printed(f"{signs[value < 0]}{abs(value)}", value)


def _applications(cells: Cells, draws: Draws, layout_form: str, size: Size, before: Carried | None) -> Row:
    one_row = layout_form in {"2019", "mixed"}
    table = {line.code: dict.fromkeys(SIX, 0) for line in form.lines(other_in_one_row=one_row)}
    over, forward = table["carried_over"], table["carried_forward"]
    over.update(before.forward if before else _open_cases(draws, size))
    forward.update(_open_cases(draws, size))
    for code in form.outcomes(other_in_one_row=one_row):
        most = size.applications * WEIGHTS.get(code, 0) // 100
        table[code]["natural_person"] = draws.between(0, most)
        table[code][draws.one(SIX[1:])] = draws.between(0, most // 5)
    for column in SIX:
        # Whatever was carried over is answered this year, so new applications are never negative.
        table["granted"][column] += over[column]
        done = sum(table[code][column] for code in form.outcomes(other_in_one_row=one_row))
        table["processed_total"][column] = done
        table["new_received"][column] = done + forward[column] - over[column]
    for code, row in table.items():
        for column in SIX:
            cells["applications", code, column] = plain(row[column])
        cells["applications", code, "total"] = plain(sum(row.values()))
    return forward


def _open_cases(draws: Draws, size: Size) -> Row:
    row = dict.fromkeys(SIX, 0)
    row["natural_person"] = draws.between(0, size.forward)
    row["business"] = draws.between(0, size.forward // 4)
    return row


def _channel(cells: Cells, draws: Draws, channel: str, size: Size) -> None:
    parts = [draws.between(0, size.cases), draws.between(0, size.cases // 3), draws.between(0, size.cases // 2)]
    parts.append(draws.between(0, size.cases // 4))
    for result, value in zip(form.RESULTS, [*parts, sum(parts)], strict=True):
        cells["legal_challenges", channel, result] = plain(value)


def _about(draws: Draws, size: int) -> int:
    """A number between half of `size` and `size`."""
    return draws.between(size // 2, size) if size else 0
