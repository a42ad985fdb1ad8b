"""Fills in a checklist the way a crew would: mostly sound, with the failings and gates it is told."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Literal, NamedTuple

from heating.checklists.document import Answer, Document, Gate, Grade, Item, Photo, PhotoRole, Value

GateSays = Literal["pass", "fail", "na"]

_BAD: Mapping[str, str] = {"judgement": "fail", "four_valued": "bad"}
_FINE: Mapping[str, str] = {"judgement": "pass", "four_valued": "good"}
_REMARKS = (
    "已通知物业，供热前再复查一次。",
    "备件已领，下周更换。",
    "现场照明不足，建议增加一盏灯。",
    "与去年同期相比情况良好。",
    "已向班长当面交底。",
    "雨后井室易积水，列入重点巡查。",
)
_TYPICAL: Mapping[str, tuple[float, float]] = {
    "bearing_temperature": (38, 66), "standby_pumps": (1, 1), "holding_set_point": (0.28, 0.42),
    "exchanger_pressure_drop": (28, 62), "pressure_drop": (28, 62), "makeup_meter": (1200, 18600),
    "filled_pressure": (0.45, 0.6), "test_pressure": (0.6, 0.9), "primary_return_temperature": (42, 54),
    "secondary_return_temperature": (34, 42), "outlet_temperature": (96, 118), "outlet_pressure": (0.7, 1.1),
    "coal_stock": (26000, 88000), "coal_days": (19, 42), "coal_share": (36, 72), "suspended_households": (0, 5),
    "households_surveyed": (60, 220), "service_years": (2, 18), "flood_mark": (15, 120),
    "insulation_resistance": (20, 400), "earth_resistance": (0.8, 3.4), "pile_temperature": (12, 38),
    "oxygen": (20.4, 21), "hydrogen_sulphide": (0, 3), "carbon_monoxide": (0, 8), "combustible": (0, 2),
    "room_temperature": (19, 24), "dust": (2, 8), "sulphur_dioxide": (6, 28), "nitrogen_oxides": (18, 44),
}  # fmt: skip
"""Ranges of readings that nobody would remark upon, in the items' units."""


class Occasion(NamedTuple):
    """One inspection of one asset: when, by whom, what it should find. `failing` are keys of items that fail;
    `choices` answers what the asset itself decides, such as its fuel."""

    begun_at: datetime
    today: date
    inspector: str
    gates: Mapping[Gate, GateSays] = {}
    failing: frozenset[str] = frozenset()
    choices: Mapping[str, str] = {}


def fill(document: Document, occasion: Occasion, pictures: Sequence[str], rng: Random) -> tuple[Answer, ...]:
    """Answers without faults, in the order of the items; `pictures` are hashes of photos to choose from."""
    given: dict[str, Answer] = {}
    at = occasion.begun_at
    for item in document.items.values():
        if not _is_asked(item, given) or (not item.required and not _volunteers(item, occasion, rng)):
            continue
        at += timedelta(seconds=rng.randint(6, 40))
        value = _value(item, occasion, rng)
        photos = _photos(item, item.key in occasion.failing or _fails(item, value), at, pictures, rng)
        given[item.key] = Answer(item.key, value, at, _note(item, occasion), photos)
    return tuple(given.values())


def candidates(document: Document, grades: frozenset[Grade], choices: Mapping[str, str]) -> list[str]:
    """Items that could fail with one of these grades in such an asset, the gates aside."""
    asked: dict[str, str] = {}
    found = []
    for item in document.items.values():
        if item.when is not None and asked.get(item.when.item) not in item.when.values:
            continue
        asked[item.key] = _sound_choice(item, choices)
        if item.grade in grades and item.gate is None and item.kind in _BAD:
            found.append(item.key)
    return found


def _is_asked(item: Item, given: Mapping[str, Answer]) -> bool:
    return item.when is None or (item.when.item in given and given[item.when.item].value in item.when.values)


def _volunteers(item: Item, occasion: Occasion, rng: Random) -> bool:
    """Does the crew answer what it need not?"""
    if item.key in occasion.failing:
        return True
    return rng.random() < {"number": 0.6, "date": 0.5, "text": 0.06}.get(item.kind, 0)


def _value(item: Item, occasion: Occasion, rng: Random) -> Value:
    if item.gate is not None:
        return occasion.gates.get(item.gate, "na")
    match item.kind:
        case "judgement" | "four_valued":
            return _judged(item, occasion, rng)
        case "number":
            return _measured(item, rng)
        case "choice":
            return _sound_choice(item, occasion.choices)
        case "text":
            return _text(item, occasion, rng)
        case "date":
            return _day(item, occasion.today, rng).isoformat()
        case _:
            return None


def _judged(item: Item, occasion: Occasion, rng: Random) -> str:
    if item.key in occasion.failing:
        return _BAD[item.kind]
    if item.kind == "four_valued" and rng.random() < 0.07:
        return "fixed"
    return occasion.choices.get(item.key, _FINE[item.kind])


def _measured(item: Item, rng: Random) -> float:
    low, high = _TYPICAL.get(item.key) or _middle(item)
    return round(rng.uniform(low, high), 3 if high < 1 else 2 if high < 10 else 1 if high < 200 else 0)


def _middle(item: Item) -> tuple[float, float]:
    """Well within the limits, where both are known."""
    limits = item.limits
    low = limits.low if limits and limits.low is not None else 0.0
    high = limits.high if limits and limits.high is not None else low + 10
    return low + (high - low) * 0.25, high - (high - low) * 0.25


def _sound_choice(item: Item, choices: Mapping[str, str]) -> str:
    if item.key in choices:
        return choices[item.key]
    if item.kind == "choice":
        return next(option.key for option in item.options if not option.fails)
    return _FINE.get(item.kind, "")


def _text(item: Item, occasion: Occasion, rng: Random) -> str:
    if item.key == "watcher_name":
        return occasion.inspector
    return {"model": "KFXRS-16", "balancing_setting": "2.5 圈"}.get(item.key) or rng.choice(_REMARKS)


def _day(item: Item, today: date, rng: Random) -> date:
    """The gate's day is today; what is valid until is ahead; all else was some time ago."""
    if item.when is not None and item.key.startswith(item.when.item):
        return today
    days = rng.randint(40, 320)
    return today + timedelta(days=days) if item.key.endswith("_until") else today - timedelta(days=days)


def _fails(item: Item, value: Value) -> bool:
    return value == _BAD.get(item.kind) or any(option.fails and option.key == value for option in item.options)


def _photos(item: Item, failing: bool, at: datetime, pictures: Sequence[str], rng: Random) -> tuple[Photo, ...]:
    wanted = ("always", "on_fail") if failing else ("always",)
    roles: list[PhotoRole] = []
    if item.photos.close_up in wanted:
        roles.append("close_up")
    if item.photos.context in wanted:
        roles.append("context")
    chosen = rng.sample(pictures, len(roles))
    return tuple(Photo(sha256, role, at) for sha256, role in zip(chosen, roles, strict=True))


def _note(item: Item, occasion: Occasion) -> str | None:
    return "现场发现，已拍照留存。" if item.key in occasion.failing else None
