"""Lists of static pages: TRS in its prints, Ucap, callbacks, kkpager, Vsb, WebPlus, NFCMS, EmpireCMS, EWB, and those of no family.

A maker is given a draft and says which answers a reader must ask for, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import urljoin

from tests.portals.made import Answer, Draft, Made
from tests.portals.rows import Row, addressed
from tests.portals.web import Reply

Pager = Callable[[Draft, int, int], str]  # (draft, page from 0, pages) → what is printed below the list


def _static(
    draft: Draft, family: str, paths: Sequence[str], pager: Pager, *, counted: bool = False, paged: bool = True,
    printed: Callable[[Draft, Sequence[Row], str], str] | None = None,
) -> Made:  # fmt: skip
    """A list whose pages lie at `paths`, the first of which is the column's."""
    parts = draft.pages()
    show = printed or (lambda draft, rows, at: draft.printed(rows, at))
    answers = [
        Answer(Reply(draft.page(show(draft, rows, path) + pager(draft, number, len(parts)), path)), rows)
        for number, (rows, path) in enumerate(zip(parts, paths, strict=True))
    ]
    return Made(
        column=paths[0],
        family=family,
        answers=answers,
        addresses={path: number for number, path in enumerate(paths)},
        total=draft.total if counted else None,
        paged=paged,
    )


# --- TRS ---------------------------------------------------------------------------------------------


def _trs_call(draft: Draft, page: int, pages: int, kind: str, ending: str) -> str:
    quote = draft.chance.choice(('"', "'"))
    gap = draft.chance.choice(("", " ", "\n   "))
    name = f"{quote}index{quote}, {quote}{ending}{quote}"
    old = f"//createPageHTML(99, 0, {name});\n" if draft.chance.random() < 0.3 else ""
    call = {
        "two": f"createPageHTML({gap}{pages},{gap}{page},{gap}{name}{gap});",
        "three": f"createPageHTML({draft.total}, {pages}, {page}, {name});",
        "behind": f"createPageHTML({pages}, {page}, {name}, {draft.total});",
        "chongqing": f"createPage({pages},{page},{name})",
        "inline": f"var countnum= {draft.total}; var currentPage={page}; var countPage={pages}\n"
        f"document.write('<a href=\"index'+'_'+i+'.{ending}\" target=_self>下一页</a>');",
        "ministry": f"var currentPage = {page}; var countPage = {pages};\n"
        f"function go(n) {{ $.get('index_8597_' + n + '.{ending}'); }}",
        "config": f"var pagination_script_config = {{ pageNumber: '{page}', total: '{pages}' }};",
    }[kind]
    return f'<div class="page"><script language="javascript">\n{old}{call}\n</script></div>'


def trs(kind: str) -> Callable[[Draft], Made]:
    def make(draft: Draft) -> Made:
        # What names its pages itself may end as it likes; where nothing says so, pages end in html.
        ending = draft.chance.choice(("html", "shtml", "htm")) if kind != "config" else "html"
        folder = f"/zfxxgk/auto{draft.number}/zfxxgknb/"
        draft.rows = addressed(draft.rows, folder + "{y}{m}/t{y}{m}{d}_{n}." + ending)
        stem = "index_8597" if kind == "ministry" else "index"
        column = draft.chance.choice((folder, f"{folder}index.{ending}"))
        count = len(draft.pages())
        paths = [column, *(f"{folder}{stem}_{number}.{ending}" for number in range(1, count))]
        counted = kind in {"three", "behind", "inline"}

        def pager(draft: Draft, page: int, pages: int) -> str:
            return _trs_call(draft, page, pages, kind, ending)

        made = _static(draft, "trs", paths, pager, counted=counted)
        made.addresses[f"{folder}index.{ending}"] = 0
        return made

    return make


def trs_written(draft: Draft) -> Made:
    """Rows that a script writes, as 武汉 has them."""

    def printed(draft: Draft, rows: Sequence[Row], at: str) -> str:
        lines = []
        for row in rows:
            href = draft.style.href(row.path, at, draft.host)
            lines += [
                f'var url = "{href}";', 'var title = "";', 'if (title == "") {', f'  title = "{row.title}";', "}",
                'document.writeln("<li><a href=\\""+url+"\\" target=\\"_blank\\" title=\\""+title+"\\">"+title+"</a>");',
                f'document.writeln("<span>");document.writeln("{row.date} 17:32");document.writeln("<\\/span><\\/li>");',
            ]  # fmt: skip
        return f'<ul class="info"><script>{chr(10).join(lines)}</script></ul>'

    folder = f"/zwgk/xxgk/{draft.number}/gknb/"
    draft.rows = addressed(draft.rows, folder + "{y}{m}/t{y}{m}{d}_{n}.shtml")
    paths = [folder, *(f"{folder}index_{number}.shtml" for number in range(1, len(draft.pages())))]
    made = _static(draft, "trs", paths, lambda d, p, n: _trs_call(d, p, n, "two", "shtml"), printed=printed)
    made.shows = "record"
    return made


# --- others that count up ----------------------------------------------------------------------------


def ucap(draft: Draft) -> Made:
    folder = f"/qh/gknb{draft.number}/"
    name = draft.chance.choice(("xlist", "common_list", "list"))
    draft.rows = addressed(draft.rows, folder + "{y}{m}/{hex}.shtml")
    paths = [f"{folder}{name}.shtml", *(f"{folder}{name}_{n}.shtml" for n in range(2, len(draft.pages()) + 1))]
    counted = draft.chance.random() < 0.7

    def pager(draft: Draft, page: int, pages: int) -> str:
        total = f",{draft.total}" if counted else ""
        return f"<script>createPageHTML('page_div',{pages}, {page + 1},'{name}','shtml'{total});</script>"

    return _static(draft, "ucap", paths, pager, counted=counted)


def callback(draft: Draft) -> Made:
    folder = f"/nw{draft.number}/"
    draft.rows = addressed(draft.rows, folder + "{y}{m}{d}/{hex}.html")
    paths = [f"{folder}index.html", *(f"{folder}index_{n}.html" for n in range(2, len(draft.pages()) + 1))]

    def pager(_: Draft, page: int, pages: int) -> str:
        return (
            f"<div class=pagination></div><script>$('.pagination').pagination({{totalPage: {pages}, showData: 5,"
            "callBack: function(currPage){ var i=currPage; if(i==1) location.href='index.html'; "
            f"else location.href='index_'+i+'.html'; }}, current: {page + 1}}});</script>"
        )

    return _static(draft, "callback", paths, pager)


def kkpager(draft: Draft) -> Made:
    folder = f"/kk{draft.number}/"
    draft.rows = addressed(draft.rows, folder + "{y}{m}/{n}.html")
    paths = [f"{folder}nb.html", *(f"{folder}nb_{n}.html" for n in range(2, len(draft.pages()) + 1))]
    own = (
        ""
        if draft.number % 2
        else (", getLink: function(n){ return this.hrefFormer + (n == 1 ? '' : '_' + n) + this.hrefLatter; }")
    )

    def pager(draft: Draft, page: int, pages: int) -> str:
        return (
            f'<div id="kkpager"></div><script>var totalPage = {pages};\nkkpager.generPageHtml({{pno: {page + 1}, '
            f"total: totalPage, totalRecords: {draft.total}, hrefFormer: 'nb', hrefLatter: '.html'{own}}});</script>"
        )

    return _static(draft, "kkpager", paths, pager, counted=True)


def nfcms(draft: Draft) -> Made:
    folder = f"/zfxxgknb/bm{draft.number}/"
    draft.rows = addressed(draft.rows, folder + "content/post_{n}.html")
    count = len(draft.pages())
    paths = [folder, *(f"{folder}index_{n}.html" for n in range(2, count + 1))]

    def pager(_: Draft, page: int, pages: int) -> str:
        following = f'<a href="index_{page + 2}.html">下一页</a>' if page + 1 < pages else ""
        last = f'<a href="index_{pages}.html">尾页</a>' if pages > 1 else ""
        return (
            f"<div class=page><span>{page + 1}</span>{following}{last}</div><script>var NFCMS_SITE_ID='4418';</script>"
        )

    return _static(draft, "nfcms", paths, pager, paged=count > 1)


def webplus(draft: Draft) -> Made:
    folder = f"/{draft.number}/"
    draft.rows = addressed(draft.rows, "/{y}/{m}{d}/c" + str(draft.number) + "a{n}/page.htm")
    paths = [f"{folder}list.htm", *(f"{folder}list{n}.htm" for n in range(2, len(draft.pages()) + 1))]
    scripted = draft.chance.random() < 0.4

    def pager(draft: Draft, page: int, pages: int) -> str:
        href = "javascript:void(0);" if scripted or page + 1 == pages else f"{folder}list{page + 2}.htm"
        return (
            f'<div class="wp_paging">每页 <em class="per_count">{draft.size}</em> 记录 总共 <em class="all_count">'
            f'{draft.total}</em> 记录 页码 <em class="curr_page">{page + 1}</em>/<em class="all_pages">{pages}</em>'
            f'<a class="next" href="{href}">下一页&gt;&gt;</a></div>'
        )

    return _static(draft, "webplus", paths, pager, counted=True)


# --- pages that link to each other ----------------------------------------------------------------------


def vsb(draft: Draft) -> Made:
    """Counting down: of n pages, page 2 is n-1."""
    name = f"gknb{draft.number}"
    draft.rows = addressed(draft.rows, "/info/" + str(draft.number) + "/{n}.htm")
    count = len(draft.pages())
    paths = [f"/{name}.htm", *(f"/{name}/{count - number}.htm" for number in range(1, count))]

    def pager(draft: Draft, page: int, pages: int) -> str:
        following = f"{'' if page else f'{name}/'}{pages - page - 1}.htm"
        link = f'<span class="p_next p_fun"><a href="{following}">下页</a></span>' if page + 1 < pages else ""
        return f'<span class="p_t">共{draft.total}条&nbsp;&nbsp;{page + 1}/{pages}&nbsp;</span>{link}'

    return _static(draft, "vsb", paths, pager, counted=True)


def empire(draft: Draft) -> Made:
    folder = f"/xxgk/xxgknb{draft.number}/"
    draft.rows = addressed(draft.rows, folder + "{y}-{m}-{d}/{n}.html")
    count = len(draft.pages())
    paths = [folder, *(f"{folder}index_{n}.html" for n in range(2, count + 1))]

    def pager(draft: Draft, page: int, pages: int) -> str:
        click = "<script src=/e/public/ViewClick/?classid=5&id=1></script>"
        if pages == 1:
            return click
        following = f'<a href="{folder}index_{page + 2}.html">下一页</a>' if page + 1 < pages else ""
        total = f'<a title="Total record">&nbsp;<b>{draft.total}</b> </a>'
        return f"<div>{total}<b>{page + 1}</b>&nbsp;{following}</div>{click}"

    return _static(draft, "empire", paths, pager, counted=count > 1)


def ewb_static(draft: Draft) -> Made:
    folder = f"/gknb{draft.number}/"
    draft.rows = addressed(draft.rows, folder + "{y}{m}{d}/{uuid}.html")
    count = len(draft.pages())
    paths = [f"{folder}list.html", *(f"{folder}{n}.html" for n in range(2, count + 1))]

    def pager(draft: Draft, page: int, pages: int) -> str:
        following = f'<a href="{page + 2}.html">下一页</a>' if page + 1 < pages else ""
        script = '<script src="/js/webBuilderCommon.js"></script>'
        return f"{script}<p>共 {draft.total} 条 {page + 1}/{pages}页 {following}</p>"

    return _static(draft, "ewb", paths, pager, counted=True)


def generic_linked(draft: Draft) -> Made:
    """Links that say next, in one of many words."""
    word = draft.chance.choice(("下一页", "下页", "后一页", "&gt;", "下一页&gt;", "Next"))
    folder = f"/web/{draft.number}/"
    draft.rows = addressed(draft.rows, "/web/article/{y}/{n}.jhtml")
    count = len(draft.pages())
    paths = [folder, *(f"{folder}?type=4&page={n}" for n in range(2, count + 1))]
    counted = draft.chance.random() < 0.5

    def pager(draft: Draft, page: int, pages: int) -> str:
        following = f"<a href='?type=4&amp;page={page + 2}'>{word}</a>" if page + 1 < pages else ""
        total = f"共 {draft.total} 条记录 " if counted else ""
        return f"<div class=pages>{total}第{page + 1}页 {following}</div>"

    return _static(draft, "generic", paths, pager, counted=counted, paged=False)


def generic_numbered(draft: Draft) -> Made:
    """A row of numbers in which the current one is no link."""
    folder = f"/channels/{draft.number}/"
    draft.rows = addressed(draft.rows, "/c/{y}-{m}-{d}/{n}.shtml")
    count = len(draft.pages())
    paths = [folder, *(f"{folder}{n}.html" for n in range(2, count + 1))]
    around = draft.chance.choice(("<li>{}</li>", "{} ", "<span class=n>{}</span>"))
    here = draft.chance.choice(
        ("<b>{}</b>", "<i>{}</i>", "<a href='#' class=on>{}</a>", "<a href='javascript:;'>{}</a>")
    )
    label = draft.chance.choice(("{}", "[{}]"))

    def pager(_: Draft, page: int, pages: int) -> str:
        numbers = [
            here.format(label.format(n + 1))
            if n == page
            else f'<a href="{escape(urljoin(paths[page], paths[n]))}">{label.format(n + 1)}</a>'
            for n in range(pages)
        ]
        return f"<div class=pages>{''.join(around.format(number) for number in numbers)}</div>" if pages > 1 else ""

    return _static(draft, "generic", paths, pager, paged=False)
