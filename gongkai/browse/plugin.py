"""Our plugin of Datasette: our pages, links to them from every row, and plain sentences for what goes wrong."""

import logging
import sqlite3
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from archive.errors import ArchiveError
from archive.explain import NoSuchCell
from archive.query import QueryTooLong
from archive.raw.payloads import PayloadMissing
from archive.show import NoSuchReport
from archive.source import NoSuchReading
from archive.store import error_for

DATABASE = "archive"  # in addresses: /archive/reports

_PAGES = {"report_id": "/-/report/{}", "parse_id": "/-/reading/{}/source", "sha256": "/-/payload/{}"}
_NOT_THERE = (NoSuchReport, NoSuchReading, NoSuchCell, PayloadMissing)

logger = logging.getLogger("gongkai.browse")


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    from gongkai.browse import pages

    return pages.ROUTES


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: Any) -> dict[str, Any]:
    """What every page says: the day that it shows the archive of."""
    return {"as_of": datasette.metadata("as_of")}


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: Any, column: str, database: str) -> Any:
    """Numbers of reports and readings, and digests of payloads, lead to them."""
    page = _PAGES.get(column) if database == DATABASE and isinstance(value, int | str) else None
    return Markup('<a href="{}">{}</a>').format(page.format(value), value) if page else None


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Request, exception: Exception) -> Any:
    """A page, or JSON where that was asked for, that says in a sentence what is wrong."""
    status, sentence = _said(datasette, exception)

    async def answer() -> Response:
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": sentence, "status": status}, status=status)
        words = {"status": status, "sentence": sentence}
        return Response.html(await datasette.render_template("error.html", words, request=request), status=status)

    return answer


def _said(datasette: Any, exception: Exception) -> tuple[int, str]:
    if isinstance(exception, sqlite3.Error):
        exception = error_for(datasette.get_database(DATABASE).path, exception) or exception
    if isinstance(exception, DatasetteError):
        if exception.message_is_html:  # said with markup, and a script, only of a statement that took too long
            seconds = datasette.setting("sql_time_limit_ms") / 1000
            return exception.status, f"the statement was stopped after {seconds:g} seconds"
        return exception.status, str(exception.message or exception.title or "this cannot be shown")
    if isinstance(exception, Base400):
        words = str(exception.args[0]) if exception.args else ""
        return exception.status, words if words != str(exception.status) else "there is no such page"
    if isinstance(exception, _NOT_THERE):
        return 404, str(exception)
    if isinstance(exception, QueryTooLong):
        return 503, str(exception)
    if isinstance(exception, ArchiveError):
        return 400 if exception.exit_code == 2 else 503, str(exception)
    logger.error("a page failed", exc_info=exception)
    return 500, f"this program has a fault: {type(exception).__name__}: {exception}"
