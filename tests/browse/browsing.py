"""A real server over a real archive, and what tests ask of its pages."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest


@dataclass(frozen=True)
class Page:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def words(self) -> str:
        """What a reader sees, on one line."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.text)).split())

    def row(self, label: str) -> list[str]:
        """The cells of the table row that begins with a label."""
        rows = re.findall(r"<tr>(.*?)</tr>", self.text, re.DOTALL)
        row = next(row for row in rows if Page(0, {}, row.encode()).words.startswith(label))
        return [Page(0, {}, cell.encode()).words for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]


@dataclass(frozen=True)
class Browsed:
    """A server; `url` is what it printed."""

    url: str
    process: subprocess.Popen[str]

    def get(self, path: str, method: str = "GET", **headers: str) -> Page:
        address = urlsplit(self.url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
        try:
            connection.request(method, quote(path, safe="/?=&%+"), headers=headers)
            answer = connection.getresponse()
            return Page(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def end(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Ask it to end; its exit code, and what it said on stderr."""
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said


@contextmanager
def browsing(archive: Path, *options: str) -> Iterator[Browsed]:
    """`gongkai browse` in a process of its own, on a free port."""
    command = [sys.executable, "-m", "gongkai", "--archive", str(archive), "browse", "--port", "0", *options]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            if not url:
                pytest.fail(f"the server does not start: {process.communicate(timeout=30)[1]}")
            yield Browsed(url, process)
        finally:
            if process.poll() is None:
                process.kill()
