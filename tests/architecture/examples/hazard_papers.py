"""The catalogue of codes and policies, supervision letters, and what is taken out of the ledger of hazards."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import system_actor
from heating.hazards import letter_actions, policies_queries
from heating.hazards.actions import Reporting, report
from heating.hazards.letter_schemas import NewLetter, NewReply
from heating.hazards.schemas import HazardReport
from heating.lib import clock
from heating.lib.ids import new_id
from tests.architecture.examples import Example, Examples, Names, Place
from tests.architecture.examples.inspecting import a_pump, a_report, a_reported_hazard

ZONE = ZoneInfo("Asia/Shanghai")
WORDS = {"zh": "名称", "en": "Name"}


async def a_key(place: Place) -> Names:
    return {"key": f"own_{place.number}", "number": f"51{place.number % 80 + 20}"}


async def a_built_in_class(_: Place) -> Names:
    return {"key": "environment"}


async def a_built_in_code(_: Place) -> Names:
    return {"key": "chamber_cover"}


async def a_built_in_phrase(_: Place) -> Names:
    return {"key": "leaks"}


async def a_policy(_: Place) -> Names:
    return {"key": "verify", "version": str((await policies_queries.policy_row("verify")).version)}


def class_body(place: Place, names: Names) -> Any:
    number = str(60 + place.number % 40)  # no built-in class has one of these
    return {"key": names["key"], "kind": "event", "number": number, "name": WORDS, "version": 0}


def code_body(_: Place, names: Names) -> Any:
    texts = dict.fromkeys(("name", "definition", "filing", "closing"), WORDS)
    return {"key": names["key"], "code_class": "leak_and_burst", "number": names["number"], "grade": "minor"} | (
        texts | {"version": 0}
    )


def phrase_body(_: Place, names: Names) -> Any:
    return {"key": names["key"], "role": "part", "name": WORDS, "version": 0}


def policy_body(_: Place, names: Names) -> Any:
    rules = [{"amount": {"n": 1, "unit": "hours"}}]
    return {"key": names["key"], "name": WORDS, "basis": WORDS, "rules": rules, "version": int(names["version"])}


def letter_body(place: Place, _: Names) -> dict[str, Any]:
    return {
        "number": f"督〔2026〕{place.number}号",
        "title": "督办",
        "text": "请整改。",
        "leader": "王副市长",
        "organization": place.organization,
        "due_on": str((clock.now() + timedelta(days=9)).date()),
    }


async def a_letter(place: Place) -> Names:
    hazard = await a_reported_hazard(place)
    body = letter_body(place, {}) | {"hazards": [hazard["id"]]}
    letter = await letter_actions.issue(system_actor(), msgspec.convert(body, NewLetter), ZONE)
    return {"id": str(letter), "number": body["number"]}


async def a_letter_with_a_reply(place: Place) -> Names:
    names = await a_letter(place)
    await letter_actions.reply(system_actor(), UUID(names["id"]), NewReply(text="已安排整改。"))
    return names


async def a_report_of_someone(place: Place) -> Names:
    by = msgspec.structs.replace(system_actor(), id=place.person_id)
    payload, now = msgspec.convert(a_report(await a_pump(place)), HazardReport), clock.now()
    async with storage.transaction():
        await report([Reporting(by, payload, now, now)], ZONE)
    return {"id": str(new_id()), "person": str(place.person_id)}


EXAMPLES: Examples = {
    ("GET", "/api/hazard-codes"): Example(unscoped=True),
    ("GET", "/api/hazard-codes/{key}"): Example(subject=a_built_in_code, unscoped=True),
    ("PUT", "/api/hazard-codes/{key}"): Example(subject=a_key, body=code_body, unscoped=True),
    ("GET", "/api/hazard-codes/{key}/changes"): Example(subject=a_built_in_code, unscoped=True),
    ("GET", "/api/hazard-classes"): Example(unscoped=True),
    ("PUT", "/api/hazard-classes/{key}"): Example(subject=a_key, body=class_body, unscoped=True),
    ("GET", "/api/hazard-classes/{key}/changes"): Example(subject=a_built_in_class, unscoped=True),
    ("GET", "/api/hazard-phrases"): Example(unscoped=True),
    ("PUT", "/api/hazard-phrases/{key}"): Example(subject=a_key, body=phrase_body, unscoped=True),
    ("GET", "/api/hazard-phrases/{key}/changes"): Example(subject=a_built_in_phrase, unscoped=True),
    ("GET", "/api/deadline-policies"): Example(unscoped=True),
    ("PUT", "/api/deadline-policies/{key}"): Example(subject=a_policy, body=policy_body, unscoped=True),
    ("GET", "/api/deadline-policies/{key}/changes"): Example(subject=a_policy, unscoped=True),
    ("GET", "/api/supervision-letters"): Example(subject=a_letter, shows=lambda _, names: names["number"]),
    ("POST", "/api/supervision-letters"): Example(body=letter_body, tree="organizations", hidden=frozenset({422})),
    ("GET", "/api/supervision-letters/{id:uuid}"): Example(subject=a_letter),
    ("POST", "/api/supervision-letters/{id:uuid}/reply"): Example(
        subject=a_letter, body=lambda _, __: {"text": "已整改。"}
    ),
    ("POST", "/api/supervision-letters/{id:uuid}/follow-ups"): Example(
        subject=a_letter_with_a_reply, body=lambda _, __: {"text": "已复查合格。"}
    ),
    ("GET", "/api/supervision-letters/{id:uuid}/letter.pdf"): Example(subject=a_letter),
    ("GET", "/api/hazards/statistics"): Example(subject=a_report_of_someone, shows=lambda _, names: names["person"]),
    ("GET", "/api/hazards/ledger.xlsx"): Example(subject=a_reported_hazard, unscoped=True),
    ("GET", "/api/hazards/{id:uuid}/notice.pdf"): Example(subject=a_reported_hazard),
}
"""The workbook is zipped, so what it shows cannot be looked for in its bytes; its own test opens it."""
