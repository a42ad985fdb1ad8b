"""Clocks on a made-up subject, and what became of them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.audit import Who
from heating.deadlines import actions, queries
from heating.deadlines.actions import NewClock, Tightest
from heating.deadlines.clocks import Clock
from heating.deadlines.rules import Amount, Unit
from heating.lib.ids import new_id
from heating.lib.wording import Text
from tests.cast import CREW_A, JUHE, Cast

ZONE = ZoneInfo("Asia/Shanghai")
SUBJECT = "hazard"
TITLE = Text("YH-2026-000123 和平路热力站", "YH-2026-000123 Heping Road station")


def at(text: str) -> datetime:
    """ "2026-11-20 09:00" by the city's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


MORNING = at("2026-11-20 09:00")
"""A Friday."""


def a_clock(**given: Any) -> NewClock:
    """Eight hours from Friday morning, nobody responsible, unless given otherwise."""
    usual: dict[str, Any] = {
        "subject_kind": SUBJECT,
        "subject_id": new_id(),
        "name": "rectify",
        "title": TITLE,
        "link": "/app/hazards/1",
        "amount": Amount(8, Unit.HOURS),
        "started_at": MORNING,
        "responsible": None,
        "organization": CREW_A,
        "area": JUHE,
    }
    return NewClock(**usual | given)


async def start(*clocks: NewClock) -> Tightest:
    async with storage.transaction():
        return await actions.start(clocks, ZONE)


async def clocks_of(subject: UUID) -> list[Clock]:
    return (await queries.clocks_of(SUBJECT, [subject])).get(subject, [])


async def the_clock(subject: UUID) -> Clock:
    [clock] = await clocks_of(subject)
    return clock


async def pause(clock: NewClock, when: datetime, cap: timedelta, actor: Who) -> Tightest:
    async with storage.transaction():
        return await actions.pause(
            SUBJECT, clock.subject_id, clock.name, reason="等待备件", cap=cap, at=when, actor=actor, zone=ZONE
        )


async def resume(clock: NewClock, when: datetime, actor: Who) -> Tightest:
    async with storage.transaction():
        return await actions.resume(SUBJECT, clock.subject_id, clock.name, at=when, actor=actor, zone=ZONE)


async def extend(clock: NewClock, due_at: datetime, when: datetime, actor: Who) -> Tightest:
    async with storage.transaction():
        return await actions.extend(
            SUBJECT, clock.subject_id, clock.name, due_at=due_at, reason="等待停热窗口", actor=actor, at=when
        )


async def reclassify(clock: NewClock, amount: Amount, when: datetime, actor: Who, **more: Any) -> Tightest:
    async with storage.transaction():
        return await actions.reclassify(
            SUBJECT,
            clock.subject_id,
            clock.name,
            amount=amount,
            reason="复核后改级",
            actor=actor,
            at=when,
            zone=ZONE,
            **more,
        )


async def stop(subjects: Sequence[UUID], when: datetime, **more: Any) -> Tightest:
    async with storage.transaction():
        return await actions.stop(SUBJECT, subjects, at=when, **more)


class Told(msgspec.Struct, frozen=True):
    """A message in somebody's inbox."""

    who: str
    kind: str
    title: str


async def told(cast: Cast) -> list[Told]:
    """All messages, oldest first, with the user names of their receivers."""
    names = {user.id: username for username, user in cast.users.items()}
    rows = await storage.fetch(
        "SELECT person_id, kind, title_zh FROM notification ORDER BY created_at, kind, person_id"
    )
    return [Told(names[UUID(str(row["person_id"]))], row["kind"], row["title_zh"]) for row in rows]


async def recorded(subject: UUID, noun: str = "deadline") -> list[str]:
    """What the audit says of a subject's clocks, in order."""
    rows = await storage.fetch("SELECT action FROM audit_entry WHERE subject_id = ? ORDER BY seq", [str(subject)])
    return [row["action"] for row in rows if row["action"].startswith(f"{noun}.")]
