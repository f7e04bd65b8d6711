"""A portal as text for a portals file, and portals from a table that another program wrote."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.eras import Era
from crawler.registry import Portal, RegistryError, is_http_url, portal_of

_HOME = ("home", "url")  # names of the column that holds the home page
_TEXTS = ("name", "division_code", "every", "note")
_BEYOND = None  # the name under which `csv` keeps what stands behind the last named column

_Numbered = tuple[int, dict[str | Any, str | Any]]  # a row with the number of its line


def entry_toml(portal: Portal, remarks: Mapping[str, str] | None = None) -> str:
    """A portal's entry, without what is the default. `remarks` stand as comments behind the columns they belong to."""
    lines, tables = ["[[portal]]"], []
    eras: tuple[Era, ...] = ()
    for field in fields(portal):
        value = getattr(portal, field.name)
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        if value == default:
            continue
        if field.name == "eras":
            eras = value
            continue
        if isinstance(value, Mapping):
            tables += [f"[portal.{field.name}]", *(f"{_text(key)} = {_text(to)}" for key, to in value.items())]
        elif field.name == "columns":
            lines += ["columns = [", *(f"    {_text(url)},{_comment((remarks or {}).get(url))}" for url in value), "]"]
        else:
            lines.append(f"{field.name} = {_toml(value)}")
    for era in eras:
        said = {f.name: value for f in fields(era) if (value := getattr(era, f.name)) not in (None, ())}
        tables += ["[[portal.era]]", *(f"{name} = {_toml(value)}" for name, value in said.items())]
    return "\n".join([*lines, *tables]) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_text(part) for part in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(value) if isinstance(value, str) else str(value)


def _text(value: str) -> str:
    """A TOML string; JSON's differ in nothing but DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(words: str | None) -> str:
    """Words of a page as a comment, which must not end its line."""
    if not words:
        return ""
    return "  # " + "".join(character if character.isprintable() else " " for character in words)


# --- tables ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: the portal that it names, or why it names none. `line` is that of the file."""

    line: int
    portal: Portal | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, and the names of the columns that are not used though they hold something."""

    rows: tuple[TableRow, ...]
    unused: tuple[str, ...] = ()


def read_table(path: Path) -> Table:
    """The portals of a CSV file with the columns `home` or `url`, and if given `id`, `name`, `division_code`, `every`
    and `note`.

    A portal without an id is called by its division code, or else by its host. Raises RegistryError where the
    file cannot be read or has no such column.
    """
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise RegistryError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RegistryError(f"{path} is neither UTF-8 nor GB 18030") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    home = next((name for name in _HOME if name in (reader.fieldnames or ())), None)
    if home is None:
        raise RegistryError(f"{path}: the first line names no column 'home' or 'url'")
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise RegistryError(f"{path} cannot be read as CSV: {error}") from error
    return Table(tuple(_table_rows(rows, home)), _unused(rows, {home, "id", *_TEXTS}))


def _decoded(content: bytes) -> str:
    """UTF-8, or what spreadsheets write in China."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _unused(rows: Iterable[_Numbered], used: Collection[str]) -> tuple[str, ...]:
    named = ((name, value) for _, row in rows for name, value in row.items() if name is not None and name not in used)
    return tuple(dict.fromkeys(name for name, value in named if (value or "").strip()))


def _table_rows(rows: Iterable[_Numbered], home: str) -> Iterator[TableRow]:
    seen: dict[str, int] = {}
    for line, row in rows:
        try:
            portal = _portal(row, home)
        except RegistryError as error:
            yield TableRow(line, None, str(error))
            continue
        if portal.id in seen:
            yield TableRow(line, None, f"portal {portal.id} stands in line {seen[portal.id]} too")
            continue
        seen[portal.id] = line
        yield TableRow(line, portal)


def _portal(row: Mapping[str | Any, Any], home: str) -> Portal:
    if any(row.get(_BEYOND, ())):
        raise RegistryError("the row has more cells than the first line has names")
    values = {name: value.strip() for name, value in row.items() if isinstance(value, str) and value.strip()}
    url = values.get(home)
    if url is None:
        raise RegistryError("no home page")
    host = urlsplit(url).netloc if is_http_url(url) else ""
    portal_id = values.get("id") or values.get("division_code") or host or url
    texts = {name: values[name] for name in _TEXTS if name in values}
    return portal_of(
        {"id": portal_id or "without id", "name": host, "home": url, **texts}, f"portal {portal_id}".strip()
    )
