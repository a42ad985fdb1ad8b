"""The steps of a complaint as resources: /assessment, /dispatch, /acknowledgement, …"""

from collections.abc import Awaitable, Callable

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import Resource, resource
from heating.complaints import story_queries
from heating.complaints.cases import Taking
from heating.complaints.schemas import WholeComplaint
from heating.complaints.steps import stepping
from heating.complaints.steps.schemas import (
    Acknowledgement,
    Assessment,
    CallBack,
    Claim,
    Dispatching,
    InterimReply,
    Merger,
    Noting,
    Pausing,
    Rated,
    Reclassification,
    Reopening,
    Replying,
    ReplyReview,
    Rerouting,
    Resolution,
    Resumption,
    Return,
    Split,
    StepBody,
    Verification,
)
from heating.complaints.steps.table import STEPS, Step
from heating.http.endpoint import KIB, Endpoint, endpoint
from heating.lib import clock


async def verify(request: Request, actor: Actor, body: Verification) -> WholeComplaint:
    return await _answered(request, actor, Step.VERIFY if body.passed else Step.SEND_BACK, body)


async def _answered(request: Request, actor: Actor, step: Step, body: StepBody) -> WholeComplaint:
    now = clock.now()
    taking = Taking(actor, request.path_params["id"], step, body, body.happened_at or now, now)
    taken = await stepping.take(taking, request.app.state.settings.zone)
    return await story_queries.after_step(actor, taken.id)


def _step(path: str, step: Step, accepts: type[StepBody], summary: str) -> Resource:
    """One step of one complaint, answered by the whole complaint as it is then."""

    async def take(request: Request, actor: Actor, body: StepBody) -> WholeComplaint:
        return await _answered(request, actor, step, body)

    return resource(f"/api/complaints/{{id:uuid}}/{path}", POST=_endpoint(take, step, accepts, summary))


def _endpoint(fn: Callable[..., Awaitable[object]], step: Step, accepts: type[StepBody], summary: str) -> Endpoint:
    return endpoint(
        fn, needs=STEPS[step].needs, accepts=accepts, answers=WholeComplaint, limit=256 * KIB, summary=summary
    )


routes = [
    _step("assessment", Step.ASSESS, Assessment, "Assess a complaint: category, class, urgency, place"),
    _step("classification", Step.RECLASSIFY, Reclassification, "Change category, class or urgency, with the reason"),
    _step("dispatch", Step.DISPATCH, Dispatching, "Send it to the officer on duty now, or to a named one"),
    _step("claim", Step.CLAIM, Claim, "Take it: only one can"),
    _step("acknowledgement", Step.ACKNOWLEDGE, Acknowledgement, "Acknowledge what was dispatched"),
    _step("return", Step.RETURN, Return, "Give it back: not mine, with the reason"),
    _step("rerouting", Step.REROUTE, Rerouting, "Hand it to another officer, or to whoever is on duty now"),
    _step("pause", Step.PAUSE, Pausing, "Pause it, with a reason everybody sees"),
    _step("resumption", Step.RESUME, Resumption, "Go on with it"),
    _step("interim-reply", Step.INTERIM_REPLY, InterimReply, "Tell the resident of a plan and its promised date"),
    _step("resolution", Step.RESOLVE, Resolution, "Say that it is resolved, with the temperature measured"),
    resource(
        "/api/complaints/{id:uuid}/verification",
        POST=_endpoint(verify, Step.VERIFY, Verification, "Verify the resolution, or send it back as rework"),
    ),
    _step("merger", Step.MERGE, Merger, "Merge it into another complaint about the same fault"),
    _step("split", Step.SPLIT, Split, "Split it off again: it is dispatched anew"),
    _step("reply", Step.REPLY, Replying, "Reply to the resident, or lay the reply before a second person"),
    _step("reply-review", Step.REVIEW_REPLY, ReplyReview, "Approve or refuse a reply that waits"),
    _step("rating", Step.RATE, Rated, "Take down what the resident says of the reply"),
    _step("call-back", Step.CALL_BACK, CallBack, "Take down a call that reached nobody"),
    _step("reopening", Step.REOPEN, Reopening, "Open it again"),
    _step("note", Step.NOTE, Noting, "Add a note to its story"),
]
