"""/api/duty: who is on duty, serving, and what deviates from the roster."""

from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import Resource, resource
from heating.accounts.rules import Permission
from heating.duty import (
    change_actions,
    post_queries,
    records,
    roster_queries,
    serving,
    skills,
    spot_checks,
    swap_actions,
)
from heating.duty.rules import Via
from heating.duty.schemas import (
    ChangeItem,
    Created,
    DutyFilter,
    DutyShown,
    NewChange,
    PlaceQuery,
    Posts,
    Skilled,
    SkillsBody,
)
from heating.duty.serving_schemas import (
    HandOverItem,
    NewHandOver,
    NewSpotCheck,
    NewSwap,
    OwnDuty,
    Remark,
    SignedIn,
    SpotCheckItem,
    SwapItem,
    WatchBody,
)
from heating.http.endpoint import endpoint
from heating.http.paging import Page, page, paged
from heating.lib import clock


async def show_duty(_: Request, actor: Actor, query: PlaceQuery) -> DutyShown:
    return await post_queries.duty(actor, query)


async def list_posts(request: Request, actor: Actor, query: DutyFilter) -> Posts:
    return await post_queries.posts(actor, query, _zone(request))


async def show_own(_: Request, actor: Actor) -> OwnDuty:
    return await post_queries.own(actor)


async def sign_in(_: Request, actor: Actor, body: WatchBody) -> SignedIn:
    return SignedIn(signed_at=await serving.sign_in(actor, body))


async def list_hand_overs(_: Request, actor: Actor, query: DutyFilter) -> Page[HandOverItem]:
    rows = await records.hand_overs(actor, query)
    return paged(rows, query.limit, records.hand_over_item, lambda row: (row.written_at, row.id))


async def hand_over(_: Request, actor: Actor, body: NewHandOver) -> HandOverItem:
    return await records.hand_over(actor, await serving.hand_over(actor, body))


async def receive_hand_over(request: Request, actor: Actor, body: Remark) -> HandOverItem:
    await serving.receive(actor, request.path_params["id"], body.text)
    return await records.hand_over(actor, request.path_params["id"])


async def list_swaps(_: Request, actor: Actor, query: DutyFilter) -> Page[SwapItem]:
    rows = await records.swaps(actor, query)
    shown = paged(rows, query.limit, lambda row: row, lambda row: (row.asked_at, row.id))
    return page(await records.swap_items(shown.items), shown.next)


async def ask_swap(request: Request, actor: Actor, body: NewSwap) -> Created:
    return Created(id=await swap_actions.ask(actor, body, _zone(request)))


async def accept_swap(request: Request, actor: Actor, body: Remark) -> None:
    await swap_actions.accept(actor, request.path_params["id"], body.text, _zone(request))


async def decline_swap(request: Request, actor: Actor, body: Remark) -> None:
    await swap_actions.decline(actor, request.path_params["id"], body.text, _zone(request))


async def withdraw_swap(request: Request, actor: Actor) -> None:
    await swap_actions.withdraw(actor, request.path_params["id"])


async def list_spot_checks(_: Request, actor: Actor, query: DutyFilter) -> Page[SpotCheckItem]:
    now = clock.now()
    rows = await records.spot_checks(actor, query)
    return paged(rows, query.limit, lambda row: records.spot_check_item(row, now), lambda row: (row.asked_at, row.id))


async def ask_spot_check(_: Request, actor: Actor, body: NewSpotCheck) -> Created:
    return Created(id=await spot_checks.ask(actor, body))


async def answer_spot_check(request: Request, actor: Actor, body: Remark) -> None:
    await spot_checks.answer(actor, request.path_params["id"], body.text)


async def list_skills(_: Request, actor: Actor) -> list[Skilled]:
    return await skills.listed(actor)


async def put_skills(request: Request, actor: Actor, body: SkillsBody) -> None:
    await skills.put(actor, request.path_params["id"], body)


def _zone(request: Request) -> ZoneInfo:
    zone: ZoneInfo = request.app.state.settings.zone
    return zone


_READ, _WRITE, _SERVE = Permission.DUTY_READ, Permission.DUTY_WRITE, Permission.DUTY_SERVE


def _lister(via: Via) -> Callable[..., Awaitable[list[ChangeItem]]]:
    async def list_changes(_: Request, actor: Actor, query: DutyFilter) -> list[ChangeItem]:
        return await roster_queries.changes(actor, via, query)

    return list_changes


def _maker(via: Via) -> Callable[..., Awaitable[Created]]:
    async def make(request: Request, actor: Actor, body: NewChange) -> Created:
        return Created(id=await change_actions.make(actor, via, body, _zone(request)))

    return make


def _ender(via: Via) -> Callable[..., Awaitable[None]]:
    async def end(request: Request, actor: Actor) -> None:
        await change_actions.end(actor, via, request.path_params["id"], _zone(request))

    return end


def _changes(path: str, via: Via) -> list[Resource]:
    return [
        resource(
            path,
            GET=endpoint(
                _lister(via), needs=_READ, query=DutyFilter, answers=list[ChangeItem], summary=f"The {via}s to come"
            ),
            POST=endpoint(
                _maker(via), needs=_WRITE, accepts=NewChange, answers=Created, status=201, summary=f"Make a {via}"
            ),
        ),
        resource(
            f"{path}/{{id:uuid}}", DELETE=endpoint(_ender(via), needs=_WRITE, status=204, summary=f"Take back a {via}")
        ),
    ]


routes = [
    resource(
        "/api/duty/now",
        GET=endpoint(
            show_duty,
            needs=_READ,
            query=PlaceQuery,
            answers=DutyShown,
            summary="Who is on duty for an organization and area, and who comes next",
        ),
    ),
    resource(
        "/api/duty/posts",
        GET=endpoint(
            list_posts,
            needs=_READ,
            query=DutyFilter,
            answers=Posts,
            summary="Every post now, and where the season has no roster",
        ),
    ),
    resource(
        "/api/duty/own",
        GET=endpoint(
            show_own, needs=_SERVE, answers=OwnDuty, summary="One's own watches, and what waits for one's answer"
        ),
    ),
    resource(
        "/api/duty/sign-ins",
        POST=endpoint(sign_in, needs=_SERVE, accepts=WatchBody, answers=SignedIn, summary="Take up a watch"),
    ),
    resource(
        "/api/duty/hand-overs",
        GET=endpoint(list_hand_overs, needs=_READ, query=DutyFilter, answers=Page[HandOverItem]),
        POST=endpoint(
            hand_over,
            needs=_SERVE,
            accepts=NewHandOver,
            answers=HandOverItem,
            status=201,
            summary="Write and sign the note of a watch that ends",
        ),
    ),
    resource(
        "/api/duty/hand-overs/{id:uuid}/receipt",
        POST=endpoint(
            receive_hand_over, needs=_SERVE, accepts=Remark, answers=HandOverItem, summary="Sign for a watch taken over"
        ),
    ),
    resource(
        "/api/duty/swaps",
        GET=endpoint(list_swaps, needs=_READ, query=DutyFilter, answers=Page[SwapItem]),
        POST=endpoint(ask_swap, needs=_SERVE, accepts=NewSwap, answers=Created, status=201),
    ),
    resource(
        "/api/duty/swaps/{id:uuid}", DELETE=endpoint(withdraw_swap, needs=_SERVE, status=204, summary="Withdraw a swap")
    ),
    resource(
        "/api/duty/swaps/{id:uuid}/acceptance", POST=endpoint(accept_swap, needs=_SERVE, accepts=Remark, status=204)
    ),
    resource(
        "/api/duty/swaps/{id:uuid}/refusal", POST=endpoint(decline_swap, needs=_SERVE, accepts=Remark, status=204)
    ),
    *_changes("/api/duty/overrides", Via.OVERRIDE),
    *_changes("/api/duty/reinforcements", Via.REINFORCEMENT),
    resource(
        "/api/duty/spot-checks",
        GET=endpoint(list_spot_checks, needs=_READ, query=DutyFilter, answers=Page[SpotCheckItem]),
        POST=endpoint(ask_spot_check, needs=_WRITE, accepts=NewSpotCheck, answers=Created, status=201),
    ),
    resource(
        "/api/duty/spot-checks/{id:uuid}/answer",
        POST=endpoint(answer_spot_check, needs=_SERVE, accepts=Remark, status=204),
    ),
    resource("/api/duty/skills", GET=endpoint(list_skills, needs=_READ, answers=list[Skilled])),
    resource("/api/duty/skills/{id:uuid}", PUT=endpoint(put_skills, needs=_WRITE, accepts=SkillsBody, status=204)),
]
