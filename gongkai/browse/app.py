"""Datasette, put together for one archive: its views explained, its tables hidden, our pages beside them."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm

from archive.store import Archive
from gongkai.browse import plugin
from gongkai.browse.connections import ArchiveDatabase
from gongkai.browse.plugin import DATABASE
from gongkai.browse.policy import OUR_FILES, Application, guarded

_HERE = Path(__file__).parent
_SETTINGS = {
    "sql_time_limit_ms": 5_000,  # sums over a million reports take one
    "allow_download": False,  # the file with its log is no copy; `gongkai backup` makes one
    "default_cache_ttl": 0,  # a crawl may write while we read
}


class Browser:
    """Datasette over the archive that `opener` opens, as of a day where one is given.

    `application` is what a server calls; it answers to the names in `hosts`, or to any.
    """

    def __init__(
        self, path: Path, opener: Callable[[], Archive], hosts: Collection[str] | None, as_of: str | None
    ) -> None:
        with opener() as archive:
            metadata = _metadata(archive) | {"as_of": as_of}
        _only_our_plugin()
        self.datasette = Datasette(
            memory=False,
            files=[],
            metadata=metadata,
            template_dir=str(_HERE / "templates"),
            static_mounts=[(OUR_FILES.strip("/"), str(_HERE / "static"))],
            settings=_SETTINGS,
        )
        self.datasette.remove_database("_memory")  # it comes where no file is named
        self._archive = ArchiveDatabase(self.datasette, path, opener)
        self.datasette.add_database(self._archive, name=DATABASE)
        self.application: Application = guarded(self.datasette.app(), hosts)

    def interrupt(self) -> None:
        """Stop the statements that run, so that what waits for them can be answered, and all can end."""
        self._archive.interrupt()

    def close(self) -> None:
        """End the threads, which takes no longer than a statement may, and close what they had open."""
        self.datasette.executor.shutdown(cancel_futures=True)
        self._archive.close()


def _only_our_plugin() -> None:
    """Plugins that are installed for other uses of Datasette stay out: they may write, or bring scripts."""
    for installed, _ in pm.list_plugin_distinfo():
        pm.unregister(installed)
    if pm.has_plugin("datasette.handle_exception"):  # it prints all local variables for each mistake in a statement
        pm.unregister(name="datasette.handle_exception")
    if not pm.is_registered(plugin):
        pm.register(plugin, "gongkai")


def _metadata(archive: Archive) -> dict[str, Any]:
    """Every column of the views with its unit and meaning; the base tables hidden."""
    views: dict[str, dict[str, Any]] = {}
    rows = archive.connection.execute("SELECT view, column_name, unit, meaning FROM gongkai_columns")
    for view, column, unit, meaning in rows:
        described = f"{meaning} ({unit})" if unit else meaning
        views.setdefault(view, {"columns": {}})["columns"][column] = described
    tables = archive.connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
    hidden = {name: {"hidden": True} for (name,) in tables}
    return {
        "title": "gongkai",
        "databases": {
            DATABASE: {
                "description": "The views are the public face of the archive; its tables, hidden here, may change.",
                "tables": hidden | views,
            }
        },
    }
