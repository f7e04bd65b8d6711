"""What a hostile page, or a hostile site elsewhere, can do through the browser: nothing."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.browse.browsing import Browsed, browsing
from tests.cli.running import SAMPLES

PAGE = SAMPLES / "qinghe/www/zfxxgk/zfxxgknb/202501/t20250116_1520.html"
TITLE = "<script>alert('题')</script>"
HOSTILE = f"""<base href="http://elsewhere.example/"><meta http-equiv="refresh" content="0;url=http://elsewhere.example/">
<script src="http://elsewhere.example/x.js"></script><script>parent.alert(1)</script>
<link rel="stylesheet" href="http://elsewhere.example/x.css"><style>td {{ background: url(http://elsewhere.example/y) }}</style>
<img src="http://elsewhere.example/z.png" onerror="alert(2)"><svg onload="alert(3)"></svg>
<iframe src="javascript:alert(4)"></iframe><form action="http://elsewhere.example/"><input name="q"></form>
<a href="javascript:alert(5)" onclick="alert(6)">点此</a><p style="position:fixed;top:0" id="explanation">{TITLE}</p>"""
RUNS = {
    "script",
    "base",
    "meta",
    "style",
    "svg",
    "object",
    "embed",
    "iframe",
    "template",
    "noscript",
    "math",
    "img",
    "form",
}
OURS = {  # the elements of our own pages that would be among those, in full
    '<script src="/-/gongkai/beside.js" defer="">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
}
LOADS = {"src", "action", "formaction", "data", "poster", "background", "srcset", "ping", "manifest", "xlink:href"}
STYLED_BY_DATASETTE = {"padding-left: 10px; border-left: 10px solid", "border-color:", "height:"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one report whose page holds whatever harms, and whose title and sections do."""
    folder = tmp_path_factory.mktemp("hostile")
    page = PAGE.read_text(encoding="utf-8")
    page = re.sub(r"(<body[^>]*>)", lambda body: body[1] + HOSTILE, page, count=1)
    page = page.replace("一、总体情况", "一、总体情况" + TITLE.replace("<", "&lt;"), 1)
    (folder / "pages").mkdir()
    (folder / "pages" / "a.html").write_text(page, encoding="utf-8")
    archive = folder / "hostile.db"
    command = [sys.executable, "-m", "gongkai", "--archive", str(archive), "ingest", str(folder / "pages")]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return archive


@pytest.fixture(scope="module")
def served(hostile: Path) -> Iterator[Browsed]:
    with browsing(hostile) as browsed:
        yield browsed


PATHS = (
    *(
        "/",
        "/-/search?q=总体",
        "/-/report/1",
        "/-/report/1/beside",
        "/-/report/1/beside?cell=applications.granted.total",
    ),
    *("/-/reading/1/source", "/-/reading/1/source?as=blocks", "/-/reading/1/source?as=markup"),
    *("/archive", "/archive/sections", "/archive/reports", "/archive?sql=select text from sections", "/nowhere"),
    '/-/search?q=<script>alert(1)</script>"onfocus=alert(1)',
)


def harmful(page: str) -> list[str]:
    """The elements, as a browser makes them, that run something or load it from elsewhere."""
    return [node.html.partition(">")[0] + ">" for node in LexborHTMLParser(page).css("*") if is_harmful(node)]


def is_harmful(node: LexborNode) -> bool:
    begin = node.html.partition(">")[0] + ">"
    attributes = {name: (value or "").strip() for name, value in node.attributes.items()}
    address = attributes.get("href", "")
    is_known = begin in OURS or attributes.get("id") == "source" or (node.tag == "form" and "action" in attributes)
    return (
        (node.tag in RUNS and not is_known)
        or any(name.startswith("on") for name in attributes)
        or not all(attributes[name].startswith("/") for name in LOADS & set(attributes))
        or (node.tag == "link" and not address.startswith("/-/"))
        or address.lower().startswith(("javascript:", "data:", "vbscript:"))
        or not attributes.get("style", "height:").startswith(tuple(STYLED_BY_DATASETTE))
    )


@pytest.mark.parametrize("path", PATHS)
def test_no_page_has_anything_that_runs_or_that_another_host_would_send(served: Browsed, path: str) -> None:
    assert harmful(served.get(path).text) == []


def test_that_test_sees_what_harms() -> None:
    seen = harmful(HOSTILE)
    assert len(seen) >= 9
    assert any(one.startswith("<p style") for one in seen)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_forbids_what_is_not_ours(served: Browsed, path: str) -> None:
    headers = served.get(path).headers
    policy = headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert not [part for part in policy if "unsafe" in part or "*" in part or "http" in part]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert ("sandbox" in policy) == path.startswith("/-/reading")


def test_the_frame_of_a_stored_page_may_do_nothing(served: Browsed) -> None:
    page = served.get("/-/report/1/beside").text
    (frame,) = re.findall(r"<iframe[^>]*>", page)
    assert re.search(r'\ssandbox(?:=""|\s)', frame)


def test_the_hostile_page_was_read_and_its_words_are_shown(served: Browsed, hostile: Path) -> None:
    with sqlite3.connect(hostile) as archive:
        assert archive.execute("select count(*) from cells where value is not null").fetchone()[0] > 100
    archive.close()
    source = served.get("/-/reading/1/source")
    assert "点此" in source.words
    assert 'class="read"' in source.text or ' read"' in source.text
    assert "&lt;script&gt;alert(&#39;题&#39;)" in served.get("/-/report/1").text


def test_what_sandboxed_pages_load_is_open_to_them(served: Browsed) -> None:
    assert served.get("/-/gongkai/source.css").status == 200
    assert "cross-origin-resource-policy" not in served.get("/-/gongkai/source.css").headers
    assert served.get("/archive/reports.json").headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/-/gongkai/../app.py", "/-/gongkai/%2e%2e/app.py", "/-/gongkai//etc/passwd"])
def test_no_other_file_is_sent(served: Browsed, path: str) -> None:
    assert served.get(path).status in {403, 404}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:{port}", 200),
        ("127.0.0.1:{port}", 200),
        ("LOCALHOST", 200),
        ("elsewhere.example:{port}", 421),
        ("", 421),
    ],
)
def test_on_loopback_only_its_own_names_are_answered(served: Browsed, host: str, status: int) -> None:
    """A name elsewhere can be made to point at this machine; a browser then takes our pages for that site's."""
    asked = host.format(port=urlsplit(served.url).port)
    assert served.get("/archive/reports.json", Host=asked).status == status
