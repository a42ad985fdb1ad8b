"""Growing the trees of organizations and areas."""

from typing import NamedTuple
from uuid import UUID

from tortoise.exceptions import IntegrityError

from heating import storage
from heating.accounts import problems, queries
from heating.accounts.actor import Actor
from heating.accounts.models import Area, Organization
from heating.accounts.rules import AreaLevel, OrganizationKind
from heating.accounts.trail import about_area, about_organization
from heating.lib import areas, clock
from heating.lib.ids import new_id


class NewOrganization(NamedTuple):
    path: str
    """The parent's path, this organization's key, and a slash."""
    name: str
    name_en: str
    kind: OrganizationKind
    phone: str = ""


class NewArea(NamedTuple):
    path: str
    name: str
    name_en: str
    level: AreaLevel


async def create_organization(by: Actor, new: NewOrganization, organization_id: UUID | None = None) -> Organization:
    """The same id with the same content answers the existing one. Raises accounts.path_taken, accounts.id_taken,
    accounts.unknown_parent, accounts.not_found."""
    if not areas.within(new.path, by.organization):
        raise problems.NOT_FOUND()
    if organization_id and (existing := await Organization.get_or_none(id=organization_id)):
        return _same_organization(existing, new)
    if (parent := areas.parent(new.path)) and await queries.organization(parent) is None:
        raise problems.UNKNOWN_PARENT()
    try:
        async with storage.transaction():
            row = await Organization.create(id=organization_id or new_id(), created_at=clock.now(), **new._asdict())
            about_organization(by, "organization.created", row.id, row.path)
    except IntegrityError:
        raise problems.PATH_TAKEN() from None
    return row


def _same_organization(existing: Organization, new: NewOrganization) -> Organization:
    if (existing.path, existing.name, existing.name_en, existing.kind, existing.phone) != tuple(new):
        raise problems.ID_TAKEN()
    return existing


async def change_organization(by: Actor, organization_id: UUID, version: int, changes: dict[str, str]) -> Organization:
    """Change name, English name or phone. Raises accounts.not_found, accounts.version_conflict."""
    row = await Organization.get_or_none(id=organization_id)
    if row is None or not areas.within(row.path, by.organization):
        raise problems.NOT_FOUND()
    async with storage.transaction():
        if not await Organization.filter(id=row.id, version=version).update(**changes, version=version + 1):
            raise problems.VERSION_CONFLICT()
        about_organization(by, "organization.changed", row.id, row.path, changes=changes)
        await row.refresh_from_db()
    return row


async def create_area(by: Actor, new: NewArea, area_id: UUID | None = None) -> Area:
    """As `create_organization`."""
    if not areas.within(new.path, by.area):
        raise problems.NOT_FOUND()
    if area_id and (existing := await Area.get_or_none(id=area_id)):
        return _same_area(existing, new)
    if (parent := areas.parent(new.path)) and not await queries.areas_by_path([parent]):
        raise problems.UNKNOWN_PARENT()
    try:
        async with storage.transaction():
            row = await Area.create(id=area_id or new_id(), created_at=clock.now(), **new._asdict())
            about_area(by, "area.created", row.id, row.path)
    except IntegrityError:
        raise problems.PATH_TAKEN() from None
    return row


def _same_area(existing: Area, new: NewArea) -> Area:
    if (existing.path, existing.name, existing.name_en, existing.level) != tuple(new):
        raise problems.ID_TAKEN()
    return existing
