"""Whose turn it is after a step, and who waits for its outcome: persons, by what they may do with the hazard now."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from heating.accounts.queries import Contact
from heating.accounts.rules import permissions_of
from heating.deadlines.escalation import StepRole
from heating.deadlines.reach import Reach
from heating.hazards.rules import Grade, Status
from heating.hazards.steps import Facts, Step, Stepper, refusal


class Told(msgspec.Struct, frozen=True):
    """What telling has to know of a hazard. It resolves roles as a clock of its unit does."""

    id: UUID
    number: str
    grade: Grade
    status: Status
    weak_link: bool
    site: UUID
    organization_path: str
    area_path: str
    reporter: UUID
    responsible_id: UUID
    safety_owner: UUID | None
    rectified_by: UUID | None
    rectified_crew: str | None
    asked_by: UUID | None
    asked_organization: str | None

    @property
    def facts(self) -> Facts:
        return Facts(
            status=self.status,
            grade=self.grade,
            reporter=self.reporter,
            responsible=self.responsible_id,
            unit=self.organization_path,
            rectified_by=self.rectified_by,
            rectified_crew=self.rectified_crew,
            extension_asked_by=self.asked_by,
            extension_organization=self.asked_organization,
        )


class Around(NamedTuple):
    reach: Reach
    people: Mapping[UUID, Contact]


Hearers = Callable[[Told, Mapping[str, Any], Around], Iterable[UUID]]


def safety_owner(hazard: Told, _detail: Mapping[str, Any], around: Around) -> Iterable[UUID]:
    """The place's own safety owner; where he may not confirm, the nearest who may."""
    owner = around.people.get(hazard.safety_owner) if hazard.safety_owner else None
    if owner is not None and (found := _who_may(Step.CONFIRM, hazard, [owner])):
        return found
    return _nearest(Step.CONFIRM, hazard, around, (StepRole.SAFETY_OFFICER, StepRole.DISTRICT_OFFICER))


def responsible(hazard: Told, _detail: Mapping[str, Any], _around: Around) -> Iterable[UUID]:
    yield hazard.responsible_id


def reporter(hazard: Told, _detail: Mapping[str, Any], _around: Around) -> Iterable[UUID]:
    yield hazard.reporter


def responsible_and_reporter(hazard: Told, _detail: Mapping[str, Any], _around: Around) -> Iterable[UUID]:
    yield from (hazard.responsible_id, hazard.reporter)


def verifiers(hazard: Told, _detail: Mapping[str, Any], around: Around) -> Iterable[UUID]:
    """Independent ones only."""
    roles = (StepRole.SAFETY_OFFICER, StepRole.DUTY_OFFICER, StepRole.DISTRICT_OFFICER)
    return _nearest(Step.ACCEPT, hazard, around, roles)


def deciders(hazard: Told, _detail: Mapping[str, Any], around: Around) -> Iterable[UUID]:
    """Those above the one who asks."""
    roles = (StepRole.COMPANY_MANAGER, StepRole.DISTRICT_OFFICER, StepRole.CITY_LEADER)
    return _nearest(Step.DECIDE_EXTENSION, hazard, around, roles)


def asker(hazard: Told, detail: Mapping[str, Any], _around: Around) -> Iterable[UUID]:
    yield from (UUID(detail["asked_by"]), hazard.responsible_id)


def leader(hazard: Told, detail: Mapping[str, Any], _around: Around) -> Iterable[UUID]:
    yield from (UUID(detail["leader"]["id"]), hazard.responsible_id)


def _nearest(step: Step, hazard: Told, around: Around, roles: Iterable[StepRole]) -> list[UUID]:
    """Of the first role of which anybody may take the step."""
    of_roles = (_who_may(step, hazard, around.reach.resolve(role, hazard)) for role in roles)
    return next((found for found in of_roles if found), [])


def handed_to(_hazard: Told, detail: Mapping[str, Any], _around: Around) -> Iterable[UUID]:
    """Whom the plan names in place of who answered before."""
    return [UUID(detail["handed_to"])] if detail["handed_to"] else []


def _who_may(step: Step, hazard: Told, people: Iterable[Contact]) -> list[UUID]:
    return [person.id for person in people if refusal(hazard.facts, step, _stepper(person)) is None]


def _stepper(person: Contact) -> Stepper:
    permissions = permissions_of(person.role)
    return Stepper(id=person.id, role=person.role, organization=person.organization, permissions=permissions)
