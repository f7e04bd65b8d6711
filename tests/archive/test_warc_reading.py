"""WARC files are read record by record; what is broken is named with its place, and the rest is read."""

import gzip
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.warc.reading import Break, Read, read_records
from tests.warcs import packed, record

FIRST = record("warcinfo", block=b"software: x\r\n")
SECOND = record("resource", "http://a.cn/1", b"one\r\nWARC/1.0 is no record here")
THIRD = record("resource", "http://a.cn/2", b"two")
LARGE = 1_000_000


def read(content: bytes, largest: int = LARGE) -> list[Read | Break]:
    return list(read_records(BytesIO(content), largest))


def brief(content: bytes) -> list[tuple[object, ...]]:
    """Offset and block of records; offset, reason and where it went on of breaks."""
    return [
        (one.offset, one.block) if isinstance(one, Read) else (one.offset, one.reason, one.resumed_at)
        for one in read(content)
    ]


def test_a_record_has_its_fields_in_lower_case_and_its_block() -> None:
    [one] = read(record("resource", "<http://a.cn/1>", b"one", payload_digest="sha1:A"))
    assert one == Read(
        0,
        {
            "warc-type": "resource",
            "warc-date": "2020-02-03T04:05:06Z",
            "warc-target-uri": "<http://a.cn/1>",
            "warc-payload-digest": "sha1:A",
            "content-length": "3",
        },
        3,
        b"one",
    )
    assert (one.type, one.uri) == ("resource", "http://a.cn/1")


@pytest.mark.parametrize(
    "content",
    [FIRST + SECOND + THIRD, packed(FIRST, SECOND, THIRD), gzip.compress(FIRST + SECOND + THIRD)],
    ids=["plain", "a member for each", "one member"],
)
def test_plain_and_packed_files_have_the_same_records(content: bytes) -> None:
    assert [one.block for one in read(content) if isinstance(one, Read)] == [
        b"software: x\r\n",
        b"one\r\nWARC/1.0 is no record here",
        b"two",
    ]


def test_offsets_are_those_of_the_file() -> None:
    assert [one.offset for one in read(FIRST + SECOND)] == [0, len(FIRST)]
    assert [one.offset for one in read(packed(FIRST, SECOND))] == [0, len(packed(FIRST))]


def test_folded_fields_go_on_and_of_repeated_ones_the_first_counts() -> None:
    [one] = read(b"WARC/1.0\r\nWARC-Type: metadata\r\nX: a\r\n b\r\nX: c\r\nContent-Length: 0\r\n\r\n\r\n\r\n")
    assert isinstance(one, Read)
    assert one.fields["x"] == "a b"


def test_lines_may_end_in_line_feeds_alone_and_zeros_may_follow() -> None:
    assert brief(b"WARC/1.0\nWARC-Type: metadata\nContent-Length: 1\n\nx\n\n") == [(0, b"x")]
    assert brief(packed(THIRD) + bytes(1000)) == [(0, b"two")]
    assert brief(b"") == []


def test_a_large_block_is_passed_over() -> None:
    [large, small] = read(SECOND + THIRD, largest=3)
    assert (large.block, large.length, small.block) == (None, 31, b"two")


def test_a_cut_file_keeps_what_was_before_and_names_the_place() -> None:
    assert brief(FIRST + SECOND[:-10]) == [
        (0, b"software: x\r\n"),
        (len(FIRST), "the file ends in a record: 25 bytes of 31 are there", None),
    ]
    assert brief(FIRST + SECOND[:20])[1] == (len(FIRST), "the file ends in the head of a record", None)
    first = packed(FIRST)
    assert brief(first + packed(SECOND)[:-12]) == [
        (0, b"software: x\r\n"),
        (len(first), "the file ends in a gzip member", None),
    ]


def test_reading_goes_on_behind_bytes_that_are_no_record() -> None:
    junk = b"this is no record\r\nnor is this\r\n"
    assert brief(FIRST + junk + THIRD) == [
        (0, b"software: x\r\n"),
        (len(FIRST), "what stands here is no WARC record", len(FIRST) + len(junk)),
        (len(FIRST) + len(junk), b"two"),
    ]


def test_reading_goes_on_behind_a_damaged_member() -> None:
    first, second, third = packed(FIRST), bytearray(packed(SECOND)), packed(THIRD)
    second[40] ^= 0xFF
    found = brief(first + bytes(second) + third)
    assert [one[0] for one in found] == [0, len(first), len(first) + len(second)]
    assert str(found[1][1]).startswith("the gzip member is damaged: ")
    assert found[1][2] == len(first) + len(second)
    assert found[2][1] == b"two"


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"WARC/1.0\r\nWARC-Type: resource\r\n\r\n", "the record states no length"),
        (b"WARC/1.0\r\nContent-Length: -1\r\n\r\n", "the record states no length"),
        ("WARC/1.0\r\nContent-Length: 2³\r\n\r\n".encode(), "the record states no length"),
        (b"WARC/1.0\r\nno field\r\n\r\n", "a line in the head of the record is no field"),
        (b"WARC/1.0\r\n" + b"x: y\r\n" * 20_000 + b"\r\n", "the head has no end"),
        (b"WARC/1.0\r\nx: " + b"y" * 70_000 + b"\r\n\r\n", "the head has no end"),
    ],
    ids=["no length", "negative length", "a power", "no field", "many fields", "long field"],
)
def test_heads_that_are_none_are_named(head: bytes, reason: str) -> None:
    broken, after = read(head + THIRD)
    assert broken == Break(0, reason, len(head))
    assert isinstance(after, Read)


def test_what_is_no_warc_file_is_one_break() -> None:
    assert brief(b"<html>") == [(0, "what stands here is no WARC record", None)]
    assert brief(gzip.compress(b"<html>")) == [(0, "what stands here is no WARC record", None)]


@given(st.data())
@settings(max_examples=300)
def test_whatever_is_done_to_a_file_reading_ends_and_names_breaks(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from([FIRST + SECOND + THIRD, packed(FIRST, SECOND, THIRD), gzip.compress(FIRST + THIRD)])
    )
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    del content[data.draw(st.integers(1, len(content))) :]
    offsets = [one.offset for one in read(bytes(content))]
    assert all(0 <= offset <= len(content) for offset in offsets)
    assert offsets == sorted(offsets)
