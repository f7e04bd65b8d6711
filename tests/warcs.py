"""WARC files as other programs write them, put together from bytes."""

import gzip

DATE = "2020-02-03T04:05:06Z"


def record(kind: str, uri: str | None = None, block: bytes = b"", date: str = DATE, **fields: str) -> bytes:
    """A record; `payload_digest=…` becomes `WARC-Payload-Digest`, `content_type=…` becomes `Content-Type`."""
    named = {"WARC-Type": kind, "WARC-Date": date} | ({"WARC-Target-URI": uri} if uri else {})
    if kind in {"response", "revisit"}:
        named["Content-Type"] = "application/http; msgtype=response"
    for name, value in fields.items():
        label = "-".join(part.capitalize() for part in name.split("_"))
        named[label if label == "Content-Type" else f"WARC-{label}"] = value
    named["Content-Length"] = str(len(block))
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An HTTP answer as it went over the wire."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode("latin-1") + body


def packed(*records: bytes) -> bytes:
    """A gzip member for each record."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
