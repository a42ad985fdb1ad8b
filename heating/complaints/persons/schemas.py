"""Personal data as it goes in and out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.complaints.rules import Status
from heating.complaints.schemas import Building, Station

PersonRole = Literal["caller", "resident", "key_holder", "key_consenter", "key_receiver", "signatory"]


class PersonalDetails(msgspec.Struct, frozen=True, kw_only=True):
    """In full. Once erased, only the role and the time are left."""

    role: PersonRole
    name: str
    phone: str
    note: str
    erased_at: datetime | None


class PersonsInvolved(msgspec.Struct, frozen=True):
    items: list[PersonalDetails]


class NumberAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In a body, so that it stands in no address and no log."""

    phone: Annotated[str, Meta(max_length=40, pattern=r"(\d\D*){7}")]


class EarlierCase(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    number: str
    status: Status
    category: str | None
    received_at: datetime
    address: str
    building: Building | None
    unit: str
    room: str
    station: Station | None
    name_masked: str


class EarlierCases(msgspec.Struct, frozen=True):
    items: list[EarlierCase]
