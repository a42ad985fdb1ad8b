"""Household visits, merging and splitting."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from heating import storage
from heating.deadlines import actions as deadlines
from heating.lib import clock
from heating.lib.ids import new_id
from tests.architecture.examples import Example, Examples, Names, Place
from tests.architecture.examples.complaint_messages import a_complaint

SIGNATURE = {"name": "王秀英", "strokes": [[1, 2, 3, 4]]}


async def a_handled_complaint(place: Place) -> Names:
    names = await a_complaint(place)
    async with storage.transaction():
        await storage.execute("UPDATE complaint SET status = 'handling' WHERE id = ?", [UUID(names["id"])])
    return {**names, "visitor": str(place.cast.users["bob"].id)}


async def two_complaints(place: Place) -> Names:
    other = await a_handled_complaint(place)
    return {**await a_handled_complaint(place), "into": other["id"]}


async def a_merged_complaint(place: Place) -> Names:
    names = await two_complaints(place)
    async with storage.transaction():
        await deadlines.stop("complaint", [UUID(names["id"])], ["filing", "resolution"], at=clock.now(), cancelled=True)
        await storage.execute(
            "UPDATE complaint SET merged_into_id = ? WHERE id = ?", [UUID(names["into"]), UUID(names["id"])]
        )
    return names


def a_visit(**columns: object) -> Callable[[Place], Awaitable[Names]]:
    """Arranged for the next hour, by somebody elsewhere."""

    async def make(place: Place) -> Names:
        complaint, visit, now = await a_handled_complaint(place), new_id(), clock.now()
        alice = place.cast.users["alice"].id
        row: dict[str, object] = {
            "id": visit,
            "complaint_id": UUID(complaint["id"]),
            "number": f"20261101-{place.number:05d}",
            "address": f"桃园{place.number}号",
            "content_hash": "",
            "state": "arranged",
            "version": 1,
            "starts_at": now,
            "ends_at": now + timedelta(hours=1),
            "visitor_id": alice,
            "visitor_name": "Alice",
            "note": "",
            "arranged_by_id": alice,
            "arranged_by_name": "Alice",
            "arranged_at": now,
            "photos_json": "[]",
            **columns,
        }
        async with storage.transaction():
            marks = ", ".join("?" for _ in row)
            await storage.execute(
                f"INSERT INTO household_visit ({', '.join(row)}) VALUES ({marks})", list(row.values())
            )
        return {"id": str(visit), "address": str(row["address"]), "visitor": complaint["visitor"]}

    return make


def _slot(names: Names) -> dict[str, Any]:
    now = clock.now()
    times = {"starts_at": now.isoformat(), "ends_at": (now + timedelta(hours=2)).isoformat()}
    return {**times, "visitor": names["visitor"]}


def _step(**said: Any) -> Callable[[Place, Names], Any]:
    return lambda *_: {"version": 1, **said}


def _key(_: Place, __: Names) -> Any:
    now = clock.now()
    return {
        "version": 1,
        "holder": {"name": "李建国", "phone": "0351-1234567"},
        "relation": "邻居",
        "from_at": now.isoformat(),
        "until_at": (now + timedelta(days=1)).isoformat(),
        "consented_by": "户主",
    }


_LENT = {
    "key_relation": "邻居",
    "key_from_at": clock.now(),
    "key_until_at": clock.now(),
    "key_consented_at": clock.now(),
}

EXAMPLES: Examples = {
    ("POST", "/api/complaints/{id:uuid}/merger"): Example(
        subject=two_complaints, body=lambda _, names: {"into": names["into"]}
    ),
    ("POST", "/api/complaints/{id:uuid}/split"): Example(
        subject=a_merged_complaint, body=lambda *_: {"reason": "另案"}
    ),
    ("GET", "/api/complaints/{id:uuid}/visits"): Example(subject=a_handled_complaint),
    ("POST", "/api/complaints/{id:uuid}/visits"): Example(
        subject=a_handled_complaint, body=lambda _, names: _slot(names)
    ),
    ("GET", "/api/visits"): Example(subject=a_visit(), shows=lambda _, names: names["address"]),
    ("GET", "/api/visits/{id:uuid}"): Example(subject=a_visit()),
    ("GET", "/api/visits/{id:uuid}/signatures"): Example(subject=a_visit()),
    ("POST", "/api/visits/{id:uuid}/appointment"): Example(
        subject=a_visit(), body=lambda _, names: {"version": 1, **_slot(names)}
    ),
    ("POST", "/api/visits/{id:uuid}/absence"): Example(subject=a_visit(), body=_step()),
    ("POST", "/api/visits/{id:uuid}/key"): Example(subject=a_visit(), body=_key),
    ("POST", "/api/visits/{id:uuid}/key-return"): Example(subject=a_visit(**_LENT), body=_step(received_by="户主")),
    ("POST", "/api/visits/{id:uuid}/completion"): Example(
        subject=a_visit(),
        body=_step(note="已开足阀门", resident_signature=SIGNATURE, visitor_signature=SIGNATURE),
    ),
    ("POST", "/api/visits/{id:uuid}/cancellation"): Example(subject=a_visit(), body=_step(reason="已自行恢复")),
}
