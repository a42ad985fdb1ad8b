"""Rows of a message board's file → messages. Pure: what needs a look at the database is checked later."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from heating.complaints.rules import CLASS_NAMES, KIND_NAMES, Kind, MatterClass
from heating.lib.wording import Text
from heating.transfer import moments
from heating.transfer.cells import Unreadable
from heating.transfer.message_mapping import MessageMapping
from heating.transfer.rows import Fault
from heating.transfer.workbooks import MAX_CELL

Value = TypeVar("Value")

_REQUIRED = Text("必填", "is required")
_TWICE = Text("与第 {first} 行是同一条留言", "is the same message as row {first}")
_CUT = Text(f"文字超过 {MAX_CELL - 1} 个字符", f"has more than {MAX_CELL - 1} characters")
_TOO_LONG = Text("文字过长", "is too long")
_EXTRA_CELLS = Text("单元格比表头多，请检查分隔符和引号", "has more cells than the header; look for stray delimiters")
_FUTURE = Text("时间晚于现在", "lies in the future")
_BEFORE = Text("回复时间早于留言时间", "is earlier than the message itself")
_NO_REPLY = Text("有回复时间，但没有回复内容", "has a time of reply, but no reply")
_NO_CATEGORY = Text("没有这个诉求类别", "is no category")
_SCORES = {"非常满意": 5, "满意": 4, "基本满意": 3, "一般": 3, "不满意": 2, "非常不满意": 1}
_LONGEST = {"number": 100, "title": 500, "address": 200, "name": 100, "phone": 40, "organization": 400, "area": 400}


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message as its system has it; None and "" where the file says nothing."""

    row: int
    number: str
    title: str
    text: str
    written_at: datetime
    reply: str
    replied_at: datetime | None
    score: int | None
    category: str | None
    matter_class: MatterClass | None
    kind: Kind | None
    address: str
    name: str
    phone: str
    organization: str | None
    area: str | None

    @property
    def whole_text(self) -> str:
        """With its title, unless the text begins with it."""
        if not self.title or self.text.startswith(self.title.rstrip("…. ")):
            return self.text
        return f"{self.title}\n{self.text}"


class Reading(msgspec.Struct, frozen=True):
    """`ghosts` counts rows that hold no message: spaces, a number of their own, the header once more."""

    messages: list[Message]
    faults: list[Fault]
    ghosts: int


class Setting(msgspec.Struct, frozen=True):
    """What the reading depends on beside the file. `categories`: what a category is called → its key."""

    mapping: MessageMapping
    categories: Mapping[str, str]
    zone: ZoneInfo
    now: datetime


def read(lines: Iterable[tuple[int, dict[str, str]]], setting: Setting, overlong: Collection[int] = ()) -> Reading:
    """Every message that can be read, and every fault of the others."""
    reading = Reading([], [], 0)
    first_of: dict[str, int] = {}
    ghosts = 0
    for number, line in lines:
        row = _RowReader(number, line, setting)
        if row.is_ghost:
            ghosts += 1
            continue
        message = row.read()
        if number in overlong:
            row.fault("text", "row.too_long", _EXTRA_CELLS)
        if message is not None:
            first = first_of.setdefault(message.number, number)
            if first != number:
                row.fault("number", "twice", Text(_TWICE.zh.format(first=first), _TWICE.en.format(first=first)))
        if row.faults or message is None:
            reading.faults.extend(row.faults)
        else:
            reading.messages.append(message)
    return msgspec.structs.replace(reading, ghosts=ghosts)


def content_number(written_at: datetime, text: str) -> str:
    """Stands for the number of a message whose system gives none: the same time and text are the same message."""
    content = f"{written_at.isoformat()} {''.join(text.split())}"
    return f"sha-{hashlib.sha256(content.encode()).hexdigest()[:32]}"


class _RowReader:
    def __init__(self, number: int, line: dict[str, str], setting: Setting) -> None:
        self.number = number
        self.line = line
        self.mapping = setting.mapping
        self.setting = setting
        self.faults: list[Fault] = []

    @property
    def is_ghost(self) -> bool:
        """Nothing is said, written when or answered; or every cell repeats its column's name."""
        columns = [self.mapping.columns[target] for target in _SAID if target in self.mapping.columns]
        cells = [self.line[column] for column in columns]
        return not any(cells) or cells == columns

    def read(self) -> Message | None:
        written_at = self._converted("written_at", self._past)
        text, reply = self._long("text"), self._long("reply")
        replied_at = self._converted("replied_at", self._past)
        self._check(text, written_at, reply, replied_at)
        rest = {
            "title": self._text("title"),
            "score": self._converted("score", _score),
            "category": self._converted("category", self._category) or self.mapping.category,
            "matter_class": self._converted("matter_class", _matter_class) or self.mapping.matter_class,
            "kind": self._converted("kind", _kind) or self.mapping.kind,
            **{target: self._text(target) for target in ("address", "name", "phone")},
            "organization": self._text("organization") or self.mapping.organization,
            "area": self._text("area") or self.mapping.area,
        }
        if written_at is None:
            return None
        number = self._text("number") or content_number(written_at, text)
        return msgspec.convert(
            {
                "row": self.number,
                "number": number,
                "text": text,
                "written_at": written_at,
                "reply": reply,
                "replied_at": replied_at,
                **rest,
            },
            Message,
        )

    def fault(self, target: str, code: str, detail: Text) -> None:
        self.faults.append(Fault(self.number, self.mapping.columns.get(target, target), code, detail))

    def _check(self, text: str, written_at: datetime | None, reply: str, replied_at: datetime | None) -> None:
        if not text:
            self.fault("text", "required", _REQUIRED)
        if not self._cell("written_at"):
            self.fault("written_at", "required", _REQUIRED)
        if replied_at is not None and not reply:
            self.fault("reply", "required", _NO_REPLY)
        if replied_at is not None and written_at is not None and replied_at < written_at:
            self.fault("replied_at", "before", _BEFORE)

    def _past(self, cell: str) -> datetime:
        moment = moments.moment(cell, self.mapping.dates, self.setting.zone)
        if moment > self.setting.now:
            raise Unreadable("future", _FUTURE)
        return moment

    def _category(self, cell: str) -> str:
        key = self.setting.categories.get(cell.lower())
        if key is None:
            raise Unreadable("category.unknown", _NO_CATEGORY)
        return key

    def _long(self, target: str) -> str:
        text = self._cell(target)
        if len(text) >= MAX_CELL:
            self.fault(target, "too_long", _CUT)
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _text(self, target: str) -> str:
        text = self._cell(target)
        if len(text) > _LONGEST[target]:
            self.fault(target, "too_long", _TOO_LONG)
        return text

    def _cell(self, target: str) -> str:
        column = self.mapping.columns.get(target)
        found = self.line[column] if column is not None else ""
        return str(found) or self.mapping.constants.get(target, "")

    def _converted(self, target: str, convert: Callable[[str], Value]) -> Value | None:
        column = self.mapping.columns.get(target)
        cell = (self.line[column] if column is not None else "") or self.mapping.constants.get(target, "")
        if not cell:
            return None
        try:
            return convert(cell)
        except Unreadable as reason:
            self.fault(target, reason.code, reason.text)
            return None


_SAID = ("title", "text", "written_at", "reply", "replied_at")


def _score(cell: str) -> int:
    score = _SCORES.get(cell) or (int(cell) if cell.isdecimal() and len(cell) == 1 else 0)
    if not 1 <= score <= 5:
        raise Unreadable("score", Text(f"“{cell}”不是 1–5 分或满意程度", f"“{cell}” is no score from 1 to 5"))
    return score


def _matter_class(cell: str) -> MatterClass:
    for each, name in CLASS_NAMES.items():
        if cell.lower() in (each.value, name.zh, name.zh.removesuffix("类"), name.en.lower()):
            return each
    if cell in ("复杂", "复杂类"):
        return MatterClass.COMPLEX
    raise Unreadable("matter_class", Text(f"“{cell}”不是咨询类、民生类或复杂事项", f"“{cell}” is no matter class"))


def _kind(cell: str) -> Kind:
    for each, name in KIND_NAMES.items():
        if cell.lower() in (each.value, name.zh, name.en.lower()):
            return each
    raise Unreadable("kind", Text(f"“{cell}”不是诉求类型", f"“{cell}” is no kind of complaint"))
