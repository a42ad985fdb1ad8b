from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from heating.deadlines.rules import (
    Amount,
    Outcome,
    State,
    Unit,
    amount_faults,
    in_order,
    is_overdue,
    outcome_at,
    remaining,
    state,
    tightest,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    name: str = "rectify"
    due_at: datetime = NOON
    paused_until: datetime | None = None
    ended_at: datetime | None = None
    outcome: Outcome = Outcome.OPEN


@pytest.mark.parametrize("amount", [Amount(0, Unit.HOURS), Amount(0, Unit.WORKING_DAYS), Amount(1, Unit.SAME_DAY)])
def test_it_refuses_an_amount_that_says_nothing(amount: Amount) -> None:
    assert [fault.pointer for fault in amount_faults(amount, "/amount")] == ["/amount/n"]


def test_it_takes_any_other_amount() -> None:
    assert list(amount_faults(Amount(0, Unit.SAME_DAY), "")) == []
    assert [list(amount_faults(Amount(1, unit), "")) for unit in Unit if unit is not Unit.SAME_DAY] == [[]] * 6


def test_only_urgent_hours_are_urgent() -> None:
    assert [unit for unit in Unit if Amount(1, unit).is_urgent] == [Unit.URGENT_HOURS]


def test_the_moment_it_is_due_is_still_in_time() -> None:
    clock = Clock()
    assert not is_overdue(clock, NOON)
    assert is_overdue(clock, NOON + timedelta(microseconds=1))
    assert outcome_at(NOON, NOON) is Outcome.MET
    assert outcome_at(NOON, NOON + timedelta(microseconds=1)) is Outcome.LATE


def test_what_has_ended_is_not_overdue() -> None:
    late = Clock(ended_at=NOON + HOUR, outcome=Outcome.LATE)
    assert not is_overdue(late, NOON + 5 * HOUR)
    assert state(late, NOON) is State.LATE


def test_it_stands_still_up_to_the_end_of_its_pause() -> None:
    clock = Clock(due_at=NOON + 3 * HOUR, paused_until=NOON)
    assert state(clock, NOON - HOUR) is State.PAUSED
    assert state(clock, NOON) is State.RUNNING
    assert remaining(clock, NOON - HOUR) == remaining(clock, NOON) == 3 * HOUR
    assert remaining(clock, NOON + HOUR) == 2 * HOUR


def test_the_time_that_was_left_stays_after_the_end() -> None:
    assert remaining(Clock(ended_at=NOON - HOUR, outcome=Outcome.MET), NOON + 9 * HOUR) == HOUR
    assert remaining(Clock(), NOON + HOUR) == -HOUR


def test_nothing_is_tightest_when_all_have_ended() -> None:
    assert tightest([Clock(ended_at=NOON, outcome=Outcome.CANCELLED)]) is None
    assert tightest([]) is None


def test_the_tightest_is_the_open_one_that_is_due_first() -> None:
    done = Clock(name="confirm", due_at=NOON - 9 * HOUR, ended_at=NOON - 10 * HOUR, outcome=Outcome.MET)
    earlier = Clock(name="confirm", due_at=NOON - 30 * HOUR, ended_at=NOON - 40 * HOUR, outcome=Outcome.MET)
    plan, rectify = Clock(name="plan", due_at=NOON + HOUR), Clock(due_at=NOON + 2 * HOUR)
    assert tightest([rectify, done, plan]) is plan
    assert in_order([earlier, rectify, done, plan]) == [plan, rectify, done, earlier]


def test_clocks_that_are_due_together_are_ordered_by_name() -> None:
    assert tightest([Clock(name="rectify"), Clock(name="plan")]) == Clock(name="plan")
