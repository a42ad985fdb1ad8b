"""/api/audit: who did what, newest first."""

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.audit_schemas import AuditFilter, AuditRow, audit_row
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.audit import queries
from heating.http.endpoint import endpoint
from heating.http.paging import Page, decode_cursor, page, paged
from heating.lib import areas


async def list_entries(_: Request, actor: Actor, query: AuditFilter) -> Page[AuditRow]:
    before = decode_cursor(query.cursor, int)
    organization = narrower(actor.organization, query.organization)
    area = narrower(actor.area, query.area)
    if organization is None or area is None:
        return page([])
    filters = queries.Filters(
        subject_kind=query.subject_kind,
        subject_id=query.subject_id,
        actor=query.actor,
        action=query.action,
        since=query.since,
        until=query.until,
        organization=organization,
        area=area,
    )
    entries = await queries.entries(filters, before=before, limit=query.limit + 1)
    return paged(entries, query.limit, audit_row, lambda entry: entry.seq)


def narrower(seen: str, asked: str) -> str | None:
    """The part of what an actor sees that he asks for; None when there is none."""
    if areas.within(asked, seen):
        return asked
    return seen if areas.within(seen, asked) else None


routes = [
    resource(
        "/api/audit",
        GET=endpoint(
            list_entries,
            needs=Permission.AUDIT_READ,
            query=AuditFilter,
            answers=Page[AuditRow],
            summary="Who did what, newest first",
        ),
    ),
]
