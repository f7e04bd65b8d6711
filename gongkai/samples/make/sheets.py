"""The three tables as grids of boxes, before any file format: every layout that the samples show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gongkai.samples.make import form
from gongkai.samples.make.cells import Key, Printed

Role = Literal["title", "head", "label", "value", "spare"]


@dataclass(frozen=True, slots=True)
class Box:
    """A table cell: its text, its spans, and what it is there for."""

    text: str
    role: Role = "value"
    colspan: int = 1
    rowspan: int = 1


Sheet = list[list[Box]]


@dataclass(frozen=True, slots=True)
class Layout:
    """How the tables of a report are laid out. The defaults are the official form.

    `single_values` says how a row of table 2 with one value fills four columns: the value `spanned` over
    three, alone in a `ragged` row, or `padded` with two empty cells. `irregular` shifts the inner edges of
    table 2 between heads and values, as drawing tables by hand does. `labels`: `half_width` brackets,
    `enumeration_comma` for the full stop after an ordinal.
    """

    wrap: Literal["bare", "paragraph", "word", "digits"] = "bare"
    head_tag: Literal["td", "th"] = "td"
    groups_repeated: bool = False
    head_rows: Literal[2, 3] = 3
    single_values: Literal["spanned", "ragged", "padded"] = "spanned"
    irregular: bool = False
    spare_column: bool = False
    nested: bool = False
    labels: Literal["official", "half_width", "enumeration_comma"] = "official"
    broken_heads: bool = False


def disclosures(layout_form: str, cells: Mapping[Key, Printed], layout: Layout) -> Sheet:
    """Table 2."""
    width = 5 if layout.irregular else 4
    sheet: Sheet = []
    for block in form.disclosures(layout_form):
        sheet.append([Box(_label(block.title, layout), "title", width)])
        sheet.append(_measures(list(block.heads), "head", layout))
        for item in block.items:
            texts = [cells["disclosures", item.code, measure].text for measure in item.measures]
            sheet.append(_measures([item.label, *texts], "value", layout))
    return _with_spare(sheet, layout)


def _measures(texts: list[str], role: Role, layout: Layout) -> list[Box]:
    """A row of table 2: a label and one to three values over the columns that are there."""
    first = Box(texts[0], "head" if role == "head" else "label")
    spans = _spans(len(texts), role, layout)
    boxes = [first, *(Box(text, role, span) for text, span in zip(texts[1:], spans, strict=True))]
    if len(texts) == 2 and layout.single_values == "padded":
        boxes += [Box("", "spare"), Box("", "spare")]
    return boxes


def _spans(count: int, role: Role, layout: Layout) -> tuple[int, ...]:
    if layout.irregular:
        by_count = {4: (1, 2, 1) if role == "head" else (2, 1, 1), 3: (2, 2), 2: (4,)}
        return by_count[count]
    if count == 2:
        return (3,) if layout.single_values == "spanned" else (1,)
    return (1, 2) if count == 3 else (1, 1, 1)


def applications(cells: Mapping[Key, Printed], layout: Layout) -> Sheet:
    """Table 3: 25 rows of figures, or 23 where the cells have （六）其他处理 in one row."""
    other_in_one_row = ("applications", "other", "total") in cells
    lines = form.lines(other_in_one_row=other_in_one_row)
    sheet = _application_heads(layout)
    before = form.Line("", "", "")
    for line in lines:
        labels = _row_labels(line, before, lines, layout)
        values = [Box(cells["applications", line.code, column].text) for column in form.APPLICANTS]
        sheet.append([*labels, *values])
        before = line
    return _with_spare(sheet, layout)


def _application_heads(layout: Layout) -> Sheet:
    relation = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    organisations = [Box(text, "head") for text in form.ORGANISATIONS]
    kinds = [Box("自然人", "head", 1, 2), Box("法人或其他组织", "head", 5), Box("总计", "head", 1, 2)]
    if layout.head_rows == 2:
        return [[Box("申请人情况", "head", 3, 2), *kinds], organisations]
    return [[Box(relation, "head", 3, 3), Box("申请人情况", "head", 7)], kinds, organisations]


def _row_labels(line: form.Line, before: form.Line, lines: tuple[form.Line, ...], layout: Layout) -> list[Box]:
    label = _label(line.label, layout)
    if line.code in form.OUTSIDE_GROUP:
        return [Box(label, "label", 3)]
    boxes = []
    if layout.groups_repeated:
        boxes.append(Box(form.GROUP, "label"))
    elif line.code == "granted":
        boxes.append(Box(form.GROUP, "label", 1, len(lines) - len(form.OUTSIDE_GROUP)))
    if not line.group:
        return [*boxes, Box(label, "label", 2)]
    group = _label(line.group, layout)
    if layout.groups_repeated:
        boxes.append(Box(group, "label"))
    elif line.group != before.group:
        boxes.append(Box(group, "label", 1, sum(other.group == line.group for other in lines)))
    return [*boxes, Box(label, "label")]


def legal_challenges(cells: Mapping[Key, Printed], layout: Layout) -> Sheet:
    """Table 4: three channels of five results in one row."""
    results = [Box(_broken(text) if layout.broken_heads else text, "head") for text in form.RESULT_LABELS]
    values = [
        Box(cells["legal_challenges", channel, result].text) for channel in form.CHANNELS for result in form.RESULTS
    ]
    direct, after = "未经复议直接起诉", "复议后起诉"
    if layout.head_rows == 2:
        channels = [
            Box("行政复议", "head", 5),
            Box(f"行政诉讼（{direct}）", "head", 5),
            Box(f"行政诉讼（{after}）", "head", 5),
        ]
        return [channels, results * 3, values]
    tall = [Box(box.text, "head", 1, 2) for box in results]
    return [
        [Box("行政复议", "head", 5), Box("行政诉讼", "head", 10)],
        [*tall, Box(direct, "head", 5), Box(after, "head", 5)],
        results * 2,
        values,
    ]


def _broken(text: str) -> str:
    return f"{text[:2]}\n{text[2:]}" if len(text) == 4 else text


def _label(text: str, layout: Layout) -> str:
    if layout.labels == "half_width":
        return text.replace("（", "(").replace("）", ") ").strip()
    if layout.labels == "enumeration_comma" and text[1:2] == ".":
        return f"{text[0]}、{text[2:]}"
    return text


def _with_spare(sheet: Sheet, layout: Layout) -> Sheet:
    """Adds an empty column at the right edge, as an export with a stray border does."""
    if not layout.spare_column:
        return sheet
    return [[*row, Box("", "spare")] for row in sheet]
