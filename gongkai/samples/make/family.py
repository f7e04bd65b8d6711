"""What every CMS family of the samples does, each in its own way, and the parts that all pages share."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from gongkai.samples.make.columns import ANNUAL_KIND, Column
from gongkai.samples.make.site import Article, Charset, Site, Web

Tag = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: where it leads, its title in full and as shown, its printed date (ISO)."""

    path: str
    title: str
    shown: str
    date: str


class Family(ABC):
    """A CMS: how it addresses and draws pages. `hub` is the page between home and columns, if there is one."""

    index: str
    hub: str | None

    def __init__(self, site: Site, columns: Sequence[Column], charset: Charset) -> None:
        self.site = site
        self.columns = columns
        self.charset = charset
        self.annual = next(column for column in columns if column.kind == ANNUAL_KIND)

    @abstractmethod
    def column_path(self, column: Column) -> str:
        """The address of a column's first page, from the root."""

    @abstractmethod
    def article_path(self, column: Column, date: str, number: int) -> str:
        """The address of an article that the system filed on `date`."""

    @abstractmethod
    def article(self, article: Article) -> str:
        """An article's page."""

    @abstractmethod
    def column_page(self, column: Column, rows: Sequence[Row], web: Web) -> None:
        """Adds all pages of a column's list."""

    @abstractmethod
    def annual_list(self, rows: Sequence[Row], web: Web) -> None:
        """Adds all pages of the list of annual reports and tells `web.listing` what it declares."""

    @abstractmethod
    def frame(self, title: str, tags: Sequence[Tag], main: str) -> str:
        """A whole page around `main`: head, banner, menu, footer."""

    def menu(self) -> list[tuple[str, str]]:
        """Links of the top menu: (address, text)."""
        shown = [column for column in self.columns if self.hub is None or column.on_home]
        links = [(self.column_path(column), column.name) for column in shown]
        hub = [(self.hub, "政府信息公开")] if self.hub else []
        return [("/", "网站首页"), *links[:1], *hub, *links[1:]]

    def home(self, news: Sequence[Row], policies: Sequence[Row], web: Web) -> None:
        """Adds the home page: banner, menu, news and services, and nothing that names a report directly."""
        site = self.site
        services = "".join(f"<li>{name}</li>" for name in SERVICES)
        main = f"""<div class="banner">欢迎访问{site.name}门户网站</div>
<form action="/search"><input name="q" /><button>站内搜索</button></form>
<div class="news"><h2>要闻动态</h2><ul>{_home_items(news)}</ul></div>
<div class="zc"><h2>政策文件与解读</h2><ul>{_home_items(policies)}</ul></div>
<div class="fw"><h2>政务服务</h2><ul>{services}</ul></div>
<div class="links">友情链接：<a href="http://www.canglan.example/">沧澜省人民政府</a></div>"""
        web.add(f"/{self.index}", self.frame(site.name, self.site_tags(), main), self.charset, SITE_DATE)

    def hub_page(self, web: Web) -> None:
        """Adds the page of the disclosure platform, which names its columns."""
        if self.hub is None:
            return
        columns = [column for column in self.columns if column.disclosure]
        items = "".join(f'<li><a href="{self.column_path(column)}">{column.name}</a></li>' for column in columns)
        main = f'<div class="xxgk"><h2>政府信息公开</h2><ul class="lm">{items}</ul></div>'
        path = self.hub + self.index if self.hub.endswith("/") else self.hub
        web.add(path, self.frame(f"政府信息公开_{self.site.name}", self.site_tags(), main), self.charset, SITE_DATE)

    def crumbs(self, column: Column) -> str:
        """Where a page stands: 首页 > 政府信息公开 > column."""
        hub = f'<a href="{self.hub}">政府信息公开</a> &gt; ' if self.hub else ""
        link = f'<a href="{self.column_path(column)}">{column.name}</a>'
        return f'<div class="location">当前位置：<a href="/">首页</a> &gt; {hub}{link}</div>'

    def footer(self) -> str:
        return (
            f'<div class="footer"><p>主办单位：{self.site.name}　承办单位：{self.site.place}数据和政务服务中心</p>'
            f'<p>网站标识码：{self.site.site_code}　<a href="/map">网站地图</a>　版权所有，未经许可不得镜像</p></div>'
        )

    def menu_html(self) -> str:
        return "".join(f'<li><a href="{href}">{text}</a></li>' for href, text in self.menu())

    def site_tags(self) -> list[Tag]:
        site = self.site
        return [("SiteName", site.name), ("SiteDomain", site.host), ("SiteIDCode", site.site_code)]

    def column_tags(self, column: Column) -> list[Tag]:
        kind = "信息公开年报" if column.kind == ANNUAL_KIND else column.name
        description = f"{self.site.place}{column.name}栏目"
        tags = [("ColumnName", column.name), ("ColumnDescription", description)]
        return [*self.site_tags(), *tags, ("ColumnKeywords", f"{column.name},信息公开"), ("ColumnType", kind)]

    def article_tags(self, article: Article) -> list[Tag]:
        """Column and content tags; the article's own say what is changed (a value) or left out (None)."""
        column = next(column for column in self.columns if column.name == article.column)
        tags = dict(self.column_tags(column))
        tags |= {
            "ArticleTitle": article.title,
            "PubDate": f"{article.published} 10:24",
            "ContentSource": article.source,
        }
        for name, value in article.tags:
            if value is None:
                tags.pop(name, None)
            else:
                tags[name] = value
        return list(tags.items())


SITE_DATE = "2025-04-01"
SERVICES = ("办事大厅", "领导信箱", "在线访谈", "民意征集", "便民查询", "互联网督查")


def _home_items(rows: Sequence[Row]) -> str:
    return "".join(
        f'<li><a href="{row.path}" title="{row.title}">{row.shown}</a><em>[{row.date[5:]}]</em></li>' for row in rows
    )


def tags_html(tags: Sequence[Tag], *, content_first: bool = False) -> str:
    """`<meta>` elements; some systems write content= before name=."""
    if content_first:
        return "\n".join(f'<meta content="{escape(value)}" name="{name}" />' for name, value in tags)
    return "\n".join(f'<meta name="{name}" content="{escape(value)}" />' for name, value in tags)


def in_pages(rows: Sequence[Row], size: int) -> list[Sequence[Row]]:
    return [rows[start : start + size] for start in range(0, len(rows), size)] or [[]]
