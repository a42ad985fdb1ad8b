from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.http import workbook
from heating.http.endpoint import MIB, endpoint
from heating.http.paging import Page, page, paged
from heating.inspections import actions, export, queries, settling, state_queries
from heating.inspections.actions import Submission
from heating.inspections.payload import InspectionPayload
from heating.inspections.schemas import (
    DayCount,
    DayFilter,
    HouseholdVisit,
    Inspection,
    InspectionFilter,
    InspectionSummary,
    NewInspection,
    Settlement,
    VisitFilter,
)
from heating.lib import clock
from heating.lib.problems import Problem
from heating.registry import asset_queries


async def list_inspections(request: Request, actor: Actor, query: InspectionFilter) -> Page[InspectionSummary]:  # noqa: ARG001
    rows = await queries.matching(actor, query)
    summaries = await queries.present(rows)
    return paged(summaries, query.limit, lambda row: row, queries.key)


async def show_inspection(request: Request, actor: Actor) -> Inspection:
    return await queries.find(actor, request.path_params["id"])


async def submit_inspection(request: Request, actor: Actor, body: NewInspection) -> Inspection:
    payload = InspectionPayload(**{name: getattr(body, name) for name in InspectionPayload.__struct_fields__})
    submission = Submission(actor, payload, clock.now())
    async with storage.transaction():
        [answer] = await actions.submit([submission], request.app.state.settings.zone)
    if isinstance(answer, Problem):
        raise answer
    return await queries.find(actor, body.id)


async def release_inspection(request: Request, actor: Actor, body: Settlement) -> Inspection:
    id = request.path_params["id"]
    await settling.release(actor, id, body.reason, request.app.state.settings.zone)
    return await queries.find(actor, id)


async def dismiss_inspection(request: Request, actor: Actor, body: Settlement) -> Inspection:
    id = request.path_params["id"]
    await settling.dismiss(actor, id, body.reason)
    return await queries.find(actor, id)


async def list_days(request: Request, actor: Actor, query: DayFilter) -> Page[DayCount]:  # noqa: ARG001
    return page(await state_queries.days(actor, query))


async def list_visits(request: Request, actor: Actor, query: VisitFilter) -> Page[HouseholdVisit]:
    building = (await asset_queries.asset_record(actor, request.path_params["id"])).id
    visits = await state_queries.visits(actor, building, query)
    return paged(visits, query.limit, lambda visit: visit, lambda visit: visit.household)


async def export_inspections(request: Request, actor: Actor, query: InspectionFilter) -> Response:
    settings = request.app.state.settings
    written = partial(export.table, actor, query, settings.directory, settings.zone, actor.language)
    return await workbook.attachment(request, "inspections.xlsx", written)


routes = [
    resource(
        "/api/inspections",
        GET=endpoint(
            list_inspections,
            needs=Permission.INSPECTIONS_READ,
            query=InspectionFilter,
            answers=Page[InspectionSummary],
            summary="The inspections one may see, newest first",
        ),
        POST=endpoint(
            submit_inspection,
            needs=Permission.INSPECTIONS_SUBMIT,
            accepts=NewInspection,
            answers=Inspection,
            status=201,
            limit=2 * MIB,
            summary="Submit an inspection, or a correction of one",
        ),
    ),
    resource(
        "/api/inspections/{id:uuid}",
        GET=endpoint(
            show_inspection,
            needs=Permission.INSPECTIONS_READ,
            answers=Inspection,
            summary="One inspection with answers, evidence and hazards",
        ),
    ),
    resource(
        "/api/inspections/{id:uuid}/release",
        POST=endpoint(
            release_inspection,
            needs=Permission.INSPECTIONS_SETTLE,
            accepts=Settlement,
            answers=Inspection,
            summary="Let a held-back inspection count: its author could not submit, what it says is true",
        ),
    ),
    resource(
        "/api/inspections/{id:uuid}/dismissal",
        POST=endpoint(
            dismiss_inspection,
            needs=Permission.INSPECTIONS_SETTLE,
            accepts=Settlement,
            answers=Inspection,
            summary="Set a held-back inspection aside for good",
        ),
    ),
    resource(
        "/api/inspection-days",
        GET=endpoint(
            list_days,
            needs=Permission.INSPECTIONS_READ,
            query=DayFilter,
            answers=Page[DayCount],
            summary="How many inspections there were on each day",
        ),
    ),
    resource(
        "/api/assets/{id:uuid}/visits",
        GET=endpoint(
            list_visits,
            needs=Permission.INSPECTIONS_READ,
            query=VisitFilter,
            answers=Page[HouseholdVisit],
            summary="The last visit to each household of a building",
        ),
    ),
    resource(
        "/api/exports/inspections.xlsx",
        GET=endpoint(
            export_inspections,
            needs=Permission.INSPECTIONS_READ,
            query=InspectionFilter,
            content=workbook.MEDIA_TYPE,
            summary="The same list as a workbook",
        ),
    ),
]
