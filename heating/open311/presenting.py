"""A complaint as a service request.

Who asks decides what is told. The system that sent a request gets it back as it sent it, with the reply. Everybody else
learns what it is about, which building and how far it is: no text, picture or door of a resident.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from heating.accounts.actor import Actor
from heating.complaints.catalogue.categories import Category
from heating.complaints.presenting import reply as reply_of
from heating.complaints.records import Record
from heating.complaints.rules import STATUS_NAMES, Status
from heating.lib.wording import Language, Text
from heating.open311.actions import system_of
from heating.open311.filters import CLOSED, OPEN
from heating.open311.submissions import Submission
from heating.open311.writing import Value
from heating.registry.records import AssetRecord

CLOSED_STATUSES = frozenset({Status.REPLIED, Status.CLOSED})
_PROMISE = Text("承诺于 {on} 前解决", "Promised to be solved by {on}")
_REPLIED = Text("{state}。原因：{cause} 措施：{measure} 联系：{contact}", "{state}. {cause} {measure} {contact}")
_UNKNOWN = Text("供热诉求", "Heating complaint")
_PRIVATE_HOME = 1
"""A building of so few households is somebody's own house: its address names a person."""


class Surroundings(NamedTuple):
    """What many requests need to be shown: names by path, when each changed last, by when it has to be solved."""

    categories: Mapping[str, Category]
    buildings: Mapping[UUID, AssetRecord]
    organizations: Mapping[str, Text]
    areas: Mapping[str, Text]
    submissions: Mapping[UUID, Submission]
    changed: Mapping[UUID, datetime]
    expected: Mapping[UUID, datetime]


def requests(rows: Sequence[Record], around: Surroundings, client: Actor | None, language: Language) -> list[Value]:
    return [_request(row, around, client, language) for row in rows]


def _request(row: Record, around: Surroundings, client: Actor | None, language: Language) -> Value:
    category = around.categories.get(row.category or "")
    name = (category.name if category else _UNKNOWN).in_language(language)
    is_own = client is not None and row.external_system == system_of(client)
    submission = around.submissions.get(row.id) if is_own else None
    request: dict[str, Value] = {
        "service_request_id": row.number,
        "status": CLOSED if row.status in CLOSED_STATUSES else OPEN,
        "status_notes": _status_notes(row, is_own, language),
        "service_name": name,
        "service_code": row.category or "",
        "description": row.text if is_own else name,
        "agency_responsible": _named(row.organization_path, around.organizations, language),
        "service_notice": _notice(row, language),
        "requested_datetime": row.received_at,
        "updated_datetime": around.changed.get(row.id, row.received_at),
        "expected_datetime": around.expected.get(row.id),
        **_place(row, around, submission, is_own=is_own, language=language),
        "media_url": (submission.media_url or None) if submission else None,
        "extended_attributes": _extended(row, submission),
    }
    return request


def _status_notes(row: Record, is_own: bool, language: Language) -> str:
    state = STATUS_NAMES[row.status].in_language(language)
    reply = reply_of(row.reply_json) if is_own else None
    if reply is None:
        return state
    return _REPLIED.in_language(language).format(
        state=state, cause=reply.cause, measure=reply.measure, contact=reply.contact
    )


def _notice(row: Record, language: Language) -> str | None:
    return _PROMISE.in_language(language).format(on=row.promised_on) if row.promised_on else None


def _place(
    row: Record, around: Surroundings, submission: Submission | None, *, is_own: bool, language: Language
) -> dict[str, Value]:
    """Fields of which nothing is known are left out: clients take null for neither text nor degrees."""
    building = around.buildings.get(row.building_id) if row.building_id else None
    area = _named(row.area_path, around.areas, language)
    if is_own:
        place: dict[str, Value] = {"address": row.address or area}
    elif building is None or (building.households or 0) <= _PRIVATE_HOME:
        return {"address": area}
    else:
        place = {"address": building.name if language == "zh" else building.name_en or building.name}
    if building is not None:
        place["address_id"] = building.code
    position = submission.position if submission else None
    if position is not None:
        place |= {"lat": position.lat, "long": position.long}
    elif building is not None and building.latitude is not None and building.longitude is not None:
        place |= {"lat": building.latitude, "long": building.longitude}
    return place


def _extended(row: Record, submission: Submission | None) -> Value:
    extended: dict[str, Value] = {
        "detailed_status": row.status.value,
        "urgency": row.urgency.value,
        "matter_class": row.matter_class.value if row.matter_class else None,
        "returned": row.returns,
    }
    if submission is not None:
        extended["attributes_sent"] = [
            {"code": code, "value": value if isinstance(value, str) else ", ".join(value)}
            for code, value in submission.attributes.items()
        ]
    return extended


def _named(path: str, names: Mapping[str, Text], language: Language) -> str:
    return names[path].in_language(language) if path in names else ""
