"""The life of a hazard as a table: which step leads from where to where, and who may take it.

The twin on phones is static/app/rules/hazards.ts; both answer to tests/shared_rules/hazards.json.
"""

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating.accounts.rules import Permission, Role
from heating.hazards.rules import Grade, Status
from heating.lib import areas


class Step(StrEnum):
    REPORT = "report"
    CONFIRM = "confirm"
    DISMISS = "dismiss"
    FIX_ON_THE_SPOT = "fix_on_the_spot"
    PLAN = "plan"
    ASK_EXTENSION = "ask_extension"
    DECIDE_EXTENSION = "decide_extension"
    PROGRESS = "progress"
    RECTIFY = "rectify"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    REOPEN = "reopen"
    SUPERVISE = "supervise"
    SEE_AGAIN = "see_again"
    REPLACE_PHOTO = "replace_photo"
    REASSIGN = "reassign"


class Refusal(StrEnum):
    """Why a step may not be taken; each is the code of a problem."""

    FORBIDDEN = "accounts.forbidden"
    WRONG_STATUS = "hazard.wrong_status"
    NOT_MINOR = "hazard.not_minor"
    NOT_REPORTER = "hazard.not_reporter"
    NOT_RESPONSIBLE = "hazard.not_responsible"
    OWN_WORK = "hazard.own_work"
    OWN_CREW = "hazard.own_crew"
    EXTENSION_OPEN = "hazard.extension_open"
    NO_EXTENSION = "hazard.no_extension"
    OWN_EXTENSION = "hazard.own_extension"
    NOT_ABOVE = "hazard.not_above"


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a hazard when a step is judged. `unit` is the responsible unit's path; `rectified_crew` the
    organization of whoever rectified it; the last two are of the extension that waits for a decision."""

    status: Status
    grade: Grade
    reporter: UUID
    responsible: UUID
    unit: str
    rectified_by: UUID | None = None
    rectified_crew: str | None = None
    extension_asked_by: UUID | None = None
    extension_organization: str | None = None


class Stepper(msgspec.Struct, frozen=True, kw_only=True):
    """Who wants to take a step. `organization` is the one the person belongs to."""

    id: UUID
    role: Role
    organization: str
    permissions: Collection[Permission]


Guard = Callable[[Facts, Stepper], Refusal | None]


class Transition(NamedTuple):
    """`to` None leaves the status as it is."""

    step: Step
    sources: frozenset[Status]
    to: Status | None
    needs: Permission
    guard: Guard


def refusal(hazard: Facts, step: Step, person: Stepper) -> Refusal | None:
    """Why this person may not take this step now; None if he may. What his words and evidence lack comes after."""
    transition = STEPS[step]
    if transition.needs not in person.permissions:
        return Refusal.FORBIDDEN
    if hazard.status not in transition.sources:
        return Refusal.WRONG_STATUS
    return transition.guard(hazard, person)


def allowed(hazard: Facts, person: Stepper) -> list[Step]:
    """What this person may do with the hazard now."""
    return [step for step in STEPS if refusal(hazard, step, person) is None]


def _anyone(_hazard: Facts, _person: Stepper) -> Refusal | None:
    return None


def _reporter_of_minor(hazard: Facts, person: Stepper) -> Refusal | None:
    if hazard.grade is not Grade.MINOR:
        return Refusal.NOT_MINOR
    return None if person.id == hazard.reporter else Refusal.NOT_REPORTER


def _responsible_person(hazard: Facts, person: Stepper) -> Refusal | None:
    return None if person.id == hazard.responsible else Refusal.NOT_RESPONSIBLE


def _responsible_unit(hazard: Facts, person: Stepper) -> Refusal | None:
    """The responsible person, or an officer of the responsible unit or of a company above it."""
    is_officer = person.role is not Role.CREW_MEMBER and areas.within(hazard.unit, person.organization)
    return None if person.id == hazard.responsible or is_officer else Refusal.NOT_RESPONSIBLE


def _asker(hazard: Facts, person: Stepper) -> Refusal | None:
    return Refusal.EXTENSION_OPEN if hazard.extension_asked_by else _responsible_unit(hazard, person)


def _independent(hazard: Facts, person: Stepper) -> Refusal | None:
    """Neither who rectified, nor anyone of his organization, nor a crew member of the responsible unit."""
    if person.id == hazard.rectified_by:
        return Refusal.OWN_WORK
    is_crew = person.role is Role.CREW_MEMBER and person.organization == hazard.unit
    return Refusal.OWN_CREW if is_crew or person.organization == hazard.rectified_crew else None


def _level_above(hazard: Facts, person: Stepper) -> Refusal | None:
    if hazard.extension_asked_by is None or hazard.extension_organization is None:
        return Refusal.NO_EXTENSION
    if person.id == hazard.extension_asked_by:
        return Refusal.OWN_EXTENSION
    asked_from = hazard.extension_organization
    is_above = person.organization != asked_from and areas.within(asked_from, person.organization)
    return None if is_above or person.role in _PUBLIC_OFFICES else Refusal.NOT_ABOVE


_PUBLIC_OFFICES = frozenset({Role.DISTRICT_OFFICER, Role.CITY_LEADER})
_REPORTED, _RECTIFYING, _RECTIFIED, _CLOSED = (
    frozenset({status}) for status in (Status.REPORTED, Status.RECTIFYING, Status.RECTIFIED, Status.CLOSED)
)
_P = Permission

STEPS: dict[Step, Transition] = {
    transition.step: transition
    for transition in (
        Transition(Step.CONFIRM, _REPORTED, Status.RECTIFYING, _P.HAZARDS_CONFIRM, _anyone),
        Transition(Step.DISMISS, _REPORTED, Status.DISMISSED, _P.HAZARDS_CONFIRM, _anyone),
        Transition(Step.FIX_ON_THE_SPOT, _REPORTED, Status.RECTIFIED, _P.HAZARDS_REPORT, _reporter_of_minor),
        Transition(Step.PLAN, _RECTIFYING, None, _P.HAZARDS_PLAN, _responsible_unit),
        Transition(Step.ASK_EXTENSION, _RECTIFYING, None, _P.HAZARDS_ASK_EXTENSION, _asker),
        Transition(Step.DECIDE_EXTENSION, _RECTIFYING, None, _P.HAZARDS_DECIDE_EXTENSION, _level_above),
        Transition(Step.PROGRESS, _RECTIFYING, None, _P.HAZARDS_PLAN, _responsible_unit),
        Transition(Step.RECTIFY, _RECTIFYING, Status.RECTIFIED, _P.HAZARDS_RECTIFY, _responsible_person),
        Transition(Step.ACCEPT, _RECTIFIED, Status.CLOSED, _P.HAZARDS_VERIFY, _independent),
        Transition(Step.SEND_BACK, _RECTIFIED, Status.RECTIFYING, _P.HAZARDS_VERIFY, _independent),
        Transition(Step.REOPEN, _CLOSED, Status.RECTIFYING, _P.HAZARDS_VERIFY, _anyone),
        Transition(Step.SUPERVISE, _RECTIFYING, None, _P.HAZARDS_SUPERVISE, _anyone),
    )
}
"""Beside these only a report begins a hazard; seeing it again, replacing a lost photo and correcting who answers for it
leave it as it stands."""
