"""The inspections as an Excel workbook, written to disk page by page: it never holds more than a page of them."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from heating.accounts.actor import Actor
from heating.checklists import queries as checklists
from heating.checklists.document import Document
from heating.inspections import queries
from heating.inspections.rules import Outcome
from heating.inspections.schemas import InspectionFilter, InspectionSummary
from heating.lib.wording import Language, Text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 500_000

_PAGE = 500
_CHUNK = 64 * 1024
_NAME = Text("检查记录", "Inspections")
_COLUMNS = (
    Text("检查时间", "Inspected at"),
    Text("场站编号", "Site code"),
    Text("场站", "Site"),
    Text("设备编号", "Asset code"),
    Text("设备", "Asset"),
    Text("检查人", "Inspected by"),
    Text("结果", "Outcome"),
    Text("已答项", "Answered"),
    Text("不合格项数", "Failed"),
    Text("不合格项", "Failing items"),
    Text("状态", "Standing"),
    Text("接收时间", "Received at"),
    Text("单位", "Organization"),
    Text("区域", "Area"),
    Text("记录编号", "Id"),
)
_OUTCOMES = {Outcome.PASSED: Text("合格", "passed"), Outcome.FAILED: Text("不合格", "failed")}
_IN_FORCE, _REPLACED, _HELD_BACK = Text("有效", "in force"), Text("已更正", "corrected"), Text("待核准", "held back")
_WIDTHS = (17, 14, 24, 14, 24, 10, 8, 8, 10, 48, 10, 17, 24, 24, 38)


async def workbook(
    actor: Actor, query: InspectionFilter, directory: Path, zone: ZoneInfo, language: Language
) -> BinaryIO:
    """Newest first, as the list shows them; a file without a name in `directory`, gone when it is closed."""
    file: BinaryIO = await asyncio.to_thread(tempfile.TemporaryFile, dir=directory)
    options = {"constant_memory": True, "remove_timezone": True, "strings_to_formulas": False, "tmpdir": str(directory)}
    book = Workbook(file, options)
    sheet = _Sheet(book, zone, language)
    async for inspections in _pages(actor, query):
        documents = await checklists.versions({inspection.checklist_version for inspection in inspections})
        rows = [(inspection, documents[inspection.checklist_version].document) for inspection in inspections]
        await asyncio.to_thread(sheet.write, rows)
    await asyncio.to_thread(book.close)
    return file


async def content(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        file.seek(0)
        while chunk := await asyncio.to_thread(file.read, _CHUNK):
            yield chunk


async def _pages(actor: Actor, query: InspectionFilter) -> AsyncIterator[list[InspectionSummary]]:
    after: tuple[datetime, UUID] | None = None
    for _ in range(MOST_ROWS // _PAGE):
        conditions = queries.conditions_of(actor, query)
        if after:
            conditions.add("(i.happened_at, i.id) < (?, ?)", after)
        rows = await queries.rows_where(conditions, f"ORDER BY i.happened_at DESC, i.id DESC LIMIT {_PAGE}")
        if not rows:
            return
        page = await queries.present(rows)
        yield page
        after = queries.key(page[-1])


class _Sheet:
    def __init__(self, book: Workbook, zone: ZoneInfo, language: Language) -> None:
        self._zone = zone
        self._language: Language = language
        self._row = 0
        self._sheet: Worksheet = book.add_worksheet(self._say(_NAME))
        bold, self._moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for column, (name, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, self._say(name), bold)
        self._sheet.freeze_panes(1, 0)

    def write(self, rows: Sequence[tuple[InspectionSummary, Document]]) -> None:
        for inspection, document in rows:
            self._row += 1
            for column, value in enumerate(self._cells(inspection, document)):
                if isinstance(value, datetime):
                    self._sheet.write_datetime(self._row, column, value.astimezone(self._zone), self._moment)
                elif isinstance(value, int):
                    self._sheet.write_number(self._row, column, value)
                else:
                    self._sheet.write_string(self._row, column, value)

    def _cells(self, inspection: InspectionSummary, document: Document) -> tuple[str | int | datetime, ...]:
        return (
            inspection.happened_at,
            inspection.site.code,
            inspection.site.name,
            inspection.asset.code,
            inspection.asset.name,
            inspection.author.name,
            self._say(_OUTCOMES[inspection.outcome]),
            inspection.answered,
            inspection.failed,
            self._titles(inspection.failing, document),
            self._say(_standing(inspection)),
            inspection.received_at,
            inspection.organization,
            inspection.area,
            str(inspection.id),
        )

    def _titles(self, items: Sequence[str], document: Document) -> str:
        return "\n".join(self._say(document.items[item].title) for item in items)

    def _say(self, text: Text) -> str:
        return text.in_language(self._language)


def _standing(inspection: InspectionSummary) -> Text:
    if inspection.quarantined_at is not None:
        return _HELD_BACK
    return _IN_FORCE if inspection.replaced_by is None else _REPLACED
