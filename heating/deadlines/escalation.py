"""Who hears of a clock, step by step: a warning before it is due, the responsible person when it is, then ever higher.

A step whose roles nobody fills adds no delay: the next one follows at once.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta

from heating.lib.problems import FieldError
from heating.lib.wording import Text

WARNING: Final = -1
"""The number of the step before step 0, which is taken when the clock is due."""


class StepRole(StrEnum):
    RESPONSIBLE = "responsible"
    VERIFIER = "verifier"
    SAFETY_OFFICER = "safety_officer"
    DUTY_OFFICER = "duty_officer"
    LEADER_IN_CHARGE = "leader_in_charge"
    COMPANY_MANAGER = "company_manager"
    DISTRICT_OFFICER = "district_officer"
    CITY_LEADER = "city_leader"


Roles = Annotated[tuple[StepRole, ...], Meta(max_length=len(StepRole))]
Minutes = Annotated[int, Meta(ge=0, le=60 * 24 * 365)]


class Step(msgspec.Struct, frozen=True):
    """Who hears of it, and how long the next step waits for what they do."""

    roles: Roles
    delay_minutes: Minutes = 0


class Ladder(msgspec.Struct, frozen=True, kw_only=True):
    """The warning is never earlier than half of the clock's time; none without `warn_before_minutes`."""

    key: str
    name: Text
    warn_before_minutes: Minutes | None
    warn: Roles
    steps: tuple[Step, ...]


class Plan(NamedTuple):
    """The step to take next, and when to look; nothing to do any more when that is None."""

    step: int
    look_after: datetime | None


NO_PLAN = Plan(WARNING, None)


def first_plan(ladder: Ladder | None, started_at: datetime, due_at: datetime, not_before: datetime) -> Plan:
    """For a clock that is not due yet. `not_before`: nobody is warned during a pause."""
    if ladder is None:
        return NO_PLAN
    if ladder.warn_before_minutes is None or not ladder.warn:
        return Plan(0, due_at)
    before = min(timedelta(minutes=ladder.warn_before_minutes), (due_at - started_at) / 2)
    return Plan(WARNING, max(due_at - before, not_before))


def next_plan(ladder: Ladder, plan: Plan, due_at: datetime, *, reached: bool) -> Plan:
    """After `plan` was carried out; `reached`: did anybody hear of it?"""
    if plan.step == WARNING:
        return Plan(0, due_at)
    following = plan.step + 1
    if following >= len(ladder.steps) or plan.look_after is None:
        return Plan(following, None)
    delay = timedelta(minutes=ladder.steps[plan.step].delay_minutes)
    return Plan(following, plan.look_after + delay if reached else plan.look_after)


def moved_plan(
    ladder: Ladder | None, plan: Plan, started_at: datetime, due_at: datetime, *, now: datetime, not_before: datetime
) -> Plan:
    """When the due time has changed. What has been said of a time that is still past is not said again."""
    if due_at >= now or ladder is None:
        return first_plan(ladder, started_at, due_at, not_before)
    return plan if plan.step > 0 else Plan(0, due_at)


def roles_at(ladder: Ladder, step: int) -> Sequence[StepRole]:
    if step == WARNING:
        return ladder.warn
    return ladder.steps[step].roles if step < len(ladder.steps) else ()


def ladder_faults(steps: Sequence[Step]) -> Iterator[FieldError]:
    if not steps:
        yield FieldError("/steps", "required", Text("至少要有一级。", "At least one step is needed."))
    for index, step in enumerate(steps):
        if not step.roles:
            yield FieldError(f"/steps/{index}/roles", "required", Text("须指明通知谁。", "Say who is to hear of it."))
