from dataclasses import replace
from pathlib import Path

import pytest

from parsers.documents.errors import UnreadableError
from parsers.documents.xls import read_xls
from parsers.documents.xlsx import read_xlsx
from parsers.model import Context

AT = Context("file:a.xls")
FILES = Path(__file__).resolve().parents[2] / "same_report"


@pytest.mark.parametrize("name", ["cells", "report"])
def test_old_form_of_a_workbook_shows_what_the_new_one_shows(name):
    old = read_xls((FILES / f"{name}.xls").read_bytes(), AT)
    new = read_xlsx((FILES / f"{name}.xlsx").read_bytes(), AT)
    assert old == replace(new, kind="xls")


@pytest.mark.parametrize("size", [0, 600, 4000, 7000])
def test_file_that_was_cut_is_an_error_in_one_sentence(size):
    payload = (FILES / "cells.xls").read_bytes()[:size]
    with pytest.raises(UnreadableError, match="the spreadsheet cannot be taken apart"):
        read_xls(payload, AT)


def test_file_with_a_password_is_told():
    payload = (FILES / "cells.xls").read_bytes()
    begin = payload.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")  # the workbook's first record, 20 bytes
    locked = b"\x2f\x00\x06\x00\x00\x00\x34\x12\x78\x56"  # FILEPASS with XOR obfuscation
    with pytest.raises(UnreadableError, match="the spreadsheet is locked with a password"):
        read_xls(payload[: begin + 20] + locked + payload[begin + 20 + len(locked) :], AT)


def test_size_that_the_file_claims_takes_no_room():
    payload = bytearray((FILES / "cells.xls").read_bytes())
    at = payload.index(b"\x00\x02\x0e\x00")  # the record of a sheet's dimensions
    payload[at + 4 : at + 16] = b"\x00\x00\x00\x00\xff\xff\xff\x7f\x00\x00\xff\xff"
    assert read_xls(bytes(payload), AT).blocks == read_xls((FILES / "cells.xls").read_bytes(), AT).blocks


def test_raised_and_struck_out_words_beside_a_figure_stand_in_brackets():
    grid, *_ = read_xls((FILES / "looks.xls").read_bytes(), AT).blocks
    assert [row[1].text for row in grid.rows()] == ["851", "85[1]", "85[1]"]


def test_figures_that_are_not_seen_are_left_out_and_named():
    """White ones, and those whose format shows nothing; white on red is seen."""
    document = read_xls((FILES / "looks.xls").read_bytes(), AT)
    assert [cell.text for cell in document.blocks[-1].cells] == ["甲6", "6"]
    assert document.remarks == ("words are hidden, and left out: 5 | 4",)
