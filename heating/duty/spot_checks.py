"""查岗: whoever is at a post is asked whether he is there, and answers in time or is missed."""

from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.duty import problems, queries, reading, telling
from heating.duty.models import SpotCheckRow
from heating.duty.roster_actions import refuse_writing
from heating.duty.rules import Place, Post, Via, Watch, Window
from heating.duty.serving_schemas import NewSpotCheck
from heating.duty.timeline import in_force
from heating.lib import clock
from heating.registry.clashes import once_more


async def ask(actor: Actor, new: NewSpotCheck) -> UUID:
    """The same again is harmless. Raises duty.not_found, accounts.forbidden, duty.nobody, duty.id_taken."""
    refuse_writing(actor, new.organization, new.area)
    return await once_more(partial(_ask, actor, new))


async def _ask(actor: Actor, new: NewSpotCheck) -> UUID:
    content_hash, now = sha256(msgspec.json.encode(new)).hexdigest(), clock.now()
    place = Place(new.organization, new.area)
    async with storage.transaction() as unit:
        known = await SpotCheckRow.filter(id=new.id).values_list("content_hash", flat=True)
        if reading.known_hash([str(one) for one in known], content_hash):
            return new.id
        watch = await at_post(place, new.post, now)
        answer_by = now + timedelta(minutes=new.minutes)
        names = await accounts.people([watch.person])
        unit.insert(
            SpotCheckRow,
            {
                "id": new.id,
                "organization_path": place.organization,
                "area_path": place.area,
                "post": new.post,
                "person_id": watch.person,
                "person_name": names.get(watch.person, ""),
                "asked_at": now,
                "asked_by_id": actor.id,
                "asked_by_name": actor.name,
                "answer_by": answer_by,
                "answer": "",
                "look_after": answer_by,
                "content_hash": content_hash,
            },
        )
        _tell(actor, "asked", new.id, place, post=new.post, person=watch.person, answer_by=answer_by)
        await telling.checked(new.id, watch, new.minutes)
    return new.id


async def at_post(place: Place, post: Post, at: datetime) -> Watch:
    """Who is there by the roster of this very place. Raises duty.nobody."""
    window = Window(at, at + timedelta(minutes=1))
    rosters = [roster for roster in await queries.rosters_in(window, [place]) if roster.place == place]
    for _, watch in in_force(rosters, window):
        if watch.post is post and watch.via is not Via.REINFORCEMENT and watch.window.holds(at):
            return watch
    raise problems.NOBODY()


async def answer(actor: Actor, id: UUID, text: str) -> None:
    """Late too; again is harmless. Raises duty.not_found for anybody else."""
    now = clock.now()
    async with storage.transaction():
        found = await SpotCheckRow.get_or_none(id=id, person_id=actor.id)
        if found is None:
            raise problems.NOT_FOUND()
        columns = {"answered_at": now, "answer": text.strip(), "look_after": None}
        if await SpotCheckRow.filter(id=id, answered_at=None).update(**columns):
            place = Place(found.organization_path, found.area_path)
            _tell(actor, "answered", id, place, post=found.post, late=now > found.answer_by)


async def sweep() -> int:
    """Those that nobody has answered in time: said once. How many there were."""
    now = clock.now()
    if not await SpotCheckRow.filter(look_after__lt=now).exists():
        return 0
    missed = 0
    async with storage.transaction():
        for row in await SpotCheckRow.filter(look_after__lt=now).order_by("look_after"):
            if await SpotCheckRow.filter(id=row.id, look_after=row.look_after).update(look_after=None):
                place = Place(row.organization_path, row.area_path)
                _tell(audit.SYSTEM, "missed", row.id, place, post=row.post, person=row.person_id)
                await telling.missed(row.id, place, Post(row.post), row.person_id, row.person_name, row.asked_by_id)
                missed += 1
    return missed


def _tell(actor: audit.Who, verb: str, id: UUID, place: Place, **detail: object) -> None:
    audit.record(
        actor,
        f"spot_check.{verb}",
        subject_kind="spot_check",
        subject_id=id,
        organization=place.organization,
        area=place.area,
        detail=detail,
    )
    storage.current_unit().changed("roster", id, organization=place.organization, area=place.area)
