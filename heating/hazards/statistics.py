"""How well hazards are reported and put right, by person or unit. Every rate stands beside its counts: 99.95 % of 4165
are two that were refused, and it matters which."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Literal, NamedTuple, TypeVar
from uuid import UUID

import msgspec

from heating.lib import areas

By = Literal["person", "unit", "company"]
Measure = Literal[
    "reported",
    "valid",
    "refused",
    "rectified",
    "sent_back",
    "due",
    "on_time",
    "due_same_day",
    "same_day",
    "closed",
    "again",
    "verified",
    "census",
]
Subject = TypeVar("Subject", bound=Hashable)


class Fact(NamedTuple):
    """So many of something that a person, then in a unit, has done."""

    person: UUID
    unit: str
    measure: Measure
    times: int


class Ratio(msgspec.Struct, frozen=True):
    """`percent` with two decimals; null of nothing."""

    count: int
    of: int
    percent: float | None


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """`valid` 有效上报率: of the reports that were decided on. `rework` 返工率: sent back, of the repairs reported
    done. `on_time` 按期整改率: of those whose time to rectify ended, rectified or not, but for weak links. `same_day`
    立行立改: minor ones gone by 24:00 or fixed on the spot, of those that had to be. `repeat` 复发率: found again
    within a year, of those closed. Reports, verifications and the census (things labelled) are three kinds of work
    and counted apart."""

    reported: int
    undecided: int
    refused: int
    valid: Ratio
    rectified: int
    rework: Ratio
    on_time: Ratio
    same_day: Ratio
    repeat: Ratio
    verified: int
    census: int


def ratio(count: int, of: int) -> Ratio:
    return Ratio(count, of, round(100 * count / of, 2) if of else None)


def figures(counts: Mapping[Measure, int]) -> Figures:
    """From a counter: what is missing is none."""
    decided = counts["valid"] + counts["refused"]
    return Figures(
        reported=counts["reported"],
        undecided=counts["reported"] - decided,
        refused=counts["refused"],
        valid=ratio(counts["valid"], decided),
        rectified=counts["rectified"],
        rework=ratio(counts["sent_back"], counts["rectified"]),
        on_time=ratio(counts["on_time"], counts["due"]),
        same_day=ratio(counts["same_day"], counts["due_same_day"]),
        repeat=ratio(counts["again"], counts["closed"]),
        verified=counts["verified"],
        census=counts["census"],
    )


def by_person(facts: Iterable[Fact]) -> dict[UUID, Figures]:
    return _summed((fact.person, fact) for fact in facts)


def by_unit(facts: Iterable[Fact]) -> dict[str, Figures]:
    return _summed((fact.unit, fact) for fact in facts)


def by_company(facts: Iterable[Fact]) -> dict[str, Figures]:
    """The second level of the tree: companies, and the offices of districts."""
    return _summed(("".join(areas.ancestors(fact.unit)[:2][-1:]), fact) for fact in facts)


def total(facts: Iterable[Fact]) -> Figures:
    return _summed((0, fact) for fact in facts).get(0) or figures(Counter())


def _summed(pairs: Iterable[tuple[Subject, Fact]]) -> dict[Subject, Figures]:
    counts: dict[Subject, Counter[Measure]] = {}
    for subject, fact in pairs:
        counts.setdefault(subject, Counter())[fact.measure] += fact.times
    return {subject: figures(counter) for subject, counter in counts.items()}
