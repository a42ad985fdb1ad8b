"""Days and times as residents read them, in the city's own time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from heating.lib.wording import Language

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(on: date, language: Language) -> str:
    """ "11月21日", "21 Nov"."""
    return f"{on.month}月{on.day}日" if language == "zh" else f"{on.day} {_MONTHS[on.month - 1]}"


def moment(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """ "11月21日 08:05"."""
    local = at.astimezone(zone)
    return f"{day(local.date(), language)} {local:%H:%M}"
