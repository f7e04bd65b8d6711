"""Pages whose tables were damaged by hand: what is printed may stay unread, but nothing is read wrongly in silence."""

import random

import pytest

from parsers.reading import read
from tests.pages.layouts import LAYOUTS
from tests.pages.page import page_in
from tests.pages.spoils import SPOILS
from tests.pages.truth import draw

# Layouts whose markup states every cell; elsewhere a lost cell leaves no trace, or a blank fills its place.
STATED = [
    layout
    for layout in LAYOUTS
    if layout.name
    in {"plain", "word_export", "labels_cut", "heads_padded", "sections_in_cells", "scoped_heads", "captions"}
]
TURNS = 3
CAMPAIGN = 60


def assert_nothing_is_wrong(spoil, layout, seed):
    chance = random.Random(seed)
    page = page_in(layout, draw(chance, chance.choice(("2021", "2019"))), chance, spoil)
    reading = read(page.payload, page.context)
    assert reading.outcome == "report", (page.name, seed)
    failing = {key for check in reading.checks if check.state == "fail" for key in check.cells}
    for figure in reading.figures:
        if figure.value is not None and figure.kind == "number" and figure.key not in failing:
            said = page.says.get(figure.key)
            assert said is not None, (page.name, seed, figure)
            assert abs(figure.value - said) < 1e-9, (page.name, seed, figure)


@pytest.mark.parametrize("spoil", SPOILS, ids=[spoil.__name__ for spoil in SPOILS])
def test_damaged_table_gives_no_wrong_figure_without_a_note(spoil):
    for layout in STATED:
        for seed in range(TURNS):
            assert_nothing_is_wrong(spoil, layout, seed)


@pytest.mark.campaign
@pytest.mark.parametrize("spoil", SPOILS, ids=[spoil.__name__ for spoil in SPOILS])
def test_many_damaged_tables_give_no_wrong_figure_without_a_note(spoil):
    for layout in STATED:
        for seed in range(TURNS, CAMPAIGN):
            assert_nothing_is_wrong(spoil, layout, seed)
