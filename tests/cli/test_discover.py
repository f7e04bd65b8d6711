import json
import threading
import tomllib
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import gongkai.samples
from gongkai.samples.server import SamplePortals
from tests.cli.running import Process, Run

EXPECTED = json.loads((Path(gongkai.samples.__file__).parent / "expected.json").read_text(encoding="utf-8"))["portals"]


@pytest.mark.parametrize("portal_id", EXPECTED)
def test_the_column_of_a_sample_portal_is_found(
    process: Process, entries: Path, served: SamplePortals, tmp_path: Path, portal_id: str
) -> None:
    ended = process("discover", portal_id, "--portals", entries, "--json")
    assert (ended.returncode, ended.stderr) == (0, "")
    told = json.loads(ended.stdout)
    listed = EXPECTED[portal_id]["list"]
    column = f"http://{EXPECTED[portal_id]['host']}{listed['url']}"
    assert [(found["url"], found["family"]) for found in told["columns"]] == [(column, EXPECTED[portal_id]["family"])]
    assert (told["family"], told["exit_code"], told["refused"]) == (EXPECTED[portal_id]["family"], 0, False)
    assert 2 <= len(told["requests"]) <= 41
    assert len(served.served()) == len(told["requests"])
    assert "a link" in told["columns"][0]["evidence"]
    assert not (tmp_path / "data").exists()


def test_the_entry_that_is_printed_can_be_used(process: Process, entries: Path, tmp_path: Path) -> None:
    told = json.loads(process("discover", "990322", "--portals", entries, "--json").stdout)
    (given,) = (p for p in tomllib.loads(entries.read_text(encoding="utf-8"))["portal"] if p["id"] == "990322")
    (entry,) = tomllib.loads(told["entry"])["portal"]
    assert entry == {**given, "pause": 0, "columns": [told["columns"][0]["url"]]}
    (tmp_path / "found.toml").write_text(told["entry"], encoding="utf-8")
    crawled = json.loads(process("crawl", "990322", "--portals", tmp_path / "found.toml", "--json").stdout)
    assert [(read["harvested"], read["complete"]) for read in crawled["lists"]] == [(11, True)]


def test_what_is_printed_for_people(process: Process, entries: Path) -> None:
    printed = process("discover", "990322", "--portals", entries).stdout
    assert "1 columns of annual reports" in printed
    assert "vsb: " in printed
    assert "11 declared" in printed
    assert printed.index("For a portals file:") < printed.index("[[portal]]") < printed.index("columns = [")


def test_a_home_page_without_columns_is_exit_1(process: Process, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>青禾县</title><p>欢迎访问青禾县人民政府门户网站</p>", encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        ended = process("discover", f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
    assert ended.returncode == 1
    assert ended.stdout.splitlines()[1] == "What was asked: 1 not_found, 1 list"


def test_a_home_page_that_cannot_be_had_is_exit_4(process: Process, served: SamplePortals) -> None:
    ended = process("discover", f"http://{served['990322'].address}/nothing/")
    assert ended.returncode == 4
    assert "0 columns of annual reports" in ended.stdout
    assert "not_found" in ended.stdout


def test_no_contact_for_a_public_host_is_exit_2(process: Process) -> None:
    ended = process("discover", "http://www.qinghe.example/")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "none is asked without a contact" in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("word", "said"),
    [("nowhere", "There is no portal 'nowhere'"), ("4114", "give the URL or the id of one")],
)
def test_what_is_no_portal_is_exit_2(run: Run, word: str, said: str) -> None:
    result = run("discover", word)
    assert result.exit_code == 2
    assert said in result.stderr
