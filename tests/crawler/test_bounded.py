"""What a list page may not do: hold up a crawl. Each text would take hours if a pattern went back and forth in it."""

import pytest

from crawler.addresses import with_queries_of
from crawler.discovery import candidates
from crawler.families import FAMILIES, claim
from crawler.families.declared import declared_total
from crawler.families.hanweb import Hanweb, datastore_items, datastore_total
from crawler.families.records import words
from crawler.markup import Markup

HERE = "http://a.example/xxgk/"
MUCH = 100_000


@pytest.mark.parametrize(
    "text", ["共" + " " * MUCH + "x", "总记录数" + " " * MUCH + "x", "共 有 " * MUCH], ids=range(3)
)
def test_a_gap_without_end_declares_no_total(text):
    assert declared_total(Markup(f"<p>{text}</p>", HERE)) is None


def test_records_that_never_end_are_none():
    assert datastore_items("<record>" * MUCH, HERE) == ()
    assert datastore_items("<record>" + " " * MUCH, HERE) == ()
    assert datastore_total("<totalrecord>" + " " * MUCH) is None


def test_a_record_among_those_that_never_end_is_read():
    whole = '<record><![CDATA[<li><a href="/1.html">某局2023年年度报告</a></li>]]></record>'
    [item] = datastore_items("<record>" * 10 + whole + "<record>" * 10, HERE)
    assert item.url == "http://a.example/1.html"


@pytest.mark.parametrize("script", ["param_" * MUCH, "param_1={" * MUCH, "param_1={" + "a" * MUCH + "}"], ids=range(3))
def test_a_form_that_never_ends_has_no_fields(script):
    text = f"<datastore><recordset></recordset></datastore><script>{script}</script>"
    assert Hanweb().first_page(Markup(text, HERE)).items == ()


def test_marks_that_never_end_are_words():
    assert words("<" * MUCH) == "<" * MUCH


def test_a_title_of_blanks_parts_nothing():
    title = "年报" + " " * MUCH + "x"
    assert candidates(Markup(f"<title>{title}</title><p>{title}</p>", HERE)) == []


def test_a_base_longer_than_any_address_is_no_base():
    page = f"<base href='http://b.example/{'a/' * 2000}'><a href='1.html'>某局2023年政府信息公开工作年度报告</a>"
    assert [link.url for link in Markup(page, HERE).links] == [f"{HERE}1.html"]


@pytest.mark.parametrize(
    "page",
    [
        f"<script>{'/*' * MUCH}</script>",
        f"<script>a = '{'/*' * MUCH}</script>",
        f"<p data-next-page=2>{'<!--' * MUCH}",
        f"<p data-next-page=2>{'<script>' * 1000}{'<script' * MUCH}",
        "<!---->" * MUCH,
        "totalpage=" * MUCH,
    ],
)
def test_a_list_page_of_nothing_but_beginnings(page):
    markup = Markup(page, HERE)
    assert FAMILIES[claim(markup).family].first_page(markup).items == ()


@pytest.mark.parametrize("page", ["=" * MUCH + "年", "?a=" * MUCH + "年", "'" + "年?" * MUCH, "?" * MUCH + "年"])
def test_a_page_of_nothing_but_queries(page):
    assert len(with_queries_of(page, "gb18030")) >= len(page)
