"""What becomes of figures that OCR saw: each carries a note, and what OCR is not sure of is no value.

The characters that OCR gives are never mended. A figure below `SURE`, in a cell where ink is left over, or beside
words that reach over a rule, is unreadable: NULL, with what was seen as its raw text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from parsers.model import CellKind, Document, Figure, Indicator, NarrativeFigure, Recognition

Judge = Callable[[Figure], Figure]

SURE = 0.9  # wrong digits of rapidocr mostly score below; right ones score 0.99 and more
_SAID = frozenset({"number", "noted", "by_position", "mark", "blank", "unit_differs"})


def judge_of(document: Document) -> Judge | None:
    """What to do with each figure of the document before it is checked; None where no OCR is in play."""
    if document.recognition is None:
        return None
    tool, known = document.recognition.tool, _by_place(document.recognition)

    def judge(read: Figure) -> Figure:
        if read.kind not in _SAID:
            return read
        kind, note = _judged(read.kind, read.raw, tool, *known.get(read.place, (0.0, "")))
        value = read.value if kind != "unreadable" else None
        return read._replace(kind=kind, value=value, note=_joined(read.note, note))

    return judge


def judged_indicators(document: Document, indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """The rows of statistics tables, treated as figures are."""
    judge = judge_of(document)
    if judge is None:
        return tuple(indicators)
    found = []
    for row in indicators:
        figure = judge(Figure("", "", "", row.value, row.kind, row.raw, row.note, place=row.place))
        found.append(
            Indicator(row.code, row.label, figure.value, row.unit, row.raw, row.place, figure.kind, figure.note)
        )
    return tuple(found)


def sure_figures(
    document: Document, stated: Sequence[NarrativeFigure]
) -> tuple[tuple[NarrativeFigure, ...], tuple[str, ...]]:
    """The figures of prose in lines that OCR is sure of, and a remark for each of the others, which are no values."""
    if document.recognition is None:
        return tuple(stated), ()
    known = _by_place(document.recognition)
    kept = tuple(one for one in stated if known.get(one.place, (0.0, ""))[0] >= SURE)
    remarks = [f"left out, for OCR is not sure of its line: {one.quote}" for one in stated if one not in kept]
    return kept, tuple(remarks)


def _by_place(recognition: Recognition) -> dict[str, tuple[float, str]]:
    return {place: (score, doubt) for place, score, doubt in recognition.places}


def _judged(kind: CellKind, raw: str, tool: str, score: float, doubt: str) -> tuple[CellKind, str]:
    """The kind that a figure has after OCR is taken into account, and the note that says so."""
    if doubt:
        return "unreadable", f"{doubt} ({tool})"
    if kind == "blank" and not raw:
        return "blank", f"OCR sees nothing printed here ({tool})"
    if score < SURE:
        return "unreadable", f"OCR is not sure of what it reads here: score {score:.2f} ({tool})"
    return ("noted" if kind == "number" else kind), f"read by OCR ({tool}), score {score:.2f}"


def _joined(note: str, more: str) -> str:
    return f"{note}; {more}" if note else more
