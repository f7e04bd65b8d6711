"""A live progress bar on stderr, where stderr is a terminal; elsewhere and with --quiet nothing moves."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gongkai.front import Front

Report = Callable[[int, int, str], None]


@contextmanager
def progress_bar(front: Front, what: str) -> Iterator[Report]:
    """Give a function to call with (done, total, remark) as work goes on."""
    if front.quiet or not sys.stderr.isatty():
        yield lambda _done, _total, _remark: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(file=sys.stderr, highlight=False, markup=False, emoji=False)
    said = [TextColumn("{task.description}", markup=False), TextColumn("{task.fields[remark]}", markup=False)]
    columns = (said[0], BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), said[1])
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(what, total=None, remark="")
        yield lambda done, total, remark: bars.update(task, completed=done, total=total, remark=remark)
