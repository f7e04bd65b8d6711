"""What a portal is made of: its identity, its list entries, and the web that comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from gongkai.samples.make.report import ReportPlan


@dataclass(frozen=True, slots=True)
class Site:
    """An invented place with its portal. `site_code` is the number that every government site carries."""

    folder: str
    portal_id: str
    place: str
    name: str
    host: str
    family: str
    site_code: str
    level: Literal["市", "区", "县"]


@dataclass(frozen=True, slots=True)
class Charset:
    """How text becomes bytes, and what header and `<meta>` say of it; None says nothing."""

    codec: str = "utf-8"
    header: str | None = None
    meta: str | None = "utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the annual-report list.

    `what` is a report, another text, or nothing at all behind the link. `number` goes into the address, and
    so does `filed`, the date that the content system filed it on, where that is not the date of publication;
    `address` overrules both. `medium` says whether the article carries the report or only a link to it.
    `tags` overrule page tags (None leaves one out).
    """

    title: str
    date: str
    what: "ReportPlan | OtherText | Missing"
    number: int
    filed: str | None = None
    medium: Literal["html", "pdf", "docx"] = "html"
    address: str | None = None
    tags: tuple[tuple[str, str | None], ...] = ()
    charset: Charset | None = None
    traps: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The title as the list shows it: long ones are cut."""
        return self.title if len(self.title) <= 28 else f"{self.title[:26]}…"


@dataclass(frozen=True, slots=True)
class OtherText:
    """An article that is not a report."""

    kind: str
    paragraphs: tuple[str, ...]
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A link to nothing: answered with 404, or with 200 and an apology."""

    verdict: Literal["not_found", "soft_404"]


@dataclass(frozen=True, slots=True)
class Article:
    """All that an article's page shows."""

    title: str
    body: str
    published: str
    path: str
    column: str
    source: str
    index_number: str = ""
    document_number: str = ""
    produced: str | None = None
    tags: tuple[tuple[str, str | None], ...] = ()


@dataclass(slots=True)
class Web:
    """The files of a portal and how they are to be served.

    `types` and `modified` are by path; `downloads` by the file number that a download address names;
    `records` the rows behind a list that is fed by requests; `expected` the right readings, by path.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    modified: dict[str, str] = field(default_factory=dict)
    downloads: dict[str, dict[str, str]] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)
    expected: dict[str, dict[str, Any]] = field(default_factory=dict)
    listing: dict[str, Any] = field(default_factory=dict)

    def add(self, path: str, text: str, charset: Charset, modified: str) -> None:
        """An HTML page; `<!--charset-->` in its head becomes the label that it bears."""
        meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset.meta}" />' if charset.meta else ""
        self.files[path] = text.replace("<!--charset-->", meta).encode(charset.codec)
        self.types[path] = f"text/html; charset={charset.header}" if charset.header else "text/html"
        self.modified[path] = modified


@dataclass(frozen=True, slots=True)
class Portal:
    """A plan for a whole portal."""

    site: Site
    entries: Sequence[Entry]
    charset: Charset
    revised: Mapping[int, ReportPlan] = field(default_factory=dict)

    def plans(self) -> list[ReportPlan]:
        """Every report of the list once, in list order."""
        found = [entry.what for entry in self.entries if isinstance(entry.what, ReportPlan)]
        return list(dict.fromkeys(found))
