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

# What these hold is not on the page, tables in scripts included; rt and rp stand above the words, and are none.
NEVER_SHOWN = frozenset({"script", "style", "noscript", "template", "svg", "datalist", "rt", "rp"})

# The commonest first: an element is compared with these until one fits.
_OF_ANY_PAGE = ":not(span,p,td,o\\:p,a,li,div,tr,ul,strong,b,u,i,em,tbody,thead,th,dl,dt,dd,h1,h2,h3,h4)"


def less_common_elements(root: LexborNode) -> dict[str, list[LexborNode]]:
    """The elements of a page, in order, by name, but for those that any page is made of."""
    by_name: dict[str, list[LexborNode]] = {}
    for element in root.css(_OF_ANY_PAGE):
        by_name.setdefault(element.tag or "", []).append(element)
    return by_name
