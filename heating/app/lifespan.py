"""What is open while the application runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from starlette.applications import Starlette

from heating import storage, worker
from heating.accounts import identity_cache, server_secret, sessions
from heating.complaints.receiving import Receipts
from heating.http import metrics
from heating.photos.files import PhotoFiles
from heating.settings import Settings
from heating.sync import pull
from heating.sync.feed import Feed
from heating.sync.push import Pushes


class _Running:
    """What `begin_closing` reaches from a signal."""

    loop: asyncio.AbstractEventLoop | None = None
    closing: asyncio.Event | None = None


def begin_closing() -> None:
    """End the streams of live events, so that the server can stop. May be called from a signal handler."""
    if _Running.loop is not None:
        _Running.loop.call_soon_threadsafe(_close_streams)


def _close_streams() -> None:
    if _Running.closing is not None:
        _Running.closing.set()
    storage.hub.close()


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    app.state.closing = _Running.closing = asyncio.Event()
    _Running.loop = asyncio.get_running_loop()
    sessions.set_life(settings.session_days)
    settings.directory.mkdir(parents=True, exist_ok=True)
    server_secret.load(settings.secret, settings.directory)
    app.state.photos = PhotoFiles(settings.directory / "photos")
    async with AsyncExitStack() as running:
        await running.enter_async_context(_database(settings))
        await running.enter_async_context(_remembered_identities())
        await running.enter_async_context(_shared(app))
        if app.state.background:
            app.state.worker = await running.enter_async_context(worker.running(settings))
        yield
        _close_streams()


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[None]:
    """Tests have theirs open already."""
    if storage.is_open(settings.database):
        yield
        return
    await storage.open(settings.database)
    try:
        yield
    finally:
        await storage.close()


@asynccontextmanager
async def _shared(app: Starlette) -> AsyncIterator[None]:
    """What many requests at once read or write."""
    app.state.feed = Feed()
    metrics.STREAMS.set_function(app.state.feed.pages.__len__)
    app.state.pulls = asyncio.Semaphore(pull.AT_ONCE)
    app.state.pushes = Pushes(app.state.settings.zone)
    app.state.receipts = Receipts(app.state.settings.zone)
    try:
        yield
    finally:
        await app.state.receipts.close()
        await app.state.pushes.close()


@asynccontextmanager
async def _remembered_identities() -> AsyncIterator[None]:
    identity_cache.forget_all()
    if storage.dialect() == "sqlite":
        yield
        return
    following = asyncio.create_task(identity_cache.follow_other_processes(), name="identities")
    try:
        yield
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
