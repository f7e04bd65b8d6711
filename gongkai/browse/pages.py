"""Our pages: what each address shows. They ask the archive, in Datasette's threads, and fill a template."""

from collections.abc import Mapping
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from archive.errors import ArchiveError
from archive.raw import payloads
from archive.search import Filters, NothingToFind
from archive.show import report
from archive.store import Archive
from gongkai.browse import sources, start
from gongkai.browse.anchors import anchor
from gongkai.browse.beside import beside, failing_cells
from gongkai.browse.connections import ArchiveDatabase
from gongkai.browse.plugin import DATABASE
from gongkai.browse.policy import CONTENT_POLICY, STORED_PAGES
from gongkai.reports import FIELDS
from gongkai.tables import tables_of, words
from parsers.documents.sniff import sniff
from parsers.model import Context

_NUMBER = "[0-9]{1,15}"
# The views that have rows of one report, in the order of a report.
_VIEWS_OF_REPORT = (
    *("reports", "disclosures", "applications", "legal_challenges", "cells", "cell_notes", "checks", "corrections"),
    *("indicators", "narrative_figures", "sections", "remarks", "report_metadata", "parses", "parse_changes"),
    "source_changes",
)
# Files that are sent under their own ending; a page would run, opened from a disk, what stands in it.
_FILES = frozenset({"pdf", "ofd", "docx", "doc", "xlsx", "xls"})


class WrongAddress(ArchiveError):
    """A page was asked for with a value that it cannot have."""


async def show_start(datasette: Datasette, request: Request) -> Response:
    found = await _archive(datasette).look(start.start)
    return await _page(datasette, request, "start.html", {"start": found, "seconds": start.SECONDS})


async def show_search(datasette: Datasette, request: Request) -> Response:
    text = (request.args.get("q") or "").strip()
    year, province, agency = (request.args.get(name) or None for name in ("year", "province", "agency"))
    filters = Filters(_number(year, "year"), province, agency)
    found, problem = None, ""
    if text:
        try:
            found = await _archive(datasette).look(lambda archive: start.found(archive, text, filters))
        except NothingToFind as error:
            problem = str(error)
    shown = {"text": text, "filters": filters, "found": found, "problem": problem, "marked": start.marked}
    return await _page(datasette, request, "search.html", shown)


async def show_report(datasette: Datasette, request: Request) -> Response:
    shown = await _archive(datasette).look(lambda archive: report(archive, _number_in(request, "report_id")))
    failing = failing_cells(shown)
    return await _page(
        datasette,
        request,
        "report.html",
        {
            "shown": shown,
            "fields": [(name, shown.fields[name]) for name in FIELDS],
            "tables": tables_of(shown.reading, failing),
            "views": _VIEWS_OF_REPORT,
        },
    )


async def show_beside(datasette: Datasette, request: Request) -> Response:
    other, cell = _number(request.args.get("with"), "with"), request.args.get("cell") or None

    def found(archive: Archive) -> Any:
        return beside(archive, _number_in(request, "report_id"), other, cell)

    return await _page(datasette, request, "beside.html", {"beside": await _archive(datasette).look(found)})


async def show_source(datasette: Datasette, request: Request) -> Response:
    def found(archive: Archive) -> Any:
        return sources.source_of(archive, _number_in(request, "parse_id"), request.args.get("as"))

    shown = {"shown": await _archive(datasette).look(found)}
    return await _page(datasette, request, "source.html", shown, {CONTENT_POLICY: STORED_PAGES})


async def send_payload(datasette: Datasette, request: Request) -> Response:
    """The bytes as a file to be kept: no browser shows them as a page."""
    sha256 = request.url_vars["sha256"]
    payload = await _archive(datasette).look(lambda archive: payloads.get(archive.connection, sha256))
    kind = sniff(payload, Context(url=""))
    name = f"{sha256[:16]}.{kind if kind in _FILES else 'bin'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', CONTENT_POLICY: STORED_PAGES}
    return Response(payload, headers=headers, content_type="application/octet-stream")


async def not_there() -> Response:
    """What Datasette says there of itself, its plugins and the path of the archive is nobody's business."""
    raise NotFound("there is no such page")


ROUTES = [
    (r"^/$", show_start),
    (r"^/-/search$", show_search),
    (rf"^/-/report/(?P<report_id>{_NUMBER})$", show_report),
    (rf"^/-/report/(?P<report_id>{_NUMBER})/beside$", show_beside),
    (rf"^/-/reading/(?P<parse_id>{_NUMBER})/source$", show_source),
    (r"^/-/payload/(?P<sha256>[0-9a-f]{64})$", send_payload),
    (r"^/-/(?!static/|gongkai/)", not_there),
]


async def _page(
    datasette: Datasette,
    request: Request,
    template: str,
    shown: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> Response:
    context = {"database": DATABASE, "anchor": anchor, "words": words, **shown}
    return Response.html(
        await datasette.render_template(template, context, request=request, view_name="gongkai"), headers=headers
    )


def _archive(datasette: Datasette) -> ArchiveDatabase:
    database: ArchiveDatabase = datasette.get_database(DATABASE)
    return database


def _number_in(request: Request, name: str) -> int:
    return int(request.url_vars[name])


def _number(text: str | None, name: str) -> int | None:
    """Raises WrongAddress."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise WrongAddress(f"{name} is a number, not {text[:40]!r}")
    return int(text)
