"""One way to send over any kind of channel."""

import asyncio
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

from heating.lib import clock
from heating.notifications import outbound, texts
from heating.notifications.outbound import Allowed
from heating.notifications.rules import ChannelKind, Outcome, Parcel, Reason, Result
from heating.notifications.senders import long_tail, robots, webhooks
from heating.notifications.senders.posting import post
from heating.notifications.senders.requests import Request
from heating.settings import Settings

_PATIENCE_SECONDS = 30.0


class Address(msgspec.Struct, frozen=True):
    kind: ChannelKind
    address: str
    secret: str


class Senders:
    def __init__(self, settings: Settings) -> None:
        self.allowed: Allowed = outbound.parse(settings.outbound_allow)
        self._mail_server = settings.mail_url
        self._site = settings.site_url

    def how_many(self, kind: ChannelKind, parcels: Sequence[Parcel]) -> int:
        """How many of them, from the first on, go out together."""
        if kind is ChannelKind.WEBHOOK:
            return 1
        return texts.compose(parcels, self._site, _longest(kind)).together

    async def send(self, to: Address, parcels: Sequence[Parcel]) -> Outcome:
        """All of `parcels` at once, as many as `how_many` says. Holds no transaction."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return _without_address(await self._send(to, parcels), to)
        except TimeoutError:
            return Outcome(Result.UNCLEAR, Reason.NO_ANSWER)

    async def _send(self, to: Address, parcels: Sequence[Parcel]) -> Outcome:
        now = clock.now()
        if to.kind is ChannelKind.WEBHOOK:
            link = f"{self._site}{parcels[0].link}"
            return await self._post(to, webhooks.request(to.address, to.secret, parcels[0], link, now))
        composed = texts.compose(parcels, self._site, _longest(to.kind))
        if to.kind is ChannelKind.MAIL:
            return await long_tail.send_mail(self._mail_server, to.address, composed.title, composed.text)
        if to.kind is ChannelKind.APPRISE:
            return await long_tail.send(to.address, composed.title, composed.text, self.allowed)
        robot = robots.ROBOTS[to.kind]
        return await self._post(to, robot.request(to.address, to.secret, composed.text, now))

    async def _post(self, to: Address, request: Request) -> Outcome:
        answer = await post(request, self.allowed)
        if isinstance(answer, Outcome):
            return answer
        if to.kind is ChannelKind.WEBHOOK:
            return webhooks.read_answer(answer)
        return robots.read_answer(robots.ROBOTS[to.kind], answer)


def _longest(kind: ChannelKind) -> int:
    match kind:
        case ChannelKind.MAIL:
            return long_tail.LONGEST_MAIL
        case ChannelKind.APPRISE:
            return long_tail.LONGEST
        case _:
            return robots.ROBOTS[kind].longest


def _without_address(outcome: Outcome, to: Address) -> Outcome:
    """Receivers and libraries quote what they were given; the address is as good as a password."""
    words = outcome.said
    for secret in sorted(_secrets(to), key=len, reverse=True):
        words = words.replace(secret, "…")
    return msgspec.structs.replace(outcome, said=words)


_LEAST_SECRET = 8


def _secrets(to: Address) -> set[str]:
    url = urlsplit(to.address)
    hidden = url.path if to.kind is not ChannelKind.APPRISE else f"{url.netloc}/{url.path}"
    parts = {to.address, to.secret, *re.split(r"[/=&?@:]", f"{hidden}/{url.query}")}
    return {part for part in parts if len(part) >= _LEAST_SECRET} if to.kind is not ChannelKind.MAIL else set()
