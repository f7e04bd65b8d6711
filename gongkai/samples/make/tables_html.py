"""A sheet as HTML: bare cells, cells full of paragraphs, and what word processors export."""

from html import escape

from gongkai.samples.make.sheets import Box, Layout, Sheet

_WORD_CELL = (
    "width:48.0pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt"
)


def table(sheet: Sheet, layout: Layout) -> str:
    """The whole table element; in a nested layout with the outer table that only holds it in place."""
    rows = "\n".join(f"<tr>{''.join(_cell(box, layout) for box in row)}</tr>" for row in sheet)
    inner = f"{_opening(layout)}<tbody>\n{rows}\n</tbody></table>"
    if not layout.nested:
        return inner
    return (
        '<table width="100%" border="0" cellspacing="0"><tbody><tr><td width="12">&nbsp;</td>'
        f'<td valign="top">{inner}</td><td width="12">&nbsp;</td></tr></tbody></table>'
    )


def _opening(layout: Layout) -> str:
    if layout.wrap in {"word", "digits"}:
        return (
            '<table class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0" '
            'style="border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt">'
        )
    return '<table border="1" align="center" cellpadding="0" cellspacing="0" style="border-collapse:collapse">'


def _cell(box: Box, layout: Layout) -> str:
    tag = layout.head_tag if box.role in {"title", "head"} else "td"
    spans = f' colspan="{box.colspan}"' * (box.colspan > 1) + f' rowspan="{box.rowspan}"' * (box.rowspan > 1)
    style = f' style="{_WORD_CELL}"' if layout.wrap in {"word", "digits"} else ' align="center"' * (box.role != "label")
    return f"<{tag}{spans}{style}>{_content(box, layout)}</{tag}>"


def _content(box: Box, layout: Layout) -> str:
    text = escape(box.text, quote=False).replace("\n", "<br/>").replace("\u00a0", "&nbsp;")
    if layout.wrap == "bare":
        return text or "&nbsp;"
    if layout.wrap == "paragraph":
        return f'<p style="text-align:center">{text or "&nbsp;"}</p>'
    return f'<p class="MsoNormal" align="center">{_runs(text, box, layout)}<o:p></o:p></p>'


def _runs(text: str, box: Box, layout: Layout) -> str:
    """Text cut into runs the way a word processor leaves them after editing: inside words and numbers."""
    if not text or "&" in text or "<" in text:
        return f'<span lang="EN-US">{text or "&nbsp;"}</span>'
    if box.role != "value":
        cut = len(text) // 3 if len(text) > 5 else len(text)
        pieces = [text[:cut], text[cut:]]
        return "".join(f'<span style="font-family:宋体">{piece}</span>' for piece in pieces if piece)
    pieces = list(text) if layout.wrap == "digits" else [text[:-2], text[-2:]]
    return "".join(f'<span lang="EN-US">{piece}</span>' for piece in pieces if piece)
