"""Stretches of the season for which an organization has published no roster."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.accounts.rules import OrganizationKind
from heating.duty.rules import Window
from heating.duty.schemas import DutyFilter, Uncovered
from heating.duty.timeline import minus
from heating.lib import areas
from heating.lib.wording import Text
from heating.registry.kind_queries import seasons
from heating.registry.seasons import Season, season_on

_MUST_HAVE = frozenset({OrganizationKind.CITY, OrganizationKind.COMPANY, OrganizationKind.DISTRICT})


class _Term(msgspec.Struct, frozen=True):
    organization_path: str
    starts_at: datetime
    ends_at: datetime


async def uncovered(actor: Actor, query: DutyFilter, at: datetime, zone: ZoneInfo) -> list[Uncovered]:
    """From this moment to the end of the season, by organization. A roster for a part of the area counts: it has no
    gaps of its own."""
    season = season_on(at.astimezone(zone).date(), await seasons())
    if season is None:
        return []
    window = _rest_of(season, at, zone)
    terms: dict[str, list[Window]] = {}
    for term in await _terms(at):
        terms.setdefault(term.organization_path, []).append(Window(term.starts_at, term.ends_at))
    return [
        Uncovered(organization=one.path, name=Text(one.name, one.name_en or one.name), **gap._asdict())
        for one in await accounts.organizations_below(query.organization or actor.organization)
        if one.kind in _MUST_HAVE and areas.within(one.path, actor.organization)
        for gap in gaps(window, terms.get(one.path, ()))
    ]


def gaps(window: Window, terms: Iterable[Window]) -> Iterator[Window]:
    left: Sequence[Window] = [window] if window.starts_at < window.ends_at else []
    for term in terms:
        left = [piece for one in left for piece in minus(one, term)]
    yield from left


def _rest_of(season: Season, at: datetime, zone: ZoneInfo) -> Window:
    starts_at = datetime.combine(season.starts_on, time(), zone)
    return Window(max(starts_at, at), datetime.combine(season.ends_on + timedelta(days=1), time(), zone))


async def _terms(at: datetime) -> list[_Term]:
    return await storage.fetch_as(
        _Term,
        "SELECT organization_path, starts_at, ends_at FROM roster WHERE status = 'published' AND ends_at > ?",
        [at],
    )
