"""Rosters for tests, made of few words."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from heating.accounts.rules import OrganizationKind, Role
from heating.duty.rules import Change, Post, Roster, Shift, Staff, Via
from heating.lib.ids import new_id
from tests.cast import CITY, OFFICE, ONE

ZONE = ZoneInfo("Asia/Shanghai")
DAY_ONE = datetime(2026, 11, 1, tzinfo=ZONE)
_NAMES = UUID(int=7)


def named(name: str) -> UUID:
    return uuid5(_NAMES, name)


def at(day: int, hour: float = 0) -> datetime:
    """Hour of a day of November 2026, in the city's time."""
    return DAY_ONE + timedelta(days=day - 1, hours=hour)


def person(name: str, role: Role = Role.DUTY_OFFICER, organization: str = ONE, **other: object) -> Staff:
    given = {"area": "", "phone": "0351-5550001", **other}
    return Staff(id=named(name), name=name, role=role, organization=organization, **given)  # type: ignore[arg-type]


def shift(name: str, starts_at: datetime, hours: float, post: Post = Post.OFFICER) -> Shift:
    return Shift(post, named(name), starts_at, starts_at + timedelta(hours=hours))


def change(
    name: str, starts_at: datetime, hours: float, via: Via = Via.OVERRIDE, post: Post = Post.OFFICER, made: float = 0
) -> Change:
    """`made` so many hours after the beginning of the month."""
    ends_at = starts_at + timedelta(hours=hours)
    return Change(new_id(), via, post, named(name), starts_at, ends_at, at(1, made))


KINDS = {CITY: OrganizationKind.CITY, OFFICE: OrganizationKind.DISTRICT, ONE: OrganizationKind.COMPANY}


def roster(
    organization: str,
    shifts: Iterable[Shift],
    area: str = "",
    changes: Iterable[Change] = (),
    published_at: datetime | None = None,
    retired_at: datetime | None = None,
) -> Roster:
    """For November, published a month before."""
    return Roster(
        id=new_id(),
        organization=organization,
        kind=KINDS.get(organization, OrganizationKind.COMPANY),
        area=area,
        starts_at=DAY_ONE,
        ends_at=at(31),
        published_at=published_at or DAY_ONE - timedelta(days=30),
        retired_at=retired_at,
        shifts=tuple(shifts),
        changes=tuple(changes),
    )
