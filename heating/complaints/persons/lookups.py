"""Looking for somebody's earlier complaints by his number: recorded, and not without end."""

from datetime import timedelta

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.complaints import problems
from heating.complaints.persons.keeping import phone_key
from heating.complaints.persons.queries import earlier_cases
from heating.complaints.persons.schemas import EarlierCases
from heating.lib import clock
from heating.lib.buckets import Buckets

_lookups = Buckets(120, timedelta(hours=1))
"""By officer: more than any desk takes calls, far fewer than a list of numbers has."""


async def look_up(actor: Actor, phone: str) -> EarlierCases:
    """The entry names the number by its key only. Raises complaint.too_many_lookups."""
    if not _lookups.take(str(actor.id), clock.now()):
        raise problems.TOO_MANY_LOOKUPS()
    async with storage.transaction():
        found = await earlier_cases(actor, phone)
        audit.record(
            actor,
            "person.looked_up",
            subject_kind="person",
            subject_id=phone_key(phone) or "",
            organization=actor.home_organization,
            area=actor.area,
            detail={"found": len(found.items)},
        )
    return found
