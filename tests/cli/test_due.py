from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.raw import crawls
from archive.store import Archive
from crawler.registry import Portal
from gongkai.due import cut_off_before, due_portals, interval

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def portal(name: str, every: str | None) -> Portal:
    return Portal(id=name, name=name, home=f"http://{name}.example/", every=every)


@pytest.mark.parametrize(
    ("every", "length"), [("12h", timedelta(hours=12)), ("7d", timedelta(7)), ("2w", timedelta(14))]
)
def test_intervals(every: str, length: timedelta) -> None:
    assert interval(every) == length


def test_what_was_never_crawled_is_due_and_what_has_no_interval_is_not(tmp_path: Path) -> None:
    portals = [portal("a", "7d"), portal("b", None)]
    assert due_portals(portals, tmp_path / "none.db", NOW) == [portals[0]]
    assert not (tmp_path / "none.db").exists()


def test_the_last_crawl_decides(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db", create=True) as archive, archive.write() as connection:
        for name, last in (
            ("old", "2026-02-22T12:00:00Z"),
            ("new", "2026-02-22T12:00:01Z"),
            ("never", None),
            ("now", "2026-03-01T12:00:00Z"),
            ("ahead", "2036-02-22T12:00:00Z"),
        ):
            connection.execute(
                "insert into portal_entries (portal_id, name, recorded_at, last_crawled_at) values (?, ?, ?, ?)",
                (name, name, "2026-02-01T00:00:00Z", last),
            )
    portals = [portal(name, "7d") for name in ("old", "new", "never", "now", "ahead")]
    assert [p.id for p in due_portals(portals, tmp_path / "a.db", NOW)] == ["old", "never", "ahead"]


def test_a_crawl_that_was_cut_off_is_found_where_all_of_its_portals_are_due(tmp_path: Path) -> None:
    portals = [portal("a", "7d"), portal("b", "7d"), portal("c", "7d")]
    with Archive.open(tmp_path / "a.db", create=True) as archive:
        for names, settings in ((["a", "b"], {"years": []}), (["c"], {"years": [2024]})):
            crawls.suspend(archive, crawls.start_or_resume(archive, names, settings).crawl_id, "stopped by request")
        done = crawls.start_or_resume(archive, ["c"], {"years": []})
        crawls.finish(archive, done.crawl_id, "complete", complete=True)
    assert [p.id for p in cut_off_before(portals, tmp_path / "a.db")] == ["a", "b"]
    assert cut_off_before(portals[1:], tmp_path / "a.db") == []
    assert cut_off_before(portals, tmp_path / "none.db") == []
