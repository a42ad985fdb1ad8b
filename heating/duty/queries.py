"""Who is on duty, read from the tables. All of it works inside and outside a transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts import identity_cache
from heating.accounts import queries as accounts
from heating.accounts.rules import OrganizationKind, Role
from heating.duty.line import LOOKS_AHEAD, Duty, Line
from heating.duty.rules import LONGEST_SHIFT, Change, Place, Post, Roster, Shift, Staff, Via, Window
from heating.lib import areas
from heating.registry.filtering import in_chunks, marks

_FOR_ALL = (OrganizationKind.DISTRICT, OrganizationKind.CITY, OrganizationKind.DEPARTMENT)
_NO_LINES: Mapping[Place, Line] = MappingProxyType({})
_REMEMBERED = timedelta(minutes=1)
"""So long may a watch that begins in a week be missing at the end of the line."""
_ROLES = (Role.DUTY_OFFICER, Role.COMPANY_MANAGER, Role.DISTRICT_OFFICER, Role.CITY_LEADER)


class Posts:
    """The posts of one moment: one read answers for any number of places. `lines` are those of the places that were
    asked for; without them the `line` answers for every place."""

    def __init__(
        self, at: datetime, rosters: Sequence[Roster], line: Line | None, lines: Mapping[Place, Line] = _NO_LINES
    ) -> None:
        self.at = at
        self.rosters = rosters
        self._line = line
        self._lines = lines

    def on_duty(self, organization: str, area: str) -> Duty:
        """Never nobody while there is any officer or leader of the city: see `line`."""
        line = self._line or self._lines[Place(organization, area)]
        return line.on_duty(organization, area)


class _RosterRow(msgspec.Struct, frozen=True):
    id: UUID
    organization_path: str
    organization_kind: OrganizationKind
    area_path: str
    starts_at: datetime
    ends_at: datetime
    published_at: datetime
    retired_at: datetime | None


class _ShiftRow(msgspec.Struct, frozen=True):
    roster_id: UUID
    post: Post
    person_id: UUID
    starts_at: datetime
    ends_at: datetime


class _ChangeRow(msgspec.Struct, frozen=True):
    id: UUID
    via: Via
    organization_path: str
    area_path: str
    post: Post
    person_id: UUID
    starts_at: datetime
    ends_at: datetime
    made_at: datetime


class _SkillRow(msgspec.Struct, frozen=True):
    person_id: UUID
    skills_json: str


class _Known(NamedTuple):
    """`holds`: from when to when nothing begins and nothing ends."""

    line: Line
    holds: Window


SKILLS = "skills"
"""The kind under which a person's skills change."""

_memory = storage.Memory[Place, _Known]("roster", SKILLS, identity_cache.CHANGE_KIND)
"""By the place that was asked for."""


async def posts_at(at: datetime, places: Iterable[tuple[str, str]] | None = None) -> Posts:
    """Everybody's posts; or those that matter to these pairs of organization and area, for which rosters are read and
    laid out once for many questions: in a cold night every second brings one."""
    if places is None:
        line, rosters = await _line(at, None)
        return Posts(at, rosters, line)
    asked = [Place(*place) for place in places]
    known = await _memory.values()
    # taken before anything is read: others who ask for another moment may replace them meanwhile
    lines = {place: known[place].line for place in asked if place in known and known[place].holds.holds(at)}
    if new := [place for place in asked if place not in lines]:
        line, rosters = await _line(at, new)
        holds = Window(at, _same_until(rosters, at))
        known.update((place, _Known(line, holds)) for place in new)
        lines |= dict.fromkeys(new, line)
    return Posts(at, (), None, lines)


async def _line(at: datetime, places: Sequence[Place] | None) -> tuple[Line, list[Roster]]:
    rosters = await rosters_in(Window(at, at + LOOKS_AHEAD), places)
    people = await staff(_people_of(rosters), _ROLES)
    return Line(rosters, people, at, await vacant_keys(at)), rosters


def _same_until(rosters: Iterable[Roster], at: datetime) -> datetime:
    """The next moment at which somebody else may be on duty, or next in line."""
    latest = at + _REMEMBERED
    moments = (moment for roster in rosters for moment in _moments(roster))
    return min((one for one in moments if at < one < latest), default=latest)


def _moments(roster: Roster) -> Iterator[datetime]:
    parts: Sequence[Shift | Change] = (*roster.shifts, *roster.changes)
    for starts_at, ends_at in (Window(roster.starts_at, roster.ends_at), *(part.window for part in parts)):
        yield from (starts_at, ends_at, starts_at - LOOKS_AHEAD)
    yield roster.published_at
    if roster.retired_at is not None:
        yield roster.retired_at


async def is_on_duty(person: UUID, at: datetime) -> bool:
    """On a roster; the role of an account is not enough."""
    rosters = await rosters_in(Window(at, at + LOOKS_AHEAD))
    line = Line(rosters, await staff([person]), at)
    return any(
        one.person.id == person and one.roster is not None and one.since is not None and one.since <= at
        for roster in rosters
        for one in line.on_duty(*roster.place).line
    )


async def rosters_in(
    window: Window, places: Sequence[tuple[str, str]] | None = None, only: Collection[UUID] | None = None
) -> list[Roster]:
    """Those published that have a say in the window, with the shifts around it and the changes of their places."""
    rows = await storage.fetch_as(
        _RosterRow,
        "SELECT id, organization_path, organization_kind, area_path, starts_at, ends_at, published_at, retired_at"
        " FROM roster WHERE status <> 'draft' AND ends_at > ? AND starts_at < ?"
        " ORDER BY organization_path, area_path, published_at, id",
        [window.starts_at, window.ends_at],
    )
    chosen = [
        row
        for row in rows
        if (places is None or any(_concerns(row, *place) for place in places)) and (only is None or row.id in only)
    ]
    shifts = await _shifts({row.id for row in chosen}, window)
    changes = await changes_in(window) if chosen else {}
    return [
        Roster(
            id=row.id,
            organization=row.organization_path,
            kind=row.organization_kind,
            area=row.area_path,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            published_at=row.published_at,
            retired_at=row.retired_at,
            shifts=tuple(shifts.get(row.id, ())),
            changes=tuple(changes.get(Place(row.organization_path, row.area_path), ())),
        )
        for row in chosen
    ]


def _concerns(row: _RosterRow, organization: str, area: str) -> bool:
    """Can it answer for this place? Those of its organization and above can; a district's and the city's always."""
    is_above = areas.within(organization, row.organization_path)
    return areas.within(area, row.area_path) and (is_above or row.organization_kind in _FOR_ALL)


async def _shifts(rosters: Collection[UUID], window: Window) -> dict[UUID, list[Shift]]:
    """Those that touch the window, in the order of the plan."""
    found: dict[UUID, list[Shift]] = {}
    for some in in_chunks(list(rosters)):
        rows = await storage.fetch_as(
            _ShiftRow,
            "SELECT roster_id, post, person_id, starts_at, ends_at FROM duty_shift"
            f" WHERE roster_id IN ({marks(some)}) AND starts_at >= ? AND starts_at < ? AND ends_at > ?"
            " ORDER BY starts_at, ends_at, post, person_id",
            [*some, window.starts_at - LONGEST_SHIFT, window.ends_at, window.starts_at],
        )
        for row in rows:
            found.setdefault(row.roster_id, []).append(Shift(row.post, row.person_id, row.starts_at, row.ends_at))
    return found


async def rosters_of(people: Collection[UUID], window: Window) -> set[UUID]:
    """Those that name one of them, or whose place has a change that does; and the other versions of these."""
    ids = list(people)
    rows = await storage.fetch(
        "SELECT id FROM roster WHERE status <> 'draft' AND (organization_path, area_path) IN ("
        " SELECT r.organization_path, r.area_path FROM roster r JOIN duty_shift s ON s.roster_id = r.id"
        f" WHERE s.person_id IN ({marks(ids)}) AND s.ends_at > ? AND s.starts_at < ?"
        " UNION SELECT organization_path, area_path FROM duty_change"
        f" WHERE person_id IN ({marks(ids)}) AND ends_at > ? AND starts_at < ?)",
        [*ids, window.starts_at, window.ends_at, *ids, window.starts_at, window.ends_at],
    )
    return {UUID(str(row["id"])) for row in rows}


async def changes_in(window: Window) -> dict[Place, list[Change]]:
    """Those in force that touch the window or a shift around it."""
    rows = await storage.fetch_as(
        _ChangeRow,
        "SELECT id, via, organization_path, area_path, post, person_id, starts_at, ends_at, made_at FROM duty_change"
        " WHERE ends_at > ? AND starts_at < ? AND ended_at IS NULL ORDER BY starts_at, id",
        [window.starts_at - LONGEST_SHIFT, window.ends_at],
    )
    found: dict[Place, list[Change]] = {}
    for row in rows:
        change = Change(row.id, row.via, row.post, row.person_id, row.starts_at, row.ends_at, row.made_at)
        found.setdefault(Place(row.organization_path, row.area_path), []).append(change)
    return found


def _people_of(rosters: Iterable[Roster]) -> set[UUID]:
    return {person for roster in rosters for person in roster.people}


async def staff(ids: Iterable[UUID], roles: Iterable[Role] = ()) -> list[Staff]:
    """These persons and all of these roles, the disabled included, with their skills. By user name."""
    skills = await all_skills()
    return [
        Staff(
            id=one.id,
            name=one.name,
            username=one.username,
            role=one.role,
            organization=one.organization,
            area=one.area,
            phone=one.phone,
            language=one.language,
            disabled=one.disabled,
            skills=skills.get(one.id, frozenset()),
        )
        for one in await accounts.colleagues(roles, ids)
    ]


async def all_skills() -> dict[UUID, frozenset[str]]:
    rows = await storage.fetch_as(_SkillRow, "SELECT person_id, skills_json FROM person_skill", [])
    return {row.person_id: msgspec.json.decode(row.skills_json, type=frozenset[str]) for row in rows}


async def vacant_keys(at: datetime) -> frozenset[str]:
    """The sign-in keys of watches that stand vacant."""
    rows = await storage.fetch("SELECT key FROM duty_vacancy WHERE ends_at > ? AND ended_at IS NULL", [at])
    return frozenset(row["key"] for row in rows)
