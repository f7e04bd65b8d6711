"""HTTP answers as bytes: taken apart, unpacked from what carried them, and put together again.

An answer in a WARC file stands there as it went over the wire: in chunks, compressed. A payload of the archive is
what the codings held, so that it is readable alone. An answer that is written out again has no wire form any more:
the headers that described it keep their values under names of their own, as Common Crawl does it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.raw.fields import Fields
from archive.warc import codings
from archive.warc.codings import CutOff, NotCoded

# Under `x-crawler-NAME` stands a header that no longer describes the body beside it.
MOVED = "x-crawler-"
OF_THE_WIRE = ("transfer-encoding", "content-encoding", "content-length")
_STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t].*)?$")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_BREAKS = re.compile(r"[\r\n\x00]+")


class NoMessage(ValueError):
    """The bytes are no HTTP answer."""


@dataclass(frozen=True, slots=True)
class Message:
    """An answer: header names in lower case, a list where one came several times; the body as it was carried."""

    status: int
    fields: Fields
    body: bytes


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A body without its codings. `unchunked` is the step between; `remarks` say what did not fit its headers."""

    body: bytes
    unchunked: bytes
    remarks: tuple[str, ...]


def parse(block: bytes) -> Message:
    """Take an answer apart. Raises NoMessage."""
    end = _HEAD_END.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block.rstrip(b"\r\n"), b"")
    first, *lines = re.split(rb"\r?\n", head)
    status = _STATUS_LINE.match(first)
    if status is None:
        raise NoMessage("it does not begin with an HTTP status")
    return Message(int(status[1]), _fields(lines), body)


def head_of(status: int, fields: Mapping[str, str | Sequence[str]], body_size: int | None) -> bytes:
    """The head of an answer whose body stands unpacked; `body_size` None where none follows.

    The version of the protocol and the reason phrase are not known: 1.1 is written, and no phrase.
    """
    lines = [f"HTTP/1.1 {status} "]
    for name, values in fields.items():
        texts = [values] if isinstance(values, str) else values
        moved = body_size is not None and _describes_the_wire(name, texts, body_size)
        lines += [f"{MOVED if moved else ''}{name}: {_BREAKS.sub(' ', text)}" for text in texts]
    text = "\r\n".join(lines) + "\r\n\r\n"
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:  # a header that did not come from a server
        return text.encode()


def restored(fields: Fields) -> Fields:
    """The headers under the names that they came with, where `head_of` or another crawler moved them."""
    moved = {name.removeprefix(MOVED) for name in fields if name.startswith(MOVED)} & set(OF_THE_WIRE)
    kept = {name: value for name, value in fields.items() if name not in moved}
    return {name.removeprefix(MOVED) if name.removeprefix(MOVED) in moved else name: v for name, v in kept.items()}


def unpack(message: Message, largest: int) -> Unpacked:
    """The body without transfer and content codings: chunked, gzip, deflate, br, zstd.

    A coding that the headers name and the bytes have not is remarked on, and the bytes stay as they are: many
    crawlers unpack a body and leave the headers. Raises CutOff and TooLarge.
    """
    body, remarks = message.body, list[str]()
    if "chunked" in _codings(message.fields, "transfer-encoding"):
        try:
            body = codings.unchunked(body)
        except NotCoded:
            remarks.append("its headers say chunked, its bytes are not")
    unchunked = body
    for coding in reversed(_codings(message.fields, "content-encoding")):
        if coding == "identity" or not body:
            continue
        if not codings.is_known(coding):
            remarks.append(f"the coding {coding!r} is not known; the bytes are kept as they came")
            break
        try:
            body = codings.decoded(coding, body, largest)
        except NotCoded:
            remarks.append(f"its headers say {coding}, its bytes are not")
            break
    if not remarks:
        _refuse_short(message)
    return Unpacked(body, unchunked, tuple(remarks))


def _refuse_short(message: Message) -> None:
    length = message.fields.get("content-length")
    if not isinstance(length, str) or not _NUMBER.fullmatch(length):
        return
    if "transfer-encoding" not in message.fields and len(message.body) < int(length):
        raise CutOff(f"{len(message.body)} bytes of {length}")


def _fields(lines: Iterable[bytes]) -> Fields:
    fields: Fields = {}
    name = ""
    for line in lines:
        text = line.decode("latin-1")
        if text[:1] in {" ", "\t"} and name:  # a folded line goes on with the value before
            before = fields[name]
            joined = f"{before if isinstance(before, str) else before[-1]} {text.strip()}"
            fields[name] = joined if isinstance(before, str) else [*before[:-1], joined]
            continue
        label, colon, value = text.partition(":")
        name = label.strip().lower()
        if not colon or not name:
            name = ""
            continue
        before_ = fields.get(name)
        if before_ is None:
            fields[name] = value.strip()
        else:
            fields[name] = [*([before_] if isinstance(before_, str) else before_), value.strip()]
    return fields


def _describes_the_wire(name: str, texts: Sequence[str], body_size: int) -> bool:
    if name == "content-length":
        return list(texts) != [str(body_size)]
    return name in OF_THE_WIRE


def _codings(fields: Fields, name: str) -> list[str]:
    value = fields.get(name, "")
    joined = value if isinstance(value, str) else ",".join(value)
    return [coding.strip().lower() for coding in joined.split(",") if coding.strip()]
