"""Sync over HTTP."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from heating.accounts import identity, identity_cache
from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.http.endpoint import MIB, SignedIn, endpoint
from heating.http.paging import Cursor, PageQuery
from heating.lib import clock
from heating.sync import events
from heating.sync.manifest import Manifest, manifest
from heating.sync.operations import read
from heating.sync.packing import packed
from heating.sync.pull import Pulled, pull
from heating.sync.schemas import Envelope, Pushed

_encode = msgspec.json.Encoder().encode


class PullQuery(msgspec.Struct, frozen=True):
    cursor: Cursor | None = None
    limit: Annotated[int, Meta(ge=1, le=2000, description="How many changes a page may have.")] = 1000


class EventsQuery(msgspec.Struct, frozen=True):
    wait: Annotated[
        int,
        Meta(
            ge=0,
            le=events.LONGEST_SECONDS,
            description="Seconds after which the stream ends; 0 asks only for what happened since Last-Event-ID.",
        ),
    ] = events.LONGEST_SECONDS
    since: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=2**63 - 1,
                description="Where to begin, when there is no Last-Event-ID: the `seq` of a list that was read.",
            ),
        ]
        | None
    ) = None


class ManifestQuery(PageQuery, frozen=True, kw_only=True):
    device: UUID


async def push_operations(request: Request, actor: Actor, body: Envelope) -> Response:
    operations = await read(body, actor)
    receipts = await request.app.state.pushes.push(operations)
    return await packed(_encode(Pushed(receipts, clock.now())), request)


async def pull_changes(request: Request, actor: Actor, query: PullQuery) -> Response:
    async with request.app.state.pulls:
        return await packed(_encode(await pull(actor, query.cursor, query.limit)), request)


async def show_manifest(_: Request, actor: Actor, query: ManifestQuery) -> Manifest:
    return await manifest(actor, query.device, query.cursor, query.limit)


async def follow_events(request: Request, actor: Actor, query: EventsQuery) -> Response:
    last_id = request.headers.get("last-event-id", "")
    last_seq = int(last_id) if last_id.isascii() and last_id.isdecimal() else query.since

    async def ask_again() -> Actor | None:
        identity_cache.forget_user(actor.id)  # another process may have changed it
        known = await identity.of(request, prolongs=False)
        return None if known is None else known.actor

    content = events.stream(actor, request.app.state.feed, last_seq, query.wait, ask_again)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(content, headers=headers, media_type="text/event-stream")


routes = [
    resource(
        "/api/sync/push",
        POST=endpoint(
            push_operations,
            needs=Permission.SYNC,
            accepts=Envelope,
            answers=Pushed,
            limit=8 * MIB,
            summary="Send what a phone has captured; each operation gets a receipt of its own",
        ),
    ),
    resource(
        "/api/sync/pull",
        GET=endpoint(
            pull_changes,
            needs=Permission.SYNC,
            query=PullQuery,
            answers=Pulled,
            summary="Read what changed since the cursor; without one, everything",
        ),
    ),
    resource(
        "/api/sync/manifest",
        GET=endpoint(
            show_manifest,
            needs=Permission.SYNC,
            query=ManifestQuery,
            answers=Manifest,
            summary="What a device has sent, and which of its photos have not arrived",
        ),
    ),
    resource(
        "/api/events",
        GET=endpoint(
            follow_events,
            needs=SignedIn,
            query=EventsQuery,
            content="text/event-stream",
            summary="Follow changes as they happen (server-sent events)",
        ),
    ),
]
