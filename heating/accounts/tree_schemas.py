"""Bodies and rows of organizations and areas."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from heating.accounts.models import Area, Organization
from heating.accounts.rules import AreaLevel, OrganizationKind
from heating.accounts.schemas import Phone
from heating.http.fields import Count, Line, Name, Path
from heating.lib import areas


class OrganizationRow(msgspec.Struct, frozen=True):
    id: UUID
    path: str
    parent: str | None
    name: str
    name_en: str
    kind: OrganizationKind
    phone: str
    version: int


class Organizations(msgspec.Struct, frozen=True):
    items: Sequence[OrganizationRow]


class NewOrganizationBody(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID | None = None
    path: Path
    name: Name
    name_en: Line = ""
    kind: OrganizationKind
    phone: Phone = ""


class OrganizationChanges(msgspec.Struct, frozen=True, kw_only=True):
    version: Count
    name: Name | None = None
    name_en: Line | None = None
    phone: Phone | None = None


class AreaRow(msgspec.Struct, frozen=True):
    id: UUID
    path: str
    parent: str | None
    name: str
    name_en: str
    level: AreaLevel


class Areas(msgspec.Struct, frozen=True):
    items: Sequence[AreaRow]


class NewAreaBody(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID | None = None
    path: Path
    name: Name
    name_en: Line = ""
    level: AreaLevel


def organization_row(row: Organization) -> OrganizationRow:
    return OrganizationRow(
        id=row.id,
        path=row.path,
        parent=areas.parent(row.path) or None,
        name=row.name,
        name_en=row.name_en,
        kind=OrganizationKind(row.kind),
        phone=row.phone,
        version=row.version,
    )


def area_row(row: Area) -> AreaRow:
    return AreaRow(row.id, row.path, areas.parent(row.path) or None, row.name, row.name_en, AreaLevel(row.level))
