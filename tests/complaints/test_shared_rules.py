"""The life of a complaint against its vectors, which anybody else who judges it answers to as well."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from heating.accounts.rules import PERMISSIONS, Permission, Role, permissions_of
from heating.complaints import rules
from heating.complaints.residents import tracking
from heating.complaints.rules import Status
from heating.complaints.steps import replies
from heating.complaints.steps.replies import Reply
from heating.complaints.steps.table import STEPS, Facts, Step, Stepper, allowed, refusal
from heating.complaints.visits.rules import MOVES, VisitState, VisitVerb, completion_faults


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


class Signed(msgspec.Struct):
    name: str
    resident: bool | None
    visitor: bool
    reason: str
    expect: list[str]


class Vectors(msgspec.Struct):
    people: Mapping[str, Person]
    complaints: Mapping[str, Facts]
    refusals: list[Refused]
    moves: Mapping[Step, Mapping[Status, Status]]
    handlers: list[Role]
    visit_moves: Mapping[VisitVerb, Mapping[VisitState, VisitState]]
    completions: list[Signed]
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
NOON = datetime(2026, 11, 1, 4, tzinfo=UTC)


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


def test_it_is_handled_by_whoever_may() -> None:
    assert set(VECTORS.handlers) == PERMISSIONS[Permission.COMPLAINTS_HANDLE]


def test_visits_lead_where_the_table_says() -> None:
    with_keys = {VisitVerb.HAND_OVER_KEY, VisitVerb.RETURN_KEY}
    assert {verb: dict(moves) for verb, moves in MOVES.items() if verb not in with_keys} == VECTORS.visit_moves


@pytest.mark.parametrize("case", VECTORS.completions, ids=lambda case: case.name)
def test_a_visit_is_signed_by_both_or_says_why_not(case: Signed) -> None:
    found = completion_faults(
        resident_signed=case.resident,
        visitor_signed=case.visitor,
        unsigned_reason=case.reason,
        measured_at=None,
        now=NOON,
    )
    assert [error.pointer for error in found] == case.expect


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
