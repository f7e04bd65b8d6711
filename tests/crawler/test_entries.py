"""Entries written as TOML, tables read as entries, and what lint finds in them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from crawler.entries import TableRow, entry_toml, read_table
from crawler.lint import Fault, lint
from crawler.registry import Portal, RegistryError, load_toml, packaged_rows

HOME = "http://www.qinghe.gov.cn/"


def test_an_entry_says_everything_that_the_portal_says(tmp_path: Path) -> None:
    portal = Portal(
        "990101",
        '青禾"县\\\x7f',
        HOME,
        hosts=("*.qinghe.gov.cn",),
        columns=(f"{HOME}nb/", f"{HOME}bm/"),
        family="trs",
        every="7d",
        verify_tls=False,
        pause=0.5,
        resolve={"www.qinghe.gov.cn": "127.0.0.1:8123"},
        note="两级",
    )
    text = entry_toml(portal, {f"{HOME}nb/": "a link that says\n年报\x1b[31m"})
    assert '/nb/",  # a link that says 年报 [31m\n' in text
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    assert load_toml(tmp_path / "p.toml").portals == {"990101": portal}


def test_an_entry_leaves_out_what_is_the_default() -> None:
    assert tomllib.loads(entry_toml(Portal("a", "b", HOME))) == {"portal": [{"id": "a", "name": "b", "home": HOME}]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "portals.csv"
    text = (
        "division_code,province,name,url\n"
        f"411424,河南省,柘城县,{HOME}\n"
        ",河南省,青禾县,https://qinghe.gov.cn:8080/a\n"
        ",河南省,无,\n"
        "411400,河南省,甲,ftp://a/\n"
        f"411424,河南省,又,{HOME}\n"
    )
    path.write_text(text, encoding=encoding)
    table = read_table(path)
    assert table.unused == ("province",)
    assert list(table.rows) == [
        TableRow(2, Portal("411424", "柘城县", HOME, division_code="411424")),
        TableRow(3, Portal("qinghe.gov.cn:8080", "青禾县", "https://qinghe.gov.cn:8080/a")),
        TableRow(4, None, "no home page"),
        TableRow(5, None, "portal 411400: field 'home' holds 'ftp://a/', which is not an http or https URL"),
        TableRow(6, None, "portal 411424 stands in line 2 too"),
    ]


def test_columns_that_are_not_used_are_named_where_they_hold_something(tmp_path: Path) -> None:
    path = tmp_path / "portals.csv"
    path.write_text(f"home,url,contact,empty,\n{HOME},http://b/,张三, ,\n", encoding="utf-8")
    assert read_table(path).unused == ("url", "contact")


def test_a_row_with_more_cells_than_names_is_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "portals.csv"
    path.write_text(f"home,name\n{HOME},柘城县,河南\n{HOME},柘城县,\n", encoding="utf-8")
    first, second = read_table(path).rows
    assert (first.portal, first.trouble) == (None, "the row has more cells than the first line has names")
    assert second.portal is not None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"name,site\na,b\n", "names no column 'home' or 'url'"),
        (b"", "names no column 'home' or 'url'"),
        (b"url\n\xff\xff\xff", "is neither UTF-8 nor GB 18030"),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "portals.csv"
    path.write_bytes(content)
    with pytest.raises(RegistryError, match=sentence):
        read_table(path)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="cannot be read: No such file"):
        read_table(tmp_path / "missing.csv")


# --- lint --------------------------------------------------------------------------------------------


def test_the_faults_of_the_bundled_registry_are_known_and_explained() -> None:
    found = [(fault.rule, fault.portal_id) for fault in lint(packaged_rows())]
    assert sorted(found) == [
        ("code", "500157"),
        ("host", "222400"),
        ("host", "222404"),
        ("host", "310107"),
        ("host", "330903"),
        ("host", "341700"),
        ("host", "341702"),
        ("host", "420200"),
        ("host", "420281"),
        ("no_code", "dxalxl.gov.cn"),
        ("no_code", "huzhong.gov.cn"),
        ("no_code", "jgdq.gov.cn"),
        ("no_code", "songling.gov.cn"),
        ("no_code", "xjbt.gov.cn"),
    ]
    assert all(fault.note for fault in lint(packaged_rows()))


@pytest.mark.parametrize(
    ("portal", "rule", "detail"),
    [
        (Portal("a", "a", HOME), "no_code", "the entry has no division code"),
        (Portal("a", "a", HOME, "999999"), "code", "the code 999999 is not in use in the table of division codes"),
        (Portal("a", "a", "ftp://a/", "411424"), "home", "'ftp://a/' is not an http or https URL"),
        (
            Portal("a", "a", HOME, "411424", hosts=("b.gov.cn",)),
            "home",
            f"{HOME} does not lie on the hosts of the entry",
        ),
        (
            Portal("a", "a", HOME, "411424", columns=("http://mp.example/nb/",)),
            "column",
            "http://mp.example/nb/ does not lie on the hosts of the entry",
        ),
        (Portal("a", "a", HOME, "411424", family="trss"), "family", "the family 'trss' is not known"),
    ],
)
def test_a_fault(portal: Portal, rule: str, detail: str) -> None:
    assert lint([portal]) == [Fault("a", rule, detail)]


def test_an_entry_without_fault() -> None:
    columns = ("https://gk.qinghe.gov.cn/nb/",)
    assert lint([Portal("a", "a", HOME, "411424", columns=columns, family="trs")]) == []


def test_ids_and_hosts_that_stand_twice() -> None:
    one = Portal("a", "a", HOME, "411424")
    assert lint([one, Portal("a", "b", "http://b.gov.cn/", "411424")]) == [Fault("a", "id", "the id stands twice")]
    other = Portal("b", "b", f"{HOME}sub/", "411424", note="two counties share a portal")
    assert lint([one, other]) == [
        Fault("a", "host", "www.qinghe.gov.cn is the host of b too", "two counties share a portal"),
        Fault("b", "host", "www.qinghe.gov.cn is the host of a too", "two counties share a portal"),
    ]


def test_a_note_explains_no_address() -> None:
    (fault,) = lint([Portal("a", "a", HOME, "411424", columns=("http://mp.example/",), note="so it is")])
    assert fault.note is None
