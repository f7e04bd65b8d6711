"""Other programs read what we export: warcio, pywb, wacz, frictionless, DuckDB."""

import csv
import gzip
import hashlib
import json
import random
import re
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import crawler
from archive.export.surt import surt
from tests.cli.running import SAMPLES, Run

PAGE = (SAMPLES / "qinghe/www/zfxxgk/zfxxgknb/202501/t20250116_1520.html").read_bytes()
pytestmark = pytest.mark.campaign


@pytest.fixture
def archive(run: Run, copied: Path, tmp_path: Path) -> Path:
    """The demo archive with files that were taken in, and with revisits of these and of an answer."""
    page = tmp_path / "page.html"
    page.write_bytes(PAGE)
    for _ in range(2):
        assert run("--archive", copied, "ingest", page, "--no-parse").exit_code == 0
    connection = sqlite3.connect(copied)
    with connection:
        connection.execute(
            f"INSERT INTO capture_log ({_SAME}, fetched_at, verdict, new_payload, revisit_of) "
            f"SELECT {_SAME}, '2030-01-01T00:00:00Z', 'revisit', 0, capture_id FROM capture_log WHERE {_A_REPORT}"
        )
    connection.close()
    return copied


_SAME = "portal_id, url, status, media_type, charset, sha256, headers"
_A_REPORT = "capture_id = (SELECT min(capture_id) FROM capture_log WHERE verdict = 'ok' AND media_type = 'text/html')"


def told(*command: object) -> str:
    """What a program prints; it ends with 0."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_warcio_finds_every_digest_right(run: Run, archive: Path, peers: Path, tmp_path: Path) -> None:
    exported = json.loads(run("--archive", archive, "export", "warc", tmp_path / "w", "--json").stdout)
    [file] = (tmp_path / "w").glob("*.warc.gz")
    checked = told(peers / "warcio", "check", "--verbose", file)
    captures = (exported["files"][0]["rows"] - 1) // 2
    assert checked.count("digest pass") == 1 + 2 * captures - 2  # two are revisits
    assert checked.count("digest present but not checked (revisit)") == 2
    kinds = [json.loads(line)["warc-type"] for line in told(peers / "warcio", "index", file).splitlines()]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "warcinfo": 1,
        "response": captures - 3,
        "resource": 1,
        "revisit": 2,
        "metadata": captures,
    }


def test_the_index_is_the_one_that_others_make(run: Run, archive: Path, peers: Path, tmp_path: Path) -> None:
    run("--archive", archive, "export", "warc", tmp_path / "w")
    [file] = (tmp_path / "w").glob("*.warc.gz")
    assert told(peers / "cdxj-indexer", "--sort", file).splitlines() == (
        (tmp_path / "w" / "index.cdxj").read_text(encoding="utf-8").splitlines()
    )


_KEYS = """
import json, sys
from surt import surt
print(json.dumps([surt(url) for url in json.load(sys.stdin)]))
"""


def test_keys_of_addresses_are_those_of_others(peers: Path) -> None:
    with (Path(crawler.__file__).parent / "data" / "portals.csv").open(encoding="utf-8", newline="") as file:
        homes = [row["home"].rstrip("/") for row in csv.DictReader(file) if row["home"]]
    chance = random.Random(1)
    parts = [
        "/",
        "//",
        "a",
        "B",
        "%41",
        "%e4%b8%ad",
        "公开",
        "..",
        ".",
        "?",
        "&",
        "=",
        "#x",
        "+",
        "%20",
        ";v=1",
        ".html",
    ]
    urls = [home + "/" + "".join(chance.choices(parts, k=chance.randint(0, 12))) for home in homes]
    done = subprocess.run(
        [peers / "python", "-c", _KEYS], input=json.dumps(urls), capture_output=True, text=True, timeout=120, check=True
    )
    assert list(zip(urls, map(surt, urls), strict=True)) == list(zip(urls, json.loads(done.stdout), strict=True))


def test_wacz_finds_the_file_valid(run: Run, archive: Path, peers: Path, tmp_path: Path) -> None:
    run("--archive", archive, "export", "wacz", tmp_path / "a.wacz")
    assert "the passed WACZ is valid" in told(peers / "wacz", "validate", "-f", tmp_path / "a.wacz")


def test_frictionless_finds_the_package_valid(run: Run, archive: Path, peers: Path, tmp_path: Path) -> None:
    run("--archive", archive, "export", "datapackage", tmp_path / "d")
    descriptor = tmp_path / "d" / "datapackage.json"
    report = json.loads(told(peers / "frictionless", "validate", "--json", descriptor))
    assert report["valid"]
    assert {task["name"] for task in report["tasks"]} == {path.stem for path in (tmp_path / "d").glob("*.csv")}
    rows = {task["name"]: task["stats"].get("rows", 0) for task in report["tasks"]}
    connection = sqlite3.connect(archive)
    for view, number in rows.items():
        assert connection.execute(f"SELECT count(*) FROM {view}").fetchone() == (number,)
    connection.close()
    # It does look: a row less is found.
    table = tmp_path / "d" / "reports.csv"
    table.write_text("".join(table.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    broken = subprocess.run([peers / "frictionless", "validate", descriptor], capture_output=True, check=False)
    assert broken.returncode == 1


_SUMS = """
import duckdb, json, sys
folder, statements = json.loads(sys.argv[1])
for view in sorted({view for view, _ in statements}):
    duckdb.sql(f"CREATE VIEW {view} AS SELECT * FROM '{folder}/{view}.parquet'")
print(json.dumps([duckdb.sql(statement).fetchall() for _, statement in statements]))
"""


def test_duckdb_reads_the_same_sums(run: Run, archive: Path, peers: Path, tmp_path: Path) -> None:
    assert run("--archive", archive, "export", "parquet", tmp_path / "p").exit_code == 0
    statements = [
        (
            "applications",
            "SELECT line, year, sum(total), count(total), count(*) FROM applications GROUP BY 1, 2 ORDER BY 1, 2",
        ),
        ("disclosures", "SELECT item, sum(value), count(value), max(value) FROM disclosures GROUP BY 1 ORDER BY 1"),
        ("reports", "SELECT year, count(*), sum(checks_failed), min(title) FROM reports GROUP BY 1 ORDER BY 1"),
        ("sections", "SELECT sum(length(text)), max(report_id), count(code), count(*) FROM sections"),
        ("captures", "SELECT verdict, count(*), sum(size), max(url) FROM captures GROUP BY 1 ORDER BY 1"),
    ]
    found = json.loads(told(peers / "python", "-c", _SUMS, json.dumps([str(tmp_path / "p"), statements])))
    connection = sqlite3.connect(archive)
    for (_, statement), rows in zip(statements, found, strict=True):
        assert [tuple(row) for row in rows] == connection.execute(statement).fetchall() != []
    connection.close()


_RECORD = """
import sys
from warcio.capture_http import capture_http
import requests
path, *urls = sys.argv[1:]
with capture_http(path):
    for url in urls:
        requests.get(url)
"""


class _Coded(BaseHTTPRequestHandler):
    """Sends a page as it is, zipped, and zipped in chunks."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = PAGE if self.path == "/plain" else gzip.compress(PAGE)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path != "/plain":
            self.send_header("Content-Encoding", "gzip")
        if self.path == "/chunks":
            self.send_header("Transfer-Encoding", "chunked")
            body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:99], body[99:], b""))
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def test_what_warcio_records_is_taken_in(run: Run, peers: Path, tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Coded) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        urls = [f"http://127.0.0.1:{server.server_port}/{path}" for path in ("plain", "zipped", "chunks", "plain")]
        told(peers / "python", "-c", _RECORD, tmp_path / "a.warc.gz", *urls)
        server.shutdown()
    result = json.loads(run("--archive", tmp_path / "a.db", "ingest", tmp_path / "a.warc.gz", "--json").stdout)
    assert result["warc"]["records"] == {"response": 4, "request": 4}
    assert (result["warc"]["captures"], result["warc"]["new_payloads"], result["warc"]["remarks"]) == (4, 1, [])
    connection = sqlite3.connect(tmp_path / "a.db")
    kept = connection.execute("SELECT url, status, verdict, sha256 FROM captures ORDER BY capture_id").fetchall()
    connection.close()
    digest = hashlib.sha256(PAGE).hexdigest()
    assert kept == [
        *((url, 200, "ok", digest) for url in urls[:3]),
        (urls[3], 200, "revisit", digest),
    ]


class TestReplay:
    """pywb replays the captures over loopback."""

    @pytest.fixture
    def replay(self, run: Run, archive: Path, peers: Path, tmp_path: Path) -> Iterator[str]:
        collection = tmp_path / "pywb" / "collections" / "it"
        run("--archive", archive, "export", "warc", collection / "archive")
        (collection / "indexes").mkdir()
        (collection / "archive" / "index.cdxj").rename(collection / "indexes" / "index.cdxj")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with (tmp_path / "pywb.log").open("wb") as log:
            server = subprocess.Popen(
                [peers / "wayback", "--bind", "127.0.0.1", "--port", str(port)],
                cwd=tmp_path / "pywb", stdout=log, stderr=log,
            )  # fmt: skip
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}/it/"
        finally:
            server.terminate()
            server.wait(timeout=30)

    def test_every_capture_comes_back_byte_for_byte(self, archive: Path, replay: str) -> None:
        connection = sqlite3.connect(archive)
        rows = connection.execute("SELECT url, fetched_at, sha256, status FROM captures ORDER BY capture_id").fetchall()
        connection.close()
        assert len(rows) > 90
        for url, fetched_at, sha256, status in rows:
            moment = re.sub(r"\D", "", fetched_at)
            code, body = _get(f"{replay}{moment}id_/{url}")
            assert (code, hashlib.sha256(body).hexdigest()) == (status or 200, sha256), url

    def test_a_page_that_is_made_fit_for_replay_says_the_same(self, archive: Path, replay: str) -> None:
        connection = sqlite3.connect(archive)
        url, fetched_at, title = connection.execute(
            "SELECT url, fetched_at, title FROM reports WHERE media_type = 'text/html' AND url LIKE 'http%' LIMIT 1"
        ).fetchone()
        connection.close()
        moment = re.sub(r"\D", "", fetched_at)
        _, body = _get(f"{replay}{moment}mp_/{url}")
        assert title.encode("gb18030") in body or title.encode() in body
        assert b"wombat" in body


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert server.poll() is None, "pywb ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("pywb does not answer")


def _get(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()
