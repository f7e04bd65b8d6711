"""OLE compound files (.doc, .xls, .wps): which streams stand at the root, by the directory alone.

Layout after [MS-CFB]: a header, a table of sectors (FAT) whose own sectors the header and the DIFAT chain list, and
a directory of 128-byte entries whose names at one level form a binary tree.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_IN_HEADER = 109  # sectors of the FAT that the header itself lists
_LAST_SECTOR = 0xFFFFFFFA  # larger numbers are marks, among them the end of a chain


def root_names(payload: bytes) -> frozenset[str]:
    """The names of streams and storages at the root, in lower case; empty where no directory can be read.

    Where the tree of names is damaged, every name of the directory is given.
    """
    entries = list(_entries(payload))
    if not entries:
        return frozenset()
    names: set[str] = set()
    seen = {0}
    waiting = [_links(entries[0])[2]]
    while waiting:
        at = waiting.pop()
        if at in seen or at >= len(entries):
            continue
        seen.add(at)
        names.add(_name(entries[at]))
        waiting.extend(_links(entries[at])[:2])
    return frozenset(names or map(_name, entries[1:]))


def _entries(payload: bytes) -> Iterator[bytes]:
    """The entries of the directory in use or not, in order."""
    if len(payload) < _HEADER or not payload.startswith(OLE_MARK):
        return
    shift, first = struct.unpack_from("<H16xI", payload, 30)
    if shift not in (9, 12):
        return
    size = 1 << shift
    table = _sector_table(payload, size)
    for sector in _chain(first, table):
        content = payload[(sector + 1) * size : (sector + 2) * size]
        for at in range(0, len(content) - _ENTRY + 1, _ENTRY):
            yield content[at : at + _ENTRY]


def _sector_table(payload: bytes, size: int) -> list[int]:
    """The FAT: for each sector the one that follows it."""
    numbers = list(struct.unpack_from(f"<{_IN_HEADER}I", payload, 76))
    further, seen = struct.unpack_from("<I", payload, 68)[0], set[int]()
    while further not in seen and (listed := _numbers(payload, further, size)):
        seen.add(further)
        numbers += listed[:-1]
        further = listed[-1]
    table: list[int] = []
    for sector in dict.fromkeys(numbers):
        if len(table) * size > len(payload):  # more sectors than the file has
            break
        table += _numbers(payload, sector, size)
    return table


def _numbers(payload: bytes, sector: int, size: int) -> tuple[int, ...]:
    """The 32-bit numbers of a sector; none where the sector is a mark or beyond the end of the file."""
    start = (sector + 1) * size
    if sector > _LAST_SECTOR or start + size > len(payload):
        return ()
    return struct.unpack_from(f"<{size // 4}I", payload, start)


def _chain(sector: int, table: list[int]) -> Iterator[int]:
    seen: set[int] = set()
    while sector < len(table) and sector not in seen:
        seen.add(sector)
        yield sector
        sector = table[sector]


def _links(entry: bytes) -> tuple[int, int, int]:
    """The entry's left and right neighbour in the tree of its level, and the root of the level below."""
    left, right, below = struct.unpack_from("<3I", entry, 68)
    return left, right, below


def _name(entry: bytes) -> str:
    length = min(struct.unpack_from("<H", entry, 64)[0], 64)
    return entry[: max(length - 2, 0)].decode("utf-16-le", "replace").lower()
