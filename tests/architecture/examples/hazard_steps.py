"""The steps of hazards. Every hazard here is as the step needs it, and the one who asks is the one who may take it:
guards beyond permission and sight have tests of their own in tests/hazards."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from msgspec import json

from heating import storage
from heating.lib.ids import new_id
from tests.architecture.examples import Example, Examples, Names, Place
from tests.architecture.examples.inspecting import NOW, a_reported_hazard, with_code
from tests.cast import CREW_A, CREW_C

AFTER = {"sha256": "3" * 64, "role": "after"}
BEFORE = {"sha256": "4" * 64, "role": "before"}
LOST = {"sha256": "5" * 64, "role": "close_up"}


async def _set(names: Names, **columns: object) -> Names:
    """Put the hazard where a story would have brought it."""
    changed = ", ".join(f"{column} = ?" for column in columns)
    async with storage.transaction():
        await storage.execute(f"UPDATE hazard SET {changed} WHERE id = ?", [*columns.values(), UUID(names["id"])])
    return names


async def a_minor_hazard(place: Place) -> Names:
    names = await a_reported_hazard(place)
    return await _set(names, grade="minor", reporter_id=place.person_id)


async def a_confirmed_hazard(place: Place) -> Names:
    names = await a_reported_hazard(place)
    return await _set(names, status="rectifying", responsible_id=place.person_id, confirmed_at=NOW)


async def a_rectified_hazard(place: Place) -> Names:
    """By somebody elsewhere, so that everyone here may verify it."""
    names = await a_reported_hazard(place)
    by = place.cast.users["alice"].id
    return await _set(names, status="rectified", rectified_by_id=by, rectified_crew=CREW_C, unit_path=CREW_C)


async def a_closed_hazard(place: Place) -> Names:
    return await _set(await a_reported_hazard(place), status="closed", closed_at=NOW)


async def a_hazard_with_an_extension(place: Place) -> Names:
    names, extension = await a_confirmed_hazard(place), new_id()
    async with storage.transaction():
        await storage.execute(
            "INSERT INTO hazard_extension (id, hazard_id, reason, due_on, asked_by_id, asked_by_name,"
            " organization_path, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                extension,
                UUID(names["id"]),
                "备件",
                NOW.date(),
                place.cast.users["bob"].id,
                "Bob",
                CREW_A,
                NOW,
            ],
        )
    return {**await _set(names, extension_id=extension), "extension": str(extension)}


async def a_hazard_without_its_photo(place: Place) -> Names:
    names = await a_reported_hazard(place)
    photos = json.encode([LOST]).decode()
    return await _set(names, reporter_id=place.person_id, photos_json=photos)


def a_confirmation(place: Place, _: Names) -> dict[str, Any]:
    return {
        "version": 1,
        "grade": "general",
        "organization": place.organization,
        "responsible": str(place.cast.users["bob"].id),
    }


async def a_leader(place: Place) -> Names:
    names = await a_confirmed_hazard(place)
    leader = await place.cast.add(f"leader{place.number}", "city_leader", "taiyuan/")
    return {**names, "leader": str(leader.id)}


def a_step(subject: Callable[[Place], Awaitable[Names]], **body: Any) -> Example:
    return Example(subject=subject, body=lambda *_: body)


POSITION = {"longitude": 112.55, "latitude": 37.87}

EXAMPLES: Examples = {
    ("GET", "/api/hazards/board"): Example(subject=a_reported_hazard, shows=with_code),
    ("GET", "/api/hazards/verification-queue"): Example(subject=a_rectified_hazard, shows=with_code),
    ("POST", "/api/hazards/confirmations"): Example(
        subject=a_reported_hazard,
        body=lambda place, names: {"items": [{"hazard": names["id"], **a_confirmation(place, names)}]},
        unscoped=True,
    ),
    ("POST", "/api/hazards/{id:uuid}/confirmation"): Example(subject=a_reported_hazard, body=a_confirmation),
    ("POST", "/api/hazards/{id:uuid}/dismissal"): a_step(a_reported_hazard, version=1, reason="重复"),
    ("POST", "/api/hazards/{id:uuid}/on-the-spot-fix"): Example(
        subject=a_minor_hazard,
        body=lambda *_: {"done": "已紧固", "photos": [BEFORE, AFTER]},
        good=frozenset({200, 403}),
    ),
    ("PUT", "/api/hazards/{id:uuid}/plan"): a_step(a_confirmed_hazard, measures="更换"),
    ("POST", "/api/hazards/{id:uuid}/progress"): a_step(a_confirmed_hazard, text="已开挖", percent=10),
    ("POST", "/api/hazards/{id:uuid}/extensions"): a_step(a_confirmed_hazard, reason="备件", due_on="2999-01-01"),
    ("POST", "/api/hazards/{id:uuid}/extensions/{extension:uuid}/decision"): a_step(
        a_hazard_with_an_extension, granted=False, reason="备件有库存"
    ),
    ("POST", "/api/hazards/{id:uuid}/rectification"): a_step(a_confirmed_hazard, done="已更换", photos=[AFTER]),
    ("POST", "/api/hazards/{id:uuid}/acceptance"): a_step(a_rectified_hazard, photos=[AFTER], position=POSITION),
    ("POST", "/api/hazards/{id:uuid}/rework"): a_step(a_rectified_hazard, reason="仍有渗漏"),
    ("POST", "/api/hazards/{id:uuid}/reopening"): a_step(a_closed_hazard, reason="复发"),
    ("POST", "/api/hazards/{id:uuid}/assignment"): Example(
        subject=a_confirmed_hazard,
        body=lambda place, _: {
            "version": 1,
            "organization": place.organization,
            "responsible": str(place.cast.users["bob"].id),
            "reason": "原责任人调离",
        },
    ),
    ("POST", "/api/hazards/{id:uuid}/photo-replacement"): Example(
        subject=a_hazard_without_its_photo,
        body=lambda *_: {"refused": LOST["sha256"], "replacement": AFTER["sha256"], "reason": "照片损坏"},
        good=frozenset({200, 403}),
    ),
    ("POST", "/api/hazards/{id:uuid}/supervision"): Example(
        subject=a_leader, body=lambda _, names: {"leader": names["leader"], "reason": "占压"}
    ),
}
"""A fix on the spot is the reporter's alone, a photo is replaced by whoever took it: others may not, however far they
see."""
