"""How numbers are printed: the styles met in real tables, and what a reader may say of each."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

Printed = str
Number = float | int | None

# Stands between the digits that a renderer puts into spans of their own; other renderers drop it.
DIGIT_SEAM = "\ue001"


@dataclass
class Printer:
    """Prints figures in one style and keeps what each cell then says."""

    style: Callable[[Number, random.Random], tuple[str, Number]]
    chance: random.Random
    says: dict[str, Number] = field(default_factory=dict)

    def __call__(self, key: str, value: Number) -> str:
        text, said = self.style(value, self.chance)
        if key.endswith("items_change") and value and value > 0 and said == value:
            text = self.chance.choice(("+", "增", "＋", "")) + f"{value:g}"
        elif key.endswith("items_change") and value and value < 0 and said == value:
            text = self.chance.choice(("-", "－", "减")) + f"{-value:g}"
        elif key.endswith("procurement.amount") and said is not None:
            text = f"{value}{self.chance.choice(('元', '万元', ''))}"
        elif key.endswith("amount_wan_yuan"):
            text = text.replace("件", "万元")
        self.says[key] = said
        return text


def plain(value: Number, _: random.Random) -> tuple[str, Number]:
    return _text(value), value


def full_width(value: Number, _: random.Random) -> tuple[str, Number]:
    return _text(value).translate(str.maketrans("0123456789.,", "０１２３４５６７８９．，")), value


def thousands(value: Number, chance: random.Random) -> tuple[str, Number]:
    text = f"{value:,}" if isinstance(value, int) else _text(value)
    return text.replace(",", chance.choice((",", "，"))), value


def parted_thousands(value: Number, chance: random.Random) -> tuple[str, Number]:
    text = f"{value:,}" if isinstance(value, int) else _text(value)
    return text.replace(",", chance.choice((" ", "\u00a0", "\u2009"))), value


def with_decimals(value: Number, _: random.Random) -> tuple[str, Number]:
    """As a spreadsheet prints counts whose cells are formatted for money."""
    return f"{value}.00" if isinstance(value, int) else _text(value), value


def padded(value: Number, chance: random.Random) -> tuple[str, Number]:
    space = chance.choice(("\u00a0", "\u3000", "  ", "\u2002", "\u200b"))
    return space + _text(value) + chance.choice(("", space)), value


def in_spans(value: Number, _: random.Random) -> tuple[str, Number]:
    return DIGIT_SEAM.join(_text(value)), value


def with_unit(value: Number, chance: random.Random) -> tuple[str, Number]:
    return _text(value) + (chance.choice(("件", "")) if isinstance(value, int) else ""), value


def remarked(value: Number, chance: random.Random) -> tuple[str, Number]:
    if isinstance(value, int) and value > 3 and chance.random() < 0.1:
        return f"{value}（其中修订 {chance.randrange(1, value)} 件）", value
    return _text(value), value


def zeros_blank(value: Number, chance: random.Random) -> tuple[str, Number]:
    if value == 0 and chance.random() < 0.6:
        return chance.choice(("", "\u00a0", "\u3000")), None
    return _text(value), value


def zeros_marked(value: Number, chance: random.Random) -> tuple[str, Number]:
    if value == 0 and chance.random() < 0.6:
        return chance.choice(("-", "—", "/", "无", "——", "－")), None
    return _text(value), value


def _text(value: Number) -> str:
    return "" if value is None else str(value)


STYLES = {
    style.__name__: style
    for style in (
        plain,
        full_width,
        thousands,
        parted_thousands,
        with_decimals,
        padded,
        in_spans,
        with_unit,
        remarked,
        zeros_blank,
        zeros_marked,
    )
}
