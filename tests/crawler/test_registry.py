"""The registry: packaged portals, users' TOML, and what a word of the command line selects."""

from pathlib import Path

import pytest

from crawler.registry import Portal, Registry, RegistryError, load, load_toml, packaged


def test_the_packaged_portals() -> None:
    portals = packaged().portals
    assert len(portals) == 3209
    assert portals["411424"] == Portal(
        "411424", "柘城县人民政府", "https://www.zhecheng.gov.cn/", division_code="411424"
    )
    assert sum(portal.division_code is None for portal in portals.values()) == 5
    assert portals["huzhong.gov.cn"].name == "呼中区人民政府"


def test_a_whole_entry(tmp_path: Path) -> None:
    path = tmp_path / "portals.toml"
    path.write_text(
        """
contact = "mailto:crawl@example.org"

[[portal]]
id = "990101"
name = "青禾县人民政府"
division_code = "990101"
home = "http://www.qinghe.gov.cn/"
hosts = ["*.qinghe.gov.cn"]
columns = ["http://www.qinghe.gov.cn/xxgknb/"]
family = "trs"
every = "7d"
allow_private = true
verify_tls = false
pause = 0.5
[portal.resolve]
"www.qinghe.gov.cn" = "127.0.0.1:8123"
""",
        encoding="utf-8",
    )
    registry = load_toml(path)
    assert registry.contact == "mailto:crawl@example.org"
    assert registry.portals["990101"] == Portal(
        id="990101",
        name="青禾县人民政府",
        home="http://www.qinghe.gov.cn/",
        division_code="990101",
        hosts=("*.qinghe.gov.cn",),
        columns=("http://www.qinghe.gov.cn/xxgknb/",),
        family="trs",
        every="7d",
        allow_private=True,
        verify_tls=False,
        pause=0.5,
        resolve={"www.qinghe.gov.cn": "127.0.0.1:8123"},
    )


def test_own_portals_lie_over_the_packaged_ones(tmp_path: Path) -> None:
    path = tmp_path / "portals.toml"
    path.write_text('[[portal]]\nid = "411424"\nhome = "http://old.zhecheng.gov.cn/"\n', encoding="utf-8")
    registry = load(path)
    assert len(registry.portals) == 3209
    assert registry.portals["411424"].home == "http://old.zhecheng.gov.cn/"


def test_a_folder_is_no_portals_file(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r" cannot be read: Is a directory$"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[portal]\n", "cannot be read as TOML"),
        ('contacts = "x"', "'contacts' is not known"),
        ("contact = 5", "`contact` must be text"),
        ('[portal]\nid = "a"\nhome = "http://a/"', "write `[[portal]]` with two brackets"),
        ('portal = ["a"]', "write `[[portal]]` with two brackets"),
        ('[[portal]]\nhome = "http://a/"', "portal number 1: field 'id' is missing"),
        ('[[portal]]\nid = "a"', "portal a: field 'home' is missing"),
        ('[[portal]]\nid = "a"\nhome = "ftp://a/"', "portal a: field 'home' holds 'ftp://a/', which is not an http"),
        ('[[portal]]\nid = "a"\nhome = "http://a/"\nhost = "b"', "portal a: field 'host' is not known"),
        ('[[portal]]\nid = "a"\nhome = "http://a/"\nhosts = "b"', "portal a: field 'hosts' must be a list of texts"),
        ('[[portal]]\nid = "a"\nhome = "http://a/"\npause = -1', "portal a: field 'pause' must be a number of seconds"),
        (
            '[[portal]]\nid = "a"\nhome = "http://a/"\npause = inf',
            "portal a: field 'pause' must be a number of seconds",
        ),
        (
            '[[portal]]\nid = "a"\nhome = "http://a/"\npause = true',
            "portal a: field 'pause' must be a number of seconds",
        ),
        ('[[portal]]\nid = "a"\nhome = "http://a/"\nallow_private = 1', "field 'allow_private' must be true or false"),
        ('[[portal]]\nid = "a"\nhome = "http://a/"\nevery = "weekly"', "field 'every' must be a number of up to four"),
        ('[[portal]]\nid = "a"\nhome = "http://a/"\nevery = "99999d"', "field 'every' must be a number of up to four"),
        ('[[portal]]\nid = "a"\nhome = "http://a/"\n[portal.resolve]\n"a" = "b:1"', "must be an address and a port"),
        ('[[portal]]\nid = "a"\nhome = "http://a/"\n[portal.resolve]\n"a" = "1.2.3.4:99999"', "must be an address and"),
        ('[[portal]]\nid = "a"\nhome = "http://a/"\n' * 2, "portal a stands twice"),
    ],
)
def test_one_sentence_names_file_entry_and_field(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "portals.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError) as raised:
        load_toml(path)
    assert sentence in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"There is no portals file .*missing\.toml"):
        load(tmp_path / "missing.toml")


def test_what_a_word_selects() -> None:
    registry = packaged()
    assert [portal.id for portal in registry.select("411424")] == ["411424"]
    assert {portal.id[:4] for portal in registry.select("4114")} == {"4114"}
    assert [portal.id for portal in registry.select("410000")] == ["410000"]
    assert len(registry.select("41")) > 150


def test_an_url_of_a_known_portal_is_that_portal_begun_there() -> None:
    (portal,) = packaged().select("https://www.zhecheng.gov.cn/xxgk/xxgknb/")
    assert (portal.id, portal.division_code, portal.home) == (
        "411424",
        "411424",
        "https://www.zhecheng.gov.cn/xxgk/xxgknb/",
    )


def test_an_url_of_no_known_portal_makes_one() -> None:
    (portal,) = Registry({}).select("http://www.qinghe.example/gk/")
    assert portal == Portal("www.qinghe.example", "www.qinghe.example", "http://www.qinghe.example/gk/")


def test_a_private_address_that_is_typed_is_permitted() -> None:
    assert Registry({}).select("http://127.0.0.1:8000/")[0].allow_private
    assert not Registry({}).select("http://www.qinghe.example/")[0].allow_private


@pytest.mark.parametrize("word", ["999999", "zhecheng", "ftp://a.gov.cn/", "http://", ""])
def test_a_word_that_means_nothing(word: str) -> None:
    with pytest.raises(RegistryError):
        packaged().select(word)
