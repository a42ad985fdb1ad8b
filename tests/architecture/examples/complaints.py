"""The line of complaints. Every complaint here is as the step needs it, and the one who asks is the one who may take
it: guards beyond permission and sight have tests of their own in tests/complaints."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from heating import storage
from heating.lib import clock
from heating.lib.ids import new_id
from tests.architecture.examples import Example, Examples, Names, Place
from tests.architecture.examples.complaint_messages import a_complaint
from tests.cast import CREW_C

REPLY = '{"cause":"气堵","measure":"排气","contact":"12345","disposition":"explained","measure_on":"2026-01-01"}'


async def _set(names: Names, **columns: object) -> Names:
    """Put the complaint where a story would have brought it."""
    changed = ", ".join(f"{column} = ?" for column in columns)
    async with storage.transaction():
        await storage.execute(f"UPDATE complaint SET {changed} WHERE id = ?", [*columns.values(), UUID(names["id"])])
    return names


async def _numbered(place: Place) -> Names:
    names = await a_complaint(place)
    rows = await storage.fetch("SELECT number FROM complaint WHERE id = ?", [UUID(names["id"])])
    return {**names, "number": rows[0]["number"]}


def _in_status(status: str, **columns: object) -> Callable[[Place], Awaitable[Names]]:
    async def make(place: Place) -> Names:
        return await _set(await _numbered(place), status=status, officer_id=place.person_id, **columns)

    return make


async def a_resolved_one(place: Place) -> Names:
    """By somebody elsewhere, so that everyone here may verify it."""
    by = place.cast.users["alice"].id
    return await _in_status("resolved", resolved_by_id=by, resolved_by_name="Alice", resolved_crew=CREW_C)(place)


async def a_drafted_one(place: Place) -> Names:
    by = place.cast.users["alice"].id
    return await _in_status("verified", draft_json=REPLY, drafted_by_id=by, drafted_by_name="Alice")(place)


async def a_replied_one(place: Place) -> Names:
    """By somebody elsewhere, so that everyone here may ask the resident."""
    return await _set(await _numbered(place), status="replied", officer_id=place.cast.users["alice"].id)


async def a_late_reply(place: Place) -> Names:
    return await _in_status("replied", call_back_at=clock.now() - timedelta(hours=1))(place)


def by_number(_: Place, names: Names) -> str:
    return names["number"]


def an_intake(place: Place, _: Names) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "channel": "phone",
        "text": "不热",
        "category": "no_heat",
        "organization": place.organization,
        "area": place.area,
    }


def a_step(subject: Callable[[Place], Awaitable[Names]], **body: Any) -> Example:
    return Example(subject=subject, body=lambda *_: body)


RECEIVED, DISPATCHED = _in_status("received"), _in_status("dispatched")
HANDLING, CLOSED = _in_status("handling"), _in_status("closed")
SITE = {"longitude": 112.55, "latitude": 37.87}
A_REPLY = {
    "disposition": "solvable_now",
    "cause": "气堵",
    "measure": "排气",
    "measure_on": "2026-01-01",
    "contact": "0351-1111111",
}
BOTH = {"zh": "类别", "en": "Category"}
A_CATEGORY = {"name": BOTH, "matter_class": "livelihood", "urgency": "ordinary", "kind": "complaint", "version": 0}
A_POLICY = {"key": "call_back", "name": BOTH, "basis": BOTH, "rules": [{"amount": {"n": 2, "unit": "days"}}]}


async def _a_policy_version(_: Place) -> Names:
    rows = await storage.fetch("SELECT version FROM complaint_entry WHERE id = 'policy/call_back'")
    return {"key": "call_back", "version": str(rows[0]["version"] if rows else 0)}


async def _a_settings_version(_: Place) -> Names:
    rows = await storage.fetch("SELECT version FROM complaint_entry WHERE id = 'settings/settings'")
    return {"version": str(rows[0]["version"] if rows else 0)}


async def _a_new_category(place: Place) -> Names:
    return {"key": f"example_{place.number}"}


EXAMPLES: Examples = {
    ("GET", "/api/complaints"): Example(subject=_numbered, shows=by_number),
    ("POST", "/api/complaints"): Example(body=an_intake, hidden=frozenset({422})),
    ("GET", "/api/complaints/queue"): Example(subject=_numbered, shows=by_number),
    ("GET", "/api/complaints/call-backs"): Example(subject=a_late_reply, shows=by_number),
    ("GET", "/api/complaints/{id:uuid}"): Example(subject=_numbered),
    ("GET", "/api/complaints/{id:uuid}/receipt.pdf"): Example(subject=_numbered),
    ("GET", "/api/complaints/ledger.xlsx"): Example(unscoped=True, subject=_numbered),
    ("POST", "/api/complaints/{id:uuid}/assessment"): a_step(RECEIVED, category="noise"),
    ("POST", "/api/complaints/{id:uuid}/classification"): a_step(DISPATCHED, urgency="urgent", reason="多户"),
    ("POST", "/api/complaints/{id:uuid}/dispatch"): a_step(_in_status("assessed")),
    ("POST", "/api/complaints/{id:uuid}/claim"): a_step(DISPATCHED),
    ("POST", "/api/complaints/{id:uuid}/acknowledgement"): a_step(DISPATCHED),
    ("POST", "/api/complaints/{id:uuid}/return"): a_step(DISPATCHED, reason="不归我管"),
    ("POST", "/api/complaints/{id:uuid}/rerouting"): a_step(HANDLING, reason="交班"),
    ("POST", "/api/complaints/{id:uuid}/pause"): a_step(HANDLING, reason="用户外出", hours=2),
    ("POST", "/api/complaints/{id:uuid}/resumption"): a_step(_in_status("paused")),
    ("POST", "/api/complaints/{id:uuid}/interim-reply"): a_step(HANDLING, text="更换", promised_on="2999-01-01"),
    ("POST", "/api/complaints/{id:uuid}/resolution"): a_step(HANDLING, done="排气", indoor_c=20),
    ("POST", "/api/complaints/{id:uuid}/verification"): a_step(
        a_resolved_one, passed=True, method="on_site", note="已热", indoor_c=20, position=SITE
    ),
    ("POST", "/api/complaints/{id:uuid}/reply"): a_step(_in_status("verified"), **A_REPLY),
    ("POST", "/api/complaints/{id:uuid}/reply-review"): a_step(a_drafted_one, approved=True),
    ("POST", "/api/complaints/{id:uuid}/rating"): a_step(a_replied_one, solved=True, score=5),
    ("POST", "/api/complaints/{id:uuid}/call-back"): a_step(a_replied_one),
    ("POST", "/api/complaints/{id:uuid}/reopening"): a_step(CLOSED, reason="仍不热"),
    ("POST", "/api/complaints/{id:uuid}/note"): a_step(HANDLING, text="已联系"),
    ("GET", "/api/complaint-categories"): Example(unscoped=True),
    ("PUT", "/api/complaint-categories/{key}"): Example(
        unscoped=True, subject=_a_new_category, body=lambda _, names: {**A_CATEGORY, "key": names["key"]}
    ),
    ("GET", "/api/complaint-policies"): Example(unscoped=True),
    ("PUT", "/api/complaint-policies/{key}"): Example(
        unscoped=True, subject=_a_policy_version, body=lambda _, names: {**A_POLICY, "version": int(names["version"])}
    ),
    ("GET", "/api/complaint-settings"): Example(unscoped=True),
    ("PUT", "/api/complaint-settings"): Example(
        unscoped=True, subject=_a_settings_version, body=lambda _, names: {"version": int(names["version"])}
    ),
}
