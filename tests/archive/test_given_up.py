"""What was given up is tried again when asked for: beside the attempt, by the same code, and for as long as is said."""

import pytest

from archive.merge.merging import merge
from archive.parsed import deadline, memory, runs
from archive.parsed.given_up import DIED, was_given_up
from archive.parsed.reparse import parse_new, reparse
from archive.parsed.selections import Selection, plan_reparse
from archive.status import status
from archive.store import Archive
from parsers.model import Context, Reading
from tests.archive.readings import URL, WrittenOut, capture, keep, page, report

READER = WrittenOut()
TOO_LONG = deadline.reason(60.0)
AGAIN = Selection(given_up=600)


class Hurried(WrittenOut):
    """The same code on a machine where reading ends for this reason."""

    reason = TOO_LONG

    def read(self, payload: bytes, context: Context) -> Reading:  # noqa: ARG002 - none is read to its end
        return Reading("failed", "html", self.reason)

    def fingerprint(self, kind: str) -> str:
        return READER.fingerprint(kind)


@pytest.fixture
def given_up(archive: Archive) -> Archive:
    """One document, which was given up, and one that is broken for good."""
    keep(archive, capture(URL, page(report())))
    parse_new(archive, reader=Hurried())
    keep(archive, capture("https://www.example.gov.cn/nb/2.html", b"raise"))
    parse_new(archive, reader=READER)
    return archive


def readings(archive: Archive) -> list[tuple[int, str, str]]:
    return archive.connection.execute(
        "SELECT parse_id, reader_version, state FROM parses WHERE url = ? ORDER BY parse_id", (URL,)
    ).fetchall()


@pytest.mark.parametrize(
    ("reason", "is_so"),
    [
        (TOO_LONG, True),
        (DIED, True),
        (memory.Limit(None, 0).reason(), True),
        ("the reader broke: ValueError: no such table", False),
        ("", False),
        (None, False),
    ],
)
def test_what_the_machine_could_not_says_nothing_of_the_document(
    archive: Archive, reason: str | None, is_so: bool
) -> None:
    class Ends(Hurried):
        pass

    Ends.reason = reason or ""
    keep(archive, capture(URL, page(report())))
    parse_new(archive, reader=Ends())
    assert (was_given_up(reason), plan_reparse(archive, AGAIN).documents) == (is_so, int(is_so))


def test_the_same_code_reads_beside_the_attempt_what_it_gave_up(given_up: Archive) -> None:
    assert reparse(given_up, reader=READER).run_id is None  # it is not stale
    summary = reparse(given_up, AGAIN, reader=READER)
    assert (summary.read, summary.reports, summary.failed, summary.unstable) == (1, 1, 0, [])
    assert readings(given_up) == [(1, "html-1, given up", "failed"), (3, "html-1", "candidate")]
    runs.promote(given_up, summary.run_id or 0)
    assert readings(given_up) == [(1, "html-1, given up", "superseded"), (3, "html-1", "current")]
    assert given_up.connection.execute("SELECT agency FROM reports").fetchall() == [("柘城县水利局",)]
    assert reparse(given_up, AGAIN, reader=READER).run_id is None
    runs.rollback(given_up, summary.run_id or 0)
    assert readings(given_up)[0] == (1, "html-1, given up", "failed")


def test_what_is_given_up_again_is_no_fault_and_can_be_tried_once_more(given_up: Archive) -> None:
    first = reparse(given_up, AGAIN, reader=Hurried())
    second = reparse(given_up, AGAIN, reader=Hurried())
    assert (first.failed, first.unchanged, first.unstable) == (1, 1, [])
    assert (second.read, second.run_id) == (1, (first.run_id or 0) + 1)
    assert readings(given_up) == [(1, "html-1, given up", "failed")]


def test_an_attempt_is_not_stale_until_the_code_changes(given_up: Archive) -> None:
    assert status(given_up, reader=READER).stale == 0
    other = status(given_up, reader=WrittenOut("html-2"))
    assert [(one.reader_version, one.stale, one.unversioned) for one in other.readers] == [
        ("html-1, given up", True, False),
        ("html-1", True, False),
    ]
    assert reparse(given_up, reader=WrittenOut("html-2")).read == 2


def test_how_long_each_may_take_is_what_the_selection_says(given_up: Archive) -> None:
    class Endless(Hurried):
        def read(self, payload: bytes, context: Context) -> Reading:  # noqa: ARG002
            while True:
                pass

    asked = Selection(given_up=1)
    assert reparse(given_up, asked, reader=Endless()).failed == 1
    [(selection,)] = given_up.connection.execute("SELECT selection FROM runs WHERE kind = 'reparse'").fetchall()
    assert '"given_up": 1' in selection


@pytest.mark.parametrize("attempt_first", [True, False])
def test_archives_of_which_one_gave_up_agree_in_either_order(
    tmp_path_factory: pytest.TempPathFactory, attempt_first: bool
) -> None:
    folder = tmp_path_factory.mktemp("merged")
    for name, reader in (("slow.db", Hurried()), ("fast.db", READER)):
        with Archive.open(folder / name, create=True) as archive:
            keep(archive, capture(URL, page(report())))
            parse_new(archive, reader=reader)
            archive.connection.execute("UPDATE runs SET promoted_at = '2026-01-01T00:00:00Z'")
    into, other = ("slow.db", "fast.db") if attempt_first else ("fast.db", "slow.db")
    with Archive.open(folder / into) as archive:
        merge(archive, [folder / other])
        told = archive.connection.execute("SELECT reader_version, state FROM parses ORDER BY reader_version").fetchall()
    assert told == [("html-1", "current"), ("html-1, given up", "superseded")]
