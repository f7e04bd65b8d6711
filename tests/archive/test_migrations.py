"""An archive of every earlier schema, as the program of its day wrote it, is brought up to date with nothing lost."""

import json
import lzma
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive import migrations, store
from archive.backup import backup
from archive.fixity import verify
from archive.merge.merging import merge
from archive.parsed import runs
from archive.parsed.reparse import parse_new
from archive.raw import crawls
from archive.raw.crawls import Listing, ListItem
from archive.search import search
from archive.store import SCHEMA_VERSION, Archive, ArchiveNewer, ArchiveOlder
from gongkai.main import main
from tests.archive.content import content_of
from tests.archive.readings import DIVISION, WrittenOut, capture, keep, page, report

STORED = Path(__file__).parent / "stored"
SCHEMAS = sorted(int(path.name.split("-")[1].split(".")[0]) for path in STORED.glob("schema-*.db.xz"))


def stored(schema: int, folder: Path) -> Path:
    path = folder / f"schema-{schema}.db"
    path.write_bytes(lzma.decompress((STORED / f"schema-{schema}.db.xz").read_bytes()))
    return path


def said_then(schema: int) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((STORED / f"schema-{schema}.json").read_text(encoding="utf-8"))
    return said


def said_now(archive: Archive, sql: str) -> list[list[object]]:
    return [list(row) for row in archive.connection.execute(sql)]


def brought_up_to_date(path: Path) -> Archive:
    """Opened by this program, and what waits to be judged anew judged."""
    archive = Archive.open(path)
    parse_new(archive)
    return archive


def test_there_is_a_stored_archive_of_the_first_schemas() -> None:
    assert {1, 2} <= set(SCHEMAS)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_stored_archive_is_of_its_schema(tmp_path: Path, schema: int) -> None:
    with sqlite3.connect(stored(schema, tmp_path)) as plain:
        assert plain.execute("PRAGMA user_version").fetchone() == (schema,)
    plain.close()


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_stored_archive_says_what_it_said(tmp_path: Path, schema: int) -> None:
    said = said_then(schema)
    with brought_up_to_date(stored(schema, tmp_path)) as archive:
        reports = "SELECT agency, year, form, url, checks_failed, cells_unknown FROM reports ORDER BY 1, 2"
        assert said_now(archive, reports) == said["reports"]
        applications = """SELECT agency, year, line, total FROM applications
            WHERE line IN ('new_received', 'granted') ORDER BY 1, 2, 3"""
        assert said_now(archive, applications) == said["applications"]
        done = "SELECT run_id, kind, promoted_at IS NOT NULL, rolled_back_at IS NULL FROM runs ORDER BY 1"
        assert said_now(archive, done)[: len(said["runs"])] == said["runs"]
        kept = {"captures", "crawls", "listings", "parses", "portals", "publishers", "cells", "sections", "reports"}
        rows = {view: said_now(archive, f"SELECT count(*) FROM {view}")[0][0] for view in kept}
        assert rows == {view: said["rows"][view] for view in kept}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_every_view_of_a_stored_archive_answers(tmp_path: Path, schema: int) -> None:
    with brought_up_to_date(stored(schema, tmp_path)) as archive:
        assert set(said_then(schema)["rows"]) <= set(content_of(archive)) | {"gongkai_columns"}
        assert list(search(archive, "申请")) != []


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_stored_archive_is_sound_before_and_after_what_waits_is_judged_anew(tmp_path: Path, schema: int) -> None:
    path = stored(schema, tmp_path)
    with Archive.open(path) as archive:
        assert verify(archive).damage == []
        parse_new(archive)
        found = verify(archive)
        assert (found.damage, found.unsettled) == ([], set())


@pytest.mark.parametrize("schema", SCHEMAS)
def test_work_goes_on_in_a_stored_archive(tmp_path: Path, schema: int) -> None:
    """Its promoted run can be rolled back, and its interrupted crawl is still there to be taken up."""
    with brought_up_to_date(stored(schema, tmp_path)) as archive:
        before = said_now(archive, "SELECT agency, year FROM reports ORDER BY 1, 2")
        [promoted] = [run for run in runs.list_runs(archive) if run.kind == "reparse"]
        assert promoted.state == "promoted"
        runs.rollback(archive, promoted.run_id)
        assert said_now(archive, "SELECT agency, year FROM reports ORDER BY 1, 2") == before
        assert said_now(archive, "SELECT count(*) FROM crawls WHERE finished_at IS NULL") == [[1]]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_reading_alone_does_not_migrate(tmp_path: Path, schema: int) -> None:
    path = stored(schema, tmp_path)
    before = path.read_bytes()
    with pytest.raises(ArchiveOlder, match=f"has the older schema {schema}; `gongkai parse` brings it to the newest"):
        Archive.open_read_only(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_stored_archive_can_be_merged_and_stays_as_it_was(tmp_path: Path, archive: Archive, schema: int) -> None:
    path = stored(schema, tmp_path)
    before = path.read_bytes()
    [merged] = merge(archive, [path])
    assert path.read_bytes() == before
    assert merged.reports == (0, len(said_then(schema)["reports"]))
    assert verify(archive).damage == []
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".gongkai-")] == []


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_stored_archive_can_be_backed_up_as_it_is(tmp_path: Path, schema: int) -> None:
    path = stored(schema, tmp_path)
    backup(path, tmp_path / "copy.db")
    assert dump(tmp_path / "copy.db") == dump(path)


# Stops where the n-th statement of all migrations is to run.
KILLED = """
import os, sys
sys.path.insert(0, sys.argv[3])
from archive import migrations, store
from archive.store import Archive
left = int(sys.argv[2])
whole = migrations.statements
def statements(script):
    global left
    for statement in whole(script):
        left -= 1
        if left < 0:
            os._exit(9)
        yield statement
migrations.statements = statements
Archive.open(sys.argv[1])
"""


@pytest.mark.parametrize("statement", [0, 7, 40, 52, 62, 66])
def test_a_migration_that_is_killed_leaves_the_old_schema_whole(tmp_path: Path, statement: int) -> None:
    path = stored(SCHEMAS[0], tmp_path)
    before = dump(path)
    command = [sys.executable, "-c", KILLED, str(path), str(statement), str(Path(__file__).resolve().parents[2])]
    assert subprocess.run(command, check=False, timeout=60).returncode == 9
    assert dump(path) == before
    with brought_up_to_date(path) as archive:
        assert archive.connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert verify(archive).damage == []


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_lines_of_a_stored_archive_know_the_scope_of_their_report(tmp_path: Path, schema: int) -> None:
    with Archive.open(stored(schema, tmp_path)) as archive:
        for view in ("applications", "disclosures", "legal_challenges"):
            counted = f"SELECT count(*), sum(l.scope IS r.scope) FROM {view} l JOIN reports r USING (report_id)"
            [[lines, alike]] = said_now(archive, counted)
            assert lines == alike > 0


@pytest.mark.parametrize("schema", SCHEMAS)
def test_titles_that_lists_of_a_stored_archive_print_are_read(tmp_path: Path, schema: int) -> None:
    with Archive.open(stored(schema, tmp_path)) as archive:
        assert said_now(archive, "SELECT title, kind FROM listed_titles") == []
        parse_new(archive)
        assert said_now(archive, "SELECT title, kind FROM listed_titles") == [["已撤", "other"], ["年度报告", "other"]]


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as plain:
        lines = [f"version {plain.execute('PRAGMA user_version').fetchone()[0]}", *plain.iterdump()]
    plain.close()
    return lines


def test_an_archive_from_the_future_is_refused_by_every_command_that_opens_one(tmp_path: Path) -> None:
    path = stored(SCHEMAS[-1], tmp_path)
    with sqlite3.connect(path) as plain:
        plain.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 7}")
        plain.execute("CREATE TABLE of_the_future (x)")
    plain.close()
    before = dump(path)
    for command in (["status"], ["parse"], ["verify"], ["query", "select 1"], ["backup", str(tmp_path / "copy.db")]):
        done = CliRunner().invoke(main, ["--archive", str(path), *command])
        assert done.exit_code == 2
        assert f"has schema {SCHEMA_VERSION + 7}, made by a newer gongkai; this one knows schemas up to" in done.stderr
    with pytest.raises(ArchiveNewer):
        Archive.open(path)
    assert dump(path) == before


def test_migrating_twice_is_migrating_once(tmp_path: Path) -> None:
    path = stored(SCHEMAS[0], tmp_path)
    brought_up_to_date(path).close()
    shutil.copy(path, tmp_path / "again.db")
    with Archive.open(tmp_path / "again.db") as archive:
        migrations.bring_up_to_date(archive)
    assert dump(tmp_path / "again.db") == dump(path)


def test_of_several_lines_on_a_withdrawn_address_the_one_that_says_most_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "schema-7.db"
    with monkeypatch.context() as then:
        then.setattr(migrations, "SCHEMAS", migrations.SCHEMAS[:7])
        for module in (migrations, store):
            then.setattr(module, "SCHEMA_VERSION", 7)
        with Archive.open(path, create=True) as archive, archive.write() as conn:
            conn.execute("INSERT INTO payloads (sha256, size) VALUES ('d1', 9)")
            conn.execute(
                "INSERT INTO withdrawn_payloads (sha256, reason, withdrawn_at) VALUES ('d1', 'by law', 'then')"
            )
            conn.executemany(
                "INSERT INTO withdrawn_documents (sha256, url, outcome, agency, year) VALUES ('d1', ?, ?, ?, ?)",
                [
                    ("https://a/1", None, None, None),
                    ("https://a/1", "report", None, 2022),
                    ("https://a/1", "report", "水利局", 2022),
                    ("https://a/2", "not_a_report", None, None),
                ],
            )
    with Archive.open(path) as archive:
        assert said_now(archive, "SELECT url, since, outcome, agency, year FROM withdrawn_documents ORDER BY url") == [
            ["https://a/1", "", "report", "水利局", 2022],
            ["https://a/2", "", "not_a_report", None, None],
        ]


def test_coverage_of_an_archive_of_schema_9_reads_as_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "schema-9.db"
    asked = "SELECT * FROM coverage ORDER BY agency, division_code, year, evidence"
    with monkeypatch.context() as then:
        then.setattr(migrations, "SCHEMAS", migrations.SCHEMAS[:9])
        for module in (migrations, store):
            then.setattr(module, "SCHEMA_VERSION", 9)
        with Archive.open(path, create=True) as archive:
            keep(archive, capture("https://a/1", page(report("水利局", 2019))))
            crawl = crawls.start_or_resume(archive, [DIVISION], {}).crawl_id
            items = [
                ListItem("https://a/1", None),
                ListItem("https://a/2", "柘城县水利局2021年政府信息公开工作年度报告"),
                ListItem("https://a/3", "年报", None, 2016),
            ]
            with archive.write() as conn:
                listing = Listing(crawl, DIVISION, "https://a/", None, None, 3, complete=True, items=items)
                crawls.record_listing(conn, listing)
            crawls.finish(archive, crawl, "complete", complete=True)
            parse_new(archive, reader=WrittenOut())
            before = said_now(archive, asked)
    with Archive.open(path) as archive:
        assert said_now(archive, asked) == before
        assert said_now(archive, "SELECT min(year), sum(evidence LIKE 'named by list 1%') FROM coverage") == [[2016, 2]]
        [[index]] = said_now(archive, "SELECT sql FROM sqlite_schema WHERE name = 'documents_held'")
        assert index == "CREATE INDEX documents_held ON documents (url) WHERE report_id IS NOT NULL"
        assert verify(archive).damage == []


@pytest.mark.parametrize("what", ["an older schema", "other views", "another journal"])
def test_a_dry_run_of_a_withdrawal_leaves_what_it_is_asked_of_as_it_is(tmp_path: Path, what: str) -> None:
    path = stored(min(SCHEMAS), tmp_path)
    if what != "an older schema":
        Archive.open(path).close()
        statement = (
            "PRAGMA journal_mode = DELETE" if what == "another journal" else "DELETE FROM facts WHERE name = 'views'"
        )
        with closing(sqlite3.connect(path, isolation_level=None)) as plain:
            plain.execute(statement)
            plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with closing(sqlite3.connect(path)) as plain:
        (sha256,) = plain.execute("SELECT sha256 FROM payloads ORDER BY 1").fetchone()
    before = path.read_bytes()
    told = CliRunner().invoke(main, ["--archive", str(path), "withdraw", sha256, "--reason", "by law", "--dry-run"])
    assert (told.exit_code, told.stdout.splitlines()[0][-8:]) == (0, "would go")
    assert path.read_bytes() == before
