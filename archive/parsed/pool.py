"""Reads documents, in this process or in several, and hands the results over in the order of the documents."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import islice
from queue import LifoQueue

from archive.parsed import deadline, memory
from archive.parsed.outcomes import Outcome, failed, read_one
from archive.parsed.reader import Reader, installed
from archive.parsed.readings import DocumentRow
from archive.parsed.worker import Chunk, Worker

DOCUMENTS_PER_TASK = 8
TASKS_PER_WORKER = 4  # in flight; more would only fill memory


def read_all(
    documents: Iterable[DocumentRow],
    workers: int,
    reader: Reader | None,
    seconds: float = deadline.SECONDS,
    most: int = memory.MOST,
) -> Iterator[Outcome]:
    """The outcome of each document, in order. `reader` None: the installed one; with workers it is pickled.

    One that takes more than so many `seconds` of processor time, or more than `most` bytes of memory, is given up and
    noted as failed. With one worker this process reads. Raises WorkerEnded where no process can be started.
    """
    if workers <= 1:
        chosen = reader or installed()
        limit = memory.limit_here(most)
        with deadline.heard_here(seconds) as heard:
            for document in documents:
                yield _read_here(document, chosen, heard, limit)
        return
    with _threads(workers, reader, seconds, most) as threads:
        chunks = _in_chunks(documents)
        running: deque[Future[list[Outcome]]] = deque()
        for chunk in islice(chunks, workers * TASKS_PER_WORKER):
            running.append(threads.submit(chunk))
        while running:
            yield from running.popleft().result()
            for following in islice(chunks, 1):
                running.append(threads.submit(following))


def _read_here(document: DocumentRow, reader: Reader, seconds: float, limit: memory.Limit) -> Outcome:
    try:
        with deadline.running(seconds):
            return read_one(document, reader, limit)
    except deadline.TookTooLong:
        return failed(document, reader, deadline.reason(seconds))


class _Threads:
    """As many threads as processes: each task takes a process that is free, one that runs before one to be started."""

    def __init__(self, workers: list[Worker], executor: ThreadPoolExecutor) -> None:
        self._executor = executor
        self._free: LifoQueue[Worker] = LifoQueue()
        for worker in workers:
            self._free.put(worker)

    def submit(self, chunk: Chunk) -> "Future[list[Outcome]]":
        return self._executor.submit(self._read, chunk)

    def _read(self, chunk: Chunk) -> list[Outcome]:
        worker = self._free.get()
        try:
            return worker.read(chunk)
        finally:
            self._free.put(worker)


@contextmanager
def _threads(number: int, reader: Reader | None, seconds: float, most: int) -> Iterator[_Threads]:
    """At its end, however it comes, no process is left, and nothing is waited for."""
    with ExitStack() as stack:
        executor = stack.enter_context(ThreadPoolExecutor(number, "reading"))
        workers = [Worker(reader, seconds, most) for _ in range(number)]
        for worker in workers:
            stack.callback(worker.end)
        stack.callback(executor.shutdown, wait=False, cancel_futures=True)
        yield _Threads(workers, executor)


def _in_chunks(documents: Iterable[DocumentRow]) -> Iterator[Chunk]:
    rest = iter(documents)
    while chunk := tuple(islice(rest, DOCUMENTS_PER_TASK)):
        yield chunk
