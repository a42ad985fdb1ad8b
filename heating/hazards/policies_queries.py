"""Reading the deadline policies, and the season and area they depend on."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from heating.accounts.queries import areas_by_path
from heating.accounts.rules import AreaLevel
from heating.hazards.catalogue import CODES, POLICIES, Entry, documents, entries
from heating.hazards.catalogue_problems import NO_ENTRY
from heating.hazards.catalogue_schemas import PolicyRow
from heating.hazards.codes import Code
from heating.hazards.policies import Clock, Limit, Policy, limit_for
from heating.hazards.rules import Grade
from heating.lib import areas
from heating.registry.kind_queries import seasons
from heating.registry.seasons import Season, season_on


class Policies:
    """Everything that decides how long a clock runs, read once for a batch of hazards."""

    def __init__(
        self, policies: Mapping[Clock, Policy], codes: Mapping[str, Code], seasons: list[Season], zone: ZoneInfo
    ) -> None:
        self._policies = policies
        self._codes = codes
        self._seasons = seasons
        self._zone = zone

    def limit(
        self, clock: Clock, *, grade: Grade, code: str | None, area: str, at: datetime, rural: bool = False
    ) -> Limit | None:
        """None where the clock does not run for such a hazard."""
        day = at.astimezone(self._zone).date()
        season = season_on(day, self._seasons, area)
        return limit_for(
            self._policies,
            clock,
            grade=grade,
            in_season=season is not None and season.starts_on <= day <= season.ends_on,
            rural=rural,
            code=self._codes.get(code) if code else None,
            gates=season.gates if season else None,
        )


async def current(zone: ZoneInfo) -> Policies:
    return Policies(await policies(), await documents(CODES), await seasons(), zone)


async def policies() -> dict[Clock, Policy]:
    return {policy.key: policy for policy in (await documents(POLICIES)).values()}


async def is_rural(area: str) -> bool:
    """Is the area a village, or in one?"""
    above = await areas_by_path(areas.ancestors(area))
    return any(row.level == AreaLevel.VILLAGE for row in above.values())


async def policy_rows() -> list[PolicyRow]:
    return [_row(entry) for entry in (await entries(POLICIES)).values()]


async def policy_row(key: str) -> PolicyRow:
    for row in await policy_rows():
        if row.key == key:
            return row
    raise NO_ENTRY()


def _row(entry: Entry[Policy]) -> PolicyRow:
    document = msgspec.structs.asdict(entry.document)
    return PolicyRow(**document, version=entry.version, changed_at=entry.changed_at, changed_by=entry.changed_by)
