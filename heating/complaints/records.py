"""Rows of the complaint table as they are read."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from heating.complaints.rules import Channel, Disposition, Kind, MatterClass, Status, Urgency
from heating.lib import areas


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """What lists, the desk and its events show."""

    id: UUID
    number: str
    status: Status
    version: int
    urgency: Urgency
    channel: Channel
    kind: Kind
    category: str | None
    matter_class: MatterClass | None
    address: str
    building_id: UUID | None
    building_name: str | None
    station_id: UUID | None
    station_name: str | None
    station_name_en: str | None
    organization_path: str
    area_path: str
    officer_id: UUID | None
    officer_name: str | None
    claimed_by_id: UUID | None
    claimed_by_name: str | None
    claimed_at: datetime | None
    received_at: datetime
    due_at: datetime | None
    clock: str | None
    paused_until: datetime | None
    returns: int
    promised_on: date | None
    repeats: int
    repeat_of_id: UUID | None
    merged_into_id: UUID | None
    merged_count: int


class Placed:
    """A row that says where it waits."""

    __slots__ = ()
    status: Status
    organization_path: str
    area_path: str
    desk_path: str | None

    @property
    def place(self) -> str:
        """The organization in which its officer is looked for."""
        return self.desk_path if self.desk_path and self.status in _AT_THE_DESK else self.organization_path

    @property
    def place_area(self) -> str:
        """And the area: the city's own desk has none of its own."""
        at_city = self.status in _AT_THE_DESK and self.place == areas.root(self.place)
        return areas.root(self.area_path) if at_city else self.area_path


class Waiting(Placed, msgspec.Struct, frozen=True):
    """What decides who answers for a complaint; thousands of them share one."""

    status: Status
    organization_path: str
    area_path: str
    desk_path: str | None
    officer_id: UUID | None


class Record(Placed, Brief, frozen=True, kw_only=True):
    """All of it."""

    tracking_code: str
    text: str
    unit: str
    room: str
    home_key: str | None
    phone_key: str | None
    site_id: UUID | None
    leader_id: UUID | None
    desk_path: str | None
    routed: bool
    photos_json: str
    indoor_c: float | None
    label_code: str | None
    external_system: str | None
    external_number: str | None
    historical: bool
    happened_at: datetime
    received_by_id: UUID | None
    received_by_name: str
    dispatched_at: datetime | None
    acknowledged_at: datetime | None
    resolved_by_id: UUID | None
    resolved_by_name: str | None
    resolved_crew: str | None
    resolved_at: datetime | None
    verified_by_id: UUID | None
    verified_by_name: str | None
    verified_at: datetime | None
    disposition: Disposition | None
    draft_json: str | None
    drafted_by_id: UUID | None
    drafted_by_name: str | None
    reply_json: str | None
    replied_by_id: UUID | None
    replied_by_name: str | None
    replied_at: datetime | None
    rating: int | None
    solved: bool | None
    rating_comment: str | None
    rated_at: datetime | None
    call_backs: int
    call_back_at: datetime | None
    closed_at: datetime | None
    reworks: int
    reopenings: int


_AT_THE_DESK = frozenset({Status.RECEIVED, Status.ASSESSED})
BRIEF_COLUMNS = ", ".join(f"c.{name}" for name in Brief.__struct_fields__)
COLUMNS = ", ".join(f"c.{name}" for name in Record.__struct_fields__)
