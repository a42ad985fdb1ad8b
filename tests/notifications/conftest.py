"""People who are to be told, their channels, and a courier that may send to the loopback."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from heating import jobs, storage
from heating.audit import SYSTEM
from heating.audit import queries as audit_queries
from heating.audit.queries import Filters
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.wording import Language, Text
from heating.notifications import channels, queries
from heating.notifications.actions import notify
from heating.notifications.delivering import functions
from heating.notifications.queries import Channel, DeliveryFilter, Sent
from heating.notifications.quiet_hours import DEFAULT, QuietHours
from heating.notifications.rules import ChannelKind, Message
from heating.notifications.senders import posting, sending
from heating.settings import Settings, load

ORGANIZATION = "taiyuan/heat-one/"
NOON = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)
"""In the city."""


@dataclass
class World:
    settings: Settings
    person: UUID = field(default_factory=new_id)

    async def channel(
        self,
        kind: ChannelKind,
        address: str,
        *,
        secret: str = "",
        person: UUID | None = None,
        quiet_hours: QuietHours | None = DEFAULT,
        name: str = "值班群",
    ) -> Channel:
        new = channels.NewChannel(
            id=None,
            person=person or self.person,
            organization=ORGANIZATION,
            kind=kind,
            name=name,
            address=address,
            secret=secret,
            quiet_hours=quiet_hours,
        )
        return (await channels.add(SYSTEM, new)).channel

    async def webhook(self, address: str, actions: list[str], *, organization: str = "") -> Channel:
        new = channels.NewChannel(
            id=None,
            person=None,
            organization=organization,
            kind=ChannelKind.WEBHOOK,
            name="应急平台",
            address=address,
            secret="a secret of the city's platform",
            quiet_hours=None,
            actions=actions,
        )
        return (await channels.add(SYSTEM, new)).channel

    def message(
        self, key: str, *, person: UUID | None = None, urgent: bool = False, language: Language = "zh", title: str = ""
    ) -> Message:
        return Message(
            person=person or self.person,
            organization=ORGANIZATION,
            kind="hazard.confirmed",
            title=Text(title or f"隐患 {key} 已确认", title or f"Hazard {key} confirmed"),
            body=Text("请在 11 月 5 日 24:00 前整改。", "Rectify it before 5 November 24:00."),
            link=f"/app/hazards/{key}",
            key=key,
            subject_kind="hazard",
            subject_id=key,
            urgent=urgent,
            language=language,
        )

    async def tell(self, *keys: str, urgent: bool = False) -> int:
        return await self.say(*(self.message(key, urgent=urgent) for key in keys))

    async def say(self, *messages: Message) -> int:
        async with storage.transaction():
            return await notify(messages)

    async def carry(self) -> None:
        """As the worker does, until nothing is due."""
        await jobs.Runner(functions(self.settings), workers=8).run_due()

    async def carry_for(self, span: timedelta, step: timedelta = timedelta(seconds=1)) -> None:
        """While time passes."""
        end = clock.now() + span
        moment = clock.now()
        while moment <= end:
            with clock.travel(moment):
                await self.carry()
            moment += step

    async def sent(self) -> Sequence[Sent]:
        """All deliveries, oldest first."""
        return (await queries.deliveries(DeliveryFilter(), limit=500))[::-1]

    async def until_all_are(self, state: str) -> None:
        """While others carry: an answer that went out is noted a moment later."""
        async with asyncio.timeout(120):
            while set(await self.states()) != {state}:  # noqa: ASYNC110 - a delivery has no event
                await asyncio.sleep(0.05)

    async def failures(self) -> list[dict[str, object]]:
        """What the audit says of those that were given up."""
        return [entry.detail for entry in await audit_queries.entries(Filters(action="delivery.failed"))]

    async def states(self) -> list[str]:
        return [delivery.state.value for delivery in await self.sent()]


@pytest.fixture
def settings(database: str, tmp_path: Path) -> Settings:
    return load(
        {
            "HEATING_DATA": str(tmp_path),
            "HEATING_DATABASE_URL": database,
            "HEATING_OUTBOUND_ALLOW": "127.0.0.1, receiver.test",
            "HEATING_PUBLIC_URL": "https://heating.test",
        }
    )


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody gives up waiting for an answer: what is done before it comes has not waited for it, however slow the
    machine is."""
    monkeypatch.setattr(posting, "_PATIENCE_SECONDS", 600.0)
    monkeypatch.setattr(sending, "_PATIENCE_SECONDS", 600.0)


@pytest.fixture
def world(settings: Settings) -> World:
    return World(settings)
