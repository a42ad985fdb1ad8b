"""What complaints 诉求 are made of: channels, kinds, classes, statuses, dispositions, numbers."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from heating.lib.wording import Text


class Status(StrEnum):
    RECEIVED = "received"
    ASSESSED = "assessed"
    DISPATCHED = "dispatched"
    HANDLING = "handling"
    PAUSED = "paused"
    RESOLVED = "resolved"
    VERIFIED = "verified"
    REPLIED = "replied"
    CLOSED = "closed"


class Channel(StrEnum):
    PHONE = "phone"
    LETTER = "letter"
    VISIT = "visit"
    WEB = "web"
    LABEL = "label"
    MESSAGE_BOARD = "message_board"
    HOTLINE_12345 = "hotline_12345"
    OPEN311 = "open311"


class Kind(StrEnum):
    SUGGESTION = "suggestion"
    CONSULTATION = "consultation"
    COMPLAINT = "complaint"
    FAULT_REPORT = "fault_report"
    HELP_REQUEST = "help_request"


class MatterClass(StrEnum):
    """How long a reply may take depends on it: 3, 7 or 15 days."""

    CONSULTATION = "consultation"
    LIVELIHOOD = "livelihood"
    COMPLEX = "complex"


class Urgency(StrEnum):
    URGENT = "urgent"
    ORDINARY = "ordinary"


class Disposition(StrEnum):
    """The four ways of answering a demand."""

    SOLVABLE_NOW = "solvable_now"
    PROMISED = "promised"
    EXPLAINED = "explained"
    REPEATED = "repeated"


OPEN = frozenset(Status) - {Status.CLOSED}

AT_WORK = OPEN - {Status.REPLIED}
"""What the duty desk has before it: a complaint that is replied to waits for its rating."""


def is_at_desk(status: Status, *, merged: bool) -> bool:
    """A merged one goes with its principal until it is verified; then it owes its own reply."""
    return status in AT_WORK and (not merged or status is Status.VERIFIED)


class AtDesk(Protocol):
    @property
    def id(self) -> UUID: ...
    @property
    def status(self) -> Status: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def received_at(self) -> datetime: ...


def desk_place(row: AtDesk) -> tuple[int, datetime, UUID]:
    """The tightest running clock first, then by age what is paused or has no clock."""
    if row.due_at is None or row.status is Status.PAUSED:
        return 1, row.received_at, row.id
    return 0, row.due_at, row.id


UNDELIVERED = frozenset({Status.RECEIVED, Status.ASSESSED, Status.DISPATCHED})
"""Nobody has taken it on yet."""

MOST_RETURNS = 2

CLAIM_LASTS = timedelta(minutes=15)
"""At the desk; then another officer may take the complaint up."""

STATUS_NAMES: dict[Status, Text] = {
    Status.RECEIVED: Text("已受理", "received"),
    Status.ASSESSED: Text("待派单", "assessed, waiting for dispatch"),
    Status.DISPATCHED: Text("已派单", "dispatched"),
    Status.HANDLING: Text("处置中", "being handled"),
    Status.PAUSED: Text("已暂停", "paused"),
    Status.RESOLVED: Text("待核查", "resolved, waiting for verification"),
    Status.VERIFIED: Text("待反馈", "verified, waiting for the reply"),
    Status.REPLIED: Text("待评议", "replied, waiting for the rating"),
    Status.CLOSED: Text("已办结", "closed"),
}
CHANNEL_NAMES: dict[Channel, Text] = {
    Channel.PHONE: Text("电话", "Telephone"),
    Channel.LETTER: Text("来信", "Letter"),
    Channel.VISIT: Text("来访", "Visit"),
    Channel.WEB: Text("网页", "Web form"),
    Channel.LABEL: Text("扫码", "Label"),
    Channel.MESSAGE_BOARD: Text("领导留言板", "Message board"),
    Channel.HOTLINE_12345: Text("12345热线", "Hotline 12345"),
    Channel.OPEN311: Text("Open311", "Open311"),
}
KIND_NAMES: dict[Kind, Text] = {
    Kind.SUGGESTION: Text("建议", "Suggestion"),
    Kind.CONSULTATION: Text("咨询", "Question"),
    Kind.COMPLAINT: Text("投诉", "Complaint"),
    Kind.FAULT_REPORT: Text("报修", "Fault report"),
    Kind.HELP_REQUEST: Text("求助", "Call for help"),
}
CLASS_NAMES: dict[MatterClass, Text] = {
    MatterClass.CONSULTATION: Text("咨询类", "Consultation"),
    MatterClass.LIVELIHOOD: Text("民生类", "Livelihood"),
    MatterClass.COMPLEX: Text("复杂事项", "Complex matter"),
}
URGENCY_NAMES: dict[Urgency, Text] = {
    Urgency.URGENT: Text("紧急", "Urgent"),
    Urgency.ORDINARY: Text("一般", "Ordinary"),
}
DISPOSITION_NAMES: dict[Disposition, Text] = {
    Disposition.SOLVABLE_NOW: Text("诉求合理，立即解决", "Justified and solved at once"),
    Disposition.PROMISED: Text("诉求合理，限期解决", "Justified, solved by a promised date"),
    Disposition.EXPLAINED: Text("解释说明", "Explained"),
    Disposition.REPEATED: Text("解决到位后重复反映", "Raised again after a proven resolution"),
}


def number(day: date, count: int) -> str:
    """The receipt number: "20261101-00012" is the twelfth of that local day."""
    return f"{day:%Y%m%d}-{count:05d}"


def external_key(system: str, number: str) -> str:
    """One complaint per system and number. The length keeps "a b" with "c" from being "a" with "b c"."""
    return f"{len(system)} {system} {number}"


def home_key(building: object, unit: str, room: str) -> str | None:
    """One home, however its unit and room were written; None when no home is known."""
    if building is None or not room.strip():
        return None
    return f"{building} {_plain(unit)} {_plain(room)}"


def address(building: str, unit: str, room: str) -> str:
    """As it is shown: "漪汾苑3号楼2单元501"."""
    parts = [building]
    if unit.strip():
        parts.append(unit if unit.endswith("单元") else f"{unit}单元" if unit.isdigit() else unit)
    return "".join([*parts, room.strip()])


def _plain(text: str) -> str:
    return "".join(text.split()).upper().removesuffix("单元").removesuffix("室").lstrip("0")
