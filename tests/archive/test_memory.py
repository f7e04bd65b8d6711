"""A document that takes too much memory to read is given up: the run goes on, and says so."""

import io
import resource
import sys
import threading
import zipfile
import zlib

import pytest

from archive.parsed import memory
from archive.parsed.outcomes import Outcome, Result
from archive.parsed.pool import DOCUMENTS_PER_TASK, read_all
from archive.parsed.reader import installed
from archive.parsed.readings import unread
from archive.store import Archive
from parsers.model import Context, Reading
from tests.archive.readings import WrittenOut, capture, keep, page, report

MEBIBYTE = 1024**2
MOST = 24 * MEBIBYTE
MORE_THAN_FREE = 1024 * MEBIBYTE  # a process may hold some tens that it has used and does not use now
GIVEN_UP = "reading it took more memory than 24 MiB, and was given up"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much a process has of its own")


class Hungry(WrittenOut):
    """Asks for more than there is, in one piece or in many."""

    def read(self, payload: bytes, context: Context) -> Reading:
        if payload == b"at once":
            bytearray(MORE_THAN_FREE)
        if payload == b"in parts":
            parts: list[bytearray] = []
            while len(parts) < MORE_THAN_FREE // MEBIBYTE:
                parts.append(bytearray(MEBIBYTE))
        return super().read(payload, context)


def outcomes(archive: Archive, workers: int, reader: WrittenOut | None) -> list[str]:
    """The reasons of what could not be read, then how many reports there are."""
    read: list[Outcome] = list(read_all(unread(archive), workers, reader, most=MOST))
    results = [one.reading for one in read if isinstance(one, Result)]
    reports = sum(one.outcome == "report" for one in results)
    return [*(one.reason for one in results if one.outcome == "failed"), f"{reports} reports"]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_takes_too_much_memory_is_given_up_and_the_rest_is_read(archive: Archive, workers: int) -> None:
    keep(archive, *(capture(f"https://b/{n}", payload) for n, payload in enumerate((b"at once", b"in parts"))))
    keep(archive, *(capture(f"https://a/{n}", page(report(f"局{n}"))) for n in range(DOCUMENTS_PER_TASK)))
    assert outcomes(archive, workers, Hungry()) == [GIVEN_UP, GIVEN_UP, f"{DOCUMENTS_PER_TASK} reports"]


def test_the_limit_ends_with_the_document(archive: Archive) -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    keep(archive, capture("https://a/1", b"at once"), capture("https://a/2", page(report("局"))))
    for _ in read_all(unread(archive), 1, Hungry(), most=MOST):
        assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_a_limit_that_is_lower_already_stays() -> None:
    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    lower = memory.limit_here(MOST).data
    assert lower is not None
    resource.setrlimit(resource.RLIMIT_DATA, (lower, hard))
    try:
        with memory.limit_here(2 * MOST).held():
            assert resource.getrlimit(resource.RLIMIT_DATA) == (lower, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, hard))


def test_another_thread_than_the_first_reads_without_a_limit() -> None:
    limits: list[memory.Limit] = []
    thread = threading.Thread(target=lambda: limits.append(memory.limit_here(MOST)))
    thread.start()
    thread.join()
    assert limits == [memory.Limit(None, MOST)]
    assert limits[0].reason() == "reading it took more memory than there is, and was given up"


def packed(**parts: bytes) -> bytes:
    """An archive of parts, whose names have strokes for underscores and end with .xml."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(f"{name.replace('_', '/')}.xml", content)
    return target.getvalue()


def word_file() -> bytes:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    words = b"<w:p><w:r><w:t>1</w:t></w:r></w:p>" * 800_000
    return packed(
        word_document=b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (namespace.encode(), words)
    )


def workbook() -> bytes:
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationships><Relationship Id="a" Type="{related}/worksheet" Target="sheet.xml"/></Relationships>'
    target = io.BytesIO(
        packed(xl_workbook=f'<workbook xmlns:r="{related}"><sheet name="s" r:id="a"/></workbook>'.encode())
    )
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/_rels/workbook.xml.rels", relation)
        archive.writestr("xl/sheet.xml", "<worksheet><row>%s</row></worksheet>" % ("<c/>" * 2_500_000))
    return target.getvalue()


def set_pages() -> bytes:
    return packed(OFD=b"<OFD><DocBody><DocRoot>Doc.xml</DocRoot></DocBody>%s</OFD>" % (b"<A/>" * 2_500_000))


def pdf() -> bytes:
    drawn = zlib.compress(b" " * (31 * MEBIBYTE), 1)
    contents = b" ".join(b"%d 0 R" % number for number in range(4, 9))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents[%s]>>" % contents,
        *[b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(drawn), drawn)] * 5,
    ]
    file, places = b"%PDF-1.4\n", b""
    for number, content in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 9\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 9>>\n" % places
    return b"%s%sstartxref\n%d\n%%%%EOF" % (file, table, len(file))


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"<!doctype html>" + b"<p>1" * 2_000_000, id="html"),
        pytest.param(pdf(), id="pdf"),
        pytest.param(word_file(), id="docx"),
        pytest.param(workbook(), id="xlsx"),
        pytest.param(set_pages(), id="ofd"),
    ],
)
def test_no_reader_takes_the_end_of_memory_for_a_fault_of_the_file(archive: Archive, payload: bytes) -> None:
    assert installed().reader_of(payload, Context("https://a/1"))
    keep(archive, capture("https://a/1", payload))
    assert outcomes(archive, 1, None) == [GIVEN_UP, "0 reports"]
