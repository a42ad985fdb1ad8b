"""/api/deadlines, /api/calendars, /api/escalation-ladders, and the calendar feed."""

from starlette.requests import Request
from starlette.responses import Response

from heating.accounts.actor import Actor
from heating.accounts.guard import page, resource
from heating.accounts.rules import Permission
from heating.deadlines import calendar_actions, calendar_queries, feeds, handing_over, queries
from heating.deadlines.catalogue import NamedDay
from heating.deadlines.handing_over import HandOverDraft, WorkQuery
from heating.deadlines.schemas import (
    CalendarBody,
    Calendars,
    DaysBody,
    DeadlineFilter,
    DeadlineItem,
    Feed,
    LadderBody,
    Ladders,
    NewFeed,
    calendar_item,
    ladder_item,
)
from heating.http.endpoint import endpoint
from heating.http.language import language_of
from heating.http.paging import Page, paged
from heating.settings import Settings


async def list_deadlines(_: Request, actor: Actor, query: DeadlineFilter) -> Page[DeadlineItem]:
    return paged(await queries.matching(actor, query), query.limit, lambda item: item, queries.key)


async def list_calendars(_: Request, __: Actor) -> Calendars:
    return Calendars([calendar_item(found) for found in (await calendar_queries.written_calendars()).values()])


async def put_calendar(request: Request, actor: Actor, body: CalendarBody) -> Calendars:
    await calendar_actions.put_calendar(actor, request.path_params["key"], body)
    return await list_calendars(request, actor)


async def put_days(request: Request, actor: Actor, body: DaysBody) -> Calendars:
    days = [NamedDay(day.on, day.kind, day.name) for day in body.days]
    await calendar_actions.put_days(actor, request.path_params["key"], days, body.version)
    return await list_calendars(request, actor)


async def list_ladders(_: Request, __: Actor) -> Ladders:
    return Ladders([ladder_item(found) for found in (await calendar_queries.written_ladders()).values()])


async def put_ladder(request: Request, actor: Actor, body: LadderBody) -> Ladders:
    await calendar_actions.put_ladder(actor, request.path_params["key"], body)
    return await list_ladders(request, actor)


async def show_feed(_: Request, actor: Actor) -> Feed:
    return Feed(await feeds.made_at(actor))


async def make_feed(request: Request, actor: Actor) -> NewFeed:
    return NewFeed(f"{_base_url(request)}/calendar/{await feeds.make(actor)}.ics")


async def end_feed(_: Request, actor: Actor) -> None:
    await feeds.end(actor)


async def read_feed(request: Request, _: Actor | None) -> Response:
    content = await feeds.read(request.path_params["token"], _base_url(request))
    return Response(content, media_type="text/calendar; charset=utf-8", headers={"cache-control": "private, no-cache"})


def _base_url(request: Request) -> str:
    settings: Settings = request.app.state.settings
    return settings.public_url or str(request.base_url).rstrip("/")


async def draft_hand_over(request: Request, actor: Actor, query: WorkQuery) -> HandOverDraft:
    settings: Settings = request.app.state.settings
    return await handing_over.draft(actor, query, language_of(request), settings.zone)


_READ, _WRITE, _OWN = Permission.DEADLINES_READ, Permission.CALENDARS_WRITE, Permission.OWN_ACCOUNT

routes = [
    resource(
        "/api/deadlines",
        GET=endpoint(
            list_deadlines,
            needs=_READ,
            query=DeadlineFilter,
            answers=Page[DeadlineItem],
            summary="The open clocks one may see, tightest first",
        ),
    ),
    resource(
        "/api/calendars",
        GET=endpoint(list_calendars, needs=_READ, answers=Calendars, summary="Working hours, holidays, make-up days"),
    ),
    resource(
        "/api/calendars/{key}",
        PUT=endpoint(
            put_calendar,
            needs=_WRITE,
            accepts=CalendarBody,
            answers=Calendars,
            summary="Create or replace a calendar's name and week",
        ),
    ),
    resource(
        "/api/calendars/{key}/days",
        PUT=endpoint(
            put_days,
            needs=_WRITE,
            accepts=DaysBody,
            answers=Calendars,
            summary="Enter holidays and make-up working days; others stay",
        ),
    ),
    resource(
        "/api/escalation-ladders",
        GET=endpoint(list_ladders, needs=_READ, answers=Ladders, summary="Who hears of a clock when, step by step"),
    ),
    resource(
        "/api/escalation-ladders/{key}",
        PUT=endpoint(
            put_ladder,
            needs=_WRITE,
            accepts=LadderBody,
            answers=Ladders,
            summary="Create or replace an escalation ladder",
        ),
    ),
    resource(
        "/api/account/calendar-feed",
        GET=endpoint(show_feed, needs=_OWN, answers=Feed, summary="Since when one's deadlines have a calendar address"),
        POST=endpoint(
            make_feed,
            needs=_OWN,
            answers=NewFeed,
            status=201,
            summary="Make a calendar address of one's deadlines; it is shown once, the one before ends",
        ),
        DELETE=endpoint(end_feed, needs=_OWN, status=204, summary="End the calendar address"),
    ),
    resource(
        "/api/duty/hand-over-draft",
        GET=endpoint(
            draft_hand_over,
            needs=Permission.DUTY_SERVE,
            query=WorkQuery,
            answers=HandOverDraft,
            summary="What is open in a post's place, and a note that says so",
        ),
    ),
    page("/calendar/{token}.ics", read_feed, summary="Somebody's deadlines for calendar programs"),
]
