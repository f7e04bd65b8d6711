"""The elements of a page by name: which there are beside those that every report is made of.

Nearly all of a page's hundreds of elements are cells, paragraphs and spans. lexbor passes over them in C; what is left
is a handful of elements, and by their names a reader knows what it need not look for.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

BREAKING = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"}
    | {"iframe", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul"}
    | {"ucapcontent", "ucaptitle", "publishtime"}  # the Ucap CMS marks its pages with elements of its own
)
# Elements that do not break lines: most of a Word export.
INLINE = frozenset({"a", "span", "font", "b", "strong", "i", "em", "u", "o:p", "big", "small", "sup", "sub"})
CELLS = frozenset({"td", "th"})

# The commonest first: an element is compared with these until one fits.
_EVERYWHERE = "strong,b,font,u,i,em,tbody,thead"
OF_PAGES = f":not(span,p,li,a,td,o\\:p,div,tr,ul,{_EVERYWHERE},th,dl,dt,dd,h1,h2,h3,h4)"
OF_TABLES = f":not(span,p,o\\:p,td:not([colspan],[rowspan]),th:not([colspan],[rowspan]),{_EVERYWHERE})"


def elements(node: LexborNode, which: str) -> dict[str, list[LexborNode]]:
    """The elements at and below `node` that `which` does not pass over, in order, by name.

    OF_PAGES passes over what any page is made of, OF_TABLES over what tables are, cells with spans excepted.
    """
    by_name: dict[str, list[LexborNode]] = {}
    for element in node.css(which):
        by_name.setdefault(element.tag or "", []).append(element)
    return by_name
