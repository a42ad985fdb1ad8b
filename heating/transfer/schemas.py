"""What an import answers."""

import msgspec

from heating.lib.wording import Language
from heating.transfer.rows import Fault

MOST_FAULTS = 1_000
SAMPLE_ROWS = 5


class Preview(msgspec.Struct, frozen=True):
    """A file before it is mapped: its columns, the number of its rows, the first rows as text by column."""

    columns: list[str]
    rows: int
    sample: list[dict[str, str]]


class ShownFault(msgspec.Struct, frozen=True):
    """A fault in the reader's language. `row` is the row's number in the file, in which the header is mostly 1."""

    row: int
    column: str
    code: str
    detail: str


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`written` is False for a dry run and when faults kept everything out. `sample` are the first rows as read.

    `faults` holds at most `MOST_FAULTS`; `faulty_rows` counts all.
    """

    file: str
    rows: int
    created: int
    updated: int
    unchanged: int
    new_sites: int
    faulty_rows: int
    written: bool
    columns: list[str]
    sample: list[dict[str, str]]


class ImportReport(Outcome, frozen=True, kw_only=True):
    faults: list[Fault]


class ShownReport(Outcome, frozen=True, kw_only=True):
    faults: list[ShownFault]


def shown(report: ImportReport, language: Language) -> ShownReport:
    faults = [
        ShownFault(fault.row, fault.column, fault.code, fault.detail.in_language(language)) for fault in report.faults
    ]
    return ShownReport(**{**msgspec.structs.asdict(report), "faults": faults})
