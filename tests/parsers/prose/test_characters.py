import pytest

from parsers.prose.characters import chinese_number, squeeze, tidy


def test_squeeze_removes_every_kind_of_blank_and_narrows_digits() -> None:
    assert squeeze(" 牧野区\u00a0科技局\u3000２０２３ 年\u200b政府\n信息 ") == "牧野区科技局2023年政府信息"


def test_squeeze_removes_whatever_is_white_space() -> None:
    spaces = [character for character in map(chr, range(0x10000)) if character.isspace()]
    assert [space for space in spaces if squeeze(f"甲{space}乙") != "甲乙"] == []


def test_squeeze_keeps_full_width_punctuation() -> None:
    assert squeeze("（一） 公开，") == "（一）公开，"


def test_word_debris_is_removed() -> None:
    assert tidy("[bookmark: _GoBack]  一、总体情况\u00a0\u00a0") == "一、总体情况"


@pytest.mark.parametrize(
    ("printed", "value"),
    [("二〇二三", 2023), ("二○一八", 2018), ("三十一", 31), ("十", 10), ("十二", 12), ("二十", 20), ("六", 6), ("六b", None), ("", None)],
)  # fmt: skip
def test_chinese_numbers(printed: str, value: int | None) -> None:
    assert chinese_number(printed) == value
