"""From the plan of a report to the report: its figures, its text, and what a right reading says of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from gongkai.samples.make import form, prose, prose_2017
from gongkai.samples.make.cells import Cells, Edit, Key, broken_relations
from gongkai.samples.make.draws import Draws
from gongkai.samples.make.figures import SIZES, Carried, figures
from gongkai.samples.make.sheets import Layout

Form = Literal["2021", "2019", "mixed", "none"]


@dataclass(frozen=True, slots=True)
class Body:
    """A body that reports: its name, how it calls itself, how much it does, and about what."""

    name: str
    who: str
    size: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """What is wanted of one report; everything else follows from its body and year.

    `follows` False: the cases carried over are not those that the year before handed on. `breaks` names
    the rules that must fail through `edits`; the maker refuses a report that breaks others. Two plans for
    one body and year give one text with differing figures, as a report and its correction have.
    """

    body: Body
    year: int
    published: str
    form: Form = "2021"
    layout: Layout = field(default_factory=Layout)
    edits: tuple[Edit, ...] = ()
    breaks: frozenset[str] = frozenset()
    follows: bool = True
    states: tuple[tuple[str, int], ...] = ()
    roundly: bool = False
    sub_heads: Literal["inline", "line", "counted"] = "inline"
    headings: Literal["official", "2019", "lost"] = "official"
    title: str | None = None
    produced: str | None = None

    @property
    def full_title(self) -> str:
        return self.title or f"{self.body.name}{self.year}年政府信息公开工作年度报告"


@dataclass(frozen=True, slots=True)
class Report:
    """A report ready to be laid out in any file format."""

    plan: ReportPlan
    parts: Sequence[prose.Part]
    stated: prose.Stated
    cells: Cells

    @property
    def title(self) -> str:
        return self.plan.full_title

    def expected(self) -> dict[str, Any]:
        """What a right reading of the report says, in the form of the tests' expected values."""
        plan = self.plan
        return {
            "outcome": "report",
            "year": plan.year,
            "agency": plan.body.name,
            "form": "2021" if plan.form == "mixed" else plan.form,
            "disclosures": _nested(self.cells, "disclosures"),
            "applications": _rows(self.cells, "applications", form.APPLICANTS),
            "legal_challenges": _rows(self.cells, "legal_challenges", form.RESULTS),
            "narrative": self.stated.values,
            "approximate": list(self.stated.approximate),
            "sections": [part.code for part in self.parts if part.code],
            "checks_failed": [list(pair) for pair in self.broken()],
            "notes": {".".join(key): cell.kind for key, cell in self.cells.items() if cell.kind != "number"},
        }

    def broken(self) -> list[tuple[str, str]]:
        """Every relation that the printed figures break, the prose against the table included."""
        broken = broken_relations(self.cells)
        received = self.cells.get(("applications", "new_received", "total"))
        stated = self.stated.values.get("applications_received")
        if received and received.value is not None and stated not in {None, received.value}:
            broken.append(("narrative_agrees", "applications_received"))
        return broken


def _nested(cells: Cells, table: str) -> dict[str, dict[str, float | None]]:
    rows: dict[str, dict[str, float | None]] = {}
    for (in_table, row, column), printed in cells.items():
        if in_table == table:
            rows.setdefault(row, {})[column] = printed.value
    return rows


def _rows(cells: Cells, table: str, columns: Sequence[str]) -> dict[str, list[float | None]]:
    rows = dict.fromkeys(row for in_table, row, _ in cells if in_table == table)
    return {row: [cells[table, row, column].value for column in columns] for row in rows}


def make_reports(plans: Sequence[ReportPlan]) -> dict[ReportPlan, Report]:
    """All reports of a portal; a body's next year starts from what its last one handed on."""
    handed_on: dict[tuple[Body, int], Carried] = {}
    reports: dict[ReportPlan, Report] = {}
    for plan in sorted(plans, key=lambda plan: (plan.year, plan.published)):
        before = handed_on.get((plan.body, plan.year - 1)) if plan.follows else None
        report, carried = _make(plan, before)
        if carried:
            handed_on[plan.body, plan.year] = carried
        reports[plan] = report
    return reports


def _make(plan: ReportPlan, before: Carried | None) -> tuple[Report, Carried | None]:
    draws = Draws(plan.body.name, plan.year)
    if plan.form == "none":
        return Report(plan, *prose_2017.sections(plan.body.who, plan.body.topics, plan.year, draws), {}), None
    cells, carried = figures(draws, plan.form, SIZES[plan.body.size], before)
    true_received = cells["applications", "new_received", "total"].value
    for edit in plan.edits:
        edit(cells)
    printed_received = cells["applications", "new_received", "total"].value
    voice = prose.Voice(
        who=plan.body.who,
        topics=plan.body.topics,
        year=plan.year,
        received=int((true_received if printed_received is None else printed_received) or 0),
        states=dict(plan.states),
        roundly=plan.roundly,
        sub_heads=plan.sub_heads,
        headings=plan.headings,
        busy=plan.body.size in {"department", "county", "city"},
    )
    report = Report(plan, *prose.sections(voice, draws), cells)
    failing = {rule for rule, _ in report.broken()}
    if failing != plan.breaks:
        raise ValueError(f"{plan.full_title}: breaks {sorted(failing)}, should break {sorted(plan.breaks)}")
    return report, carried


def links(reports: Sequence[Report]) -> list[dict[str, Any]]:
    """For each body and pair of following years, whether what was handed on is what was taken over."""
    found = []
    by_year = {(report.plan.body, report.plan.year): report for report in reports if report.cells}
    for (body, year), report in sorted(by_year.items(), key=lambda pair: (pair[0][0].name, pair[0][1])):
        before = by_year.get((body, year - 1))
        if before:
            found.append({"agency": body.name, "years": [year - 1, year], "holds": _linked(before.cells, report.cells)})
    return found


def _linked(before: Cells, after: Cells) -> dict[str, bool | None]:
    """carry_link and in_force_link: true, false, or None where a cell says no number or the form has no such row."""
    forward: Key = ("applications", "carried_forward", "total")
    over: Key = ("applications", "carried_over", "total")
    handed, taken = before[forward].value, after[over].value
    holds: dict[str, bool | None] = {"carry_link": None if None in {handed, taken} else handed == taken}
    held: list[bool] = []
    for item in ("regulations", "normative_documents"):
        keys: list[Key] = [("disclosures", item, measure) for measure in ("issued", "repealed", "in_force")]
        values = [after[key].value for key in keys if key in after]
        start = before[keys[2]].value if keys[2] in before else None
        known = [value for value in (start, *values) if value is not None]
        if len(known) == 4:
            held.append(known[0] + known[1] - known[2] == known[3])
    return holds | {"in_force_link": all(held) if held else None}
