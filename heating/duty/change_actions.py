"""Overrides and reinforcements: somebody else than the roster says, or somebody more, for a while."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.duty import checking, problems, queries, reading, telling
from heating.duty.coverage import gaps
from heating.duty.models import DutyChangeRow
from heating.duty.roster_actions import refuse_writing
from heating.duty.rules import Change, Place, Post, Roster, Via, Window
from heating.duty.schemas import NewChange
from heating.duty.timeline import in_force
from heating.http.problems import INVALID
from heating.lib import clock
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.registry.clashes import once_more

KIND = "duty_change"
_LONGEST = timedelta(days=31)
_ENDS_FIRST = Text("结束时间不晚于开始时间", "is not after the start")
_PAST = Text("时间已过", "is in the past")
_TOO_LONG = Text("一次最多 31 天", "is longer than 31 days")
_NO_ROSTER = Text("这段时间没有已发布的排班表", "is a time without a published roster")
_NO_LEADER = Text("增援只能是值守人员", "of a reinforcement is the officer's")


async def make(actor: Actor, via: Via, new: NewChange, zone: ZoneInfo) -> UUID:
    """`via` is override or reinforcement. The same again is harmless. Raises duty.not_found, accounts.forbidden,
    http.invalid, duty.id_taken, duty.faults."""
    refuse_writing(actor, new.organization, new.area)
    return await once_more(partial(_make, actor, via, new, zone))


async def _make(actor: Actor, via: Via, new: NewChange, zone: ZoneInfo) -> UUID:
    content_hash, place, now = _hash(via, new), Place(new.organization, new.area), clock.now()
    async with storage.transaction():
        known = await DutyChangeRow.filter(id=new.id).values_list("content_hash", flat=True)
        if reading.known_hash([str(one) for one in known], content_hash):
            return new.id
        await checking.alone()
        if errors := _time_faults(via, new, now):
            raise INVALID(errors=errors)
        rosters = await queries.rosters_in(Window(new.starts_at, new.ends_at), [place])
        if errors := _roster_faults(place, new, rosters, now):
            raise INVALID(errors=errors)
        change = Change(new.id, via, new.post, new.person, new.starts_at, new.ends_at, now)
        await checking.refuse(await checking.change_faults(place, [change], rosters), zone)
        write(actor, place, change, new.reason, content_hash)
        tell(actor, f"{via}.made", place, change.id, change, reason=new.reason)
        await telling.put_on_duty(actor, change, zone, new.reason)
        await telling.relieved(actor, change, checking.relieved_by(place, change, rosters), zone)
    return new.id


def _hash(via: Via, new: NewChange) -> str:
    return sha256(via.encode() + msgspec.json.encode(new)).hexdigest()


def write(actor: Actor, place: Place, change: Change, reason: str, content_hash: str, swap: UUID | None = None) -> None:
    storage.current_unit().insert(
        DutyChangeRow,
        {
            "id": change.id,
            "via": change.via,
            "organization_path": place.organization,
            "area_path": place.area,
            "post": change.post,
            "person_id": change.person,
            "starts_at": change.starts_at,
            "ends_at": change.ends_at,
            "reason": reason,
            "swap_id": swap,
            "made_at": change.made_at,
            "made_by_id": actor.id,
            "made_by_name": actor.name,
            "content_hash": content_hash,
        },
    )


def _time_faults(via: Via, new: NewChange, now: datetime) -> list[FieldError]:
    errors = []
    if new.ends_at <= new.starts_at:
        errors.append(FieldError("/ends_at", "order", _ENDS_FIRST))
    elif new.ends_at <= now:
        errors.append(FieldError("/ends_at", "past", _PAST))
    elif new.ends_at - new.starts_at > _LONGEST:
        errors.append(FieldError("/ends_at", "too_long", _TOO_LONG))
    if via is Via.REINFORCEMENT and new.post is not Post.OFFICER:
        errors.append(FieldError("/post", "post", _NO_LEADER))
    return errors


def _roster_faults(place: Place, new: NewChange, rosters: Sequence[Roster], now: datetime) -> list[FieldError]:
    """A change of what nobody has planned would be lost, and so would a part of it."""
    asked = Window(max(new.starts_at, now), new.ends_at)
    own = [roster for roster in rosters if roster.place == place]
    planned = [watch.window for _, watch in in_force(own, asked) if watch.post is new.post]
    missing = list(gaps(asked, planned))
    if not missing:
        return []
    pointer = "/starts_at" if missing[0].starts_at == asked.starts_at else "/ends_at"
    return [FieldError(pointer, "no_roster", _NO_ROSTER)]


async def end(actor: Actor, via: Via, id: UUID, zone: ZoneInfo) -> None:
    """Take it back: from now on the roster holds again, and what has been stays. Whoever is on duty again has to be
    able to serve, as at its publication; otherwise another override is the way out. Raises duty.not_found,
    accounts.forbidden, duty.over, duty.faults."""
    now = clock.now()
    async with storage.transaction():
        await checking.alone()
        found = await DutyChangeRow.get_or_none(id=id, via=via, ended_at=None)
        if found is None or not reading.sees(actor, found.organization_path, found.area_path):
            raise problems.NOT_FOUND()
        refuse_writing(actor, found.organization_path, found.area_path)
        if found.ends_at <= now:
            raise problems.OVER()
        place, post = Place(found.organization_path, found.area_path), Post(found.post)
        change = Change(id, via, post, found.person_id, found.starts_at, found.ends_at, found.made_at)
        left = Window(max(found.starts_at, now), found.ends_at)
        back, faults = await checking.ending(place, change, left)
        await checking.refuse(faults, zone)
        # one that has begun did hold until now
        columns = {"ended_at": now} if found.starts_at >= now else {"ends_at": now}
        if not await DutyChangeRow.filter(id=id, ended_at=None, ends_at__gt=now).update(**columns):
            raise problems.OVER()
        tell(actor, f"{via}.ended", place, id, change)
        await telling.taken_back(actor, change, left, back, zone)


def tell(actor: Actor, action: str, place: Place, id: UUID, change: Change, **detail: object) -> None:
    audit.record(
        actor,
        action,
        subject_kind=KIND,
        subject_id=id,
        organization=place.organization,
        area=place.area,
        detail={
            "post": change.post,
            "person": change.person,
            "starts_at": change.starts_at,
            "ends_at": change.ends_at,
            **detail,
        },
    )
    storage.current_unit().changed("roster", id, organization=place.organization, area=place.area)
