"""Figures that OCR saw carry a note; what it is not sure of is no value."""

import pytest

from parsers.model import Document, Figure, Indicator, NarrativeFigure, Recognition
from parsers.recognised import judge_of, judged_indicators, sure_figures

PLACES = (
    ("sure", 0.991, ""),
    ("unsure", 0.89, ""),
    ("doubtful", 1.0, "something is printed here that OCR does not read"),
)


def document() -> Document:
    return Document("ocr", (), recognition=Recognition("rapidocr 3.10.0", PLACES))


def figure(kind: str, value: float | None, raw: str, place: str, note: str = "") -> Figure:
    return Figure("applications", "granted", "total", value, kind, raw, note, place=place)  # type: ignore[arg-type]


READ = "read by OCR (rapidocr 3.10.0), score 0.99"
UNSURE = "OCR is not sure of what it reads here: score 0.89 (rapidocr 3.10.0)"
NOTHING = "OCR sees nothing printed here (rapidocr 3.10.0)"
INK = "something is printed here that OCR does not read (rapidocr 3.10.0)"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("number", 31, "31", "sure"), ("noted", 31, "31", READ)),
        (("number", 31, "31", "unsure"), ("unreadable", None, "31", UNSURE)),
        (("number", 31, "31", "doubtful"), ("unreadable", None, "31", INK)),
        (("noted", 31, "31（其中2件）", "sure", "printed with a remark"), ("noted", 31, "31（其中2件）", f"printed with a remark; {READ}")),
        (("by_position", 3, "3", "sure", "the column heads are damaged"), ("by_position", 3, "3", f"the column heads are damaged; {READ}")),
        (("by_position", 3, "3", "unsure", "the column heads are damaged"), ("unreadable", None, "3", f"the column heads are damaged; {UNSURE}")),
        (("mark", None, "—", "sure"), ("mark", None, "—", READ)),
        (("mark", None, "—", "unsure"), ("unreadable", None, "—", UNSURE)),
        (("blank", None, "", "sure"), ("blank", None, "", NOTHING)),
        (("blank", None, "", "doubtful"), ("unreadable", None, "", INK)),
        (("number", 31, "31", "nowhere"), ("unreadable", None, "31", "OCR is not sure of what it reads here: score 0.00 (rapidocr 3.10.0)")),
        (("lost", None, "", "", "the document shows no such row"), ("lost", None, "", "the document shows no such row")),
    ],
)  # fmt: skip
def test_a_figure_is_worth_what_ocr_is_sure_of(given, expected):
    judge = judge_of(document())
    assert judge is not None
    judged = judge(figure(*given))
    assert (judged.kind, judged.value, judged.raw, judged.note) == expected


def test_rows_of_statistics_tables_are_treated_alike():
    rows = [Indicator("x", "收到", 12, "件", "12", "sure"), Indicator(None, "其他", 3, None, "3", "unsure")]
    assert judged_indicators(document(), rows) == (
        Indicator("x", "收到", 12, "件", "12", "sure", "noted", READ),
        Indicator(None, "其他", None, None, "3", "unsure", "unreadable", UNSURE),
    )


def test_figures_of_prose_in_unsure_lines_are_left_out_and_named():
    sure, unsure = (
        NarrativeFigure("interpretations", 12, approximate=False, quote=f"解读{n}件", place=n)
        for n in ("sure", "unsure")
    )
    assert sure_figures(document(), [sure, unsure]) == (
        (sure,),
        ("left out, for OCR is not sure of its line: 解读unsure件",),
    )
    assert sure_figures(Document("pdf", ()), [unsure]) == ((unsure,), ())


def test_without_ocr_nothing_is_judged():
    plain = Document("pdf", ())
    row = Indicator("x", "收到", 12)
    assert judge_of(plain) is None
    assert judged_indicators(plain, [row]) == (row,)
