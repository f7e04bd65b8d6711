"""Bytes to text: which encoding a payload really has, whatever its labels say.

Portals lie about encodings in both directions (GB18030 bytes labelled utf-8 are common, and so is the
reverse), so labels only nominate candidates. The order is: byte order mark, strict UTF-8, UTF-16 without
a mark, then every candidate is decoded and scored by what it could not decode and by how much everyday
Chinese it yields.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
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
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*+=[\s\"']*+([A-Za-z0-9_.:-]{2,20})", re.IGNORECASE)
_META_WINDOW = 4096
_OF_MARKUP = 0.1  # of the first bytes of a page: so many at least stand for its tags
_RARER = 4  # times: 一 and a few other characters have a NUL at the other place

_PLAINLY_CHINESE = 0.1
_ASCII = re.compile("[\x00-\x7f]+")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
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
    unmarked = utf_16_without_mark(payload[:_META_WINDOW])
    return _decoded(payload, unmarked) if unmarked else _best(payload, _candidates(payload, charset))


def utf_16_without_mark(start: bytes) -> str | None:
    """Which UTF-16 has no mark of its byte order and is told by its markup: every other byte of that is NUL."""
    second, first = start[1::2].count(0), start[::2].count(0)
    if max(second, first) < len(start) * _OF_MARKUP or min(second, first) * _RARER > max(second, first):
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _best(payload: bytes, candidates: Sequence[str]) -> Decoded:
    """The candidate with the best score; the first that is whole and plainly Chinese prose needs no rival."""
    scored: list[tuple[float, Decoded]] = []
    for name in candidates:
        candidate = _decoded(payload, name)
        score = _score(candidate)
        if not candidate.replaced and score >= _PLAINLY_CHINESE:
            return candidate
        scored.append((score, candidate))
    return max(scored, key=lambda one: one[0])[1]


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
    foreign = _ASCII.sub("", candidate.text)
    if not foreign:
        return 0.0
    everyday = sum(map(foreign.count, _EVERYDAY))
    private = len(_PRIVATE.findall(foreign))
    return (everyday - 5 * candidate.replaced - 5 * private) / len(foreign)
