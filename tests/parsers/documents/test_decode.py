import pytest

from parsers.documents.decode import Decoded, decode

REPORT = "某县财政局2023年政府信息公开工作年度报告：主动公开政府信息157条，收到申请0件。"


@pytest.mark.parametrize(
    ("encoding", "header", "meta", "read_as"),
    [
        ("utf-8", None, "", "utf-8"),
        ("utf-8", "gb2312", '<meta charset="gbk">', "utf-8"),
        ("gb18030", None, "", "gb18030"),
        ("gb18030", "utf-8", '<meta charset="utf-8">', "gb18030"),
        ("gbk", "gb2312", "", "gb18030"),
        ("gbk", "no-such-charset", "", "gb18030"),
        ("gbk", "hex", "", "gb18030"),
        ("utf-8-sig", "gbk", "", "utf-8-sig"),
        ("utf-16", None, "", "utf-16"),
        ("utf-16-le", None, "<html><head><title>一至十一</title><meta charset=utf-16>", "utf-16-le"),
        ("utf-16-be", "gbk", "<html><head><title>一至十一</title><meta charset=utf-8>", "utf-16-be"),
    ],
)
def test_text_comes_out_whole_whatever_the_labels_say(encoding, header, meta, read_as):
    payload = (meta + REPORT).encode(encoding)
    assert decode(payload, header) == Decoded(meta + REPORT, read_as, 0)


@pytest.mark.parametrize("padding", [b"\0" * 2000, b"\0\0a" * 700])
def test_nul_bytes_of_a_damaged_page_make_no_utf_16(padding):
    assert decode(REPORT.encode("gb18030") + padding).encoding == "gb18030"


def test_big5_of_an_old_mirror_is_told_from_gb18030():
    text = "縣政府資訊公開工作年度報告，本年度主動公開資訊一百條，申請數量及其他情況如下。"
    assert decode(text.encode("big5")).text == text


def test_a_file_cut_within_its_last_character_is_still_utf_8():
    decoded = decode(REPORT.encode()[:-1], "gbk")
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)
    assert decoded.text.startswith("某县财政局2023年")


def test_single_bad_bytes_are_counted_and_the_rest_is_read():
    payload = REPORT.encode("gb18030").replace("主动".encode("gb18030"), b"\xff\xff")
    decoded = decode(payload, "gb2312")
    assert decoded.encoding == "gb18030"
    assert decoded.replaced == 2
    assert "公开政府信息157条" in decoded.text


def test_empty_bytes_are_empty_text():
    assert decode(b"") == Decoded("", "utf-8", 0)
