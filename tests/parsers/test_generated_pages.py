"""Pages made at random from known figures: every layout, number style, encoding and wrapper.

A figure is right, or it has no value and says why. A wrong figure that neither a note nor a failing check
shows is the worst fault there is, and none is allowed.
"""

from collections import Counter

import pytest

from parsers.reading import read
from tests.pages.layouts import LAYOUTS
from tests.pages.page import sample_page

SIX = ["overview", "disclosure", "applications", "legal_challenges", "problems", "other_matters"]
ROUNDS = 6
CAMPAIGN = 2_000
# Text exports that print merged cells once leave some rows with blanks open; such rows must be noted, not guessed.
SHARE_RIGHT = 0.999


def judged(page):
    """How each figure of a page was read: Counter of right, unread, noted (wrong, but shown to be) and wrong."""
    reading = read(page.payload, page.context)
    assert reading.outcome == "report", (page.name, reading.reason)
    assert (reading.form, reading.year) == (page.truth.form, page.truth.year), page.name
    assert reading.publisher.name == page.truth.agency, page.name
    assert [section.code for section in reading.sections] == SIX, page.name
    figures = {figure.key: figure for figure in reading.figures}
    failing = {key for check in reading.checks if check.state == "fail" for key in check.cells}
    verdicts = Counter()
    for key, said in page.says.items():
        figure = figures.get(key)
        if figure is None:  # whether row （六） is one or three, an unread table does not say
            verdicts["unread"] += 1
        elif figure.value is None:
            verdicts["right" if said is None and figure.kind in ("blank", "mark") else "unread"] += 1
            assert figure.kind != "number", (page.name, key)
        elif said is not None and abs(figure.value - said) < 1e-9:
            verdicts["right"] += 1
        else:
            verdicts["noted" if figure.kind != "number" or key in failing else "wrong"] += 1
    return verdicts


@pytest.mark.parametrize("at", range(len(LAYOUTS)), ids=[layout.name for layout in LAYOUTS])
def test_layout_gives_every_figure_or_a_reason(at):
    total = sum((judged(sample_page(at + turn * len(LAYOUTS))) for turn in range(ROUNDS)), Counter())
    assert total["wrong"] == total["noted"] == 0
    assert total["right"] >= 0.99 * total.total()


@pytest.mark.campaign
def test_two_thousand_pages_are_right_to_one_figure_in_a_thousand():
    total = sum((judged(sample_page(seed)) for seed in range(CAMPAIGN)), Counter())
    assert total["wrong"] == 0
    assert total["right"] >= SHARE_RIGHT * total.total()
