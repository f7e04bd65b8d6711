import csv
import io
import json

import pytest

from gongkai.front import Failure
from gongkai.rows import write_csv, write_json, write_json_lines


def written(write: object, columns: list[str], rows: list[tuple[object, ...]]) -> str:
    stream = io.StringIO()
    write(columns, rows, stream)  # type: ignore[operator]  # one of three functions of one shape
    return stream.getvalue()


def test_csv_keeps_null_and_the_empty_text_apart() -> None:
    assert written(write_csv, ["a", "b", "c"], [(None, "", 0)]) == 'a,b,c\n,"",0\n'


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+2", "'+2"),
        ("-", "'-"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        ("  =x", "'  =x"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ('say "x", y', '"say ""x"", y"'),
        ("two\nlines", '"two\nlines"'),
    ],
)
def test_csv_texts_are_no_formulas(text: str, cell: str) -> None:
    assert written(write_csv, ["t"], [(text,)]) == f"t\n{cell}\n"


def test_csv_numbers_stay_numbers() -> None:
    assert written(write_csv, ["a", "b"], [(-5, 0.5)]) == "a,b\n-5,0.5\n"


def test_csv_is_read_back_by_the_standard_reader() -> None:
    rows = [("柘城县", 'a "quoted", cell'), ("two\r\nlines", " spaces ")]
    read = list(csv.reader(io.StringIO(written(write_csv, ["a", "b"], rows), newline="")))
    assert read == [["a", "b"], *map(list, rows)]


def test_json_and_json_lines_hold_the_same_objects() -> None:
    rows = [("柘城县", None, 1.5, b"\x00"), ("", 2, 0, None)]
    columns = ["agency", "n", "x", "payload"]
    expected = [
        {"agency": "柘城县", "n": None, "x": 1.5, "payload": {"$base64": True, "encoded": "AA=="}},
        {"agency": "", "n": 2, "x": 0, "payload": None},
    ]
    assert json.loads(written(write_json, columns, rows)) == expected
    assert [json.loads(line) for line in written(write_json_lines, columns, rows).splitlines()] == expected
    assert json.loads(written(write_json, columns, [])) == []


def test_infinite_numbers_are_texts_for_json_has_none() -> None:
    assert written(write_json_lines, ["x", "y"], [(float("inf"), float("-inf"))]) == '{"x": "inf", "y": "-inf"}\n'


def test_json_refuses_to_lose_one_of_two_columns_of_one_name() -> None:
    with pytest.raises(Failure, match="two columns of the result are called total"):
        written(write_json, ["total", "total"], [(1, 2)])
