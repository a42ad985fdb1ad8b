"""Entering hazards: number, row, references, counts. The same for whatever raised them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.deadlines import actions as deadlines
from heating.hazards import clocking, policies_queries
from heating.hazards.clocking import Timed
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
    """Number, start the clocks, insert, refer, tell, count: few statements however many there are."""
    if not new:
        return
    unit = storage.current_unit()
    for hazard, its_number in zip(new, await _numbers(new, zone), strict=True):
        hazard.values["number"] = its_number
    due = await _start_clocks(new, zone)
    for hazard in new:
        hazard.values["due_at"] = due.get(UUID(str(hazard.values["id"])))
        unit.insert(HazardRow, hazard.values)
        _tell(unit, hazard)
    await count(_counts(new))


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


def column(grade: str, weak_link: bool) -> str:
    """Where a hazard is counted: weak links apart from the grades."""
    return "weak_links" if weak_link else grade


async def count(moved: Mapping[UUID, Mapping[str, int]]) -> None:
    """Add to the open counts of the sites, in the order of their ids: two groups never wait for each other."""
    changes = [[str(site), *(moved[site].get(name, 0) for name in COLUMNS)] for site in sorted(moved, key=str)]
    await storage.execute_many(_COUNT, [change for change in changes if any(change[1:])])


COLUMNS = (*(grade.value for grade in Grade), "weak_links")
_ADDED = ", ".join(f"{name} = hazard_site_count.{name} + excluded.{name}" for name in COLUMNS)
_COUNT = (
    f"INSERT INTO hazard_site_count (site_id, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)"
    f" ON CONFLICT (site_id) DO UPDATE SET {_ADDED}"
)


def _counts(new: Sequence[NewEntry]) -> dict[UUID, Counter[str]]:
    counts: dict[UUID, Counter[str]] = {}
    for hazard in new:
        site = UUID(str(hazard.values["site_id"]))
        counts.setdefault(site, Counter())[str(hazard.values["grade"])] += 1
    return counts


async def _start_clocks(new: Sequence[NewEntry], zone: ZoneInfo) -> dict[UUID, datetime | None]:
    """Somebody has to confirm each of them in time: the place's safety owner first."""
    policies = await policies_queries.current(zone)
    clocks = []
    for hazard in new:
        timed, at = _timed(hazard.values), _moment(hazard)
        if (limit := clocking.limit(timed, "confirm", policies, at)) is not None:
            clocks.append(clocking.clock(timed, "confirm", limit, at))
    return await deadlines.start(clocks, zone)


def _timed(values: Mapping[str, Any]) -> Timed:
    return Timed(
        id=values["id"],
        number=values["number"],
        grade=values["grade"],
        code=values["code"],
        weak_link=False,
        unit=values["organization_path"],
        area=values["area_path"],
        responsible=values["safety_owner_id"],
    )
