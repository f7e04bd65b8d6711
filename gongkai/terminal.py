"""Text for people: safe, aligned by what a terminal shows, coloured only where there is a terminal.

Nothing that a portal sent can act on the terminal: control characters and text-direction overrides are made
visible, and rich never reads the text as markup.
"""

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile(r"\s*[\r\n\t\x0b\x0c\u2028\u2029]+\s*")
_EIGHTHS = " ▏▎▍▌▋▊▉"
LONGEST_CELL = 60


def safe(text: str) -> str:
    """The text with each character that a terminal would obey replaced by U+FFFD; newlines and tabs stay."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n"))


def one_line(value: object, longest: int | None = None) -> str:
    """A value of SQL as one safe line, cut with … where it is wider than `longest` terminal columns."""
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    line = safe(_BREAKS.sub(" ", str(value)))
    if longest is not None and width(line) > longest:
        from rich.cells import set_cell_size

        return set_cell_size(line, longest - 1).rstrip() + "…"
    return line


def counted(number: int, noun: str) -> str:
    """A number of things as a sentence says it: 1 report, 2 reports, 1,200 new payloads."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def width(text: str) -> int:
    """Terminal columns that the text takes: Chinese characters take two."""
    from rich.cells import cell_len

    return cell_len(text)


def bar(value: float, largest: float, columns: int) -> str:
    """A bar of block characters, `columns` long for the largest value."""
    eighths = round(columns * 8 * value / largest) if largest > 0 and value > 0 else 0
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


class Terminal:
    """Where results for people are printed: tables through rich on a terminal, aligned plain text elsewhere."""

    def __init__(self, stream: IO[str] | None = None, console: "Console | None" = None) -> None:
        self.stream = stream or sys.stdout
        if console is None and self.stream.isatty():
            from rich.console import Console

            console = Console(file=self.stream, highlight=False, markup=False, emoji=False)
        self.console = console

    def line(self, text: str = "", style: str = "") -> None:
        if self.console is None:
            self.stream.write(safe(text) + "\n")
        else:
            from rich.text import Text

            self.console.print(Text(safe(text), style=style), soft_wrap=True)

    def heading(self, text: str) -> None:
        self.line()
        self.line(text, style="bold")

    def table(
        self,
        headings: Sequence[str],
        rows: Iterable[Sequence[object]],
        longest: int = LONGEST_CELL,
        right: Collection[int] = (),
    ) -> None:
        """Print rows under headings; columns of numbers alone stand right, and those that `right` names."""
        values = [list(row) for row in rows]
        is_right = [i in right or _are_numbers(row[i] for row in values) for i in range(len(headings))]
        shown = [[one_line(value, longest) for value in row] for row in values]
        heads = [one_line(heading, longest) for heading in headings]
        if self.console is None:
            self.stream.writelines(f"{line}\n" for line in _aligned(heads, shown, is_right))
        else:
            self.console.print(_rich_table(heads, shown, is_right))

    def chart(self, bars: Sequence[tuple[str, float]], columns: int = 40) -> None:
        """Print one bar of block characters for each label."""
        largest = max((value for _, value in bars), default=0)
        labels = [one_line(label, LONGEST_CELL) for label, _ in bars]
        widest = max(map(width, labels), default=0)
        for label, (_, value) in zip(labels, bars, strict=True):
            self.line(f"{_pad(label, widest, is_right=False)}  {bar(value, largest, columns)} {value:,}")


@contextmanager
def paged(terminal: Terminal) -> Iterator[Terminal]:
    """Show what is printed through the system's pager, where it is longer than the terminal."""
    if terminal.console is None:
        yield terminal
        return
    with terminal.console.capture() as captured:
        yield terminal
    printed = captured.get()
    if printed.count("\n") < terminal.console.height:
        terminal.stream.write(printed)
    else:
        import click

        click.echo_via_pager(printed)


def _aligned(heads: list[str], rows: list[list[str]], right: list[bool]) -> Iterator[str]:
    widths = [max([width(head), *(width(row[i]) for row in rows)]) for i, head in enumerate(heads)]
    for row in [heads, ["-" * columns for columns in widths], *rows]:
        yield "  ".join(_pad(*cell) for cell in zip(row, widths, right, strict=True)).rstrip()


def _rich_table(heads: list[str], rows: list[list[str]], right: list[bool]) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head, is_right in zip(heads, right, strict=True):
        table.add_column(Text(head), justify="right" if is_right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell, style="dim" if cell == "NULL" else "") for cell in row))
    return table


def _are_numbers(values: Iterable[object]) -> bool:
    said = [value for value in values if value is not None]
    return bool(said) and all(isinstance(value, int | float) for value in said)


def _pad(text: str, columns: int, is_right: bool) -> str:
    blank = " " * (columns - width(text))
    return blank + text if is_right else text + blank
