"""What every response says to the browser, and which requests are answered at all.

Nothing that a portal sent can run, and nothing is fetched from another host. A server on loopback answers only to
its own names, so a page elsewhere that makes its name point here cannot read the archive through a visitor's browser.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Any, Send], Awaitable[None]]

CONTENT_POLICY = "Content-Security-Policy"
PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A stored page is shown in a frame of a report's page, and can do nothing there.
STORED_PAGES = (
    "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox"
)
_ALWAYS = {
    CONTENT_POLICY: PAGES,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_OWN_PAGES_ONLY = {"Cross-Origin-Resource-Policy": "same-origin"}
OUR_FILES = "/-/gongkai/"  # which the frame of a stored page may load: being sandboxed, it counts as another origin


def guarded(application: Application, hosts: Collection[str] | None) -> Application:
    """The application with these headers on every response; those that it sets itself stand.

    `hosts` are the names it answers to, without port; None: to any.
    """

    async def answer(scope: Scope, receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return

        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                ours = _ALWAYS if scope["path"].startswith(OUR_FILES) else _ALWAYS | _OWN_PAGES_ONLY
                message = {**message, "headers": _with_ours(message.get("headers", []), ours)}
            await send(message)

        asked = _host_of(scope)
        if hosts is not None and asked not in hosts:
            await _refuse(421, f"This server answers on loopback only, not as {asked!r}.", send_guarded)
        elif scope["method"] not in {"GET", "HEAD"}:
            await _refuse(405, "This server only reads.", send_guarded)
        else:
            await application(scope, receive, send_guarded)

    return answer


def _with_ours(headers: Collection[tuple[bytes, bytes]], ours: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    there = {name.lower() for name, _ in headers}
    written = ((name.encode(), value.encode()) for name, value in ours.items())
    return [*headers, *(header for header in written if header[0].lower() not in there)]


def _host_of(scope: Scope) -> str:
    """The host that a request names, without its port."""
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "").lower()
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


async def _refuse(status: int, sentence: str, send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{sentence}\n".encode()})
