"""Whom to call, as phones keep it: who is on duty at each place and who comes next, to be read without a signal.

Who is on duty changes by the mere passing of time, and with rosters, accounts and telephones. So what phones hold is
itself kept, and brought up to date every now and then: what differs is news to them.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import msgspec

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.duty import queries, reading
from heating.duty.coverage import MUST_HAVE
from heating.duty.models import CopyRow
from heating.duty.roster_queries import reachable
from heating.duty.rules import Place, Post, Roster, Staff, Via, Watch, Window
from heating.duty.schemas import Reachable
from heating.duty.timeline import in_force
from heating.lib import clock
from heating.lib.wording import Text
from heating.registry.filtering import marks

KIND = "on_duty"
AHEAD = timedelta(days=3)
"""Longer than a phone is without a signal."""
_PLACES = UUID("6c1b6a3e-5d43-4f0e-9a3c-6f1f5c0d7e21")


class Call(msgspec.Struct, frozen=True):
    """Somebody at a post from when to when; without times for as long as no roster says otherwise."""

    post: Post
    person: Reachable
    via: Via
    starts_at: datetime | None = None
    ends_at: datetime | None = None


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """`name` and `phone` are the organization's. `watches` from those that run on, by time."""

    id: UUID
    organization: str
    area: str
    name: Text
    phone: str
    watches: tuple[Call, ...]

    @property
    def place(self) -> Place:
        return Place(self.organization, self.area)


async def mirror_on_duty(
    actor: Actor, *, ids: Sequence[str] | None = None, after: str = "", limit: int = 500
) -> dict[str, Copy]:
    """By id: of his own tree, below him and above him, as the office shows it."""
    condition, params = reading.seen(actor, "c")
    if ids is not None:
        condition += f" AND c.id IN ({marks(ids) or 'NULL'})"
        params += [UUID(id) for id in ids]
    elif after:
        condition += " AND c.id > ?"
        params.append(UUID(after))
    sql = f"SELECT row_json FROM duty_copy c WHERE {condition} ORDER BY c.id LIMIT {limit}"
    rows = await storage.fetch(sql, params)
    copies = [msgspec.json.decode(row["row_json"], type=Copy) for row in rows]
    return {str(copy.id): copy for copy in copies}


async def refresh() -> int:
    """Bring up to date what phones hold. How many places are news to them."""
    now = clock.now()
    copies = {copy.id: copy for copy in await _copies(now)}
    if not _differing(copies, await _kept()):
        return 0  # readers have said so: it costs the writer nothing
    async with storage.transaction() as unit:
        differing = _differing(copies, await _kept())
        await storage.execute(f"DELETE FROM duty_copy WHERE id IN ({marks(differing) or 'NULL'})", differing)
        await unit.insert_now(CopyRow, [_values(copies[id]) for id in differing if id in copies])
        for id in differing:  # of nobody: also those below it have to hear of it
            unit.changed(KIND, id, organization="", area="")
    return len(differing)


def _differing(copies: Mapping[UUID, Copy], kept: Mapping[UUID, Copy]) -> list[UUID]:
    return [id for id in {**copies, **kept} if copies.get(id) != kept.get(id)]


async def _kept() -> dict[UUID, Copy]:
    rows = await storage.fetch("SELECT row_json FROM duty_copy", [])
    copies = [msgspec.json.decode(row["row_json"], type=Copy) for row in rows]
    return {copy.id: copy for copy in copies}


def _values(copy: Copy) -> dict[str, object]:
    return {
        "id": copy.id,
        "organization_path": copy.organization,
        "area_path": copy.area,
        "row_json": msgspec.json.encode(copy).decode(),
    }


async def _copies(now: datetime) -> list[Copy]:
    posts = await queries.posts_at(now)
    watches = await _on_rosters(posts.rosters, Window(now, now + AHEAD))
    organizations = {one.path: one for one in await accounts.organizations_below("")}
    for path in (one.path for one in organizations.values() if one.kind in MUST_HAVE):
        if Place(path, "") not in watches and (by_account := _by_account(posts, path)):
            watches[Place(path, "")] = by_account
    return [
        Copy(
            id=uuid5(_PLACES, "|".join(place)),
            organization=place.organization,
            area=place.area,
            name=Text(one.name, one.name_en or one.name),
            phone=one.phone,
            watches=tuple(calls),
        )
        for place, calls in watches.items()
        if (one := organizations.get(place.organization))
    ]


async def _on_rosters(rosters: Sequence[Roster], window: Window) -> dict[Place, list[Call]]:
    found = in_force(rosters, window)
    staff = await queries.staff({watch.person for _, watch in found})
    people = {one.id: one for one in staff if not one.disabled}
    watches: dict[Place, list[Call]] = {}
    for roster, watch in found:
        if watch.person in people:
            watches.setdefault(roster.place, []).append(_call(watch, people[watch.person]))
    return watches


def _call(watch: Watch, person: Staff) -> Call:
    starts_at, ends_at = watch.starts_at.astimezone(UTC), watch.ends_at.astimezone(UTC)
    return Call(watch.post, reachable(person), watch.via, starts_at, ends_at)


def _by_account(posts: queries.Posts, path: str) -> list[Call]:
    """Of the organization itself; who else is asked stands with the organizations above."""
    return [
        Call(one.post, reachable(one.person), one.via)
        for one in posts.on_duty(path, "").line
        if one.via is Via.ACCOUNT and one.place.organization == path
    ]
