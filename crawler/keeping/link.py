"""The asking process's end of the wire: it starts the keeper, and tells and asks it.

The keeper opens the archive while the engine starts. While the engine runs the link never waits: what cannot be sent at
once is sent when there is room, and replies come as futures. After it has stopped the link waits for the last word.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from archive.errors import ArchiveError
from crawler.asking import Stopped
from crawler.identity import CrawlRefused
from crawler.keeping.messages import Broken, Finish, Finished, Logged, Opening, Written
from crawler.keeping.wire import CHUNK, Frame, Frames, framed

_Message = tuple[object, ...]
_Reply = TypeVar("_Reply", bound=_Message)

_LONGEST_END = 10.0  # seconds that the keeper is given to end by itself when its work is done
_LONGEST_DEATH = 1.0  # seconds between the end of the wire and that of a keeper that dies


class KeeperDied(ArchiveError):
    """The keeper ended in the middle of the crawl."""

    exit_code = 1


class Link:
    """`failure` is what kept the archive from being written: the crawl stops, and whoever began it raises it."""

    def __init__(self, wire: socket.socket, keeper: subprocess.Popen[bytes]) -> None:
        self.failure: ArchiveError | CrawlRefused | None = None
        self._wire = wire
        self._keeper = keeper
        self._frames = Frames()
        self._unsent = bytearray()
        self._replies: deque[asyncio.Future[Frame]] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._on_written: Callable[[], None] = _nothing
        self._on_failure: Callable[[], None] = _nothing

    # --- before the engine runs ----------------------------------------------------------------------

    @classmethod
    def start(cls, opening: Opening) -> Link:
        """A link to a keeper that is starting. What keeps it from opening the archive is a `failure` like any other."""
        ours, theirs = socket.socketpair()
        with theirs:
            link = cls(ours, _keeper(theirs))
        link._say(framed(opening))
        return link

    # --- while it runs -------------------------------------------------------------------------------

    def attend(self, on_written: Callable[[], None], on_failure: Callable[[], None]) -> None:
        """From now on the running loop looks after the wire. `on_failure` is called once at most."""
        self._on_written, self._on_failure = on_written, on_failure
        self._loop = asyncio.get_running_loop()
        self._wire.settimeout(0.0)
        self._loop.add_reader(self._wire, self._receive)

    def tell(self, message: _Message, body: bytes = b"") -> None:
        """Say what has no reply. Nothing is said to a keeper that has failed."""
        if self.failure is not None:
            return
        frame = framed(message, body)
        sent = 0 if self._unsent else self._send(frame)
        if sent == len(frame):
            return
        if not self._unsent and self._loop is not None:
            self._loop.add_writer(self._wire, self._send_more)
        self._unsent += memoryview(frame)[sent:]

    async def ask(self, message: _Message, reply: type[_Reply], body: bytes = b"") -> tuple[_Reply, bytes]:
        """Say what has a reply of that type: it, and its body. Raises Stopped where the keeper has failed."""
        future: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        if self.failure is not None:
            raise Stopped(str(self.failure))
        self._replies.append(future)
        self.tell(message, body)
        found, brought = await future
        if not isinstance(found, reply):
            raise TypeError(f"{reply.__name__} was to come for {message!r}, and not {found!r}")
        return found, brought

    # --- after it has stopped ------------------------------------------------------------------------

    def finish(self, interrupted: str) -> Finished:
        """End the crawl or put it aside; what became of it. Raises ArchiveError, and CrawlRefused as `Ledger`."""
        self._leave_loop()
        self._on_written = self._on_failure = _nothing
        if self.failure is not None:
            raise self.failure
        self._wire.settimeout(None)
        self._say(bytes(self._unsent) + framed(Finish(interrupted)))
        return self._finished()

    def close(self) -> None:
        """Let the keeper end, which it does when the wire is closed."""
        self._leave_loop()
        self._wire.close()
        try:
            self._keeper.wait(_LONGEST_END)
        except subprocess.TimeoutExpired:
            self._keeper.kill()
            self._keeper.wait()

    # --- the parts -----------------------------------------------------------------------------------

    def _say(self, frames: bytes) -> None:
        """All of it, as long as that takes."""
        with suppress(OSError):  # as below
            self._wire.sendall(frames)

    def _finished(self) -> Finished:
        """Wait for the keeper's last word; for what else comes nobody waits any more."""
        while self.failure is None:
            for message, _ in self._frames.take(self._received()):
                if isinstance(message, Finished):
                    return message
                self._hear(message)
        raise self.failure

    def _receive(self) -> None:
        for message, body in self._frames.take(self._received()):
            if self._hear(message) or not self._replies:
                continue
            future = self._replies.popleft()
            if not future.done():  # whoever asked may have been cancelled
                future.set_result((message, body))

    def _received(self) -> bytes:
        try:
            received = self._wire.recv(CHUNK)
        except BlockingIOError:
            return b""
        except OSError:
            received = b""
        if not received:
            self._end()
        return received

    def _hear(self, message: _Message) -> bool:
        """Whether a message was one that comes unasked."""
        match message:
            case Written():
                self._on_written()
            case Logged(name, level, text):
                logging.getLogger(name).log(level, "%s", text)
            case Broken(error):
                self._fail(error)
            case _:
                return False
        return True

    def _send(self, frames: bytes) -> int:
        """As much as there is room for; how many bytes that was. Why nobody hears it any more is yet to be read."""
        try:
            return self._wire.send(frames)
        except BlockingIOError:
            return 0
        except OSError:
            return len(frames)

    def _send_more(self) -> None:
        del self._unsent[: self._send(bytes(self._unsent[:CHUNK]))]
        if not self._unsent and self._loop is not None:
            self._loop.remove_writer(self._wire)

    def _end(self) -> None:
        """The wire has ended, and nobody ended it here."""
        with suppress(subprocess.TimeoutExpired):
            self._keeper.wait(_LONGEST_DEATH)
        how = "" if self._keeper.returncode is None else f" (it ended with {self._keeper.returncode})"
        self._fail(KeeperDied(f"the process that keeps the archive died{how}; the next crawl of the same goes on"))

    def _fail(self, error: ArchiveError | CrawlRefused) -> None:
        if self.failure is not None:
            return
        self.failure = error
        self._leave_loop()
        for future in self._replies:
            if not future.done():
                future.set_exception(Stopped(str(error)))
        self._replies.clear()
        self._on_failure()

    def _leave_loop(self) -> None:
        if self._loop is not None and not self._loop.is_closed() and self._wire.fileno() >= 0:
            self._loop.remove_reader(self._wire)
            self._loop.remove_writer(self._wire)
        self._loop = None


def _keeper(wire: socket.socket) -> subprocess.Popen[bytes]:
    """The keeper's process, with the wire as its input. Signals of the terminal are not for it."""
    command = [sys.executable, "-P", "-m", "crawler.keeping.keeper"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}  # the same modules as here, from anywhere
    if sys.platform != "win32":
        return subprocess.Popen(  # noqa: S603 - our own interpreter
            command, stdin=wire.fileno(), stdout=subprocess.DEVNULL, env=environment, start_new_session=True
        )
    keeper = subprocess.Popen(  # noqa: S603 - as above
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment
    )
    if keeper.stdin is not None:
        keeper.stdin.write(wire.share(keeper.pid))
        keeper.stdin.close()
    return keeper


def _nothing() -> None:
    """Nobody attends yet."""
