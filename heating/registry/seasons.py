"""A heating season and the gates a site passes before it, each with the day by which it should be passed."""

from datetime import date, timedelta
from typing import Literal, get_args
from uuid import UUID

import msgspec

from heating.lib.problems import FieldError
from heating.lib.wording import Text

Gate = Literal["inspected", "hazards_planned", "filled", "cold_run", "hot_run", "at_temperature"]
GATES: tuple[Gate, ...] = get_args(Gate)

_OUT_OF_ORDER = Text("早于上一节点", "comes before the gate before it")
_ENDS_FIRST = Text("结束日期早于开始日期", "is before the start")
_STARTS_FIRST = Text("准备期开始晚于供热开始", "is after the start of heating")
_TOO_LONG = Text("供热期超过一年", "makes the season longer than a year")
_LATE_GATE = Text("晚于供热期结束", "is after the end of the season")
_EARLY_GATE = Text("早于准备期开始", "is before preparation starts")


class Gates(msgspec.Struct, frozen=True):
    """The last day on which each gate is passed in time."""

    inspected: date
    hazards_planned: date
    filled: date
    cold_run: date
    hot_run: date
    at_temperature: date

    def due(self, gate: Gate) -> date:
        due: date = getattr(self, gate)
        return due


class SeasonPlan(msgspec.Struct, frozen=True):
    """`area` "" is the whole city; an area's own season goes before its city's."""

    name: str
    starts_on: date
    ends_on: date
    preparation_starts_on: date
    gates: Gates
    area: str = ""


class Season(SeasonPlan, frozen=True, kw_only=True):
    id: UUID
    version: int


def usual_plan(year: int) -> SeasonPlan:
    """Taiyuan's season 1 November to 31 March, and our proposed gates, for a season that starts in `year`."""
    return SeasonPlan(
        name=f"{year}–{year + 1}",
        starts_on=date(year, 11, 1),
        ends_on=date(year + 1, 3, 31),
        preparation_starts_on=date(year, 4, 1),
        gates=Gates(
            inspected=date(year, 9, 15),
            hazards_planned=date(year, 9, 20),
            filled=date(year, 9, 30),
            cold_run=date(year, 10, 23),
            hot_run=date(year, 10, 25),
            at_temperature=date(year, 11, 1),
        ),
    )


def season_errors(plan: SeasonPlan) -> list[FieldError]:
    errors = []
    if plan.ends_on <= plan.starts_on:
        errors.append(FieldError("/ends_on", "season.order", _ENDS_FIRST))
    if plan.ends_on - plan.starts_on > timedelta(days=366):
        errors.append(FieldError("/ends_on", "season.length", _TOO_LONG))
    if plan.preparation_starts_on > plan.starts_on:
        errors.append(FieldError("/preparation_starts_on", "season.order", _STARTS_FIRST))
    return errors + _gate_errors(plan)


def _gate_errors(plan: SeasonPlan) -> list[FieldError]:
    errors = []
    earliest, latest = plan.preparation_starts_on, plan.ends_on
    for gate in GATES:
        due = plan.gates.due(gate)
        if due < earliest:
            text = _EARLY_GATE if earliest == plan.preparation_starts_on else _OUT_OF_ORDER
            errors.append(FieldError(f"/gates/{gate}", "season.gate_order", text))
        elif due > latest:
            errors.append(FieldError(f"/gates/{gate}", "season.gate_late", _LATE_GATE))
        earliest = max(earliest, due)
    return errors


def season_on(day: date, seasons: list[Season], area: str = "") -> Season | None:
    """The season `day` belongs to, its preparation included; the narrowest area and then the latest start win.

    Between a season's end and the next preparation the one that comes next counts, else the last one.
    """
    here = [season for season in seasons if area.startswith(season.area)]
    running = [season for season in here if season.preparation_starts_on <= day <= season.ends_on]
    if running:
        return max(running, key=lambda season: (len(season.area), season.starts_on))
    coming = [season for season in here if season.preparation_starts_on > day]
    if coming:
        return min(coming, key=lambda season: (season.starts_on, -len(season.area)))
    return max(here, key=lambda season: (season.ends_on, len(season.area)), default=None)
