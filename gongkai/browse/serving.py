"""`gongkai browse`: listening, and ending without a trace."""

import ipaddress
import signal
import socket
import threading
import webbrowser
from functools import partial
from types import FrameType

import click
import uvicorn

from gongkai.browse.app import Browser
from gongkai.front import DONE, Failure, Front
from gongkai.past import opened

_PATIENCE = 15  # seconds that answers under way are given at the end; more than what a page or a statement may take


def serve(front: Front, host: str, port: int, *, as_of: str | None, in_browser: bool) -> int:
    """Serve until Ctrl-C or SIGTERM; the exit code is 0 then. Raises Failure where the port is not to be had."""
    opener = partial(opened, Front(front.archive, quiet=True), as_of)
    is_loopback = _is_loopback(host)
    if not is_loopback:
        front.say(f"warning: whoever reaches {host} can read the whole archive, raw pages included; nothing asks who")
    with _listening(host, port) as listener:
        url = f"http://{_in_url(host)}:{listener.getsockname()[1]}/"
        hosts = {"localhost", "127.0.0.1", "[::1]", _in_url(host)} if is_loopback else None
        browser = Browser(front.archive, opener, hosts, as_of)
        try:
            click.echo(url)
            front.say("Ctrl-C ends it")
            if in_browser:  # a browser in the terminal would keep us waiting
                threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
            _run(browser, listener, front)
        finally:
            browser.close()
    return DONE


class _Server(uvicorn.Server):
    """A server whose end does not wait for long statements. A second Ctrl-C ends it without its answers."""

    def __init__(self, config: uvicorn.Config, browser: Browser) -> None:
        super().__init__(config)
        self._browser = browser

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._browser.interrupt()
        super().handle_exit(sig, frame)


def _run(browser: Browser, listener: socket.socket, front: Front) -> None:
    server = _Server(
        uvicorn.Config(
            browser.application,
            log_config=None,  # logs go where all of ours go
            log_level=front.log_level.lower(),
            access_log=front.verbose,
            server_header=False,
            ws="none",
            http="h11",
            loop="asyncio",
            timeout_graceful_shutdown=_PATIENCE,
        ),
        browser,
    )
    # At its end uvicorn raises again the signal that ended it; of either kind that is the way to stop us.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        what = str(error.strerror or error).partition(" (while")[0]  # Python adds the address once more
        raise Failure(f"cannot listen on {host}, port {port}: {what}; `--port 0` takes a free one") from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host.lower()
