"""The readiness of all sites as an Excel table, in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

import msgspec

from heating.http import workbook
from heating.http.workbook import Cell, Column, Layout
from heating.lib.wording import Language, Text
from heating.readiness import wording
from heating.readiness.facts import Gate
from heating.readiness.records import Record
from heating.readiness.rules import Score, Status


class Names(msgspec.Struct, frozen=True):
    """What stands for paths and keys."""

    organizations: Mapping[str, Text]
    areas: Mapping[str, Text]
    kinds: Mapping[str, Text]


class _Column(msgspec.Struct, frozen=True):
    title: Text
    width: int
    value: Callable[[Record, Names, Language], Cell]


async def table(
    records: Sequence[Record], names: Names, as_of: datetime, zone: ZoneInfo, language: Language
) -> BinaryIO:
    """`as_of` stands in the first line, as a printed table must say how old it is."""
    layout = Layout(
        name=_SHEET.in_language(language),
        columns=[_in_language(column, names, language) for column in _COLUMNS],
        zone=zone,
        above=[_AS_OF.in_language(language) + as_of.astimezone(zone).strftime("%Y-%m-%d %H:%M")],
        frozen_columns=2,
    )
    return await workbook.write(layout, workbook.one_page(records))


def _in_language(column: _Column, names: Names, language: Language) -> Column[Record]:
    def value(record: Record) -> Cell:
        return column.value(record, names, language)

    return Column(title=column.title.in_language(language), width=column.width, value=value)


_SHEET = Text("供热准备情况", "Readiness")
_AS_OF = Text("数据截至 ", "As of ")


def _named(names: Mapping[str, Text], key: str, language: Language) -> str:
    return names[key].in_language(language) if key in names else key


def _site_name(record: Record, _names: Names, language: Language) -> str:
    return record.name_en if language == "en" and record.name_en else record.name


def _gate(gate: Gate) -> Callable[[Record, Names, Language], str]:
    def value(record: Record, _names: Names, language: Language) -> str:
        return wording.STATUSES[Status(getattr(record, f"{gate}_gate"))].in_language(language)

    return value


def _reasons(record: Record, _names: Names, language: Language) -> str:
    between = "；" if language == "zh" else "; "
    return between.join(wording.text(reason).in_language(language) for reason in record.reasons)


_COLUMNS: Sequence[_Column] = (
    _Column(Text("编号", "Code"), 14, lambda record, *_: record.code),
    _Column(Text("站点", "Site"), 26, _site_name),
    _Column(Text("类型", "Kind"), 12, lambda record, names, language: _named(names.kinds, record.kind, language)),
    _Column(
        Text("供热企业", "Company"),
        24,
        lambda r, names, language: _named(names.organizations, r.company_path, language),
    ),
    _Column(Text("区县", "District"), 12, lambda r, names, language: _named(names.areas, r.district_path, language)),
    _Column(Text("户数", "Households"), 8, lambda record, *_: record.households),
    _Column(Text("状态", "State"), 10, lambda record, _, language: wording.STATES[record.state].in_language(language)),
    _Column(Text("就绪日期", "Ready on"), 11, lambda record, *_: record.ready_on),
    _Column(Text("设备数", "Assets"), 8, lambda record, *_: record.assets),
    _Column(Text("已检查", "Inspected"), 8, lambda record, *_: record.inspected),
    *(_Column(wording.GATES[gate], 11, _gate(gate)) for gate in Gate),
    _Column(Text("按时", "On time"), 8, lambda record, *_: Score(record.on_time_met, record.on_time_of).percent),
    _Column(Text("优质", "Quality"), 8, lambda record, *_: Score(record.quality_met, record.quality_of).percent),
    _Column(Text("安全", "Safety"), 8, lambda record, *_: Score(record.safety_met, record.safety_of).percent),
    _Column(Text("未销号隐患", "Open hazards"), 9, lambda record, *_: record.open_hazards),
    _Column(Text("其中重大", "Major"), 8, lambda record, *_: record.open_major),
    _Column(Text("薄弱环节", "Weak links"), 8, lambda record, *_: record.weak_links),
    _Column(Text("特批至", "Overridden until"), 11, lambda record, *_: record.overridden_until),
    _Column(Text("原因", "Why"), 50, _reasons),
)
