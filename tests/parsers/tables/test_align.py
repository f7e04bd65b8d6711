from hypothesis import given
from hypothesis import strategies as st

from parsers.model import Cell
from parsers.tables.align import place


def row(*texts, start=0):
    return [Cell(text, 0, start + at) for at, text in enumerate(texts)]


def placed(slots):
    return [slot.text if isinstance(slot, Cell) else slot.reason for slot in slots]


def test_as_many_cells_as_columns_stand_one_to_one():
    assert placed(place(row("1", "", "3"), 3, "spans")) == ["1", "", "3"]


def test_shifted_row_of_tabbed_text_is_read_by_its_count():
    assert placed(place(row("", "1", "2", "3", ""), 3, "columns")) == ["1", "2", "3"]


def test_shifted_row_with_a_blank_inside_has_one_place_only():
    assert placed(place(row("", "1", "", "3", ""), 3, "columns")) == ["1", "", "3"]


def test_shifted_row_with_a_blank_at_its_end_reports_what_all_places_share():
    assert placed(place(row("", "1", "1", "", ""), 3, "columns")) == ["unplaced", "1", "unplaced"]


def test_blanks_behind_a_label_that_lost_its_merge_leave_open_what_the_two_readings_do_not_share():
    assert placed(place(row("", "", "0", "0", "0", "0", "0"), 7, "order", label_cells=3)) == [
        "unplaced", "unplaced", "0", "0", "0", "unplaced", "unplaced",
    ]  # fmt: skip


def test_blanks_behind_a_label_of_another_width_are_values():
    assert placed(place(row("", "0", "0"), 3, "order", label_cells=3)) == ["", "0", "0"]


def test_blanks_of_a_grid_that_states_its_spans_are_values():
    assert placed(place(row("", "0", "0"), 3, "spans", label_cells=2)) == ["", "0", "0"]


def test_row_with_a_cell_missing_settles_nothing_and_says_what_is_printed():
    (first, *_) = place(row("0", "0"), 3, "stream")
    assert first.reason == "unplaced"
    assert first.note == "the row prints 0 0; in which columns these stand is not settled"


def test_row_without_cells_is_lost():
    assert placed(place([], 2, "spans")) == ["lost", "lost"]


def test_extra_column_is_left_out_by_the_heads():
    assert placed(place(row("", "5", "", start=3), 2, "spans", heads=[(3, 4), (4, 5)])) == ["", "5"]


def test_heads_and_count_that_disagree_leave_the_cells_open():
    cells = row("", "1", "2", start=2)
    assert placed(place(cells, 3, "spans", heads=[(3, 4), (4, 5), (5, 6)])) == ["unplaced", "unplaced", "unplaced"]


def test_figure_outside_all_heads_makes_the_heads_unusable():
    assert placed(place(row("9", "1", "2", start=2), 3, "spans", heads=[(3, 4), (4, 5), (5, 6)])) == ["9", "1", "2"]


texts = st.sampled_from(["", "0", "1", "22"])


@given(st.lists(texts, max_size=9), st.integers(1, 7), st.sampled_from(["spans", "columns", "order", "stream"]))
def test_every_column_gets_a_cell_or_a_reason_and_order_is_kept(printed, slots, geometry):
    result = place(row(*printed), slots, geometry)
    assert len(result) == slots
    assert all(isinstance(slot, Cell) or (slot.reason and slot.note) for slot in result)
    shown = [slot.column for slot in result if isinstance(slot, Cell)]
    assert shown == sorted(shown)


@given(st.lists(st.sampled_from(["1", "2", "3"]), min_size=7, max_size=7), st.integers(0, 2), st.integers(0, 2))
def test_seven_figures_among_blanks_on_either_side_are_the_seven(figures, before, after):
    cells = row(*[""] * before, *figures, *[""] * after)
    assert placed(place(cells, 7, "columns")) == figures
