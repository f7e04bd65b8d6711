"""The sample portals as a client meets them."""

import http.client
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.samples.server import FOLDER, SamplePortals

QINGHE, LANJIANG, RANGTAI, SONGLAN = "990121", "990200", "990203", "990322"
PROXY = "/module/web/jpage/dataproxy.jsp"
LIST = "columnid=1205&unitid=29801"


@pytest.fixture(scope="module")
def portals() -> Iterator[SamplePortals]:
    with SamplePortals() as running:
        yield running


def ask(
    portals: SamplePortals, portal: str, target: str, method: str = "GET", body: str | None = None, **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection(portals[portal].address, timeout=10)
    try:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, body, {"Host": portals[portal].host, **sent})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("portal", [QINGHE, LANJIANG, RANGTAI, SONGLAN])
def test_the_home_page_leads_to_the_annual_report_column(portals: SamplePortals, portal: str) -> None:
    totals = json.loads((FOLDER.parent / "expected.json").read_text(encoding="utf-8"))["portals"][portal]
    codec = "gb18030" if portal == RANGTAI else "utf-8"
    status, _, home = ask(portals, portal, "/")
    assert status == 200
    links = re.findall(r'href="(/[^"]*)"', home.decode(codec))
    further = [
        link for path in links for link in re.findall(r'href="(/[^"]*)"', ask(portals, portal, path)[2].decode(codec))
    ]
    assert totals["list"]["url"] in links + further
    assert all(ask(portals, portal, column)[0] == 200 for column in totals["not_columns"])


def test_a_file_that_is_known_is_not_sent_again(portals: SamplePortals) -> None:
    path = "/zfxxgk/zfxxgknb/202503/t20250321_1532.html"
    status, headers, body = ask(portals, QINGHE, path)
    assert (status, headers["Last-Modified"]) == (200, "Fri, 21 Mar 2025 00:00:00 GMT")
    etag, modified = headers["ETag"], headers["Last-Modified"]
    assert ask(portals, QINGHE, path, If_None_Match=etag)[::2] == (304, b"")
    assert ask(portals, QINGHE, path, If_None_Match=f'"other", W/{etag}')[0] == 304
    assert ask(portals, QINGHE, path, If_Modified_Since=modified)[0] == 304
    assert ask(portals, QINGHE, path, If_None_Match='"other"', If_Modified_Since=modified)[::2] == (200, body)
    assert ask(portals, QINGHE, path, If_Modified_Since="Thu, 20 Mar 2025 00:00:00 GMT")[0] == 200
    assert ask(portals, QINGHE, path, If_Modified_Since="some day")[0] == 200


def test_head_sends_the_same_headers_and_no_body(portals: SamplePortals) -> None:
    path = "/zfxxgk/zfxxgknb/index.html"
    _, got, body = ask(portals, QINGHE, path)
    status, headers, nothing = ask(portals, QINGHE, path, "HEAD")
    assert (status, headers["Content-Length"], nothing) == (200, str(len(body)), b"")
    assert headers["ETag"] == got["ETag"]


def test_trs_pages_count_from_nought(portals: SamplePortals) -> None:
    pages = [
        ask(portals, QINGHE, f"/zfxxgk/zfxxgknb/{name}")[2].decode() for name in ("", "index_1.html", "index_2.html")
    ]
    assert [re.findall(r"createPageHTML\((.*?)\);", page) for page in pages] == [
        [f'3, {number}, "index", "html"'] for number in range(3)
    ]
    assert [page.count("<span>20") for page in pages] == [5, 5, 5]
    assert "../../bmxx/jyj/202401/t20240122_1423.html" in pages[0]
    assert ask(portals, QINGHE, "/bmxx/jyj/202401/t20240122_1423.html")[0] == 200
    assert ask(portals, QINGHE, "/zfxxgk/zfxxgknb/index_3.html")[0] == 404


def test_a_folder_without_its_slash_redirects(portals: SamplePortals) -> None:
    status, headers, _ = ask(portals, QINGHE, "/zfxxgk/zfxxgknb")
    assert (status, headers["Location"]) == (301, "/zfxxgk/zfxxgknb/")


def records(xml: bytes) -> list[str]:
    return re.findall(r'href="(/art/[^"]+)"', xml.decode())


def test_hanweb_groups_overlap_from_the_third_on(portals: SamplePortals) -> None:
    first = ask(portals, LANJIANG, "/col/col1205/index.html")[2]
    groups = [ask(portals, LANJIANG, f"{PROXY}?page={page}&appid=1&webid=1&path=/&{LIST}")[2] for page in (2, 3, 4)]
    rows = [records(part) for part in (first, *groups)]
    assert [len(part) for part in rows] == [5, 5, 6, 4]
    assert rows[2][0] == rows[1][-1]
    assert rows[3][0] == rows[2][-1]
    assert len({row for part in rows for row in part}) == 18
    assert all(b"<totalrecord>18</totalrecord>" in part for part in groups)
    following = [re.findall(rb"page=(\d+)", part) for part in (first, *groups)]
    assert following == [[b"2"], [b"3"], [b"4"], []]


def test_hanweb_answers_a_form_by_row_numbers(portals: SamplePortals) -> None:
    form = f"col=1&appid=1&webid=1&path=/&{LIST}&perpage=5"
    kind = "application/x-www-form-urlencoded"
    status, headers, all_rows = ask(
        portals, LANJIANG, f"{PROXY}?startrecord=1&endrecord=45&perpage=5", "POST", form, Content_Type=kind
    )
    assert (status, headers["Content-Type"]) == (200, "text/xml;charset=UTF-8")
    assert len(records(all_rows)) == 18
    third = ask(portals, LANJIANG, f"{PROXY}?startrecord=11&endrecord=15", "POST", form, Content_Type=kind)[2]
    assert records(third) == records(all_rows)[9:15]


@pytest.mark.parametrize("fields", ["page=9", "startrecord=40&endrecord=45"])
def test_hanweb_has_no_rows_beyond_the_end(portals: SamplePortals, fields: str) -> None:
    xml = ask(portals, LANJIANG, f"{PROXY}?{fields}&{LIST}")[2]
    assert records(xml) == []
    assert b"<totalrecord>18</totalrecord>" in xml


@pytest.mark.parametrize("fields", ["page=0", "page=x", "startrecord=5&endrecord=1", "page=1&unitid=1"])
def test_hanweb_apologises_for_other_questions(portals: SamplePortals, fields: str) -> None:
    column = "columnid=1205" if "unitid" in fields else LIST
    assert "页面不存在" in ask(portals, LANJIANG, f"{PROXY}?{fields}&{column}")[2].decode()


def test_a_download_redirects_to_the_pdf(portals: SamplePortals) -> None:
    cover = ask(portals, LANJIANG, "/art/2025/1/20/art_1205_4478.html")[2].decode()
    (link,) = re.findall(r'href="(/module/download/[^"]+)"', cover)
    status, headers, _ = ask(portals, LANJIANG, link.replace("&amp;", "&"))
    assert (status, headers["Location"][:10]) == (302, "/attach/0/")
    status, headers, body = ask(portals, LANJIANG, headers["Location"])
    assert (status, headers["Content-Type"], body[:5]) == (200, "application/pdf", b"%PDF-")


def test_ucap_pages_and_their_labels(portals: SamplePortals) -> None:
    first, second, third = (ask(portals, RANGTAI, f"/rangtai/gknb/xlist{end}.shtml") for end in ("", "_2", "_3"))
    assert [page[1]["Content-Type"] for page in (first, second, third)] == [
        "text/html",
        "text/html; charset=utf-8",
        "text/html",
    ]
    assert [page[2].decode("gb18030").count("<li><span>") for page in (first, second, third)] == [5, 5, 3]
    assert "createPageHTML('page_div',3,2,'xlist','shtml',13);" in second[2].decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        second[2].decode("utf-8")


def test_vsb_pages_count_down(portals: SamplePortals) -> None:
    pages = [ask(portals, SONGLAN, f"/{name}.htm")[2].decode() for name in ("gknb", "gknb/2", "gknb/1")]
    assert [re.findall(r"共(\d+)条&nbsp;&nbsp;(\d)/(\d)", page)[0] for page in pages] == [
        ("11", "1", "3"),
        ("11", "2", "3"),
        ("11", "3", "3"),
    ]
    assert [re.findall(r'p_next p_fun"><a href="([^"]+)"', page) for page in pages] == [["gknb/2.htm"], ["1.htm"], []]
    assert [re.findall(r'p_prev p_fun"><a href="([^"]+)"', page) for page in pages] == [[], ["../gknb.htm"], ["2.htm"]]
    assert [len(re.findall(r'href="(?:\.\./)?info/', page)) for page in pages] == [4, 4, 3]
    assert ask(portals, SONGLAN, "/gknb/3.htm")[0] == 404


def test_a_download_without_a_name_in_its_address_is_the_docx(portals: SamplePortals) -> None:
    cover = ask(portals, SONGLAN, "/info/1116/5871.htm")[2].decode()
    (link,) = re.findall(r'href="(/system/[^"]+)"', cover)
    target = link.replace("&amp;", "&")
    status, headers, body = ask(portals, SONGLAN, target)
    assert (status, headers["Content-Type"], body[:4]) == (200, "application/octet-stream", b"PK\x03\x04")
    assert headers["Content-Disposition"].endswith(".docx")
    assert ask(portals, SONGLAN, target, "HEAD")[1]["Content-Type"] == "text/html"
    assert ask(portals, SONGLAN, target.replace("wbfileid=9", "wbfileid=8"))[0] == 404


def test_missing_pages(portals: SamplePortals) -> None:
    assert ask(portals, QINGHE, "/zfxxgk/zfxxgknb/202301/t20230117_1318.html")[0] == 404
    status, _, body = ask(portals, LANJIANG, "/art/2021/1/26/art_1205_3390.html")
    assert (status, "页面不存在" in body.decode()) == (200, True)


def test_robots(portals: SamplePortals) -> None:
    status, headers, body = ask(portals, QINGHE, "/robots.txt")
    assert (status, headers["Content-Type"], body) == (
        200,
        "text/plain",
        b"User-agent: *\nDisallow: /admin/\nAllow: /\n",
    )
    assert [ask(portals, portal, "/robots.txt")[0] for portal in (LANJIANG, RANGTAI, SONGLAN)] == [404] * 3


@pytest.mark.parametrize(
    "target",
    [
        "/../site.json",
        "/%2e%2e/site.json",
        "/..%2fsite.json",
        "//etc/passwd",
        "/zfxxgk/../../site.json",
        "/..\\site.json",
        "/site.json",
        "/%00",
        "/zfxxgk/zfxxgknb/202503/t20250321_1532.html.expected.json",
    ],
)
def test_nothing_else_is_served(portals: SamplePortals, target: str) -> None:
    assert ask(portals, QINGHE, target)[0] == 404


def test_a_target_that_is_no_address_is_refused(portals: SamplePortals) -> None:
    assert ask(portals, QINGHE, "http://[")[0] == 400


def test_a_form_of_unlikely_size_is_refused(portals: SamplePortals) -> None:
    assert ask(portals, LANJIANG, PROXY, "POST", None, Content_Length="99999999")[0] == 413


def test_portal_entries_name_hosts_and_resolve_them(portals: SamplePortals) -> None:
    entries = {entry["id"]: entry for entry in tomllib.loads(portals.portals_toml())["portal"]}
    assert sorted(entries) == [QINGHE, LANJIANG, RANGTAI, SONGLAN]
    assert entries[RANGTAI] == {
        "id": "990203",
        "name": "瀼台区人民政府",
        "division_code": "990203",
        "home": "http://www.rangtai.example/",
        "hosts": ["www.rangtai.example"],
        "allow_private": True,
        "pause": 0,
        "resolve": {"www.rangtai.example": portals[RANGTAI].address},
    }


def test_a_page_changes_in_silence() -> None:
    path = "/info/1116/5498.htm"
    expected = FOLDER / "songlan" / "{}" / "info" / "1116" / "5498.htm.expected.json"
    licensing = [
        json.loads(Path(str(expected).format(folder)).read_text(encoding="utf-8"))["disclosures"]["licensing"]
        for folder in ("www", "revised")
    ]
    with SamplePortals() as before:
        _, headers, old = ask(before, SONGLAN, path)
    with SamplePortals(revised=True) as after:
        status, _, new = ask(after, SONGLAN, path, If_None_Match=headers["ETag"])
        assert ask(after, SONGLAN, path, If_Modified_Since=headers["Last-Modified"])[0] == 200
        assert ask(after, SONGLAN, "/info/1116/5946.htm")[2] == ask(after, SONGLAN, "/info/1116/5946.htm")[2]
    assert (status, licensing[1]) == (200, {"decisions": 512})
    assert licensing[0] != licensing[1]
    assert ">512<" in new.decode()
    assert ">512<" not in old.decode()


def test_requests_are_counted_and_ports_can_be_asked_for() -> None:
    with SamplePortals() as first:
        ask(first, QINGHE, "/yw/")
        ask(first, QINGHE, "/nothing")
        port = int(first[QINGHE].address.split(":")[1])
    assert [(served.method, served.target, served.status) for served in first.served()] == [
        ("GET", "/yw/", 200),
        ("GET", "/nothing", 404),
    ]
    assert first[QINGHE].address == ""
    with SamplePortals(ports={QINGHE: port}) as second:
        assert second[QINGHE].address == f"127.0.0.1:{port}"
        with pytest.raises(OSError, match="in use"), SamplePortals(ports={QINGHE: port}):
            pass
