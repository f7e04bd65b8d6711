import struct

import pytest

from parsers.documents.ole import OLE_MARK, root_names

END, FREE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF


def entry(name, kind, left=NONE, right=NONE, below=NONE):
    letters = name.encode("utf-16-le")
    return letters.ljust(64, b"\0") + struct.pack("<HBB3I", len(letters) + 2, kind, 1, left, right, below) + b"\0" * 48


def compound(*entries, chain=END):
    """A compound file of a FAT in sector 0 and a directory of one sector in sector 1."""
    header = bytearray(512)
    header[:8] = OLE_MARK
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<2I", header, 68, END, 0)
    struct.pack_into("<109I", header, 76, 0, *[FREE] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, chain, *[FREE] * 126)
    return bytes(header) + table + b"".join(entries).ljust(512, b"\0")


ROOT = entry("Root Entry", 5, below=2)


def test_names_of_the_root_are_told_and_those_of_storages_are_not():
    file = compound(ROOT, entry("Workbook", 2), entry("WordDocument", 2, right=3), entry("ObjectPool", 1, below=1))
    assert root_names(file) == {"worddocument", "objectpool"}


def test_tree_that_leads_in_a_circle_ends():
    assert root_names(compound(ROOT, entry("a", 2), entry("b", 2, left=2, right=0))) == {"b"}


def test_directory_whose_sectors_lead_in_a_circle_ends():
    assert root_names(compound(ROOT, entry("a", 2), entry("b", 2), chain=1)) == {"b"}


def test_names_are_given_where_the_tree_is_damaged():
    assert root_names(compound(entry("Root Entry", 5, below=99), entry("Workbook", 2))) >= {"workbook"}


@pytest.mark.parametrize("payload", [b"", OLE_MARK, OLE_MARK + b"\xff" * 600, OLE_MARK + bytes(5000)])
def test_damaged_file_has_no_names(payload):
    assert root_names(payload) == frozenset()
