"""Rows of a table → drafts of assets and sites. Pure: what needs a look at the database is checked later."""

from collections.abc import Callable, Collection, Iterable
from collections.abc import Mapping as Dictionary
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from heating.accounts.queries import normal_username
from heating.lib.wording import Text
from heating.registry.kinds import AssetKind, FieldValue, KindField
from heating.transfer import cells
from heating.transfer.cells import Unreadable
from heating.transfer.mapping import Mapping

Value = TypeVar("Value")

_REQUIRED = Text("必填", "is required")
_TWICE = Text("与第 {first} 行的来源编号相同", "has the same id as row {first}")
_UNKNOWN_PERSON = Text("没有这个用户名", "is no user name")
_NO_SITE_KEY = Text("无法确定所属场所", "does not say to which site it belongs")
_HALF_POSITION = Text("经度和纬度必须同时给出", "longitude and latitude must be given together")
_NO_DEGREES = Text("超出经纬度范围", "is no degree of longitude or latitude")
_LONGEST = {
    **dict.fromkeys(("name", "name_en", "address", "source_id", "site_name"), 200),
    **dict.fromkeys(("code", "site_code"), 100),
    **dict.fromkeys(("organization", "area"), 400),
}
_LONGEST_FIELD = 1000
_TOO_LONG = Text("文字过长", "is too long")
_EXTRA_CELLS = Text("单元格比表头多，请检查分隔符和引号", "has more cells than the header; look for stray delimiters")


class Fault(msgspec.Struct, frozen=True):
    """What is wrong in one cell; `column` is the file's column, or the target where a constant filled it."""

    row: int
    column: str
    code: str
    detail: Text


class Row(msgspec.Struct, frozen=True):
    """`values`: fields of an asset that the file gives, by the names of `NewAsset`. `site` tells which site."""

    number: int
    source_id: str
    values: dict[str, Any]
    site_code: str
    site_name: str

    @property
    def site_key(self) -> str:
        """Rows of the same key belong to the same site."""
        return self.site_code or self.site_name


class Reading(msgspec.Struct, frozen=True):
    rows: list[Row]
    faults: list[Fault]


def read(
    lines: Iterable[tuple[int, dict[str, str]]],
    mapping: Mapping,
    kind: AssetKind,
    people: Dictionary[str, UUID],
    overlong: Collection[int] = (),
) -> Reading:
    """Every row that can be read, and every fault of the others. `people` are ids by user name; `overlong` are the
    numbers of rows with more cells than there are columns."""
    reading = Reading([], [])
    first_of: dict[str, int] = {}
    for number, line in lines:
        row = _RowReader(number, line, mapping, kind, people)
        made = row.read()
        if number in overlong:
            row.fault("", "row.too_long", _EXTRA_CELLS)
        first = first_of.setdefault(made.source_id, number) if made.source_id else number
        if first != number:
            row.fault("source_id", "twice", Text(_TWICE.zh.format(first=first), _TWICE.en.format(first=first)))
        if row.faults:
            reading.faults.extend(row.faults)
        else:
            reading.rows.append(made)
    return reading


class _RowReader:
    def __init__(
        self, number: int, line: dict[str, str], mapping: Mapping, kind: AssetKind, people: Dictionary[str, UUID]
    ) -> None:
        self.number = number
        self.line = line
        self.mapping = mapping
        self.kind = kind
        self.people = people
        self.faults: list[Fault] = []

    def read(self) -> Row:
        return Row(
            number=self.number,
            source_id=self._required("source_id"),
            values=self._values(),
            site_code=self._text("site_code"),
            site_name=self._site_name(),
        )

    def fault(self, target: str, code: str, detail: Text) -> None:
        fault = Fault(self.number, self.mapping.columns.get(target, target), code, detail)
        if fault not in self.faults:
            self.faults.append(fault)

    def _values(self) -> dict[str, Any]:
        """Targets that the mapping does not name are left as they are at an asset that exists already."""
        decimal, dates = self.mapping.numbers, self.mapping.dates
        made: dict[str, Any] = {"kind": self.mapping.kind, "name": self._required("name")}
        for target in ("code", "name_en", "address", "organization", "area"):
            if self.mapping.gives(target):
                made[target] = self._text(target) or ("" if target in ("name_en", "address") else None)
        if self.mapping.gives("heated_area_m2"):
            made["heated_area_m2"] = self._converted("heated_area_m2", lambda cell: cells.amount(cell, decimal))
        if self.mapping.gives("households"):
            made["households"] = self._converted("households", lambda cell: cells.count(cell, decimal))
        if self.mapping.gives("in_service_on"):
            made["in_service_on"] = self._converted("in_service_on", lambda cell: cells.day(cell, dates))
        for target in ("responsible", "safety_owner"):
            if self.mapping.gives(target):
                made[f"{target}_id"] = self._person(target)
        made["fields"] = self._fields()
        made["position"] = self._position()
        return made

    def _fields(self) -> dict[str, Any]:
        return {
            field.key: self._converted(f"fields.{field.key}", partial(self._field_value, field))
            for field in self.kind.fields
            if self.mapping.gives(f"fields.{field.key}")
        }

    def _field_value(self, field: KindField, cell: str) -> FieldValue:
        value = cells.field(cell, field, self.mapping.dates, self.mapping.numbers)
        if isinstance(value, str) and len(value) > _LONGEST_FIELD:
            raise Unreadable("too_long", _TOO_LONG)
        return value

    def _position(self) -> tuple[float, float] | None:
        """Longitude, latitude in degrees."""
        longitude, latitude = (
            self._converted(target, lambda cell: cells.number(cell, self.mapping.numbers))
            for target in ("longitude", "latitude")
        )
        if longitude is None and latitude is None:
            return None
        if longitude is None or latitude is None:
            self.fault("longitude" if longitude is None else "latitude", "position.half", _HALF_POSITION)
            return None
        for target, degrees, most in (("longitude", longitude, 180), ("latitude", latitude, 90)):
            if abs(degrees) > most:
                self.fault(target, "position.range", _NO_DEGREES)
        return longitude, latitude

    def _site_name(self) -> str:
        name = self._text("site_name") or self._text("address") or self._text("name")
        if not name and not self._text("site_code"):
            self.fault("site_name", "site.missing", _NO_SITE_KEY)
        return name

    def _person(self, target: str) -> UUID | None:
        username = normal_username(self._text(target))
        if username and username not in self.people:
            self.fault(target, "person.unknown", _UNKNOWN_PERSON)
        return self.people.get(username)

    def _required(self, target: str) -> str:
        text = self._text(target)
        if not text:
            self.fault(target, "required", _REQUIRED)
        return text

    def _text(self, target: str) -> str:
        text = str(self._cell(target))
        if len(text) > _LONGEST.get(target, 1000):
            self.fault(target, "too_long", _TOO_LONG)
        return text

    def _cell(self, target: str) -> str:
        """As the file holds it, or the constant where it says nothing."""
        column = self.mapping.columns.get(target)
        return (self.line[column] if column is not None else "") or self.mapping.constants.get(target, "")

    def _converted(self, target: str, convert: Callable[[str], Value]) -> Value | None:
        cell = self._cell(target)
        if not cell:
            return None
        try:
            return convert(cell)
        except Unreadable as reason:
            self.fault(target, reason.code, reason.text)
            return None
