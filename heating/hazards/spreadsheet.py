"""The ledger of hazards 隐患排查治理台账 as an Excel workbook, in the form in which it is filed and printed."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import BinaryIO, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.hazards import codes_queries, filtering, presenting
from heating.hazards.codes import Code
from heating.hazards.notice import name_of, title_of
from heating.hazards.plans import Plan
from heating.hazards.rules import GRADE_NAMES, STATUS_NAMES
from heating.hazards.schemas import Hazard, HazardFilter, Person
from heating.hazards.story_queries import plan_of
from heating.hazards.wording import SOURCES, due, funds, moment
from heating.http import workbook
from heating.http.workbook import Cell, Column, Layout
from heating.lib import clock
from heating.lib.wording import Language, Text
from heating.registry.filtering import marks

MOST_ROWS = 500_000

_PAGE = 500
_HEADING = Text("供热安全隐患排查治理台账", "Ledger of heating hazards")
_YES, _NO = Text("是", "yes"), Text("否", "no")


class _Row(NamedTuple):
    """`place` is the row's number in the ledger; `done` what was done to rectify it, last time."""

    place: int
    hazard: Hazard
    plan: Plan | None
    done: str
    code: Code | None
    zone: ZoneInfo
    language: Language

    def say(self, text: Text) -> str:
        return text.in_language(self.language)


class _Done(msgspec.Struct, frozen=True):
    hazard_id: UUID
    note: str


async def ledger(actor: Actor, query: HazardFilter, zone: ZoneInfo, language: Language) -> BinaryIO:
    """All that the list would show, the oldest first."""
    as_of = moment(clock.now(), zone)
    unit = (await presenting.units([actor.home_organization]))[actor.home_organization]
    line = Text(f"填报单位：{unit.name}　　数据截至：{as_of}", f"Unit: {name_of(unit, 'en')}    As of {as_of}")
    layout = Layout(
        name=Text("隐患台账", "Hazards").in_language(language),
        columns=[
            Column(title=title.in_language(language), width=width, value=value) for title, width, value in _COLUMNS
        ],
        zone=zone,
        above=[_HEADING.in_language(language), line.in_language(language)],
        frozen_columns=2,
        ruled=True,
    )
    return await workbook.write(layout, _pages(actor, query, zone, language))


async def _pages(
    actor: Actor, query: HazardFilter, zone: ZoneInfo, language: Language
) -> AsyncIterator[Sequence[_Row]]:
    codes, now, place = await codes_queries.codes(), clock.now(), 0
    after: tuple[datetime, UUID] | None = None
    while place < MOST_ROWS:
        conditions = filtering.conditions(actor, query, now)
        if after:
            conditions.add("(h.happened_at, h.id) > (?, ?)", after)
        found = await presenting.rows(conditions, f"ORDER BY h.happened_at, h.id LIMIT {_PAGE}")
        if not found:
            return
        hazards, done = await presenting.present(found), await _done([row.id for row in found])
        both = zip(found, hazards, strict=True)
        yield [
            _Row(n, hazard, plan_of(row), done.get(row.id, ""), codes.get(row.code or ""), zone, language)
            for n, (row, hazard) in enumerate(both, place + 1)
        ]
        place += len(found)
        after = (found[-1].happened_at, found[-1].id)


async def _done(ids: Sequence[UUID]) -> dict[UUID, str]:
    """Later ones take the place of earlier ones."""
    rows = await storage.fetch_as(
        _Done,
        "SELECT hazard_id, note FROM hazard_step WHERE step IN ('rectify', 'fix_on_the_spot')"
        f" AND hazard_id IN ({marks(ids)}) ORDER BY place, received_at, id",
        ids,
    )
    return {row.hazard_id: row.note for row in rows}


def _name(person: Person | None) -> str:
    return person.name if person else ""


def _leader(row: _Row) -> str:
    return row.hazard.supervised.leader.name if row.hazard.supervised else ""


def _content(row: _Row) -> str:
    return "\n".join(filter(None, (title_of(row.hazard, row.language), row.hazard.description)))


def _code(row: _Row) -> str:
    return f"{row.code.number} {row.say(row.code.name)}" if row.code else ""


def _in_time(row: _Row) -> str:
    late = row.hazard.rectified_late
    return "" if late is None else row.say(_NO if late else _YES)


_COLUMNS: tuple[tuple[Text, int, Callable[[_Row], Cell]], ...] = (
    (Text("序号", "No."), 6, lambda row: row.place),
    (Text("隐患编号", "Hazard"), 18, lambda row: row.hazard.number),
    (Text("发现时间", "Found at"), 17, lambda row: row.hazard.happened_at),
    (Text("场站", "Site"), 20, lambda row: name_of(row.hazard.site, row.language)),
    (Text("设备", "Asset"), 18, lambda row: name_of(row.hazard.asset, row.language) if row.hazard.asset else ""),
    (Text("隐患内容", "Hazard found"), 36, _content),
    (Text("类别编码", "Code"), 18, _code),
    (Text("隐患等级", "Grade"), 12, lambda row: row.say(GRADE_NAMES[row.hazard.grade])),
    (Text("薄弱环节", "Weak link"), 8, lambda row: row.say(_YES if row.hazard.weak_link else _NO)),
    (Text("来源", "Source"), 10, lambda row: row.say(SOURCES[row.hazard.source])),
    (Text("上报人", "Reported by"), 10, lambda row: row.hazard.reporter.name),
    (Text("责任单位", "Responsible unit"), 20, lambda row: name_of(row.hazard.unit, row.language)),
    (Text("责任人", "Responsible"), 10, lambda row: _name(row.hazard.responsible)),
    (Text("整改期限", "Due"), 17, lambda row: due(row.hazard.rectify_due_at, row.zone)),
    (Text("治理措施", "Measures"), 28, lambda row: row.plan.measures if row.plan else ""),
    (Text("治理资金及来源", "Funds"), 18, lambda row: funds(row.plan, row.language)),
    (Text("应急预案", "Contingency plan"), 24, lambda row: row.plan.contingency if row.plan else ""),
    (Text("挂牌督办领导", "Supervised by"), 12, _leader),
    (Text("整改情况", "What was done"), 28, lambda row: row.done),
    (Text("整改完成时间", "Rectified at"), 17, lambda row: row.hazard.rectified_at),
    (Text("是否按期", "In time"), 8, _in_time),
    (Text("返工次数", "Reworks"), 8, lambda row: row.hazard.reworks),
    (Text("核查人", "Verified by"), 10, lambda row: _name(row.hazard.closed_by)),
    (Text("销号时间", "Closed at"), 17, lambda row: row.hazard.closed_at),
    (Text("状态", "State"), 10, lambda row: row.say(STATUS_NAMES[row.hazard.status])),
)
