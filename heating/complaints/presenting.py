"""From rows of the complaint table to what routes and events answer."""

from datetime import datetime
from uuid import UUID

import msgspec

from heating.complaints.records import Brief, Record
from heating.complaints.rules import CLAIM_LASTS, UNDELIVERED
from heating.complaints.schemas import Building, Complaint, Person, Rating, Row, Station, Teller
from heating.complaints.steps.replies import Reply
from heating.hazards.evidence import StepPhoto

_decode_photos = msgspec.json.Decoder(tuple[StepPhoto, ...]).decode
_decode_reply = msgspec.json.Decoder(Reply).decode


def brief(row: Brief, now: datetime) -> Row:
    return Row(
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
        building=Building(row.building_id, row.building_name or "") if row.building_id else None,
        station=station(row),
        organization=row.organization_path,
        area=row.area_path,
        officer=person(row.officer_id, row.officer_name),
        claimed_by=person(claimant(row, now), row.claimed_by_name),
        repeat_of=row.repeat_of_id,
        merged_into=row.merged_into_id,
    )


def complaint(row: Record, leader: str | None, now: datetime) -> Complaint:
    """`leader` is the name of the leader in charge."""
    listed = brief(row, now)
    return Complaint(
        **{name: getattr(listed, name) for name in Row.__struct_fields__},
        **{name: getattr(row, name) for name in _OF_THE_WHOLE},
        photos=_decode_photos(row.photos_json),
        label=row.label_code,
        received_by=Teller(row.received_by_id, row.received_by_name),
        leader=person(row.leader_id, leader),
        resolved_by=person(row.resolved_by_id, row.resolved_by_name),
        verified_by=Teller(row.verified_by_id, row.verified_by_name) if row.verified_by_name else None,
        draft=reply(row.draft_json),
        drafted_by=person(row.drafted_by_id, row.drafted_by_name),
        reply=reply(row.reply_json),
        replied_by=person(row.replied_by_id, row.replied_by_name),
        rating=rating(row),
    )


def claimant(row: Brief, now: datetime) -> UUID | None:
    """Who has it before him. A claim at the desk lapses: its officer may have left it lying."""
    if row.claimed_at is None or (row.status in UNDELIVERED and row.claimed_at + CLAIM_LASTS <= now):
        return None
    return row.claimed_by_id


def person(id: UUID | None, name: str | None) -> Person | None:
    return Person(id, name or "") if id is not None else None


def station(row: Brief) -> Station | None:
    if row.station_id is None:
        return None
    return Station(row.station_id, row.station_name or "", row.station_name_en or "")


def reply(document: str | None) -> Reply | None:
    return _decode_reply(document) if document else None


def rating(row: Record) -> Rating | None:
    if row.rated_at is None or row.solved is None:
        return None
    return Rating(score=row.rating, solved=row.solved, comment=row.rating_comment or "", at=row.rated_at)


_AS_THEY_ARE = tuple(name for name in Brief.__struct_fields__ if name in Row.__struct_fields__)
_OWN = set(Complaint.__struct_fields__) - set(Row.__struct_fields__)
_OF_THE_WHOLE = tuple(name for name in Record.__struct_fields__ if name in _OWN and name != "rating")
