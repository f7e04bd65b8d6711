"""The runs of a page that Word wrote: what says nothing of its words is left out of the source.

Word puts each run of words into a span that names its fonts, and an empty `<o:p>` at the end of each paragraph. Half
of the elements of such a page are of these two kinds, and to build its tree takes longer than anything else. A browser
shows the same words without them, as long as nothing else hangs on them; `Shown.by_runs` says where something does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import AnyStr

from .styles import how

_WINDOW = 4000  # characters in the middle of a page, where its tables are
_MARK = "<o:p></o:p>"
_RUN = rf"<span(\s(?:lang|style)=[^>]{{0,1000}})>([^<]*)</span>(?:{_MARK})?"  # of words alone
_RUN_OF_TEXT, _RUN_OF_BYTES = re.compile(_RUN), re.compile(_RUN.encode())
_ATTRIBUTE = r"""\s+(lang|xml:lang|style)=("[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
_ATTRIBUTES, _EACH = re.compile(rf"(?:{_ATTRIBUTE})*\s*"), re.compile(_ATTRIBUTE)
# Properties of letters and lines; `how` tells which of their values keep words from the reader.
_OF_LETTERS = re.compile(
    r"\s*(?:(?:font|mso|text|letter|line|word|layout|background)(?:-[a-z-]+)?|color)\s*:[^:]*", re.IGNORECASE
)


def without_runs(source: str | bytes) -> str | bytes:
    """The source of a page without the runs that say nothing; the same object where there are none to speak of.

    Bytes are UTF-8. No word is left out, and no element but spans and Word's own marks.
    """
    start = max(len(source) - _WINDOW, 0) // 2
    if isinstance(source, str):
        window = source[start : start + _WINDOW]
        if "<span" in window:
            return "".join(_unwrapped(_RUN_OF_TEXT.split(source), "<span%s>", "</span>"))
        return source.replace(_MARK, "") if _MARK in window else source
    of_bytes, mark = source[start : start + _WINDOW], _MARK.encode()
    if b"<span" in of_bytes:
        return b"".join(_unwrapped(_RUN_OF_BYTES.split(source), b"<span%s>", b"</span>"))
    return b"".join(source.split(mark)) if mark in of_bytes else source


def _unwrapped(parts: list[AnyStr], begin: AnyStr, end: AnyStr) -> list[AnyStr]:
    """Of text, the attributes of a run and its words, in turn: without the attributes that say nothing."""
    telling = {attributes for attributes in set(parts[1::3]) if not _says_nothing(attributes)}
    if not telling:
        del parts[1::3]
        return parts
    for at in range(1, len(parts), 3):
        if parts[at] in telling:
            parts[at] = begin % parts[at]
            parts[at + 1] += end
        else:
            parts[at] = begin[:0]
    return parts


@lru_cache(maxsize=4096)  # an editor writes few, and in all of its pages the same
def _says_nothing(attributes: str | bytes) -> bool:
    """Whether a span with these attributes leaves its words where they are, to be seen like those around them."""
    stated = attributes if isinstance(attributes, str) else attributes.decode("utf-8", "replace")
    if "&" in stated or not _ATTRIBUTES.fullmatch(stated):
        return False
    styles = [value.strip("\"'") for name, value in _EACH.findall(stated) if name == "style"]
    return not any(map(how, styles)) and all(
        _OF_LETTERS.fullmatch(declared) for style in styles for declared in style.split(";") if declared.strip()
    )
