"""Crawls in processes of their own, for the engine below the crawler starts once in a process."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from crawler.keeping.link import KeeperDied
from crawler.registry import Portal
from crawler.run import CrawlOptions, CrawlSummary

CHECKOUT = Path(__file__).resolve().parents[2]
_CRAWL = """
import pickle, sys
import crawler.settings
from crawler.run import crawl
if __name__ == "__main__":
    archive, portals, options, settings = pickle.load(sys.stdin.buffer)
    vars(crawler.settings).update(settings)
    try:
        result = crawl(archive, portals, options)
    except Exception as error:
        result = error
    sys.stdout.buffer.write(pickle.dumps(result))
"""


class CrawlProcess:
    """A crawl under way in a process of its own. `settings` overrule those of the crawler, for what would take long."""

    def __init__(
        self, archive: Path, portals: list[Portal], options: CrawlOptions, settings: Mapping[str, object] | None = None
    ) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _CRAWL],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self.process.stdin
        self.process.stdin.write(pickle.dumps((archive, portals, options, dict(settings or {}))))
        self.process.stdin.close()
        self.process.stdin = None

    def interrupt(self) -> None:
        self.process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(10)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream
            stream.close()

    @property
    def keeper(self) -> int | None:
        """The number of the keeper's process, the one child of that which asks; None where it has ended."""
        pid = self.process.pid
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        except OSError:
            return None
        return int(children[0]) if children else None

    def kill_keeper(self) -> bool:
        """Kill it, and wait for the end of the process that asks; False where the crawl ended before."""
        if (keeper := self.keeper) is not None:
            with suppress(ProcessLookupError):
                os.kill(keeper, signal.SIGKILL)
        try:
            self.result()
        except KeeperDied:
            return True
        return False

    def result(self, timeout: float = 60, *, quiet: bool = True) -> CrawlSummary:
        """The summary; raises what the crawl raised. `quiet`: nothing in the log may be an error of ours."""
        out, err = self.process.communicate(timeout=timeout)
        assert out, err.decode(errors="replace")
        result = pickle.loads(out)
        if isinstance(result, Exception):
            raise result
        assert isinstance(result, CrawlSummary)
        assert not quiet or b"Traceback" not in err, err.decode(errors="replace")
        return result
