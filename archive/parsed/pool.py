"""Reads documents, in this process or in several, and hands the results over in the order of the documents.

A reader may not raise, and may not bring its process down; both happen all the same on hostile files. A
document that does so is noted as failed, and the others are read.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait
from typing import Self

from archive.parsed.bodies import Body, body_of
from archive.parsed.reader import ReadBy, Reader, installed, read_by
from archive.parsed.readings import DocumentRow, without_faults
from archive.raw.payloads import PayloadDamaged, proven
from parsers.model import Context, Reading

DOCUMENTS_PER_TASK = 8
TASKS_PER_WORKER = 4  # in flight; more would only fill memory


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document: its reading, or why its payload could not be given to a reader."""

    document_id: int
    reading: Reading
    by: ReadBy
    body: Body


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document whose stored payload is damaged; it is not the reader's matter, so no reading stands for it."""

    document_id: int
    damage: str


Outcome = Result | Unreadable
Chunk = tuple[DocumentRow, ...]


def read_all(documents: Iterable[DocumentRow], workers: int, reader: Reader | None) -> Iterator[Outcome]:
    """The outcome of each document, in order. `reader` None: the installed one; with workers it is pickled."""
    if workers <= 1:
        chosen = reader or installed()
        for document in documents:
            yield _read(document, chosen)
        return
    with _Workers(workers, reader) as pool:
        chunks = _in_chunks(documents)
        running: deque[tuple[Chunk, Future[list[Outcome]]]] = deque()
        for chunk in islice(chunks, workers * TASKS_PER_WORKER):
            running.append((chunk, pool.submit(chunk)))
        while running:
            chunk, future = running.popleft()
            try:
                outcomes = future.result()
            except BrokenProcessPool:
                # Which document it was is found by reading one at a time; the rest of the window is asked for again.
                outcomes = [pool.read_apart(document) for document in chunk]
                pool.restart()
                running = deque((waiting, pool.submit(waiting)) for waiting, _ in running)
            yield from outcomes
            for following in islice(chunks, 1):
                running.append((following, pool.submit(following)))


class _Workers:
    """A pool of processes that is made anew when one of them died."""

    def __init__(self, workers: int, reader: Reader | None) -> None:
        self.workers = workers
        self.reader = reader
        self.executor = self._executor(workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.executor.shutdown(wait=True, cancel_futures=True)

    def submit(self, chunk: Chunk) -> "Future[list[Outcome]]":
        try:
            with _deaf_to_ctrl_c():  # this may start a process
                return self.executor.submit(_read_in_worker, chunk)
        except BrokenProcessPool as error:
            # The pool broke since the last result: the caller hears of it in its turn, when it asks for this one.
            broken: Future[list[Outcome]] = Future()
            broken.set_exception(error)
            return broken

    def restart(self) -> None:
        self.executor.shutdown(wait=True, cancel_futures=True)
        self.executor = self._executor(self.workers)

    def read_apart(self, document: DocumentRow) -> Outcome:
        """One document in a process of its own, whose death is its result."""
        with self._executor(1) as executor:
            try:
                with _deaf_to_ctrl_c():
                    future = executor.submit(_read_in_worker, (document,))
                return future.result()[0]
            except BrokenProcessPool:
                return _failed(document, self.reader or installed(), "the process that read it died")

    def _executor(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin_work,
            initargs=(self.reader,),
        )


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Processes started within never hear Ctrl-C, not even while they load: it is the parent's, who hears it after."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_chunks(documents: Iterable[DocumentRow]) -> Iterator[Chunk]:
    rest = iter(documents)
    while chunk := tuple(islice(rest, DOCUMENTS_PER_TASK)):
        yield chunk


_reader_of_worker: list[Reader] = []


def _begin_work(reader: Reader | None) -> None:
    """Runs once in each worker: none outlives the parent."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.sentinel,), daemon=True).start()
    _reader_of_worker[:] = [reader or installed()]


def _die_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _read_in_worker(chunk: Chunk) -> list[Outcome]:
    return [_read(document, _reader_of_worker[0]) for document in chunk]


def _read(document: DocumentRow, reader: Reader) -> Outcome:
    try:
        payload = proven(document.sha256, document.stored)
    except PayloadDamaged as error:
        return Unreadable(document.document_id, str(error))
    context = Context.from_json(document.context_json)
    try:
        reading = reader.read(payload, context)
        by = read_by(reader, reading.reader)
    except Exception as error:  # noqa: BLE001 - a fault of the reader in one of a million documents must not end the run
        return _failed(document, reader, f"the reader broke: {type(error).__name__}: {error}")
    reading = without_faults(reading)
    return Result(document.document_id, reading, by, body_of(reading))


def _failed(document: DocumentRow, reader: Reader, reason: str) -> Result:
    kind = reader.reader_of(proven(document.sha256, document.stored), Context.from_json(document.context_json))
    reading = Reading("failed", kind, reason)
    return Result(document.document_id, reading, read_by(reader, kind), body_of(reading))
