"""The index beside WARC files: one line of key, time and JSON for each record that can be replayed, in sorted order."""

import heapq
import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Self

from archive.export.surt import surt

IN_MEMORY = 32 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that can be replayed. `fetched_at` is as the archive writes times; `status` None without HTTP."""

    url: str
    fetched_at: str
    media_type: str
    status: int | None
    digest: str
    offset: int
    length: int
    filename: str

    @property
    def time(self) -> str:
        """The time as indexes write it: digits alone."""
        return "".join(filter(str.isdigit, self.fetched_at))

    def line(self) -> bytes:
        fields = {
            "url": self.url,
            "mime": self.media_type,
            **({"status": str(self.status)} if self.status is not None else {}),
            "digest": self.digest,
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.filename,
        }
        return f"{surt(self.url)} {self.time} {json.dumps(fields, ensure_ascii=False)}\n".encode()


@dataclass
class SortedLines:
    """Lines to be sorted by their bytes, in files once they are many; these lie in `folder`, without a name."""

    folder: Path
    in_memory: int = IN_MEMORY
    _lines: list[bytes] = field(default_factory=list)
    _size: int = 0
    _runs: ExitStack = field(default_factory=ExitStack)
    _files: list[BinaryIO] = field(default_factory=list)

    def add(self, line: bytes) -> None:
        self._lines.append(line)
        self._size += len(line)
        if self._size > self.in_memory:
            self._put_away()

    def __iter__(self) -> Iterator[bytes]:
        self._lines.sort()
        for file in self._files:
            file.seek(0)
        return heapq.merge(*self._files, self._lines)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._runs.close()

    def _put_away(self) -> None:
        self._lines.sort()
        file = self._runs.enter_context(tempfile.TemporaryFile(dir=self.folder))  # noqa: SIM115 - closed with all runs
        file.writelines(self._lines)
        self._files.append(file)
        self._lines, self._size = [], 0
