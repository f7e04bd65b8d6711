"""What earlier crawls found shows in `portals show` and in a dry run; portals in their quiet hours are left for later."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gongkai.samples.server import SamplePortals
from tests.cli.running import Process, Run


def test_what_a_crawl_found_is_shown_with_the_portal(process: Process, entries: Path) -> None:
    before = json.loads(process("portals", "show", "990322", "--portals", entries, "--json").stdout)
    process("crawl", "990322", "--portals", entries, "--no-parse")
    (entry,) = json.loads(process("portals", "show", "990322", "--portals", entries, "--json").stdout)
    (column,) = [known for known in entry.pop("known") if known["state"] == "column"]
    assert [entry] == before
    assert (column["family"], column["requests"] <= 40, column["lost_at"]) == ("vsb", True, None)
    told = process("portals", "show", "990322", "--portals", entries).stdout
    assert "Columns found by crawls:" in told
    planned = json.loads(process("crawl", "990322", "--portals", entries, "--dry-run", "--json").stdout)
    assert [(one["url"], one["not_asked"]) for one in planned] == [(column["url"], "")]


def test_a_portal_that_is_due_waits_for_the_end_of_its_quiet_hours(
    run: Run, entries: Path, served: SamplePortals, tmp_path: Path
) -> None:
    here = datetime.now(UTC) + timedelta(hours=8)
    hours = f"{here - timedelta(hours=2):%H:%M}-{here + timedelta(hours=2):%H:%M}"
    text = entries.read_text(encoding="utf-8")
    entry = f'id = "990322"\nevery = "7d"\nquiet_hours = "{hours}"'
    entries.write_text(text.replace('id = "990322"', entry), encoding="utf-8")
    ended = run("--archive", tmp_path / "a.db", "crawl", "--due", "--portals", entries)
    assert (ended.exit_code, ended.stdout) == (0, "no portal is due that may be asked now\n")
    assert "left for later: portal 990322 has its quiet hours until " in ended.stderr
    assert served.served() == []
