import json
from pathlib import Path

import pytest

from tests.cli.running import Run

OWN = """
contact = "https://example.org/crawl"
[[portal]]
id = "test"
name = "[bold]试验[/bold]\\u001b[31m"
home = "http://test.example/"
every = "7d"
[portal.resolve]
"test.example" = "127.0.0.1:1"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_the_bundled_portals_are_listed(run: Run) -> None:
    everything = json.loads(run("portals", "list", "--json").stdout)
    assert len(everything) == 3209
    prefecture = json.loads(run("portals", "list", "4114", "--json").stdout)
    assert {portal["division_code"][:4] for portal in prefecture} == {"4114"}
    assert run("portals", "list").stdout.splitlines()[0].split() == ["id", "name", "division_code", "home"]


def test_an_entry_is_shown(run: Run) -> None:
    (entry,) = json.loads(run("portals", "show", "411424", "--json").stdout)
    assert (entry["id"], entry["division_code"]) == ("411424", "411424")
    assert entry["home"] in run("portals", "show", "411424").stdout


def test_own_portals_stand_beside_the_bundled_ones(run: Run, own: Path) -> None:
    (entry,) = json.loads(run("portals", "show", "test", "--portals", own, "--json").stdout)
    assert entry["resolve"] == {"test.example": "127.0.0.1:1"}
    printed = run("portals", "list", "test", "--portals", own).stdout
    assert "[bold]试验[/bold]\ufffd[31m" in printed
    assert len(json.loads(run("portals", "list", "--portals", own, "--json").stdout)) == 3210


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "nowhere"), "There is no portal 'nowhere'"),
        (("list", "000000"), "There is no portal '000000'"),
        (("list", "ftp://x.example/"), "is not an http or https URL"),
        (("list", "--portals", "missing.toml"), "There is no portals file missing.toml"),
    ],
)
def test_a_portal_that_does_not_exist_is_one_sentence_and_exit_2(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run("portals", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert (result.stderr.count("\n"), result.stdout) == (1, "")


def test_a_portals_file_that_is_wrong_names_file_and_field(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text('[[portal]]\nid = "x"\nhome = "http://x.example/"\nevery = "soon"\n')
    result = run("portals", "list", "--portals", tmp_path / "p.toml")
    assert result.exit_code == 2
    assert "p.toml: portal x: field 'every'" in result.stderr


def test_the_bundled_registry_has_no_fault_that_is_not_explained(run: Run) -> None:
    linted = run("portals", "lint")
    assert linted.exit_code == 0
    assert linted.stdout.splitlines()[-1] == "3209 entries: 0 faults, 14 that are explained"
    assert {fault["rule"] for fault in json.loads(run("portals", "lint", "--json").stdout)} == {
        "no_code",
        "code",
        "host",
    }


def test_faults_of_own_portals_are_exit_1(run: Run, own: Path) -> None:
    linted = run("portals", "lint", "--portals", own)
    assert linted.exit_code == 1
    assert "the entry has no division code" in linted.stdout
    assert linted.stdout.splitlines()[-1] == "3210 entries: 1 faults, 14 that are explained"


def test_a_table_is_imported_as_entries_that_can_be_used(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "portals.csv"
    table.write_text(
        "id,name,division_code,home\n"
        "411424,柘城县人民政府,411424,https://www.zhecheng.gov.cn/\n"
        "old,柘城县旧站,411424,http://jb.zhecheng.example/\n",
        encoding="utf-8",
    )
    imported = run("portals", "import", table)
    assert (imported.exit_code, imported.stderr) == (0, "2 rows: 1 entries, 1 as bundled, 0 unusable\n")
    (tmp_path / "own.toml").write_text(imported.stdout, encoding="utf-8")
    (entry,) = json.loads(run("portals", "show", "old", "--portals", tmp_path / "own.toml", "--json").stdout)
    assert entry["home"] == "http://jb.zhecheng.example/"


def test_a_bundled_portal_without_a_code_is_known_by_its_home(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "portals.csv"
    table.write_text("name,url\n呼中区人民政府,http://www.huzhong.gov.cn/\n", encoding="utf-8")
    assert run("portals", "import", table).stderr == "1 rows: 0 entries, 1 as bundled, 0 unusable\n"


def test_rows_that_name_no_portal_are_exit_1_and_named(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "portals.csv"
    table.write_text("name,url\n甲,\n", encoding="utf-8")
    imported = run("portals", "import", table)
    assert (imported.exit_code, imported.stdout) == (1, "")
    assert "line 2: no home page" in imported.stderr


def test_a_table_that_is_none_is_exit_2(run: Run, tmp_path: Path) -> None:
    imported = run("portals", "import", tmp_path / "missing.csv")
    assert (imported.exit_code, imported.stdout) == (2, "")
    assert "missing.csv cannot be read: No such file or directory" in imported.stderr
