"""The life of a complaint as a table: which step leads from where to where, and who may take it.

tests/shared_rules/complaints.json holds it; static/app/rules/complaints.ts answers to the same for what phones take.
"""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating.accounts.rules import Permission, Role
from heating.complaints.rules import MOST_RETURNS, OPEN, Status
from heating.lib import areas


class Step(StrEnum):
    RECEIVE = "receive"
    ASSESS = "assess"
    RECLASSIFY = "reclassify"
    DISPATCH = "dispatch"
    CLAIM = "claim"
    ACKNOWLEDGE = "acknowledge"
    RETURN = "return"
    REROUTE = "reroute"
    PAUSE = "pause"
    RESUME = "resume"
    INTERIM_REPLY = "interim_reply"
    RESOLVE = "resolve"
    VERIFY = "verify"
    SEND_BACK = "send_back"
    REPLY = "reply"
    REVIEW_REPLY = "review_reply"
    RATE = "rate"
    CALL_BACK = "call_back"
    REOPEN = "reopen"
    NOTE = "note"
    VISIT = "visit"
    MERGE = "merge"
    SPLIT = "split"
    ERASE = "erase"


class Refusal(StrEnum):
    """Why a step may not be taken; each is the code of a problem."""

    FORBIDDEN = "accounts.forbidden"
    WRONG_STATUS = "complaint.wrong_status"
    MERGED = "complaint.merged"
    CLAIMED = "complaint.claimed"
    NOT_RESPONSIBLE = "complaint.not_responsible"
    RETURNS_USED = "complaint.returns_used"
    OWN_WORK = "complaint.own_work"
    OWN_CREW = "complaint.own_crew"
    REPLY_WAITING = "complaint.reply_waiting"
    NO_REPLY = "complaint.no_reply"
    OWN_REPLY = "complaint.own_reply"
    OWN_HANDLING = "complaint.own_handling"
    CALL_BACK_EARLY = "complaint.call_back_early"
    NOT_MERGED = "complaint.not_merged"


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a complaint when a step is judged. `unit` is the responsible organization's path; `claimed_by`
    whoever has it before him just now; `drafted_by` the author of a reply that waits for its review. What is
    `historical` stands on no desk: whatever were done with it, nobody would see it."""

    status: Status
    unit: str
    officer: UUID | None
    leader: UUID | None = None
    returns: int = 0
    claimed_by: UUID | None = None
    resolved_by: UUID | None = None
    resolved_crew: str | None = None
    replied_by: UUID | None = None
    drafted_by: UUID | None = None
    merged: bool = False
    historical: bool = False
    is_call_back_due: bool = True


class Stepper(msgspec.Struct, frozen=True, kw_only=True):
    """Who wants to take a step. `organization` is the one the person belongs to."""

    id: UUID
    role: Role
    organization: str
    permissions: Collection[Permission]


Guard = Callable[[Facts, Stepper], Refusal | None]


class Transition(NamedTuple):
    """`moves`: from each status in which the step may be taken to the one it leads to."""

    step: Step
    moves: Mapping[Status, Status]
    needs: Permission
    guard: Guard


def refusal(complaint: Facts, step: Step, person: Stepper) -> Refusal | None:
    """Why this person may not take this step now; None if he may. What his words and evidence lack comes after."""
    transition = STEPS[step]
    if transition.needs not in person.permissions:
        return Refusal.FORBIDDEN
    if step is Step.CLAIM and _is_claimed(complaint, person):
        return Refusal.CLAIMED
    if complaint.status not in transition.moves or (complaint.historical and step is not Step.NOTE):
        return Refusal.WRONG_STATUS
    if complaint.merged and step not in _OF_ITS_OWN:
        return Refusal.MERGED
    return transition.guard(complaint, person)


def allowed(complaint: Facts, person: Stepper) -> list[Step]:
    """What this person may do with the complaint now."""
    return [step for step in STEPS if refusal(complaint, step, person) is None]


def _anyone(_complaint: Facts, _person: Stepper) -> Refusal | None:
    return None


def _is_claimed(complaint: Facts, person: Stepper) -> bool:
    return complaint.claimed_by not in (None, person.id)


def _at_the_desk(complaint: Facts, person: Stepper) -> Refusal | None:
    """Two officers do not work on one complaint unknowingly."""
    return Refusal.CLAIMED if _is_claimed(complaint, person) else None


def _responsible(complaint: Facts, person: Stepper) -> Refusal | None:
    """The officer, his leader, anyone of the unit, an officer of a unit above it, or of a public office."""
    is_above = person.role is not Role.CREW_MEMBER and areas.within(complaint.unit, person.organization)
    if (
        person.id in (complaint.officer, complaint.leader)
        or person.organization == complaint.unit
        or is_above
        or person.role in _PUBLIC_OFFICES
    ):
        return None
    return Refusal.NOT_RESPONSIBLE


def _returner(complaint: Facts, person: Stepper) -> Refusal | None:
    return Refusal.RETURNS_USED if complaint.returns >= MOST_RETURNS else _responsible(complaint, person)


def _independent(complaint: Facts, person: Stepper) -> Refusal | None:
    """Neither who resolved it nor, in a crew, anyone beside him."""
    if person.id == complaint.resolved_by:
        return Refusal.OWN_WORK
    is_crew = person.role is Role.CREW_MEMBER and person.organization == complaint.resolved_crew
    return Refusal.OWN_CREW if is_crew else None


def _author(complaint: Facts, person: Stepper) -> Refusal | None:
    return Refusal.REPLY_WAITING if complaint.drafted_by else _responsible(complaint, person)


def _reviewer(complaint: Facts, person: Stepper) -> Refusal | None:
    if complaint.drafted_by is None:
        return Refusal.NO_REPLY
    return Refusal.OWN_REPLY if person.id == complaint.drafted_by else None


def _uninvolved(complaint: Facts, person: Stepper) -> Refusal | None:
    """Nobody says for the resident how content he is with one's own work."""
    involved = (complaint.officer, complaint.resolved_by, complaint.replied_by)
    return Refusal.OWN_HANDLING if person.id in involved else None


def _caller(complaint: Facts, person: Stepper) -> Refusal | None:
    """Until then the resident may rate it himself."""
    return _uninvolved(complaint, person) or (None if complaint.is_call_back_due else Refusal.CALL_BACK_EARLY)


def _member(complaint: Facts, _person: Stepper) -> Refusal | None:
    return None if complaint.merged else Refusal.NOT_MERGED


_PUBLIC_OFFICES = frozenset({Role.DISTRICT_OFFICER, Role.CITY_LEADER, Role.ADMINISTRATOR})
_OF_ITS_OWN = frozenset({Step.REPLY, Step.REVIEW_REPLY, Step.RATE, Step.CALL_BACK, Step.REOPEN, Step.NOTE, Step.SPLIT})
"""What a merged complaint keeps; the rest of its life is that of the one it was merged into."""
_S, _P = Status, Permission


def _stays(*statuses: Status) -> dict[Status, Status]:
    return {status: status for status in statuses}


STEPS: dict[Step, Transition] = {
    transition.step: transition
    for transition in (
        Transition(Step.ASSESS, {_S.RECEIVED: _S.ASSESSED}, _P.COMPLAINTS_RECEIVE, _at_the_desk),
        Transition(Step.RECLASSIFY, _stays(_S.ASSESSED, _S.DISPATCHED, _S.HANDLING), _P.COMPLAINTS_RECEIVE, _anyone),
        Transition(Step.DISPATCH, {_S.ASSESSED: _S.DISPATCHED}, _P.COMPLAINTS_RECEIVE, _at_the_desk),
        Transition(
            Step.CLAIM,
            {**_stays(_S.RECEIVED, _S.ASSESSED), _S.DISPATCHED: _S.HANDLING},
            _P.COMPLAINTS_HANDLE,
            _responsible,
        ),
        Transition(Step.ACKNOWLEDGE, {_S.DISPATCHED: _S.HANDLING}, _P.COMPLAINTS_HANDLE, _responsible),
        Transition(Step.RETURN, {_S.DISPATCHED: _S.ASSESSED}, _P.COMPLAINTS_HANDLE, _returner),
        Transition(
            Step.REROUTE,
            dict.fromkeys((_S.DISPATCHED, _S.HANDLING), _S.DISPATCHED),
            _P.COMPLAINTS_RECEIVE,
            _responsible,
        ),
        Transition(Step.PAUSE, {_S.HANDLING: _S.PAUSED}, _P.COMPLAINTS_HANDLE, _responsible),
        Transition(Step.RESUME, {_S.PAUSED: _S.HANDLING}, _P.COMPLAINTS_HANDLE, _responsible),
        Transition(Step.INTERIM_REPLY, _stays(_S.HANDLING), _P.COMPLAINTS_HANDLE, _responsible),
        Transition(Step.RESOLVE, {_S.HANDLING: _S.RESOLVED}, _P.COMPLAINTS_HANDLE, _responsible),
        Transition(Step.VERIFY, {_S.RESOLVED: _S.VERIFIED}, _P.COMPLAINTS_VERIFY, _independent),
        Transition(Step.SEND_BACK, {_S.RESOLVED: _S.HANDLING}, _P.COMPLAINTS_VERIFY, _independent),
        Transition(Step.REPLY, {_S.VERIFIED: _S.REPLIED}, _P.COMPLAINTS_REPLY, _author),
        Transition(Step.REVIEW_REPLY, {_S.VERIFIED: _S.REPLIED}, _P.COMPLAINTS_REVIEW_REPLY, _reviewer),
        Transition(Step.RATE, {_S.REPLIED: _S.CLOSED}, _P.COMPLAINTS_RECEIVE, _uninvolved),
        Transition(Step.CALL_BACK, _stays(_S.REPLIED), _P.COMPLAINTS_RECEIVE, _caller),
        Transition(Step.REOPEN, {_S.REPLIED: _S.HANDLING, _S.CLOSED: _S.HANDLING}, _P.COMPLAINTS_RECEIVE, _anyone),
        Transition(
            Step.MERGE,
            _stays(_S.RECEIVED, _S.ASSESSED, _S.DISPATCHED, _S.HANDLING, _S.PAUSED, _S.RESOLVED),
            _P.COMPLAINTS_MERGE,
            _anyone,
        ),
        Transition(
            Step.SPLIT,
            dict.fromkeys(
                (_S.RECEIVED, _S.ASSESSED, _S.DISPATCHED, _S.HANDLING, _S.PAUSED, _S.RESOLVED, _S.VERIFIED), _S.ASSESSED
            ),
            _P.COMPLAINTS_MERGE,
            _member,
        ),
        Transition(Step.NOTE, _stays(*sorted(OPEN), _S.CLOSED), _P.COMPLAINTS_HANDLE, _anyone),
    )
}
"""Beside these only `receive` begins a complaint; visits, merging, splitting and erasing are told in its story. A
rating that says "not solved" leads back to handling; a reply that somebody else has to look at first, or that he
refuses, leaves the complaint verified; the last call-back that reaches nobody closes it."""
