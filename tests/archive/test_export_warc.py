"""WARC and WACZ files say what was captured, no more and no less."""

import gzip
import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from archive.export.cdxj import SortedLines
from archive.export.places import ExportRefused
from archive.export.surt import surt
from archive.export.wacz import export_wacz
from archive.export.warc import export_warc
from archive.store import Archive
from archive.warc.reading import Read, read_records
from parsers.model import Context
from tests.archive.readings import capture, keep

PAGE = b"<html><p>\xe5\x85\xac\xe5\xbc\x80</p></html>"
URL = "http://www.a.gov.cn/nb/1.html"
DIGEST = f"sha256:{hashlib.sha256(PAGE).hexdigest()}"
LATER = "2024-03-01T00:00:00Z"
HEADERS: dict[str, str | list[str]] = {
    "server": "x",
    "content-type": "text/html; charset=utf-8",
    "content-encoding": "gzip",
    "content-length": "31",
    "set-cookie": ["a", "b"],
}


def records(path: Path) -> list[Read]:
    with path.open("rb") as stream:
        found = list(read_records(stream, 1_000_000))
    assert all(isinstance(one, Read) for one in found)
    return [one for one in found if isinstance(one, Read)]


def written(archive: Archive, folder: Path) -> list[Read]:
    """The records after the first, which describes the file."""
    export_warc(archive, folder, software="gongkai/0")
    return records(folder / "gongkai-00000.warc.gz")[1:]


def test_the_first_record_says_what_is_not_kept(archive: Archive, tmp_path: Path) -> None:
    exported = export_warc(archive, tmp_path / "out", software="gongkai/0")
    assert ([one.rows for one in exported.files], exported.left_out, exported.whole) == ([1, None], [], True)
    [info] = records(tmp_path / "out" / "gongkai-00000.warc.gz")
    assert (info.type, info.fields["warc-filename"]) == ("warcinfo", "gongkai-00000.warc.gz")
    text = (info.block or b"").decode()
    assert text.startswith("software: gongkai/0\r\nformat: WARC File Format 1.1\r\n")
    for said in ("not masked", "Order and letter case", "reason phrase", "Transfer and content codings", "Requests"):
        assert said in text
    assert (tmp_path / "out" / "index.cdxj").read_bytes() == b""


def test_an_answer_is_a_response_with_what_is_known_beside_it(archive: Archive, tmp_path: Path) -> None:
    context = Context(url=URL, list_title="年度报告", year_hint=2023)
    keep(archive, capture(URL, PAGE, headers=HEADERS, portal_id="411424", context=context, tls_verified=False))
    response, metadata = written(archive, tmp_path / "out")
    assert response.type == "response"
    assert (response.uri, response.fields["warc-date"]) == (URL, "2024-02-01T00:00:00Z")
    assert response.fields["content-type"] == "application/http;msgtype=response"
    assert response.fields["warc-payload-digest"] == DIGEST
    assert response.fields["warc-block-digest"] == f"sha256:{hashlib.sha256(response.block or b'').hexdigest()}"
    assert response.block == (
        b"HTTP/1.1 200 \r\nserver: x\r\ncontent-type: text/html; charset=utf-8\r\nx-crawler-content-encoding: gzip\r\n"
        b"x-crawler-content-length: 31\r\nset-cookie: a\r\nset-cookie: b\r\n\r\n" + PAGE
    )
    assert (metadata.type, metadata.uri) == ("metadata", URL)
    assert metadata.fields["warc-refers-to"] == response.fields["warc-record-id"]
    assert (metadata.block or b"").decode() == (
        "gongkai-verdict: ok\r\n"
        f'gongkai-context: {{"list_title":"年度报告","url":"{URL}","year_hint":2023}}\r\n'
        "gongkai-portal: 411424\r\n"
        "gongkai-tls-verified: 0\r\n"
    )


def test_where_redirects_led_is_no_header(archive: Archive, tmp_path: Path) -> None:
    keep(archive, capture(URL, PAGE, headers={"server": "x", "redirected_to": "http://b.cn/"}))
    response, metadata = written(archive, tmp_path / "out")
    assert (response.block or b"").startswith(b"HTTP/1.1 200 \r\nserver: x\r\n\r\n")
    assert b"gongkai-redirected-to: http://b.cn/\r\n" in (metadata.block or b"")


def test_a_file_that_was_taken_in_is_a_resource(archive: Archive, tmp_path: Path) -> None:
    keep(archive, capture("file:///home/a%20b.html", PAGE, status=None))
    resource, _ = written(archive, tmp_path / "out")
    assert (resource.type, resource.uri, resource.block) == ("resource", "file:///home/a%20b.html", PAGE)
    assert resource.fields["content-type"] == "text/html"


def test_captures_that_brought_nothing_new_are_revisits(archive: Archive, tmp_path: Path) -> None:
    other = PAGE + b"<!-- other -->"
    keep(
        archive,
        capture(URL, PAGE, headers={"etag": "1"}),
        capture(URL, PAGE, LATER, headers={"etag": "1"}),
        capture(URL, None, "2024-04-01T00:00:00Z", status=304, verdict="revisit", context=None),
        capture(
            URL, None, "2024-05-01T00:00:00Z", verdict="revisit", received_sha256=hashlib.sha256(other).hexdigest()
        ),
        capture("file:///a.html", PAGE, status=None),
        capture("file:///a.html", PAGE, LATER, status=None),
    )
    found = [one for one in written(archive, tmp_path / "out") if one.type != "metadata"]
    assert [one.type for one in found] == ["response", "revisit", "revisit", "revisit", "resource", "revisit"]
    first, same, unmodified, alike, file, same_file = found
    assert [one.fields["warc-profile"].rpartition("/")[2] for one in (same, unmodified, same_file)] == [
        "identical-payload-digest", "server-not-modified", "identical-payload-digest",
    ]  # fmt: skip
    for one, root in ((same, first), (unmodified, first), (alike, first), (same_file, file)):
        assert one.fields["warc-refers-to"] == root.fields["warc-record-id"]
        assert one.fields["warc-refers-to-target-uri"] == root.uri
        assert one.fields["warc-refers-to-date"] == root.fields["warc-date"]
    assert [one.fields["warc-payload-digest"] for one in (same, unmodified, same_file)] == [DIGEST] * 3
    assert (same.block, unmodified.block, same_file.block) == (
        b"HTTP/1.1 200 \r\netag: 1\r\n\r\n", b"HTTP/1.1 304 \r\n\r\n", b"",
    )  # fmt: skip
    # Its bytes were other bytes: neither profile of the standard would be true.
    assert alike.fields["warc-profile"] == "urn:gongkai:revisit:same-but-for-counters-and-clocks"
    assert alike.fields["warc-payload-digest"] == f"sha256:{hashlib.sha256(other).hexdigest()}"


def test_what_cannot_be_written_is_counted_and_damage_is_named(archive: Archive, tmp_path: Path) -> None:
    keep(
        archive,
        capture("http://a.cn/1", b"one"),
        capture("http://a.cn/2", b"two"),
        capture("http://a.cn/3", b"three"),
        capture("http://a.cn/4", None, status=None, verdict="network", context=None),
        capture("http://a.cn/5", None, status=None, verdict="robots", context=None),
    )
    with archive.write() as conn:
        conn.execute("UPDATE payloads SET stored = NULL WHERE size = 3 AND sha256 LIKE '7%'")  # one
        conn.execute("UPDATE payloads SET stored = x'00' WHERE size = 5")
    exported = export_warc(archive, tmp_path / "out", software="gongkai/0")
    damaged = hashlib.sha256(b"three").hexdigest()
    assert exported.left_out[:2] == [
        "1 captures whose payload was withdrawn",
        "2 captures without bytes: nothing was answered, or nothing was kept",
    ]
    assert exported.left_out[2].startswith(f"capture 3 of http://a.cn/3: payload {damaged} is damaged: ")
    assert not exported.whole
    assert [one.uri for one in records(tmp_path / "out" / "gongkai-00000.warc.gz")[1:]] == ["http://a.cn/2"] * 2


def test_files_have_a_size_and_an_index_finds_each_record_alone(archive: Archive, tmp_path: Path) -> None:
    keep(archive, *(capture(f"http://www.a.cn/{n}.html", b"%d" % n * 200) for n in (3, 1, 2)))
    folder = tmp_path / "out"
    exported = export_warc(archive, folder, software="gongkai/0", largest=900)
    names = [Path(one.path).name for one in exported.files]
    assert names == [*(f"gongkai-{n:05}.warc.gz" for n in range(len(names) - 1)), "index.cdxj"]
    assert len(names) > 2
    lines = (folder / "index.cdxj").read_text(encoding="utf-8").splitlines()
    assert [line.split()[:2] for line in lines] == [[f"cn,a)/{n}.html", "20240201000000"] for n in (1, 2, 3)]
    for number, line in enumerate(lines, start=1):
        found = json.loads(line.split(maxsplit=2)[2])
        content = (folder / found["filename"]).read_bytes()
        start, length = int(found["offset"]), int(found["length"])
        assert gzip.decompress(content[start : start + length]).endswith(b"%d" % number * 200 + b"\r\n\r\n")


def test_an_index_larger_than_memory_is_sorted_through_files(tmp_path: Path) -> None:
    lines = [b"%d x\n" % (number * 7919 % 1000) for number in range(1000)]
    with SortedLines(tmp_path, in_memory=500) as sorted_lines:
        for line in lines:
            sorted_lines.add(line)
        assert list(sorted_lines) == sorted(lines)
    assert list(tmp_path.iterdir()) == []


def test_a_wacz_file_lists_its_parts_with_their_digests(archive: Archive, tmp_path: Path) -> None:
    keep(
        archive,
        capture(URL, PAGE),
        capture(URL, PAGE, LATER),
        capture("http://a.cn/x", b"%PDF-", media_type="application/pdf"),
    )
    export_wacz(archive, tmp_path / "a.wacz", software="gongkai/0")
    with zipfile.ZipFile(tmp_path / "a.wacz") as packed:
        assert packed.namelist() == [
            "archive/gongkai-00000.warc.gz", "indexes/index.cdx.gz", "indexes/index.idx", "pages/pages.jsonl",
            "datapackage.json", "datapackage-digest.json",
        ]  # fmt: skip
        manifest = packed.read("datapackage.json")
        for resource in json.loads(manifest)["resources"]:
            content = packed.read(resource["path"])
            assert resource["bytes"] == len(content)
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        digest = json.loads(packed.read("datapackage-digest.json"))
        assert digest == {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(manifest).hexdigest()}"}
        pages = [json.loads(line) for line in packed.read("pages/pages.jsonl").splitlines()]
        assert [(page.get("url"), page.get("ts")) for page in pages[1:]] == [(URL, "2024-02-01T00:00:00Z")]
        first = gzip.decompress(packed.read("indexes/index.cdx.gz")).split(b"\n")[0]
        block = packed.read("indexes/index.idx").splitlines()[1]
        assert block.split(b" ")[:2] == first.split(b" ")[:2]


def test_an_export_that_is_cut_off_leaves_nothing(archive: Archive, tmp_path: Path) -> None:
    keep(archive, *(capture(f"http://a.cn/{n}", b"%d" % n) for n in range(150)))

    def cut(done: int, _total: int, _name: str) -> None:
        if done:
            raise KeyboardInterrupt

    (tmp_path / "new").mkdir()
    with pytest.raises(KeyboardInterrupt):
        export_warc(archive, tmp_path / "new" / "out", software="gongkai/0", progress=cut)
    with pytest.raises(KeyboardInterrupt):
        export_wacz(archive, tmp_path / "new" / "a.wacz", software="gongkai/0", progress=cut)
    assert list((tmp_path / "new").iterdir()) == []


def test_only_such_an_export_is_replaced(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export_warc(archive, folder, software="gongkai/0")
    with pytest.raises(ExportRefused, match="out is there already; --force writes it anew"):
        export_warc(archive, folder, software="gongkai/0")
    export_warc(archive, folder, software="gongkai/0", force=True)
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(ExportRefused, match=r"out holds notes\.txt, which is of no such export"):
        export_warc(archive, folder, software="gongkai/0", force=True)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.a.gov.cn", "cn,gov,a)/"),
        ("https://WWW2.A.gov.cn:443/B/./c/../D.html/?B=2&a=%31#x", "cn,gov,a)/b/d.html?a=1&b=2"),
        ("http://a.cn:8080/x//y?", "cn,a:8080)/x/y"),
        ("http://user:word@127.0.0.1:8123/%e4%b8%ad文 1", "1,0,0,127:8123)/%e4%b8%ad%e6%96%87%201"),
        ("http://中国.cn/x?jsessionid=0123456789abcdef0123456789ABCDEF&b", "cn,xn--fiqs8s)/x?b"),
        ("file:///home/A.html", "file:/home/a.html"),
    ],
)
def test_keys_of_the_index(url: str, key: str) -> None:
    assert surt(url) == key
