from datetime import UTC, datetime, timedelta

from heating.deadlines.catalogue import ladders
from heating.deadlines.escalation import (
    NO_PLAN,
    WARNING,
    Ladder,
    Plan,
    Step,
    StepRole,
    first_plan,
    ladder_faults,
    moved_plan,
    next_plan,
    roles_at,
)
from heating.lib.wording import Text

START, HOUR = datetime(2026, 11, 20, 8, tzinfo=UTC), timedelta(hours=1)
DUE = START + 8 * HOUR
RESPONSIBLE, MANAGER, LEADER = StepRole.RESPONSIBLE, StepRole.COMPANY_MANAGER, StepRole.CITY_LEADER


def a_ladder(warn_before: int | None = 60) -> Ladder:
    steps = (Step((RESPONSIBLE,), 30), Step((MANAGER,), 60), Step((LEADER,)))
    return Ladder(key="l", name=Text("", ""), warn_before_minutes=warn_before, warn=(RESPONSIBLE,), steps=steps)


def test_it_refuses_a_ladder_without_steps_and_a_step_without_anybody() -> None:
    assert [fault.pointer for fault in ladder_faults([])] == ["/steps"]
    assert [fault.pointer for fault in ladder_faults([Step((MANAGER,)), Step(())])] == ["/steps/1/roles"]


def test_the_built_in_ladders_are_in_order_and_end_at_the_top() -> None:
    for ladder in ladders().values():
        assert list(ladder_faults(ladder.steps)) == []
        assert ladder.steps[-1].roles == (LEADER,)
        assert all(step.delay_minutes > 0 for step in ladder.steps[:-1])


def test_without_a_ladder_nothing_is_ever_to_do() -> None:
    assert first_plan(None, START, DUE, START) == NO_PLAN
    assert moved_plan(None, NO_PLAN, START, DUE, now=START, not_before=START) == NO_PLAN


def test_it_warns_first() -> None:
    assert first_plan(a_ladder(), START, DUE, START) == Plan(WARNING, DUE - HOUR)


def test_it_warns_no_earlier_than_halfway() -> None:
    assert first_plan(a_ladder(24 * 60), START, DUE, START) == Plan(WARNING, START + 4 * HOUR)


def test_it_does_not_warn_during_a_pause() -> None:
    assert first_plan(a_ladder(), START, DUE, DUE - HOUR / 2) == Plan(WARNING, DUE - HOUR / 2)


def test_a_ladder_may_have_no_warning() -> None:
    assert first_plan(a_ladder(None), START, DUE, START) == Plan(0, DUE)


def test_each_step_waits_for_the_one_before() -> None:
    plan = first_plan(a_ladder(), START, DUE, START)
    plans = []
    while plan.look_after is not None:
        plan = next_plan(a_ladder(), plan, DUE, reached=True)
        plans.append(plan)
    assert plans == [Plan(0, DUE), Plan(1, DUE + HOUR / 2), Plan(2, DUE + 1.5 * HOUR), Plan(3, None)]


def test_an_empty_step_adds_no_delay() -> None:
    assert next_plan(a_ladder(), Plan(0, DUE), DUE, reached=False) == Plan(1, DUE)
    assert next_plan(a_ladder(), Plan(1, DUE), DUE, reached=False) == Plan(2, DUE)


def test_an_empty_warning_still_waits_until_it_is_due() -> None:
    assert next_plan(a_ladder(), Plan(WARNING, DUE - HOUR), DUE, reached=False) == Plan(0, DUE)


def test_a_ladder_that_was_shortened_meanwhile_ends() -> None:
    assert next_plan(a_ladder(), Plan(7, DUE), DUE, reached=True) == Plan(8, None)
    assert roles_at(a_ladder(), 7) == ()


def test_a_later_due_time_begins_the_ladder_afresh() -> None:
    moved = moved_plan(a_ladder(), Plan(2, DUE + HOUR), START, DUE + 24 * HOUR, now=DUE + HOUR, not_before=START)
    assert moved == Plan(WARNING, DUE + 23 * HOUR)


def test_what_was_said_of_a_time_that_is_still_past_is_not_said_again() -> None:
    now = DUE + 3 * HOUR
    assert moved_plan(a_ladder(), Plan(2, now + HOUR), START, DUE + HOUR, now=now, not_before=START) == Plan(
        2, now + HOUR
    )
    assert moved_plan(a_ladder(), Plan(WARNING, now + HOUR), START, DUE, now=now, not_before=START) == Plan(0, DUE)
