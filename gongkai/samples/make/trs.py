"""TRS WCM: static lists `index.html`, `index_1.html` (the second page), articles `./YYYYMM/tYYYYMMDD_N.html`."""

from collections.abc import Sequence

from gongkai.samples.make.columns import ANNUAL_KIND, Column
from gongkai.samples.make.family import SITE_DATE, Family, Row, Tag, in_pages, tags_html
from gongkai.samples.make.site import Article, Web

PAGE_SIZE = 5


class Trs(Family):
    index = "index.html"
    hub = "/zfxxgk/"

    def column_path(self, column: Column) -> str:
        folder = "zfxxgknb" if column.kind == ANNUAL_KIND else column.slug
        return f"/zfxxgk/{folder}/" if column.disclosure else f"/{folder}/"

    def article_path(self, column: Column, date: str, number: int) -> str:
        year, month, day = date.split("-")
        return f"{self.column_path(column)}{year}{month}/t{year}{month}{day}_{number}.html"

    def article(self, article: Article) -> str:
        column = next(column for column in self.columns if column.name == article.column)
        fields = [
            ("索引号", article.index_number),
            ("发布机构", article.source),
            ("名称", article.title),
            ("文号", article.document_number or "无"),
            ("生成日期", article.produced or ""),
            ("发布日期", article.published),
        ]
        block = "".join(f"<p><strong>{label}</strong>：{value}</p>" for label, value in fields)
        main = f"""{self.crumbs(column)}
<div class="top cf">{block}</div>
<h1 class="art_title">{article.title}</h1>
<div class="tools">字体：<a href="javascript:void(0)">大</a> <a href="javascript:void(0)">中</a>
 <a href="javascript:void(0)">小</a>
 分享到：<span class="wx"></span><span class="wb"></span> <a href="javascript:window.print()">打印</a></div>
<div class="TRS_Editor">
{article.body}
</div>
<div class="fx">扫一扫在手机打开当前页</div>"""
        return self.frame(f"{article.title}-{self.site.name}", self.article_tags(article), main)

    def column_page(self, column: Column, rows: Sequence[Row], web: Web) -> None:
        path = self.column_path(column)
        web.add(f"{path}index.html", self._list(column, rows, 1, 0), self.charset, SITE_DATE)

    def annual_list(self, rows: Sequence[Row], web: Web) -> None:
        folder = self.column_path(self.annual)
        pages = in_pages(rows, PAGE_SIZE)
        for number, part in enumerate(pages):
            name = f"index_{number}.html" if number else "index.html"
            web.add(folder + name, self._list(self.annual, part, len(pages), number), self.charset, SITE_DATE)
        web.listing = {"url": folder, "declared_total": None, "declared_pages": len(pages), "pages": len(pages)}

    def _list(self, column: Column, rows: Sequence[Row], pages: int, current: int) -> str:
        folder = self.column_path(column)
        items = "\n".join(
            f'<li><a href="{_relative(row.path, folder)}" target="_blank" title="{row.title}">{row.shown}</a>'
            f"<span>{row.date}</span></li>"
            for row in rows
        )
        main = f"""{self.crumbs(column)}
<div class="sidebar"><ul>{self._sidebar()}</ul></div>
<div class="gl_list"><h2>{column.name}</h2><ul>
{items}
</ul>
<div class="page"><script language="javascript">
createPageHTML({pages}, {current}, "index", "html");
</script></div></div>"""
        return self.frame(f"{column.name}-{self.site.name}", self.column_tags(column), main)

    def _sidebar(self) -> str:
        shown = [column for column in self.columns if column.disclosure]
        return "".join(f'<li><a href="{self.column_path(column)}">{column.name}</a></li>' for column in shown)

    def frame(self, title: str, tags: Sequence[Tag], main: str) -> str:
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<!--charset-->
{tags_html(tags)}
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="/images/base.css" />
</head>
<body>
<div class="header"><div class="logo">{self.site.name}</div><ul class="sx-list">{self.menu_html()}</ul></div>
<div class="container">
{main}
</div>
{self.footer()}<p class="gl"><a href="/admin/login.html">后台管理</a></p>
</body>
</html>
"""


def _relative(path: str, folder: str) -> str:
    """`./` below the column, `../../` for articles of other columns."""
    if path.startswith(folder):
        return f"./{path.removeprefix(folder)}"
    return "../" * (folder.count("/") - 1) + path.removeprefix("/")
