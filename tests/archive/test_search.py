"""Search finds all that is there and nothing that is not, whatever was rewritten before."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.fixity import verify
from archive.parsed import pairs, runs
from archive.parsed.reparse import parse_new, reparse
from archive.search import Filters, NothingToFind, rebuild, search, terms_of
from archive.store import Archive, ArchiveOlder
from tests.archive.readings import URL, WrittenOut, capture, keep, page, report, sections

READER = WrittenOut()
TEXTS = (
    "全年收到申请135件，答复ＡＰＰ用户。\n二、提起复议1件",
    "行政复议 0件；政府信息公开App上线。㵲水河、𬒈石各1处。",
)


@pytest.fixture
def held(archive: Archive) -> Archive:
    first = report("水利局", 2022, sections=sections(*TEXTS), title="水利局2022年度报告")
    second = report("林业局", 2023, sections=sections("没有收到申请。"), title="林业局2023年度报告")
    keep(archive, capture(URL, page(first)), capture(f"{URL}?2", page(second)))
    parse_new(archive, reader=READER)
    return archive


def found(archive: Archive, wanted: str, **filters: object) -> list[tuple[int | None, int | None, str]]:
    return [
        (hit.year, hit.ordinal, hit.marked("[", "]"))
        for hit in search(archive, wanted, Filters(**filters))  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    ("wanted", "hits"),
    [
        ("复议", [(2022, 1, "全年收到申请135件，答复ＡＰＰ用户。 二、提起[复议]1件"), (2022, 2, "行政[复议] 0件；政")]),
        ("㵲", [(2022, 2, "行政复议 0件；政府信息公开App上线。[㵲]水河、")]),
        ("𬒈", [(2022, 2, "行政复议 0件；政府信息公开App上线。㵲水河、[𬒈]石")]),
        ("处", [(2022, 2, "行政复议 0件；政府信息公开App上线。㵲水河、𬒈石各1[处]。")]),
        ("政府信息公开", [(2022, 2, "行政复议 0件；[政府信息公开]App")]),
        ("公开app上", [(2022, 2, "行政复议 0件；政府信息[公开App上]线")]),
        ("app", [(2022, 1, "全年收到申请135件，答复[ＡＰＰ]用户"), (2022, 2, "行政复议 0件；政府信息公开[App]上")]),
        ("申请135件，答", [(2022, 1, "全年收到[申请135件，答]复")]),
        ("35", [(2022, 1, "全年收到申请1[35]件")]),
        ('"复议  0件"', [(2022, 2, "行政[复议 0件]；")]),
        ("复议 申请", [(2022, 1, "全年收到[申请]135件，答复ＡＰＰ用户。 二、提起[复议]1件")]),
        ("议1", [(2022, 1, "全年收到申请135件，答复ＡＰＰ用户。 二、提起复[议1]件")]),
        ("林业", [(2023, None, "[林业]局2023年度报告")]),
        ("林业 申请", [(2023, 1, "没有收到[申请]。")]),
        ("柘城县水", [(2022, None, "柘城县水")]),
    ],
)
def test_what_is_in_a_text_is_found_and_marked(
    held: Archive, wanted: str, hits: list[tuple[int | None, int | None, str]]
) -> None:
    got = found(held, wanted)
    assert [hit[:2] for hit in got] == [hit[:2] for hit in hits]
    for (_, _, marked), (_, _, begins) in zip(got, hits, strict=True):
        assert marked.startswith(begins) or marked.replace("[", "").replace("]", "").startswith(begins)
        assert "[" in marked


@pytest.mark.parametrize("wanted", ["请求", "户二", "议0", "申复", "复议0件", "水 林", "APPS", "1 3 5 7", "局水"])
def test_nothing_else_is_found(held: Archive, wanted: str) -> None:
    assert found(held, wanted) == []


def test_filters_narrow(held: Archive) -> None:
    assert [hit[0] for hit in found(held, "申请")] == [2023, 2022]
    assert [hit[0] for hit in found(held, "申请", year=2022)] == [2022]
    assert [hit[0] for hit in found(held, "申请", agency="林业")] == [2023]
    assert [hit[0] for hit in found(held, "申请", province="河南")] == [2023, 2022]
    assert found(held, "申请", province="河北") == []


@pytest.mark.parametrize("wanted", ["", " ，。", '""', "（）-"])
def test_a_search_for_no_word_is_refused(held: Archive, wanted: str) -> None:
    with pytest.raises(NothingToFind, match="no letter, digit or ideograph"):
        found(held, wanted)


def test_words_and_phrases() -> None:
    assert terms_of('复议 "a  b" c"d e"') == ["复议", "a b", "c", "d e"]


def test_a_long_text_is_cut_around_its_first_hit(archive: Archive) -> None:
    keep(archive, capture(body=page(report(sections=sections("甲" * 400 + "复议" + "乙" * 400 + "复议")))))
    parse_new(archive, reader=READER)
    [(_, _, marked)] = found(archive, "复议")
    assert marked == "…" + "甲" * 30 + "[复议]" + "乙" * 88 + "…"


def test_the_index_follows_promotion_and_rollback(held: Archive) -> None:
    better = WrittenOut("html-2", (("没有收到申请", "收到诉讼两件"),))
    run_id = reparse(held, reader=better).run_id
    assert run_id is not None
    assert found(held, "诉讼") == []
    runs.promote(held, run_id, force=True)
    assert [hit[0] for hit in found(held, "诉讼")] == [2023]
    assert [hit[0] for hit in found(held, "申请")] == [2022]
    runs.rollback(held, run_id)
    assert found(held, "诉讼") == []
    assert [hit[0] for hit in found(held, "申请")] == [2023, 2022]
    assert entries(held) == anew(held)


def test_the_index_follows_a_report_that_is_joined_to_another(held: Archive) -> None:
    run_id = reparse(held, reader=WrittenOut("html-2", (("林业局", "水利局"), ('"year":2023', '"year":2022')))).run_id
    assert run_id is not None
    runs.promote(held, run_id, force=True)
    assert held.connection.execute("SELECT count(*) FROM reports").fetchone() == (1,)
    assert entries(held) == anew(held)
    runs.rollback(held, run_id)
    assert len(found(held, "申请")) == 2
    assert entries(held) == anew(held)


def entries(archive: Archive) -> list[tuple[object, ...]]:
    """Every token of the index and where it stands, as SQLite's own index has it."""
    with archive.write() as conn:
        conn.execute("CREATE VIRTUAL TABLE temp.tokens USING fts5vocab (main, section_pairs, instance)")
        found = conn.execute('SELECT term, doc, "offset" FROM tokens ORDER BY 1, 2, 3').fetchall()
        conn.execute("DROP TABLE temp.tokens")
    return found


def anew(archive: Archive) -> list[tuple[object, ...]]:
    with archive.write() as conn:
        pairs.build(conn)
    return entries(archive)


def test_an_archive_of_the_first_schema_gets_the_index(held: Archive) -> None:
    with held.write() as conn:
        conn.execute("DROP TABLE section_pairs")
        conn.execute("DELETE FROM facts WHERE name = 'search'")
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = '0002'")
        conn.execute("PRAGMA user_version = 1")
    with pytest.raises(ArchiveOlder, match="older schema 1"):
        Archive.open_read_only(held.path)
    with Archive.open(held.path) as archive:
        assert [hit[0] for hit in found(archive, "申请")] == [2023, 2022]
        assert entries(archive) == anew(archive)


def test_an_index_of_other_rules_is_made_anew(held: Archive) -> None:
    with held.write() as conn:
        conn.execute("INSERT INTO section_pairs (section_pairs) VALUES ('delete-all')")
        conn.execute("UPDATE facts SET value = '0' WHERE name = 'search'")
    with Archive.open_read_only(held.path) as archive, pytest.raises(ArchiveOlder, match="no index"):
        found(archive, "申请")
    Archive.open(held.path).close()
    with Archive.open_read_only(held.path) as archive:
        assert len(found(archive, "申请")) == 2


def test_plain_sqlite_still_opens_the_archive(held: Archive, path: Path) -> None:
    with sqlite3.connect(path) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert len(plain.execute("SELECT * FROM sections").fetchall()) == 3
    plain.close()
    assert held.damage() == []


@pytest.mark.parametrize(
    "block", ["x'ff'", "x'00000001'", "zeroblob(40)", "CAST(replace(hex(zeroblob(90)), '00', 'k7') AS BLOB)"]
)
def test_a_damaged_index_keeps_nobody_from_reading_the_rest_and_is_found(held: Archive, block: str) -> None:
    held.connection.execute(f"UPDATE section_pairs_data SET block = {block}")
    with Archive.open_read_only(held.path) as archive:
        assert archive.connection.execute("SELECT count(*) FROM sections").fetchone() == (3,)
        assert [
            damage.what for damage in verify(archive).damage if damage.kind == "rows"
        ] == [  # newer SQLite says more
            "report 1, the index for the search has not what its sections say",
            "report 2, the index for the search has not what its sections say",
        ]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE section_pairs_data SET block = x'0000' WHERE id = 10",
        "UPDATE section_pairs_data SET block = x'ffffffff' WHERE id > 10",
        "DELETE FROM section_pairs_data",
        "DELETE FROM section_pairs_docsize",
        "DELETE FROM section_pairs_config",
        "UPDATE section_pairs_config SET v = 99",
        "DROP TABLE section_pairs_data",
        "DROP TABLE section_pairs_docsize",
        "DROP TABLE section_pairs",
    ],
)
def test_an_index_that_is_damaged_in_any_way_is_named_and_made_anew(held: Archive, damage: str) -> None:
    tokens = entries(held)
    held.close()
    with closing(sqlite3.connect(held.path)) as plain:
        plain.execute(damage)
        plain.commit()
    with Archive.open_read_only(held.path) as archive:
        assert any("the index for the search" in one.what for one in verify(archive).damage)
    with Archive.open(held.path) as archive:
        rebuild(archive)
        assert entries(archive) == tokens
        assert verify(archive).damage == []
