"""How long each clock of a hazard runs, by the policies the product comes with."""

from datetime import date

import msgspec
import pytest

from heating.deadlines.rules import Amount, Unit
from heating.hazards import catalogue
from heating.hazards.policies import CLOCKS, Limit, Policy, Rule, limit_for, policy_errors
from heating.hazards.rules import Grade
from heating.lib.wording import Text
from heating.registry.seasons import usual_plan

POLICIES = {policy.key: policy for policy in catalogue.built_in(catalogue.POLICIES).values()}
CODES = catalogue.built_in(catalogue.CODES)
CALENDARS = {"city"}
GATES = usual_plan(2026).gates


def test_the_built_in_ones_are_sound_and_there_is_one_for_each_clock() -> None:
    assert set(POLICIES) == set(CLOCKS)
    assert [error for policy in POLICIES.values() for error in policy_errors(policy, CALENDARS)] == []


@pytest.mark.parametrize(
    ("grade", "in_season", "amount", "not_after"),
    [
        (Grade.MINOR, False, Amount(0, Unit.SAME_DAY), None),
        (Grade.MINOR, True, Amount(0, Unit.SAME_DAY), None),
        (Grade.GENERAL, False, Amount(7, Unit.DAYS), date(2026, 9, 30)),
        (Grade.LARGER, False, Amount(15, Unit.DAYS), date(2026, 10, 23)),
        (Grade.MAJOR, False, Amount(30, Unit.DAYS), date(2026, 10, 25)),
        (Grade.GENERAL, True, Amount(8, Unit.URGENT_HOURS), None),
        (Grade.LARGER, True, Amount(24, Unit.URGENT_HOURS), None),
        (Grade.MAJOR, True, Amount(24, Unit.URGENT_HOURS), None),
    ],
)
def test_the_time_to_rectify(grade: Grade, in_season: bool, amount: Amount, not_after: date | None) -> None:
    limit = limit_for(POLICIES, "rectify", grade=grade, in_season=in_season, gates=GATES)
    assert limit == Limit(amount, "city", not_after)


def test_a_code_shortens_what_its_grade_allows_and_never_lengthens_it() -> None:
    cover = CODES["chamber_cover"]
    assert rectify(Grade.GENERAL, cover.key, in_season=False) == Amount(8, Unit.URGENT_HOURS)
    assert rectify(Grade.GENERAL, cover.key, in_season=True) == Amount(3, Unit.URGENT_HOURS)
    fire = CODES["fire_protection"]
    assert rectify(Grade.GENERAL, fire.key, in_season=False) == fire.limit == Amount(3, Unit.DAYS)
    assert rectify(Grade.GENERAL, fire.key, in_season=True) == Amount(8, Unit.URGENT_HOURS)
    assert rectify(Grade.MINOR, fire.key, in_season=False) == Amount(0, Unit.SAME_DAY)


def rectify(grade: Grade, code: str, *, in_season: bool) -> Amount:
    limit = limit_for(POLICIES, "rectify", grade=grade, in_season=in_season, code=CODES[code])
    assert limit is not None
    return limit.amount


def test_a_code_has_no_say_in_the_other_clocks() -> None:
    limit = limit_for(POLICIES, "confirm", grade=Grade.MAJOR, in_season=True, code=CODES["burst_pipe"])
    assert limit == Limit(Amount(24, Unit.HOURS), "city", None)


def test_plan_and_progress_run_for_the_graver_ones_only() -> None:
    for clock, grades in (("plan", {Grade.LARGER, Grade.MAJOR}), ("progress", {Grade.LARGER, Grade.MAJOR})):
        running = {
            grade
            for grade in Grade
            if limit_for(POLICIES, "plan" if clock == "plan" else "progress", grade=grade, in_season=False)
        }
        assert running == grades, clock


def test_it_takes_twice_as_long_to_reach_a_village() -> None:
    town = limit_for(POLICIES, "verify", grade=Grade.GENERAL, in_season=False)
    village = limit_for(POLICIES, "verify", grade=Grade.GENERAL, in_season=False, rural=True)
    assert (town, village) == (
        Limit(Amount(1, Unit.URGENT_HOURS), "city", None),
        Limit(Amount(2, Unit.URGENT_HOURS), "city", None),
    )


def test_the_first_rule_that_holds_counts_and_a_rule_without_amount_starts_no_clock() -> None:
    rules = (Rule(amount=None, grades=(Grade.MINOR,)), Rule(amount=Amount(1, Unit.DAYS)))
    changed = {**POLICIES, "confirm": msgspec.structs.replace(POLICIES["confirm"], rules=rules)}
    assert limit_for(changed, "confirm", grade=Grade.MINOR, in_season=False) is None
    assert limit_for(changed, "confirm", grade=Grade.MAJOR, in_season=False) == Limit(
        Amount(1, Unit.DAYS), "city", None
    )


def test_it_refuses_rules_that_are_never_reached_and_amounts_that_make_no_sense() -> None:
    rules = (Rule(amount=Amount(0, Unit.DAYS)), Rule(amount=Amount(1, Unit.DAYS), rural=True, calendar="moon"))
    policy = Policy(key="verify", name=Text("核查", "Verify"), rules=rules, basis=Text("", ""))
    assert {(error.pointer, error.code) for error in policy_errors(policy, CALENDARS)} == {
        ("/rules/0/amount/n", "amount"),
        ("/rules/1/calendar", "calendar.unknown"),
        ("/rules/1", "rule.never_reached"),
    }


def test_it_refuses_to_leave_a_hazard_without_time_to_be_confirmed_rectified_or_verified() -> None:
    day = Amount(1, Unit.DAYS)
    rules = (
        Rule(amount=day, grades=(Grade.MINOR, Grade.GENERAL)),
        Rule(amount=day, grades=(Grade.LARGER,), rural=True),
    )
    for clock in CLOCKS:
        policy = Policy(key=clock, name=Text("时限", "Limit"), rules=rules, basis=Text("", ""))
        gaps = [
            error.detail.en.rpartition(": ")[2]
            for error in policy_errors(policy, CALENDARS)
            if error.code == "rule.gap"
        ]
        assert gaps == (["Larger", "Major"] if clock in {"confirm", "rectify", "verify"} else [])
    nothing = Policy(key="verify", name=Text("时限", "Limit"), rules=(Rule(amount=None),), basis=Text("", ""))
    assert len([error for error in policy_errors(nothing, CALENDARS) if error.code == "rule.gap"]) == len(Grade)
