"""How long one document may be read, so that a page made to cost hours holds up no run.

What counts is processor time, not the clock: a busy machine takes longer over a document, but does not give it up
sooner. The slowest files that the readers' own bounds admit took thirteen seconds where it was tried (two hundred ruled
pages of PDF) and a printed report a third of one; so a document that reaches the deadline is no report, on a machine a
tenth as fast either.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 60.0  # of processor time, for one document
GIVEN_UP = ", and was given up"  # how a reason ends that says so
AGAIN = 1.0  # and each further second, for where an exception cannot pass, as in what a C library calls back
HAS_TIMER = hasattr(signal, "setitimer")  # Windows has none: there nothing is given up for the time it takes


class TookTooLong(BaseException):
    """Reading a document in this process was given up. A BaseException: no `except` of a reader may take it."""


def reason(seconds: float) -> str:
    """Why a document has no reading that was given up after so long."""
    return f"reading it took more than {seconds:g} s of processor time{GIVEN_UP}"


def was_given_up(reason: str | None) -> bool:
    """Whether a reading that failed for this reason says nothing of the document but that it takes long."""
    return reason is not None and reason.endswith(GIVEN_UP)


def end_this_process() -> None:
    """From now on the deadline ends this process, by a signal that nothing in it can put off."""
    if HAS_TIMER:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)


def has_ended(exit_code: int | None) -> bool:
    """Whether a process that ended so was ended by the deadline."""
    return HAS_TIMER and exit_code == -signal.SIGPROF


@contextmanager
def running(seconds: float) -> Iterator[None]:
    """The deadline runs while one document is read."""
    if not HAS_TIMER:
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@contextmanager
def heard_here(seconds: float) -> Iterator[float]:
    """Within, the deadline raises TookTooLong in this process; yields the seconds, or 0 where it cannot be heard.

    A library written in C is not interrupted: the exception waits until it comes back. Only the main thread hears
    signals; in another one nothing is bounded.
    """
    if not HAS_TIMER or threading.current_thread() is not threading.main_thread():
        yield 0.0
        return
    before = signal.signal(signal.SIGPROF, _give_up)
    try:
        yield seconds
    finally:
        signal.signal(signal.SIGPROF, before)


def _give_up(_number: int, _frame: FrameType | None) -> None:
    raise TookTooLong
