"""Checklists, inspections and hazards."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import system_actor
from heating.checklists import actions as checklists
from heating.checklists import queries as checklist_queries
from heating.checklists.actions import templates
from heating.hazards.actions import Reporting, report
from heating.hazards.schemas import HazardReport
from heating.inspections.actions import Submission, submit
from heating.inspections.payload import InspectionPayload
from heating.lib.ids import new_id
from heating.registry import asset_actions, kind_actions, site_actions
from heating.registry.schemas import NewAsset, NewSite
from tests.architecture.examples import Example, Examples, Names, Place

NOW = datetime(2026, 9, 1, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
PHOTOS = [
    {"sha256": "1" * 64, "role": "close_up", "taken_at": NOW.isoformat()},
    {"sha256": "2" * 64, "role": "context", "taken_at": NOW.isoformat()},
]
PUMP = next(document for document in templates() if document.key == "pump")


async def a_pump(place: Place) -> Names:
    await kind_actions.install_kinds(system_actor())
    await checklists.install_templates(system_actor())
    code = f"EX{place.number}"
    site = await site_actions.create_site(
        system_actor(),
        NewSite(
            code=code,
            name=f"站{place.number}",
            kind="heat_station",
            organization=place.organization,
            area=place.area,
            responsible_id=place.person_id,
            safety_owner_id=place.person_id,
        ),
    )
    asset = await asset_actions.create_asset(
        system_actor(), NewAsset(code=f"{code}-1", name=f"泵{place.number}", kind="pump", site=site)
    )
    version = (await checklist_queries.for_kinds())["pump"].id
    return {"site": str(site), "asset": str(asset), "version": str(version), "code": f"{code}-1"}


def an_inspection(names: Names) -> dict[str, Any]:
    answers = {
        item.key: {"judgement": "pass", "four_valued": "good"}[item.kind]
        for item in PUMP.items.values()
        if item.kind in ("judgement", "four_valued")
    }
    return {
        "id": str(new_id()),
        "visit": str(new_id()),
        "asset": names["asset"],
        "checklist_version": names["version"],
        "answers": [{"item": item, "value": value, "answered_at": NOW.isoformat()} for item, value in answers.items()],
        "started_at": NOW.isoformat(),
        "finished_at": NOW.isoformat(),
    }


def a_report(names: Names) -> dict[str, Any]:
    return {"id": str(new_id()), "asset": names["asset"], "title": "渗漏", "grade": "general", "photos": PHOTOS}


async def a_submitted_inspection(place: Place) -> Names:
    names = await a_pump(place)
    payload = msgspec.convert(an_inspection(names), InspectionPayload)
    async with storage.transaction():
        await submit([Submission(system_actor(), payload, NOW)], ZONE)
    return {**names, "id": str(payload.id)}


async def a_held_back_inspection(place: Place) -> Names:
    """Of alice, who may not submit."""
    names = await a_pump(place)
    payload = msgspec.convert(an_inspection(names), InspectionPayload)
    author = msgspec.structs.replace(place.cast.actor("alice"), permissions=frozenset())
    async with storage.transaction():
        await submit([Submission(author, payload, NOW)], ZONE)
    return {**names, "id": str(payload.id)}


async def a_visited_building(place: Place) -> Names:
    return {"id": (await a_pump(place))["asset"]}


async def a_reported_hazard(place: Place) -> Names:
    names = await a_pump(place)
    payload = msgspec.convert(a_report(names), HazardReport)
    async with storage.transaction():
        await report([Reporting(system_actor(), payload, NOW, NOW)], ZONE)
    return {**names, "id": str(payload.id)}


async def a_published_version(place: Place) -> Names:
    names = await a_pump(place)
    return {**names, "id": names["version"], "key": "pump"}


async def a_draft(place: Place) -> Names:
    await kind_actions.install_kinds(system_actor())
    key = f"special_pump_{place.number}"
    document = msgspec.structs.replace(PUMP, key=key)
    made = await checklists.start_draft(system_actor(), key, document, None)
    return {"id": str(made.id), "key": key}


async def a_new_key(place: Place) -> Names:
    return {"key": f"new_pump_{place.number}"}


def a_document(names: Names) -> Any:
    return msgspec.to_builtins(msgspec.structs.replace(PUMP, key=names["key"]))


def with_code(_: Place, names: Names) -> str:
    return names["code"]


def of_its_site(_: Place, names: Names) -> Mapping[str, str]:
    return {"site": names["site"], "since": "2026-08-01", "until": "2026-10-01"}


EXAMPLES: Examples = {
    **{
        ("POST", f"/api/inspections/{{id:uuid}}/{how}"): Example(
            subject=a_held_back_inspection, body=lambda _, __: {"reason": "经现场核实"}
        )
        for how in ("release", "dismissal")
    },
    ("GET", "/api/checklists"): Example(subject=a_published_version, unscoped=True),
    ("GET", "/api/checklists/{id:uuid}"): Example(subject=a_published_version, unscoped=True),
    ("PUT", "/api/checklists/{id:uuid}"): Example(
        subject=a_draft, body=lambda _, names: {"version": 1, "document": a_document(names)}, unscoped=True
    ),
    ("GET", "/api/checklists/{key}/versions"): Example(subject=a_published_version, unscoped=True),
    ("POST", "/api/checklists/{key}/versions"): Example(
        subject=a_new_key, body=lambda _, names: {"document": a_document(names)}, unscoped=True
    ),
    ("POST", "/api/checklists/versions/{id:uuid}/publication"): Example(
        subject=a_draft, body=lambda _, __: {"version": 1}, unscoped=True
    ),
    ("GET", "/api/inspections"): Example(subject=a_submitted_inspection, shows=with_code),
    ("POST", "/api/inspections"): Example(
        subject=a_pump, body=lambda _, names: an_inspection(names), hidden=frozenset({422})
    ),
    ("GET", "/api/inspections/{id:uuid}"): Example(subject=a_submitted_inspection),
    ("GET", "/api/inspection-days"): Example(
        subject=a_submitted_inspection, query=of_its_site, shows=lambda *_: "2026-09-01"
    ),
    ("GET", "/api/assets/{id:uuid}/visits"): Example(subject=a_visited_building),
    ("GET", "/api/exports/inspections.xlsx"): Example(subject=a_submitted_inspection, unscoped=True),
    ("GET", "/api/hazards"): Example(subject=a_reported_hazard, shows=with_code),
    ("POST", "/api/hazards"): Example(subject=a_pump, body=lambda _, names: a_report(names), hidden=frozenset({422})),
    ("GET", "/api/hazards/{id:uuid}"): Example(subject=a_reported_hazard),
}
"""The workbook is zipped, so what it shows cannot be looked for in its bytes; its own test opens it."""
