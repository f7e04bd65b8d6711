"""Zip archives that office files are, opened only where they unpack to a sane size."""

from __future__ import annotations

import io
import zipfile
import zlib

from .errors import UnreadableError

# A report is below 1 MB of XML; a file that unpacks to more than this is an attack or no report.
MAX_UNPACKED_BYTES = 64 * 1024 * 1024
_START = 200  # bytes
_NO_ARCHIVE = (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError)


def part_names(payload: bytes) -> frozenset[str] | None:
    """The names of the archive's parts; None where the bytes are no readable archive. Nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            return frozenset(archive.namelist())
    except _NO_ARCHIVE:
        return None


def start_of(payload: bytes, name: str) -> bytes:
    """The first bytes of a part that names something; none where there is no such part."""
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive, archive.open(name) as part:
            return part.read(_START)
    except (*_NO_ARCHIVE, KeyError, RuntimeError, zlib.error):
        return b""


def open_archive(payload: bytes, what: str, counted: str = "") -> zipfile.ZipFile:
    """The archive that `what` ("the Word file") is. Raises UnreadableError where it is none or unpacks too large.

    The sizes are those that the archive states; reading a part never gives more than it states. `counted` is the
    ending of the parts that the reader unpacks, where fonts and pictures stay packed.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(payload))
    except _NO_ARCHIVE as error:
        raise UnreadableError(f"{what} is no readable zip archive ({error})") from error
    size = sum(entry.file_size for entry in archive.infolist() if entry.filename.lower().endswith(counted))
    if size > MAX_UNPACKED_BYTES:
        raise UnreadableError(f"{what} unpacks to {size} bytes, more than the {MAX_UNPACKED_BYTES} allowed")
    return archive
