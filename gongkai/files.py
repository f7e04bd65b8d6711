"""Files at hand as captures: which files a path names, the URL each stands for, its bytes and media type."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from archive import moments
from archive.raw.captures import Capture
from gongkai.front import Failure
from parsers.model import Context

# By ending, from this list alone: what a machine's own table says must not enter the context of a reading.
MEDIA_TYPES = {
    ".htm": "text/html",
    ".html": "text/html",
    ".shtml": "text/html",
    ".jhtml": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".pdf": "application/pdf",
    ".ofd": "application/ofd",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".wps": "application/vnd.ms-works",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".json": "application/json",
    ".xml": "application/xml",
    ".zip": "application/zip",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".bmp": "image/bmp",
    ".webp": "image/webp",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
LARGEST = 64 * 1024 * 1024  # bytes; a report of this size is none


@dataclass(frozen=True)
class Named:
    """A file that the command line names, and the URL it stands for."""

    path: Path
    url: str


class Found(NamedTuple):
    """The files of paths, and what of the paths cannot be looked into, with the reason."""

    files: list[Named]
    left_out: list[tuple[str, str]]


def name_files(paths: Iterable[Path], url_prefix: str | None) -> Found:
    """The files of the paths, folders to their end, sorted; hidden files are not taken, nor folders behind links.

    With a prefix the URL is prefix + path below the folder named (the file's own name where a file is
    named), else the `file:` URL. Raises Failure where a path is missing or two files would be one URL.
    """
    if url_prefix is not None:
        url_prefix = _checked_prefix(url_prefix)
    named: dict[str, Named] = {}
    left_out: list[tuple[str, str]] = []
    for path in paths:
        if not path.exists():
            raise Failure(f"there is no file or folder {path}")
        folder = path if path.is_dir() else path.parent
        for file in _files(path, left_out):
            below = quote(file.relative_to(folder).as_posix(), errors="surrogateescape")
            url = url_prefix + below if url_prefix is not None else file.resolve().as_uri()
            other = named.setdefault(url, Named(file, url))
            if not other.path.samefile(file):
                raise Failure(f"{other.path} and {file} would both be {url}; ingest them with different prefixes")
    return Found(list(named.values()), left_out)


def _checked_prefix(prefix: str) -> str:
    try:
        parts = urlsplit(prefix)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets around no address, or a port that is none
        is_address = False
    if not is_address:
        raise Failure(f"--url-prefix {prefix} is no http or https address; give one such as https://host/path/")
    return prefix if prefix.endswith("/") else prefix + "/"


def _files(path: Path, left_out: list[tuple[str, str]]) -> Iterator[Path]:
    """The regular files; another one, such as a pipe, may have no end."""
    if not path.is_dir():
        if not path.is_file():
            raise Failure(f"{path} is neither a regular file nor a folder; save what it gives in a file")
        yield path
        return
    unlisted: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=unlisted.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in (Path(folder, name) for name in sorted(names) if not name.startswith(".")):
            if file.is_file():
                yield file
            else:
                left_out.append((str(file), "a link to nothing, or no regular file"))
    left_out += [(str(error.filename), error.strerror or str(error)) for error in unlisted]


def capture_of(named: Named, fetched_at: str | None) -> Capture:
    """The file as a capture. Raises OSError where it cannot be read.

    `fetched_at` is a UTC time, or "mtime" to take the file's own, or None for now: when a copy came onto
    this machine says little of when the portal sent it, so nothing is taken from the file unless asked.
    """
    size = named.path.stat().st_size
    media_type = MEDIA_TYPES.get(named.path.suffix.lower(), "application/octet-stream")
    is_too_large = size > LARGEST
    return Capture(
        url=named.url,
        fetched_at=_time_of(named.path, fetched_at),
        verdict="too_large" if is_too_large else "ok",
        media_type=media_type,
        context=Context(url=named.url, media_type=media_type),
        body=None if is_too_large else named.path.read_bytes(),
        error=f"{size} bytes; at most {LARGEST} are taken" if is_too_large else None,
    )


def is_readable(capture: Capture) -> bool:
    """Whether there is a reader for the bytes, or a program that makes them readable, whatever the file is called."""
    from archive.derived.making import MADE_READABLE
    from parsers.reading import reader_of
    from parsers.versions import VERSIONS

    if capture.body is None or capture.context is None:
        return False
    return reader_of(capture.body, capture.context) in {*VERSIONS, *MADE_READABLE}


def _time_of(path: Path, fetched_at: str | None) -> str:
    if fetched_at is not None and fetched_at != "mtime":
        return fetched_at
    if fetched_at is None:
        return moments.now()
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime(moments.FORMAT)
    except (ValueError, OverflowError) as error:  # file systems know years that calendars do not
        raise OSError(f"its time cannot be told: {error}") from error
