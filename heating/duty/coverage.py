"""Minutes of the season for which no roster is published, for each organization and each area it works in."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.accounts.models import Organization
from heating.accounts.rules import OrganizationKind
from heating.duty import checking, reading
from heating.duty.rules import Place, Window
from heating.duty.schemas import DutyFilter, Uncovered
from heating.duty.timeline import minus
from heating.lib import areas
from heating.lib.wording import Text
from heating.registry.kind_queries import seasons
from heating.registry.seasons import Season, season_on
from heating.registry.site_queries import worked_places

MUST_HAVE = frozenset({OrganizationKind.CITY, OrganizationKind.COMPANY, OrganizationKind.DISTRICT})


class Stretch(NamedTuple):
    """Without a roster from when to when. The area is the widest in which it is so wherever the organization works."""

    place: Place
    window: Window


class Term(msgspec.Struct, frozen=True):
    """When a published roster is in force, and for which area."""

    organization: str
    area: str
    starts_at: datetime
    ends_at: datetime


async def uncovered(actor: Actor, query: DutyFilter, at: datetime, zone: ZoneInfo) -> list[Uncovered]:
    """Of the organizations and areas below him."""
    found = [
        one
        for one in await stretches(at, zone)
        if reading.is_below(actor, *one.place)
        and areas.within(one.place.organization, query.organization or "")
        and areas.within(one.place.area, query.area or "")
    ]
    names = await checking.names_of({one.place.organization for one in found})
    return [
        Uncovered(**place._asdict(), name=names.get(place.organization, Text("", "")), **window._asdict())
        for place, window in found
    ]


async def stretches(at: datetime, zone: ZoneInfo) -> list[Stretch]:
    """From this moment to the end of the season, or of the one to come, by organization."""
    organizations = [one for one in await accounts.organizations_below("") if one.kind in MUST_HAVE]
    worked, terms = await _worked(organizations), await _terms(at)
    rest = partial(_rest, await seasons(), at, zone)
    return [
        Stretch(Place(one.path, area), window)
        for one in organizations
        for area, window in missing(
            [term for term in terms if term.organization == one.path], worked.get(one.path, ()), rest
        )
    ]


def missing(
    terms: Sequence[Term], worked: Collection[str], rest: Callable[[str], Window | None]
) -> list[tuple[str, Window]]:
    """By time. `worked` are the areas in which the organization works; of one that has none, those of its rosters.
    `rest` is what is left of an area's season."""
    asked = set(worked) or {term.area for term in terms} or {""}
    without: dict[Window, set[str]] = {}
    for area in asked:
        own = [Window(term.starts_at, term.ends_at) for term in terms if areas.within(area, term.area)]
        for gap in gaps(rest(area), own):
            without.setdefault(gap, set()).add(area)
    return [(area, window) for window in sorted(without) for area in _widest(without[window], asked)]


def gaps(window: Window | None, terms: Iterable[Window]) -> Iterator[Window]:
    left: Sequence[Window] = [window] if window is not None and window.starts_at < window.ends_at else []
    for term in terms:
        left = [piece for one in left for piece in minus(one, term)]
    yield from left


def _widest(found: Collection[str], asked: Collection[str]) -> list[str]:
    """The areas found, and instead of all areas below another that one."""
    above = {"", *(path for area in found for path in areas.ancestors(area))}
    widest: list[str] = []
    for path in sorted(above, key=lambda path: (len(path), path)):
        if any(areas.within(path, one) for one in widest):
            continue
        if path in found or all(area in found for area in asked if areas.within(area, path)):
            widest.append(path)
    return widest


def _rest(known: list[Season], at: datetime, zone: ZoneInfo, area: str) -> Window | None:
    season = season_on(at.astimezone(zone).date(), known, area)
    if season is None:
        return None
    starts_at = datetime.combine(season.starts_on, time(), zone)
    return Window(max(starts_at, at), datetime.combine(season.ends_on + timedelta(days=1), time(), zone))


async def _worked(organizations: Iterable[Organization]) -> dict[str, set[str]]:
    """A crew's sites are its company's."""
    paths = {one.path for one in organizations}
    found: dict[str, set[str]] = {}
    for organization, area in await worked_places():
        if owner := next((path for path in reversed(areas.ancestors(organization)) if path in paths), None):
            found.setdefault(owner, set()).add(area)
    return found


async def _terms(at: datetime) -> list[Term]:
    return await storage.fetch_as(
        Term,
        "SELECT organization_path AS organization, area_path AS area, starts_at, ends_at FROM roster"
        " WHERE status = 'published' AND ends_at > ?",
        [at],
    )
