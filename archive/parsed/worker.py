"""A process that reads documents for this one, and is made anew when a document brings it down."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from archive.errors import ArchiveError
from archive.parsed import deadline, memory
from archive.parsed.given_up import DIED
from archive.parsed.outcomes import Outcome, failed, read_one
from archive.parsed.reader import Reader, installed
from archive.parsed.readings import DocumentRow

# A process that waits and computes nothing is ended by the clock: after so long, or so many times the deadline.
SILENT_SECONDS = 600
PATIENCE = 10
Chunk = tuple[DocumentRow, ...]


class WorkerEnded(ArchiveError):
    """The process was ended on purpose, or none could be started: that says nothing of a document."""


class _Died(Exception):
    """The process died at a document; the text is why."""


class Worker:
    """One process, which is started when it is first needed. One thread at a time may use it; any may end it."""

    def __init__(self, reader: Reader | None, seconds: float, most: int) -> None:
        self._reader = reader
        self._seconds = seconds
        self._most = most
        self._running: tuple[BaseProcess, Connection] | None = None
        self._is_ended = False
        self._guard = threading.Lock()

    def read(self, chunk: Chunk) -> list[Outcome]:
        """The outcome of each document. Raises WorkerEnded."""
        outcomes: list[Outcome] = []
        while len(outcomes) < len(chunk):
            try:
                self._ask(chunk[len(outcomes) :], outcomes)
            except _Died as death:
                outcomes.append(self._read_after(chunk[len(outcomes)], str(death)))
        return outcomes

    def end(self) -> None:
        """End the process at once, whatever it reads; none is started after it."""
        with self._guard:
            self._is_ended = True
            if self._running is not None:
                self._running[0].kill()

    def _ask(self, chunk: Chunk, outcomes: list[Outcome]) -> None:
        """Have these read by the process that there is, or a new one; what it reads before it dies stands."""
        process, connection = self._running or self._start()
        try:
            connection.send(chunk)
            for _ in chunk:
                outcomes.append(self._answer(process, connection))  # noqa: PERF401 - what came before a death stands
        except (EOFError, OSError):
            self._running = None
            process.join()
            is_late = deadline.has_ended(process.exitcode)
            raise _Died(deadline.reason(self._seconds) if is_late else DIED) from None

    def _answer(self, process: BaseProcess, connection: Connection) -> Outcome:
        """Seconds are counted while this process is awake itself: one that was stopped for an hour has not waited."""
        patience = max(SILENT_SECONDS, round(PATIENCE * self._seconds))
        for _ in range(patience):
            if connection.poll(1.0):
                outcome: Outcome = connection.recv()
                return outcome
        self._running = None
        process.kill()
        raise _Died(f"reading it gave no result within {patience} s{deadline.GIVEN_UP}")

    def _read_after(self, document: DocumentRow, reason: str) -> Outcome:
        """The document at which a process died. One whose process may have been ended from outside is read again."""
        if reason == DIED:
            again: list[Outcome] = []
            try:
                self._ask((document,), again)
            except _Died as death:
                reason = str(death)
            else:
                return again[0]
        return failed(document, self._reader or installed(), reason)

    def _start(self) -> tuple[BaseProcess, Connection]:
        spawn = multiprocessing.get_context("spawn")
        connection, theirs = spawn.Pipe()
        process = spawn.Process(target=_work, args=(theirs, self._reader, self._seconds, self._most), daemon=True)
        with self._guard, _deaf_to_ctrl_c():
            if self._is_ended:
                raise WorkerEnded("the processes that read were ended")
            process.start()
            self._running = process, connection
        theirs.close()
        try:
            connection.recv()
        except (EOFError, OSError):
            process.join()
            raise WorkerEnded(f"a process that was to read ended as it began (with {process.exitcode})") from None
        return self._running


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Processes started within never hear Ctrl-C, not even while they load: it is the parent's, who hears it after.

    Windows cannot arrange that: there Ctrl-C reaches all of them, and ends them with the parent.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # which the first process would start, and which lets Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(connection: "Connection[object, Chunk]", reader: Reader | None, seconds: float, most: int) -> None:
    """What the process does until nobody asks any more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()
    chosen = reader or installed()
    deadline.end_this_process()
    limit = memory.limit_here(most)
    with suppress(EOFError, OSError):
        connection.send("ready")
        while True:
            for document in connection.recv():
                with deadline.running(seconds):
                    outcome = read_one(document, chosen, limit)
                connection.send(outcome)


def _die_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
