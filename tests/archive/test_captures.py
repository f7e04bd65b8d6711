import hashlib
import json

import pytest

from archive.raw import captures, held
from archive.raw.held import Validators
from archive.store import Archive
from parsers.model import Context
from tests.archive.readings import URL, capture, keep

A, B = b"<p>a", b"<p>b"
SHA256_OF_A = hashlib.sha256(A).hexdigest()
NEXT_DAY, THIRD_DAY = "2024-02-02T00:00:00Z", "2024-02-03T00:00:00Z"


def verdicts(archive: Archive) -> list[tuple[str, int | None, str | None]]:
    return archive.connection.execute("SELECT verdict, revisit_of, sha256 FROM captures ORDER BY capture_id").fetchall()


def test_a_first_capture_is_kept_as_it_came(archive: Archive) -> None:
    headers: dict[str, str | list[str]] = {"Server": "nginx", "Set-Cookie": ["a=1", "b=2"]}
    [recorded] = keep(
        archive,
        capture(
            body=A,
            headers=headers,
            charset="gbk",
            etag='"1"',
            last_modified="Thu",
            tls_verified=False,
            portal_id="411424",
        ),
    )
    assert recorded == captures.Recorded(1, SHA256_OF_A, new_payload=True, verdict="ok", document_id=1)
    cursor = archive.connection.execute("SELECT * FROM captures")
    row = dict(zip((c[0] for c in cursor.description), cursor.fetchone(), strict=True))
    assert json.loads(row.pop("headers")) == headers
    assert row == {
        "capture_id": 1, "crawl_id": None, "portal_id": "411424", "url": URL, "fetched_at": "2024-02-01T00:00:00Z",
        "status": 200, "verdict": "ok", "media_type": "text/html", "charset": "gbk", "sha256": SHA256_OF_A, "size": 4,
        "revisit_of": None, "etag": '"1"', "last_modified": "Thu", "tls_verified": 0, "error": None,
            "received_sha256": None,
    }  # fmt: skip


def test_equal_bytes_of_the_same_address_are_a_revisit(archive: Archive) -> None:
    _, second, third = keep(
        archive, capture(body=A), capture(body=A, fetched_at=NEXT_DAY), capture(body=A, fetched_at=THIRD_DAY)
    )
    assert verdicts(archive) == [("ok", None, SHA256_OF_A), ("revisit", 1, SHA256_OF_A), ("revisit", 1, SHA256_OF_A)]
    assert (second.new_payload, second.verdict, second.document_id) == (False, "revisit", 1)
    assert third.document_id == 1


def test_a_304_confirms_what_is_held_and_freshens_it(archive: Archive) -> None:
    keep(archive, capture(body=A, etag='"1"', last_modified="Thu", charset="gbk"))
    not_modified = capture(body=None, status=304, verdict="revisit", media_type=None, context=None, fetched_at=NEXT_DAY)
    [recorded] = keep(archive, captures.Capture(**{**fields_of(not_modified), "etag": '"2"'}))
    assert recorded == captures.Recorded(2, SHA256_OF_A, new_payload=False, verdict="revisit", document_id=1)
    assert verdicts(archive)[1] == ("revisit", 1, SHA256_OF_A)
    assert held.validators(archive.connection, URL) == Validators(2, '"2"', "Thu", SHA256_OF_A)
    row = archive.connection.execute("SELECT media_type, charset FROM captures WHERE capture_id = 2").fetchone()
    assert row == ("text/html", "gbk")


def fields_of(one: captures.Capture) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_a_304_that_names_no_type_and_charset_leaves_the_document_in_its_context(archive: Archive) -> None:
    listed = Context(URL, list_title="年报")
    first, second, third = keep(
        archive,
        capture(body=A, context=Context(URL, charset="gbk", media_type="text/html", list_title="年报")),
        capture(body=None, status=304, verdict="revisit", context=listed, fetched_at=NEXT_DAY),
        capture(body=None, status=304, verdict="revisit", context=Context(URL), fetched_at=THIRD_DAY),
    )
    assert first.document_id == second.document_id
    assert third.document_id != first.document_id


def test_a_304_for_which_nothing_is_held_is_refused(archive: Archive) -> None:
    with pytest.raises(ValueError, match="not modified, but nothing sound is held"):
        keep(archive, capture(body=None, status=304, verdict="revisit"))
    keep(archive, capture(body=A, verdict="captcha"))
    with pytest.raises(ValueError, match="nothing sound is held"):
        keep(archive, capture(body=None, status=304, verdict="revisit"))


def test_bytes_that_come_back_are_a_revisit_of_the_first_capture_that_brought_them(archive: Archive) -> None:
    keep(archive, capture(body=A), capture(body=B, fetched_at=NEXT_DAY), capture(body=A, fetched_at=THIRD_DAY))
    assert [row[:2] for row in verdicts(archive)] == [("ok", None), ("ok", None), ("revisit", 1)]
    rows = archive.connection.execute("SELECT document_id, first_capture_id, newest_capture_id FROM documents")
    assert rows.fetchall() == [(1, 1, 3), (2, 2, 2)]


def test_equal_bytes_of_another_address_are_no_revisit_but_are_stored_once(archive: Archive) -> None:
    other = "https://www.example.gov.cn/nb/2.html"
    first, second = keep(archive, capture(body=A), capture(other, A))
    assert (first.verdict, first.new_payload, first.document_id) == ("ok", True, 1)
    assert (second.verdict, second.new_payload, second.document_id) == ("ok", False, 2)
    assert archive.connection.execute("SELECT count(*) FROM payloads").fetchone() == (1,)


@pytest.mark.parametrize("verdict", captures.REFUSALS)
def test_a_refusal_keeps_its_evidence_and_is_never_a_document(archive: Archive, verdict: str) -> None:
    first, again = keep(
        archive,
        capture(body=b"denied", verdict=verdict, status=403),
        capture(body=b"denied", verdict=verdict, status=403, fetched_at=NEXT_DAY),
    )
    assert (first.verdict, first.new_payload, first.document_id) == (verdict, True, None)
    assert (again.verdict, again.new_payload, again.document_id) == (verdict, False, None)
    assert archive.connection.execute("SELECT count(*) FROM documents").fetchone() == (0,)
    assert held.validators(archive.connection, URL) is None


def test_a_refusal_outdates_nothing_that_is_held(archive: Archive) -> None:
    keep(archive, capture(body=A, etag='"1"'), capture(body=b"denied", verdict="waf_block", fetched_at=NEXT_DAY))
    assert held.validators(archive.connection, URL) == Validators(1, '"1"', None, SHA256_OF_A)
    assert archive.connection.execute("SELECT newest_capture_id FROM documents").fetchall() == [(1,)]


def test_bytes_of_a_refusal_that_come_as_a_report_are_no_revisit(archive: Archive) -> None:
    keep(archive, capture(body=A, verdict="stub"))
    [recorded] = keep(archive, capture(body=A, fetched_at=NEXT_DAY))
    assert (recorded.verdict, recorded.document_id) == ("ok", 1)


def test_a_list_is_a_capture_and_no_document(archive: Archive) -> None:
    first, again = keep(archive, capture(body=A, verdict="list"), capture(body=A, verdict="list", fetched_at=NEXT_DAY))
    assert (first.verdict, first.document_id) == ("list", None)
    assert (again.verdict, again.document_id) == ("revisit", None)


def test_a_failure_without_an_answer_is_a_capture(archive: Archive) -> None:
    [recorded] = keep(archive, capture(body=None, status=None, verdict="network", error="refused", headers={}))
    assert recorded == captures.Recorded(1, None, new_payload=False, verdict="network", document_id=None)


def test_the_same_payload_in_another_context_is_another_document(archive: Archive) -> None:
    keep(archive, capture(body=A, context=Context(URL)))
    known = Context(URL, list_title="水利局2023年政府信息公开工作年度报告", year_hint=2023)
    [recorded] = keep(archive, capture(body=A, context=known, fetched_at=NEXT_DAY))
    assert (recorded.verdict, recorded.document_id) == ("revisit", 2)
    rows = archive.connection.execute("SELECT json FROM contexts ORDER BY json DESC").fetchall()
    assert [Context.from_json(row[0]) for row in rows] == [Context(URL), known]


def test_an_older_capture_that_comes_late_does_not_count_as_the_newest(archive: Archive) -> None:
    keep(archive, capture(body=A, fetched_at=NEXT_DAY, etag='"new"'), capture(body=B, etag='"old"'))
    assert held.validators(archive.connection, URL) == Validators(1, '"new"', None, SHA256_OF_A)
    keep(archive, capture(body=A, fetched_at="2023-01-01T00:00:00Z"))
    rows = archive.connection.execute("SELECT newest_capture_id, newest_fetched_at FROM documents").fetchall()
    assert rows == [(1, NEXT_DAY), (2, "2024-02-01T00:00:00Z")]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"verdict": "fine"}, "'fine' is no verdict"),
        ({"fetched_at": "2024-02-01 00:00:00"}, "does not match format"),
        ({"fetched_at": "2024-2-1T0:0:0Z"}, "is no UTC time"),
        ({"url": "/nb/1.html"}, "is no absolute URL"),
        ({"body": None}, "has a body"),
        ({"context": None}, "has a context"),
    ],
)
def test_what_cannot_be_a_capture_is_refused(archive: Archive, fields: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        keep(archive, capture(**fields))  # type: ignore[arg-type]


def test_validators_of_many_addresses_are_those_of_each(archive: Archive) -> None:
    keep(
        archive,
        capture(body=A, etag='"1"'),
        capture(body=A, etag='"2"', fetched_at=NEXT_DAY),
        capture("https://a.example/gone", B, verdict="not_found", context=None, etag='"3"'),
    )
    urls = [URL, "https://a.example/gone", "https://a.example/never", URL]
    assert held.validators_of(archive.connection, urls) == {URL: held.validators(archive.connection, URL)}
