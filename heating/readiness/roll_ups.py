"""Sums over many sites by company, district and kind. One query over `site_readiness`, whatever the inspections."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import add

import msgspec

from heating import storage
from heating.readiness.facts import Gate
from heating.readiness.rules import Score, State, Status
from heating.readiness.schemas import Explained, GateCount, Numbers

_COUNTED = (
    "households", "assets", "inspected", "open_hazards", "open_major", "weak_links",
    "on_time_met", "on_time_of", "quality_met", "quality_of", "safety_met", "safety_of",
)  # fmt: skip
OVERRIDDEN = (
    f"(state = '{State.READY}' AND (open_major > 0 OR hazards_planned_gate NOT IN ('{Status.PASSED}',"
    f" '{Status.NOT_NEEDED}')))"
)
"""Ready in spite of hazards that are in the way: by an override alone."""
_SCORES = ("on_time", "quality", "safety")
_SUMS = {
    "sites": "count(*)",
    **{state.value: f"sum(CASE WHEN state = '{state}' THEN 1 ELSE 0 END)" for state in State},
    "overridden": f"sum(CASE WHEN {OVERRIDDEN} THEN 1 ELSE 0 END)",
    **{name: f"sum({name})" for name in _COUNTED},
    **{f"{gate}_met": f"sum(CASE WHEN {gate}_gate = '{Status.PASSED}' THEN 1 ELSE 0 END)" for gate in Gate},
    **{f"{gate}_of": f"sum(CASE WHEN {gate}_gate <> '{Status.NOT_NEEDED}' THEN 1 ELSE 0 END)" for gate in Gate},
}
_SELECT = ", ".join(f"{sum} AS {name}" for name, sum in _SUMS.items())


class Cell(msgspec.Struct, frozen=True):
    """The sums of one company's sites of one kind in one district."""

    company: str
    district: str
    kind: str
    sums: tuple[int, ...]


async def cells(condition: str, params: Sequence[object]) -> list[Cell]:
    rows = await storage.fetch(
        f"SELECT company_path, district_path, kind, {_SELECT} FROM site_readiness WHERE {condition}"
        " GROUP BY company_path, district_path, kind",
        params,
    )
    return [
        Cell(row["company_path"], row["district_path"], row["kind"], tuple(int(row[name]) for name in _SUMS))
        for row in rows
    ]


def grouped(found: Iterable[Cell], key: Callable[[Cell], str]) -> dict[str, dict[str, int]]:
    groups: dict[str, list[Cell]] = {}
    for cell in found:
        groups.setdefault(key(cell), []).append(cell)
    return {name: totalled(members) for name, members in sorted(groups.items())}


def totalled(found: Iterable[Cell]) -> dict[str, int]:
    """By name of the sum; all 0 without cells."""
    columns = zip(*(cell.sums for cell in found), strict=True)
    return dict.fromkeys(_SUMS, 0) | {name: reduce(add, column) for name, column in zip(_SUMS, columns, strict=False)}


def numbers(sums: dict[str, int]) -> Numbers:
    on_time, quality, safety = (Score(sums[f"{name}_met"], sums[f"{name}_of"]) for name in _SCORES)
    counts = {name: sums[name] for name in ("sites", *(state.value for state in State), "overridden", *_COUNTED[:6])}
    return Numbers(
        on_time=on_time.percent,
        quality=quality.percent,
        safety=safety.percent,
        explained=Explained(on_time, quality, safety),
        gates=[GateCount(gate, sums[f"{gate}_met"], sums[f"{gate}_of"]) for gate in Gate],
        **counts,
    )
