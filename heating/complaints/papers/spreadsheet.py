"""The register of complaints 诉求登记台账 as an Excel workbook. Who called is not in it."""

import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating.accounts.actor import Actor
from heating.accounts.queries import organizations_by_path
from heating.complaints import filtering, presenting, queries
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.papers import exporting
from heating.complaints.persons import keeping as persons
from heating.complaints.records import Record
from heating.complaints.rules import (
    CHANNEL_NAMES,
    CLASS_NAMES,
    DISPOSITION_NAMES,
    KIND_NAMES,
    STATUS_NAMES,
    URGENCY_NAMES,
    address,
)
from heating.complaints.schemas import RegisterQuery
from heating.hazards.wording import moment
from heating.http import workbook
from heating.http.workbook import Cell, Column, Layout
from heating.lib import clock
from heating.lib.wording import Language, Text

MOST_ROWS = 500_000

_PAGE = 500
_HIDDEN = "***"
_DOOR = re.compile(r"\d{2,5}(?=\s*(?:室|户|号?$))")
"""In an address that somebody said: the last number, or what is called a flat."""
_NOT_NOTED = frozenset({"q", "limit", "cursor", "sort", "personal"})
_HEADING = Text("供热诉求登记办理台账", "Register of heating complaints")
_YES, _NO = Text("是", "yes"), Text("否", "no")


class _Row(NamedTuple):
    """`place` is the row's number in the register."""

    place: int
    record: Record
    category: Text | None
    units: Mapping[str, Text]
    language: Language
    personal: bool

    def words(self, text: str) -> str:
        return text if self.personal else persons.without_numbers(text)

    def say(self, text: Text | None) -> str:
        return text.in_language(self.language) if text else ""


async def register(actor: Actor, query: RegisterQuery, zone: ZoneInfo, language: Language) -> BinaryIO:
    """All that the list would show, the oldest first. Taking out doors and numbers as they are is noted."""
    if query.personal:
        await exporting.note(actor, "complaints.exported", "complaints", _asked(query))
    as_of = moment(clock.now(), zone)
    layout = Layout(
        name=Text("诉求台账", "Complaints").in_language(language),
        columns=[
            Column(title=title.in_language(language), width=width, value=value) for title, width, value in _COLUMNS
        ],
        zone=zone,
        above=[_HEADING.in_language(language), Text(f"数据截至：{as_of}", f"As of {as_of}").in_language(language)],
        frozen_columns=2,
        ruled=True,
    )
    return await workbook.write(layout, _pages(actor, query, language))


async def _pages(actor: Actor, query: RegisterQuery, language: Language) -> AsyncIterator[Sequence[_Row]]:
    names = {key: each.name for key, each in (await catalogue.documents(catalogue.CATEGORIES)).items()}
    now, place = clock.now(), 0
    after: tuple[datetime, UUID] | None = None
    while place < MOST_ROWS:
        conditions = filtering.conditions(actor, query, now)
        if after:
            conditions.add("(c.received_at, c.id) > (?, ?)", after)
        found = await queries.records(conditions, f"ORDER BY c.received_at, c.id LIMIT {_PAGE}")
        if not found:
            return
        known = await organizations_by_path({row.organization_path for row in found})
        units = {path: Text(one.name, one.name_en or one.name) for path, one in known.items()}
        yield [
            _Row(n, row, names.get(row.category or ""), units, language, query.personal)
            for n, row in enumerate(found, place + 1)
        ]
        place += len(found)
        after = (found[-1].received_at, found[-1].id)


def _asked(query: RegisterQuery) -> dict[str, object]:
    """What was searched for may be a number or an address itself."""
    asked: dict[str, object] = msgspec.to_builtins(query)
    return {name: value for name, value in asked.items() if value not in (None, "") and name not in _NOT_NOTED}


def _address(row: _Row) -> str:
    """Down to the building and its entrance."""
    record = row.record
    if row.personal or not record.address:
        return record.address
    if record.building_name is not None:
        return address(record.building_name, record.unit, _HIDDEN if record.room else "")
    return _DOOR.sub(_HIDDEN, persons.without_numbers(record.address))


def _unit(row: _Row) -> str:
    path = row.record.organization_path
    return row.say(row.units.get(path)) or path


def _reply(row: _Row) -> str:
    reply = presenting.reply(row.record.reply_json)
    return "" if reply is None else row.words("\n".join(filter(None, (reply.cause, reply.measure, reply.explanation))))


def _solved(row: _Row) -> str:
    solved = row.record.solved
    return "" if solved is None else row.say(_YES if solved else _NO)


def _disposition(row: _Row) -> str:
    return row.say(DISPOSITION_NAMES[row.record.disposition]) if row.record.disposition else ""


def _class(row: _Row) -> str:
    return row.say(CLASS_NAMES[row.record.matter_class]) if row.record.matter_class else ""


_COLUMNS: tuple[tuple[Text, int, Callable[[_Row], Cell]], ...] = (
    (Text("序号", "No."), 6, lambda row: row.place),
    (Text("受理编号", "Complaint"), 18, lambda row: row.record.number),
    (Text("受理时间", "Received at"), 17, lambda row: row.record.received_at),
    (Text("渠道", "Channel"), 10, lambda row: row.say(CHANNEL_NAMES[row.record.channel])),
    (Text("来源编号", "External number"), 16, lambda row: row.record.external_number or ""),
    (Text("性质", "Kind"), 10, lambda row: row.say(KIND_NAMES[row.record.kind])),
    (Text("类别", "Category"), 14, lambda row: row.say(row.category)),
    (Text("事项分类", "Class"), 12, _class),
    (Text("紧急程度", "Urgency"), 9, lambda row: row.say(URGENCY_NAMES[row.record.urgency])),
    (Text("地址", "Address"), 28, _address),
    (Text("热力站", "Station"), 18, lambda row: row.record.station_name or ""),
    (Text("反映内容", "What was said"), 40, lambda row: row.words(row.record.text)),
    (Text("承办单位", "Responsible unit"), 20, _unit),
    (Text("承办人", "Officer"), 10, lambda row: row.record.officer_name or ""),
    (Text("派单时间", "Dispatched at"), 17, lambda row: row.record.dispatched_at),
    (Text("接单时间", "Acknowledged at"), 17, lambda row: row.record.acknowledged_at),
    (Text("处置完成", "Resolved at"), 17, lambda row: row.record.resolved_at),
    (Text("核查时间", "Verified at"), 17, lambda row: row.record.verified_at),
    (Text("核查人", "Verified by"), 10, lambda row: row.record.verified_by_name or ""),
    (Text("处理方式", "Disposition"), 20, _disposition),
    (Text("答复内容", "Reply"), 40, _reply),
    (Text("答复时间", "Replied at"), 17, lambda row: row.record.replied_at),
    (Text("承诺日期", "Promised for"), 12, lambda row: row.record.promised_on),
    (Text("评分", "Score"), 7, lambda row: row.record.rating),
    (Text("是否解决", "Solved"), 9, _solved),
    (Text("退单次数", "Returns"), 8, lambda row: row.record.returns),
    (Text("返工次数", "Reworks"), 8, lambda row: row.record.reworks),
    (Text("重复反映", "Raised again"), 8, lambda row: row.record.repeats),
    (Text("状态", "State"), 10, lambda row: row.say(STATUS_NAMES[row.record.status])),
    (Text("办结时间", "Closed at"), 17, lambda row: row.record.closed_at),
)
