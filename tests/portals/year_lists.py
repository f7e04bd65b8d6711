"""Lists that are menus: of report years, of folders for years, of organs in a tree, behind a frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.portals.made import Answer, Draft, Made
from tests.portals.rows import BODIES, Row, addressed
from tests.portals.web import Reply

YEARS = (2024, 2023, 2022, 2021)


def _years(draft: Draft, address: Callable[[int], str], label: str = "{}年") -> list[Row]:
    last = draft.chance.randint(0, 2)
    return [Row(address(year), label.format(year), None, year) for year in YEARS[: len(YEARS) - last]]


def _report(body: str) -> str:
    title = f"{body}2024年政府信息公开工作年度报告"
    return f"<h1>{title}</h1><p>一、总体情况。本报告由{body}编制。</p><p>二、主动公开政府信息情况。</p>"


def _menu(draft: Draft, rows: list[Row], how: str, before: str, after: str, at: str) -> str:
    """The menu of years on the page `at`: links, or a script that makes the addresses from an array, a loop or the options."""
    first, last = rows[0].year_hint, rows[-1].year_hint
    quoted = ",".join(str(row.year_hint) for row in rows)
    tail = f"+'{after}'" if after else ""
    match how:
        case "links":
            links = "".join(f"<li>{draft.style.link(row, at, draft.host)}</li>" for row in rows)
            return f'<ul id="timeFrame">{links}</ul>'
        case "array":
            years = draft.chance.choice((f'"{quoted}"', f"[{quoted}]"))
            split = ".split(',')" if years.startswith('"') else ""
            return (
                f'<ul id="timeFrame"></ul><script>var years = {years};$.each(years{split},function(i,y){{'
                f"$('#timeFrame').append('<li><a href=\"{before}'+y{tail}+'\">'+y+'年</a></li>');}});</script>"
            )
        case "loop":
            return (
                f'<ul id="timeFrame"></ul><script>for(var y={first};y>={last};y--){{ '
                f"$('#timeFrame').append('<li><a href=\"{before}'+y{tail}+'\">'+y+'</a></li>'); }}</script>"
            )
    options = "".join(f'<option value="{row.year_hint}">{row.year_hint}年</option>' for row in rows)
    return f"<select id=timeFrame onchange=\"location.href='{before}'+this.value{tail}\">{options}</select>"


def lonsun_years(how: str, *, organs: int = 0) -> Callable[[Draft], Made]:
    def make(draft: Draft) -> Made:
        made = _lonsun_organ(draft, draft.number, f"{draft.place}人民政府", how, organs)
        made.branches = tuple(
            _lonsun_organ(draft, draft.number + n, f"{draft.place}{BODIES[n]}", how, organs)
            for n in range(1, organs + 1)
        )
        return made

    return make


def _lonsun_organ(draft: Draft, organ: int, body: str, how: str, organs: int) -> Made:
    before, after = f"/public/column/{organ}?type=3&nav=3&sub=0&publicYear=", "&hasContent=true"
    column = f"/public/column/{organ}?type=3"
    rows = _years(draft, lambda year: f"{before}{year}{after}")
    tree = "".join(
        f'<li><a href="/public/column/{draft.number + n}?type=3">{draft.place}{BODIES[n]}</a></li>'
        for n in range(1, organs + 1)
    )
    menu = _menu(draft, rows, how, before, after, column)
    main = f'<div data-organid="{organ}"><ul class=tree>{tree}</ul></div>{menu}{_report(body)}'
    answer = Answer(Reply(draft.page(main, column)), rows)
    return Made(column, "lonsun", [answer], {column: 0}, total=len(rows))


def annual_jsp(how: str) -> Callable[[Draft], Made]:
    """Hanweb's page of annual reports, which shows the newest and a menu."""

    def make(draft: Draft) -> Made:
        before, after = "/module/xxgk/xxgkAnnualReport.jsp?fbtime=", f"&area=1133{draft.number}"
        column = f"/col/col{draft.number}/index.html"
        rows = _years(draft, lambda year: f"{before}{year}{after}")
        main = f"{_menu(draft, rows, how, before, after, column)}{_report(f'{draft.place}人民政府')}"
        answer = Answer(Reply(draft.page(main, column)), rows)
        return Made(column, "hanwebxxgk", [answer], {column: 0}, total=len(rows))

    return make


def year_folders(how: str) -> Callable[[Draft], Made]:
    """A column that shows its newest year and leads to a list for each other one, by links or by a menu."""

    def make(draft: Draft) -> Made:
        root = f"/xxgk/nb{draft.number}/"
        parts = draft.pages()
        columns = [root, *(f"{root}{2024 - n}/" for n in range(1, len(parts)))]
        made = []
        for n, part in enumerate(parts):
            rows = addressed(part, "/xxgk/content/{y}/{n}.html")
            others = [(path, 2024 - m) for m, path in enumerate(columns) if m != n]
            if how == "select":
                options = "".join(f'<option value="{path}">{year}年</option>' for path, year in others)
                menu = f'<select onchange="location.href=this.value"><option>请选择</option>{options}</select>'
            else:
                menu = "".join(f'<li><a href="{path}">{year}年</a></li>' for path, year in others)
                menu = f"<ul class=years>{menu}</ul>"
            body = draft.page(f"{menu}{draft.printed(rows, columns[n])}", columns[n])
            made.append(Made(columns[n], "generic", [Answer(Reply(body), rows)], {columns[n]: 0}))
        return replace(made[0], branches=tuple(made[1:]))

    return make


def framed(draft: Draft) -> Made:
    """A shell whose list stands in a frame; the tree beside it leads to the lists of organs."""
    shell, frame = f"/zfxxgk/shell{draft.number}.html", "/tree/list.jsp?organ={}"
    names = [f"{draft.place}{body}" for body in BODIES[:3]]
    tree = "".join(f'<li><a href="{frame.format(30 + n)}" target=box>{name}</a></li>' for n, name in enumerate(names))
    lists = []
    for n, part in enumerate((draft.rows[0::3], draft.rows[1::3], draft.rows[2::3])):
        rows = addressed(part, "/content/{y}/{n}.html")
        at = frame.format(30 + n)
        inner = f"<html><title>政府信息公开年报</title><body>{draft.printed(rows, at)}</body></html>"
        lists.append(Made(at, "generic", [Answer(Reply(inner), rows)], {at: 0}))
    page = draft.page(f'<ul class=tree>{tree}</ul><iframe name=box src="{frame.format(30)}"></iframe>', shell)
    return replace(lists[0], branches=tuple(lists[1:]), extra={shell: page}, entry=shell)


def organ_tree(draft: Draft) -> Made:
    """A column with a tree of organs, each of which has its own folder of the same form."""
    folders = [f"/gszbm/auto{draft.number + n}/" for n in range(4)]
    names = [f"{draft.place}{name}" for name in ("水利局", "林业局", "北麓乡", "司法局")]
    lists = []
    for n, folder in enumerate(folders):
        rows = addressed(draft.rows[n::4], folder + "{y}{m}/t{y}{m}{d}_{n}.html")
        tree = "".join(f'<li><a href="{to}">{name}</a></li>' for to, name in zip(folders, names, strict=True))
        body = draft.page(f"<ul class=tree>{tree}</ul>{draft.printed(rows, folder)}", folder)
        lists.append(Made(folder, "trs", [Answer(Reply(body), rows)], {folder: 0}))
    return replace(lists[0], branches=tuple(lists[1:]))
