"""What a service asks for besides place and description: the same attributes for every category of complaint.

All are optional, so that a front end that fetches no definitions can send as well.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from heating.lib.wording import Language, Text
from heating.open311.writing import Value


class Datatype(StrEnum):
    """GeoReport v2, GET service definition."""

    STRING = "string"
    NUMBER = "number"
    DATETIME = "datetime"
    TEXT = "text"
    SINGLE_VALUE_LIST = "singlevaluelist"
    MULTI_VALUE_LIST = "multivaluelist"


class Attribute(NamedTuple):
    """`values`: key → name, for the two kinds of lists. What is not `variable` only tells people something."""

    code: str
    datatype: Datatype
    description: Text
    hint: Text = Text("", "")
    values: Mapping[str, Text] = {}
    variable: bool = True


UNIT = "UNIT"
ROOM = "ROOM"
TEMPERATURE = "INDOOR_TEMPERATURE"
SINCE = "SINCE"
EXTENT = "EXTENT"
AT_HOME = "AT_HOME"
REMARK = "REMARK"

ATTRIBUTES: Sequence[Attribute] = (
    Attribute(
        "NOTICE",
        Datatype.STRING,
        Text("爆管、跑水等紧急情况请同时拨打供热服务热线。", "For a burst pipe please call the hot line as well."),
        variable=False,
    ),
    Attribute(UNIT, Datatype.STRING, Text("单元", "Stair or unit of the building"), Text("例如 2", "such as 2")),
    Attribute(ROOM, Datatype.STRING, Text("房号", "Room or flat"), Text("例如 501", "such as 501")),
    Attribute(
        TEMPERATURE,
        Datatype.NUMBER,
        Text("卧室或客厅中央的室内温度", "Temperature in the middle of a bedroom or living room"),
        Text("摄氏度，例如 15.5", "degrees Celsius, such as 15.5"),
    ),
    Attribute(
        SINCE,
        Datatype.DATETIME,
        Text("从什么时候开始", "Since when"),
        Text("ISO 8601，例如 2026-11-20T18:00:00+08:00", "ISO 8601, such as 2026-11-20T18:00:00+08:00"),
    ),
    Attribute(
        EXTENT,
        Datatype.SINGLE_VALUE_LIST,
        Text("影响范围", "What is affected"),
        values={
            "room": Text("个别房间", "single rooms"),
            "home": Text("全家", "the whole home"),
            "building": Text("整个单元或整栋楼", "the stair or the building"),
            "estate": Text("整个小区", "the whole estate"),
        },
    ),
    Attribute(
        AT_HOME,
        Datatype.MULTI_VALUE_LIST,
        Text("什么时候家里有人", "When somebody is at home"),
        values={
            "morning": Text("上午", "mornings"),
            "afternoon": Text("下午", "afternoons"),
            "evening": Text("晚上", "evenings"),
            "weekend": Text("周末", "weekends"),
        },
    ),
    Attribute(REMARK, Datatype.TEXT, Text("其他说明", "Anything else")),
)
BY_CODE: Mapping[str, Attribute] = {attribute.code: attribute for attribute in ATTRIBUTES}


def definition(service_code: str, language: Language) -> Value:
    """The `service_definition` of a service."""
    attributes = [_described(attribute, order, language) for order, attribute in enumerate(ATTRIBUTES, start=1)]
    return {"service_code": service_code, "attributes": attributes}


def _described(attribute: Attribute, order: int, language: Language) -> Value:
    described: dict[str, Value] = {
        "variable": attribute.variable,
        "code": attribute.code,
        "datatype": attribute.datatype.value,
        "required": False,
        "datatype_description": attribute.hint.in_language(language) or None,
        "order": order,
        "description": attribute.description.in_language(language),
    }
    if attribute.values:
        described["values"] = [
            {"key": key, "name": name.in_language(language)} for key, name in attribute.values.items()
        ]
    return described
