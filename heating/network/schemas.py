"""What comes in and goes out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.http.fields import Name, PathOrAll, Search
from heating.http.paging import PageQuery
from heating.registry.schemas import Code, Person


class Assignment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`station` supplies the building from now on."""

    station: UUID


class NamedAssignment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Both by their codes, as they stand in lists."""

    building: Code
    station: Code


class Assignments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    supplies: Annotated[list[NamedAssignment], Meta(min_length=1, max_length=2000)]


class Assigned(msgspec.Struct, frozen=True):
    """`unchanged` had this station already."""

    assigned: int
    unchanged: int


class Place(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    code: str
    name: str
    name_en: str


class SupplyPeriod(msgspec.Struct, frozen=True, kw_only=True):
    station: Place
    since_at: datetime
    until_at: datetime | None
    assigned_by: Person | None
    ended_by: Person | None


class BuildingSupply(msgspec.Struct, frozen=True, kw_only=True):
    """`current` is None where no station is recorded, or where it is retired; `history` is the newest first."""

    building: Place
    current: SupplyPeriod | None
    history: list[SupplyPeriod]


class SuppliedBuilding(msgspec.Struct, frozen=True, kw_only=True):
    """A building and what supplies it; `station` is None where nothing is recorded."""

    building: Place
    organization: str
    area: str
    station: Place | None
    since_at: datetime | None


class SupplyFilter(PageQuery, frozen=True, kw_only=True):
    q: Search = ""
    station: UUID | None = None
    organization: PathOrAll = ""
    area: PathOrAll = ""
    unsupplied: bool = False


class SupplyCount(msgspec.Struct, frozen=True, kw_only=True):
    """Of the buildings in use that the asker sees; `unsupplied` have no station, or one that is retired."""

    buildings: int
    unsupplied: int


class AddressQuery(msgspec.Struct, frozen=True, kw_only=True):
    q: Annotated[str, Meta(min_length=1, max_length=200)]
    limit: Annotated[int, Meta(ge=1, le=50)] = 10


Why = Literal["name", "alias", "address", "pinyin", "initials", "homophone", "typing_error", "part"]


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A building that may be meant. `unit` and `room` are as they were said; `household` is the one that is registered
    under them. `score` is from 0 to 100, `why` is how the name was found, `building_said` whether its number was."""

    building: UUID
    site: UUID
    name: str
    name_en: str
    address: str
    estate: str
    estate_en: str
    unit: str
    room: str
    household: UUID | None
    organization: str
    area: str
    station: Place | None
    score: int
    why: Why
    building_said: bool


class Matches(msgspec.Struct, frozen=True):
    """`unit` and `room` are what the text says, also where no building was found."""

    items: list[Match]
    unit: str
    room: str


class AliasFilter(PageQuery, frozen=True, kw_only=True):
    """`q` looks in names, codes and aliases. `named`: only those with aliases, or only those without."""

    q: Search = ""
    named: bool | None = None
    organization: PathOrAll = ""
    area: PathOrAll = ""


class NamedSite(msgspec.Struct, frozen=True, kw_only=True):
    site: Place
    address: str
    organization: str
    area: str
    aliases: list[str]


class Aliases(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    aliases: Annotated[list[Name], Meta(max_length=50)]
