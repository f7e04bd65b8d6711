"""The console script: global options, exit codes, and one sentence for each thing that can go wrong."""

import os
import sqlite3
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from click.core import ParameterSource

from archive.errors import ArchiveError
from archive.store import error_for
from gongkai import __version__
from gongkai.commands.backup import backup
from gongkai.commands.browse import browse
from gongkai.commands.correct import correct
from gongkai.commands.coverage import coverage
from gongkai.commands.crawl import crawl
from gongkai.commands.crawls import crawls
from gongkai.commands.demo import demo
from gongkai.commands.derive import derive
from gongkai.commands.discover import discover
from gongkai.commands.explain import explain
from gongkai.commands.export import export
from gongkai.commands.ingest import ingest
from gongkai.commands.merge import merge
from gongkai.commands.parse import parse, reparse
from gongkai.commands.portals import portals
from gongkai.commands.query import query
from gongkai.commands.runs import runs
from gongkai.commands.schedule import schedule
from gongkai.commands.search import search
from gongkai.commands.show import show
from gongkai.commands.status import status
from gongkai.commands.verify import verify
from gongkai.commands.withdraw import withdraw
from gongkai.front import DEFAULT_ARCHIVE, WRONG_INPUT, Failure, Front, FrontGroup, log_to_stderr


class FrontDoor(FrontGroup):
    """The root group; here, and only here, what the rooms below raise becomes a sentence and an exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        _make_streams_safe()
        try:
            return super().main(*args, **kwargs)
        except OSError as error:  # not that the reader of a pipe has gone: click ends quietly then
            _say_failure(_of_system(error))
            sys.exit(WRONG_INPUT)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (Failure, ArchiveError) as error:
            _fail(ctx, str(error), error.exit_code)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
                raise click.Abort from error
            plain = error_for(ctx.ensure_object(Front).archive, error)
            if plain is None:  # a statement of our own is wrong: that is a fault of this program
                raise
            _fail(ctx, str(plain), plain.exit_code)


def _make_streams_safe() -> None:
    """A terminal that lacks a character must not end a command, nor one that was started without any output."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
        elif hasattr(getattr(sys, name), "reconfigure"):
            getattr(sys, name).reconfigure(errors="backslashreplace")


def _fail(ctx: click.Context, sentence: str, exit_code: int) -> NoReturn:
    _say_failure(sentence)
    ctx.exit(exit_code)


def _say_failure(sentence: str) -> None:
    from gongkai.terminal import safe  # sentences may quote addresses and names that a portal sent

    click.echo(f"gongkai: {safe(sentence)}", err=True)


def _of_system(error: OSError) -> str:
    what = error.strerror or str(error)
    return f"{error.filename}: {what}" if error.filename else what


@click.group(cls=FrontDoor, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    envvar="GONGKAI_ARCHIVE",
    default=DEFAULT_ARCHIVE,
    show_default=True,
    help="The archive: one SQLite file. Also GONGKAI_ARCHIVE.",
)
@click.option("--quiet", is_flag=True, help="Results and errors only.")
@click.option("--verbose", is_flag=True, help="Log what is done, on stderr.")
@click.version_option(__version__, message="gongkai %(version)s")
@click.pass_context
def main(ctx: click.Context, archive: Path, *, quiet: bool, verbose: bool) -> None:
    """An archive of China's annual reports on government information disclosure.

    Exit codes: 0 done · 1 done but incomplete · 2 wrong usage or input · 3 archive damaged or locked
    · 4 every portal refused.
    """
    is_named = ctx.get_parameter_source("archive") is ParameterSource.COMMANDLINE
    ctx.obj = Front(archive, quiet, verbose, is_named)
    log_to_stderr(ctx.obj)


for command in (
    demo,
    crawl,
    crawls,
    discover,
    portals,
    ingest,
    parse,
    derive,
    reparse,
    runs,
    query,
    search,
    show,
    explain,
    browse,
    status,
    schedule,
    correct,
    coverage,
    export,
    verify,
    backup,
    merge,
    withdraw,
):
    main.add_command(command)
