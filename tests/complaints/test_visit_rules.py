"""Appointments, keys, signatures."""

from datetime import UTC, datetime, timedelta

import pytest

from heating.complaints.visits.rules import MOVES, VisitState, VisitVerb, completion_faults, key_faults, slot_faults

NOW = datetime(2026, 11, 1, 14, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("starts", "ends", "wrong"),
    [
        (HOUR, 2 * HOUR, set()),
        (-HOUR, HOUR, set()),
        (2 * HOUR, 2 * HOUR, {("/ends_at", "order")}),
        (HOUR, 9 * HOUR + timedelta(seconds=1), {("/ends_at", "long")}),
        (HOUR, 9 * HOUR, set()),
        (-3 * HOUR, timedelta(0), {("/ends_at", "past")}),
        (60 * DAY, 60 * DAY + HOUR, set()),
        (61 * DAY, 61 * DAY + HOUR, {("/starts_at", "far")}),
    ],
)
def test_an_appointment_is_a_time_to_come(starts: timedelta, ends: timedelta, wrong: set[tuple[str, str]]) -> None:
    assert {(fault.pointer, fault.code) for fault in slot_faults(NOW + starts, NOW + ends, NOW)} == wrong


@pytest.mark.parametrize(
    ("lasts", "wrong"),
    [(30 * DAY, set()), (31 * DAY, {("/until_at", "long")}), (timedelta(0), {("/until_at", "order")})],
)
def test_a_key_is_lent_for_a_time(lasts: timedelta, wrong: set[tuple[str, str]]) -> None:
    assert {(fault.pointer, fault.code) for fault in key_faults(NOW, NOW + lasts)} == wrong


@pytest.mark.parametrize(
    ("resident", "visitor", "reason", "measured", "wrong"),
    [
        (True, True, "", NOW, set()),
        (None, True, "拒签", NOW, set()),
        (None, True, " ", None, {("/unsigned_reason", "missing")}),
        (True, True, "拒签", NOW, {("/unsigned_reason", "unexpected")}),
        (False, True, "", NOW, {("/resident_signature", "incomplete")}),
        (True, False, "", NOW + HOUR, {("/visitor_signature", "incomplete"), ("/measurement/measured_at", "future")}),
    ],
)
def test_both_sign(
    resident: bool | None, visitor: bool, reason: str, measured: datetime | None, wrong: set[tuple[str, str]]
) -> None:
    found = completion_faults(
        resident_signed=resident, visitor_signed=visitor, unsigned_reason=reason, measured_at=measured, now=NOW
    )
    assert {(fault.pointer, fault.code) for fault in found} == wrong


def test_what_is_over_stays_over_but_for_its_key() -> None:
    over = (VisitState.DONE, VisitState.CANCELLED)
    assert {verb for verb in VisitVerb if any(state in MOVES[verb] for state in over)} == {VisitVerb.RETURN_KEY}
    assert all(MOVES[VisitVerb.RETURN_KEY][state] is state for state in VisitState)
