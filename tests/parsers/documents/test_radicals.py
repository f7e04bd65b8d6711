import unicodedata

import pytest

from parsers.documents.radicals import unified


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("⼆、主动公开", "二、主动公开"),
        ("规范性⽂件⾏政复议", "规范性文件行政复议"),
        ("⻔⻚⻓", "门页长"),
        ("①²１", "①²１"),
        ("plain 12", "plain 12"),
        ("", ""),
    ],
)
def test_radicals_become_the_characters_they_look_like(printed, expected):
    assert unified(printed) == expected


def test_no_kangxi_radical_is_left():
    kangxi = "".join(map(chr, range(0x2F00, 0x2FD6)))
    assert all(unicodedata.name(one).startswith("CJK UNIFIED") for one in unified(kangxi))
