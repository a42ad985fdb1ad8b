"""Categories, time limits and settings of complaints over HTTP."""

from typing import Any

import msgspec
from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.complaints.catalogue import actions as catalogue_actions
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.catalogue.categories import Category
from heating.complaints.catalogue.entries import CATEGORIES, POLICIES, SETTINGS, Document, Entry
from heating.complaints.catalogue.policies import Policy
from heating.complaints.catalogue.schemas import (
    Categories,
    CategoryBody,
    CategoryRow,
    Policies,
    PolicyBody,
    PolicyRow,
    SettingsBody,
    SettingsRow,
)
from heating.http.endpoint import endpoint


async def list_categories(_request: Request, _actor: Actor) -> Categories:
    return Categories([_category(entry) for entry in (await catalogue.entries(CATEGORIES)).values()])


async def put_category(request: Request, actor: Actor, body: CategoryBody) -> CategoryRow:
    await catalogue_actions.put_category(actor, request.path_params["key"], body)
    return _category((await catalogue.entries(CATEGORIES))[body.key])


async def list_policies(_request: Request, _actor: Actor) -> Policies:
    return Policies([_policy(entry) for entry in (await catalogue.entries(POLICIES)).values()])


async def put_policy(request: Request, actor: Actor, body: PolicyBody) -> PolicyRow:
    await catalogue_actions.put_policy(actor, request.path_params["key"], body)
    return _policy((await catalogue.entries(POLICIES))[body.key])


async def show_settings(_request: Request, _actor: Actor) -> SettingsRow:
    entry = (await catalogue.entries(SETTINGS))[SETTINGS.name]
    return SettingsRow(**msgspec.structs.asdict(entry.document), **_version(entry))


async def put_settings(request: Request, actor: Actor, body: SettingsBody) -> SettingsRow:
    await catalogue_actions.put_settings(actor, body)
    return await show_settings(request, actor)


def _category(entry: Entry[Category]) -> CategoryRow:
    return CategoryRow(**msgspec.structs.asdict(entry.document), **_version(entry))


def _policy(entry: Entry[Policy]) -> PolicyRow:
    return PolicyRow(**msgspec.structs.asdict(entry.document), **_version(entry))


def _version(entry: Entry[Document]) -> dict[str, Any]:
    return {"version": entry.version, "changed_at": entry.changed_at, "changed_by": entry.changed_by}


_READ, _WRITE = Permission.COMPLAINTS_READ, Permission.COMPLAINT_SETTINGS_WRITE

routes = [
    resource(
        "/api/complaint-categories",
        GET=endpoint(
            list_categories, needs=_READ, answers=Categories, summary="What complaints are about, as the city lists it"
        ),
    ),
    resource(
        "/api/complaint-categories/{key}",
        PUT=endpoint(
            put_category,
            needs=_WRITE,
            accepts=CategoryBody,
            answers=CategoryRow,
            summary="Create or change a category",
        ),
    ),
    resource(
        "/api/complaint-policies",
        GET=endpoint(list_policies, needs=_READ, answers=Policies, summary="How long each clock of a complaint runs"),
    ),
    resource(
        "/api/complaint-policies/{key}",
        PUT=endpoint(
            put_policy, needs=_WRITE, accepts=PolicyBody, answers=PolicyRow, summary="Change the limits of a clock"
        ),
    ),
    resource(
        "/api/complaint-settings",
        GET=endpoint(show_settings, needs=_READ, answers=SettingsRow, summary="Fallback owner, sign-off, call-backs"),
        PUT=endpoint(
            put_settings, needs=_WRITE, accepts=SettingsBody, answers=SettingsRow, summary="Change the settings"
        ),
    ),
]
