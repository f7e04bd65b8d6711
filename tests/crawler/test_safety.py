"""What the network may not do to the machine that asks it."""

from __future__ import annotations

import gzip
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.address import IPv4Address

from crawler.families import FAMILIES
from crawler.hosts import Reach
from crawler.markup import Markup
from crawler.middlewares.resolver import GuardedResolver
from crawler.registry import Portal
from crawler.run import CrawlSummary
from tests.crawler.pages import COLUMN, address, article, articles, county, home, listed, row, rows

Crawl = Callable[..., CrawlSummary]
PUBLIC, PRIVATE = "203.119.0.1", "10.0.0.7"


# --- addresses ---------------------------------------------------------------------------------------


@dataclass
class Names:
    """A name service whose answers change: each look-up gets the next list of addresses."""

    answers: list[list[str]]
    nameResolver: Any = None  # noqa: N815 - the name by which a reactor has it

    def __post_init__(self) -> None:
        self.nameResolver = self

    def resolveHostName(self, receiver: Any, *_: Any) -> None:  # noqa: N802 - Twisted's name
        receiver.resolutionBegan(None)
        for answer in self.answers.pop(0):
            receiver.addressResolved(IPv4Address("TCP", answer, 80))
        receiver.resolutionComplete()


@dataclass
class Connections:
    """Where connections would go."""

    to: list[str] = field(default_factory=list)

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802 - Twisted's names
        """Nothing to do yet."""

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.to.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        """That was all."""


@pytest.mark.parametrize(
    ("answers", "reached"),
    [
        ([[PUBLIC], [PRIVATE]], [[PUBLIC], []]),  # a name that changes its answer between two requests
        ([[PUBLIC], ["127.0.0.1"]], [[PUBLIC], []]),
        ([["169.254.169.254"]], [[]]),
        ([[PRIVATE, PUBLIC]], [[PUBLIC]]),  # one of two answers
        ([["0.0.0.0"]], [[]]),
    ],
)
def test_a_name_is_judged_by_its_answer_at_every_connection(answers: list[list[str]], reached: list[list[str]]) -> None:
    resolver = GuardedResolver(Names(answers))
    resolver.obey(Reach([Portal("a", "a", "http://www.qinghe.gov.cn/")], has_contact=True))
    for expected in reached:
        connections = Connections()
        resolver.resolveHostName(connections, "www.qinghe.gov.cn", 80)
        assert connections.to == expected


def test_without_a_crawl_nothing_is_reached() -> None:
    connections = Connections()
    GuardedResolver(Names([[PUBLIC]])).resolveHostName(connections, "www.qinghe.gov.cn", 80)
    assert connections.to == []


def test_only_http_and_https_are_followed(
    site: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    elsewhere = ["file:///etc/passwd", "ftp://127.0.0.1/a", "data:text/html,a", "javascript:void(0)"]
    site.pages = county(*range(11, 15)) | {
        address(number): reply("", 302, {"Location": url}) for number, url in enumerate(elsewhere, 11)
    }
    links = "".join(f'<li><a href="{url}">青禾县2023年政府信息公开年度报告</a></li>' for url in elsewhere)
    site.pages[COLUMN] = listed(*range(11, 15), below=f"<ul>{links}</ul>")
    summary = crawl(archive_path, [portal])
    assert (summary.documents, summary.exit_code) == (0, 1)
    assert {url.partition(":")[0] for (url,) in rows(archive_path, "SELECT url FROM captures")} == {"http"}
    assert rows(archive_path, "SELECT count(*) FROM payloads WHERE CAST(stored AS TEXT) LIKE '%root:%'") == [(0,)]


# --- sizes -------------------------------------------------------------------------------------------


@pytest.fixture
def endless() -> Iterator[str]:
    """A server that sends header after header; its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def answer(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            while not over.is_set():
                connection.sendall(b"X-More: and more\r\n" * 1000)

    def serve() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=answer, args=(listening.accept()[0],), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield f"127.0.0.1:{listening.getsockname()[1]}"
    over.set()
    listening.close()


def test_headers_without_an_end_are_cut_off(
    site: Any, endless: str, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    hosts = (site.address, endless)
    site.pages = county(11)
    entry = Portal(
        portal.id,
        portal.name,
        portal.home,
        hosts=hosts,
        columns=(site.url + COLUMN, f"http://{endless}/nb/"),
        allow_private=True,
    )
    summary = crawl(archive_path, [entry])
    assert (summary.documents, summary.exit_code) == (1, 1)
    ((verdict, error),) = set(
        rows(archive_path, "SELECT verdict, error FROM captures WHERE url LIKE '%/nb/' AND url NOT LIKE '%xxgk%'")
    )
    assert verdict == "network"
    assert "more than 500 lines or 262144 bytes of headers were sent" in error


def test_bodies_beyond_the_limit_are_too_large(
    site: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Crawl
) -> None:
    bomb = gzip.compress(bytes(65 * 1024 * 1024), 9)
    twice = gzip.compress(bomb)
    site.pages = county(11, 12, 13, 14) | {
        address(11): reply("a report", 200, {}, declares=65 * 1024 * 1024),
        address(12): reply(bomb, 200, {"Content-Encoding": "gzip"}),
        address(13): reply(twice, 200, {"Content-Encoding": "gzip, gzip"}),
    }
    summary = crawl(archive_path, [portal])
    assert (summary.documents, summary.missing) == (1, {"too_large": 3})
    assert len(bomb) < 100_000
    assert rows(archive_path, "SELECT count(*) FROM captures WHERE verdict = 'too_large' AND sha256 IS NOT NULL") == [
        (0,)
    ]


def test_redirects_without_an_end_end(site: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Crawl) -> None:
    site.pages = county(11, 12)
    site.pages[address(11)] = lambda asked: reply("", 302, {"Location": f"{asked.path}x"})
    for length in range(1, 12):
        path = f"{address(11)}{'x' * length}"
        site.pages[path] = reply("", 302, {"Location": f"{path}x"})
    summary = crawl(archive_path, [portal])
    assert summary.missing == {"server_error": 1}
    asked = [path for path in site.paths() if path.startswith(address(11))]
    assert len(asked) == len(set(asked)) == 6  # the address and five redirects, once: it would only go round again
    hops = rows(
        archive_path, "SELECT hop, url FROM requests WHERE url LIKE ? ORDER BY capture_id, hop", f"%{address(11)}%"
    )
    assert [url.removeprefix(site.url) for _, url in hops] == asked
    assert {hop for hop, _ in hops} == set(range(6))


# --- what is in the bodies ---------------------------------------------------------------------------


def test_entities_of_record_sets_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a secret", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    record = '<record><![CDATA[<li><a href="/art/2024/1/8/art_1_2.html">&l11;&f;2023年政府信息公开年度报告</a></li>]]></record>'
    text = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
        f"<datastore><totalrecord>1</totalrecord><recordset>{record}</recordset></datastore>"
    )
    (item,) = FAMILIES["hanweb"].first_page(Markup(text, "http://www.qinghe.gov.cn/col/col1/index.html")).items
    assert item.title == "&l11;&f;2023年政府信息公开年度报告"


def test_names_from_the_network_are_no_paths(
    site: Any, reply: Any, portal: Portal, archive_path: Path, crawl: Crawl, tmp_path: Path
) -> None:
    before = set(tmp_path.rglob("*"))
    evil = "../../../../tmp/gongkai-evil.pdf"
    cover = f'<p>详见附件</p><a href="/files/..%2f..%2f{evil}?name={evil}">年度报告.pdf</a>'
    site.pages = {"/": home(), COLUMN: f"<html><title>政府信息公开年报</title><body><ul>{row(11)}</ul></body></html>"}
    site.pages |= articles(11) | {address(11): article(11, cover)}
    file = reply(b"%PDF-1.4 a report", 200, {"Content-Disposition": f'attachment; filename="{evil}"'})
    site.pages |= dict.fromkeys((f"/files/..%2f..%2f{evil}", "/tmp/gongkai-evil.pdf"), file)
    crawl(archive_path, [portal])
    made = set(tmp_path.rglob("*")) - before
    assert {path.name.partition("-")[0] for path in made} <= {"gongkai.db"}
    assert not Path("/tmp/gongkai-evil.pdf").exists()
    with closing(sqlite3.connect(archive_path)) as connection:
        assert connection.execute("SELECT count(*) FROM captures WHERE url LIKE '%evil%'").fetchone()[0] == 1
