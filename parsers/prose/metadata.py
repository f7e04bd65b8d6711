"""The fields of a page's metadata block and of its tags.

The visible block counts before the tags. Labels carry blanks (「索 引 号：」), may stand in a cell beside
their value, in one line with others, or above it; an empty label has no value. Nothing personal is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.model import Block, Document, Grid, MetadataField, Paragraph
from parsers.prose.characters import squeeze, tidy
from parsers.prose.field_labels import labels_in, leading_label, may_begin_with_label
from parsers.prose.metadata_words import (
    BLANKS,
    DROPPED,
    INCLUDED_PARTS,
    LABELS,
    NO_VALUE,
    OFFICE_END,
    ORGANISATION_CODE,
    SHAPES,
    TAGS,
)
from parsers.prose.traditional import as_printed, document_in_ours, texts_of

# A block of metadata stands above the body or among its first lines; further down, 「来源：」 is prose.
_FIRST_BLOCKS = 25
_LONGEST_LINE = 300
_LONGEST_VALUE = 300
_LONGEST_OF_A_PERSON = 3
_TALLEST_BLOCK = 12
_FEWEST_LABELS = 2
_HEAD_AND_VALUES = 2  # rows
_CONTROL = re.compile(r"[\[【|｜]")
# 「来源：某省交通运输厅 2025-01-26 09:18 【字体：大 中 小】」
_DAY_BEHIND = re.compile(r"\s+(?P<day>20\d\d-\d{1,2}-\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?)\s*[【\[|｜]?$")
# 「来源:区审计局 打印页面 关闭页面」
_TOOLS_BEHIND = re.compile(r"\s+(?:打印|关闭|收藏|分享|字体|字号).*$")
_BLANK = re.compile(rf"[{BLANKS}]+")
_ORNAMENTS = "•·●▪-" + BLANKS
_DATES = frozenset({"published", "produced"})
_NAMES = frozenset({"source", "issuer"})
_SOURCES = ("block", "index_number", "tag")  # the most trusted first


def read_metadata(document: Document) -> tuple[MetadataField, ...]:
    """The document's metadata, each field once for the block and once for the tags, in order of appearance."""
    ours = document_in_ours(document)
    if ours is None:
        return _fields_of(document)
    texts = [*texts_of((*document.before, *document.blocks, *document.after)), *(text for _, text in document.tags)]
    return tuple(field._replace(value=as_printed(field.value, texts)) for field in _fields_of(ours))


def _fields_of(document: Document) -> tuple[MetadataField, ...]:
    """The metadata of a document whose words are in our characters."""
    found: dict[tuple[str, str], MetadataField] = {}
    for blocks in (document.before, document.blocks[:_FIRST_BLOCKS], document.after):
        for field, value in _of_blocks(blocks):
            _keep(found, field, value, "block")
    for name, content in document.tags:
        tagged = TAGS.get(name.strip().lower())
        if tagged is not None:
            _keep(found, tagged, content, "tag")
    index = found.get(("index_number", "block"))
    if index and (match := ORGANISATION_CODE.match(squeeze(index.value))):
        _keep(found, "organisation_code", match["code"].replace("-", "").upper(), "index_number")
    return tuple(found.values())


def is_block_of_metadata(grid: Grid) -> bool:
    """Whether a table is as low as a page's block of metadata, and holds its labels."""
    return grid.height <= _TALLEST_BLOCK and sum(map(_is_label, grid.texts)) >= _FEWEST_LABELS


def is_read_as_metadata(grid: Grid) -> bool:
    """Whether a table holds metadata alone: a label in each row, or a row of labels above one of values."""
    if not is_block_of_metadata(grid):
        return False
    rows = [[cell.text for cell in row] for row in grid.rows()]
    are_heads = len(rows) == _HEAD_AND_VALUES and all(_label_alone(text) is not None for text in rows[0])
    return are_heads or all(any(map(_is_label, row)) for row in rows)


def value_of(metadata: Sequence[MetadataField], field: str) -> str | None:
    """The value of a field: the visible block's, else the tag's."""
    held = {item.source: item.value for item in reversed(metadata) if item.field == field}
    return next((held[source] for source in _SOURCES if source in held), None)


def _keep(found: dict[tuple[str, str], MetadataField], field: str, value: str, source: str) -> None:
    if field == DROPPED or (field, source) in found:
        return
    value = tidy(value).strip("|｜】] \u3000;；").rstrip("[【 ")
    if field in _DATES:  # 「2023-01-30 [打印本页]」
        value = _CONTROL.split(value, maxsplit=1)[0].strip()
    if field == "site_code":  # a footer prints it among licence numbers
        value = value.split(" ")[0]
    if len(value) > _LONGEST_VALUE or value.lower() in NO_VALUE:
        return
    if field == "column_name" and value.lower() in INCLUDED_PARTS:
        return
    if field in _DATES and not ("一" in value or "二" in value or any(map(str.isdigit, value))):
        return
    if field in _NAMES and len(name := squeeze(value)) <= _LONGEST_OF_A_PERSON and not OFFICE_END.search(name):
        return
    found[field, source] = MetadataField(field, value, source)


def _of_blocks(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Grid):
            found.extend(_of_grid(block))
            continue
        text = block.text
        if ("：" in text or ":" in text or "【" in text or may_begin_with_label(text)) and len(text) <= _LONGEST_LINE:
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            found += _of_line(text, after.text if isinstance(after, Paragraph) else "")
    return found


def _of_line(line: str, next_line: str) -> list[tuple[str, str]]:
    """The fields of one line; a label that ends the line takes the next line if that has its shape."""
    labels = labels_in(line)
    next_line = next_line.lstrip(_ORNAMENTS)
    if not labels:
        return _without_colon(line, next_line)
    found = []
    end = len(line)
    for label in reversed(labels):
        value = line[label.end : end].strip()
        if label.field == "source":
            if day := _DAY_BEHIND.search(value):
                found.append(("published", day["day"]))
                value = value[: day.start()]
            value = _TOOLS_BEHIND.sub("", value)
        if value:
            found.append((label.field, value))
        elif end == len(line) and not _is_label(next_line) and _has_shape(label.field, next_line):
            found.append((label.field, next_line))
        end = label.start
    return found[::-1]


def _without_colon(line: str, next_line: str) -> list[tuple[str, str]]:
    """「信息名称 …」, 「成文日期2025-03-01」 or a label on a line of its own: shape ties the value to it."""
    label = leading_label(line)
    if label is None:
        return []
    value, others = _up_to_label(line[label.end :].strip())
    value = value or ("" if _is_label(next_line) else next_line.strip())
    found = [(label.field, value)] if value and _has_shape(label.field, value) else []
    return found + (_without_colon(others, "") if others else [])


def _up_to_label(text: str) -> tuple[str, str]:
    """The text before the first label that follows a blank, and the rest: 「014/2026-57 发文日期 2026-02-05」."""
    for blank in _BLANK.finditer(text):
        if leading_label(text[blank.end() :]):
            return text[: blank.start()], text[blank.end() :]
    return text, ""


def _of_grid(grid: Grid) -> Iterator[tuple[str, str]]:
    """The fields of a table whose cells are labels and values in turn; nothing from any other table."""
    if not is_block_of_metadata(grid):
        return
    rows = [[cell.text for cell in row] for row in grid.rows()]
    if rows and len(rows[0]) > 1 and all(_label_alone(text) is not None for text in rows[0]):
        if len(rows) == _HEAD_AND_VALUES and len(rows[0]) == len(rows[1]):
            yield from _of_columns(rows[0], rows[1])
        return  # else the head of a list of documents, not a block about this one
    for row in rows:
        for at, text in enumerate(row):
            field = _label_alone(text)
            after = row[at + 1] if at + 1 < len(row) else ""
            if field is None:
                yield from _of_line(text, "")
            elif after and not _is_label(after):
                yield field, after


def _of_columns(labels: Sequence[str], values: Sequence[str]) -> list[tuple[str, str]]:
    """The fields of a row of labels above one row of values; none of a list of one document, which gives its title."""
    found = [(_label_alone(label) or "", value) for label, value in zip(labels, values, strict=True) if value]
    of_this = any(field == "index_number" and _has_shape(field, value) for field, value in found)
    return found if of_this and not any(field == "title" for field, _ in found) else []


def _label_alone(text: str) -> str | None:
    """The field of a cell that is a label and nothing else."""
    return LABELS.get(squeeze(text).strip(":：【】[]"))


def _is_label(text: str) -> bool:
    if not may_begin_with_label(text):  # most cells of a table
        return False
    return _label_alone(text) is not None or leading_label(text) is not None or _begins_with_label(text)


def _begins_with_label(text: str) -> bool:
    labels = labels_in(text[:_LONGEST_LINE])
    return bool(labels) and not squeeze(text[: labels[0].start]).strip("•·●▪|｜【[(（-")


def _has_shape(field: str, value: str) -> bool:
    shape = SHAPES.get(field)
    return shape is not None and bool(shape.search(squeeze(value)))
