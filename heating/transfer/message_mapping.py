"""How the columns of a message board's or a hot line's file become complaints."""

from collections.abc import Collection
from typing import Annotated

import msgspec
from msgspec import Meta

from heating.complaints.rules import Channel, Kind, MatterClass
from heating.http.fields import Key, Path
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.transfer.mapping import Column
from heating.transfer.moments import is_moment_format

TARGETS = (
    "number", "title", "text", "written_at", "reply", "replied_at", "score", "category", "matter_class", "kind",
    "address", "name", "phone", "organization", "area",
)  # fmt: skip
"""What a column or a constant can fill. `number` is the message's number in its own system; `score` a rating 1–5."""

NEEDED = ("text", "written_at")

_UNKNOWN_TARGET = Text("没有这个目标字段", "is no field that can be filled")
_UNKNOWN_COLUMN = Text("文件里没有这一列", "is no column of the file")
_MISSING = Text("需要指定一列", "needs a column")
_NO_FORMAT = Text(
    "不是完整的日期时间格式，例如 %Y年%m月%d日 %H:%M", "is no format of whole dates, such as %d.%m.%Y %H:%M"
)
_UNKNOWN_CATEGORY = Text("没有这个诉求类别", "is no category")


class MessageMapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`columns`: target → column of the file. `constants`: target → text for all rows.

    `source` names the system that the file comes from; with a message's number, or without one with its time and text,
    it identifies the message for good, so that a second import recognizes it. `dates` are strptime formats, tried in
    order after the common ones. `history`: nothing is sent anywhere, the file is taken over for the record; otherwise
    messages without a reply become complaints that somebody has to act on.
    """

    source: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[^:\s]+$")]
    channel: Channel = Channel.MESSAGE_BOARD
    columns: dict[str, Column]
    constants: dict[str, Annotated[str, Meta(max_length=1000)]] = {}
    dates: Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=40)], ...], Meta(max_length=10)] = ()
    matter_class: MatterClass | None = None
    kind: Kind | None = None
    category: Key | None = None
    organization: Path | None = None
    area: Path | None = None
    history: bool = False

    def gives(self, target: str) -> bool:
        return target in self.columns or bool(self.constants.get(target))


def faults(mapping: MessageMapping, columns: Collection[str], categories: Collection[str]) -> list[FieldError]:
    """Everything wrong with a mapping for a file with these columns, at once."""
    targets = [
        FieldError(f"/{part}/{target}", "target.unknown", _UNKNOWN_TARGET)
        for part, given in (("columns", mapping.columns), ("constants", mapping.constants))
        for target in given
        if target not in TARGETS
    ]
    unknown = [
        FieldError(f"/columns/{target}", "column.unknown", _UNKNOWN_COLUMN)
        for target, column in mapping.columns.items()
        if column not in columns
    ]
    missing = [
        FieldError(f"/columns/{target}", "required", _MISSING) for target in NEEDED if target not in mapping.columns
    ]
    formats = [
        FieldError(f"/dates/{index}", "dates.format", _NO_FORMAT)
        for index, written in enumerate(mapping.dates)
        if not is_moment_format(written)
    ]
    category = [FieldError("/category", "category.unknown", _UNKNOWN_CATEGORY)]
    return [
        *targets,
        *unknown,
        *missing,
        *formats,
        *(category if mapping.category is not None and mapping.category not in categories else []),
    ]
