"""Bytes to text: which encoding a payload really has, whatever its labels say.

Portals lie about encodings in both directions (GB18030 bytes labelled utf-8 are common, and so is the
reverse), so labels only nominate candidates. The order is: byte order mark, strict UTF-8, then every
candidate is decoded and scored by what it could not decode and by how much everyday Chinese it yields.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# gb2312 and gbk are subsets of gb18030, and portals that name them send characters beyond them.
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5-hkscs": "big5hkscs",
    "big5": "big5hkscs",
    "utf8": "utf-8",
}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,20})", re.IGNORECASE)
_META_WINDOW = 4096

# The most frequent characters of official prose, simplified and traditional. A wrong decoding yields
# almost none of them, a right one some 25 in every 100 Chinese characters.
_EVERYDAY = "的一是在不了和有中公开政府信息工作年度报告行为情况本机关申请数量其他总计年月日第条項開報導號區縣"


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding` is the Python codec that was used; `replaced` counts the characters that are U+FFFD."""

    text: str
    encoding: str
    replaced: int


def decode(payload: bytes, charset: str | None = None) -> Decoded:
    """The text of `payload`. `charset` is what the HTTP header claims, or None. Never raises."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if payload.startswith(mark):
            return _decoded(payload, encoding)
    try:
        return Decoded(payload.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError as error:
        # A file that was cut in the middle of its last character is UTF-8 all the same.
        if error.start >= len(payload) - 3 and error.start > 0 and error.reason == "unexpected end of data":
            return _decoded(payload, "utf-8")
    return max((_decoded(payload, name) for name in _candidates(payload, charset)), key=_score)


def _candidates(payload: bytes, charset: str | None) -> list[str]:
    declared = _META_CHARSET.search(payload[:_META_WINDOW])
    names = [charset, declared.group(1).decode("ascii") if declared else None, "gb18030", "utf-8", "big5hkscs"]
    known = []
    for name in names:
        codec = _python_codec(name)
        if codec and codec not in known:
            known.append(codec)
    return known


def _python_codec(name: str | None) -> str | None:
    if not name:
        return None
    wanted = name.strip().strip("\"'").lower()
    wanted = _ALIASES.get(wanted, wanted)
    try:
        b"x".decode(
            wanted, "replace"
        )  # also refuses codecs such as "hex" that turn bytes into bytes: a label may name anything
    except (LookupError, ValueError):
        return None
    return wanted


def _decoded(payload: bytes, encoding: str) -> Decoded:
    text = payload.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("�"))


def _score(candidate: Decoded) -> float:
    """Everyday characters count for, undecodable and private-use ones heavily against."""
    foreign = sum(1 for character in candidate.text if character > "\x7f")
    if not foreign:
        return 0.0
    everyday = sum(candidate.text.count(character) for character in _EVERYDAY)
    private = sum(1 for character in candidate.text if "\ue000" <= character <= "\uf8ff")
    return (everyday - 5 * candidate.replaced - 5 * private) / foreign
