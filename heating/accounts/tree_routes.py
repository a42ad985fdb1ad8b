"""/api/organizations and /api/areas."""

import msgspec
from starlette.requests import Request

from heating.accounts import queries, tree_actions
from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.accounts.tree_schemas import (
    AreaRow,
    Areas,
    NewAreaBody,
    NewOrganizationBody,
    OrganizationChanges,
    OrganizationRow,
    Organizations,
    area_row,
    organization_row,
)
from heating.http.endpoint import endpoint


async def list_organizations(_: Request, actor: Actor) -> Organizations:
    return Organizations([organization_row(row) for row in await queries.seen_organizations(actor)])


async def create_organization(_: Request, actor: Actor, body: NewOrganizationBody) -> OrganizationRow:
    new = tree_actions.NewOrganization(body.path, body.name, body.name_en or body.name, body.kind, body.phone)
    return organization_row(await tree_actions.create_organization(actor, new, body.id))


async def change_organization(request: Request, actor: Actor, body: OrganizationChanges) -> OrganizationRow:
    given = msgspec.structs.asdict(body)
    version = given.pop("version")
    changes = {name: value for name, value in given.items() if value is not None}
    row = await tree_actions.change_organization(actor, request.path_params["id"], version, changes)
    return organization_row(row)


async def list_areas(_: Request, actor: Actor) -> Areas:
    return Areas([area_row(row) for row in await queries.seen_areas(actor)])


async def create_area(_: Request, actor: Actor, body: NewAreaBody) -> AreaRow:
    new = tree_actions.NewArea(body.path, body.name, body.name_en or body.name, body.level)
    return area_row(await tree_actions.create_area(actor, new, body.id))


_READ, _WRITE = Permission.REGISTRY_READ, Permission.ORGANIZATIONS_WRITE

routes = [
    resource(
        "/api/organizations",
        GET=endpoint(
            list_organizations, needs=_READ, answers=Organizations, summary="The tree of organizations, parents first"
        ),
        POST=endpoint(
            create_organization,
            needs=_WRITE,
            accepts=NewOrganizationBody,
            answers=OrganizationRow,
            status=201,
            summary="Add an organization",
        ),
    ),
    resource(
        "/api/organizations/{id:uuid}",
        PATCH=endpoint(
            change_organization,
            needs=_WRITE,
            accepts=OrganizationChanges,
            answers=OrganizationRow,
            summary="Rename an organization or change its phone",
        ),
    ),
    resource(
        "/api/areas",
        GET=endpoint(list_areas, needs=_READ, answers=Areas, summary="The tree of areas, parents first"),
        POST=endpoint(
            create_area, needs=_WRITE, accepts=NewAreaBody, answers=AreaRow, status=201, summary="Add an area"
        ),
    ),
]
