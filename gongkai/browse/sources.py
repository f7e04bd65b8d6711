"""The document that a reading was read from, made harmless: as its page, as the reader takes it apart, or as source."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive import source
from archive.errors import ArchiveError
from archive.parsed import bodies
from archive.source import Source
from archive.store import Archive
from gongkai.browse.anchors import anchor
from gongkai.browse.sanitised import Sanitised, sanitise
from parsers.documents.decode import decode
from parsers.documents.errors import UnreadableError
from parsers.model import Block, Document, Grid, Reading
from parsers.reading import take_apart

PAGE, BLOCKS, MARKUP = "page", "blocks", "markup"
_WAYS = {"html": (PAGE, BLOCKS, MARKUP), "text": (BLOCKS, MARKUP)}
LONGEST_MARKUP = 1_000_000  # characters of a source

Keys = Mapping[str, list[str]]


class NoSuchWay(ArchiveError):
    """The document cannot be shown in that way."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A printed cell; `keys` names what was read from it."""

    text: str
    rowspan: int
    colspan: int
    anchor: str
    keys: str


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A paragraph, or the rows of a grid. `is_body` is False for what surrounds the report."""

    text: str
    level: int | None
    anchor: str
    keys: str
    rows: tuple[tuple[ShownCell, ...], ...]
    is_body: bool


@dataclass(frozen=True, slots=True)
class ShownSource:
    """`way` is the one of `ways` in which it is shown: of `page`, `blocks` and `markup` one is there.

    `unmarked` counts the figures whose place is not marked here; `problem` says why it is shown otherwise than asked.
    """

    source: Source
    way: str
    ways: tuple[str, ...]
    unmarked: int = 0
    problem: str = ""
    page: Sanitised | None = None
    blocks: tuple[ShownBlock, ...] = ()
    markup: str | None = None


def source_of(archive: Archive, parse_id: int, way: str | None) -> ShownSource:
    """The source of a reading; without `way` as its page, where it is one. Raises NoSuchReading, NoSuchWay."""
    read_from = source.of_parse(archive.connection, parse_id)
    ways = _WAYS.get(read_from.reader, (BLOCKS,))
    if way is not None and way not in ways:
        raise NoSuchWay(f"reading {parse_id} can be shown as {' or '.join(ways)}, not as {way!r}")
    reading = bodies.of_parse(archive.connection, parse_id)
    keys = _keys(reading)
    if (way or ways[0]) == PAGE:
        page = sanitise(read_from.payload, read_from.context, keys)
        if page is not None:
            unmarked = sum(len(keys[place]) for place in set(keys) - page.marked)
            return ShownSource(read_from, PAGE, ways, unmarked, page=page)
        return _as_blocks(read_from, ways, _with_prose(keys, reading), "the page is too large to be shown as it was")
    if way == MARKUP:
        return _as_markup(read_from, ways)
    return _as_blocks(read_from, ways, _with_prose(keys, reading))


def _as_markup(read_from: Source, ways: tuple[str, ...]) -> ShownSource:
    text = decode(read_from.payload, read_from.context.charset).text
    problem = f"only the first {LONGEST_MARKUP:,} characters are shown" if len(text) > LONGEST_MARKUP else ""
    return ShownSource(read_from, MARKUP, ways, problem=problem, markup=text[:LONGEST_MARKUP])


def _as_blocks(read_from: Source, ways: tuple[str, ...], keys: Keys, problem: str = "") -> ShownSource:
    try:
        document = take_apart(read_from.payload, read_from.context)
    except UnreadableError as error:
        return ShownSource(read_from, BLOCKS, ways, sum(map(len, keys.values())), str(error))
    places = set(_places(document))
    unmarked = sum(len(names) for place, names in keys.items() if place not in places)
    blocks = [
        *(_block(block, keys, is_body=False) for block in document.before),
        *(_block(block, keys, is_body=True) for block in document.blocks),
        *(_block(block, keys, is_body=False) for block in document.after),
    ]
    return ShownSource(read_from, BLOCKS, ways, unmarked, problem, blocks=tuple(blocks))


def _keys(reading: Reading | None) -> Keys:
    """What was read from each printed cell: the cells of the report, and its indicators."""
    keys: dict[str, list[str]] = {}
    if reading is not None:
        named = [(figure.place, figure.key) for figure in reading.figures]
        named += [(row.place, f"indicators.{row.code or row.label}") for row in reading.indicators]
        for place, name in named:
            if place:
                keys.setdefault(place, []).append(name)
    return keys


def _with_prose(keys: Keys, reading: Reading | None) -> Keys:
    """And from each paragraph the figures that it states; a page's own markup does not number its paragraphs."""
    stated = reading.narrative if reading is not None else ()
    found = {place: list(names) for place, names in keys.items()}
    for one in stated:
        if one.place:
            found.setdefault(one.place, []).append(f"narrative_figures.{one.code}")
    return found


def _places(document: Document) -> list[str]:
    places = []
    for block in (*document.before, *document.blocks, *document.after):
        places += [cell.place for cell in block.cells] if isinstance(block, Grid) else [block.place]
    return places


def _block(block: Block, keys: Keys, *, is_body: bool) -> ShownBlock:
    name, names = _named(block.place, keys)
    if not isinstance(block, Grid):
        return ShownBlock(block.text, block.level, name, names, (), is_body)
    rows = tuple(
        tuple(ShownCell(cell.text, cell.rowspan, cell.colspan, *_named(cell.place, keys)) for cell in row)
        for row in block.rows()
    )
    return ShownBlock("", None, name, names, rows, is_body)


def _named(place: str, keys: Keys) -> tuple[str, str]:
    """The name of a place that something was read from, and what; else nothing."""
    return (anchor(place), ", ".join(keys[place])) if place in keys else ("", "")
