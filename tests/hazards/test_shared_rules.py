"""The life of a hazard against the vectors that the phone's twin answers to as well."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from heating.accounts.rules import Permission, Role, permissions_of
from heating.checklists.document import Item, Limits
from heating.checklists.rules import Failing, limits_of
from heating.hazards import needs, rules
from heating.hazards.nearness import Point, distance_m, slack_s
from heating.hazards.plans import Plan, gaps
from heating.hazards.rules import Grade, Status
from heating.hazards.steps import STEPS, Facts, Step, Stepper, allowed, refusal
from heating.inspections.wording import hazard_title


class Refused(msgspec.Struct):
    name: str
    hazard: str
    step: Step
    person: str
    expect: str | None


class Allowed(msgspec.Struct):
    name: str
    hazard: str
    person: str
    expect: list[Step]


class Gaps(msgspec.Struct):
    name: str
    plan: Plan | None
    expect: list[str]


class Distance(msgspec.Struct):
    name: str
    one: dict[str, float]
    other: dict[str, float]
    expect: float


class Slack(msgspec.Struct):
    name: str
    remaining_s: float
    distance_m: float | None
    expect: float


class LaterDue(msgspec.Struct):
    name: str
    present: date | None
    due_on: date
    today: date
    expect: bool


class Joins(msgspec.Struct):
    name: str
    grade: Grade
    open: Grade
    expect: bool


class Title(msgspec.Struct):
    name: str
    item: Item
    reason: Any
    value: Any
    limits: dict[str, Limits]
    expect: list[str]


class Vectors(msgspec.Struct):
    people: dict[str, dict[str, Any]]
    hazards: dict[str, Facts]
    refusals: list[Refused]
    allowed: list[Allowed]
    plan_gaps: list[Gaps]
    distances: list[Distance]
    slack: list[Slack]
    later_due: list[LaterDue]
    joins: list[Joins]
    titles: list[Title]


VECTORS = msgspec.json.decode((Path(__file__).parents[1] / "shared_rules" / "hazards.json").read_bytes(), type=Vectors)


def person(name: str) -> Stepper:
    return msgspec.convert(VECTORS.people[name], Stepper)


def named(case: Any) -> str:
    return str(case.name)


@pytest.mark.parametrize("case", VECTORS.refusals, ids=named)
def test_who_may_take_which_step_when(case: Refused) -> None:
    assert refusal(VECTORS.hazards[case.hazard], case.step, person(case.person)) == case.expect


@pytest.mark.parametrize("case", VECTORS.allowed, ids=named)
def test_what_a_person_may_do(case: Allowed) -> None:
    assert allowed(VECTORS.hazards[case.hazard], person(case.person)) == case.expect


@pytest.mark.parametrize("case", VECTORS.plan_gaps, ids=named)
def test_what_a_plan_lacks(case: Gaps) -> None:
    assert gaps(case.plan) == case.expect


@pytest.mark.parametrize("case", VECTORS.distances, ids=named)
def test_how_far_it_is(case: Distance) -> None:
    assert distance_m(Point(**case.one), Point(**case.other)) == pytest.approx(case.expect, abs=0.01)


@pytest.mark.parametrize("case", VECTORS.slack, ids=named)
def test_how_much_time_is_left_on_arrival(case: Slack) -> None:
    assert slack_s(case.remaining_s, case.distance_m) == pytest.approx(case.expect)


@pytest.mark.parametrize("case", VECTORS.later_due, ids=named)
def test_which_later_day_may_be_asked_for(case: LaterDue) -> None:
    assert (not list(needs.later_due(case.due_on, case.present, case.today))) == case.expect


@pytest.mark.parametrize("case", VECTORS.joins, ids=named)
def test_what_failed_again_belongs_to_the_open_hazard(case: Joins) -> None:
    assert rules.joins(case.grade, case.open) == case.expect


@pytest.mark.parametrize("case", VECTORS.titles, ids=named)
def test_what_a_hazard_is_called_that_an_answer_raises(case: Title) -> None:
    value = tuple(case.value) if isinstance(case.value, list) else case.value
    failing = Failing(case.item.key, "general", case.reason, value)
    title = hazard_title(case.item, failing, limits_of(case.item, case.limits))
    assert [title.zh, title.en] == case.expect


@pytest.mark.parametrize("name", VECTORS.people)
def test_the_people_of_the_vectors_may_what_the_matrix_says(name: str) -> None:
    of_hazards = {
        permission
        for permission in permissions_of(Role(VECTORS.people[name]["role"]))
        if permission.startswith("hazards.")
    }
    assert person(name).permissions == sorted(of_hazards)


def test_every_step_is_tried_in_every_status() -> None:
    tried = {(case.step, VECTORS.hazards[case.hazard].status) for case in VECTORS.refusals}
    assert tried == {(step, status) for step in STEPS for status in Status}


def test_every_permission_of_the_table_is_one_of_hazards() -> None:
    assert {transition.needs for transition in STEPS.values()} <= {p for p in Permission if p.startswith("hazards.")}
