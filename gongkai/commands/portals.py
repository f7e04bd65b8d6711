"""`gongkai portals`: the registry of portals, bundled and your own."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from archive.errors import ArchiveMissing
from archive.store import Archive
from gongkai.front import DONE, INCOMPLETE, Failure, Front, FrontGroup, echo_json, json_option
from gongkai.rows import fetch
from gongkai.terminal import Terminal

if TYPE_CHECKING:
    from crawler.registry import Portal, Registry
    from gongkai.rows import Row

portals_file = click.option(
    "--portals",
    "portals_path",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Your own portals, beside the bundled ones.",
)


def load_registry(path: Path | None) -> "Registry":
    """The bundled portals with the user's over them; a Failure where the file cannot be used."""
    from crawler.registry import RegistryError, load

    try:
        return load(path)
    except RegistryError as error:
        raise Failure(str(error)) from error


def select_portals(registry: "Registry", wanted: tuple[str, ...]) -> "list[Portal]":
    """The portals that words of the command line name, each once; a Failure where a word names none."""
    from crawler.registry import RegistryError

    try:
        return list({portal.id: portal for word in wanted for portal in registry.select(word)}.values())
    except RegistryError as error:
        raise Failure(str(error)) from error


@click.group(cls=FrontGroup)
def portals() -> None:
    """The registry of portals."""


@portals.command(name="list")
@click.argument("wanted", nargs=-1, metavar="[PORTAL]...")
@portals_file
@json_option
def list_portals(wanted: tuple[str, ...], portals_path: Path | None, *, as_json: bool) -> None:
    """List the portals that can be crawled.

    PORTAL is a portal id, a division code or its first digits, or a URL; without any, all are listed.
    """
    registry = load_registry(portals_path)
    chosen = select_portals(registry, wanted) if wanted else list(registry.portals.values())
    if as_json:
        echo_json([_entry(portal) for portal in chosen])
        return
    Terminal().table(
        ["id", "name", "division_code", "home"],
        [(portal.id, portal.name, portal.division_code, portal.home) for portal in chosen],
    )


@portals.command(name="show")
@click.argument("portal")
@portals_file
@json_option
@click.pass_obj
def show_portal(front: Front, portal: str, portals_path: Path | None, *, as_json: bool) -> None:
    """Show a portal's entry, and the columns that crawls into this archive have found."""
    chosen = select_portals(load_registry(portals_path), (portal,))
    known = _known_columns(front.archive, chosen)
    if as_json:
        echo_json([_entry(one) | ({"known": known[one.id]} if known[one.id] else {}) for one in chosen])
        return
    for one in chosen:
        rows = [(field, _shown(value)) for field, value in _entry(one).items()]
        Terminal().table(["field", "value"], rows, longest=200)
        if known[one.id]:
            Terminal().heading("Columns found by crawls:")
            shown = ("state", "family", "found_at", "requests", "url", "evidence", "lost_because")
            Terminal().table(list(shown), [[row[name] for name in shown] for row in known[one.id]], longest=120)


@portals.command(name="lint")
@portals_file
@json_option
def lint_portals(portals_path: Path | None, *, as_json: bool) -> None:
    """Check the entries of the registry; asks nothing of any portal.

    Codes exist, home pages are URLs, columns lie on the entry's hosts, ids and hosts are unique. What an entry
    cannot help is explained by its `note`. Exit code 1 where something is not explained.
    """
    from crawler.lint import lint
    from crawler.registry import RegistryError, load_toml, packaged_rows

    try:
        own = load_toml(portals_path).portals if portals_path else {}
    except RegistryError as error:
        raise Failure(str(error)) from error
    entries = [*(portal for portal in packaged_rows() if portal.id not in own), *own.values()]
    faults = lint(entries)
    open_faults = [fault for fault in faults if fault.note is None]
    if as_json:
        echo_json([asdict(fault) for fault in faults])
    else:
        if faults:
            rows = [(fault.portal_id, fault.rule, fault.detail, fault.note) for fault in faults]
            Terminal().table(["portal", "rule", "fault", "explained"], rows, longest=120)
        explained = len(faults) - len(open_faults)
        Terminal().line(f"{len(entries)} entries: {len(open_faults)} faults, {explained} that are explained")
    raise SystemExit(INCOMPLETE if open_faults else DONE)


@portals.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_portals(front: Front, file: Path) -> None:
    """Print the portals of a table (CSV) as entries for a portals file: `… import FILE.csv > my.toml`.

    FILE has a column `home` or `url` and may have `id`, `name`, `division_code`, `every` and `note`. What the
    bundled registry already says is left out. Exit code 1 where a row names no portal.
    """
    from crawler.entries import entry_toml, read_table
    from crawler.registry import RegistryError, packaged

    try:
        table = read_table(file)
    except RegistryError as error:
        raise Failure(str(error)) from error
    bundled = packaged().portals
    rows = table.rows
    found = [row.portal for row in rows if row.portal]
    by_home = {portal.home: portal for portal in bundled.values()}
    new = [p for p in found if not _is_bundled(p, bundled.get(p.id) or by_home.get(p.home))]
    for row in rows:
        if row.portal is None:
            front.say(f"{file}, line {row.line}: {row.trouble}")
    if table.unused:
        front.say(f"{file}: columns that entries have no place for were left aside: {', '.join(table.unused)}")
    unusable = len(rows) - len(found)
    front.say(f"{len(rows)} rows: {len(new)} entries, {len(found) - len(new)} as bundled, {unusable} unusable")
    click.echo("\n".join(entry_toml(portal) for portal in new), nl=False)
    raise SystemExit(INCOMPLETE if unusable else DONE)


def _is_bundled(portal: "Portal", held: "Portal | None") -> bool:
    """Whether the bundled entry says all that this one says; an id made of the host is no name of its own."""
    said = _entry(portal)
    if portal.id == urlsplit(portal.home).netloc:
        del said["id"]
    return held is not None and said.items() <= _entry(held).items()


def _known_columns(path: Path, portals: "list[Portal]") -> "dict[str, list[Row]]":
    """The columns of each portal as the archive knows them; none where there is no archive."""
    try:
        with Archive.open_read_only(path) as archive:
            sql = "select * from portal_columns where portal_id = ? order by state, found_at, url"
            return {portal.id: fetch(archive.connection, sql, portal.id) for portal in portals}
    except ArchiveMissing:
        return {portal.id: [] for portal in portals}


def _entry(portal: "Portal") -> dict[str, Any]:
    """The fields that are said."""
    return {field: value for field, value in asdict(portal).items() if value not in (None, (), {})}


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} → {_shown(target)}" for name, target in value.items() if target not in (None, ()))
    if isinstance(value, tuple | list):
        return ", ".join(_shown(one) for one in value)
    return str(value)
