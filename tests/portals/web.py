"""What a server knows: pages by path, and how each is answered, faults of the line included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it; `at` is the clock that never goes back, in seconds.

    `connection` is the port from which it came: that of one connection for as long as this is open.
    """

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    at: float = 0.0
    connection: int = 0


@dataclass(frozen=True)
class Reply:
    """An answer. `declares`: a Content-Length that is not that of the body. `wait`: seconds before the answer.

    `hang_up`: the line is reset before anything is sent. `drip`: seconds between two bytes of the body.
    """

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    declares: int | None = None
    wait: float = 0.0
    drip: float = 0.0
    hang_up: bool = False

    @property
    def content(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


Page = str | bytes | Reply | Callable[[Asked], Reply]
NOTHING = Reply("nothing here", 404)


class Site:
    """Pages by path (with the query where it matters); what has no page is answered 404."""

    def __init__(self, port: int = 0, host: str = "127.0.0.1") -> None:
        self.port = port
        self.host = host
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    def reply_to(self, request: Asked) -> Reply:
        self.asked.append(request)
        page = self.pages.get(request.path, self.pages.get(request.path.partition("?")[0], NOTHING))
        reply = page(request) if callable(page) else page
        return reply if isinstance(reply, Reply) else Reply(reply)
