"""Connects names to addresses, and only to addresses that may be reached.

It stands at the one place that every connection passes: also a redirect, also a name whose answer changes
between two requests, also an address written as a number. Of a name's addresses one is used, so that the pause
between two requests to an address can be kept.
"""

from __future__ import annotations

import asyncio
from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from crawler.hosts import Reach

# The interfaces of Twisted are zope's: types cannot be told from them, so what implements one is Any here.


@implementer(IHostnameResolver)
class GuardedResolver:
    """Scrapy's `TWISTED_DNS_RESOLVER`. Until `obey` gives it a Reach it reaches nothing."""

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor
        self._system: Any = reactor.nameResolver
        self._reach = Reach((), has_contact=False)

    @classmethod
    def from_crawler(cls, crawler: object, reactor: Any) -> GuardedResolver:  # noqa: ARG003 - how Scrapy makes it
        return cls(reactor)

    def install_on_reactor(self) -> None:
        self._reactor.installNameResolver(self)

    def obey(self, reach: Reach) -> None:
        self._reach = reach

    def resolveHostName(  # noqa: N802 - the interface's name
        self,
        resolutionReceiver: Any,  # noqa: N803 - the interface's names
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        receiver = _Receiver(resolutionReceiver, hostName, self._reach)
        if target := self._reach.elsewhere(hostName):
            return receiver.deliver(*target)
        if self._reach.refusal_before_lookup(hostName):
            return receiver.deliver_nothing()
        return self._system.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IHostResolution)
class _Finished:
    """A resolution that needed no waiting."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing is under way."""


@implementer(IResolutionReceiver)
class _Receiver:
    """Passes on the addresses that may be reached."""

    def __init__(self, receiver: Any, host: str, reach: Reach) -> None:
        self._receiver = receiver
        self._host = host
        self._reach = reach
        self._permitted: list[Any] = []

    def deliver(self, address: str, port: int) -> Any:
        kind = IPv6Address if ":" in address else IPv4Address
        self.resolutionBegan(resolution := _Finished(self._host))
        self.addressResolved(kind("TCP", address, port))
        self.resolutionComplete()
        return resolution

    def deliver_nothing(self) -> Any:
        self.resolutionBegan(resolution := _Finished(self._host))
        self.resolutionComplete()
        return resolution

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: N802, N803 - the interface's names
        self._receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - the interface's name
        if self._reach.refusal(self._host, address.host) is None:
            self._permitted.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802 - the interface's name
        if self._permitted:
            chosen = self._reach.addresses.choose(self._host, [address.host for address in self._permitted])
            self._receiver.addressResolved(next(a for a in self._permitted if a.host == chosen))
        self._receiver.resolutionComplete()


@implementer(IResolutionReceiver)
class _Listener:
    """Waits for the end of a resolution that is made for its answer alone."""

    def __init__(self) -> None:
        self.address: str | None = None
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: N802, N803 - the interface's names
        """There is nothing to do yet."""

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - the interface's name
        self.address = address.host

    def resolutionComplete(self) -> None:  # noqa: N802 - the interface's name
        if not self.done.done():
            self.done.set_result(None)


async def look_up(host: str) -> str | None:
    """The address that a connection to the host would go to now; None where none may be reached."""
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one; by now it is installed

    listener = _Listener()
    reactor.nameResolver.resolveHostName(listener, host)
    await listener.done
    return listener.address
