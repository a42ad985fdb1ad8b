"""The life of a complaint against its vectors, which anybody else who judges it answers to as well."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from heating.accounts.rules import Role, permissions_of
from heating.complaints import rules
from heating.complaints.residents import tracking
from heating.complaints.rules import Status
from heating.complaints.steps import replies
from heating.complaints.steps.replies import Reply
from heating.complaints.steps.table import STEPS, Facts, Step, Stepper, allowed, refusal


class Person(msgspec.Struct):
    id: UUID
    role: Role
    organization: str

    @property
    def stepper(self) -> Stepper:
        return Stepper(
            id=self.id, role=self.role, organization=self.organization, permissions=permissions_of(self.role)
        )


class Refused(msgspec.Struct):
    name: str
    complaint: str
    step: Step
    person: str
    expect: str | None


class Judged(msgspec.Struct):
    name: str
    reply: Reply
    proven: bool
    expect: list[tuple[str, str]]


class Vectors(msgspec.Struct):
    people: Mapping[str, Person]
    complaints: Mapping[str, Facts]
    refusals: list[Refused]
    moves: Mapping[Step, Mapping[Status, Status]]
    numbers: list[tuple[date, int, str]]
    home_keys: list[tuple[str | None, str, str, str | None]]
    addresses: list[tuple[str, str, str, str]]
    tracking_codes: list[tuple[str, str | None]]
    replies: list[Judged]


def _partial(document: Any) -> Any:
    for facts in document["complaints"].values():
        facts.setdefault("officer", None)
    return document


VECTORS = msgspec.convert(
    _partial(msgspec.json.decode((Path(__file__).parents[1] / "shared_rules" / "complaints.json").read_bytes())),
    Vectors,
)
TODAY = date(2026, 11, 1)


@pytest.mark.parametrize("case", VECTORS.refusals, ids=lambda case: case.name)
def test_it_refuses_what_the_table_refuses(case: Refused) -> None:
    person = VECTORS.people[case.person].stepper
    assert refusal(VECTORS.complaints[case.complaint], case.step, person) == case.expect
    assert (case.step in allowed(VECTORS.complaints[case.complaint], person)) is (case.expect is None)


def test_every_step_leads_where_the_table_says() -> None:
    told = {Step.MERGE, Step.SPLIT}
    assert {step: dict(one.moves) for step, one in STEPS.items() if step not in told} == VECTORS.moves


def test_every_step_is_refused_and_allowed_somewhere() -> None:
    for step in VECTORS.moves:
        cases = [case for case in VECTORS.refusals if case.step is step]
        assert {case.expect is None for case in cases} == {True, False}, step


@pytest.mark.parametrize(("day", "count", "expect"), VECTORS.numbers)
def test_it_numbers_by_the_day(day: date, count: int, expect: str) -> None:
    assert rules.number(day, count) == expect


@pytest.mark.parametrize(("building", "unit", "room", "expect"), VECTORS.home_keys)
def test_one_home_is_one_however_it_is_written(building: str | None, unit: str, room: str, expect: str | None) -> None:
    assert rules.home_key(building, unit, room) == expect


@pytest.mark.parametrize(("building", "unit", "room", "expect"), VECTORS.addresses)
def test_it_writes_addresses_as_people_do(building: str, unit: str, room: str, expect: str) -> None:
    assert rules.address(building, unit, room) == expect


@pytest.mark.parametrize(("typed", "expect"), VECTORS.tracking_codes)
def test_it_reads_a_code_however_it_is_typed(typed: str, expect: str | None) -> None:
    assert tracking.normal(typed) == expect


@pytest.mark.parametrize("case", VECTORS.replies, ids=lambda case: case.name)
def test_a_reply_says_what_it_must(case: Judged) -> None:
    found = [(error.pointer, error.code) for error in replies.faults(case.reply, TODAY, proven=case.proven)]
    assert found == case.expect
