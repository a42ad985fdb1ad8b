"""Posts that nobody has signed in for in time: found once, told to those who can fill them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from heating import audit, storage
from heating.accounts import queries as accounts
from heating.duty import queries, telling
from heating.duty.queries import Posts
from heating.duty.rules import Place, Via, Watch, Window, sign_in_key
from heating.duty.timeline import in_force
from heating.lib import clock
from heating.lib.ids import new_id
from heating.registry.filtering import in_chunks, marks

_INSERT = """
    INSERT INTO duty_vacancy (id, key, organization_path, area_path, post, person_id, starts_at, ends_at, found_at,
        ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (key) DO NOTHING
"""


class _Absent(NamedTuple):
    id: UUID
    place: Place
    watch: Watch

    @property
    def key(self) -> str:
        return sign_in_key(self.place, self.watch)


async def sweep(zone: ZoneInfo) -> int:
    """How many posts have fallen vacant since the last time. Several may sweep at once: each watch is found once.

    A reinforcement who has not come is passed over like any absent officer, but the post is filled: no alarm."""
    now = clock.now()
    if not await _absent(now):
        return 0  # readers have said so: it costs the writer nothing
    async with storage.transaction():
        absent = await _absent(now)
        found = await _note(absent, now)
        posts = await queries.posts_at(now)
        names = await accounts.people({one.watch.person for one in found})
        for one in found:
            storage.current_unit().changed("roster", one.id, **one.place._asdict())
            if one.watch.via is not Via.REINFORCEMENT:
                await _tell(one, posts, names.get(one.watch.person, ""), zone)
    return len(found)


async def _absent(now: datetime) -> list[_Absent]:
    """Watches that run, have not been signed in for in time, and are not known to be vacant."""
    window = Window(now, now + timedelta(minutes=1))
    running = [
        _Absent(new_id(), roster.place, watch)
        for roster, watch in in_force(await queries.rosters_in(window), window)
        if watch.window.holds(now) and watch.sign_in_by <= now
    ]
    known = await _known([one.key for one in running])
    return [one for one in running if one.key not in known]


async def _known(keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in in_chunks(keys, 2000):
        rows = await storage.fetch(
            f"SELECT key FROM duty_sign_in WHERE key IN ({marks(some)})"
            f" UNION ALL SELECT key FROM duty_vacancy WHERE key IN ({marks(some)})",
            [*some, *some],
        )
        found |= {row["key"] for row in rows}
    return found


async def _note(absent: Sequence[_Absent], now: datetime) -> list[_Absent]:
    """Those that this sweep was the first to find."""
    rows = [(one.id, one.key, *one.place, one.watch.post, one.watch.person, *one.watch.window, now) for one in absent]
    await storage.execute_many(_INSERT, rows)
    written: set[UUID] = set()
    for some in in_chunks([one.id for one in absent]):
        found = await storage.fetch(f"SELECT id FROM duty_vacancy WHERE id IN ({marks(some)})", list(some))
        written |= {UUID(str(row["id"])) for row in found}
    return [one for one in absent if one.id in written]


async def _tell(one: _Absent, posts: Posts, name: str, zone: ZoneInfo) -> None:
    place, watch = one.place, one.watch
    told = await telling.vacant(one.id, place, watch, posts.on_duty(*place), name, zone)
    audit.record(
        audit.SYSTEM,
        "post.vacant",
        subject_kind="watch",
        subject_id=one.id,
        organization=place.organization,
        area=place.area,
        detail={
            "post": watch.post,
            "person": watch.person,
            "starts_at": watch.starts_at,
            "ends_at": watch.ends_at,
            "people": told,
        },
    )
