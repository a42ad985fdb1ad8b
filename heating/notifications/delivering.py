"""Sending what waits. Between taking and settling no transaction is open.

What is guaranteed: a delivery is claimed by one process, in a transaction that is committed before anything goes out,
and what went out is never sent again unless the receiver can tell a repetition (a webhook by its Heating-Id). If the
process dies between sending and settling, or the answer is lost, a robot's or mail delivery ends as failed with "it is
not known whether it arrived"; it stays in the inbox and a person may send it once more.
"""

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from prometheus_client import Counter

from heating.jobs.runner import Function
from heating.notifications.claims import take
from heating.notifications.outbox import LOOK_JOB
from heating.notifications.rules import Outcome
from heating.notifications.senders.sending import Senders
from heating.notifications.settling import settle
from heating.notifications.waiting import Taken
from heating.settings import Settings

_SENT = Counter("heating_deliveries", "Messages that were tried to send, by channel and result.", ["kind", "result"])

WORKERS = 64
"""So many receivers are sent to at a time. Nearly all of that time is waiting."""


class Courier:
    def __init__(self, senders: Senders, zone: ZoneInfo) -> None:
        self._senders = senders
        self._zone = zone

    async def look(self, payload: dict[str, Any]) -> None:
        """Send the receiver what is due, until nothing is or its pace is used up."""
        while taken := await take(payload["receiver"], self._zone, self._senders.how_many):
            await self.carry(taken)

    async def carry(self, taken: Taken) -> tuple[Outcome, timedelta]:
        """Send what was taken, and settle it; answers what became of it and how long it took."""
        started = time.monotonic()
        outcome = await self._senders.send(taken.to, taken.parcels)
        took = timedelta(seconds=time.monotonic() - started)
        _SENT.labels(taken.to.kind.value, outcome.result.value).inc(len(taken.deliveries))
        await settle(taken, outcome, took)
        return outcome, took


def courier(settings: Settings) -> Courier:
    return Courier(Senders(settings), settings.zone)


def functions(settings: Settings) -> Mapping[str, Function]:
    """For a runner of their own: a receiver that hangs must not hold up the other jobs."""
    return {LOOK_JOB: courier(settings).look}
