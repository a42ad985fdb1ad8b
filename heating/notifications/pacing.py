"""How fast a receiver may be sent to (the generic cell rate algorithm: one moment is all there is to store)."""

from datetime import datetime, timedelta

import msgspec

from heating.notifications.rules import ChannelKind


class Pace(msgspec.Struct, frozen=True):
    """After a rest `burst` at once, then one `every`; so never more than burst + span / every within any span."""

    burst: int
    every: timedelta


PACES = {
    ChannelKind.WECOM: Pace(5, timedelta(seconds=4)),  # 20 a minute
    ChannelKind.DINGTALK: Pace(
        5, timedelta(seconds=4)
    ),  # 20 a minute, and silence for 10 minutes to whoever exceeds it
    ChannelKind.FEISHU: Pace(3, timedelta(milliseconds=700)),  # 100 a minute and 5 a second
    ChannelKind.MAIL: Pace(10, timedelta(seconds=1)),
    ChannelKind.APPRISE: Pace(5, timedelta(seconds=2)),
    ChannelKind.WEBHOOK: Pace(20, timedelta(milliseconds=50)),
}


def slot(pace: Pace, paced_until: datetime | None, now: datetime) -> datetime:
    """The earliest moment for the next one, not before `now`."""
    if paced_until is None:
        return now
    return max(now, paced_until - pace.every * (pace.burst - 1))


def paced(pace: Pace, paced_until: datetime | None, at: datetime) -> datetime:
    """What to store after sending one at `at`."""
    return max(at, paced_until or at) + pace.every
