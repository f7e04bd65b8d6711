"""What every command shares: the global options, the one kind of failure, and JSON for programs."""

import json
import logging
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

DEFAULT_ARCHIVE = Path("data/gongkai.db")

# Exit codes, as documented.
DONE, INCOMPLETE, WRONG_INPUT, ARCHIVE_UNUSABLE, ALL_REFUSED = 0, 1, 2, 3, 4

# Characters that JSON leaves as they are but that a terminal may obey: DEL, C1 controls, text-direction overrides.
_LIVE = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Failure(Exception):
    """A command cannot go on: one sentence that says what, where and what to do, and an exit code."""

    def __init__(self, sentence: str, exit_code: int = WRONG_INPUT) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


@dataclass
class Front:
    """The global options, as `ctx.obj` of every command."""

    archive: Path = DEFAULT_ARCHIVE
    quiet: bool = False
    verbose: bool = False
    archive_is_named: bool = False  # on the command line; an environment's archive is not for the demo

    @property
    def log_level(self) -> str:
        return "INFO" if self.verbose else "ERROR" if self.quiet else "WARNING"

    def say(self, text: str) -> None:
        """Tell a human how it goes: stderr, and not with --quiet."""
        from gongkai.terminal import safe

        if not self.quiet:
            click.echo(safe(text), err=True)


def echo_json(value: object) -> None:
    """Print one JSON document that no terminal can mistake for control codes."""
    text = json.dumps(_by_name(value), ensure_ascii=False, indent=2)
    click.echo(_LIVE.sub(lambda found: f"\\u{ord(found.group()):04x}", text))


def _by_name(value: Any) -> Any:
    """The value with the fields of named tuples under their names; JSON of itself takes these for lists."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {key: _by_name(one) for key, one in value.items()}
    return [_by_name(one) for one in value] if isinstance(value, list | tuple) else value


class _SafeFormatter(logging.Formatter):
    """Log lines quote addresses and titles that a portal sent."""

    def format(self, record: logging.LogRecord) -> str:
        from gongkai.terminal import safe

        return safe(super().format(record))


class _Number(click.types.IntParamType):
    """A number of something in an archive. SQLite counts in 64 bits, so what is larger is the number of nothing."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        number = int(super().convert(value, param, ctx))
        if not 0 <= number < _NUMBERS_END:
            self.fail(f"{value!r} is no number from 0 to {_NUMBERS_END - 1}", param, ctx)
        return number


NUMBER = _Number()
_NUMBERS_END = 2**63


def log_to_stderr(front: Front) -> None:
    """Send logs where --quiet and --verbose say; again wherever these stand after the command's name."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(front.log_level)  # Scrapy sets levels of its own on its loggers
    handler.setFormatter(_SafeFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S"))
    logging.basicConfig(handlers=[handler], level=front.log_level, force=True)


class FrontCommand(click.Command):
    """A command that takes the global options after its name as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(
            [
                click.Option(["--archive"], type=click.Path(path_type=Path), **_GLOBAL),
                click.Option(["--quiet"], is_flag=True, default=None, **_GLOBAL),
                click.Option(["--verbose"], is_flag=True, default=None, **_GLOBAL),
            ]
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        for value in ctx.params.values():  # paths are no text: a file may be called anything
            for text in value if isinstance(value, tuple) else (value,):
                if isinstance(text, str):
                    _refuse_what_is_no_text(text)
        return rest


class FrontGroup(click.Group):
    """A group of such commands."""

    command_class = FrontCommand


def _refuse_what_is_no_text(argument: str) -> None:
    """Raise Failure where bytes of the command line are no characters in the encoding that the locale names."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        encoding = sys.getfilesystemencoding()
        raise Failure(
            f"{argument!r} is no text in {encoding}, the encoding of this locale; write it so, or set LC_ALL=C.UTF-8"
        ) from None


def _override(ctx: click.Context, param: click.Parameter, value: object) -> None:
    if value is not None:
        front = ctx.ensure_object(Front)
        setattr(front, str(param.name), value)
        front.archive_is_named |= param.name == "archive"
        log_to_stderr(front)


_GLOBAL: dict[str, Any] = {"expose_value": False, "hidden": True, "callback": _override}

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def json_option(function: _Decorated) -> _Decorated:
    """Give a command that prints results `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(function)
