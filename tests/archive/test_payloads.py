import hashlib

import pytest

from archive.raw import payloads
from archive.raw.payloads import Packed
from archive.store import Archive

BODY = "政府信息公开工作年度报告".encode() * 50
SHA256 = hashlib.sha256(BODY).hexdigest()


def test_a_payload_is_kept_once_and_comes_back_byte_for_byte(archive: Archive) -> None:
    with archive.write() as conn:
        assert payloads.put(conn, BODY, "text/html") == (SHA256, True)
        assert payloads.put(conn, BODY, "text/plain") == (SHA256, False)
        assert payloads.get(conn, SHA256) == BODY
    rows = archive.connection.execute("SELECT sha256, size, media_type, length(stored) < 100 FROM payloads").fetchall()
    assert rows == [(SHA256, 1800, "text/html", 1)]


def test_a_payload_that_was_packed_elsewhere_is_the_same(archive: Archive) -> None:
    packed = Packed.of(BODY)
    assert (packed.sha256, packed.size) == (SHA256, 1800)
    with archive.write() as conn:
        assert payloads.put(conn, BODY, "text/html", packed) == (SHA256, True)
        assert payloads.put(conn, BODY, "text/html") == (SHA256, False)
        assert payloads.get(conn, SHA256) == BODY
        assert payloads.size(conn, SHA256) == 1800


def test_nothing_is_a_payload_too(archive: Archive) -> None:
    with archive.write() as conn:
        sha256, _ = payloads.put(conn, b"", None)
        assert payloads.get(conn, sha256) == b""


@pytest.mark.parametrize("change", ["DELETE FROM payloads", "UPDATE payloads SET stored = NULL"])
def test_bytes_that_are_not_held_are_missing(archive: Archive, change: str) -> None:
    with archive.write() as conn:
        payloads.put(conn, BODY, None)
        conn.execute(change)
        with pytest.raises(payloads.PayloadMissing, match=f"no payload {SHA256} is held"):
            payloads.get(conn, SHA256)


def test_a_flipped_byte_is_found(archive: Archive) -> None:
    with archive.write() as conn:
        payloads.put(conn, BODY, None)
        stored = bytearray(conn.execute("SELECT stored FROM payloads").fetchone()[0])
        for position in range(len(stored)):
            stored[position] ^= 1
            conn.execute("UPDATE payloads SET stored = ?", (bytes(stored),))
            with pytest.raises(payloads.PayloadDamaged, match=f"payload {SHA256} is damaged"):
                payloads.get(conn, SHA256)
            stored[position] ^= 1


def test_bytes_under_a_foreign_digest_are_damage(archive: Archive) -> None:
    with archive.write() as conn:
        payloads.put(conn, BODY, None)
        payloads.put(conn, b"other", None)
        conn.execute(
            "UPDATE payloads SET stored = (SELECT stored FROM payloads WHERE size = 5) WHERE sha256 = ?", (SHA256,)
        )
        with pytest.raises(payloads.PayloadDamaged, match="its bytes have another digest"):
            payloads.get(conn, SHA256)
