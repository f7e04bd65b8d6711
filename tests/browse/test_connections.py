"""How long a page may ask the archive."""

from pathlib import Path

import pytest

from archive.query import QueryTooLong
from archive.store import Archive
from gongkai.browse.connections import within
from gongkai.browse.start import start

ENDLESS = "with recursive c (x) as (select 1 union all select x + 1 from c) select count(*) from c"


def test_what_takes_too_long_is_stopped_and_the_next_question_is_answered(demo_archive: Path) -> None:
    with Archive.open_read_only(demo_archive) as archive:
        with pytest.raises(QueryTooLong, match=r"longer than 0\.1 seconds"), within(archive, 0.1):
            archive.connection.execute(ENDLESS).fetchall()
        assert archive.connection.execute("select count(*) from cells").fetchone()[0] > 1000


def test_the_first_page_shows_what_could_be_counted_in_time(demo_archive: Path) -> None:
    """The expected reports of a whole country take longer to count than fifty that are held."""
    with Archive.open_read_only(demo_archive) as archive:
        counted = start(archive, seconds=0.0)
        assert counted.coverage is None
        assert counted.provinces is not None
        assert start(archive).coverage is not None
