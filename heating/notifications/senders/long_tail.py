"""Mail, and the many services that apprise speaks to.

Apprise can do far more than a person's channel may: run desktop programs, read files, call any host. So only services
named here are taken: those whose host is the maker's own, and some that people run themselves, if the operator lists
the host. It follows no redirects, since those could lead anywhere.
"""

import asyncio
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlsplit

import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from apprise import Apprise, AppriseAsset, NotifyFormat, PersistentStoreMode

from heating.notifications.outbound import Allowed
from heating.notifications.rules import SENT, Outcome, Reason, Result
from heating.notifications.senders.requests import said

LONGEST = 4000
"""Bytes of one text to a service; apprise cuts or splits what a service takes less of."""
LONGEST_MAIL = 30_000

OF_MAKERS = frozenset(
    {"chanify", "clicksend", "msgbird", "nexmo", "pbul", "pover", "prowl", "pushme", "pushplus", "qq", "schan"}
    | {"slack", "spugpush", "tgram", "twilio", "vonage", "wpush", "wxpusher"}
)
SELF_RUN = frozenset(
    {"bark", "barks", "gotify", "gotifys", "mmost", "mmosts", "ntfy", "ntfys", "pushdeer", "pushdeers"}
    | {"rocket", "rockets", "synology", "synologys"}
)
_CONNECTING_SECONDS, _READ_SECONDS = 8.0, 10.0
_AT_ONCE = 16
_WAITING_SECONDS = 8.0
"""For a free place; after that it has certainly not been sent, and is tried later."""

_log = logging.getLogger("apprise")
_log.setLevel(logging.DEBUG)
_log.propagate = False  # it writes down whole addresses and messages; what matters of it is kept with the attempt
_log.addHandler(logging.NullHandler())
_asset = AppriseAsset(app_id="heating", http_redirects=False, storage_mode=PersistentStoreMode.MEMORY)


async def is_taken(address: str, allowed: Allowed) -> bool:
    """Is it the address of a service that may be used, complete and well-formed?"""
    return await _plugin(address, allowed) is not None


async def send(address: str, title: str, text: str, allowed: Allowed) -> Outcome:
    plugin = await _plugin(address, allowed)
    if plugin is None:
        return Outcome(Result.REFUSED, Reason.NOT_ALLOWED)
    return await _in_thread(plugin, title, text)


async def send_mail(server: str, address: str, title: str, text: str) -> Outcome:
    """`server` is the operator's, an apprise address that begins with mailto:// or mailtos://."""
    joint = "&" if "?" in server else "?"
    plugin = await _made(f"{server}{joint}to={quote(address)}") if server else None
    if plugin is None:
        return Outcome(Result.REFUSED, Reason.NOT_CONFIGURED)
    return await _in_thread(plugin, title, text)


async def _plugin(address: str, allowed: Allowed) -> Any | None:
    url = urlsplit(address)
    listed = url.hostname is not None and allowed.lists(url.hostname)
    if url.scheme not in OF_MAKERS and not (url.scheme in SELF_RUN and listed):
        return None
    return await _made(address)


async def _made(address: str) -> Any | None:
    """In a thread: at the first use apprise loads its plugins, which takes a fifth of a second."""
    plugin: Any = await anyio.to_thread.run_sync(lambda: Apprise.instantiate(address, asset=_asset))
    if plugin is not None:
        # whatever the address itself asks for
        plugin.redirects = False
        plugin.verify_certificate = True
        plugin.optional = False
        plugin.retry = 0
        plugin.socket_connect_timeout = _CONNECTING_SECONDS  # for mail: of each command
        plugin.socket_read_timeout = _READ_SECONDS
    return plugin


async def _in_thread(plugin: Any, title: str, text: str) -> Outcome:
    places = _places()
    try:
        async with asyncio.timeout(_WAITING_SECONDS):
            await places.acquire()
    except TimeoutError:
        return Outcome(Result.UNREACHABLE, Reason.NO_CONNECTION)
    try:
        return await anyio.to_thread.run_sync(_notify, plugin, title, text, limiter=CapacityLimiter(1))
    finally:
        places.release()


def _notify(plugin: Any, title: str, text: str) -> Outcome:
    """Apprise tells success or failure; how it failed only its log says."""
    with _logged() as lines:
        sent = plugin.notify(body=text, title=title, body_format=NotifyFormat.TEXT)
    if sent:
        return SENT
    result = Result.UNREACHABLE if _REFUSED.search("\n".join(lines)) else Result.UNCLEAR
    return Outcome(result, Reason.LIBRARY, said(" ".join(lines[-_LINES_SHOWN:])))


_REFUSED = re.compile(
    r"""
    error=\d{3}                                  # the service answered so
    | \(\d{3},\ b['"] | was\ refused            # the mail server did
    | Connection\ error\ while\ submitting       # it was not reached, or let nobody in
    | NewConnectionError | ConnectTimeoutError | NameResolutionError
    """,
    re.VERBOSE,
)
"""Signs in the log that certainly nothing arrived. After all else something may have."""
_LINES_SHOWN = 2


@contextmanager
def _logged() -> Iterator[list[str]]:
    """What apprise logs in this thread, but for what it sends."""
    found: list[str] = []
    thread = threading.get_ident()

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            line = record.getMessage()
            if record.thread == thread and (record.levelno >= logging.WARNING or line.startswith("Socket Exception")):
                found.append(line)

    keep = Keep()
    _log.addHandler(keep)
    try:
        yield found
    finally:
        _log.removeHandler(keep)


_semaphores: RunVar[asyncio.Semaphore] = RunVar("apprise")


def _places() -> asyncio.Semaphore:
    """A mail server that hangs must not fill the program with threads. One for each event loop."""
    if (places := _semaphores.get(None)) is None:
        places = asyncio.Semaphore(_AT_ONCE)
        _semaphores.set(places)
    return places
