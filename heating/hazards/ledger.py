"""Entering hazards: number, row, references, counts. The same for whatever raised them."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.hazards.evidence import HazardPhoto
from heating.hazards.models import HazardRow
from heating.hazards.rules import Grade, number, season_year
from heating.photos import actions as photos
from heating.photos.rules import Reference


class NewEntry(NamedTuple):
    """A hazard to be written, but for its number."""

    actor: Actor
    values: dict[str, object]
    photos: tuple[HazardPhoto, ...]


async def write(new: Sequence[NewEntry], zone: ZoneInfo) -> None:
    """Number, insert, refer, tell, count: few statements however many there are."""
    if not new:
        return
    unit = storage.current_unit()
    for hazard, its_number in zip(new, await _numbers(new, zone), strict=True):
        hazard.values["number"] = its_number
        unit.insert(HazardRow, hazard.values)
        _tell(unit, hazard)
    await _count(new)


def _tell(unit: storage.Unit, hazard: NewEntry) -> None:
    """References, change log, audit."""
    values = hazard.values
    organization, area = str(values["organization_path"]), str(values["area_path"])
    hazard_id = UUID(str(values["id"]))
    photos.reference(
        Reference(photo.sha256, "hazard", hazard_id, organization, area, photo.role) for photo in hazard.photos
    )
    unit.changed("hazard", hazard_id, organization=organization, area=area)
    audit.record(
        hazard.actor,
        "hazard.reported",
        subject_kind="hazard",
        subject_id=hazard_id,
        organization=organization,
        area=area,
        detail={name: values[name] for name in ("number", "grade", "source", "item")}
        | {"site": values["site_id"], "asset": values["asset_id"], "inspection": values["inspection_id"]},
    )


async def _numbers(new: Sequence[NewEntry], zone: ZoneInfo) -> list[str]:
    """Consecutive within a season, in the order of the batch; given back when the transaction fails."""
    years = [season_year(_moment(hazard), zone) for hazard in new]
    following = {year: await _reserve(year, count) - count for year, count in sorted(Counter(years).items())}
    numbers = []
    for year in years:
        following[year] += 1
        numbers.append(number(year, following[year]))
    return numbers


def _moment(hazard: NewEntry) -> datetime:
    received_at = hazard.values["received_at"]
    assert isinstance(received_at, datetime)
    return received_at


async def _reserve(year: int, count: int) -> int:
    """The last of `count` new numbers."""
    rows = await storage.fetch(
        "INSERT INTO hazard_counter (year, n) VALUES (?, ?)"
        " ON CONFLICT (year) DO UPDATE SET n = hazard_counter.n + excluded.n RETURNING n",
        [year, count],
    )
    last: int = rows[0]["n"]
    return last


async def _count(new: Sequence[NewEntry]) -> None:
    """Add to the open counts of the sites, in the order of their ids: two groups never wait for each other."""
    counts: dict[str, Counter[str]] = {}
    for hazard in new:
        counts.setdefault(str(hazard.values["site_id"]), Counter())[str(hazard.values["grade"])] += 1
    await storage.execute_many(
        "INSERT INTO hazard_site_count (site_id, minor, general, larger, major) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (site_id) DO UPDATE SET minor = hazard_site_count.minor + excluded.minor,"
        " general = hazard_site_count.general + excluded.general, larger = hazard_site_count.larger + excluded.larger,"
        " major = hazard_site_count.major + excluded.major",
        [[site, *(counts[site][grade] for grade in Grade)] for site in sorted(counts)],
    )
