"""Whoever has to act on a complaint of another organization, or goes to its home, has it on his phone as well: what
changes is noted under his own organization too, where his phone looks. So is that it is his no longer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts.queries import Home
from heating.complaints.clocking import KIND
from heating.complaints.records import Record
from heating.lib import areas
from heating.registry.filtering import in_chunks, marks


async def tell(rows: Sequence[Record], *, visitors: bool = True) -> None:
    """Within the transaction, of complaints as they were and as they are. `visitors`: somebody may have been there."""
    rows = [row for row in rows if not row.historical]
    holders: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for row in rows:
        if row.officer_id is not None:
            holders[row.id].add(row.officer_id)
    for complaint, visitor in await _visitors({row.id for row in rows}) if visitors else ():
        holders[complaint].add(visitor)
    homes = await accounts.homes(set().union(*holders.values()))
    unit = storage.current_unit()
    for row in rows:
        for home in (homes[id] for id in holders[row.id] if id in homes):
            if not _reaches(home, row):
                unit.changed(KIND, row.id, organization=home.organization, area=home.area)


async def _visitors(complaints: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    found = []
    for some in in_chunks(list(complaints)):
        found += await storage.fetch(
            f"SELECT DISTINCT complaint_id, visitor_id FROM household_visit WHERE complaint_id IN ({marks(some)})", some
        )
    return [(UUID(str(row["complaint_id"])), UUID(str(row["visitor_id"]))) for row in found]


def _reaches(home: Home, row: Record) -> bool:
    return areas.within(row.organization_path, home.reach) and areas.within(row.area_path, home.area)
