"""Rows of a stream whose labels no form knows: 行政检查, 12 between two rows of table 2, each a paragraph or a line.

They are told from prose by their shape, which is that of the row above them, and by the table that goes on behind them.
Were they left out, the stream would end there, and what stands behind them would be lost with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from parsers.model import Block, Paragraph

from .cut_labels import Token
from .headed import label_and_figure
from .labels import bare
from .numbers import looks_like_value
from .statistics_labels import is_unit, without_unit

_LONGEST = 40  # characters of a label
_LONGEST_LINE = 100
_AMONG = re.compile("^其中[：:]")
_MOST = 12  # such rows side by side
_NO_LABEL = frozenset("，。；：、,;:")  # in it or behind it: a sentence, a note
_OF_A_HEADING = ("情况", "事项", "措施", "报告", "概述", "说明")
_OF_A_COUNT = ("数", "数量", "次", "费用", "经费", "金额")  # what an indicator's label ends in


def unknown_rows(
    blocks: Sequence[Block], at: int, tokens: Sequence[Token], goes_on: Callable[[int], bool]
) -> list[Token]:
    """The tokens of the rows that begin at `at`, behind the `tokens` of a table; [] where there are none.

    `goes_on` says of a block whether words of the tables stand there. Behind the last row of a table only labels that
    end as an indicator's are rows.
    """
    found: list[Token] = []
    end = at
    for _ in range(_MOST):
        row = _row(blocks, end, tokens)
        if not row:
            break
        found += row
        end = row[-1].block + 1
        if end < len(blocks) and goes_on(end):
            return found
    labels = [token.text for token in found if not token.is_value and not is_unit(token.text)]
    return found if all((without_unit(label) or label).endswith(_OF_A_COUNT) for label in labels) else []


def _row(blocks: Sequence[Block], at: int, tokens: Sequence[Token]) -> list[Token]:
    """A label with as many figures behind it as the last of the `tokens`; in one line where these stand in one."""
    above = len(tokens) - next((n for n, token in enumerate(reversed(tokens)) if not token.is_value), 0)
    figures = len(tokens) - above
    if not figures or not above:
        return []
    if tokens[above - 1].block == tokens[-1].block:
        return _line(blocks, at, tokens[above - 1 :])
    label, *behind = _texts(blocks, at, figures + 2)
    unit = 1 if behind and is_unit(behind[0]) else 0
    values = behind[unit : unit + figures]
    if not _is_label(label) or len(values) < figures or not all(map(looks_like_value, values)):
        return []
    if len(behind) > unit + figures and looks_like_value(behind[unit + figures]):
        return []
    return [_token(blocks, at + n, is_value=n > unit) for n in range(1 + unit + figures)]


def _line(blocks: Sequence[Block], at: int, above: Sequence[Token]) -> list[Token]:
    """The tokens of a line as that of `above`: the label, its unit apart, and the figures."""
    block = blocks[at] if at < len(blocks) else None
    if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_LINE:
        return []
    figures = sum(token.is_value for token in above)
    in_words = above[-1].in_words
    parts = list(label_and_figure(block.text)) if in_words else block.text.split()
    words, values = parts[:-figures], parts[-figures:]
    unit = [words.pop()] if len(words) > 1 and is_unit(words[-1]) else []
    label = " ".join(words)
    if not _is_label(label) or not all(map(looks_like_value, values)):
        return []
    return [Token(part, at, block.place, n > len(unit), in_words) for n, part in enumerate((label, *unit, *values))]


def _texts(blocks: Sequence[Block], at: int, count: int) -> list[str]:
    """The texts of the next paragraphs, "" in front where none stands at `at`."""
    texts = []
    for block in blocks[at : at + count]:
        if not isinstance(block, Paragraph):
            break
        texts.append(block.text)
    return texts or [""]


def _is_label(text: str) -> bool:
    text = _AMONG.sub("", text)
    if not 1 < len(text) <= _LONGEST or looks_like_value(text) or is_unit(text) or not _NO_LABEL.isdisjoint(text):
        return False
    return not text.endswith(_OF_A_HEADING) and not any(map(str.isdigit, bare(text)))


def _token(blocks: Sequence[Block], at: int, *, is_value: bool) -> Token:
    block = blocks[at]
    return Token(block.text, at, block.place, is_value) if isinstance(block, Paragraph) else Token("", at, "", is_value)
