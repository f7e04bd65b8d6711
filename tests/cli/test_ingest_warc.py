"""WARC files taken in: each answer becomes the capture it was, what is broken is named, and nothing comes in twice."""

import gzip
import hashlib
import json
import random
import shutil
import sqlite3
import zipfile
from pathlib import Path

import brotli
import pytest

from archive.store import Archive
from archive.withdraw import withdraw
from gongkai.warc_files import WarcTaken, take_warc
from tests.cli.running import SAMPLES, Run
from tests.warcs import DATE, answer, packed, record

REPORT = (SAMPLES / "qinghe/www/zfxxgk/zfxxgknb/202501/t20250116_1520.html").read_bytes()
URL = "http://www.a.gov.cn/nb/1.html"
HTML = "Content-Type: text/html; charset=utf-8"


def response(url: str, body: bytes, *headers: str, status: str = "200 OK", **fields: str) -> bytes:
    return record("response", url, answer(body, *(headers or (HTML,)), status=status), **fields)


def sha1(body: bytes) -> str:
    return f"sha1:{hashlib.sha1(body).hexdigest()}"


def ingest(run: Run, folder: Path, content: bytes, name: str = "a.warc", parse: bool = False) -> dict[str, object]:
    """What `gongkai ingest --json` says of a WARC file, its exit code included."""
    (folder / name).write_bytes(content)
    result = run("--archive", folder / "a.db", "ingest", folder / name, "--json", *([] if parse else ["--no-parse"]))
    told: dict[str, object] = json.loads(result.stdout)
    return told["warc"] | {"exit_code": result.exit_code, "parse": told["parse"]}


def captures(
    folder: Path, columns: str = "url, status, verdict, media_type, payload(sha256)"
) -> list[tuple[object, ...]]:
    with Archive.open_read_only(folder / "a.db") as archive:
        return list(archive.connection.execute(f"SELECT {columns} FROM captures ORDER BY capture_id"))


def test_an_answer_becomes_a_capture_of_its_day_and_a_report(run: Run, tmp_path: Path) -> None:
    told = ingest(
        run,
        tmp_path,
        packed(record("warcinfo"), record("request", URL), response(URL, REPORT)),
        "a.warc.gz",
        parse=True,
    )
    assert told["records"] == {"warcinfo": 1, "request": 1, "response": 1}
    assert (told["captures"], told["new_payloads"], told["passed_over"], told["broken"]) == (1, 1, {}, [])
    assert (told["exit_code"], told["parse"]["reports"]) == (0, 1)
    assert captures(tmp_path, "url, fetched_at, status, verdict, media_type, charset, headers") == [
        (URL, DATE, 200, "ok", "text/html", "utf-8", '{"content-type":"text/html; charset=utf-8"}')
    ]


def test_codings_are_undone_and_the_headers_stay(run: Run, tmp_path: Path) -> None:
    body = brotli.compress(REPORT)
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    headers = (HTML, "Content-Encoding: br", "Transfer-Encoding: chunked")
    ingest(run, tmp_path, response(URL, chunks, *headers, payload_digest=sha1(body)))
    [(headers_kept, content)] = captures(tmp_path, "headers, payload(sha256)")
    assert content == REPORT
    assert json.loads(str(headers_kept))["content-encoding"] == "br"


def test_what_can_be_no_report_is_passed_over_and_counted(run: Run, tmp_path: Path) -> None:
    told = ingest(
        run,
        tmp_path,
        response("http://a.cn/a.png", b"\x89PNG\r\n\x1a\n", "Content-Type: image/png")
        + response("http://a.cn/a.css", b"p { color: red }", "Content-Type: text/css")
        + response("http://a.cn/b.css", b"b { color: red }", "Content-Type: text/css")
        + response("http://a.cn/data", b'{"a": 1}', "Content-Type: application/json")
        + response("http://a.cn/old", b"", "Location: http://a.cn/new", status="302 Found")
        + record("response", "dns:a.cn", b"1.2.3.4", content_type="text/dns")
        + record("resource", "urn:x", b"x")
        + record("resource", URL, REPORT, date="soon", content_type="text/html")
        + record("resource", URL, REPORT, date="0001-01-01T00:00:00+14:00", content_type="text/html")
        + record("resource", URL, REPORT, date="0099-01-01T00:00:00Z", content_type="text/html")
        + response("http://a.cn/robots.txt", b"User-agent: *\nDisallow:\n", "Content-Type: text/plain")
        + response("http://a.cn/gone", b"<html><body>404 Not Found</body></html>", status="404 Not Found")
        + response("http://a.cn/a.rar", b"Rar!\x1a\x07\x00", "Content-Type: application/x-rar"),
    )
    assert told["passed_over"] == {
        "of the type image/png": 1,
        "of the type text/css": 2,
        "of the type application/json": 1,
        "redirects": 1,
        "of the scheme dns": 1,
        "of the scheme urn": 1,
        "without a date": 3,
    }
    assert captures(tmp_path, "url, verdict") == [
        ("http://a.cn/robots.txt", "list"),
        ("http://a.cn/gone", "not_found"),
        ("http://a.cn/a.rar", "ok"),
    ]


def test_files_in_records_are_captures_without_an_answer(run: Run, tmp_path: Path) -> None:
    ingest(run, tmp_path, record("resource", "<file:///x/1.html>", REPORT, content_type="text/html"))
    assert captures(tmp_path) == [("file:///x/1.html", None, "ok", "text/html", REPORT)]


class TestRevisits:
    def test_by_address_and_time(self, run: Run, tmp_path: Path) -> None:
        again = record(
            "revisit",
            URL,
            answer(b"", HTML, "ETag: 2"),
            date="2021-01-01T00:00:00Z",
            profile="http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
            payload_digest=sha1(REPORT),
            refers_to_target_uri=URL,
            refers_to_date=DATE,
        )
        told = ingest(run, tmp_path, response(URL, REPORT, payload_digest=sha1(REPORT)) + again)
        assert (told["captures"], told["new_payloads"]) == (2, 1)
        assert captures(tmp_path, "verdict, status, revisit_of, etag, fetched_at") == [
            ("ok", 200, None, None, DATE),
            ("revisit", 200, 1, "2", "2021-01-01T00:00:00Z"),
        ]

    def test_not_modified(self, run: Run, tmp_path: Path) -> None:
        again = record(
            "revisit",
            URL,
            answer(b"", status="304 Not Modified"),
            date="2021-01-01T00:00:00Z",
            profile="http://netpreserve.org/warc/1.0/revisit/server-not-modified",
            refers_to_date=DATE,
        )
        ingest(run, tmp_path, response(URL, REPORT) + again)
        assert captures(tmp_path, "verdict, status, revisit_of") == [("ok", 200, None), ("revisit", 304, 1)]

    def test_of_another_address_by_digest_alone(self, run: Run, tmp_path: Path) -> None:
        other = "http://b.gov.cn/copy.html"
        copy = record(
            "revisit",
            other,
            answer(b"", HTML),
            payload_digest=sha1(REPORT),
            refers_to_target_uri=URL,
            refers_to_date="1999-01-01T00:00:00Z",
        )
        ingest(run, tmp_path, response(URL, REPORT, payload_digest=sha1(REPORT)) + copy)
        assert captures(tmp_path)[1] == (other, 200, "ok", "text/html", REPORT)

    def test_in_another_file_by_the_digest_of_the_same_address(self, run: Run, tmp_path: Path) -> None:
        """As wget writes them: nothing but the digest and the name of a record."""
        ingest(run, tmp_path, response(URL, REPORT))
        again = record("revisit", URL, answer(b"", HTML), date="2021-01-01T00:00:00Z", payload_digest=sha1(REPORT))
        other = record("revisit", URL, answer(b"", HTML), date="2022-01-01T00:00:00Z", payload_digest=sha1(b"other"))
        told = ingest(run, tmp_path, again + other, "b.warc")
        assert told["passed_over"] == {"revisits of what is not held": 1}
        assert captures(tmp_path, "verdict, revisit_of") == [("ok", None), ("revisit", 1)]

    def test_of_what_is_not_held(self, run: Run, tmp_path: Path) -> None:
        lost = record("revisit", URL, answer(b"", HTML), payload_digest=sha1(b"lost"))
        told = ingest(run, tmp_path, lost + response(URL, REPORT))
        assert told["passed_over"] == {"revisits of what is not held": 1}
        assert told["captures"] == 1


class TestDamage:
    def test_bytes_with_another_digest_are_evidence_and_no_document(self, run: Run, tmp_path: Path) -> None:
        told = ingest(
            run,
            tmp_path,
            record("warcinfo") + response(URL, REPORT, payload_digest=sha1(b"other")),
            "a.warc",
            parse=True,
        )
        place = f"{tmp_path / 'a.warc'}, byte {len(record('warcinfo'))}: {URL}: "
        why = f"its bytes have another digest than the record states ({sha1(b'other')})"
        assert told["remarks"] == [f"{place}kept as evidence and not read: {why}"]
        assert (told["exit_code"], told["captures"], told["parse"]["read"]) == (1, 1, 0)
        assert captures(tmp_path, "verdict, error, payload(sha256)") == [("network", why, REPORT)]

    @pytest.mark.parametrize("of", ["chunked", "gzip", "plain"])
    def test_a_digest_may_be_taken_of_any_form_of_the_body(self, run: Run, tmp_path: Path, of: str) -> None:
        zipped = gzip.compress(REPORT)
        chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(zipped), zipped)
        digest = sha1({"chunked": chunks, "gzip": zipped, "plain": REPORT}[of])
        headers = (HTML, "Content-Encoding: gzip", "Transfer-Encoding: chunked")
        told = ingest(run, tmp_path, response(URL, chunks, *headers, payload_digest=digest))
        assert (told["remarks"], captures(tmp_path)[0][2]) == ([], "ok")

    def test_answers_that_were_cut_are_evidence(self, run: Run, tmp_path: Path) -> None:
        told = ingest(
            run,
            tmp_path,
            response(URL, REPORT[:900], HTML, f"Content-Length: {len(REPORT)}")
            + response("http://a.cn/2", REPORT[:900], truncated="length"),
        )
        assert [str(remark).rpartition("not read: ")[2] for remark in told["remarks"]] == [
            f"cut off: 900 bytes of {len(REPORT)}",
            "the record was cut (length)",
        ]
        assert [row[2] for row in captures(tmp_path)] == ["network", "network"]

    def test_a_coding_that_is_not_there_is_remarked_on_and_the_page_is_read(self, run: Run, tmp_path: Path) -> None:
        told = ingest(run, tmp_path, response(URL, REPORT, HTML, "Content-Encoding: gzip"), "a.warc", parse=True)
        assert str(told["remarks"][0]).endswith(": its headers say gzip, its bytes are not")
        assert told["parse"]["reports"] == 1

    def test_a_cut_file_keeps_what_was_before_and_names_the_place(self, run: Run, tmp_path: Path) -> None:
        first = packed(response(URL, REPORT))
        told = ingest(run, tmp_path, first + packed(response("http://a.cn/2", REPORT))[:-20], "cut.warc.gz", parse=True)
        place = f"{tmp_path / 'cut.warc.gz'}, byte {len(first)}"
        assert told["broken"] == [f"{place}: the file ends in a gzip member; nothing behind it was read"]
        assert (told["captures"], told["parse"]["reports"], told["exit_code"]) == (1, 1, 1)

    def test_reading_goes_on_behind_a_break(self, run: Run, tmp_path: Path) -> None:
        junk = b"no record\r\n"
        told = ingest(run, tmp_path, response(URL, REPORT) + junk + response("http://a.cn/2", REPORT))
        start = len(response(URL, REPORT))
        place = f"{tmp_path / 'a.warc'}, byte {start}"
        after = f"read on at byte {start + len(junk)}"
        assert told["broken"] == [f"{place}: what stands here is no WARC record; {after}"]
        assert told["captures"] == 2

    def test_a_file_may_begin_with_a_break(self, run: Run, tmp_path: Path) -> None:
        told = ingest(run, tmp_path, b"junk\r\n" + response(URL, REPORT))
        assert (told["captures"], told["exit_code"], len(told["broken"])) == (1, 1, 1)

    def test_a_file_that_is_none_is_refused(self, run: Run, tmp_path: Path) -> None:
        for name, content in (("a.warc", b"<html>"), ("b.warc.gz", b"\x1f\x8b\x08junk"), ("c.wacz", b"PK\x03\x04")):
            (tmp_path / name).write_bytes(content)
            result = run("--archive", tmp_path / "a.db", "ingest", tmp_path / name)
            assert result.exit_code == 2
            assert "none of 1 files is of a kind that can be read; nothing was taken in" in result.stderr
        assert not (tmp_path / "a.db").exists()


def test_the_same_file_again_adds_nothing(run: Run, tmp_path: Path) -> None:
    again = record("revisit", URL, answer(b"", HTML), payload_digest=sha1(REPORT), refers_to_date=DATE)
    content = response(URL, REPORT, payload_digest=sha1(REPORT)) + again + response("http://a.cn/2", b"<html>x</html>")
    first = ingest(run, tmp_path, content)
    before = captures(tmp_path, "*")
    second = ingest(run, tmp_path, content)
    assert (first["captures"], second["captures"], second["held_already"]) == (3, 0, 3)
    assert captures(tmp_path, "*") == before


def test_a_wacz_file_and_folders_of_warc_files_are_taken_in(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.wacz", "w") as wacz:
        wacz.writestr("archive/data.warc.gz", packed(response(URL, REPORT)))
        wacz.writestr("pages/pages.jsonl", "{}")
    (folder / "b.warc").write_bytes(response("http://a.cn/2", REPORT))
    (folder / "index.cdxj").write_text("cn,a)/2 20200203040506 {}")
    (folder / "page.html").write_bytes(REPORT)
    result = run("--archive", tmp_path / "a.db", "ingest", folder, "--url-prefix", "http://c.cn/", "--no-parse")
    assert result.stdout == (
        "1 file taken in: 1 new payload, 0 held already\n"
        "2 WARC files read: 2 records (2 response)\n"
        "2 captures taken in (2 ok): 0 new payloads; 0 captures held already\n"
    )
    assert [row[0] for row in captures(tmp_path)] == ["http://c.cn/page.html", URL, "http://a.cn/2"]


def test_options_for_plain_files_are_refused_where_there_are_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(response(URL, REPORT))
    result = run("--archive", tmp_path / "a.db", "ingest", tmp_path / "a.warc", "--fetched-at", "2020-01-01")
    assert (result.exit_code, result.stderr) == (
        2,
        "gongkai: --fetched-at is for files that state no address and time; WARC files do\n",
    )


def test_what_was_withdrawn_does_not_come_back(run: Run, tmp_path: Path) -> None:
    content = response(URL, REPORT)
    ingest(run, tmp_path, content)
    with Archive.open(tmp_path / "a.db") as archive:
        withdraw(archive, hashlib.sha256(REPORT).hexdigest(), "a court's order")
    told = ingest(run, tmp_path, response(URL, REPORT, date="2021-01-01T00:00:00Z") + content)
    assert (told["captures"], told["new_payloads"], told["held_already"]) == (1, 0, 1)
    assert {row[0] for row in captures(tmp_path, "payload(sha256)")} == {None}


def test_pages_that_differ_in_a_counter_alone_are_both_kept(run: Run, tmp_path: Path) -> None:
    pages = [
        REPORT + b"<p>\xe6\xb5\x8f\xe8\xa7\x88\xe6\xac\xa1\xe6\x95\xb0\xef\xbc\x9a%d</p>" % count for count in (12, 13)
    ]
    told = ingest(run, tmp_path, response(URL, pages[0]) + response(URL, pages[1], date="2021-01-01T00:00:00Z"))
    assert told["new_payloads"] == 2
    assert captures(tmp_path, "verdict, payload(sha256)") == [("ok", pages[0]), ("ok", pages[1])]


_SAME = "url, fetched_at, status, verdict, media_type, charset, sha256, size, revisit_of, headers, tls_verified, error"


@pytest.mark.parametrize("layout", ["warc", "wacz"])
def test_out_and_in_again_is_the_same(run: Run, copied: Path, tmp_path: Path, layout: str) -> None:
    shutil.copytree(SAMPLES / "qinghe/www/zfxxgk/zfxxgknb/202501", tmp_path / "files")
    for _ in range(2):  # files, too, and revisits of them
        run("--archive", copied, "ingest", tmp_path / "files")
    written = run("--archive", copied, "export", layout, tmp_path / "out.wacz", "--json")
    assert (written.exit_code, json.loads(written.stdout)["left_out"]) == (0, [])
    back = tmp_path / "back.db"
    source = tmp_path / "out.wacz"
    assert run("--archive", back, "ingest", source).exit_code == run("--archive", copied, "parse").exit_code
    one, other = (sqlite3.connect(path) for path in (copied, back))
    for statement in (
        f"SELECT {_SAME}, portal_id, received_sha256 FROM captures ORDER BY capture_id",
        "SELECT sha256, size FROM payloads ORDER BY sha256",
        "SELECT agency, year, form, title, url, fetched_at, checks_passed, checks_failed FROM reports ORDER BY url",
        "SELECT r.url, c.row_code, c.column_code, c.value FROM cells c JOIN reports r USING (report_id) ORDER BY 1, 2, 3",
    ):
        assert other.execute(statement).fetchall() == one.execute(statement).fetchall() != []
    one.close()
    other.close()
    assert "0 captures taken in" in run("--archive", back, "ingest", source).stdout


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_to_a_file_what_can_be_read_is_taken_in(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    page, zipped = REPORT[:3000], gzip.compress(REPORT[:3000])
    whole = [
        response(URL, page, payload_digest=sha1(page)),
        response("http://a.cn/2", b"%x\r\n%s\r\n0\r\n\r\n" % (len(zipped), zipped), HTML, *_CODED),
        record("revisit", URL, answer(b"", HTML), payload_digest=sha1(page), refers_to_date=DATE),
        record(
            "revisit", URL, answer(b"", status="304 Not Modified"), date="2022-01-01T00:00:00Z", refers_to_date=DATE
        ),
        record("resource", "file:///x", page, content_type="text/html"),
    ]
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        for number in range(300):
            records = chance.sample(whole, len(whole))
            content = bytearray(chance.choice([b"".join(records), packed(*records), gzip.compress(b"".join(records))]))
            for _ in range(chance.randint(1, 9)):
                _spoil(content, chance)
            (tmp_path / "a.warc").write_bytes(content)
            taken = WarcTaken()
            take_warc(archive, tmp_path / "a.warc", taken, {})  # raises nothing
            assert taken.files == 1, number
        assert archive.damage() == []
        assert archive.connection.execute("PRAGMA foreign_key_check").fetchall() == []


_CODED = ("Content-Encoding: gzip", "Transfer-Encoding: chunked")
_WORDS = [b"\r\n", b"0", b"9" * 30, b"-1", b"\xff\xfe", b"http://[", b"304", b"gzip", b": ", b"WARC/1.0\r\n", b"\0"]


def _spoil(content: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(content))
    match chance.randrange(4):
        case 0:
            content[place] = chance.randrange(256)
        case 1:
            del content[place + 1 : place + chance.randint(1, 40)]
        case 2:
            start = chance.randrange(len(content))
            content[place:place] = content[start : start + chance.randint(1, 200)]
        case _:
            content[place : place + chance.randint(0, 8)] = chance.choice(_WORDS)
