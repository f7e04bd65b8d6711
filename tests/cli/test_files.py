import os
from pathlib import Path

import pytest

from gongkai.files import LARGEST, Named, capture_of, name_files
from gongkai.front import Failure


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "2024" / ".hidden").mkdir(parents=True)
    (tmp_path / "2024" / "年报 a.html").write_text("<p>年报</p>", encoding="utf-8")
    (tmp_path / "2024" / ".hidden" / "x.html").touch()
    (tmp_path / ".DS_Store").touch()
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    return tmp_path


def test_a_prefix_and_the_path_below_the_folder_make_the_url(folder: Path) -> None:
    expected = ["https://host.cn/x/b.pdf", "https://host.cn/x/2024/%E5%B9%B4%E6%8A%A5%20a.html"]
    assert [named.url for named in name_files([folder], "https://host.cn/x/").files] == expected
    assert [named.url for named in name_files([folder], "https://host.cn/x").files] == expected
    assert [named.url for named in name_files([folder / "b.pdf"], "https://host.cn/").files] == [
        "https://host.cn/b.pdf"
    ]


def test_without_a_prefix_the_url_is_the_file(folder: Path) -> None:
    assert name_files([folder / "b.pdf"], None).files == [Named(folder / "b.pdf", (folder / "b.pdf").as_uri())]


def test_a_file_named_twice_is_one_file(folder: Path) -> None:
    assert len(name_files([folder, folder / "b.pdf"], "https://host.cn/").files) == 2


def test_two_files_that_would_be_one_url_are_refused(folder: Path) -> None:
    (folder / "2024" / "b.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(Failure, match=r"b\.pdf and .*b\.pdf would both be https://host\.cn/b\.pdf"):
        name_files([folder, folder / "2024"], "https://host.cn/")


@pytest.mark.parametrize("prefix", ["host.cn/", "ftp://host.cn/", "https://", "https:///path/"])
def test_a_prefix_must_be_an_address(folder: Path, prefix: str) -> None:
    with pytest.raises(Failure, match="is no http or https address"):
        name_files([folder], prefix)


def test_a_path_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"there is no file or folder .*nowhere"):
        name_files([tmp_path / "nowhere"], None)


def test_the_context_says_only_what_the_name_says(folder: Path) -> None:
    capture = capture_of(Named(folder / "b.pdf", "https://host.cn/b.pdf"), "2024-03-31T00:00:00Z")
    assert capture.body == b"%PDF-1.7"
    assert (capture.verdict, capture.fetched_at, capture.status) == ("ok", "2024-03-31T00:00:00Z", None)
    assert capture.context is not None
    assert capture.context.to_json() == '{"media_type":"application/pdf","url":"https://host.cn/b.pdf"}'


def test_the_file_s_own_time_is_taken_only_when_asked(folder: Path) -> None:
    os.utime(folder / "b.pdf", (0, 86400))
    named = Named(folder / "b.pdf", "https://host.cn/b.pdf")
    assert capture_of(named, "mtime").fetched_at == "1970-01-02T00:00:00Z"
    assert capture_of(named, None).fetched_at > "2026"


def test_a_file_that_is_too_large_is_recorded_without_its_bytes(tmp_path: Path) -> None:
    with (tmp_path / "large.html").open("wb") as file:
        file.truncate(LARGEST + 1)
    capture = capture_of(Named(tmp_path / "large.html", "https://host.cn/large.html"), None)
    assert (capture.verdict, capture.body) == ("too_large", None)
    assert capture.error == "67108865 bytes; at most 67108864 are taken"


def test_a_name_that_is_no_text_is_an_address_all_the_same(tmp_path: Path) -> None:
    """Old copies of portals have names in GB 2312."""
    Path(os.fsdecode(bytes(tmp_path) + b"/\xc4\xea\xb1\xa8.html")).touch()
    (named,) = name_files([tmp_path], "https://host.cn/").files
    assert named.url == "https://host.cn/%C4%EA%B1%A8.html"
    (named,) = name_files([tmp_path], None).files
    assert named.url == f"{tmp_path.as_uri()}/%C4%EA%B1%A8.html"


def test_what_cannot_be_looked_into_is_left_out_with_the_reason(folder: Path) -> None:
    """A pipe has no end, and neither may hold up the rest."""
    os.mkfifo(folder / "pipe.html")
    (folder / "old.html").symlink_to("nowhere.html")
    found = name_files([folder], "https://host.cn/")
    assert [named.path.name for named in found.files] == ["b.pdf", "年报 a.html"]
    reason = "a link to nothing, or no regular file"
    assert found.left_out == [(str(folder / "old.html"), reason), (str(folder / "pipe.html"), reason)]
    with pytest.raises(Failure, match=r"pipe\.html is neither a regular file nor a folder"):
        name_files([folder / "pipe.html"], None)
