"""The steps of a hazard as resources: /confirmation, /rectification, /acceptance, …"""

from collections.abc import Awaitable, Callable
from uuid import UUID

import msgspec
from starlette.requests import Request

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.guard import Resource, resource
from heating.accounts.rules import Permission
from heating.hazards import replacing, stepping, story_queries
from heating.hazards.cases import Taking
from heating.hazards.step_schemas import (
    Acceptance,
    Confirmation,
    Confirmations,
    Dismissal,
    ExtensionDecision,
    ExtensionRequest,
    OneConfirmation,
    OnTheSpotFix,
    PhotoReplacement,
    Planning,
    Progress,
    Rectification,
    Reopening,
    Rework,
    StepBody,
    Supervising,
)
from heating.hazards.steps import STEPS, Step
from heating.hazards.story_schemas import ConfirmationOutcome, ConfirmationOutcomes, WholeHazard
from heating.http.endpoint import KIB, Endpoint, endpoint
from heating.lib import clock
from heating.lib.problems import Problem


async def confirm_many(request: Request, actor: Actor, body: Confirmations) -> ConfirmationOutcomes:
    """Each by itself, in one transaction: what cannot be confirmed holds nothing else back."""
    async with storage.transaction():
        outcomes = [await _confirm_one(request, actor, one) for one in body.items]
    return ConfirmationOutcomes(outcomes)


async def decide_extension(request: Request, actor: Actor, body: ExtensionDecision) -> WholeHazard:
    meant = msgspec.structs.replace(body, extension=request.path_params["extension"])
    return await _answered(request, actor, Step.DECIDE_EXTENSION, meant)


async def replace_photo(request: Request, actor: Actor, body: PhotoReplacement) -> WholeHazard:
    now = clock.now()
    taking = Taking(actor, request.path_params["id"], Step.REPLACE_PHOTO, body, body.happened_at or now, now)
    replaced = await replacing.replace(taking, request.app.state.settings.zone)
    return await story_queries.whole(actor, replaced.id)


async def _confirm_one(request: Request, actor: Actor, body: OneConfirmation) -> ConfirmationOutcome:
    try:
        await _take(request, actor, body.hazard, Step.CONFIRM, body)
    except Problem as problem:
        document = problem.as_json(actor.language)
        return ConfirmationOutcome(hazard=body.hazard, outcome="refused", problem=document)
    return ConfirmationOutcome(hazard=body.hazard, outcome="confirmed", problem=None)


async def _answered(request: Request, actor: Actor, step: Step, body: StepBody) -> WholeHazard:
    taken = await _take(request, actor, request.path_params["id"], step, body)
    return await story_queries.whole(actor, taken)


async def _take(request: Request, actor: Actor, hazard: UUID, step: Step, body: StepBody) -> UUID:
    now = clock.now()
    taking = Taking(actor, hazard, step, body, body.happened_at or now, now)
    return (await stepping.take(taking, request.app.state.settings.zone)).id


def _step(path: str, step: Step, accepts: type[StepBody], summary: str, method: str = "POST") -> Resource:
    """One step of one hazard, answered by the whole hazard as it is then."""

    async def take(request: Request, actor: Actor, body: StepBody) -> WholeHazard:
        return await _answered(request, actor, step, body)

    return resource(f"/api/hazards/{{id:uuid}}/{path}", **{method: _endpoint(take, step, accepts, summary)})


def _endpoint(fn: Callable[..., Awaitable[object]], step: Step, accepts: type[StepBody], summary: str) -> Endpoint:
    return endpoint(fn, needs=STEPS[step].needs, accepts=accepts, answers=WholeHazard, summary=summary)


routes = [
    resource(
        "/api/hazards/confirmations",
        POST=endpoint(
            confirm_many,
            needs=STEPS[Step.CONFIRM].needs,
            accepts=Confirmations,
            answers=ConfirmationOutcomes,
            limit=512 * KIB,
            summary="Confirm many hazards, each by itself",
        ),
    ),
    _step("confirmation", Step.CONFIRM, Confirmation, "Confirm a hazard: grade, unit, person, due date"),
    _step("dismissal", Step.DISMISS, Dismissal, "Dismiss a report, with the reason"),
    _step("on-the-spot-fix", Step.FIX_ON_THE_SPOT, OnTheSpotFix, "Fix one's own minor hazard on the spot"),
    _step("plan", Step.PLAN, Planning, "Draw up the five-part plan, or go on with it", method="PUT"),
    _step("progress", Step.PROGRESS, Progress, "Report progress"),
    _step("extensions", Step.ASK_EXTENSION, ExtensionRequest, "Ask for a later due date"),
    resource(
        "/api/hazards/{id:uuid}/extensions/{extension:uuid}/decision",
        POST=_endpoint(decide_extension, Step.DECIDE_EXTENSION, ExtensionDecision, "Grant or refuse an extension"),
    ),
    _step("rectification", Step.RECTIFY, Rectification, "Say that the hazard is rectified, with the evidence"),
    _step("acceptance", Step.ACCEPT, Acceptance, "Accept what was rectified: the hazard is closed"),
    _step("rework", Step.SEND_BACK, Rework, "Send back what was rectified"),
    _step("reopening", Step.REOPEN, Reopening, "Open a closed hazard again"),
    _step("supervision", Step.SUPERVISE, Supervising, "List a hazard for supervision under a named leader"),
    resource(
        "/api/hazards/{id:uuid}/photo-replacement",
        POST=endpoint(
            replace_photo,
            needs=Permission.HAZARDS_REPORT,
            accepts=PhotoReplacement,
            answers=WholeHazard,
            summary="Replace a photo that the server refused or never received",
        ),
    ),
]
