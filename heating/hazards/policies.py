"""How long each clock of a hazard may run: data that a city edits, and how the rule for one hazard is found in it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Literal, get_args

import msgspec

from heating.deadlines.rules import Amount, Unit, amount_faults
from heating.hazards.codes import Code
from heating.hazards.rules import GRADE_NAMES, Grade
from heating.http.fields import Key
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.registry.seasons import Gate, Gates

Clock = Literal["confirm", "plan", "rectify", "verify", "progress", "extension"]
CLOCKS: tuple[Clock, ...] = get_args(Clock)


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """Holds for the hazards that all its conditions name; what is empty or null does not restrict. Without an amount
    the clock does not run for them. `not_after`: never later than the day of this gate, as long as it is to come."""

    amount: Amount | None
    grades: tuple[Grade, ...] = ()
    in_season: bool | None = None
    rural: bool | None = None
    not_after: Gate | None = None
    calendar: Key = "city"


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of one clock; the first that holds counts. `basis` names the document they rest on."""

    key: Clock
    name: Text
    rules: tuple[Rule, ...]
    basis: Text


class Limit(msgspec.Struct, frozen=True):
    """What a clock is started with. `not_after` is the last local day, whatever the amount says."""

    amount: Amount
    calendar: str
    not_after: date | None


NEEDED: frozenset[Clock] = frozenset({"confirm", "rectify", "verify"})
"""Those that must run on every hazard: without them nobody would ever hear that it is late."""

_NO_CALENDAR = Text("没有这个工作日历", "is no calendar")
_GAP = Text("有等级或情形没有时限：{grade}", "leave a case without time limit: {grade}")
_NEVER_REACHED = Text("前一条规则已包含所有情形，此条不会生效", "is never reached: one before it holds for all")

_ROUGH_MINUTES = {
    Unit.MINUTES: 1,
    Unit.HOURS: 60,
    Unit.URGENT_HOURS: 60,
    Unit.WORKING_HOURS: 4 * 60,
    Unit.DAYS: 24 * 60,
    Unit.WORKING_DAYS: 34 * 60,
}
_SAME_DAY_MINUTES = 12 * 60
"""Only to tell which of two limits is the shorter: a working week has 40 of 168 hours, 5 of 7 days."""


def limit_for(
    policies: Mapping[Clock, Policy],
    clock: Clock,
    *,
    grade: Grade,
    in_season: bool,
    rural: bool = False,
    code: Code | None = None,
    gates: Gates | None = None,
) -> Limit | None:
    """None where the clock does not run. A code's own limit may shorten what its grade allows, never lengthen it."""
    rule = _rule(policies[clock], grade, in_season=in_season, rural=rural)
    if rule is None or rule.amount is None:
        return None
    amount = rule.amount
    if clock == "rectify" and code is not None:
        amount = time_limit(code, amount, in_season=in_season)
    return Limit(amount, rule.calendar, gates.due(rule.not_after) if gates and rule.not_after else None)


def time_limit(code: Code, of_grade: Amount, *, in_season: bool) -> Amount:
    own = code.limit_in_season if in_season and code.limit_in_season else code.limit
    return own if own is not None and roughly_minutes(own) < roughly_minutes(of_grade) else of_grade


def roughly_minutes(amount: Amount) -> int:
    return _SAME_DAY_MINUTES if amount.unit is Unit.SAME_DAY else amount.n * _ROUGH_MINUTES[amount.unit]


def policy_errors(policy: Policy, calendars: Collection[str]) -> list[FieldError]:
    """`calendars` are the keys of those there are."""
    return list(_policy_errors(policy, calendars))


def _policy_errors(policy: Policy, calendars: Collection[str]) -> Iterator[FieldError]:
    for index, rule in enumerate(policy.rules):
        if rule.calendar not in calendars:
            yield FieldError(f"/rules/{index}/calendar", "calendar.unknown", _NO_CALENDAR)
        if rule.amount is not None:
            yield from amount_faults(rule.amount, f"/rules/{index}/amount")
    if policy.key in NEEDED:
        yield from _gaps(policy)
    for index, rule in enumerate(policy.rules[:-1]):
        if not rule.grades and rule.in_season is None and rule.rural is None:
            yield FieldError(f"/rules/{index + 1}", "rule.never_reached", _NEVER_REACHED)
            return


def _gaps(policy: Policy) -> Iterator[FieldError]:
    """The grades for which, in or out of season, in town or village, no clock would run."""
    for grade in Grade:
        cases = [_rule(policy, grade, in_season=i, rural=r) for i in (False, True) for r in (False, True)]
        if any(rule is None or rule.amount is None for rule in cases):
            name = GRADE_NAMES[grade]
            text = Text(_GAP.zh.format(grade=name.zh), _GAP.en.format(grade=name.en))
            yield FieldError("/rules", "rule.gap", text)


def _rule(policy: Policy, grade: Grade, *, in_season: bool, rural: bool) -> Rule | None:
    for rule in policy.rules:
        if (
            (not rule.grades or grade in rule.grades)
            and rule.in_season in (None, in_season)
            and rule.rural in (None, rural)
        ):
            return rule
    return None
