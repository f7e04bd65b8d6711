import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Run


@pytest.mark.parametrize("word", ["申请", "复议", "诉讼", "政府信息公开", "请", "2023年", "微信公众号发布", "135"])
def test_a_word_is_found_wherever_it_stands_and_nowhere_else(run: Run, demo_archive: Path, word: str) -> None:
    found = json.loads(run("--archive", demo_archive, "search", word, "--limit", 1000, "--json").stdout)
    connection = sqlite3.connect(demo_archive)
    standing = connection.execute(
        "select report_id, ordinal from sections where instr(text, ?) or instr(heading, ?)", (word, word)
    ).fetchall()
    connection.close()
    in_sections = [(hit["report_id"], hit["ordinal"]) for hit in found["hits"] if hit["ordinal"] is not None]
    assert sorted(in_sections) == sorted(standing)
    assert standing
    assert all(f"⟦{word}⟧" in hit["marked"] for hit in found["hits"])


def test_a_rare_character_finds_the_reports_of_the_town_that_has_it(run: Run, demo_archive: Path) -> None:
    text = run("--archive", demo_archive, "search", "㵲").stdout
    assert "瀼台区⟦㵲⟧口镇人民政府" in text
    found = json.loads(run("--archive", demo_archive, "search", "㵲", "--json").stdout)
    connection = sqlite3.connect(demo_archive)
    named = connection.execute("select report_id from reports where instr(title || agency, '㵲')").fetchall()
    connection.close()
    assert sorted((hit["report_id"],) for hit in found["hits"]) == sorted(named)


def test_filters_and_limit(run: Run, demo_archive: Path) -> None:
    arguments = ("--archive", demo_archive, "search", "申请", "--json", "--year", 2022, "--agency", "澜江市人民")
    found = json.loads(run(*arguments).stdout)
    assert {(hit["agency"], hit["year"]) for hit in found["hits"]} == {("澜江市人民政府", 2022)}
    assert not found["more"]
    limited = json.loads(run(*arguments, "--limit", 1).stdout)
    assert limited["hits"] == found["hits"][:1]
    assert limited["more"]


def test_what_is_not_there_is_said(run: Run, demo_archive: Path) -> None:
    result = run("--archive", demo_archive, "search", "请申")
    assert (result.exit_code, result.stdout) == (0, "nothing found\n")


def test_a_search_for_no_word_is_one_sentence_and_exit_2(run: Run, demo_archive: Path) -> None:
    result = run("--archive", demo_archive, "search", "，")
    assert result.exit_code == 2
    assert result.stderr == "gongkai: '，' has no letter, digit or ideograph that could be found\n"


def test_a_damaged_index_is_named_and_made_anew(run: Run, copied: Path) -> None:
    with closing(sqlite3.connect(copied)) as plain:
        plain.execute("DELETE FROM section_pairs_config")
        plain.commit()
    found = run("--archive", copied, "search", "申请")
    assert found.exit_code == 3
    assert "`gongkai search --rebuild` makes it anew" in found.stderr
    verified = run("--archive", copied, "verify")
    assert (verified.exit_code, verified.stdout.splitlines()[-1]) == (
        3,
        "`gongkai search --rebuild` makes the index for the search anew",
    )
    again = run("--archive", copied, "search", "--rebuild", "申请", "--json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["hits"]
    assert run("--archive", copied, "verify").exit_code == 0


def test_nothing_to_find_is_said(run: Run, demo_archive: Path) -> None:
    result = run("--archive", demo_archive, "search")
    assert (result.exit_code, result.stderr) == (2, "gongkai: say what to find: `gongkai search TEXT`\n")
