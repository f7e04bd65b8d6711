"""Archives of as many reports as are wanted: real divisions, invented figures, and a reader that invents them.

All below the reader is what a crawl does: captures are recorded, readings stored, reports settled and indexed. Parsing
100,000 pages is another benchmark.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, product
from pathlib import Path

from archive.parsed import reparse
from archive.raw import captures
from archive.raw.captures import Capture
from archive.store import Archive
from benchmarks.sample import CONTEXT, largest_sample_page
from parsers.model import Context, Figure, Publisher, Reading, Section
from parsers.prose.divisions import COUNTY, DIVISIONS
from parsers.reading import read

YEARS = range(2019, 2025)
BODIES = ("水利局", "财政局", "教育局", "自然资源局", "农业农村局", "民政局", "交通运输局", "卫生健康委员会")
_PHRASES = tuple(
    "本机关按照条例要求主动公开政府信息 依法办理依申请公开事项 健全信息发布审核制度 网站栏目更新及时 组织业务培训"
    " 开展政策解读工作 对照考核要求逐项自查 行政复议和行政诉讼情况如下 公开内容仍不够全面 下一步将加强学习".split()
)
AT_ONCE = 2000


@dataclass(frozen=True)
class Invented:
    """A reader of seeds: the same seed is the same report. `rule` stands for the state of its code.

    With rule 2, one report in fifty has another figure than with rule 1.
    """

    rule: int = 1

    def read(self, payload: bytes, context: Context) -> Reading:
        seed = int(payload)
        chance = random.Random(seed)
        name, division, year = context.portal_name or "", context.division_code, context.year_hint
        body = BODIES[seed % len(BODIES)]
        publisher = Publisher(f"{name}{body}", "department", "own", division, body, None, "invented")
        return replace(
            _pattern(),
            title=f"{name}{body}{year}年政府信息公开工作年度报告",
            publisher=publisher,
            year=year,
            figures=_figures(chance, self.rule if seed % 50 == 0 else 1),
            sections=_sections(chance),
        )

    def reader_of(self, payload: bytes, context: Context) -> str:  # noqa: ARG002 - all payloads are of one kind
        return "html"

    def reader_version(self, kind: str) -> str:
        return f"{kind}-{self.rule}"

    def fingerprint(self, kind: str) -> str:
        return hashlib.sha256(f"{kind} {self.rule}".encode()).hexdigest()


_PATTERNS: list[Reading] = []


def _pattern() -> Reading:
    """A full reading of the largest sample page: all cells of the form, all checks."""
    if not _PATTERNS:
        _PATTERNS.append(read(largest_sample_page(), CONTEXT))
    return _PATTERNS[0]


def _figures(chance: random.Random, factor: int) -> tuple[Figure, ...]:
    """Mostly zeros, as in print."""
    figures = []
    for figure in _pattern().figures:
        value = chance.randrange(90) * factor if chance.random() < 0.15 else 0
        figures.append(figure._replace(value=value, raw=str(value)))
    return tuple(figures)


def _sections(chance: random.Random) -> tuple[Section, ...]:
    return tuple(
        section.__class__(
            section.ordinal,
            section.code,
            section.heading,
            "，".join(chance.choices(_PHRASES, k=12)) + f"，共{chance.randrange(10_000)}条。",
        )
        for section in _pattern().sections
    )


def documents() -> Iterator[tuple[int, Context]]:
    """Seeds and contexts, a county's bodies and years one after the other; more than 130,000."""
    counties = sorted({one.code: one for one in DIVISIONS.all() if one.level == COUNTY and one.until is None}.values())
    for seed, (county, body, year) in enumerate(product(counties, range(len(BODIES)), YEARS)):
        url = f"http://{county.code}.invalid/xxgk/nb/{body}/{year}.html"
        number = seed * len(BODIES) + body
        yield (
            number,
            Context(url, portal_id=county.code, portal_name=county.name, division_code=county.code, year_hint=year),
        )


def make(path: Path, count: int, workers: int = 2) -> Archive:
    """A new archive of `count` reports, open."""
    archive = Archive.open(path, create=True)
    source = islice(documents(), count)
    while portion := list(islice(source, AT_ONCE)):
        with archive.write() as conn:
            for number, context in portion:
                captures.record(
                    conn,
                    Capture(
                        url=context.url,
                        fetched_at="2026-11-21T20:00:00Z",
                        verdict="ok",
                        status=200,
                        media_type="text/html",
                        body=b"%d" % number,
                        context=context,
                        portal_id=context.portal_id,
                    ),
                )
    reparse.parse_new(archive, workers, reader=Invented())
    return archive
