"""A portal as a whole: home page, the way to its columns, columns that only sound like them, articles, and the truth."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.registry import Portal
from tests.portals.made import Draft, Made
from tests.portals.rows import PLACES, Row, draw_rows
from tests.portals.style import Style
from tests.portals.troubles import ListTruth, Maker, made_with, truths_of_branches
from tests.portals.web import Page, Reply, Site

NAMES = ("政府信息公开年报", "信息公开年报", "政府信息公开工作年度报告", "政府信息公开年度报告", "政府信息公开工作年报")
SEVERAL = ("政府年报", "部门年报", "乡镇年报")
DECOYS = (
    ("/zfgzbg/", "政府工作报告", ("{place}2023年政府工作报告", "{place}2022年政府工作报告")),
    ("/fzzf/", "法治政府建设年度报告", ("{place}2023年法治政府建设年度报告", "{place}2022年法治政府建设年度报告")),
    ("/wznb/", "政府网站工作年度报表", ("{place}政府网站工作年度报表（2023年度）",)),
    ("/tjgb/", "统计公报", ("{place}2023年国民经济和社会发展统计公报",)),
)
JUMPS = {
    "refresh": '<html><head><META HTTP-EQUIV="Refresh" CONTENT="0; URL=index/main.html"></head><body></body></html>',
    "script": "<html><script>window.location.href='/index/main.html';</script><body>正在进入</body></html>",
}
GATEWAYS = ("政务公开", "法定主动公开内容", "政府信息公开指南", "政府信息公开制度")


@dataclass(frozen=True)
class ColumnPlan:
    """A list to make: how, with which trouble, of how many rows. `size` rows go on a page."""

    maker: Maker
    trouble: str = "none"
    rows: int = 12
    size: int = 5
    style: Style | None = None


@dataclass(frozen=True)
class PortalPlan:
    """A portal to make. `charset`: how its pages become bytes; `gateway`: whether a platform lies before its columns."""

    name: str
    columns: tuple[ColumnPlan, ...]
    charset: str = "utf-8"
    gateway: bool = True
    jump: str = ""  # how the address of the portal leads to its home page: `refresh`, `script`, or it is one itself


@dataclass
class Sample:
    """A portal that was made. `lists` is what a crawl must say of it, by address."""

    plan: PortalPlan
    place: str
    host: str
    pages: dict[str, Page] = field(default_factory=dict)
    lists: dict[str, ListTruth] = field(default_factory=dict)

    @property
    def home(self) -> str:
        return f"http://{self.host}/"

    def site(self) -> Site:
        site = Site()
        site.pages = dict(self.pages)
        return site

    def portal(self, address: str | None = None) -> Portal:
        """The entry of the portal, served at `address` where it is served."""
        resolve = {self.host: address} if address else {}
        return Portal(self.plan.name, self.place, self.home, hosts=(self.host,), resolve=resolve, allow_private=True)

    def reports(self) -> set[str]:
        """The addresses that the lists name and that lie on the portal."""
        return {item[0] for truth in self.lists.values() for item in truth.items if f"//{self.host}/" in item[0]}


def make_sample(plan: PortalPlan, seed: str) -> Sample:
    """The portal of a plan; the same for the same seed."""
    chance = random.Random(f"{seed} {plan.name}")
    sample = Sample(plan, chance.choice(PLACES), f"www.{plan.name.replace('_', '-')}.example")
    names = [chance.choice(NAMES)] if len(plan.columns) == 1 else list(SEVERAL[: len(plan.columns)])
    links = []
    for number, (column, name) in enumerate(zip(plan.columns, names, strict=True)):
        made, drafted = _column(sample, chance, column, name, 1200 + 40 * number)
        links.append((made.entry or made.column, _link_words(made, name)))
        sample.pages |= _articles(sample, drafted, made)
    sample.pages |= _around(sample, chance, links)
    if plan.jump:
        sample.pages["/index/main.html"] = sample.pages["/"]
        sample.pages["/"] = JUMPS[plan.jump]
    if plan.charset != "utf-8":
        sample.pages = {path: _recoded(page, plan.charset) for path, page in sample.pages.items()}
    return sample


def _column(sample: Sample, chance: random.Random, plan: ColumnPlan, name: str, number: int) -> tuple[Made, Draft]:
    style = plan.style or Style.drawn(chance)
    rows = draw_rows(chance, sample.place, plan.rows)
    drafted = Draft(chance, style, sample.host, sample.place, name, number, rows, plan.size)
    made, truth = made_with(plan.trouble, plan.maker, drafted)
    for one in (truth, *truths_of_branches(made, drafted)):
        sample.lists[one.url] = one
    for one in (made, *made.branches):
        sample.pages |= one.pages(sample.pages)
    return made, drafted


def _link_words(made: Made, name: str) -> str:
    return "政府信息公开目录" if made.family == "gkmlpt" else name


def _articles(sample: Sample, drafted: Draft, made: Made) -> dict[str, Page]:
    """What the entries lead to: pages with a report, some of them covers of a file."""
    pages: dict[str, Page] = {}
    for row in (row for one in (made, *made.branches) for answer in one.answers for row in answer.rows):
        if not row.path.startswith("/") or row.path in sample.pages:
            continue
        if drafted.chance.random() < 0.1:
            file = f"/files/{row.number}.pdf"
            pages[row.path] = _article(row, f'<p>详见附件</p><a href="{file}">{row.title}.pdf</a>')
            pages[file] = Reply(b"%PDF-1.4 " + row.title.encode(), headers={"Content-Type": "application/pdf"})
        else:
            pages[row.path] = _article(row, f"<p>一、总体情况。{row.title}，主动公开信息{row.number}条。</p>" * 12)
    return pages


def _article(row: Row, body: str) -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{row.title}</title></head><body><h1>{row.title}</h1>"
        f'<div id="zoom">{body}</div></body></html>'
    )


def _around(sample: Sample, chance: random.Random, links: Sequence[tuple[str, str]]) -> dict[str, Page]:
    """The home page, the platform, and pages that hold no annual reports."""
    pages: dict[str, Page] = {}
    noise = []
    for path, name, titles in DECOYS:
        rows = "".join(
            f'<li><a href="{path}{n}20240{n}.html">{title.format(place=sample.place)}</a><span>2024-02-1{n}</span></li>'
            for n, title in enumerate(titles, 1)
        )
        pages[path] = _page(sample, name, f"<ul>{rows}</ul>")
        noise.append(f'<li><a href="{path}">{name}</a></li>')
    for n, name in enumerate(GATEWAYS):
        pages[f"/gk{n}/"] = _page(sample, name, f"<p>{name}：依照条例公开政府信息，方便公众查询。</p>")
        noise.append(f'<li><a href="/gk{n}/">{name}</a></li>')
    columns = "".join(_way(chance, path, words) for path, words in links)
    if sample.plan.gateway:
        pages["/zfxxgk/platform/"] = _page(sample, "政府信息公开平台", f"<ul>{columns}</ul>")
        columns = '<li><a href="/zfxxgk/platform/">政府信息公开</a></li>'
    news = "".join(f'<li><a href="/yw/20240{n}.html">{sample.place}要闻第{n}条</a></li>' for n in range(1, 6))
    menu = [*noise, columns]
    chance.shuffle(menu)
    pages["/"] = _page(sample, f"{sample.place}人民政府", f"<ul>{''.join(menu)}</ul><ul>{news}</ul>")
    return pages


def _way(chance: random.Random, path: str, words: str) -> str:
    """A link to a column, as sites make them: words, a title, a picture, a handler, a menu."""
    return chance.choice((
        f'<li><a href="{path}">{words}</a></li>',
        f'<li><a href="{path}" title="{words}">更多&gt;&gt;</a></li>',
        f'<li><a href="{path}"><img src="/images/a.jpg" alt="{words}"></a></li>',
        f"<li><a href=\"javascript:;\" onclick=\"window.open('{path}')\">{words}</a></li>",
        f'<li><span onclick="location.href=\'{path}\'">{words}</span></li>',
        f"<LI><A HREF='{path}' TARGET=_blank><B>{words}</B></A></LI>",
    ))  # fmt: skip


def _page(sample: Sample, name: str, main: str) -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{name}_{sample.place}</title></head><body>"
        f"<h2>{sample.place}人民政府</h2>{main}<div>网站标识码：9900000000</div></body></html>"
    )


def _recoded(page: Page, charset: str) -> Page:
    """A page in another charset, which its header does not name."""
    if callable(page):
        return lambda asked: _recoded_reply(page(asked), charset)
    return _recoded_reply(page if isinstance(page, Reply) else Reply(page), charset)


def _recoded_reply(reply: Reply, charset: str) -> Reply:
    if isinstance(reply.body, bytes):
        return reply
    kind = reply.headers.get("Content-Type", "text/html").partition(";")[0]
    body = reply.body.replace("charset='utf-8'", "charset='gb2312'").encode(charset)
    return Reply(body, reply.status, {**reply.headers, "Content-Type": kind})
