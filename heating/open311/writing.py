"""Answers of GeoReport v2 as JSON and as XML.

One value makes both, by the Spark convention: a list of things is an array in JSON and a wrapper around its items in
XML, nothing is null and an empty element. Answers have no namespace and no attributes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import msgspec

Format = Literal["json", "xml"]
Value = str | int | float | bool | datetime | None | Mapping[str, "Value"] | Sequence["Value"]

MEDIA_TYPES: Mapping[Format, str] = {
    "json": "application/json; charset=utf-8",
    "xml": "text/xml; charset=utf-8",
}
_ITEMS = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
# XML 1.0 section 2.2: no escape makes these characters legal
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(root: str, value: Value, form: Format, zone: ZoneInfo) -> bytes:
    """`root` names the outermost element; JSON has no name for it. Moments are written in the city's `zone`."""
    if form == "json":
        return msgspec.json.encode(_plain(value, zone))
    return (_DECLARATION + "".join(_element(root, value, zone)) + "\n").encode()


def moment(value: datetime, zone: ZoneInfo) -> str:
    """W3C note on date and time: whole seconds with an offset."""
    return value.astimezone(zone).isoformat(timespec="seconds")


def _plain(value: Value, zone: ZoneInfo) -> Value:
    match value:
        case datetime():
            return moment(value, zone)
        case str():
            return value
        case Mapping():
            return {name: _plain(item, zone) for name, item in value.items()}
        case Sequence():
            return [_plain(item, zone) for item in value]
        case _:
            return value


def _element(name: str, value: Value, zone: ZoneInfo) -> Iterator[str]:
    if value is None or value == "":
        yield f"<{name}/>"
        return
    yield f"<{name}>"
    match value:
        case datetime():
            yield moment(value, zone)
        case bool():
            yield "true" if value else "false"
        case str():
            yield escape(_ILLEGAL.sub("\ufffd", value))
        case Mapping():
            for part, item in value.items():
                yield from _element(part, item, zone)
        case Sequence():
            for item in value:
                yield from _element(_ITEMS.get(name, "value"), item, zone)
        case _:
            yield str(value)
    yield f"</{name}>"
