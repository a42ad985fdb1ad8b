"""How figures are printed: what was measured, its baseline from the same run, the ratio, the target."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    name: str
    value: float
    unit: str
    baseline: float
    baseline_name: str
    target: str
    met: bool

    @property
    def ratio(self) -> float:
        return self.value / self.baseline if self.baseline else float("nan")

    def line(self) -> str:
        mark = "ok  " if self.met else "MISS"
        measured = f"{_number(self.value)} {self.unit}"
        baseline = f"{_number(self.baseline)} {self.unit} ({self.baseline_name})"
        return f"{mark} {self.name:<58} {measured:>16}  | {baseline:<52} | x{self.ratio:.2f}  target {self.target}"


def at_least(least: float) -> Callable[[float], bool]:
    return lambda value: value >= least


def at_most(most: float) -> Callable[[float], bool]:
    return lambda value: value <= most


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}"
