"""A scheduler in the foreground: it starts `gongkai crawl --due` in a process of its own each time.

The engine of a crawl starts once in a process, and a crawl that fails, or is killed, must not end the scheduler.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING

from gongkai.front import DONE, Failure, Front

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler
    from apscheduler.triggers.cron import CronTrigger

_PATIENCE = 180.0  # seconds that a crawl is given to end by itself
_MEANINGS = {
    0: "all is done",
    1: "something is missing",
    2: "wrong usage or input",
    3: "the archive is damaged or locked",
    4: "every portal refused",
}

logger = logging.getLogger("gongkai.schedule")


class _Child:
    """The crawl that is under way, if one is. A first stop asks it to end, a second makes it end at once."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.RLock()  # a second signal may come while the first is dealt with
        self._stopping = False

    def run(self) -> None:
        """Crawl once, and say in the log how it ended."""
        with self._lock:
            if self._stopping:
                return
            # A session of its own: Ctrl-C of the terminal is passed on by us, once, and not twice.
            self._process = subprocess.Popen(self._command, start_new_session=True)  # noqa: S603 - our own program
        logger.info("crawling what is due, process %s", self._process.pid)
        code = self._process.wait()
        level = logging.INFO if code == DONE else logging.WARNING
        logger.log(level, "the crawl ended with %s: %s", code, _MEANINGS.get(code, "it was ended from outside"))

    def stop(self) -> None:
        """Ask the crawl to stop, as Ctrl-C does; again: at once."""
        with self._lock:
            self._stopping = True
            if self._process is not None and self._process.poll() is None:
                self._process.send_signal(signal.SIGINT)

    def wait(self) -> None:
        """Until the crawl has ended; one that does not within three minutes is killed, and loses nothing committed."""
        if self._process is None:
            return
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            logger.warning("the crawl does not stop, and is killed; the next one goes on with it")
            self._process.kill()
            self._process.wait()


def keep_time(front: Front, command: list[str], every: str, hour: int, *, at_once: bool) -> int:
    """Crawl what is due whenever it is time, until Ctrl-C or SIGTERM; the exit code is 0 then.

    Raises Failure where APScheduler is not installed.
    """
    _log(front)
    quiet = ["--quiet"] if front.quiet else ["--verbose"] if front.verbose else []
    child = _Child([*command, *quiet])
    stopped = threading.Event()

    def stop(number: int, _frame: FrameType | None) -> None:
        logger.info("%s: stopping", signal.Signals(number).name)
        child.stop()
        stopped.set()

    scheduler = _scheduler(child, every, hour, at_once=at_once)
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        scheduler.start()
        job = scheduler.get_job("due")
        logger.info("process %s keeps time: next at %s", os.getpid(), job.next_run_time if job else "no time")
        stopped.wait()
        scheduler.remove_all_jobs()
        child.wait()
        scheduler.shutdown(wait=True)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return DONE


def _scheduler(child: _Child, every: str, hour: int, *, at_once: bool) -> "BackgroundScheduler":
    try:
        from apscheduler.schedulers.background import BackgroundScheduler
    except ImportError as error:
        raise Failure(
            'schedule run needs APScheduler: pip install "gongkai[schedule]"; or let cron or systemd do it, '
            "see `gongkai schedule print --help`"
        ) from error
    scheduler = BackgroundScheduler(
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}, executors=_ONE_THREAD
    )
    times = {"next_run_time": datetime.now().astimezone()} if at_once else {}
    scheduler.add_job(child.run, _trigger(every, hour), id="due", name="crawl what is due", **times)
    return scheduler


_ONE_THREAD = {"default": {"type": "threadpool", "max_workers": 1}}


def _trigger(every: str, hour: int) -> "CronTrigger":
    """The same times as those of `print cron`, in the machine's own time zone."""
    from apscheduler.triggers.cron import CronTrigger

    if every == "hour":
        return CronTrigger(minute=7)
    return CronTrigger(hour=hour, minute=7, **({"day_of_week": "mon"} if every == "week" else {}))


def _log(front: Front) -> None:
    """A scheduler says when it crawls also where nobody asked for --verbose: its log is all that is seen of it."""
    if not front.quiet:
        logger.setLevel(logging.INFO)
        for handler in logging.getLogger().handlers:
            handler.setLevel(min(handler.level, logging.INFO))
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
    sys.stdout.flush()
