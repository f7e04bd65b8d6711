"""`gongkai browse`: starting, listening, ending."""

import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.browse.browsing import browsing
from tests.cli.running import Process, Run


def test_it_serves_until_ctrl_c_and_the_file_is_untouched(demo_archive: Path, tmp_path: Path) -> None:
    alone = Path(shutil.copy(demo_archive, tmp_path / "alone.db"))
    before = alone.read_bytes()
    with browsing(alone) as browsed:
        assert browsed.url.startswith("http://127.0.0.1:")
        for path in ("/", "/archive/cells", "/-/report/1/beside", "/archive?sql=select 1"):
            assert browsed.get(path).status == 200
        assert browsed.end(signal.SIGINT) == (0, "Ctrl-C ends it\n")
    assert alone.read_bytes() == before


def test_it_ends_while_a_statement_runs(demo_archive: Path) -> None:
    endless = "/archive?sql=with recursive c(x) as (select 1 union all select x %2B 1 from c) select count(*) from c"
    with browsing(demo_archive) as browsed:
        browsed.get("/")
        with ThreadPoolExecutor() as pool:
            answer = pool.submit(browsed.get, endless)
            time.sleep(1)  # so that it is asked
            code, said = browsed.end()
        assert answer.result().status == 400
    assert (code, said) == (0, "Ctrl-C ends it\n")


def test_what_is_written_meanwhile_is_there(copied: Path, run: Run) -> None:
    cell = "applications.new_received.total"
    with sqlite3.connect(copied) as archive:
        report, old = archive.execute(
            "select report_id, total from applications where line = 'new_received' order by total desc limit 1"
        ).fetchone()
    archive.close()
    with browsing(copied) as browsed:
        assert "Corrections" not in browsed.get(f"/-/report/{report}").words
        why = ("--old", old, "--new", 9712, "--reason", "<b>typing</b>", "--source", "the PDF", "--by", "a reader")
        assert run("--archive", copied, "correct", "add", report, cell, *why).exit_code == 0
        page = browsed.get(f"/-/report/{report}")
        assert page.row("一、本年新收")[-1].startswith("9712 *")
        assert "&lt;b&gt;typing&lt;/b&gt;" in page.text
        explained = browsed.get(f"/-/report/{report}/beside?cell={cell}")
        assert explained.row("correction")[0].startswith(f"{old} → 9712, applied: <b>typing</b>")


def test_the_archive_can_be_seen_as_of_an_earlier_day(demo_archive: Path) -> None:
    with browsing(demo_archive, "--as-of", "2020-01-01") as browsed:
        page = browsed.get("/")
        assert "The archive as it read on 2020-01-01" in page.words
        assert "No report is held yet" in page.words
        assert browsed.get("/archive/reports.json?_shape=array").body == b"[]"
        assert browsed.get("/-/report/1").status == 404


def test_listening_elsewhere_is_warned_of(demo_archive: Path) -> None:
    with browsing(demo_archive, "--host", "0.0.0.0") as browsed:
        assert browsed.get("/archive/reports.json", Host="archive.example").status == 200
        code, said = browsed.end(signal.SIGTERM)
    assert code == 0
    assert said.startswith("warning: whoever reaches 0.0.0.0 can read the whole archive, raw pages included;")


def test_a_port_that_is_taken_is_one_sentence_and_exit_2(demo_archive: Path, process: Process) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = process("--archive", demo_archive, "browse", "--port", port)
    assert result.returncode == 2
    assert result.stderr == (
        f"gongkai: cannot listen on 127.0.0.1, port {port}: Address already in use; `--port 0` takes a free one\n"
    )


def test_a_host_that_there_is_not_is_one_sentence_and_exit_2(demo_archive: Path, process: Process) -> None:
    result = process("--archive", demo_archive, "browse", "--host", "192.0.2.1", "--port", 0)
    assert (result.returncode, result.stderr.count("\n")) == (2, 2)
    assert "cannot listen on 192.0.2.1, port 0: Cannot assign requested address;" in result.stderr


def test_without_the_extra_one_sentence_names_it(demo_archive: Path) -> None:
    code = "import sys; sys.modules['datasette'] = None; from gongkai.main import main; main()"
    command = [sys.executable, "-c", code, "--archive", str(demo_archive), "browse"]
    result = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert result.returncode == 2
    assert result.stderr.endswith('which is not installed: pip install "gongkai[browse]"\n')
    assert result.stderr.count("\n") == 1


def test_a_missing_archive_is_exit_2(run: Run, tmp_path: Path) -> None:
    result = run("--archive", tmp_path / "none.db", "browse")
    assert (result.exit_code, "there is no archive" in result.stderr) == (2, True)
