"""All captures of an archive as one WACZ file: WARC files, their index, a list of pages, a manifest with digests."""

import gzip
import hashlib
import json
import re
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from archive.export.cdxj import SortedLines
from archive.export.evidence import NOT_KEPT, Evidence
from archive.export.places import Exported, Progress, Written, refuse_existing, whole_file
from archive.export.warc import LARGEST_FILE, write_series
from archive.moments import now
from archive.raw.captures import SOUND
from archive.store import Archive

WACZ_VERSION = "1.1.1"
LINES_IN_A_BLOCK = 1024
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def export_wacz(
    archive: Archive, path: Path, *, software: str, force: bool = False, progress: Progress | None = None
) -> Exported:
    """Write the file; it appears when it is whole. What is left out is as in the export to WARC.

    Raises ExportRefused where the file is there already, unless `force`.
    """
    refuse_existing(path, force=force)
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        whole_file(path) as part,
        zipfile.ZipFile(part, "w", allowZip64=True) as packed,
        SortedLines(path.parent) as lines,
        tempfile.TemporaryFile(dir=path.parent) as pages,
    ):
        package = _Package(packed)
        series = write_series(
            archive,
            lambda name: package.entry(f"archive/{name}", zipfile.ZIP_STORED),
            lines,
            software=software,
            largest=LARGEST_FILE,
            progress=progress,
            see=lambda one: _list_page(one, cast("BinaryIO", pages)),
        )
        _write_index(package, lines)
        _write_pages(package, cast("BinaryIO", pages))
        _write_manifest(package, archive.path.stem, software)
    written = Written(None, str(path), sum(series.records.values()), path.stat().st_size)
    return Exported([written], series.left_out, whole=not series.lost)


class _Package:
    """The entries of the file as they are written, each with its size and digest."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self.resources: list[dict[str, Any]] = []

    @contextmanager
    def entry(self, path: str, compression: int = zipfile.ZIP_DEFLATED) -> Iterator[BinaryIO]:
        info = zipfile.ZipInfo(path, time.gmtime()[:6])
        info.compress_type = compression
        with self._packed.open(info, "w", force_zip64=True) as stream:
            hashed = _Hashed(stream)
            yield cast("BinaryIO", hashed)
        name = re.sub(r"[^a-z0-9._-]", "-", Path(path).name.lower())
        digest = f"sha256:{hashed.sha256.hexdigest()}"
        self.resources.append({"name": name, "path": path, "hash": digest, "bytes": hashed.size})


class _Hashed:
    """A stream that knows how much was written and its digest."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.sha256 = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> int:
        self.sha256.update(piece)
        self.size += len(piece)
        return self._stream.write(piece)


def _list_page(one: Evidence, pages: BinaryIO) -> None:
    """Name the capture in the list of pages where it is the first of a sound page."""
    if one.record is None or one.verdict not in SOUND or one.media_type not in _PAGE_TYPES:
        return
    name = dict(one.record.fields)["WARC-Record-ID"].removeprefix("<urn:uuid:").removesuffix(">")
    page = {"id": name, "url": one.url, "ts": one.fetched_at} | ({"title": one.title} if one.title else {})
    pages.write(json.dumps(page, ensure_ascii=False).encode() + b"\n")


def _write_index(package: _Package, lines: Iterable[bytes]) -> None:
    """The index in compressed blocks, and an index of the blocks: its lines name the first line of each."""
    blocks = [b'!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
    offset, left = 0, iter(lines)
    with package.entry("indexes/index.cdx.gz", zipfile.ZIP_STORED) as stream:
        while block := list(islice(left, LINES_IN_A_BLOCK)):
            member = gzip.compress(b"".join(block), mtime=0)
            stream.write(member)
            key, moment, _ = block[0].split(b" ", 2)
            digest = f"sha256:{hashlib.sha256(member).hexdigest()}"
            place = {"offset": offset, "length": len(member), "digest": digest, "filename": "index.cdx.gz"}
            blocks.append(b" ".join([key, moment, json.dumps(place).encode()]) + b"\n")
            offset += len(member)
    with package.entry("indexes/index.idx") as stream:
        stream.write(b"".join(blocks))


def _write_pages(package: _Package, pages: BinaryIO) -> None:
    with package.entry("pages/pages.jsonl") as stream:
        stream.write(b'{"format": "json-pages-1.0", "id": "pages", "title": "All pages"}\n')
        pages.seek(0)
        while piece := pages.read(64 * 1024):
            stream.write(piece)


def _write_manifest(package: _Package, title: str, software: str) -> None:
    manifest = {
        "profile": "data-package",
        "wacz_version": WACZ_VERSION,
        "title": title,
        "description": " ".join(NOT_KEPT),
        "software": software,
        "created": now(),
        "resources": list(package.resources),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2).encode()
    with package.entry("datapackage.json") as stream:
        stream.write(text)
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(text).hexdigest()}"}
    with package.entry("datapackage-digest.json") as stream:
        stream.write(json.dumps(digest, indent=2).encode())
