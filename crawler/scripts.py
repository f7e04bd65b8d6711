"""What the scripts of a page say to one who reads them and does not run them.

Many portals leave to a script what could stand in the page: rows of a list that are written with `document.writeln`,
a menu of years from an array, the address of a service with a number at its end. Texts are followed through plain
assignments and `+`; what a script computes in any other way stays unknown, and nothing is put in its place.
"""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

_LONGEST = 200_000  # characters of script that are looked at; what is longer is a library
_TEXT = r"""(?:"(?:[^"\\\n]|\\.){0,2000}+"|'(?:[^'\\\n]|\\.){0,2000}+')"""
_NAME = r"[A-Za-z_$][\w$]*"
_TERM = rf"(?:{_TEXT}|{_NAME}|\d+)"
_SUM = rf"{_TERM}(?:\s*\+\s*{_TERM})*"
_STATEMENT = re.compile(
    rf"document\.write(?:ln)?\(\s*(?P<written>{_SUM})\s*\)"
    rf"|(?P<declared>\bvar\s+)?(?<![\w$.])(?P<name>{_NAME})\s*=(?!=)\s*(?P<value>{_SUM})\s*(?=[;,}}\n]|$)"
)
_PART = re.compile(rf"(?P<text>{_TEXT})|(?P<name>{_NAME})|(?P<number>\d+)")
_PLAIN = re.compile(
    r"""(?<![\w$.])(\w{1,60})["']?\s{0,9}[=:](?!=)\s{0,9}("[^"\n]{0,200}"|'[^'\n]{0,200}'|-?\d{1,12})\s{0,9}(?=[;,}\n)]|$)"""
)
_ENCODED = re.compile(rf"\b(?:unescape|decodeURI(?:Component)?)\(\s{{0,9}}(?P<text>{_TEXT})\s{{0,9}}\)")
_UNIT = re.compile(r"%u([0-9a-fA-F]{4})")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_PLAIN_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def written(scripts: str) -> str:
    """The HTML that the scripts write into the page, as far as it consists of texts and of variables that are texts."""
    if "document.write" not in scripts:
        return ""
    scripts = _ENCODED.sub(_decoded, scripts[:_LONGEST]) if "%" in scripts else scripts
    names: dict[str, str] = {}
    pieces = []
    for statement in _STATEMENT.finditer(scripts[:_LONGEST]):
        if statement["written"]:
            pieces.append(_value(statement["written"], names))
            continue
        value = _value(statement["value"], names)
        # `if (title == "") { title = "…" }`: which branch is taken is not known, but a text says more than none.
        if value or statement["declared"]:
            names[statement["name"]] = value
    return "\n".join(pieces)


def _decoded(call: re.Match[str]) -> str:
    """A text in quotation marks instead of the call that decodes it."""
    text = _UNIT.sub(lambda unit: chr(int(unit[1], 16)), call["text"][1:-1])
    return json.dumps(unquote(text), ensure_ascii=False)


def unescaped(text: str) -> str:
    """What a text of a script says, in which a character may stand as its number or behind a backslash."""
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _value(expression: str, names: dict[str, str]) -> str:
    return "".join(_part(part, names) for part in _PART.finditer(expression))


def _part(part: re.Match[str], names: dict[str, str]) -> str:
    if part["text"]:
        return unescaped(part["text"][1:-1])
    return part["number"] or names.get(part["name"], "")


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _PLAIN_ESCAPES.get(escape[3], escape[3])


def plain_values(scripts: str) -> dict[str, str | None]:
    """The names that the scripts give a text or number, None where they give several."""
    found: dict[str, str | None] = {}
    for name, value in _PLAIN.findall(scripts[:_LONGEST]):
        text = value[1:-1] if value[0] in "\"'" else value
        found[name] = text if found.get(name, text) == text else None
    return found
