"""The runs of a page that Word wrote: what says nothing of its words is left out of the source.

Word puts each run of words into a span that names its fonts, and an empty `<o:p>` at the end of each paragraph. Half
of the elements of such a page are of these two kinds, and to build its tree takes longer than anything else. A browser
shows the same words without them, as long as nothing else hangs on them; `Shown.by_runs` says where something does.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .styles import how

_WINDOW = 4000  # bytes in the middle of a page, where its tables are
_MARK = b"<o:p></o:p>"
_RUN = re.compile(rb"<span(\s(?:lang|style)=[^>]{0,600}+)>([^<]*+)</span>(?:<o:p></o:p>)?")  # of words alone
_MOST_KINDS = 1000  # that are looked at; an editor writes some ten
_ATTRIBUTE = r"""\s+(lang|xml:lang|style)=("[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
_ATTRIBUTES, _EACH = re.compile(rf"(?:{_ATTRIBUTE})*\s*"), re.compile(_ATTRIBUTE)
# Properties of letters and lines; `how` tells which of their values keep words from the reader.
_OF_LETTERS = re.compile(
    r"\s*(?:(?:font|mso|text|letter|line|word|layout|background)(?:-[a-z-]+)?|color)\s*:[^:]*", re.IGNORECASE
)


def without_runs(payload: bytes) -> bytes:
    """The page without the runs that say nothing; all of it where there are none to speak of.

    Tags stand in ASCII in all encodings of web pages but UTF-16, in which no run is found: they are looked for before
    the text is decoded. No word is left out, and no element but spans and Word's own marks.
    """
    start = max(len(payload) - _WINDOW, 0) // 2
    window = payload[start : start + _WINDOW]
    if b"<span" in window:
        return b"".join(_unwrapped(_RUN.split(payload)))
    return b"".join(payload.split(_MARK)) if _MARK in window else payload


def _unwrapped(parts: list[bytes]) -> list[bytes]:
    """Of text, the attributes of a run and its words, in turn: without the attributes that say nothing."""
    kinds = set(parts[1::3])
    telling = kinds if len(kinds) > _MOST_KINDS else {kind for kind in kinds if not _says_nothing(kind)}
    if not telling:
        del parts[1::3]
        return parts
    for at in range(1, len(parts), 3):
        if parts[at] in telling:
            parts[at] = b"<span%s>" % parts[at]
            parts[at + 1] += b"</span>"
        else:
            parts[at] = b""
    return parts


@lru_cache(maxsize=4096)  # an editor writes few, and in all of its pages the same
def _says_nothing(attributes: bytes) -> bool:
    """Whether a span with these attributes leaves its words where they are, to be seen like those around them."""
    stated = attributes.decode("utf-8", "replace")  # names of fonts may be in any encoding
    if "&" in stated or not _ATTRIBUTES.fullmatch(stated):
        return False
    styles = [value.strip("\"'") for name, value in _EACH.findall(stated) if name == "style"]
    return not any(map(how, styles)) and all(
        _OF_LETTERS.fullmatch(declared) for style in styles for declared in style.split(";") if declared.strip()
    )
