"""`gongkai portals`: the registry of portals, bundled and your own."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.front import Failure, FrontGroup, echo_json, json_option
from gongkai.terminal import Terminal

if TYPE_CHECKING:
    from crawler.registry import Portal, Registry

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
def show_portal(portal: str, portals_path: Path | None, *, as_json: bool) -> None:
    """Show a portal's entry."""
    entries = [_entry(chosen) for chosen in select_portals(load_registry(portals_path), (portal,))]
    if as_json:
        echo_json(entries)
        return
    for entry in entries:
        Terminal().table(["field", "value"], [(field, _shown(value)) for field, value in entry.items()], longest=200)


def _entry(portal: "Portal") -> dict[str, Any]:
    """The fields that are said."""
    return {field: value for field, value in asdict(portal).items() if value not in (None, (), {})}


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} → {target}" for name, target in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return str(value)
