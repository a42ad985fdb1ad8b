"""Who takes a complaint now: the posts of this moment, and how much each officer has before him."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from heating import storage
from heating.accounts.rules import Role
from heating.complaints.filtering import statuses
from heating.complaints.routing import Target, candidates, route
from heating.complaints.rules import Status
from heating.duty import queries as duty
from heating.duty.line import Duty
from heating.lib import areas
from heating.registry.filtering import marks

_BEFORE_HIM = statuses(frozenset({Status.DISPATCHED, Status.HANDLING}))


class Posting:
    """Asked for as many complaints as a transaction has; whoever gets one has one more before him at once."""

    def __init__(self, posts: duty.Posts) -> None:
        self._posts = posts
        self._loads: dict[UUID, int] = {}

    async def find(self, unit: str, area: str, skill: str | None = None, excluded: Collection[UUID] = ()) -> Target:
        on_duty = self._posts.on_duty(unit, area)
        await self._count(on_duty)
        target = route(on_duty, skill, self._loads, excluded=excluded)
        if target.officer is None:
            administrators = [one for one in await duty.staff([], [Role.ADMINISTRATOR]) if not one.disabled]
            target = route(on_duty, skill, self._loads, excluded=excluded, last_resort=administrators)
        if target.officer is not None:
            self._loads[target.officer] = self._loads.get(target.officer, 0) + 1
        return target

    def leader(self, unit: str, area: str) -> UUID | None:
        leader = self._posts.on_duty(unit, area).leader
        return leader.person.id if leader else None

    def leader_name(self, unit: str, area: str) -> str | None:
        leader = self._posts.on_duty(unit, area).leader
        return leader.person.name if leader else None

    def answers(self, unit: str, area: str, person: UUID | None) -> bool:
        """Is he the first who would be asked, or beside him on the same post?"""
        on_duty = self._posts.on_duty(unit, area)
        present = [one.person.id for one in on_duty.line if one.answers]
        officers = [id for id in candidates(on_duty) if id in present]
        return person in officers if present and present[0] in officers else person in present[:1]

    async def _count(self, on_duty: Duty) -> None:
        """Only where the load decides."""
        officers = candidates(on_duty)
        new = [id for id in officers if id not in self._loads]
        if len(officers) < 2 or not new:
            return
        rows = await storage.fetch(
            "SELECT officer_id, count(*) AS n FROM complaint"
            f" WHERE officer_id IN ({marks(new)}) AND status IN {_BEFORE_HIM} AND merged_into_id IS NULL"
            " GROUP BY officer_id",
            new,
        )
        self._loads.update((UUID(str(row["officer_id"])), row["n"]) for row in rows)


async def posting(at: datetime, places: Iterable[tuple[str, str]]) -> Posting:
    return Posting(await duty.posts_at(at, list(places)))


def desk_of(organization: str) -> str:
    """Where something waits for which no unit is known: the company's desk for its crews', else the city's own."""
    above = areas.ancestors(organization)
    return above[1] if len(above) > 2 else organization
