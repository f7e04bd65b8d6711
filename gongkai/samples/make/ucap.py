"""Ucap: lists `xlist.shtml`, `xlist_2.shtml`, articles with `<ucaptitle>`, `<publishtime>` and `<ucapcontent>`."""

import hashlib
from collections.abc import Sequence

from gongkai.samples.make.columns import Column
from gongkai.samples.make.family import SITE_DATE, Family, Row, Tag, in_pages, tags_html
from gongkai.samples.make.site import Article, Charset, Web

PAGE_SIZE = 5
LYING_HEADER = Charset(codec="gb18030", header="utf-8", meta="gb2312")


class Ucap(Family):
    index = "index.shtml"
    hub = None

    @property
    def _root(self) -> str:
        return f"/{self.site.folder}"

    def column_path(self, column: Column) -> str:
        return f"{self._root}/{column.slug}/xlist.shtml"

    def article_path(self, column: Column, date: str, number: int) -> str:
        name = hashlib.sha256(f"{self.site.folder}/{column.slug}/{number}".encode()).hexdigest()[:32]
        return f"{self._root}/{column.slug}/{date[:4]}{date[5:7]}/{name}.shtml"

    def article(self, article: Article) -> str:
        column = next(column for column in self.columns if column.name == article.column)
        number = article.index_number
        main = f"""{self.crumbs(column)}
<ul class="zwgk_attr">
<li><b>索<i> </i>引<i> </i>号：</b>{number}</li><li><b>发文机关：</b>{article.source}</li>
<li><b>生成日期：</b>{article.produced or ""}</li><li><b>发布日期：</b>{article.published}</li>
<li><b>标　　题：</b>{article.title}</li><li><b>发文字号：</b>{article.document_number}</li>
</ul>
<h1><ucaptitle>{article.title}</ucaptitle></h1>
<div class="info">时间：<publishtime>{article.published}</publishtime>
来源：<ucapsource>{article.source}</ucapsource> 【打印】【收藏】</div>
<div class="article"><ucapcontent>
{article.body}
</ucapcontent></div>"""
        return self.frame(f"{article.title}_{self.site.name}", self.article_tags(article), main)

    def column_page(self, column: Column, rows: Sequence[Row], web: Web) -> None:
        web.add(self.column_path(column), self._list(column, rows, len(rows), 1, 1), self.charset, SITE_DATE)

    def annual_list(self, rows: Sequence[Row], web: Web) -> None:
        pages = in_pages(rows, PAGE_SIZE)
        first = self.column_path(self.annual)
        for number, part in enumerate(pages, 1):
            path = first if number == 1 else first.replace("xlist.shtml", f"xlist_{number}.shtml")
            charset = LYING_HEADER if number == 2 else self.charset
            web.add(path, self._list(self.annual, part, len(rows), number, len(pages)), charset, SITE_DATE)
        web.listing = {"url": first, "declared_total": len(rows), "declared_pages": len(pages), "pages": len(pages)}

    def _list(self, column: Column, rows: Sequence[Row], total: int, page: int, pages: int) -> str:
        items = "\n".join(
            f"<li><span>{row.date}</span>"
            f'<a href="//{self.site.host}{row.path}" title="{row.title}">{row.shown}</a></li>'
            for row in rows
        )
        main = f"""{self.crumbs(column)}
<div class="list"><h2>{column.name}</h2><ul class="xlist">
{items}
</ul><div id="page_div"></div>
<script>createPageHTML('page_div',{pages},{page},'xlist','shtml',{total});</script></div>"""
        return self.frame(f"{column.name}_{self.site.name}", self.column_tags(column), main)

    def frame(self, title: str, tags: Sequence[Tag], main: str) -> str:
        return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<!--charset-->
{tags_html(tags, content_first=True)}
<title>{title}</title>
<script src="/js/page.js"></script>
</head>
<body>
<header><p>{self.site.name}</p><nav><ul>{self.menu_html()}</ul></nav></header>
<section>
{main}
</section>
{self.footer()}
</body>
</html>
"""
