"""What an import of messages answers."""

import msgspec

from heating.lib.wording import Language
from heating.transfer.rows import Fault
from heating.transfer.schemas import ShownFault


class MessageOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """`written` is False for a dry run and when faults kept everything out. `waiting` of the created ones have no reply
    yet: somebody has to act on them. `ghosts` are rows that hold no message. `faults` holds at most `MOST_FAULTS`;
    `faulty_rows` counts all."""

    file: str
    rows: int
    created: int
    waiting: int
    updated: int
    unchanged: int
    ghosts: int
    faulty_rows: int
    written: bool
    columns: list[str]
    sample: list[dict[str, str]]


class MessageReport(MessageOutcome, frozen=True, kw_only=True):
    faults: list[Fault]


class ShownMessageReport(MessageOutcome, frozen=True, kw_only=True):
    faults: list[ShownFault]


def shown(report: MessageReport, language: Language) -> ShownMessageReport:
    faults = [
        ShownFault(fault.row, fault.column, fault.code, fault.detail.in_language(language)) for fault in report.faults
    ]
    return ShownMessageReport(**{**msgspec.structs.asdict(report), "faults": faults})
