from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.checklists import actions, queries
from heating.checklists.schemas import DraftChange, NewDraft, Publication, VersionFilter, VersionRow, VersionSummary
from heating.http.endpoint import KIB, endpoint
from heating.http.paging import Page, decode_cursor, paged

_DOCUMENT = 512 * KIB


async def list_checklists(request: Request, actor: Actor, query: VersionFilter) -> Page[VersionSummary]:  # noqa: ARG001
    rows = await queries.published(decode_cursor(query.cursor, str), query.limit)
    return paged(rows, query.limit, lambda row: row, lambda row: row.key)


async def list_versions(request: Request, actor: Actor, query: VersionFilter) -> Page[VersionSummary]:
    key: str = request.path_params["key"]
    rows = await queries.versions_of(actor, key, decode_cursor(query.cursor, int), query.limit)
    return paged(rows, query.limit, lambda row: row, lambda row: row.number)


async def show_version(request: Request, actor: Actor) -> VersionRow:
    return await queries.show(actor, request.path_params["id"])


async def start_draft(request: Request, actor: Actor, body: NewDraft) -> VersionRow:
    return await actions.start_draft(actor, request.path_params["key"], body.document, body.id)


async def change_draft(request: Request, actor: Actor, body: DraftChange) -> VersionRow:
    return await actions.change_draft(actor, request.path_params["id"], body.document, body.version)


async def publish_version(request: Request, actor: Actor, body: Publication) -> VersionRow:
    return await actions.publish(actor, request.path_params["id"], body.version)


routes = [
    resource(
        "/api/checklists",
        GET=endpoint(
            list_checklists,
            needs=Permission.CHECKLISTS_READ,
            query=VersionFilter,
            answers=Page[VersionSummary],
            summary="The checklists in force",
        ),
    ),
    resource(
        "/api/checklists/{id:uuid}",
        GET=endpoint(
            show_version, needs=Permission.CHECKLISTS_READ, answers=VersionRow, summary="One version of a checklist"
        ),
        PUT=endpoint(
            change_draft,
            needs=Permission.CHECKLISTS_PUBLISH,
            accepts=DraftChange,
            answers=VersionRow,
            limit=_DOCUMENT,
            summary="Change a draft",
        ),
    ),
    resource(
        "/api/checklists/{key}/versions",
        GET=endpoint(
            list_versions,
            needs=Permission.CHECKLISTS_READ,
            query=VersionFilter,
            answers=Page[VersionSummary],
            summary="All versions of a checklist, newest first",
        ),
        POST=endpoint(
            start_draft,
            needs=Permission.CHECKLISTS_PUBLISH,
            accepts=NewDraft,
            answers=VersionRow,
            status=201,
            limit=_DOCUMENT,
            summary="Start a new version as a draft",
        ),
    ),
    resource(
        "/api/checklists/versions/{id:uuid}/publication",
        POST=endpoint(
            publish_version,
            needs=Permission.CHECKLISTS_PUBLISH,
            accepts=Publication,
            answers=VersionRow,
            summary="Publish a draft; the version before is retired",
        ),
    ),
]
