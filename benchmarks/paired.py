"""Paired timing: all contestants take turns on the same input, so a slow moment of the machine hits all of them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Timing:
    """CPU seconds a call took in each round, by contestant; rounds are in the same order for all."""

    rounds: dict[str, list[float]]

    def milliseconds(self, name: str) -> float:
        return 1000 * median(self.rounds[name])

    def ratio(self, name: str, to: str) -> tuple[float, float, float]:
        """Median, lowest and highest of the ratio within each round."""
        ratios = [a / b for a, b in zip(self.rounds[name], self.rounds[to], strict=True)]
        return median(ratios), min(ratios), max(ratios)


def take_turns(contestants: dict[str, Callable[[], object]], rounds: int = 15, seconds: float = 0.05) -> Timing:
    """Time every contestant in every round, each called often enough to take about `seconds`."""
    calls = {name: _calls_for(call, seconds) for name, call in contestants.items()}
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds):
        names = list(contestants)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            start = time.process_time()
            for _ in range(calls[name]):
                contestants[name]()
            taken[name].append((time.process_time() - start) / calls[name])
    return Timing(taken)


def _calls_for(call: Callable[[], object], seconds: float) -> int:
    call()  # the first call fills caches
    start = time.process_time()
    call()
    return max(1, round(seconds / (time.process_time() - start)))
