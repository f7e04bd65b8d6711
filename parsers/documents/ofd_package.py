"""The container of an OFD file (GB/T 33190-2016): its XML parts, found by the references of other parts.

Nothing is trusted: names are looked up without regard to case and strokes, as portals' files need it, entities stay
closed, and all that is unpacked together stays within a bound, whatever is referred to, and how often.
"""

from __future__ import annotations

import posixpath
import zipfile

from lxml import etree

from .errors import UnreadableError, raise_for_memory
from .zipped import MAX_UNPACKED_BYTES, open_archive

WHAT = "the OFD file"
_XML = ".xml"
_START = 4096  # bytes of a picture, in which its head stands
_MOST_OF_PICTURES = 256 * 1024 * 1024  # bytes; a sheet at 600 dpi has some ten million
_LEAST = 4096  # bytes that a part counts for, however small: no file may refer to parts without end
_LOCKED_BY = "encryptions.xml"  # GM/T 0099: stands beside OFD.xml in a file whose parts are encrypted
_IS_ENCRYPTED = 0x1  # flag of a zip entry


class PartError(Exception):
    """Raised where a part is not there or is no XML; the text names it."""


class Package:
    """The parts of one container, by their names. Raises UnreadableError where it is no container or is locked."""

    def __init__(self, payload: bytes) -> None:
        self._archive = open_archive(payload, WHAT, counted=_XML)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in self._archive.infolist():
            for name in (entry.filename, _gbk(entry.filename)):
                self._entries.setdefault(_folded(name), entry)
        self._left, self._left_for_pictures = MAX_UNPACKED_BYTES, _MOST_OF_PICTURES
        if _LOCKED_BY in self._entries or any(entry.flag_bits & _IS_ENCRYPTED for entry in self._entries.values()):
            raise UnreadableError(f"{WHAT} is locked with a password")

    def close(self) -> None:
        self._archive.close()

    def find(self, location: str, stated_in: str = "") -> str:
        """The name of the part that `location` means in the part `stated_in`. Raises PartError where there is none.

        A location begins at the root with a stroke, else at the folder of its part; some writers mean the root, or the
        document's folder, in either case.
        """
        path = location.strip().replace("\\", "/")
        folder = posixpath.dirname(stated_in)
        bases = ["", folder, folder.partition("/")[0]]
        if not path.startswith("/"):
            bases = [bases[1], bases[0], bases[2]]
        for base in bases:
            name = _folded(posixpath.join(base, path.lstrip("/")))
            if name in self._entries:
                return name
        raise PartError(f"the part {path[:80] or '(unnamed)'} is missing")

    def root(self, name: str) -> etree._Element:
        """The root element of a part that `find` found. Raises PartError, or UnreadableError past the bound."""
        entry = self._entries[name]
        self._left -= max(entry.file_size, _LEAST)
        if self._left < 0:
            raise UnreadableError(f"{WHAT} unpacks to more than the {MAX_UNPACKED_BYTES} bytes allowed")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            root = etree.fromstring(self._archive.read(entry), parser)
        except Exception as error:  # hostile bytes: zip, zlib, XML and number errors alike
            raise_for_memory(error)
            raise PartError(f"the part {entry.filename[:80]} cannot be read ({type(error).__name__})") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise PartError(f"the part {entry.filename[:80]} declares entities, which no OFD file has")
        return root

    def start(self, name: str) -> bytes:
        """The first bytes of a part; none where it cannot be read."""
        try:
            with self._archive.open(self._entries[name]) as part:
                return part.read(_START)
        except Exception as error:  # noqa: BLE001  hostile bytes
            raise_for_memory(error)
            return b""

    def picture(self, name: str) -> bytes:
        """The bytes of a part that is a picture. Raises PartError where it is too large or cannot be read."""
        entry = self._entries[name]
        self._left_for_pictures -= entry.file_size
        if self._left_for_pictures < 0:
            raise PartError(f"with the part {entry.filename[:80]} its pictures are larger than any scan's")
        try:
            return self._archive.read(entry)
        except Exception as error:  # hostile bytes
            raise_for_memory(error)
            raise PartError(f"the part {entry.filename[:80]} cannot be read ({type(error).__name__})") from error


def _folded(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()


def _gbk(name: str) -> str:
    """A name as a Chinese writer meant it that did not mark it as UTF-8: zipfile takes its bytes for code page 437."""
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def children(element: etree._Element | None, *names: str) -> list[etree._Element]:
    """The child elements with these local names; writers use several namespaces, or none."""
    return [] if element is None else list(element.iterchildren(*(f"{{*}}{name}" for name in names)))


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element down a path of local names."""
    for name in path:
        element = next(iter(children(element, name)), None)
    return element


def text_of(element: etree._Element | None) -> str:
    return "" if element is None else (element.text or "").strip()
