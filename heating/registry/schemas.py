"""What comes in and goes out: bodies of requests, and the JSON rows of lists, answers and phones."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from heating.http.fields import Amount, Count, Latitude, Line, Longitude, Name, Path, PathOrAll, Search
from heating.http.paging import PageQuery
from heating.registry.kinds import AssetKind, FieldValue, Key
from heating.registry.positions import System
from heating.registry.seasons import Gates, SeasonPlan

Code = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^\S(.*\S)?$")]
Status = Literal["in_service", "standby", "retired"]
Version = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class Person(msgspec.Struct, frozen=True):
    id: UUID
    name: str


class Limits(msgspec.Struct, frozen=True):
    """Normal range of a measured item at this asset, in the item's unit; goes before the checklist's own."""

    low: float | None = None
    high: float | None = None


class GivenPosition(msgspec.Struct, frozen=True):
    """A position as it was obtained. Stored is WGS-84, together with its system and source."""

    longitude: Longitude
    latitude: Latitude
    system: System = "wgs84"
    source: Line = ""


class NewSite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID | None = None
    code: Code | None = None
    name: Name
    name_en: Line = ""
    kind: Key
    organization: Path
    area: Path
    address: Line = ""
    position: GivenPosition | None = None
    heated_area_m2: Amount | None = None
    households: Count | None = None
    responsible_id: UUID
    safety_owner_id: UUID
    source: Line = ""
    source_id: Line = ""


class SiteChanges(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Only what is given is changed. `version` is the one that was read."""

    version: Version
    code: Code | UnsetType = UNSET
    name: Name | UnsetType = UNSET
    name_en: Line | UnsetType = UNSET
    kind: Key | UnsetType = UNSET
    organization: Path | UnsetType = UNSET
    area: Path | UnsetType = UNSET
    address: Line | UnsetType = UNSET
    position: GivenPosition | UnsetType | None = UNSET
    heated_area_m2: Amount | UnsetType | None = UNSET
    households: Count | UnsetType | None = UNSET
    responsible_id: UUID | UnsetType = UNSET
    safety_owner_id: UUID | UnsetType = UNSET


class NewAsset(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left out comes from the site: organization, area and the two responsible persons."""

    id: UUID | None = None
    code: Code | None = None
    name: Name
    name_en: Line = ""
    kind: Key
    site: UUID
    parent: UUID | None = None
    organization: Path | None = None
    area: Path | None = None
    status: Literal["in_service", "standby"] = "in_service"
    address: Line = ""
    position: GivenPosition | None = None
    heated_area_m2: Amount | None = None
    households: Count | None = None
    responsible_id: UUID | None = None
    safety_owner_id: UUID | None = None
    in_service_on: date | None = None
    fields: dict[Key, FieldValue] = {}
    limits: dict[Key, Limits] = {}
    source: Line = ""
    source_id: Line = ""


class AssetChanges(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Only what is given is changed; `fields` and `limits` are replaced whole. Another site moves the asset there."""

    version: Version
    code: Code | UnsetType = UNSET
    name: Name | UnsetType = UNSET
    name_en: Line | UnsetType = UNSET
    kind: Key | UnsetType = UNSET
    site: UUID | UnsetType = UNSET
    parent: UUID | UnsetType | None = UNSET
    organization: Path | UnsetType = UNSET
    area: Path | UnsetType = UNSET
    status: Literal["in_service", "standby"] | UnsetType = UNSET
    address: Line | UnsetType = UNSET
    position: GivenPosition | UnsetType | None = UNSET
    heated_area_m2: Amount | UnsetType | None = UNSET
    households: Count | UnsetType | None = UNSET
    responsible_id: UUID | UnsetType = UNSET
    safety_owner_id: UUID | UnsetType = UNSET
    in_service_on: date | UnsetType | None = UNSET
    fields: dict[Key, FieldValue] | UnsetType = UNSET
    limits: dict[Key, Limits] | UnsetType = UNSET


class Retirement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Name
    version: Version


class Site(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    code: str
    name: str
    name_en: str
    kind: str
    organization: str
    area: str
    address: str
    longitude: float | None
    latitude: float | None
    position_source: str
    heated_area_m2: float | None
    households: int | None
    responsible: Person | None
    safety_owner: Person | None
    source: str
    source_id: str
    version: int
    updated_at: datetime


class Asset(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    code: str
    name: str
    name_en: str
    kind: str
    site: UUID
    site_name: str
    site_name_en: str
    parent: UUID | None
    organization: str
    area: str
    status: Status
    address: str
    longitude: float | None
    latitude: float | None
    position_source: str
    heated_area_m2: float | None
    households: int | None
    responsible: Person | None
    safety_owner: Person | None
    in_service_on: date | None
    fields: dict[str, FieldValue]
    limits: dict[str, Limits]
    source: str
    source_id: str
    version: int
    updated_at: datetime


class Kind(AssetKind, frozen=True, kw_only=True):
    version: int


class KindBody(AssetKind, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`version` is the one that was read, 0 for a new kind."""

    version: Version


class NewSeason(SeasonPlan, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: UUID | None = None
    name: Name
    area: PathOrAll = ""


class SeasonChanges(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Version
    name: Name | UnsetType = UNSET
    area: PathOrAll | UnsetType = UNSET
    starts_on: date | UnsetType = UNSET
    ends_on: date | UnsetType = UNSET
    preparation_starts_on: date | UnsetType = UNSET
    gates: Gates | UnsetType = UNSET


class NewHousehold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`unit` is the entrance ("2"), `room` the door ("501")."""

    id: UUID | None = None
    unit: Annotated[str, Meta(max_length=50)] = ""
    room: Annotated[str, Meta(max_length=50, pattern=r"\S")]


class NewHouseholds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    households: Annotated[list[NewHousehold], Meta(min_length=1, max_length=1000)]


class Household(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    building: UUID
    unit: str
    room: str
    path: str


class Added(msgspec.Struct, frozen=True):
    added: int


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One hit of a search over sites and assets; `status` and `site_name` are of assets only."""

    subject: Literal["site", "asset"]
    id: UUID
    code: str
    name: str
    name_en: str
    kind: str
    organization: str
    area: str
    status: Status | None
    site: UUID
    site_name: str
    site_name_en: str


class SearchResults(msgspec.Struct, frozen=True):
    items: list[Found]


class SearchQuery(msgspec.Struct, frozen=True, kw_only=True):
    q: Annotated[str, Meta(min_length=1, max_length=100)]
    limit: Annotated[int, Meta(ge=1, le=100)] = 20


class SiteFilter(PageQuery, frozen=True, kw_only=True):
    q: Search = ""
    kind: Key | None = None
    organization: PathOrAll = ""
    area: PathOrAll = ""


class AssetFilter(SiteFilter, frozen=True, kw_only=True):
    site: UUID | None = None
    status: Status | None = None


class HouseholdFilter(PageQuery, frozen=True, kw_only=True):
    q: Search = ""
