"""Complaints as a front end or a duty officer would send them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from heating.lib import ids
from tests.bench.city import Json, Person

_CATEGORIES = ("no_heat", "low_temperature", "uneven_heat", "leak_home", "valve_or_radiator", "heating_stopped")
_TEXT = "家里暖气从昨天晚上开始不热，室内只有十四度，老人孩子受不了，请尽快安排人上门处理。"
_ROOMS_A_UNIT = 60
_NO_BUILDING_EVERY = 10
"""One in ten callers cannot say where he lives so that it is found: a person has to ask again."""


@dataclass(frozen=True)
class Intake:
    id: str
    body: bytes


def intakes(buildings: Sequence[str], count: int, first: int = 0) -> list[Intake]:
    """Each from a home of its own as long as there are rooms; `first` numbers the homes and callers."""
    return [_intake(buildings, number) for number in range(first, first + count)]


def buildings_of(person: Person) -> list[str]:
    """Every building that the person may see."""
    found: list[str] = []
    path = "/api/assets?kind=building&limit=500"
    cursor = ""
    while True:
        page = person.get(f"{path}&cursor={cursor}" if cursor else path)
        found += [item["id"] for item in cast(list[Json], page["items"])]
        if not page["next"]:
            return found
        cursor = page["next"]


def _intake(buildings: Sequence[str], number: int) -> Intake:
    id = str(ids.new_id())
    home, building = divmod(number, len(buildings))
    unit, room = divmod(home, _ROOMS_A_UNIT)
    body: Json = {
        "id": id,
        "channel": "phone",
        "kind": "fault_report",
        "category": _CATEGORIES[number % len(_CATEGORIES)],
        "text": _TEXT,
        "happened_at": datetime.now(UTC).isoformat(),
        "caller": {"name": f"住户{number}", "phone": f"139{number:08d}"},
        "indoor_c": 14.0,
    }
    if number % _NO_BUILDING_EVERY == 0:
        body |= {"address": "说不清楚，在老医院后面那一片"}
    else:
        body |= {"building": buildings[building], "unit": str(unit + 1), "room": f"{room // 4 + 1}0{room % 4 + 1}"}
    return Intake(id, json.dumps(body, ensure_ascii=False).encode())
