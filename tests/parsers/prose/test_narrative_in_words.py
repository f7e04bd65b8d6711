"""Rough numbers in words, marks of notes behind a number, zeros in words, and figures of several levels."""

import pytest

from parsers.model import Number
from parsers.prose.narrative import read_narrative
from parsers.prose.sections import Passage

Stated = tuple[str, Number, bool]


def stated(sentence: str) -> list[Stated]:
    found = read_narrative((Passage("overview", sentence, "paragraph 1"),), 2023)
    return [(figure.code, figure.value, figure.approximate) for figure in found]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("全年主动公开政府信息百余条。", 100),
        ("全年主动公开政府信息一百多条。", 100),
        ("全年主动公开政府信息三百余条。", 300),
        ("全年主动公开政府信息近百条。", 100),
        ("全年主动公开政府信息上千条。", 1000),
        ("全年主动公开政府信息近万条。", 10_000),
    ],
)
def test_a_rough_number_in_words(sentence: str, value: int) -> None:
    assert stated(sentence) == [("disclosed_total", value, True)]


def test_a_rough_number_of_applications() -> None:
    assert stated("收到政府信息公开申请十余件。") == [("applications_received", 10, True)]


@pytest.mark.parametrize("count", ["数百条", "数百余条", "几十条", "三百条"])
def test_words_that_give_no_number_or_no_rough_one_are_not_read(count: str) -> None:
    assert stated(f"全年主动公开政府信息{count}。") == []


@pytest.mark.parametrize("mark", ["²", "[2]", "[12]"])
def test_the_mark_of_a_note_is_no_digit(mark: str) -> None:
    assert stated(f"全年主动公开政府信息576{mark}件。") == [("disclosed_total", 576, False)]


@pytest.mark.parametrize(
    "sentence",
    [
        "我镇政府信息公开没有收费。",
        "2023年未存在政府信息公开收费及减免情况。",
        "没有向政府信息公开申请人收费的情况，未产生费用支出。",
        "因此未发生依申请公开信息收费和费用减免情况。",
        "全镇信息公开的收费和减免为零。",
    ],
)
def test_no_charge_in_words(sentence: str) -> None:
    assert stated(sentence) == [("fees_collected_yuan", 0, False)]


@pytest.mark.parametrize("sentence", ["未发现违规收费现象。", "没有乱收费行为。", "行政事业性收费为3000万元。"])
def test_charges_of_another_sort_are_none_of_information(sentence: str) -> None:
    assert stated(sentence) == []


def test_what_was_asked_for_besides_is_an_application() -> None:
    sentence = "未收到公民、法人或者其他组织申请除主动公开以外的其他政府信息。"
    assert stated(sentence) == [("applications_received", 0, False)]


def test_letters_of_application_are_counted() -> None:
    assert stated("2023年接收到申请书55份。") == [("applications_received", 55, False)]
    assert stated("共收到依申请公开件27封。") == [("applications_received", 27, False)]


def test_suggestions_and_conferences_of_several_levels_stand_each() -> None:
    assert stated("办理省人大代表建议6件、省政协提案17件，办理市人大代表建议46件、市政协提案61件。") == [
        ("congress_suggestions", 6, False),
        ("congress_suggestions", 46, False),
        ("consultative_proposals", 17, False),
        ("consultative_proposals", 61, False),
    ]
    assert stated("参加省政府新闻发布会1次、市级新闻发布会3次。") == [
        ("press_conferences", 1, False),
        ("press_conferences", 3, False),
    ]


def test_parts_of_a_number_of_suggestions_are_no_further_ones() -> None:
    assert stated("办理人大代表建议20件，其中省人大代表建议2件、市人大代表建议18件。") == [
        ("congress_suggestions", 20, False)
    ]


def test_a_vague_number_does_not_hide_the_next() -> None:
    assert stated("召开新闻发布会数十次，其中市级新闻发布会3次。") == [("press_conferences", 3, False)]
