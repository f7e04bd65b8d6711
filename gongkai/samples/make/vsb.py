"""Vsb: the first page is `gknb.htm`, page k of n is `gknb/<n-k+1>.htm`, so that addresses count down."""

from collections.abc import Sequence

from gongkai.samples.make.columns import Column
from gongkai.samples.make.family import SITE_DATE, Family, Row, Tag, in_pages, tags_html
from gongkai.samples.make.site import Article, Web

PAGE_SIZE = 4
OWNER = 1584390221


class Vsb(Family):
    index = "index.htm"
    hub = None

    def column_path(self, column: Column) -> str:
        return f"/{column.slug}.htm"

    def article_path(self, column: Column, date: str, number: int) -> str:
        _ = date
        return f"/info/{1111 + column.number}/{number}.htm"

    def article(self, article: Article) -> str:
        column = next(column for column in self.columns if column.name == article.column)
        number = article.path.rsplit("/", 1)[1].removesuffix(".htm")
        main = f"""{self.crumbs(column)}
<form name="_newscontent_fromname"><div class="ar_tit"><h3>{article.title}</h3></div>
<div class="ar_info"><span>发布日期：{article.published}</span> <span>来源：{article.source}</span>
 <span>点击数：<script>_showDynClicks("wbnews", {OWNER}, {number})</script></span></div>
<div id="vsb_content"><div class="v_news_content">
{article.body}
</div></div>
<div class="ar_share">分享：<a href="javascript:;">微信</a> <a href="javascript:;">微博</a>
 【<a href="javascript:window.close()">关闭</a>】</div>
</form>"""
        return self.frame(f"{article.title}-{self.site.name}", self.article_tags(article), main)

    def column_page(self, column: Column, rows: Sequence[Row], web: Web) -> None:
        text = self._list(column, rows, len(rows), 1, 1, prefix="")
        web.add(self.column_path(column), text, self.charset, SITE_DATE)

    def annual_list(self, rows: Sequence[Row], web: Web) -> None:
        pages = in_pages(rows, PAGE_SIZE)
        count = len(pages)
        for number, part in enumerate(pages, 1):
            first = number == 1
            path = self.column_path(self.annual) if first else f"/{self.annual.slug}/{count - number + 1}.htm"
            text = self._list(self.annual, part, len(rows), number, count, prefix="" if first else "../")
            web.add(path, text, self.charset, SITE_DATE)
        path = self.column_path(self.annual)
        web.listing = {"url": path, "declared_total": len(rows), "declared_pages": count, "pages": count}

    def _list(self, column: Column, rows: Sequence[Row], total: int, page: int, pages: int, *, prefix: str) -> str:
        items = "\n".join(
            f'<li id="line_u7_{index}"><a href="{prefix}{row.path[1:]}" title="{row.title}">{row.shown}</a>'
            f'<span class="date">{row.date}</span></li>'
            for index, row in enumerate(rows)
        )
        main = f"""{self.crumbs(column)}
<div class="list"><h2>{column.name}</h2><ul>
{items}
</ul>
<div class="pb_sys_common pb_sys_normal pb_sys_style1"><span class="p_pages">
<span class="p_t">共{total}条&nbsp;&nbsp;{page}/{pages}&nbsp;</span>
{self._pager(column, page, pages)}</span></div></div>"""
        return self.frame(f"{column.name}-{self.site.name}", self.column_tags(column), main)

    def _pager(self, column: Column, page: int, pages: int) -> str:
        def link(css: str, number: int, text: str) -> str:
            name = f"{column.slug}.htm" if number == 1 else f"{pages - number + 1}.htm"
            up = "../" if number == 1 and page > 1 else ""
            down = f"{column.slug}/" if number > 1 and page == 1 else ""
            return f'<span class="{css}"><a href="{up}{down}{name}">{text}</a></span>'

        numbers = [
            f'<span class="p_no_d">{number}</span>' if number == page else link("p_no", number, str(number))
            for number in range(1, pages + 1)
        ]
        before = [link("p_first p_fun", 1, "首页"), link("p_prev p_fun", page - 1, "上页")] if page > 1 else []
        after = [link("p_next p_fun", page + 1, "下页"), link("p_last p_fun", pages, "尾页")] if page < pages else []
        return "".join([*before, *numbers, *after])

    def frame(self, title: str, tags: Sequence[Tag], main: str) -> str:
        return f"""<!DOCTYPE html>
<HTML><HEAD>
<!--charset-->
<META Name="keywords" Content="{self.site.name}" />
{tags_html(tags)}
<TITLE>{title}</TITLE>
<script language="javascript" src="/system/resource/js/vsbscreen.min.js" id="_vsbscreen" devices="pc"></script>
</HEAD>
<BODY>
<div class="top"><div class="name">{self.site.name}</div><div class="nav"><ul>{self.menu_html()}</ul></div></div>
<div class="main">
{main}
</div>
{self.footer()}
</BODY></HTML>
"""


def download_address(file_number: str) -> str:
    """The address of an attachment; it names no file and has no ending."""
    return f"/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner={OWNER}&wbfileid={file_number}"
