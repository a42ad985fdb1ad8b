"""Signing in for a watch, and handing it over with both signatures."""

from datetime import datetime
from functools import partial
from hashlib import sha256
from uuid import UUID

import msgspec

from heating import audit, storage
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.duty import own_watches, problems, reading, telling
from heating.duty.models import HandOverRow, SignInRow, VacancyRow
from heating.duty.own_watches import Found
from heating.duty.rules import SIGN_IN_BEFORE, Place, Watch, sign_in_key
from heating.duty.serving_schemas import NewHandOver, WatchBody
from heating.lib import clock
from heating.registry.clashes import once_more


async def sign_in(actor: Actor, body: WatchBody) -> datetime:
    """When it was signed in for; again answers as the first time. Raises duty.not_found, duty.too_early, duty.over."""
    return await once_more(partial(_sign_in, actor, body))


async def _sign_in(actor: Actor, body: WatchBody) -> datetime:
    now, place = clock.now(), Place(body.organization, body.area)
    async with storage.transaction() as unit:
        watch = (await own_watches.find(place, body.post, actor.id, body.starts_at)).watch
        key = sign_in_key(place, watch)
        if known := await SignInRow.get_or_none(key=key):
            return known.signed_at
        if now < watch.starts_at - SIGN_IN_BEFORE:
            raise problems.TOO_EARLY()
        if now >= watch.ends_at:
            raise problems.OVER()
        unit.insert(SignInRow, {"id": body.id, "key": key, **_columns(place, watch), "signed_at": now})
        await VacancyRow.filter(key=key, ended_at=None).update(ended_at=now)
        late = max(0, int((now - watch.starts_at).total_seconds() // 60))
        _tell(actor, "post.signed_in", body.id, place, post=watch.post, starts_at=watch.starts_at, minutes_late=late)
    return now


def _columns(place: Place, watch: Watch) -> dict[str, object]:
    return {
        "organization_path": place.organization,
        "area_path": place.area,
        "post": watch.post,
        "person_id": watch.person,
        "starts_at": watch.starts_at,
    }


async def hand_over(actor: Actor, new: NewHandOver) -> UUID:
    """The note of the one who goes, with which he signs. The same again is harmless. Raises duty.not_found,
    duty.too_early, duty.nobody_follows, duty.handed_over, duty.id_taken."""
    return await once_more(partial(_hand_over, actor, new))


async def _hand_over(actor: Actor, new: NewHandOver) -> UUID:
    content_hash, place = sha256(msgspec.json.encode(new)).hexdigest(), Place(new.organization, new.area)
    async with storage.transaction():
        known = await HandOverRow.filter(id=new.id).values_list("content_hash", flat=True)
        if reading.known_hash([str(one) for one in known], content_hash):
            return new.id
        found = await own_watches.find(place, new.post, actor.id, new.starts_at)
        if clock.now() < found.watch.starts_at:
            raise problems.TOO_EARLY()
        coming = own_watches.following(found.watch, found.around)
        if coming is None:
            raise problems.NOBODY_FOLLOWS()
        if await HandOverRow.filter(key=sign_in_key(place, found.watch)).exists():
            raise problems.HANDED_OVER()
        await _write_hand_over(actor, new, found, coming, content_hash)
    return new.id


async def _write_hand_over(actor: Actor, new: NewHandOver, found: Found, coming: Watch, content_hash: str) -> None:
    names = await accounts.people([coming.person])
    place, watch = found.place, found.watch
    storage.current_unit().insert(
        HandOverRow,
        {
            "id": new.id,
            "key": sign_in_key(place, watch),
            "organization_path": place.organization,
            "area_path": place.area,
            "post": watch.post,
            "from_id": actor.id,
            "from_name": actor.name,
            "to_id": coming.person,
            "to_name": names.get(coming.person, ""),
            "starts_at": watch.starts_at,
            "ends_at": watch.ends_at,
            "note": new.note.strip(),
            "written_at": clock.now(),
            "remark": "",
            "content_hash": content_hash,
        },
    )
    _tell(actor, "watch.handed_over", new.id, place, post=watch.post, to=coming.person, ends_at=watch.ends_at)
    await telling.handed_over(actor, new.id, coming)


async def receive(actor: Actor, id: UUID, remark: str) -> None:
    """The signature of the one who comes. Again is harmless. Raises duty.not_found for anybody else."""
    async with storage.transaction():
        found = await HandOverRow.get_or_none(id=id, to_id=actor.id)
        if found is None:
            raise problems.NOT_FOUND()
        if await HandOverRow.filter(id=id, received_at=None).update(received_at=clock.now(), remark=remark.strip()):
            place = Place(found.organization_path, found.area_path)
            _tell(actor, "watch.taken_over", id, place, post=found.post, by=found.from_id, ends_at=found.ends_at)


def _tell(actor: Actor, action: str, id: UUID, place: Place, **detail: object) -> None:
    audit.record(
        actor,
        action,
        subject_kind="watch",
        subject_id=id,
        organization=place.organization,
        area=place.area,
        detail=detail,
    )
    storage.current_unit().changed("roster", id, organization=place.organization, area=place.area)
