"""Figures of an invented report that satisfy every official relation."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

APPLICANTS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_org", "total")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
CHANNELS = ("review", "litigation_direct", "litigation_after_review")
OUTCOMES_COMMON = [
    "granted",
    "partly_granted",
    "denied_state_secret",
    "denied_law_forbids",
    "denied_safety_stability",
    "denied_third_party",
    "denied_internal_affairs",
    "denied_process_info",
    "denied_enforcement_file",
    "denied_admin_query",
    "unable_not_held",
    "unable_needs_creation",
    "unable_unclear",
    "rejected_petition",
    "rejected_repeat",
    "rejected_publication",
    "rejected_abusive_volume",
    "rejected_reissue",
]
OUTCOMES_SPLIT = ["other_not_corrected", "other_fee_unpaid", "other_misc"]
MEASURES = {
    "2021": {
        "regulations": ("issued", "repealed", "in_force"),
        "normative_documents": ("issued", "repealed", "in_force"),
        "licensing": ("decisions",),
        "penalty": ("decisions",),
        "coercion": ("decisions",),
        "fees": ("amount_wan_yuan",),
    },
    "2019": {
        "regulations": ("newly_made", "newly_disclosed", "total_disclosed"),
        "normative_documents": ("newly_made", "newly_disclosed", "total_disclosed"),
        "licensing": ("items_last_year", "items_change", "decisions"),
        "other_services": ("items_last_year", "items_change", "decisions"),
        "penalty": ("items_last_year", "items_change", "decisions"),
        "coercion": ("items_last_year", "items_change", "decisions"),
        "fees": ("items_last_year", "items_change"),
        "procurement": ("projects", "amount"),
    },
}


@dataclass
class Truth:
    """What a page says. Keys are "table.row.column"; a value None is a printed blank or mark."""

    form: str
    year: int
    agency: str
    single_other: bool
    figures: dict[str, float | int | None] = field(default_factory=dict)

    def row(self, line: str) -> list[float | int | None]:
        return [self.figures[f"applications.{line}.{column}"] for column in APPLICANTS]

    def lines(self) -> list[str]:
        other = ["other"] if self.single_other else OUTCOMES_SPLIT
        return ["new_received", "carried_over", *OUTCOMES_COMMON, *other, "processed_total", "carried_forward"]


_PLACES = ("青榆县", "白砾市", "临澈区", "望淙县", "禾川市", "石潆区")
_BODIES = (
    "财政局",
    "教育局",
    "水务局",
    "市场监督管理局",
    "人民政府",
    "卫生健康局",
    "自然资源局",
    "云岭镇人民政府",
    "司法局",
)


def draw(chance: random.Random, form: str) -> Truth:
    """A report with figures that hold together; zeros are as frequent as in real ones."""
    truth = Truth(
        form,
        chance.randrange(2019, 2021) if form == "2019" else chance.randrange(2021, 2026),
        chance.choice(_PLACES) + chance.choice(_BODIES),
        single_other=form == "2019" or chance.random() < 0.15,
    )
    _disclosures(truth, chance)
    _applications(truth, chance)
    _legal_challenges(truth, chance)
    return truth


def _count(chance: random.Random) -> int:
    return chance.choice((0, 0, 0, chance.randrange(1, 10), chance.randrange(10, 200), chance.randrange(200, 60000)))


def _disclosures(truth: Truth, chance: random.Random) -> None:
    for item, measures in MEASURES[truth.form].items():
        for measure in measures:
            value: float | int = _count(chance)
            if measure == "items_change":
                value = chance.randrange(-9, 10)
            if measure == "amount_wan_yuan" and value and chance.random() < 0.5:
                value = round(value + chance.random(), chance.randrange(1, 4))
            truth.figures[f"disclosures.{item}.{measure}"] = value


def _applications(truth: Truth, chance: random.Random) -> None:
    busy = chance.random() < 0.6
    outcomes = [
        line
        for line in truth.lines()
        if line not in ("new_received", "carried_over", "processed_total", "carried_forward")
    ]
    put = truth.figures.__setitem__
    for column in APPLICANTS[:-1]:
        processed = 0
        for line in outcomes:
            value = chance.choice((0, 0, 0, 0, chance.randrange(1, 40))) if busy else 0
            put(f"applications.{line}.{column}", value)
            processed += value
        carried_over = min(processed, chance.randrange(0, 5)) if busy else 0
        forward = chance.choice((0, 0, chance.randrange(0, 9))) if busy else 0
        put(f"applications.processed_total.{column}", processed)
        put(f"applications.carried_over.{column}", carried_over)
        put(f"applications.carried_forward.{column}", forward)
        put(f"applications.new_received.{column}", processed + forward - carried_over)
    for line in truth.lines():
        put(f"applications.{line}.total", sum(truth.figures[f"applications.{line}.{c}"] or 0 for c in APPLICANTS[:-1]))


def _legal_challenges(truth: Truth, chance: random.Random) -> None:
    for channel in CHANNELS:
        parts = [chance.choice((0, 0, 0, chance.randrange(1, 30))) for _ in RESULTS[:-1]]
        for result, value in zip(RESULTS, [*parts, sum(parts)], strict=True):
            truth.figures[f"legal_challenges.{channel}.{result}"] = value
