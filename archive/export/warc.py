"""All captures of an archive as WARC files of limited size, with a CDXJ index beside them."""

import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from archive.export.cdxj import Entry, SortedLines
from archive.export.evidence import NOT_KEPT, Evidence, evidence
from archive.export.places import Exported, Progress, Written, whole_folder
from archive.moments import now
from archive.store import Archive
from archive.warc import digests
from archive.warc.records import FIELDS, Record, WarcFile, fields_block, record_id

LARGEST_FILE = 1_000_000_000  # bytes; the next record begins a new file
INDEX = "index.cdxj"
_OURS = re.compile(r".+-\d{5}\.warc\.gz|index\.cdxj")

Open = Callable[[str], AbstractContextManager[BinaryIO]]
See = Callable[[Evidence], None]


@dataclass
class Series:
    """What was written: the records of each file, what was left out and how often, and what was damaged."""

    records: dict[str, int] = field(default_factory=dict)
    captures: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """How many captures were looked at."""
        return self.captures + self.missing.total() + len(self.lost)

    @property
    def left_out(self) -> list[str]:
        return [f"{number} captures {why}" for why, number in sorted(self.missing.items())] + self.lost


def export_warc(
    archive: Archive,
    folder: Path,
    *,
    software: str,
    largest: int = LARGEST_FILE,
    force: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Write `folder`/NAME-00000.warc.gz and so on, and index.cdxj; the folder appears when all is written.

    Captures without bytes and withdrawn ones are left out, and said; so is a payload that is damaged. Raises
    ExportRefused where the folder holds anything that such an export does not write.
    """
    with whole_folder(folder, lambda name: _OURS.fullmatch(name) is not None, force=force) as part:

        @contextmanager
        def open_file(name: str) -> Iterator[BinaryIO]:
            with (part / name).open("wb") as stream:
                yield stream

        with SortedLines(part) as lines:
            series = write_series(archive, open_file, lines, software=software, largest=largest, progress=progress)
            with (part / INDEX).open("wb") as index:
                index.writelines(lines)
        sizes = {path.name: path.stat().st_size for path in part.iterdir()}
    files = [Written(None, str(folder / name), records, sizes[name]) for name, records in series.records.items()]
    files.append(Written(None, str(folder / INDEX), None, sizes[INDEX]))
    return Exported(files, series.left_out, whole=not series.lost)


def write_series(
    archive: Archive,
    open_file: Open,
    lines: SortedLines,
    *,
    software: str,
    largest: int = LARGEST_FILE,
    progress: Progress | None = None,
    see: See | None = None,
) -> Series:
    """Write the captures into as many files as it takes; `see` is shown each that was written."""
    series = Series()
    total = archive.connection.execute("SELECT count(*) FROM capture_log").fetchone()[0]

    def write(file: WarcFile, name: str, one: Evidence) -> None:
        if progress is not None and series.seen % 100 == 0:
            progress(series.seen, total, name)
        _write_one(file, name, one, series, lines)
        if see is not None and one.record is not None:
            see(one)

    with archive.one_state():
        captured = evidence(archive.connection)
        first = next(captured, None)
        while first is not None or not series.records:
            name = f"{archive.path.stem}-{len(series.records):05}.warc.gz"
            with open_file(name) as stream:
                file = WarcFile(stream)
                file.add(_warcinfo(name, software))
                for one in _until_full(file, largest, first, captured):
                    write(file, name, one)
            series.records[name] = file.records
            first = next(captured, None)
    return series


def _until_full(file: WarcFile, largest: int, first: Evidence | None, rest: Iterator[Evidence]) -> Iterator[Evidence]:
    """The captures that a file takes: the `first`, which comes before the `rest`, and what follows until it is full."""
    if first is None:
        return
    yield first
    while file.offset < largest and (following := next(rest, None)) is not None:
        yield following


def _write_one(file: WarcFile, name: str, one: Evidence, series: Series, lines: SortedLines) -> None:
    if one.record is None or one.metadata is None:
        if one.loss:
            series.lost.append(f"capture {one.capture_id} of {one.url}: {one.missing}")
        else:
            series.missing[one.missing] += 1
        return
    offset, length = file.add(one.record)
    file.add(one.metadata)
    series.captures += 1
    lines.add(Entry(one.url, one.fetched_at, one.media_type, one.status, one.digest, offset, length, name).line())


def _warcinfo(name: str, software: str) -> Record:
    block = fields_block(
        [
            ("software", software),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
            ("description", " ".join(NOT_KEPT)),
        ]
    )
    moment = now()
    fields = (
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", record_id("warcinfo", name, moment, uuid.uuid4())),
        ("WARC-Date", moment),
        ("WARC-Filename", name),
        ("Content-Type", FIELDS),
        ("WARC-Block-Digest", digests.stated(block)),
    )
    return Record(fields, block)
