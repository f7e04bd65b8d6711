"""The fields of a page's metadata block and of its tags.

The visible block counts before the tags. Labels carry blanks (「索 引 号：」), may stand in a cell beside
their value, in one line with others, or above it; an empty label has no value. Nothing personal is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.model import Block, Document, Grid, MetadataField, Paragraph
from parsers.prose.characters import squeeze, tidy
from parsers.prose.field_labels import labels_in, leading_label
from parsers.prose.metadata_words import (
    DROPPED,
    INCLUDED_PARTS,
    LABELS,
    NO_VALUE,
    OFFICE_END,
    ORGANISATION_CODE,
    SHAPES,
    TAGS,
)

# A block of metadata stands above the body or among its first lines; further down, 「来源：」 is prose.
_FIRST_BLOCKS = 25
_LONGEST_LINE = 300
_LONGEST_VALUE = 300
_TALLEST_BLOCK = 12
_FEWEST_LABELS = 2
_DATES = frozenset({"published", "produced"})
_NAMES = frozenset({"source", "issuer"})


def read_metadata(document: Document) -> tuple[MetadataField, ...]:
    """The document's metadata, each field once for the block and once for the tags, in order of appearance."""
    found: dict[tuple[str, str], MetadataField] = {}
    for field, value in (
        *_of_blocks(document.before),
        *_of_blocks(document.blocks[:_FIRST_BLOCKS]),
        *_of_blocks(document.after),
    ):
        _keep(found, field, value, "block")
    for name, content in document.tags:
        tagged = TAGS.get(name.strip().lower())
        if tagged is not None:
            _keep(found, tagged, content, "tag")
    index = found.get(("index_number", "block"))
    if index and (match := ORGANISATION_CODE.match(squeeze(index.value))):
        _keep(found, "organisation_code", match["code"].replace("-", "").upper(), "index_number")
    return tuple(found.values())


def value_of(metadata: Sequence[MetadataField], field: str) -> str | None:
    """The value of a field: the visible block's, else the tag's."""
    return next((item.value for source in ("block", "index_number", "tag") for item in metadata
                 if item.field == field and item.source == source), None)  # fmt: skip


def _keep(found: dict[tuple[str, str], MetadataField], field: str, value: str, source: str) -> None:
    value = tidy(value).strip("|｜】] \u3000;；")
    if field == "site_code":  # a footer prints it among licence numbers
        value = value.split(" ")[0]
    if (field, source) in found or field == DROPPED or value.lower() in NO_VALUE or len(value) > _LONGEST_VALUE:
        return
    if field == "column_name" and value.lower() in INCLUDED_PARTS:
        return
    if field in _DATES and not any(character.isdigit() or character in "一二" for character in value):
        return
    if field in _NAMES and len(squeeze(value)) <= 3 and not OFFICE_END.search(squeeze(value)):
        return
    found[field, source] = MetadataField(field, value, source)


def _of_blocks(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    for at, block in enumerate(blocks):
        if isinstance(block, Grid):
            yield from _of_grid(block)
        elif len(block.text) <= _LONGEST_LINE:
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            yield from _of_line(block.text, after.text if isinstance(after, Paragraph) else "")


def _of_line(line: str, next_line: str) -> Iterator[tuple[str, str]]:
    """The fields of one line; a label that ends the line takes the next line if that has its shape."""
    labels = labels_in(line)
    if not labels:
        yield from _without_colon(line, next_line)
        return
    ends = [*(label.start for label in labels[1:]), len(line)]
    for label, end in zip(labels, ends, strict=True):
        value = line[label.end : end].strip()
        if value:
            yield label.field, value
        elif end == len(line) and not _is_label(next_line) and _has_shape(label.field, next_line):
            yield label.field, next_line


def _without_colon(line: str, next_line: str) -> Iterator[tuple[str, str]]:
    """「信息名称 …」, 「成文日期2025-03-01」 or a label on a line of its own: shape ties the value to it."""
    label = leading_label(line)
    if label is None:
        return
    value = line[label.end :].strip() or ("" if _is_label(next_line) else next_line.strip())
    if value and _has_shape(label.field, value):
        yield label.field, value


def _of_grid(grid: Grid) -> Iterator[tuple[str, str]]:
    """The fields of a table whose cells are labels and values in turn; nothing from any other table."""
    if grid.height > _TALLEST_BLOCK or sum(_is_label(cell.text) for cell in grid.cells) < _FEWEST_LABELS:
        return
    rows = [[cell.text for cell in row] for row in grid.rows()]
    if rows and len(rows[0]) > 1 and all(_label_alone(text) is not None for text in rows[0]):
        return  # the head of a list of documents, not a block about this one
    for row in rows:
        for at, text in enumerate(row):
            field = _label_alone(text)
            after = row[at + 1] if at + 1 < len(row) else ""
            if field is None:
                yield from _of_line(text, "")
            elif after and not _is_label(after):
                yield field, after


def _label_alone(text: str) -> str | None:
    """The field of a cell that is a label and nothing else."""
    return LABELS.get(squeeze(text).strip(":：【】[]"))


def _is_label(text: str) -> bool:
    if not text or text.isdigit():  # most cells of a table
        return False
    return _label_alone(text) is not None or leading_label(text) is not None or _begins_with_label(text)


def _begins_with_label(text: str) -> bool:
    labels = labels_in(text[:_LONGEST_LINE])
    return bool(labels) and not squeeze(text[: labels[0].start]).strip("•·●▪|｜【[(（-")


def _has_shape(field: str, value: str) -> bool:
    shape = SHAPES.get(field)
    return shape is not None and bool(shape.search(squeeze(value)))
