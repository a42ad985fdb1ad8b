"""What clocks and their messages are called."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from heating.lib.wording import Text

NAMES: dict[str, Text] = {
    "confirm": Text("确认", "confirmation"),
    "plan": Text("整改方案", "rectification plan"),
    "rectify": Text("整改", "rectification"),
    "verify": Text("核查", "verification"),
    "progress": Text("进展填报", "progress report"),
    "extension": Text("延期审批", "decision on an extension"),
    "reply": Text("答复", "reply"),
    "filing": Text("受理派单", "filing and dispatch"),
    "acknowledgement": Text("接单", "acknowledgement"),
    "response": Text("联系用户", "contact with the resident"),
    "resolution": Text("处置", "resolution"),
    "verification": Text("核查", "verification"),
    "call_back": Text("回访", "call-back"),
    "promise": Text("承诺兑现", "promise"),
    "hotline_12345": Text("12345 办理", "hotline 12345"),
    "message_board": Text("留言板回复", "message board"),
}
"""What a clock of this name measures."""


def named(name: str) -> Text:
    return NAMES.get(name) or Text(name, name)


def moment(at: datetime, zone: ZoneInfo) -> Text:
    """A local time to the minute. Midnight is the end of the day before: "11月20日24:00"."""
    local = at.astimezone(zone)
    if (local.hour, local.minute) == (0, 0):
        last = local.date() - timedelta(days=1)
        return Text(f"{last.month}月{last.day}日24:00", f"{last.isoformat()} 24:00")
    return Text(f"{local.month}月{local.day}日{local:%H:%M}", f"{local:%Y-%m-%d %H:%M}")
