"""Finding the earlier complaints of whoever calls."""

from datetime import datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.complaints.filtering import Seen
from heating.complaints.persons.keeping import masked_name, phone_key
from heating.complaints.persons.schemas import EarlierCase, EarlierCases
from heating.complaints.rules import Status
from heating.complaints.schemas import Building, Station

_MOST = 10


class _Case(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    number: str
    status: Status
    category: str | None
    received_at: datetime
    address: str
    building_id: UUID | None
    building_name: str | None
    unit: str
    room: str
    station_id: UUID | None
    station_name: str | None
    station_name_en: str | None
    name: str


async def earlier_cases(actor: Actor, phone: str) -> EarlierCases:
    """Of what the actor sees, whoever had this number in it; the newest first, one line a complaint."""
    key = phone_key(phone)
    if key is None:
        return EarlierCases([])
    seen = Seen(actor)
    rows = await storage.fetch_as(
        _Case,
        "SELECT c.id, c.number, c.status, c.category, c.received_at, c.address, c.building_id, c.building_name, c.unit,"
        " c.room, c.station_id, c.station_name, c.station_name_en, min(p.name) AS name"
        f" FROM complaint_person p JOIN complaint c ON c.id = p.complaint_id WHERE p.phone_key = ? AND {seen.sql}"
        " GROUP BY c.id ORDER BY c.received_at DESC, c.id DESC LIMIT ?",
        [key, *seen.params, _MOST],
    )
    return EarlierCases([_case(row) for row in rows])


def _case(row: _Case) -> EarlierCase:
    station = Station(row.station_id, row.station_name or "", row.station_name_en or "") if row.station_id else None
    return EarlierCase(
        id=row.id,
        number=row.number,
        status=row.status,
        category=row.category,
        received_at=row.received_at,
        address=row.address,
        building=Building(row.building_id, row.building_name or "") if row.building_id else None,
        unit=row.unit,
        room=row.room,
        station=station,
        name_masked=masked_name(row.name),
    )
