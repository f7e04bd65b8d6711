"""Hanweb JCMS: a column embeds its first group of records, the rest comes from `dataproxy.jsp` as XML."""

from collections.abc import Sequence
from html import escape

from gongkai.samples.make.columns import Column
from gongkai.samples.make.family import SITE_DATE, Family, Row, Tag, in_pages, tags_html
from gongkai.samples.make.site import Article, Web

PER_PAGE = 5
UNIT = 29801


class Hanweb(Family):
    index = "index.html"
    hub = "/col/col1100/index.html"

    def column_path(self, column: Column) -> str:
        return f"/col/col{1200 + column.number}/index.html"

    def article_path(self, column: Column, date: str, number: int) -> str:
        year, month, day = (int(part) for part in date.split("-"))
        return f"/art/{year}/{month}/{day}/art_{1200 + column.number}_{number}.html"

    def article(self, article: Article) -> str:
        column = next(column for column in self.columns if column.name == article.column)
        main = f"""{self.crumbs(column)}
<div class="table01"><table width="100%"><tbody>
<tr><td class="t" width="14%">索 引 号</td><td><!--<$[SYH]>-->{article.index_number}<!--<$[SYH]>--></td>
<td class="t">组配分类</td><td>{column.name}</td></tr>
<tr><td class="t">发布机构</td><td><!--<$[FBJG]>-->{article.source}<!--<$[FBJG]>--></td>
<td class="t">文&nbsp;&nbsp;号</td><td>{article.document_number or "—&nbsp;&nbsp;—"}</td></tr>
<tr><td class="t">成文日期</td><td>{article.produced or ""}</td>
<td class="t">公开日期</td><td><!--<$[FBRQ]>-->{article.published}<!--<$[FBRQ]>--></td></tr>
</tbody></table></div>
<div class="main-con"><h1 class="title">{article.title}</h1>
<p class="xx">来源：{article.source} 浏览次数：<span id="hits"></span> 字号：[<a>大</a> <a>中</a> <a>小</a>]</p>
<div class="zoom" id="zoom"><meta name="ContentStart">
{article.body}
<meta name="ContentEnd"></div>
<div class="print-close"><a class="print">打印</a> <a class="close">关闭</a></div></div>"""
        return self.frame(f"{self.site.name} {column.name} {article.title}", self.article_tags(article), main)

    def column_page(self, column: Column, rows: Sequence[Row], web: Web) -> None:
        items = "".join(_record(row) for row in rows)
        main = f'{self.crumbs(column)}<div class="list"><h2>{column.name}</h2><ul>{items}</ul></div>'
        text = self.frame(f"{self.site.name} {column.name}", self.column_tags(column), main)
        web.add(self.column_path(column), text, self.charset, SITE_DATE)

    def annual_list(self, rows: Sequence[Row], web: Web) -> None:
        number = 1200 + self.annual.number
        pages = in_pages(rows, PER_PAGE)
        web.records = {
            "columnid": str(number),
            "unitid": str(UNIT),
            "per_page": PER_PAGE,
            "rows": [_record(row) for row in rows],
        }
        records = "".join(f"<record><![CDATA[\n{_record(row)}]]></record>" for row in pages[0])
        proxy = "/module/web/jpage/dataproxy.jsp"
        main = f"""{self.crumbs(self.annual)}
<div class="list"><h2>{self.annual.name}</h2><div id="{UNIT}" class="default_pgContainer"></div>
<script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="{proxy}?page=2&appid=1&webid=1&path=/&columnid={number}&unitid={UNIT}"></a>]]></nextgroup>
<recordset>{records}</recordset></datastore></script>
<script language="javascript">var param_{UNIT}={{col:1,appid:1,webid:1,path:'/',columnid:{number},
sourceContentType:1,unitid:{UNIT},webname:'{self.site.name}',permissiontype:0}};
$(document).ready(function(){{$('#{UNIT}').jpage({{theme:'default',perPage:{PER_PAGE},totalRecord:{len(rows)},groupSize:1,barPosition:'bottom',
proxyUrl:'{proxy}',proxyType:'post',proxyParam:param_{UNIT},cacheUnit:1}});}});</script></div>"""
        text = self.frame(f"{self.site.name} {self.annual.name}", self.column_tags(self.annual), main)
        path = self.column_path(self.annual)
        web.add(path, text, self.charset, SITE_DATE)
        web.listing = {"url": path, "declared_total": len(rows), "declared_pages": len(pages), "pages": len(pages)}

    def frame(self, title: str, tags: Sequence[Tag], main: str) -> str:
        return f"""<!DOCTYPE html>
<html>
<head>
<!--charset-->
<meta name="HtmlGenerateTime" content="2025-05-02 03:11:09" />
{tags_html(tags)}
<title>{title}</title>
<script type="text/javascript" src="/script/0/jpage.js"></script>
</head>
<body>
<div id="top"><h2>{self.site.name}</h2><ul class="nav">{self.menu_html()}</ul></div>
<div id="content">
{main}
</div>
{self.footer()}
</body>
</html>
"""


def _record(row: Row) -> str:
    title = escape(row.title)
    link = f'<a href="{row.path}" target="_blank" title="{title}">{row.shown}</a>'
    return f'<li>{link}<span class="bt-date">{row.date}</span></li>'


def download_address(name: str) -> str:
    """The address that answers with a redirect to the file itself."""
    return f"/module/download/downfile.jsp?classid=0&filename={name}"
