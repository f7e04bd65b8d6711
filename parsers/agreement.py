"""What the prose says against what the tables say: checks that need both rooms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from parsers.model import Check, Figure, NarrativeFigure, Number

_RECEIVED = "applications.new_received.total"
_CARRIED_OVER = "applications.carried_over.total"
_PROCESSED = "applications.processed_total.total"
_REPEALED = "disclosures.normative_documents.repealed"
_ROWS = frozenset({"new_received", "carried_over", "processed_total", "normative_documents"})
_COLUMNS = frozenset({"total", "repealed"})


def narrative_checks(figures: Sequence[Figure], narrative: Sequence[NarrativeFigure]) -> list[Check]:
    """One check for each stated number of applications, and of repealed documents, that the tables tell of.

    收到 is what the table calls newly received. 受理, 办理 and 答复 may also mean what was carried over or what
    was finished, so a figure that equals any of these agrees, and one that equals none is uncertain.
    """
    held = [stated for stated in narrative if stated.code in _HELD_AGAINST]
    cells = [figure for figure in figures if figure.column in _COLUMNS and figure.row in _ROWS] if held else []
    by_key = {figure.key: figure.value for figure in cells}
    checks: list[Check] = []
    for stated in held:
        cell, check_of = _HELD_AGAINST[stated.code]
        if cell not in by_key:
            continue
        check = check_of(stated, by_key)
        again = sum(other.subject.startswith(check.subject) for other in checks)
        # A text that states a number twice has a check for each statement.
        checks.append(check._replace(subject=f"{check.subject} {again + 1}") if again else check)
    return checks


def _received(stated: NarrativeFigure, by_key: dict[str, Number | None]) -> Check:
    received = by_key[_RECEIVED]
    if received is None or stated.approximate:
        return Check("narrative_agrees", stated.code, "uncertain", (_RECEIVED,), _detail(stated, "?", received))
    agrees = stated.value == received
    return Check(
        "narrative_agrees",
        stated.code,
        "pass" if agrees else "fail",
        (_RECEIVED,),
        _detail(stated, "=" if agrees else "≠", received),
    )


def _handled(stated: NarrativeFigure, by_key: dict[str, Number | None]) -> Check:
    received, carried, processed = (by_key.get(key) for key in (_RECEIVED, _CARRIED_OVER, _PROCESSED))
    possible = [received, processed]
    if received is not None and carried is not None:
        possible.append(received + carried)
    agrees = stated.value in possible and not stated.approximate
    return Check(
        "narrative_agrees",
        stated.code,
        "pass" if agrees else "uncertain",
        (_RECEIVED, _CARRIED_OVER, _PROCESSED),
        _detail(stated, "=" if agrees else "?", received),
    )


def _repealed(stated: NarrativeFigure, by_key: dict[str, Number | None]) -> Check:
    """失效 and 不再作为规范性文件管理 need be no 废止 of the form, so a number that differs is no failure."""
    repealed = by_key[_REPEALED]
    agrees = stated.value == repealed and not stated.approximate
    return Check(
        "narrative_agrees",
        stated.code,
        "pass" if agrees else "uncertain",
        (_REPEALED,),
        _detail(stated, "=" if agrees else "?", repealed),
    )


def _detail(stated: NarrativeFigure, sign: str, printed: Number | None) -> str:
    about = "about " if stated.approximate else ""
    table = "?" if printed is None else f"{printed:g}"
    return f"text {about}{stated.value:g} {sign} table {table}"


_CheckOf = Callable[[NarrativeFigure, dict[str, Number | None]], Check]
_HELD_AGAINST: dict[str, tuple[str, _CheckOf]] = {
    "applications_received": (_RECEIVED, _received),
    "applications_handled": (_RECEIVED, _handled),
    "normative_documents_repealed": (_REPEALED, _repealed),
}
