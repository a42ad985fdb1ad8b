"""What fails again while a hazard of it is open is seen again: it joins that hazard instead of raising a second one."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.hazards.causes import Cause
from heating.hazards.filtering import OPEN_SQL
from heating.hazards.models import HazardStepRow
from heating.hazards.rules import OPEN, Grade, Status, joins
from heating.hazards.steps import Step
from heating.photos import actions as photos
from heating.photos.rules import Reference
from heating.registry.filtering import in_chunks, marks

_encode = msgspec.json.Encoder().encode

REPEATED_WITHIN = timedelta(days=365)


class Earlier(msgspec.Struct, frozen=True):
    """A hazard of the same item of an asset, open or closed."""

    id: UUID
    number: str
    asset: UUID
    item: str
    household: UUID | None
    grade: Grade
    status: Status
    site: UUID
    organization: str
    unit: str | None
    area: str
    closed_at: datetime | None
    version: int


class Joined(NamedTuple):
    """`place` in the hazard's story."""

    seen: Cause
    hazard: Earlier
    place: int


_Key = tuple[UUID, str, UUID | None]


class Known:
    """Of each item the open hazard and the one closed last; those raised in this group are noted as they come."""

    def __init__(self, rows: Sequence[Earlier]) -> None:
        self.joined: list[Joined] = []
        self._open: dict[_Key, Earlier] = {}
        self._closed: dict[_Key, Earlier] = {}
        for row in rows:
            kept = self._open if row.status in OPEN else self._closed
            kept[row.asset, row.item, row.household] = row

    def joins(self, cause: Cause) -> bool:
        key = (cause.asset.id, cause.item, cause.household)
        earlier = self._open.get(key)
        if earlier is not None and joins(cause.grade, earlier.grade):
            self.joined.append(Joined(cause, earlier, earlier.version + 1))
            self._open[key] = msgspec.structs.replace(earlier, version=earlier.version + 1)
            return True
        self._open[key] = _raised(cause)
        return False

    def closed_before(self, cause: Cause) -> UUID | None:
        """The hazard that was closed less than a year before, and came back."""
        earlier = self._closed.get((cause.asset.id, cause.item, cause.household))
        if earlier is None or earlier.closed_at is None:
            return None
        return earlier.id if cause.happened_at - earlier.closed_at < REPEATED_WITHIN else None


async def known(causes: Sequence[Cause]) -> Known:
    """One query for the assets of a whole group; the latest of each item counts."""
    rows: list[Earlier] = []
    items = sorted({cause.item for cause in causes})
    for some in in_chunks(sorted({cause.asset.id for cause in causes}, key=str)):
        await _lock_open(some, items)
        rows += await storage.fetch_as(
            Earlier,
            "SELECT id, number, asset_id AS asset, item, household_id AS household, grade, status, site_id AS site,"
            " organization_path AS organization, unit_path AS unit, area_path AS area, closed_at, version"
            " FROM hazard"
            f" WHERE asset_id IN ({marks(some)}) AND item IN ({marks(items)}) AND status <> 'dismissed'"
            " ORDER BY happened_at, id",
            [*some, *items],
        )
    return Known(rows)


async def _lock_open(assets: Sequence[UUID], items: Sequence[str]) -> None:
    """Whoever closes one of them at this moment is waited for: what fails again must not join a hazard that is closed.
    SQLite has one writer."""
    if storage.dialect() == "postgres":
        await storage.fetch(
            f"SELECT id FROM hazard WHERE asset_id IN ({marks(assets)}) AND item IN ({marks(items)})"
            f" AND status IN {OPEN_SQL} ORDER BY id FOR UPDATE",
            [*assets, *items],
        )


async def write(joined: Sequence[Joined]) -> None:
    """The hazards live on as they were, with one more sighting; the id that the inspection gave is the step's."""
    if not joined:
        return
    unit = storage.current_unit()
    await unit.write_rows()  # the hazard may have been raised in this very group
    counts = Counter(one.hazard.id for one in joined)
    await storage.execute_many(
        "UPDATE hazard SET sightings = sightings + ?, version = version + ? WHERE id = ?",
        [[times, times, str(hazard)] for hazard, times in counts.items()],
    )
    for one in joined:
        unit.insert(HazardStepRow, _step(one))
        _tell(unit, one)


def _raised(cause: Cause) -> Earlier:
    return Earlier(
        id=cause.id,
        number="",
        asset=cause.asset.id,
        item=cause.item,
        household=cause.household,
        grade=cause.grade,
        status=Status.REPORTED,
        site=cause.asset.site,
        organization=cause.asset.organization,
        unit=None,
        area=cause.asset.area,
        closed_at=None,
        version=1,
    )


def _step(one: Joined) -> dict[str, object]:
    seen, hazard, place = one
    position = seen.position
    return {
        "id": seen.id,
        "hazard_id": hazard.id,
        "step": Step.SEE_AGAIN,
        "from_status": hazard.status,
        "to_status": hazard.status,
        "actor_id": seen.actor.id,
        "actor_name": seen.actor.name,
        "organization_path": seen.actor.home_organization,
        "happened_at": seen.happened_at,
        "received_at": seen.received_at,
        "reason": "",
        "note": seen.description,
        "photos_json": _encode(seen.photos).decode(),
        "label_code": seen.label and seen.label.code,
        "label_match": None,
        "longitude": position and position.longitude,
        "latitude": position and position.latitude,
        "accuracy_m": position and position.accuracy_m,
        "device_id": seen.device,
        "detail_json": _encode({"inspection": seen.inspection, "item": seen.item, "grade": seen.grade}).decode(),
        "content_hash": "",
        "place": place,
    }


def _tell(unit: storage.Unit, one: Joined) -> None:
    seen, hazard, _ = one
    organizations = sorted({hazard.organization, hazard.unit or hazard.organization})
    for organization in organizations:
        unit.changed("hazard", hazard.id, organization=organization, area=hazard.area)
    photos.reference(
        Reference(photo.sha256, "hazard", hazard.id, organization, hazard.area, photo.role)
        for organization in organizations
        for photo in seen.photos
    )
    audit.record(
        seen.actor,
        "hazard.seen_again",
        subject_kind="hazard",
        subject_id=hazard.id,
        organization=hazard.organization,
        area=hazard.area,
        detail={"site": hazard.site, "inspection": seen.inspection, "item": seen.item, "grade": seen.grade},
    )
