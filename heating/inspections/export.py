"""The inspections as an Excel workbook, written to disk page by page: it never holds more than a page of them."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.accounts.actor import Actor
from heating.checklists import queries as checklists
from heating.checklists.document import Document
from heating.http import workbook
from heating.http.workbook import Cell, Column, Layout
from heating.inspections import queries
from heating.inspections.rules import Outcome
from heating.inspections.schemas import InspectionFilter, InspectionSummary
from heating.lib.wording import Language, Text

MOST_ROWS = 500_000

_PAGE = 500
_NAME = Text("检查记录", "Inspections")
_OUTCOMES = {Outcome.PASSED: Text("合格", "passed"), Outcome.FAILED: Text("不合格", "failed")}
_IN_FORCE, _REPLACED, _HELD_BACK = Text("有效", "in force"), Text("已更正", "corrected"), Text("待核准", "held back")


class _Row(NamedTuple):
    inspection: InspectionSummary
    document: Document
    language: Language

    def say(self, text: Text) -> str:
        return text.in_language(self.language)


async def table(actor: Actor, query: InspectionFilter, directory: Path, zone: ZoneInfo, language: Language) -> BinaryIO:
    """Newest first, as the list shows them."""
    columns = [Column(title=title.in_language(language), width=width, value=value) for title, width, value in _COLUMNS]
    layout = Layout(name=_NAME.in_language(language), columns=columns, zone=zone)
    return await workbook.write(layout, _pages(actor, query, language), directory)


async def _pages(actor: Actor, query: InspectionFilter, language: Language) -> AsyncIterator[Sequence[_Row]]:
    after: tuple[datetime, UUID] | None = None
    for _ in range(MOST_ROWS // _PAGE):
        conditions = queries.conditions_of(actor, query)
        if after:
            conditions.add("(i.happened_at, i.id) < (?, ?)", after)
        rows = await queries.rows_where(conditions, f"ORDER BY i.happened_at DESC, i.id DESC LIMIT {_PAGE}")
        if not rows:
            return
        page = await queries.present(rows)
        documents = await checklists.versions({inspection.checklist_version for inspection in page})
        yield [_Row(one, documents[one.checklist_version].document, language) for one in page]
        after = queries.key(page[-1])


def _titles(row: _Row) -> str:
    return "\n".join(row.say(row.document.items[item].title) for item in row.inspection.failing)


def _standing(row: _Row) -> str:
    if row.inspection.quarantined_at is not None:
        return row.say(_HELD_BACK)
    return row.say(_IN_FORCE if row.inspection.replaced_by is None else _REPLACED)


_COLUMNS: tuple[tuple[Text, int, Callable[[_Row], Cell]], ...] = (
    (Text("检查时间", "Inspected at"), 17, lambda row: row.inspection.happened_at),
    (Text("场站编号", "Site code"), 14, lambda row: row.inspection.site.code),
    (Text("场站", "Site"), 24, lambda row: row.inspection.site.name),
    (Text("设备编号", "Asset code"), 14, lambda row: row.inspection.asset.code),
    (Text("设备", "Asset"), 24, lambda row: row.inspection.asset.name),
    (Text("检查人", "Inspected by"), 10, lambda row: row.inspection.author.name),
    (Text("结果", "Outcome"), 8, lambda row: row.say(_OUTCOMES[row.inspection.outcome])),
    (Text("已答项", "Answered"), 8, lambda row: row.inspection.answered),
    (Text("不合格项数", "Failed"), 10, lambda row: row.inspection.failed),
    (Text("不合格项", "Failing items"), 48, _titles),
    (Text("状态", "Standing"), 10, _standing),
    (Text("接收时间", "Received at"), 17, lambda row: row.inspection.received_at),
    (Text("单位", "Organization"), 24, lambda row: row.inspection.organization),
    (Text("区域", "Area"), 24, lambda row: row.inspection.area),
    (Text("记录编号", "Id"), 38, lambda row: str(row.inspection.id)),
)
