"""The form of POST requests: attribute[CODE]=value, attribute[CODE][]=value, and the plain fields of the standard."""

import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import msgspec

from heating.open311.definitions import BY_CODE, Attribute, Datatype
from heating.open311.faults import (
    ADDRESS_MISSING,
    ATTRIBUTE_VALUE,
    BODY,
    HALF_POSITION,
    POSITION,
    SERVICE_MISSING,
    TOO_LONG,
    URL,
    Fault,
)

MOST_FIELDS = 200
_ATTRIBUTE = re.compile(r"attribute\[([^\]\[]{1,64})\](\[\d*\])?")
_LONGEST = {
    "description": 4000,
    "address_string": 500,
    "address_id": 100,
    "media_url": 2000,
    "account_id": 200,
    "device_id": 200,
    "email": 200,
    "first_name": 100,
    "last_name": 100,
    "phone": 40,
    "service_code": 64,
}
_LONGEST_VALUE = 1000
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_OUTSIDE_CONTENT = frozenset({"api_key", "jurisdiction_id", "locale", "lang"})

Attributes = dict[str, str | list[str]]


class Position(NamedTuple):
    """WGS 84, degrees."""

    lat: float
    long: float


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """One request as another system sends it. Texts that were not given are empty."""

    service_code: str
    description: str
    address_string: str
    address_id: str
    position: Position | None
    attributes: Attributes
    media_url: str
    first_name: str
    last_name: str
    phone: str
    email: str
    account_id: str
    device_id: str

    @property
    def person_name(self) -> str:
        """Chinese names have the family name first and no space."""
        parts = [part for part in (self.first_name, self.last_name) if part]
        if parts and all(_is_chinese(part) for part in parts):
            return self.last_name + self.first_name
        return " ".join(parts)

    def attribute(self, code: str) -> str:
        value = self.attributes.get(code, "")
        return value if isinstance(value, str) else ", ".join(value)


class Form(NamedTuple):
    """`fields` of a body: each name with its values in order."""

    fields: Mapping[str, list[str]]

    def text(self, name: str) -> str:
        """The last one given; line breaks as one character."""
        values = self.fields.get(name, [""])
        return values[-1].replace("\r\n", "\n").replace("\r", "\n").strip()

    @property
    def digest(self) -> str:
        """Of what is said, whoever says it how: the same for the same content in any order."""
        content = sorted((name, values) for name, values in self.fields.items() if name not in _OUTSIDE_CONTENT)
        return hashlib.sha256(msgspec.json.encode(content)).hexdigest()


def parse(body: bytes) -> Form:
    """Raises Fault for what is no form in UTF-8."""
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except (UnicodeError, ValueError):
        raise BODY.fault() from None
    return form_of(pairs)


def form_of(pairs: Iterable[tuple[str, str]]) -> Form:
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        if _UNWRITABLE.search(name + value):
            raise BODY.fault()
        if value.strip():  # a null parameter is one that was not given
            fields.setdefault(name, []).append(value)
    return Form(fields)


def read(form: Form) -> tuple[Sent, list[Fault]]:
    """What was sent, and everything that is wrong with it."""
    faults = [*_length_faults(form), *_missing_faults(form), *_attribute_faults(form)]
    position = _position(form, faults)
    if (url := form.text("media_url")) and not _is_web_address(url):
        faults.append(URL.fault())
    sent = Sent(
        **{name: form.text(name) for name in _LONGEST},
        position=position,
        attributes=_attributes(form),
    )
    return sent, faults


def _length_faults(form: Form) -> Iterator[Fault]:
    for name, most in _LONGEST.items():
        if len(form.text(name)) > most:
            yield TOO_LONG.fault(name=name, most=most)


def _missing_faults(form: Form) -> Iterator[Fault]:
    if not form.text("service_code"):
        yield SERVICE_MISSING.fault()
    if not any(form.text(name) for name in ("lat", "long", "address_string", "address_id")):
        yield ADDRESS_MISSING.fault()


def _position(form: Form, faults: list[Fault]) -> Position | None:
    lat, long = form.text("lat"), form.text("long")
    if not lat and not long:
        return None
    if not lat or not long:
        faults.append(HALF_POSITION.fault())
        return None
    try:
        position = Position(float(lat), float(long))
    except ValueError:
        position = Position(math.nan, math.nan)
    if abs(position.lat) <= 90 and abs(position.long) <= 180:
        return position
    faults.append(POSITION.fault())
    return None


def _attributes(form: Form) -> Attributes:
    """Also those that no definition names: front ends send their own, and get them back."""
    given: Attributes = {}
    for code, values in _given(form):
        attribute = BY_CODE.get(code)
        several = len(values) > 1 if attribute is None else attribute.datatype is Datatype.MULTI_VALUE_LIST
        if attribute is None or attribute.variable:
            given[code] = values if several else values[-1]
    return given


def _given(form: Form) -> Iterator[tuple[str, list[str]]]:
    """Attributes by their codes, whether they were sent as attribute[X], attribute[X][] or attribute[X][0]."""
    found: dict[str, list[str]] = {}
    for name, values in form.fields.items():
        if match := _ATTRIBUTE.fullmatch(name):
            found.setdefault(match[1], []).extend(value.strip() for value in values)
    yield from found.items()


def _attribute_faults(form: Form) -> Iterator[Fault]:
    for code, values in _given(form):
        attribute = BY_CODE.get(code)
        if attribute is None:
            if any(len(value) > _LONGEST_VALUE for value in values):
                yield TOO_LONG.fault(name=f"attribute[{code}]", most=_LONGEST_VALUE)
        elif attribute.variable and not all(_fits(attribute, value) for value in values):
            yield ATTRIBUTE_VALUE.fault(code=code, datatype=attribute.datatype.value)


def _fits(attribute: Attribute, value: str) -> bool:
    match attribute.datatype:
        case Datatype.NUMBER:
            return re.fullmatch(r"[+-]?\d{1,9}(\.\d{1,9})?", value) is not None
        case Datatype.DATETIME:
            return _moment(value) is not None
        case Datatype.SINGLE_VALUE_LIST | Datatype.MULTI_VALUE_LIST:
            return value in attribute.values
        case Datatype.STRING:
            return len(value) <= _LONGEST_VALUE and "\n" not in value
        case Datatype.TEXT:
            return len(value) <= _LONGEST_VALUE


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)


def _is_chinese(text: str) -> bool:
    return all("\u4e00" <= letter <= "\u9fff" for letter in text)
