"""HTTP answers lose what carried them, by every coding in use; digests are told in every notation in use."""

import base64
import gzip
import hashlib
import sys
import zlib

import brotli
import pytest

from archive.raw.fields import Fields
from archive.warc import digests, messages
from archive.warc.codings import CutOff, TooLarge
from tests.warcs import answer

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PLAIN = "政府信息公开工作年度报告".encode() * 20
BARE = zlib.compressobj(wbits=-15)
CODED = {
    "gzip": gzip.compress(PLAIN, mtime=0),
    "x-gzip": gzip.compress(PLAIN[:100], mtime=0) + gzip.compress(PLAIN[100:], mtime=0),
    "deflate": zlib.compress(PLAIN),
    "Deflate": BARE.compress(PLAIN) + BARE.flush(),
    "br": brotli.compress(PLAIN),
    "zstd": zstd.compress(PLAIN),
}
LARGE = 1_000_000


def chunked(body: bytes, size: int = 7) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def unpacked(block: bytes, largest: int = LARGE) -> messages.Unpacked:
    return messages.unpack(messages.parse(block), largest)


def test_an_answer_is_taken_apart() -> None:
    block = b"HTTP/1.0 404 Not Found\r\nServer: x\r\nSet-Cookie: a\r\nset-cookie: b\r\nX-Long: one\r\n two\r\n\r\nbody\r\n\r\n"
    assert messages.parse(block) == messages.Message(
        404, {"server": "x", "set-cookie": ["a", "b"], "x-long": "one two"}, b"body\r\n\r\n"
    )
    assert messages.parse(b"HTTP/2 200\n\n") == messages.Message(200, {}, b"")
    assert messages.parse(b"HTTP/1.1 304 Not Modified\r\nETag: a\r\n") == messages.Message(304, {"etag": "a"}, b"")
    with pytest.raises(messages.NoMessage):
        messages.parse(b"<html>HTTP/1.1 200 OK")


@pytest.mark.parametrize("coding", CODED)
def test_content_codings_are_undone(coding: str) -> None:
    found = unpacked(answer(CODED[coding], f"Content-Encoding: {coding}", f"Content-Length: {len(CODED[coding])}"))
    assert (found.body, found.remarks) == (PLAIN, ())


def test_codings_upon_codings_are_undone_in_their_order() -> None:
    body = chunked(brotli.compress(gzip.compress(PLAIN)))
    found = unpacked(answer(body, "Content-Encoding: gzip, br", "Transfer-Encoding: chunked"))
    assert found.body == PLAIN
    assert brotli.decompress(found.unchunked) == gzip.compress(PLAIN)


def test_headers_that_the_bytes_do_not_bear_out_are_remarked_on() -> None:
    for coding in ("gzip", "deflate", "br", "zstd"):
        found = unpacked(answer(b"<html>plain", f"Content-Encoding: {coding}", "Content-Length: 5000"))
        assert (found.body, found.remarks) == (b"<html>plain", (f"its headers say {coding}, its bytes are not",))
    found = unpacked(answer(b"<html>plain", "Transfer-Encoding: chunked"))
    assert (found.body, found.remarks) == (b"<html>plain", ("its headers say chunked, its bytes are not",))
    found = unpacked(answer(b"???", "Content-Encoding: sdch"))
    assert found.remarks == ("the coding 'sdch' is not known; the bytes are kept as they came",)


@pytest.mark.parametrize("coding", CODED)
def test_bodies_that_are_cut_off_are_no_bodies(coding: str) -> None:
    with pytest.raises(CutOff, match="its compressed body ends too early"):
        unpacked(answer(CODED[coding][:-9], f"Content-Encoding: {coding}"))


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (answer(b"1234", "Content-Length: 5"), "4 bytes of 5"),
        (answer(chunked(PLAIN)[:-5], "Transfer-Encoding: chunked"), "its last chunk is missing"),
        (answer(b"5\r\n123", "Transfer-Encoding: chunked"), "its last chunk has 3 bytes of 5"),
    ],
)
def test_bodies_shorter_than_stated_are_cut_off(block: bytes, reason: str) -> None:
    with pytest.raises(CutOff, match=reason):
        unpacked(block)


@pytest.mark.parametrize("coding", CODED)
def test_what_unpacks_to_more_than_is_taken_is_refused(coding: str) -> None:
    with pytest.raises(TooLarge):
        unpacked(answer(CODED[coding], f"Content-Encoding: {coding}"), largest=len(PLAIN) - 1)


def test_a_length_that_is_none_is_no_reason() -> None:
    for length in ("2³", "9" * 5000, "-1", "x"):
        assert unpacked(answer(b"1", f"Content-Length: {length}")).body == b"1"


def test_a_head_is_written_and_read_back_as_it_was() -> None:
    fields: Fields = {
        "content-encoding": "gzip",
        "content-length": "7",
        "transfer-encoding": "chunked",
        "set-cookie": ["a=1", "b=2"],
        "x": "caf\xe9",
    }
    head = messages.head_of(200, fields, 12)
    assert head == (
        b"HTTP/1.1 200 \r\nx-crawler-content-encoding: gzip\r\nx-crawler-content-length: 7\r\n"
        b"x-crawler-transfer-encoding: chunked\r\nset-cookie: a=1\r\nset-cookie: b=2\r\nx: caf\xe9\r\n\r\n"
    )
    assert messages.restored(messages.parse(head + b"body").fields) == fields
    assert messages.head_of(200, {"content-length": "12"}, 12) == b"HTTP/1.1 200 \r\ncontent-length: 12\r\n\r\n"
    assert messages.head_of(304, {"content-length": "7"}, None) == b"HTTP/1.1 304 \r\ncontent-length: 7\r\n\r\n"


def test_a_header_cannot_break_out_of_its_line() -> None:
    assert messages.head_of(200, {"x": "a\r\ny: b"}, 0) == b"HTTP/1.1 200 \r\nx: a y: b\r\n\r\n"


def test_digests_in_every_notation() -> None:
    for name in ("sha1", "SHA-256", "md5"):
        raw = hashlib.new(name.lower().replace("-", ""), b"x").digest()
        notations = [raw.hex(), base64.b32encode(raw).decode(), base64.b32encode(raw).decode().rstrip("=").lower()]
        notations += [base64.b64encode(raw).decode(), base64.urlsafe_b64encode(raw).decode().rstrip("=")]
        for notation in notations:
            assert digests.matches(f"{name}:{notation}", [b"y", b"x"]) is True, notation
            assert digests.matches(f"{name}:{notation}", [b"y"]) is False
    assert digests.matches("blake3:00", [b"x"]) is None
    assert digests.matches("sha1:tooshort", [b"x"]) is None
    assert digests.sha256_of(digests.stated(b"x")) == hashlib.sha256(b"x").hexdigest()
    assert digests.sha256_of("sha1:00") is None
    assert digests.sha256_of(None) is None
