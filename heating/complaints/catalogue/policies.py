"""How long each clock of a complaint may run: data that a city edits, and how the rule for one complaint is found."""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Literal, NamedTuple, get_args

import msgspec
from msgspec import Meta

from heating.complaints.rules import CLASS_NAMES, URGENCY_NAMES, Channel, MatterClass, Urgency
from heating.deadlines.rules import Amount, amount_faults
from heating.http.fields import Key
from heating.lib.problems import FieldError
from heating.lib.wording import Text

Clock = Literal[
    "filing",
    "acknowledgement",
    "response",
    "resolution",
    "verification",
    "reply",
    "call_back",
    "promise",
    "hotline_12345",
    "message_board",
]
CLOCKS: tuple[Clock, ...] = get_args(Clock)


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """Holds for the complaints that all its conditions name; what is empty or null does not restrict. Without an amount
    the clock does not run for them. `ladder` says who hears of it when it is late."""

    amount: Amount | None
    urgencies: tuple[Urgency, ...] = ()
    classes: tuple[MatterClass, ...] = ()
    channels: tuple[Channel, ...] = ()
    rural: bool | None = None
    calendar: Key = "city"
    ladder: Key = "complaint"


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of one clock; the first that holds counts. `basis` names the document they rest on. A clock without
    pause hours never stands still."""

    key: Clock
    name: Text
    rules: tuple[Rule, ...]
    basis: Text
    most_pause_hours: Annotated[int, Meta(ge=0, le=24 * 60)] = 0


class Matter(NamedTuple):
    """What of a complaint decides about its limits."""

    urgency: Urgency
    matter_class: MatterClass | None
    channel: Channel
    rural: bool = False


class Limit(NamedTuple):
    amount: Amount
    calendar: str
    ladder: str


NEEDED: frozenset[Clock] = frozenset({"filing", "acknowledgement", "resolution", "verification", "reply", "promise"})
"""Those that must run on every complaint: without them nobody would ever hear that it is late."""

_NO_CALENDAR = Text("没有这个工作日历", "is no calendar")
_NO_LADDER = Text("没有这个上报阶梯", "is no ladder")
_NEVER_REACHED = Text("前一条规则已包含所有情形，此条不会生效", "is never reached: one before it holds for all")


def limit_for(policies: Mapping[Clock, Policy], clock: Clock, matter: Matter) -> Limit | None:
    """None where the clock does not run."""
    rule = _rule(policies[clock], matter)
    if rule is None or rule.amount is None:
        return None
    return Limit(rule.amount, rule.calendar, rule.ladder)


def pausable(policies: Mapping[Clock, Policy]) -> dict[Clock, int]:
    """The clocks that may stand still, and for how many hours at most."""
    return {key: policy.most_pause_hours for key, policy in policies.items() if policy.most_pause_hours}


def policy_errors(policy: Policy, calendars: Collection[str], ladders: Collection[str]) -> list[FieldError]:
    return list(_policy_errors(policy, calendars, ladders))


def _policy_errors(policy: Policy, calendars: Collection[str], ladders: Collection[str]) -> Iterator[FieldError]:
    for index, rule in enumerate(policy.rules):
        if rule.calendar not in calendars:
            yield FieldError(f"/rules/{index}/calendar", "calendar.unknown", _NO_CALENDAR)
        if rule.ladder not in ladders:
            yield FieldError(f"/rules/{index}/ladder", "ladder.unknown", _NO_LADDER)
        if rule.amount is not None:
            yield from amount_faults(rule.amount, f"/rules/{index}/amount")
    if policy.key in NEEDED:
        yield from _gaps(policy)
    for index, rule in enumerate(policy.rules[:-1]):
        if not (rule.urgencies or rule.classes or rule.channels) and rule.rural is None:
            yield FieldError(f"/rules/{index + 1}", "rule.never_reached", _NEVER_REACHED)
            return


def _gaps(policy: Policy) -> Iterator[FieldError]:
    """The urgencies and classes for which, by some channel, in town or village, no clock would run."""
    for urgency in Urgency:
        for matter_class in MatterClass:
            matters = (Matter(urgency, matter_class, each, rural) for each in Channel for rural in (False, True))
            if any((rule := _rule(policy, matter)) is None or rule.amount is None for matter in matters):
                names = URGENCY_NAMES[urgency], CLASS_NAMES[matter_class]
                text = Text(
                    f"有情形没有时限：{names[0].zh}、{names[1].zh}",
                    f"leave a case without time limit: {names[0].en}, {names[1].en}",
                )
                yield FieldError("/rules", "rule.gap", text)


def _rule(policy: Policy, matter: Matter) -> Rule | None:
    for rule in policy.rules:
        if (
            (not rule.urgencies or matter.urgency in rule.urgencies)
            and (not rule.classes or matter.matter_class in rule.classes)
            and (not rule.channels or matter.channel in rule.channels)
            and rule.rural in (None, matter.rural)
        ):
            return rule
    return None
