"""The portals: 3,209 government portals that come with the software, and users' own TOML on top of them.

A `Portal` says where to begin, which hosts belong to it and what is allowed there. It never says how a site
lists its reports: that is read from the site's own pages, page by page.
"""

from __future__ import annotations

import csv
import ipaddress
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.eras import Era, era_of
from crawler.hours import is_hours


class RegistryError(ValueError):
    """A portals file or a portal's name that cannot be used; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal to crawl.

    `hosts` is the allow-list: names, `*.name` for a name and all below it, or `address:port`; empty means the
    home's registrable domain and everything below it. `resolve` maps a host name to the `address:port` to
    connect to instead, while URLs and the Host header stay. `pause` is in seconds between two requests to one
    host; None leaves the default. `every` is the re-crawl interval as written (`7d`). `quiet_hours` are hours of
    the day, in China's time, in which it is not asked (`08:00-18:00`). `eras` are the sites that it had before, the
    fields above being those of today. `note` explains to people what is unusual about the entry, such as a host that
    serves two portals.
    """

    id: str
    name: str
    home: str
    division_code: str | None = None
    hosts: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    family: str | None = None
    every: str | None = None
    allow_private: bool = False
    verify_tls: bool = True
    pause: float | None = None
    resolve: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    quiet_hours: str | None = None
    eras: tuple[Era, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """Portals by id, in order, and the contact that the TOML names, if any.

    `quiet_hours` are those of every portal whose entry names none.
    """

    portals: Mapping[str, Portal]
    contact: str | None = None
    quiet_hours: str | None = None

    def select(self, wanted: str) -> list[Portal]:
        """The portals that a word of the command line names.

        A portal id or division code selects that portal, a shorter prefix of division codes every portal below
        it (`41` a province, `4114` a prefecture), a URL the portal that it belongs to, begun at that URL, or a
        portal made for it. Raises RegistryError where nothing is meant.
        """
        if wanted in self.portals:
            return [self.portals[wanted]]
        if "://" in wanted:
            return [self._from_url(wanted)]
        if re.fullmatch(r"\d{2,6}", wanted):
            chosen = [portal for portal in self.portals.values() if (portal.division_code or "").startswith(wanted)]
            if chosen:
                return chosen
        raise RegistryError(
            f"There is no portal {wanted!r}: give a portal id, a division code or its first digits, or a URL"
        )

    def _from_url(self, url: str) -> Portal:
        parts = _http_url(url)
        if parts is None:
            raise RegistryError(f"{url!r} is not an http or https URL")
        known = [p for p in self.portals.values() if urlsplit(p.home).netloc == parts.netloc]
        if len(known) == 1:
            return replace(known[0], home=url)
        return Portal(
            id=parts.netloc,
            name=parts.netloc,
            home=url,
            allow_private=is_private_literal(parts.hostname or ""),  # whoever types the address permits it
        )


def is_private_literal(host: str) -> bool:
    """Whether a host is written as an address that is not public: loopback, private, link-local; or `localhost`."""
    if host == "localhost":
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


# --- the portals that come with the software ---------------------------------------------------------


@cache
def packaged() -> Registry:
    """The portals of `data/portals.csv`."""
    return Registry({portal.id: portal for portal in packaged_rows()})


def packaged_rows() -> Iterator[Portal]:
    """The rows of `data/portals.csv` one by one, with the notes of `data/notes.csv` on their known faults."""
    notes = {row["id"]: row["note"] for row in _rows("data/notes.csv")}
    for row in _rows("data/portals.csv"):
        code = row["division_code"] or None
        yield Portal(row["id"], row["name"], row["home"], division_code=code, note=notes.get(row["id"]))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resources.files("crawler").joinpath(name).open(encoding="utf-8") as rows:
        yield from csv.DictReader(rows)


# --- users' TOML -------------------------------------------------------------------------------------

_FIELDS = {f.name for f in fields(Portal)} - {"eras"} | {"era"}
_TEXTS = {"id", "name", "home", "division_code", "family", "every", "note", "quiet_hours"}
_LISTS = {"hosts", "columns"}
_FLAGS = {"allow_private", "verify_tls"}
_REQUIRED = ("id", "home")
_INTERVAL = re.compile(r"\d{1,4}[hdw]", re.ASCII)  # longer ones lead beyond the calendar
_ADDRESS_AND_PORT = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[0-9.]+):(?P<port>\d{1,5})")


def load(path: Path | None = None) -> Registry:
    """The packaged portals, with those of a TOML file put over them by id.

    Raises RegistryError with one sentence that names file, entry and field where the file cannot be used.
    """
    if path is None:
        return packaged()
    own = load_toml(path)
    portals = {**packaged().portals, **own.portals}
    if own.quiet_hours is not None:
        portals = {
            portal.id: portal if portal.quiet_hours else replace(portal, quiet_hours=own.quiet_hours)
            for portal in portals.values()
        }
    return Registry(portals, own.contact, own.quiet_hours)


def load_toml(path: Path) -> Registry:
    """Only the portals of a TOML file; see `load`."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RegistryError(f"There is no portals file {path}") from error
    except OSError as error:
        raise RegistryError(f"{path} cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegistryError(f"{path} cannot be read as TOML: {error}") from error
    for unknown in table.keys() - {"contact", "quiet_hours", "portal"}:
        known = "`contact`, `quiet_hours` and `[[portal]]`"
        raise RegistryError(f"{path}: {unknown!r} is not known; a portals file has {known}")
    contact = table.get("contact")
    quiet_hours = table.get("quiet_hours")
    if quiet_hours is not None:
        _check_hours(quiet_hours, f"{path}")
    if contact is not None and not isinstance(contact, str):
        raise RegistryError(f"{path}: `contact` must be text")
    entries = table.get("portal", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RegistryError(f"{path}: write `[[portal]]` with two brackets, once for each portal")
    portals: dict[str, Portal] = {}
    for number, entry in enumerate(entries, 1):
        portal = portal_of(entry, f"{path}: portal {entry.get('id') or f'number {number}'}")
        if portal.id in portals:
            raise RegistryError(f"{path}: portal {portal.id} stands twice")
        portals[portal.id] = portal
    return Registry(portals, contact, quiet_hours)


def portal_of(entry: Mapping[str, Any], where: str) -> Portal:
    """The portal that an entry's fields say. Raises RegistryError, beginning with `where`, for what cannot be used."""
    for name in entry.keys() - _FIELDS:
        raise RegistryError(f"{where}: field {name!r} is not known")
    for name in _REQUIRED:
        if name not in entry:
            raise RegistryError(f"{where}: field {name!r} is missing")
    for name, value in entry.items():
        _check_type(name, value, where)
    for name in ("home", *(["columns"] if "columns" in entry else [])):
        for url in [entry[name]] if isinstance(entry[name], str) else entry[name]:
            if _http_url(url) is None:
                raise RegistryError(f"{where}: field {name!r} holds {url!r}, which is not an http or https URL")
    if "every" in entry and not _INTERVAL.fullmatch(entry["every"]):
        raise RegistryError(f"{where}: field 'every' must be a number of up to four digits with h, d or w, such as 7d")
    for host, address in entry.get("resolve", {}).items():
        split_address(address, f"{where}: field 'resolve' of {host!r}")
    if "quiet_hours" in entry:
        _check_hours(entry["quiet_hours"], where)
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    values["eras"] = tuple(_era(era, f"{where}: era {number}") for number, era in enumerate(values.pop("era", ()), 1))
    return Portal(**{"name": urlsplit(entry["home"]).hostname, **values})


def _era(entry: object, where: str) -> Era:
    try:
        era = era_of(entry)
    except ValueError as error:
        raise RegistryError(f"{where}: {error}") from error
    for url in (*([era.home] if era.home else []), *era.columns):
        if _http_url(url) is None:
            raise RegistryError(f"{where}: {url!r} is not an http or https URL")
    return era


def _check_hours(value: object, where: str) -> None:
    if not isinstance(value, str) or not is_hours(value):
        raise RegistryError(f"{where}: field 'quiet_hours' must be hours of the day such as 08:00-18:00, not {value!r}")


def _check_type(name: str, value: object, where: str) -> None:
    wanted = {
        "text": name in _TEXTS and isinstance(value, str) and value != "",
        "a list of texts": name in _LISTS and isinstance(value, list) and all(isinstance(v, str) for v in value),
        "true or false": name in _FLAGS and isinstance(value, bool),
        "a number of seconds": name == "pause" and _is_duration(value),
        "an array of tables, written [[portal.era]]": name == "era" and isinstance(value, list),
        "a table of texts": name == "resolve"
        and isinstance(value, dict)
        and all(isinstance(v, str) for v in value.values()),
    }
    kinds = [_TEXTS, _LISTS, _FLAGS, {"pause"}, {"era"}, {"resolve"}]
    expected = next(words for words, names in zip(wanted, kinds, strict=True) if name in names)
    if not wanted[expected]:
        raise RegistryError(f"{where}: field {name!r} must be {expected}, not {value!r}")


def _is_duration(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf


def split_address(address: str, where: str) -> tuple[str, int]:
    """`127.0.0.1:8123` as address and port. Raises RegistryError, beginning with `where`, for anything else."""
    match = _ADDRESS_AND_PORT.fullmatch(address)
    if match:
        try:
            host = str(ipaddress.ip_address(match["host"].strip("[]")))
        except ValueError:
            host = ""
        if host and int(match["port"]) <= 65535:
            return host, int(match["port"])
    raise RegistryError(f"{where} must be an address and a port such as 127.0.0.1:8123, not {address!r}")


def is_http_url(url: str) -> bool:
    """Whether a text is a URL that can be asked for."""
    return _http_url(url) is not None


def _http_url(url: str) -> Any:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or True)
    except ValueError:
        return None
    return parts if usable else None
