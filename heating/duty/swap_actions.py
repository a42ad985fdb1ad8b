"""Swaps: asked by the one who wants to be free, accepted or declined by the one who is to serve."""

from datetime import datetime
from functools import partial
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from tortoise.queryset import QuerySet

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.duty import change_actions, checking, own_watches, problems, reading, telling
from heating.duty.models import SwapRow
from heating.duty.own_watches import Found
from heating.duty.rules import Change, Place, Post, SwapStatus, Via, Watch
from heating.duty.serving_schemas import NewSwap
from heating.http.problems import INVALID
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.problems import FieldError, Problem
from heating.lib.wording import Text
from heating.registry.clashes import once_more

_WITH_ONESELF = Text("不能与自己换班", "is oneself")
_NO_WATCH = Text("对方当时没有这一班", "is not the beginning of a watch of his")


async def ask(actor: Actor, new: NewSwap, zone: ZoneInfo) -> UUID:
    """The same again is harmless. Raises duty.not_found, duty.over, http.invalid, duty.faults, duty.id_taken."""
    return await once_more(partial(_ask, actor, new, zone))


async def _ask(actor: Actor, new: NewSwap, zone: ZoneInfo) -> UUID:
    content_hash, now = sha256(msgspec.json.encode(new)).hexdigest(), clock.now()
    async with storage.transaction() as unit:
        known = await SwapRow.filter(id=new.id).values_list("content_hash", flat=True)
        if reading.known_hash([str(one) for one in known], content_hash):
            return new.id
        given = await own_watches.find(Place(new.organization, new.area), new.post, actor.id, new.starts_at)
        if given.watch.ends_at <= now:
            raise problems.OVER()
        if new.asked == actor.id:
            raise INVALID(errors=[FieldError("/asked", "oneself", _WITH_ONESELF)])
        taken = await _in_return(given.place, new)
        changes = _changes(given.watch, taken and taken.watch, new.asked, now)
        await checking.refuse(await checking.change_faults(given.place, changes, given.rosters), zone)
        unit.insert(SwapRow, _values(actor, new, given.watch, taken and taken.watch, content_hash, now))
        _tell(actor, "asked", new.id, given.place, asked=new.asked, post=new.post, starts_at=new.starts_at)
        await telling.swap_asked(actor, new.id, given.watch, new.asked, zone)
    return new.id


async def _in_return(place: Place, new: NewSwap) -> Found | None:
    """The other's watch at the same post."""
    if new.return_starts_at is None:
        return None
    try:
        return await own_watches.find(place, new.post, new.asked, new.return_starts_at)
    except Problem:
        raise INVALID(errors=[FieldError("/return_starts_at", "no_watch", _NO_WATCH)]) from None


def _changes(given: Watch, taken: Watch | None, asked: UUID, now: datetime) -> list[Change]:
    """What has begun is given away from now on."""
    found = [Change(new_id(), Via.SWAP, given.post, asked, max(given.starts_at, now), given.ends_at, now)]
    if taken is not None:
        starts_at = max(taken.starts_at, now)
        found.append(Change(new_id(), Via.SWAP, taken.post, given.person, starts_at, taken.ends_at, now))
    return found


def _values(
    actor: Actor, new: NewSwap, given: Watch, taken: Watch | None, content_hash: str, now: datetime
) -> dict[str, object]:
    return {
        "id": new.id,
        "organization_path": new.organization,
        "area_path": new.area,
        "post": new.post,
        "asker_id": actor.id,
        "asked_id": new.asked,
        "starts_at": given.starts_at,
        "ends_at": given.ends_at,
        "return_starts_at": taken and taken.starts_at,
        "return_ends_at": taken and taken.ends_at,
        "reason": new.reason.strip(),
        "status": SwapStatus.ASKED,
        "asked_at": now,
        "answer": "",
        "content_hash": content_hash,
    }


async def accept(actor: Actor, id: UUID, answer: str, zone: ZoneInfo) -> None:
    """From now on the other is on duty. Raises duty.not_found, duty.answered, duty.swap_lapsed, duty.faults."""
    now = clock.now()
    async with storage.transaction():
        await checking.alone()
        swap = await _open(SwapStatus.ACCEPTED, SwapRow.filter(id=id, asked_id=actor.id))
        if swap is None:
            return
        place, post = Place(swap.organization_path, swap.area_path), Post(swap.post)
        try:
            given = await own_watches.find(place, post, swap.asker_id, swap.starts_at)
            taken = swap.return_starts_at and await own_watches.find(place, post, actor.id, swap.return_starts_at)
        except Problem:
            raise problems.SWAP_LAPSED() from None
        ends = [given.watch.ends_at, *([taken.watch.ends_at] if taken else [])]
        if ends != [swap.ends_at, *([swap.return_ends_at] if swap.return_ends_at else [])] or min(ends) <= now:
            raise problems.SWAP_LAPSED()
        changes = _changes(given.watch, taken.watch if taken else None, actor.id, now)
        await checking.refuse(await checking.change_faults(place, changes, given.rosters), zone)
        await _settle(id, SwapStatus.ACCEPTED, answer)
        for change in changes:
            change_actions.write(actor, place, change, swap.reason, "", swap=id)
        _tell(actor, "accepted", id, place, asker=swap.asker_id, post=post, starts_at=swap.starts_at)
        await telling.swap_answered(actor, id, given.watch, zone, accepted=True)


async def decline(actor: Actor, id: UUID, answer: str, zone: ZoneInfo) -> None:
    """Raises duty.not_found, duty.answered."""
    async with storage.transaction():
        swap = await _open(SwapStatus.DECLINED, SwapRow.filter(id=id, asked_id=actor.id))
        if swap is None:
            return
        await _settle(id, SwapStatus.DECLINED, answer)
        place = Place(swap.organization_path, swap.area_path)
        _tell(actor, "declined", id, place, asker=swap.asker_id, post=swap.post, starts_at=swap.starts_at)
        watch = Watch(Post(swap.post), swap.asker_id, swap.starts_at, swap.ends_at, Via.ROSTER, swap.asked_at)
        await telling.swap_answered(actor, id, watch, zone, accepted=False)


async def withdraw(actor: Actor, id: UUID) -> None:
    """By the one who asked. Raises duty.not_found, duty.answered."""
    async with storage.transaction():
        swap = await _open(SwapStatus.WITHDRAWN, SwapRow.filter(id=id, asker_id=actor.id))
        if swap is None:
            return
        await _settle(id, SwapStatus.WITHDRAWN, "")
        place = Place(swap.organization_path, swap.area_path)
        _tell(actor, "withdrawn", id, place, asked=swap.asked_id, post=swap.post, starts_at=swap.starts_at)


async def _open(status: SwapStatus, own: QuerySet[SwapRow]) -> SwapRow | None:
    """None when it has this status already: doing it again is harmless."""
    swap = await own.first()
    if swap is None:
        raise problems.NOT_FOUND()
    if swap.status == status:
        return None
    if swap.status != SwapStatus.ASKED:
        raise problems.ANSWERED()
    return swap


async def _settle(id: UUID, status: SwapStatus, answer: str) -> None:
    """Only if nobody has settled it meanwhile."""
    columns = {"status": status, "answered_at": clock.now(), "answer": answer.strip()}
    if not await SwapRow.filter(id=id, status=SwapStatus.ASKED).update(**columns):
        raise problems.ANSWERED()


def _tell(actor: Actor, verb: str, id: UUID, place: Place, **detail: object) -> None:
    audit.record(
        actor,
        f"swap.{verb}",
        subject_kind="duty_swap",
        subject_id=id,
        organization=place.organization,
        area=place.area,
        detail=detail,
    )
    storage.current_unit().changed("roster", id, organization=place.organization, area=place.area)
