"""Looking at personal data, which leaves a trace, and erasing it."""

from datetime import datetime
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.complaints import problems
from heating.complaints.filtering import sees
from heating.complaints.persons.erasing import erase
from heating.complaints.persons.schemas import PersonalDetails, PersonsInvolved
from heating.lib import clock


class _Where(msgspec.Struct, frozen=True):
    number: str
    organization_path: str
    area_path: str
    officer_id: UUID | None
    erased_at: datetime | None


async def view_persons(actor: Actor, complaint: UUID) -> PersonsInvolved:
    """In full; the viewing is recorded. Raises complaint.not_found."""
    async with storage.transaction():
        where = await _where(actor, complaint)
        found = await storage.fetch_as(
            PersonalDetails,
            "SELECT role, name, phone, note, erased_at FROM complaint_person WHERE complaint_id = ? ORDER BY role, id",
            [complaint],
        )
        if any(person.erased_at is None for person in found):
            _tell(actor, "person.viewed", complaint, where)
    return PersonsInvolved(found)


async def erase_persons(actor: Actor, complaint: UUID) -> None:
    """At the wish of whom they are about; again is harmless. Raises complaint.not_found."""
    async with storage.transaction():
        where = await _where(actor, complaint)
        if any(await erase([complaint], clock.now(), actor)) or where.erased_at is None:
            _tell(actor, "person.erased", complaint, where)


async def _where(actor: Actor, complaint: UUID) -> _Where:
    found = await storage.fetch_as(
        _Where,
        "SELECT number, organization_path, area_path, officer_id, erased_at FROM complaint WHERE id = ?",
        [complaint],
    )
    if not found or not sees(actor, found[0].organization_path, found[0].area_path, found[0].officer_id):
        raise problems.NOT_FOUND()
    return found[0]


def _tell(actor: Actor, action: str, complaint: UUID, where: _Where) -> None:
    """Whose data it was, never what it said."""
    audit.record(
        actor,
        action,
        subject_kind="complaint",
        subject_id=complaint,
        organization=where.organization_path,
        area=where.area_path,
        detail={"number": where.number},
    )
