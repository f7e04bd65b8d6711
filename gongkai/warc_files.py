"""WARC files at hand as captures: each answer with its own address, time, status, headers and bytes.

A WARC file of this program says in `metadata` records what an answer was taken for and what was known of the document;
that is taken over. Of other files, answers are judged as in a crawl, and what can be no report (pictures, styles,
scripts) is passed over and counted. An answer that is cut off, or whose bytes have not the digest that its record
states, is kept as evidence with that remark and is not read.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from archive.store import Archive
from archive.warc.reading import Break, Read, read_records
from gongkai.files import LARGEST
from gongkai.warc_records import Taker

ENDINGS = (".warc", ".warc.gz", ".wacz")
INDEX_ENDINGS = (".cdx", ".cdxj", ".cdx.gz", ".idx")
_UNPACKABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError)  # damaged, packed in a rare way, with a password
_BATCH = 200  # records in a transaction
_BATCH_BYTES = 64 * 1024 * 1024

_Grouped = tuple[Read, Read | None]


@dataclass
class WarcTaken:
    """What became of WARC files: records by type, and of those that are answers, what became of them.

    `verdicts` counts the captures by what they were taken for. `held_already` have the same address, time and bytes as
    a capture that was there. `passed_over` counts by reason; `remarks` name records that were kept, but not as they
    should be; `broken` names places that could not be read.
    """

    files: int = 0
    records: dict[str, int] = field(default_factory=dict)
    captures: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)
    new_payloads: int = 0
    held_already: int = 0
    passed_over: dict[str, int] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def is_warc(path: Path) -> bool:
    return path.name.lower().endswith(ENDINGS)


def has_a_record(path: Path) -> bool:
    """Whether the file, or one in it, has a record that can be read. Raises OSError."""
    try:
        for _, opened in _opened(path):
            with opened as stream:
                if any(isinstance(one, Read) for one in read_records(stream, 0)):
                    return True
    except _UNPACKABLE:
        return False
    return False


def take_warc(archive: Archive, path: Path, taken: WarcTaken, payloads: dict[str, str]) -> None:
    """Take the file in. Raises OSError where it cannot be read; what it holds that is broken is told in `taken`.

    `payloads` keeps from file to file which payload has which digest as records state it: a revisit may name no more.
    """
    taken.files += 1
    try:
        for name, opened in _opened(path):
            with opened as stream:
                _take_stream(archive, name, stream, taken, payloads)
    except _UNPACKABLE as error:
        taken.broken.append(f"{path}: {error}")


def _opened(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    """The WARC streams of a path with their names: itself, or those that a WACZ file holds."""
    if not path.name.lower().endswith(".wacz"):
        yield str(path), path.open("rb")
        return
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if name.startswith("archive/") and is_warc(Path(name)):
                yield f"{path}: {name}", cast("BinaryIO", packed.open(name))


def _take_stream(archive: Archive, name: str, stream: BinaryIO, taken: WarcTaken, payloads: dict[str, str]) -> None:
    newest = archive.connection.execute("SELECT coalesce(max(capture_id), 0) FROM capture_log").fetchone()[0]
    taker = Taker(newest, name, taken, payloads)
    for batch in _batches(_grouped(name, read_records(stream, LARGEST), taken)):
        with archive.write() as conn:
            for record, metadata in batch:
                taker.take(conn, record, metadata)


def _grouped(name: str, records: Iterator[Read | Break], taken: WarcTaken) -> Iterator[_Grouped]:
    """Each record that may be a capture, with the metadata record that follows it and speaks of it."""
    waiting: Read | None = None
    for one in records:
        if isinstance(one, Break):
            taken.broken.append(_broken(name, one))
            continue
        kind = one.type or "untyped"
        taken.records[kind] = taken.records.get(kind, 0) + 1
        if one.type == "metadata" and waiting is not None and _refers_to(one, waiting):
            yield waiting, one
            waiting = None
        elif one.type in {"response", "resource", "revisit"}:
            if waiting is not None:
                yield waiting, None
            waiting = one
    if waiting is not None:
        yield waiting, None


def _refers_to(metadata: Read, record: Read) -> bool:
    name = record.fields.get("warc-record-id")
    return name is not None and metadata.fields.get("warc-refers-to") == name


def _broken(name: str, broken: Break) -> str:
    after = "nothing behind it was read"
    if broken.resumed_at is not None:
        after = f"read on at byte {broken.resumed_at}"
    return f"{name}, byte {broken.offset}: {broken.reason}; {after}"


def _batches(grouped: Iterator[_Grouped]) -> Iterator[list[_Grouped]]:
    batch, size = list[_Grouped](), 0
    for one in grouped:
        batch.append(one)
        size += len(one[0].block or b"")
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
