"""Which indicator a printed label of a statistics table names.

A label is compared without its number, 其中, asides in brackets and the closing 数. Where two indicators share a name,
or a name is too short to stand alone, the groups above it decide; where they do not, no indicator is named.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from parsers.traditional import SIMPLIFIED

from .form import STATISTICS, Label
from .labels import LONGEST_LABEL, bare
from .vocabulary import HEADS, ROW_LABELS, UNITS

_AMONG = re.compile(r"^.{0,6}?其中[:,、]?")
_ASIDE = re.compile(r"(?<=\w)(?:\([^()]*(?:\)|$))+")  # the last one may be cut
# An aside that says which figure is meant is no aside.
_PERIOD = re.compile("累计|历年|上年|去年|本期|结转|以来")
_COUNT = re.compile(r"(?<=.{4})(?:总次数|总数|总量|数量|件数|条数|次数|人数|次|数)$")
_TOPIC = re.compile(r"[一二三四五六七八九十]{1,2}[、.]")
_UNIT_ASIDE = re.compile(r"\((?:单位:)?(\w{1,3})\)")
_BEHIND_UNIT = re.compile(r"[（(]\s*(?:单位\s*[:：]?)?\s*(\w{1,3})\s*[）)]$")
_NEGATION = frozenset("不未非无")
_SHORTEST = 4  # of the names that tell a table
_SHORTEST_SLIP = 8


@dataclass(frozen=True, slots=True)
class _Entry:
    label: Label
    is_brief: bool


def fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(SIMPLIFIED)


def full_name(text: str) -> str:
    """A label as it is recognised by: without number, 其中 and asides."""
    return _full_name(text) if len(text) <= LONGEST_LABEL else _full_name.__wrapped__(text)


@lru_cache(maxsize=4096)
def _full_name(text: str) -> str:
    folded = _AMONG.sub("", fold(text))
    return bare(_ASIDE.sub(lambda aside: aside[0] if _PERIOD.search(aside[0]) else "", folded))


def label_name(text: str) -> str:
    """A label as it is compared: its full name without the closing 数, 数量, 总数."""
    return _COUNT.sub("", full_name(text))


def unit_beside(text: str) -> str | None:
    """The unit that a label prints in brackets: 收取的费用（单位：万元）."""
    return next((unit for unit in _UNIT_ASIDE.findall(fold(text)) if unit in UNITS), None)


def without_unit(text: str) -> str:
    """A label without the unit in brackets at its end; "" where none stands there."""
    match = _BEHIND_UNIT.search(text)
    return text[: match.start()].rstrip() if match and match[1] in UNITS else ""


def is_unit(text: str) -> bool:
    return unit_of(text) in UNITS


def unit_of(text: str) -> str:
    """The unit that a cell or a line prints: 件, （件）, 单位：件."""
    return fold(text).strip("()").removeprefix("单位:")


def _entries(labels: Iterable[Label]) -> dict[str, list[_Entry]]:
    entries: defaultdict[str, dict[tuple[str, bool], _Entry]] = defaultdict(dict)
    for label in labels:
        for names, is_brief in ((label.names, False), (label.brief, True)):
            for name in names:
                entries[label_name(name)].setdefault((label.code, is_brief), _Entry(label, is_brief))
    return {name: list(of_name.values()) for name, of_name in entries.items()}


_ENTRIES = {code: _entries(form.labels) for code, form in STATISTICS.items()}
_TOPICS = {
    label_name(name): topic.code for form in STATISTICS.values() for topic in form.topics for name in topic.names
}
_STRONG: dict[str, frozenset[str]] = {}
for _form in STATISTICS.values():
    _names = {full_name(name) for label in _form.labels for name in label.names}
    _names |= {full_name(topic.names[0]) for topic in _form.topics}
    _STRONG[_form.form] = frozenset(_names) - ROW_LABELS - HEADS


def marks_of(text: str) -> frozenset[tuple[str, str]]:
    """(form, name) for every form that `text` is a label or topic of, words of the official tables apart."""
    return _marks_of(text) if len(text) <= LONGEST_LABEL else _marks_of.__wrapped__(text)


@lru_cache(maxsize=4096)
def _marks_of(text: str) -> frozenset[tuple[str, str]]:
    if len(text) < _SHORTEST or text.isdigit():
        return frozenset()
    name = full_name(text)
    return frozenset((form, name) for form, names in _STRONG.items() if name in names)


def is_named(text: str, form: str) -> bool:
    """Whether some indicator or topic of the statistics tables has this label, whatever stands above it."""
    return is_topic(text) or names_indicator(text, form)


def names_indicator(text: str, form: str) -> bool:
    return bool(_candidates(label_name(text), form))


def is_topic(text: str) -> bool:
    return label_name(text) in _TOPICS


def is_headline(text: str) -> bool:
    """Whether an unknown label is worded or numbered as a topic: 一、…, …情况."""
    return bool(_TOPIC.match(fold(text))) or fold(text).endswith("情况")


@dataclass(frozen=True, slots=True)
class Named:
    """What a label names where it stands: an indicator or none, and the printed group that it stands under.

    `alone` says that the label needs no group to be understood.
    """

    label: Label | None
    group: str
    alone: bool


@dataclass(slots=True)
class Groups:
    """What stands above the next label: topics and indicators since the topic began, by code and as printed."""

    form: str
    _topic: str = ""
    _above: list[tuple[str, str]] = field(default_factory=list)
    heading: str = ""

    def head(self, text: str) -> None:
        """A heading or a group cell stands above what follows."""
        self.name(text)
        self.heading = text

    def name(self, text: str) -> Named:
        """What a label names; it is then above the labels that follow."""
        name = label_name(text)
        found = _candidates(name, self.form)
        alone = len({entry.label.code for entry in found}) <= 1 and not any(entry.is_brief for entry in found)
        label, group = (found[0].label, self.heading) if found and alone else self._under(found)
        topic = _TOPICS.get(name)
        if (topic or _TOPIC.match(fold(text))) and name != self._topic:
            self._above.clear()
            self._topic = name
            self.heading = text
        if label:
            if len(label.groups) == 1:  # naming the only indicator of a group says that the group began
                self._above.extend((code, group) for code in label.groups)
            self._above.append((label.code, text))
        elif topic:
            self._above.append((topic, text))
        return Named(label, group, alone)

    def _under(self, found: list[_Entry]) -> tuple[Label | None, str]:
        """The indicator of the nearest group that has one of this name."""
        for group, printed in reversed(self._above):
            under = {entry.label.code: entry.label for entry in found if group in entry.label.groups}
            if under:
                return (next(iter(under.values())) if len(under) == 1 else None), printed
        return None, self.heading


def _candidates(name: str, form: str) -> list[_Entry]:
    """The indicators that may have this name: of the table's form, else of another, else with a slip."""
    for code in sorted(_ENTRIES, key=lambda code: code != form):
        if found := _ENTRIES[code].get(name):
            return found
    if len(name) < _SHORTEST_SLIP - 2:
        return []
    slips = [entries for official, entries in _ENTRIES[form].items() if _is_slip(name, official)]
    return slips[0] if len(slips) == 1 else []


def _is_slip(printed: str, official: str) -> bool:
    """One character wrong, or up to two lost, in a long label; a negation is never made up or overlooked."""
    if len(official) < _SHORTEST_SLIP:
        return False
    if len(printed) == len(official):
        wrong = [pair for pair in zip(printed, official, strict=True) if pair[0] != pair[1]]
        return len(wrong) == 1 and not _NEGATION.intersection(wrong[0])
    if not 0 < len(official) - len(printed) <= 2:
        return False
    left = iter(official)
    lost = ""
    for character in printed:
        for other in left:
            if other == character:
                break
            lost += other
        else:
            return False
    return not _NEGATION.intersection(lost + "".join(left))
