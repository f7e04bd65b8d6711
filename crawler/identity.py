"""Who asks: the user agent, and the contact without which no public host is asked."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from crawler.hosts import Reach
from crawler.registry import Portal, is_private_literal, split_address

ROBOTS_NAME = "gongkai"  # the name that robots.txt may address


class CrawlRefused(ValueError):
    """The crawl will not start; the message is one sentence for the user."""


def known_contact(given: str | None) -> str | None:
    """The contact to name: the one given, else that of the environment (GONGKAI_CONTACT)."""
    return (given or os.environ.get("GONGKAI_CONTACT") or "").strip() or None


def user_agent(contact: str | None) -> str:
    """`gongkai/0.1 (+https://example.org/crawl)`."""
    try:
        number = version("gongkai")
    except PackageNotFoundError:  # a checkout that was never installed
        number = "0"
    return f"{ROBOTS_NAME}/{number} (+{contact})" if contact else f"{ROBOTS_NAME}/{number}"


def require_contact(portals: Iterable[Portal], contact: str | None) -> None:
    """Raises CrawlRefused where a portal is public and nobody could be reached about the crawl."""
    if contact:
        if any(ord(character) < 0x20 or ord(character) > 0x7E for character in contact):
            raise CrawlRefused(f"The contact {contact!r} cannot be sent in a header: use plain ASCII")
        return
    public = next((portal for portal in portals if not _is_private(portal)), None)
    if public is not None:
        raise CrawlRefused(
            f"Portal {public.id} ({public.home}) is a public host, and none is asked without a contact: "
            "set GONGKAI_CONTACT or `contact` in the portals file to a URL or mail address that reaches you"
        )


def _is_private(portal: Portal) -> bool:
    if not portal.allow_private:
        return False
    host = Reach.host_of(portal.home)
    target = {name.lower(): address for name, address in portal.resolve.items()}.get(host)
    return is_private_literal(split_address(target, f"portal {portal.id}: field 'resolve'")[0] if target else host)
