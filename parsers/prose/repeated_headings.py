"""Headings that are printed twice: in a table of contents, or above the tables of an annex."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from parsers.prose.heading_lines import Heading, Line
from parsers.prose.section_words import SIX


def without_repetitions(found: Sequence[Heading], lines: Sequence[Line], end: int) -> dict[int, Heading | None]:
    """Of a heading printed twice, the one that has something below it; both where both have text.

    A table of contents names headings that come again; an annex repeats headings above its tables.
    """
    kept: dict[int, Heading | None] = {heading.at: heading for heading in found}
    codes = [heading.code for heading in found if heading.code is not None]
    if len(set(codes)) == len(codes):
        return kept
    bounds = [heading.at for heading in found] + [end]
    places = [line.at for line in lines]
    with_text = {
        heading.at
        for heading, after in zip(found, bounds[1:], strict=True)
        if heading.rest or _any_between(places, heading.at, after)
    }
    with_content = with_text | {
        heading.at for heading, after in zip(found, bounds[1:], strict=True) if after > heading.at + 1
    }
    contents = _contents(found, with_content)
    real = {heading.at for heading in found} - contents
    with_text -= contents
    for code in SIX:
        same = [heading.at for heading in found if heading.code == code]
        best = next((at for group in (with_text, real) for at in same if at in group), same[0] if same else None)
        for at in same:
            if at != best and not (at in with_text and best in with_text):
                kept[at] = None
    return kept


def _any_between(places: Sequence[int], before: int, after: int) -> bool:
    """Whether one of the places, which are in order, lies between the two."""
    at = bisect_right(places, before)
    return at < len(places) and places[at] < after


def _contents(found: Sequence[Heading], with_content: AbstractSet[int]) -> set[int]:
    """The headings that are a table of contents: the first ones, with nothing between them, all printed again.

    Below the last of them stands the title or the preamble, which is none of its text.
    """
    first: list[Heading] = []
    for heading in found:
        if any(heading.code == earlier.code for earlier in first):
            break
        first.append(heading)
        if heading.at in with_content:
            break
    again = {heading.code for heading in found[len(first) :]}
    is_contents = len(first) > 1 and all(heading.code in again for heading in first)
    return {heading.at for heading in first} if is_contents else set()
