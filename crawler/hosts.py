"""Which hosts belong to a portal, and which addresses may be connected to.

Two questions that are asked apart: is this URL's host on the portal's allow-list (before anything is sent,
for every redirect too), and is the address that its name resolves to one that may be reached (at connect
time, so a name that changes its answer is caught as well).
"""

from __future__ import annotations

import ipaddress
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.registry import Portal, is_private_literal, split_address

if TYPE_CHECKING:
    from tldextract import TLDExtract


@cache
def allowed_hosts(portal_hosts: tuple[str, ...], home: str) -> tuple[str, ...]:
    """The patterns of a portal's allow-list; see `Portal.hosts`."""
    if portal_hosts:
        return tuple(pattern.lower() for pattern in portal_hosts)
    parts = urlsplit(home)
    host = (parts.hostname or "").lower()
    if is_address(host) or host == "localhost":
        return (parts.netloc.lower(),)
    registrable = _suffixes().extract_str(host, include_psl_private_domains=False).top_domain_under_public_suffix
    return (f"*.{registrable}",) if registrable else (host,)


@cache
def _suffixes() -> TLDExtract:
    """Only the snapshot of the public suffix list that comes with the package: nothing is fetched or cached."""
    from tldextract import TLDExtract  # noqa: PLC0415 - a tenth of a second, for names alone

    return TLDExtract(suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True)


def is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_allowed(url: str, portal: Portal) -> bool:
    """Whether a URL lies on one of the portal's hosts, by http or https."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        netloc = f"{host}:{parts.port}" if parts.port else host
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not host:
        return False
    return any(_matches(pattern, host, netloc) for pattern in _patterns(portal))


def _patterns(portal: Portal) -> Iterator[str]:
    """The allow-list of a portal: of its site of today, and of those that it had before."""
    yield from allowed_hosts(portal.hosts, portal.home)
    for era in portal.eras:
        if era.hosts or era.home:
            yield from allowed_hosts(era.hosts, era.home or "")


def _matches(pattern: str, host: str, netloc: str) -> bool:
    if pattern.startswith("*."):
        return host == pattern[2:] or host.endswith(pattern[1:])
    return pattern in {netloc, host}


class AddressBook:
    """Which of a name's addresses is used: the same one as long as the name leads there and it answers."""

    def __init__(self) -> None:
        self._chosen: dict[str, str] = {}
        self._failing: dict[str, set[str]] = defaultdict(set)

    def choose(self, host: str, candidates: Sequence[str]) -> str:
        """The address to connect to, out of those that the name leads to now; IPv4 first, for it is the rule here."""
        host = host.lower()
        if self._chosen.get(host) not in candidates:
            usable = [address for address in candidates if address not in self._failing[host]] or candidates
            self._chosen[host] = min(usable, key=lambda address: ":" in address)
        return self._chosen[host]

    def chosen(self, host: str) -> str | None:
        return self._chosen.get(host.lower())

    def avoid(self, host: str) -> None:
        """The address in use did not answer: the next connection goes to another, where there is one."""
        failed = self._chosen.pop(host.lower(), None)
        if failed is not None:
            self._failing[host.lower()].add(failed)


class Reach:
    """Where a crawl may connect to: public addresses, and others only where a portal's entry permits.

    `resolve` of every portal is gathered here. Without a contact no public address may be reached at all.
    """

    def __init__(self, portals: Iterable[Portal], *, has_contact: bool) -> None:
        self._portals = list(portals)
        self._has_contact = has_contact
        self._elsewhere: dict[str, tuple[str, int]] = {
            host.lower(): split_address(address, f"portal {portal.id}: field 'resolve' of {host!r}")
            for portal in self._portals
            for host, address in portal.resolve.items()
        }
        self._refused: dict[str, str] = {}
        self.addresses = AddressBook()

    def elsewhere(self, host: str) -> tuple[str, int] | None:
        """The address and port to connect to instead of looking the name up, or None."""
        return self._elsewhere.get(host.lower())

    def refusal_before_lookup(self, host: str) -> str | None:
        """Why a name may not even be looked up, or None. An address is judged by `refusal`."""
        if self._has_contact or is_private_literal(host):
            return None
        return self._remember(host, f"{host} is a public host, and none is asked without a contact")

    def refusal(self, host: str, address: str) -> str | None:
        """Why `address`, to which `host` leads, may not be connected to; None where it may."""
        if ipaddress.ip_address(address.partition("%")[0]).is_global:
            if self._has_contact:
                return None
            return self._remember(host, f"{host} is a public host, and none is asked without a contact")
        if any(portal.allow_private and is_allowed(f"http://{host}/", _any_port(portal)) for portal in self._portals):
            return None
        return self._remember(host, f"{host} leads to {address}, which is not a public address")

    def why_refused(self, host: str) -> str | None:
        """The reason of the last refusal of this host, for whoever finds the connection failed."""
        return self._refused.get(host.lower())

    @staticmethod
    def host_of(url: str) -> str:
        return (urlsplit(url).hostname or "").lower()

    def is_local(self, host: str) -> bool:
        """Whether a host leads to the machine itself by what is written: no name is looked up."""
        target = self.elsewhere(host)
        address = target[0] if target else host
        return address == "localhost" or (is_address(address) and ipaddress.ip_address(address).is_loopback)

    def _remember(self, host: str, reason: str) -> str:
        self._refused[host.lower()] = reason
        return reason


def _any_port(portal: Portal) -> Portal:
    """The portal with its allow-list widened to every port: a resolver is asked for hosts, not for ports."""
    hosts = tuple(_without_port(pattern) for pattern in _patterns(portal))
    return Portal(id=portal.id, name=portal.name, home=portal.home, hosts=hosts)


def _without_port(pattern: str) -> str:
    head, colon, port = pattern.rpartition(":")
    return head if colon and port.isdigit() else pattern
