"""What the readiness pages ask and are answered. Scores are 0–100, or null when there is nothing to judge yet."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from heating.hazards.schemas import Hazard
from heating.http.fields import Key, Line, PathOrAll
from heating.http.paging import PageQuery
from heating.lib.wording import Text
from heating.readiness.facts import Gate
from heating.readiness.rules import GateResult, Score, State
from heating.registry.schemas import Person
from heating.registry.seasons import Season

Sort = Literal["state", "on_time", "quality", "safety", "name", "households"]


class SiteFilter(PageQuery, frozen=True, kw_only=True):
    organization: PathOrAll = ""
    area: PathOrAll = ""
    kind: Key | None = None
    state: State | None = None
    overridden: bool | None = None
    sort: Sort = "state"


class UninspectedFilter(PageQuery, frozen=True, kw_only=True):
    organization: PathOrAll = ""
    area: PathOrAll = ""
    kind: Key | None = None
    site: UUID | None = None


class Explained(msgspec.Struct, frozen=True):
    """What each score counts: `met` of `of`. Gates passed in time, of those due; assets sound, of those inspected."""

    on_time: Score
    quality: Score
    safety: Score


class GateCount(msgspec.Struct, frozen=True):
    """Sites that passed the gate, of those that need it."""

    gate: Gate
    met: int
    of: int


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """Of all sites, or of those of a company, a district or a kind. `overridden` of the `ready` are so by an override
    alone; `weak_links` are apart from `open_hazards`."""

    sites: int
    ready: int
    blocked: int
    in_progress: int
    not_started: int
    lapsed: int
    overridden: int
    households: int
    assets: int
    inspected: int
    open_hazards: int
    open_major: int
    weak_links: int
    on_time: int | None
    quality: int | None
    safety: int | None
    explained: Explained
    gates: list[GateCount]


class Group(Numbers, frozen=True, kw_only=True):
    """Of a company or a district."""

    path: str
    name: str
    name_en: str


class KindGroup(Numbers, frozen=True, kw_only=True):
    key: str
    name: Text


class SiteName(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    code: str
    name: str
    name_en: str
    kind: str
    organization: str
    area: str


class ShownReason(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    gate: Gate | None
    count: int
    text: Text


class Blocker(msgspec.Struct, frozen=True, kw_only=True):
    site: SiteName
    state: State
    households: int
    reasons: list[ShownReason]


class NewOverride(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In force through the whole of its last day, which is in this season."""

    reason: Line
    alternative_supply: Line
    expires_on: date
    id: UUID | None = None


class Override(msgspec.Struct, frozen=True, kw_only=True):
    """A leader's decision to count a site as ready in spite of `hazards`; what comes later is not covered. `needed`:
    some of them are still open. It ended by hand (`ended_by`) or because its last day was over (nobody)."""

    id: UUID
    site: SiteName
    state: State
    reason: str
    alternative_supply: str
    expires_on: date
    days_left: int
    made_by: Person
    made_at: datetime
    hazards: list[UUID]
    needed: bool
    ended_at: datetime | None
    ended_by: Person | None


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """`days_left` until heating starts, 0 once it has; `as_of` in the city's time zone."""

    as_of: datetime
    season: Season | None
    days_left: int | None
    total: Numbers
    companies: list[Group]
    districts: list[Group]
    kinds: list[KindGroup]
    blockers: list[Blocker]
    overrides: list[Override]


class SiteRow(msgspec.Struct, frozen=True, kw_only=True):
    site: SiteName
    state: State
    ready_on: date | None
    households: int
    on_time: int | None
    quality: int | None
    safety: int | None
    assets: int
    inspected: int
    open_hazards: int
    open_major: int
    weak_links: int
    overridden_until: date | None
    blockers: list[ShownReason]


class AssetLine(msgspec.Struct, frozen=True, kw_only=True):
    """An asset and the newest inspection of this season, if there is one; `failing` are keys of its items."""

    id: UUID
    code: str
    name: str
    name_en: str
    kind: str
    inspection: UUID | None
    at: datetime | None
    outcome: str | None
    failing: list[str]


class SiteDetail(msgspec.Struct, frozen=True, kw_only=True):
    """Every number's evidence: gates and assets name their inspections, `hazards` are the open ones, gravest first."""

    as_of: datetime
    season: Season
    site: SiteName
    state: State
    ready_on: date | None
    households: int
    on_time: int | None
    quality: int | None
    safety: int | None
    explained: Explained
    gates: list[GateResult]
    assets: list[AssetLine]
    hazards: list[Hazard]
    open_hazards: int
    open_major: int
    weak_links: int
    blockers: list[ShownReason]
    overridden_until: date | None
    override: Override | None
    past_overrides: list[Override]


class UninspectedRow(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    code: str
    name: str
    name_en: str
    kind: str
    site: SiteName
    organization: str
    area: str
    responsible: Person | None
