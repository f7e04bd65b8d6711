"""A live progress bar on stderr where that is a terminal; elsewhere a plain line now and then; none with --quiet."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from gongkai.front import Front

Report = Callable[[int, int, str], None]

BETWEEN_LINES = 30.0  # seconds; what takes less than that says nothing on the way


@contextmanager
def progress_bar(front: Front, what: str, *, timed: bool = False) -> Iterator[Report]:
    """Give a function to call with (done, total, remark) as work goes on.

    `timed`: the rate and the time that is left are told, for work of which one part is much like another.
    """
    if front.quiet:
        yield lambda _done, _total, _remark: None
        return
    if not sys.stderr.isatty():
        yield PlainLines(front, what, timed=timed)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(file=sys.stderr, highlight=False, markup=False, emoji=False)
    said = [TextColumn("{task.description}", markup=False), TextColumn("{task.fields[remark]}", markup=False)]
    left = (TextColumn("{task.fields[rate]}"), TextColumn("left"), TimeRemainingColumn()) if timed else ()
    columns = (said[0], BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), *left, said[1])
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(what, total=None, remark="", rate="")
        begun = monotonic()

        def report(done: int, total: int, remark: str) -> None:
            rate = f"{done / max(monotonic() - begun, 0.001):.0f}/s"
            bars.update(task, completed=done, total=total, remark=remark, rate=rate)

        yield report


class PlainLines:
    """Says how far the work is in a line of its own, seldom enough for a log."""

    def __init__(self, front: Front, what: str, between: float = BETWEEN_LINES, *, timed: bool = False) -> None:
        self._front = front
        self._what = what
        self._between = between
        self._timed = timed
        self._last = self._begun = monotonic()

    def __call__(self, done: int, total: int, remark: str) -> None:
        if monotonic() - self._last < self._between:
            return
        self._last = monotonic()
        pace = self._pace(done, total) if self._timed else ""
        self._front.say(f"{self._what}: {done} of {total}{pace}" + (f"; {remark}" if remark else ""))

    def _pace(self, done: int, total: int) -> str:
        rate = done / max(self._last - self._begun, 0.001)
        return f", {rate:.0f}/s, {duration((total - done) / rate)} left" if rate else ""


def duration(seconds: float) -> str:
    """`45 s`, `12 min` or `3 h 20 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
