"""What the demo city is going to be, before anything is written."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from heating.accounts.rules import AreaLevel, OrganizationKind, Role
from heating.registry.kinds import FieldValue

SizeName = Literal["small", "city"]


class Size(msgspec.Struct, frozen=True):
    """How many of what. `districts` None is all; `crew_sites` is how many sites one crew looks after; `complaints` how
    many come in the first month of a season."""

    stations: int
    networks: int
    plants: int
    peak_sources: int
    villages: int
    crew_sites: int
    complaints: int
    districts: tuple[str, ...] | None = None


SIZES: Mapping[SizeName, Size] = {
    "small": Size(30, 9, 2, 1, 3, crew_sites=12, complaints=160, districts=("xinghualing", "wanbailin", "qingxu")),
    "city": Size(2200, 400, 7, 66, 80, crew_sites=30, complaints=1500),
}


class PlannedArea(msgspec.Struct, frozen=True):
    path: str
    name: str
    name_en: str
    level: AreaLevel


class PlannedOrganization(msgspec.Struct, frozen=True):
    path: str
    name: str
    name_en: str
    kind: OrganizationKind
    phone: str = ""


class PlannedPerson(msgspec.Struct, frozen=True):
    username: str
    name: str
    role: Role
    organization: str
    area: str
    phone: str


class PlannedAsset(msgspec.Struct, frozen=True, kw_only=True):
    """`rooms` are pairs of entrance and door, of residential buildings only."""

    code: str
    name: str
    name_en: str
    kind: str
    longitude: float
    latitude: float
    fields: dict[str, FieldValue] = {}
    heated_area_m2: float | None = None
    rooms: tuple[tuple[str, str], ...] = ()
    standby: bool = False


class PlannedSite(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    name: str
    name_en: str
    kind: str
    area: str
    company: str
    address: str
    longitude: float
    latitude: float
    assets: tuple[PlannedAsset, ...]

    @property
    def households(self) -> int:
        return sum(len(asset.rooms) for asset in self.assets)

    @property
    def heated_area_m2(self) -> float:
        return sum(asset.heated_area_m2 or 0 for asset in self.assets)


class PlannedCrew(msgspec.Struct, frozen=True):
    """A crew, its people (the leader first) and its sites."""

    organization: PlannedOrganization
    people: tuple[PlannedPerson, ...]
    safety_owner: str
    sites: tuple[PlannedSite, ...]


class City(msgspec.Struct, frozen=True):
    """Areas and organizations come parents first."""

    areas: tuple[PlannedArea, ...]
    organizations: tuple[PlannedOrganization, ...]
    people: tuple[PlannedPerson, ...]
    crews: tuple[PlannedCrew, ...]

    @property
    def sites(self) -> list[PlannedSite]:
        return [site for crew in self.crews for site in crew.sites]
