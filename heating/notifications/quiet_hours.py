"""Hours of the night in which only what is urgent goes out."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec


class QuietHours(msgspec.Struct, frozen=True):
    """From `start` to `end` by the city's clocks, over midnight where `end` is not after `start`."""

    start: time
    end: time


DEFAULT = QuietHours(time(22), time(7))


def quiet_until(hours: QuietHours | None, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The end of the quiet hours that `now` lies in; None outside of them. The same time twice is a whole day."""
    if hours is None:
        return None
    local = now.astimezone(zone)
    if hours.start < hours.end:
        is_quiet = hours.start <= local.time() < hours.end
    else:
        is_quiet = local.time() >= hours.start or local.time() < hours.end
    if not is_quiet:
        return None
    day = local.date() if local.time() < hours.end else local.date() + timedelta(days=1)
    return datetime.combine(day, hours.end, zone).astimezone(UTC)
