"""A document that takes too long to read is given up: the run goes on, and says so."""

import itertools
import threading
import time

import pytest

from archive.parsed import worker
from archive.parsed.outcomes import Outcome, Result
from archive.parsed.pool import DOCUMENTS_PER_TASK, read_all
from archive.parsed.readings import unread
from archive.parsed.worker import WorkerEnded
from archive.store import Archive
from parsers.model import Context, Reading
from tests.archive.readings import WrittenOut, capture, keep, page, report

GIVEN_UP = "reading it took more than 0.3 s of processor time, and was given up"


class Endless(WrittenOut):
    """Never comes back from some payloads: it computes in Python, or within C, or it waits for what never comes."""

    def read(self, payload: bytes, context: Context) -> Reading:
        while payload == b"python":
            try:
                sum(range(10_000))
            except Exception:  # noqa: BLE001 - as a reader that goes on with the next part of a page
                continue
        if payload == b"c":
            sum(itertools.repeat(0))
        if payload == b"wait":
            threading.Event().wait()
        return super().read(payload, context)


class NotThere(WrittenOut):
    """Cannot be loaded by another process."""

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return (_raise, ("no such reader",))  # type: ignore[return-value]


def _raise(what: str) -> None:
    raise RuntimeError(what)


def fill(archive: Archive, *hostile: bytes) -> None:
    """The hostile payloads, and after them documents that are reports."""
    keep(archive, *(capture(f"https://b/{payload.decode()}", payload) for payload in hostile))
    keep(archive, *(capture(f"https://a/{n}", page(report(f"局{n}"))) for n in range(DOCUMENTS_PER_TASK)))


def told(outcomes: list[Outcome]) -> list[str]:
    """The reasons of what could not be read, then how many reports there are."""
    results = [one for one in outcomes if isinstance(one, Result)]
    reports = sum(one.reading.outcome == "report" for one in results)
    return [*(one.reading.reason for one in results if one.reading.outcome == "failed"), f"{reports} reports"]


@pytest.mark.parametrize(("workers", "hostile"), [(1, (b"python",)), (2, (b"python", b"c"))])
def test_what_computes_for_ever_is_given_up_and_the_rest_is_read(
    archive: Archive, workers: int, hostile: tuple[bytes, ...]
) -> None:
    fill(archive, *hostile)
    outcomes = list(read_all(unread(archive), workers, Endless(), seconds=0.3))
    assert [one.document_id for one in outcomes] == list(range(1, DOCUMENTS_PER_TASK + len(hostile) + 1))
    assert told(outcomes) == [GIVEN_UP] * len(hostile) + [f"{DOCUMENTS_PER_TASK} reports"]


def test_what_waits_for_ever_is_given_up(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SILENT_SECONDS", 1)
    monkeypatch.setattr(worker, "PATIENCE", 0)
    fill(archive, b"wait")
    reason = "reading it gave no result within 1 s, and was given up"
    assert told(list(read_all(unread(archive), 2, Endless()))) == [reason, f"{DOCUMENTS_PER_TASK} reports"]


def test_a_longer_deadline_has_longer_patience(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SILENT_SECONDS", 1)
    fill(archive, b"wait")
    reason = "reading it gave no result within 3 s, and was given up"
    assert told(list(read_all(unread(archive), 2, Endless(), seconds=0.3)))[0] == reason


def test_time_in_which_a_document_does_not_compute_does_not_count(archive: Archive) -> None:
    """On a busy machine it waits for its turn, and is read."""

    class Waits(WrittenOut):
        def read(self, payload: bytes, context: Context) -> Reading:
            time.sleep(0.05)
            return super().read(payload, context)

    fill(archive)
    assert told(list(read_all(unread(archive), 1, Waits(), seconds=0.03))) == [f"{DOCUMENTS_PER_TASK} reports"]


def test_the_deadline_counts_for_each_document_and_ends_with_it(archive: Archive) -> None:
    class Slow(WrittenOut):
        def read(self, payload: bytes, context: Context) -> Reading:
            compute(0.03)
            return super().read(payload, context)

    fill(archive)
    for outcome in read_all(unread(archive), 1, Slow(), seconds=0.2):
        compute(0.03)
        assert told([outcome]) == ["1 reports"]


def compute(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_another_thread_than_the_first_reads_without_a_deadline(archive: Archive) -> None:
    fill(archive)
    documents = list(unread(archive))
    outcomes: list[Outcome] = []
    thread = threading.Thread(target=lambda: outcomes.extend(read_all(documents, 1, WrittenOut())))
    thread.start()
    thread.join()
    assert told(outcomes) == [f"{DOCUMENTS_PER_TASK} reports"]


def test_processes_that_cannot_begin_end_the_run_and_judge_no_document(
    archive: Archive, capfd: pytest.CaptureFixture[str]
) -> None:
    fill(archive)
    with pytest.raises(WorkerEnded, match=r"a process that was to read ended as it began \(with 1\)"):
        list(read_all(unread(archive), 2, NotThere()))
    assert "no such reader" in capfd.readouterr().err
