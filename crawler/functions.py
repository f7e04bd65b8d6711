"""What the functions of a page do with what they are handed, as far as one can see who reads and does not run them.

    function gotoPage(n) { if (n == 1) location.href = 'index.html'; else location.href = 'index_' + n + '.html'; }
    function goPage(n) { document.pageForm.pageNo.value = n; document.pageForm.submit(); }

An address is believed only where it is a sum of texts, numbers and what was handed over, and where the function can
open no other one that depends on it. `__doPostBack` of ASP.NET is known without its text: it sends the page's form.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from crawler.older_words import in_older_words

_LONGEST = 200_000  # characters of script that are looked at; what is longer is a library
_LONGEST_BODY = 4_000  # of one function
_LONGEST_NUMBER = 9  # digits
_NAME = r"(?<![\w$])[A-Za-z_$][\w$]{0,60}+"
_DECLARED = re.compile(
    rf"\bfunction\s{{1,40}}(?P<name>{_NAME})\s{{0,40}}\((?P<given>[^()]{{0,200}})\)\s{{0,40}}\{{"
    rf"|(?P<other>{_NAME})\s{{0,40}}[=:]\s{{0,40}}function\s{{0,40}}\((?P<taken>[^()]{{0,200}})\)\s{{0,40}}\{{"
)
_CALL = re.compile(rf"^\s*+(?:javascript:)?\s*+(?:return\s+)?(?P<name>{_NAME})\s*\((?P<handed>[^()]*)\)", re.IGNORECASE)
_LITERAL = re.compile(r"""\s*(?:'([^']*)'|"([^"]*)"|(-?\d+)|(this\.value))\s*(?:,|$)""")
_TERM = (
    r"""(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|[A-Za-z_$][\w$.]{0,80}+(?:\([^()]{0,40}\))?|\d{1,9}"""
    r"""|\(\s{0,9}[A-Za-z_$][\w$.]{0,80}+\s{0,9}[+-]\s{0,9}\d{1,9}\s{0,9}\))"""
)
_SUM = rf"{_TERM}(?:\s{{0,40}}\+\s{{0,40}}{_TERM}){{0,40}}"
_OPENS = re.compile(
    rf"(?:location(?:\.href|\.search)?\s*=(?!=)|window\.open\(|location\.(?:assign|replace)\()\s*(?P<sum>{_SUM})\s*(?=[;,)}}\n]|$)"
)
_RETURNED = re.compile(rf"\breturn\s+(?P<sum>{_SUM})\s*(?=[;}}\n]|$)")
# The path of the page itself, before the query that is opened with it, and what stands for it meanwhile.
_OWN_PATH = re.compile(r"(?:(?:window|document|self|top)\.)?location\.pathname")
_HERE = "\x00"
_CONVERTED = re.compile(rf"(?:parseInt|Number|String|encodeURIComponent|encodeURI)\(\s*({_NAME})\s*(?:,\s*10\s*)?\)")
_ASKED = re.compile(rf"(?P<name>{_NAME})\(\s*(?P<handed>{_NAME})\s*\)")
# n == 1 ? "" : "_" + n, of which a page that is not the first takes the second.
_UNLESS_FIRST = re.compile(
    rf"(?:\(\s{{0,9}})?(?P<asked>{_NAME})\s{{0,9}}(?:={{2,3}}|<=)\s{{0,9}}[\"']?1[\"']?\s{{0,9}}\?\s{{0,9}}{_SUM}\s{{0,9}}:"
    rf"\s{{0,9}}(?P<otherwise>{_SUM})\s{{0,9}}\)?"
)
_ON_CHANGE = (
    r"\.(?:change\(|(?:on|addEventListener)\(\s*[\"']change[\"']\s*,)\s*"
    r"(?:function\s*\([^()]{0,60}\)|\(?\w{0,20}\)?\s*=>)\s*\{"
)
_WAITS_FOR = r"""(?:\$\(\s*["']#{0}["']\s*\)|getElementById\(\s*["']{0}["']\s*\))"""
_ASSIGNED = re.compile(rf"(?<!\.)(?P<name>{_NAME})\s{{0,40}}=(?!=)\s*(?P<sum>{_SUM})\s*(?=[;,}}\n]|$)")
_PART = re.compile(_TERM)
_REACHED = re.compile(rf"\(\s*({_NAME})\s*([+-])\s*(\d+)\s*\)")
_FILLED = re.compile(
    rf"""(?:getElementById\(\s*['"](?P<id>[\w-]+)['"]\s*\)|\.(?P<field>{_NAME})|(?<![\w.])(?P<bare>{_NAME}))"""
    rf"""\.value\s*=(?!=)\s*(?P<sum>{_SUM})"""
    rf"""|\$\(\s*['"](?:\#|input\[name=['"]?)(?P<found>[\w-]+)['"]?\]?['"]\s*\)\.val\(\s*(?P<val>{_SUM})\s*\)"""
)
_CALLED_AT_ONCE = {"onload", "ready", "onreadystatechange"}
_WORD = re.compile(r"[\w$]+")
_MOST_FUNCTIONS = 200  # of a page that may do nothing but lead elsewhere
_NAMED_TWICE = 2  # where it is declared, and where it is called
_MOST_STEPS = 3  # assignments from a name to its text


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that a call sends: the fields that it fills in, by name or id."""

    fields: Mapping[str, str]


class Functions:
    """The functions of a page's scripts, read once."""

    def __init__(self, scripts: str) -> None:
        self._scripts = in_older_words(scripts[:_LONGEST])
        self._known = {name: (given, start) for name, given, start in _declared(self._scripts)}

    def address(self, call: str, value: str | None = None) -> str | None:
        """The address that a handler opens, as the script writes it; None where it is not to be told.

        `value` is what `this.value` is.
        """
        if direct := self._opened(call, {} if value is None else {"this.value": value}):
            return direct
        told = self._told(call, value)
        return self._opened(*told) if told else self._always_opened(call)

    def _always_opened(self, call: str) -> str | None:
        """The one address that a function opens which is handed nothing."""
        called = _CALL.match(call)
        if called is None or called["handed"].strip() or called["name"] not in self._known:
            return None
        opened = {self._value(found["sum"], {})[0] for found in _OPENS.finditer(self._body(called["name"]))}
        return opened.pop() if len(opened) == 1 else None

    def _body(self, name: str) -> str:
        return block_at(self._scripts, self._known[name][1])

    def callback(self, name: str, value: str, field: str = "") -> str | None:
        """The address that a function opens where its first parameter, or that field of it, is `value`."""
        parameters, start = self._known.get(name, ((), 0))
        if not parameters:
            return None
        return self._opened(
            block_at(self._scripts, start), {f"{parameters[0]}.{field}" if field else parameters[0]: value}
        )

    def when_chosen(self, menu: str, handler: str = "") -> str:
        """What happens when something is chosen in the menu of this id: its handler, or the body of the function that
        this calls without a word, or what a script has told to be done; empty where nothing is.
        """
        if handler:
            called = _CALL.match(handler)
            is_silent = called is not None and not called["handed"].strip() and called["name"] in self._known
            return self._body(called["name"]) if called and is_silent else handler
        told = re.search(_WAITS_FOR.format(re.escape(menu)) + _ON_CHANGE, self._scripts) if menu else None
        return block_at(self._scripts, told.end()) if told else ""

    def returned(self, name: str, value: str, known: Mapping[str, str]) -> str | None:
        """The text that a function returns where its first parameter is `value`, the number of a page after the first.

        None where that is not to be told. `known`: names that stand for texts without quotation marks.
        """
        parameters, start = self._known.get(name, ((), 0))
        if not parameters:
            return None
        body = _UNLESS_FIRST.sub(r"\g<otherwise>", block_at(self._scripts, start))
        for known_name, text in known.items():
            body = body.replace(known_name, f"'{text}'")
        returned = {self._value(found["sum"], {parameters[0]: value}) for found in _RETURNED.finditer(body)}
        texts = {text for text, depends in returned if depends}
        return texts.pop() if len(texts) == 1 else None

    def sends(self, call: str) -> Filled | None:
        """The form that a handler fills in and sends; None where it sends none or fills in what is not to be told."""
        called = _CALL.match(call)
        if called and called["name"] == "__doPostBack":
            target, argument = [*(_literals(called["handed"], None) or ()), "", ""][:2]
            return Filled({"__EVENTTARGET": target, "__EVENTARGUMENT": argument}) if target else None
        told = self._told(call, None)
        if told is None or ".submit(" not in told[0]:
            return None
        body, names = told
        fields = {}
        for filled in _FILLED.finditer(body):
            text, depends = self._value(filled["sum"] or filled["val"], names)
            if text is not None and depends:
                fields[filled["id"] or filled["field"] or filled["bare"] or filled["found"]] = text
        return Filled(fields) if len(fields) == 1 else None

    def _told(self, call: str, value: str | None) -> tuple[str, dict[str, str]] | None:
        """The body of the function that a handler calls, and what its parameters are."""
        called = _CALL.match(call)
        if called is None or called["name"] not in self._known:
            return None
        parameters, start = self._known[called["name"]]
        body = block_at(self._scripts, start)
        if called["handed"].strip() == "this" and value is not None and parameters:
            return _chosen_in(parameters[0]).sub(parameters[0], body), {parameters[0]: value}
        handed = _literals(called["handed"], value)
        if not handed or len(handed) > len(parameters):
            return None
        if _is_later_page(handed[0]):
            body = _UNLESS_FIRST.sub(lambda one: one["otherwise" if one["asked"] == parameters[0] else 0], body)
        return body, dict(zip(parameters, handed, strict=False))

    def _opened(self, body: str, names: dict[str, str]) -> str | None:
        """The one address that is opened and that depends on what was handed over."""
        opened = {self._value(found["sum"], names) for found in _OPENS.finditer(body)}
        addresses = {_from_here(text) for text, depends in opened if depends}
        return addresses.pop() if len(addresses) == 1 else None

    def _value(self, expression: str, names: dict[str, str], steps: int = _MOST_STEPS) -> tuple[str | None, bool]:
        """The text of a sum, None where a part is unknown; and whether it depends on what was handed over."""
        text, depends = "", False
        for part in _PART.findall(expression):
            value, touched = self._part(part, names, steps)
            depends = depends or touched
            if value is None:
                return None, depends
            text += value
        return text, depends

    def _part(self, part: str, names: dict[str, str], steps: int) -> tuple[str | None, bool]:
        if part[0] in "\"'":
            return part[1:-1], False
        if part.isdigit():
            return part, False
        if reached := _REACHED.fullmatch(part):
            start = names.get(reached[1], "")
            moved = int(reached[2] + reached[3])
            is_number = start.isdecimal() and len(start) <= _LONGEST_NUMBER
            return (str(int(start) + moved), True) if is_number else (None, reached[1] in names)
        if converted := _CONVERTED.fullmatch(part):
            part = converted[1]
        if part in names:
            return names[part], True
        if _OWN_PATH.fullmatch(part):
            return _HERE, False
        asked = _ASKED.fullmatch(part)
        if asked and asked["handed"] in names and asked["name"] in self._known and steps:
            text = self.returned(asked["name"], names[asked["handed"]], {})
            return text, True
        written = self._assigned.get(part, set())
        if len(written) != 1 or not steps:
            return None, False
        return self._value(next(iter(written)), names, steps - 1)

    @cached_property
    def _assigned(self) -> dict[str, set[str]]:
        """What stands on the right of the assignments to each name."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for assignment in _ASSIGNED.finditer(self._scripts):
            found[assignment["name"]].add(assignment["sum"])
        return found


def _from_here(text: str | None) -> str | None:
    """An address without the page's own path, where it is that with another query; None where it is another path."""
    if text is None or _HERE not in text:
        return text
    return text.removeprefix(_HERE) if text.startswith(f"{_HERE}?") and text.count(_HERE) == 1 else None


def _is_later_page(handed: str) -> bool:
    return handed.isdecimal() and len(handed) <= _LONGEST_NUMBER and int(handed) > 1


def run_at_once(scripts: str) -> str:
    """What of the scripts runs when the page is opened: all but the bodies of functions that nothing else names.

    Those are called by a click, or never. What is put into `onload` and handed to a timer is named there.
    """
    text = scripts[:_LONGEST]
    named = Counter(_WORD.findall(text))
    kept, end = [], 0
    for name, _, start in islice(_declared(text), _MOST_FUNCTIONS):
        if start < end:  # inside one that was left out
            continue
        body = block_at(text, start)
        elsewhere = named[name] - Counter(_WORD.findall(body))[name]
        if name not in _CALLED_AT_ONCE and elsewhere < _NAMED_TWICE:
            kept.append(text[end:start])
            end = start + len(body)
    return "".join([*kept, text[end:]])


def _chosen_in(menu: str) -> re.Pattern[str]:
    """The ways of saying what was chosen in a menu that was handed over under a name."""
    name = re.escape(menu)
    return re.compile(rf"(?<![\w$.])(?:{name}\.options\[[^\]]{{0,80}}\]\.value|{name}\.value|\$\({name}\)\.val\(\))")


def _literals(handed: str, value: str | None) -> list[str] | None:
    """The arguments of a call, where all are plain; None where one is not."""
    given = list(_LITERAL.finditer(handed))
    if "".join(found.group() for found in given) != handed:
        return None
    if any(found[4] for found in given) and value is None:
        return None
    return [str(value) if found[4] else next((text for text in found.groups() if text), "") for found in given]


def _declared(scripts: str) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """The functions of a script: name, parameters, and where the body begins."""
    for found in _DECLARED.finditer(scripts):
        given = found["given"] if found["name"] else found["taken"]
        parameters = tuple(name.strip() for name in given.split(",") if name.strip())
        yield found["name"] or found["other"], parameters, found.end()


def block_at(scripts: str, start: int) -> str:
    """What stands up to the brace that closes the one before `start`."""
    depth = 1
    for place in range(start, min(len(scripts), start + _LONGEST_BODY)):
        depth += {"{": 1, "}": -1}.get(scripts[place], 0)
        if depth == 0:
            return scripts[start:place]
    return ""
