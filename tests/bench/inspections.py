"""Inspections of 20 answers as a phone would push them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from heating.lib import ids
from tests.bench.city import City, Json

JUDGED, MEASURED = 16, 4
ANSWERS = JUDGED + MEASURED
_KEY = "bench_station"


@dataclass(frozen=True)
class Ground:
    """What is inspected, over and over: assets of one kind, by one checklist version."""

    version: str
    assets: list[str]


def prepare(city: City, changes: Sequence[Json]) -> Ground:
    """Publish a checklist of 20 items for heat stations. `changes` are what a crew member's phone pulled."""
    administrator = city.sign_in("administrator")
    draft = administrator.post(f"/api/checklists/{_KEY}/versions", {"document": _document()})
    path = f"/api/checklists/versions/{draft['id']}/publication"
    administrator.post(path, {"version": draft["version"]})
    assets = [change["row"] for change in changes if change["kind"] == "asset"]
    return Ground(draft["id"], [asset["id"] for asset in assets if asset["kind"] == "heat_station"])


def pushes(ground: Ground, count: int, each: int) -> Iterator[bytes]:
    """`count` push bodies of `each` inspections."""
    device = str(uuid4())
    for number in range(count):
        assets = (ground.assets[(number * each + i) % len(ground.assets)] for i in range(each))
        operations = [_operation(ground, asset) for asset in assets]
        yield json.dumps({"device": device, "operations": operations}, ensure_ascii=False).encode()


def _document() -> Json:
    items = [_item(f"judged_{number}", "judgement") for number in range(JUDGED)]
    items += [{**_item(f"measured_{number}", "number"), "unit": "MPa"} for number in range(MEASURED)]
    section = {"key": "all", "title": {"zh": "检查项", "en": "Items"}, "items": items}
    name = {"zh": "测速检查表", "en": "Checklist for measurements"}
    return {"key": _KEY, "name": name, "kinds": ["heat_station"], "sections": [section]}


def _item(key: str, kind: str) -> Json:
    limits = {"low": 0.2, "high": 1.2, "hard_low": 0.0, "hard_high": 10.0} if kind == "number" else None
    return {
        "key": key,
        "kind": kind,
        "title": {"zh": f"检查项 {key}", "en": f"Item {key}"},
        "source": "bench",
        "grade": "general",
        "limits": limits,
    }


def _answers(now: str) -> list[Json]:
    rest: Json = {"note": "", "photos": [], "answered_at": now}
    judged = [{"item": f"judged_{number}", "value": "pass", **rest} for number in range(JUDGED)]
    return judged + [{"item": f"measured_{number}", "value": 0.6, **rest} for number in range(MEASURED)]


def _operation(ground: Ground, asset: str) -> Json:
    now = datetime.now(UTC).isoformat()
    payload = {
        "id": str(ids.new_id()),
        "visit": str(ids.new_id()),
        "asset": asset,
        "household": None,
        "checklist_version": ground.version,
        "answers": _answers(now),
        "label": None,
        "position": {"longitude": 112.55, "latitude": 37.87, "accuracy_m": 12.0, "at": now},
        "started_at": now,
        "finished_at": now,
        "clock_offset_ms": 0,
        "replaces": None,
        "hazards": {},
    }
    return {"id": str(ids.new_id()), "type": "inspection.submit", "happened_at": now, "payload": payload}
