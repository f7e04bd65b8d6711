"""Making derived payloads: several programs at a time, one writer, each result kept as soon as it is there."""

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from archive.derived import bounded, making
from archive.derived.bounded import ProgramFailed
from archive.derived.making import Waiting
from archive.derived.recipes import Made, Recipe
from archive.raw import payloads
from archive.store import Archive

Progress = Callable[[int, int, str], None]  # done, total, what


@dataclass(frozen=True, slots=True)
class Plan:
    """What a recipe waits for. `missing`: its program is not installed, and what to do; None: it is."""

    recipe: str
    tool: str
    tool_version: str | None
    missing: str | None
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    waiting: Waiting
    why: str


@dataclass(slots=True)
class DeriveSummary:
    """What was made. `documents`: new documents, to be read; `missing`: why something that waits was not tried."""

    made: int = 0
    documents: int = 0
    failed: list[Failed] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    seconds: float = 0.0


def plan(archive: Archive, recipes: Iterable[Recipe], *, again: bool = False) -> list[Plan]:
    """What `derive` would do; `again`: also what was done before with the same versions and settings."""
    return [
        Plan(
            recipe.name,
            recipe.tool,
            recipe.version,
            recipe.missing if recipe.version is None else None,
            tuple(making.waiting(archive, recipe, again=again)),
        )
        for recipe in recipes
    ]


def derive(
    archive: Archive,
    recipes: Sequence[Recipe],
    workers: int = 1,
    progress: Progress | None = None,
    *,
    again: bool = False,
) -> DeriveSummary:
    """Make what waits, and a document of each payload made; a failure is kept too, and not tried again unless asked.

    Whatever ends it, what was made by then is kept.
    """
    began = time.monotonic()
    summary = DeriveSummary()
    by_name = {recipe.name: recipe for recipe in recipes}
    todo: list[Waiting] = []
    for planned in plan(archive, recipes, again=again):
        if planned.missing is None:
            todo += planned.waiting
        elif planned.waiting:
            summary.missing.append(f"{len(planned.waiting)} payloads wait: {planned.missing}")
    for done, (waiting, made, failure) in enumerate(_made(archive, todo, by_name, workers), start=1):
        with archive.write() as conn:
            making.keep(conn, waiting.sha256, by_name[waiting.recipe], made, failure)
            summary.documents += making.link(conn)
        if failure is not None:
            summary.failed.append(Failed(waiting, failure))
        summary.made += made is not None
        if progress is not None:
            progress(done, len(todo), waiting.recipe)
    summary.seconds = time.monotonic() - began
    return summary


_Outcome = tuple[Waiting, Made | None, str | None]


def _made(archive: Archive, todo: Iterable[Waiting], recipes: dict[str, Recipe], workers: int) -> Iterator[_Outcome]:
    """What became of each payload, in order; at most `workers` programs run at a time."""
    threads = max(1, (os.cpu_count() or 1) // workers)
    rest = iter(todo)
    executor = ThreadPoolExecutor(workers)

    def submit(waiting: Waiting) -> "Future[_Outcome]":
        try:
            payload = payloads.get(archive.connection, waiting.sha256)
        except (payloads.PayloadDamaged, payloads.PayloadMissing) as error:
            lost: Future[_Outcome] = Future()
            lost.set_result((waiting, None, str(error)))
            return lost
        return executor.submit(_make, waiting, payload, recipes[waiting.recipe], threads)

    running = deque(map(submit, islice(rest, workers)))
    try:
        while running:
            yield running.popleft().result()
            running.extend(map(submit, islice(rest, 1)))
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        bounded.end_all()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _make(waiting: Waiting, payload: bytes, recipe: Recipe, threads: int) -> _Outcome:
    try:
        return waiting, recipe.make(payload, waiting.kind, threads), None
    except ProgramFailed as error:
        return waiting, None, f"{recipe.tool} made nothing of it: {error}"
