"""Tiny readings, and a reader for payloads that are readings written out.

Through it a test says literally what a page holds, and what another version of the reader makes of it.
"""

import hashlib
import json
import os
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from archive.parsed.rows import APPLICANTS
from archive.raw import captures
from archive.raw.captures import Capture, Recorded
from archive.store import Archive
from parsers.model import (
    Attachment,
    Check,
    Context,
    Figure,
    Indicator,
    MetadataField,
    NarrativeFigure,
    Publisher,
    Reading,
    Section,
)

DIVISION = "411424"


def line(code: str, total: int | None, **of_applicants: int) -> tuple[Figure, ...]:
    """A line of table 3: the total, and zeros where nothing else is said; a total of None is a blank cell."""
    values: dict[str, int | None] = {**dict.fromkeys(APPLICANTS, 0), **of_applicants, "total": total}
    return tuple(
        Figure(
            "applications",
            code,
            column,
            value,
            "blank" if value is None else "number",
            raw="" if value is None else str(value),
        )
        for column, value in values.items()
    )


def measure(item: str, code: str, value: float | None, raw: str | None = None) -> Figure:
    printed = raw if raw is not None else "" if value is None else str(value)
    kind = "blank" if value is None else "number" if printed == str(value) else "noted"
    return Figure("disclosures", item, code, value, kind, raw=printed, unit="件")


def in_force(issued: int, repealed: int, standing: int | None) -> tuple[Figure, ...]:
    values = {"issued": issued, "repealed": repealed, "in_force": standing}
    return tuple(measure("normative_documents", code, value) for code, value in values.items())


def check(subject: str, state: str, rule: str = "row_sum") -> Check:
    return Check(rule, subject, state, (f"applications.{subject}.total",), "as printed")  # type: ignore[arg-type]


def report(
    name: str | None = "水利局",
    year: int | None = 2023,
    *,
    figures: tuple[Figure, ...] = (),
    checks: tuple[Check, ...] = (),
    **fields: object,
) -> Reading:
    """A report of a department of 柘城县; `name` None: who reports is not known."""
    publisher = Publisher(
        name=None if name is None else f"柘城县{name}",
        bare_name=name,
        agency_class="department",
        scope="own",
        division_code=DIVISION,
    )
    reading = Reading("report", "html", publisher=publisher, year=year, form="2021", figures=figures, checks=checks)
    return replace(reading, **fields)  # type: ignore[arg-type]


def sections(*texts: str) -> tuple[Section, ...]:
    return tuple(Section(number, None, f"第{number}", text) for number, text in enumerate(texts, start=1))


def page(reading: Reading) -> bytes:
    """The payload that `WrittenOut` reads as this reading."""
    return json.dumps(_named(reading), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _named(part: Any) -> Any:
    """A reading with a name before each of its values, so that a test can replace them in its text."""
    if isinstance(part, tuple) and hasattr(part, "_asdict"):
        return {name: _named(value) for name, value in part._asdict().items()}
    if is_dataclass(part):
        return {one.name: _named(getattr(part, one.name)) for one in fields(part)}
    return [_named(one) for one in part] if isinstance(part, tuple) else part


def _read_out(text: str) -> Reading:
    said = json.loads(text)
    kinds = {"figures": Figure, "checks": Check, "sections": Section, "narrative": NarrativeFigure,
             "indicators": Indicator, "metadata": MetadataField, "attachments": Attachment}  # fmt: skip
    for name, kind in kinds.items():
        said[name] = tuple(kind(**{key: _tupled(value) for key, value in one.items()}) for one in said[name])
    return Reading(**said | {"publisher": Publisher(**said["publisher"]), "remarks": tuple(said["remarks"])})


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True)
class WrittenOut:
    """Reads payloads that are readings written out. `changes` are replaced in the text first: what a new rule does."""

    version: str = "html-1"
    changes: tuple[tuple[str, str], ...] = field(default=())

    def read(self, payload: bytes, context: Context) -> Reading:  # noqa: ARG002 - a reader is given the context
        text = payload.decode()
        if text == "raise":
            raise RuntimeError("no such table")
        if text == "die":
            os._exit(9)
        for old, new in self.changes:
            text = text.replace(old, new)
        try:
            return _read_out(text)
        except (ValueError, TypeError, KeyError):
            return Reading("not_a_report", "html", "it is none")

    def reader_of(self, payload: bytes, context: Context) -> str:  # noqa: ARG002 - all is html here
        return "html"

    def reader_version(self, kind: str) -> str:  # noqa: ARG002 - there is one kind
        return self.version

    def fingerprint(self, kind: str) -> str:
        return hashlib.sha256(repr((self, kind)).encode()).hexdigest()


URL = "https://www.example.gov.cn/nb/1.html"


def capture(
    url: str = URL, body: bytes | None = b"", fetched_at: str = "2024-02-01T00:00:00Z", **fields: object
) -> Capture:
    """A sound capture of a page, unless fields say otherwise."""
    plain = Capture(
        url=url,
        fetched_at=fetched_at,
        verdict="ok",
        status=200,
        media_type="text/html",
        body=body,
        context=Context(url=url),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def keep(archive: Archive, *held: Capture) -> list[Recorded]:
    with archive.write() as conn:
        return [captures.record(conn, one) for one in held]


def views(archive: Archive) -> list[str]:
    rows = archive.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
    return [row[0] for row in rows]
