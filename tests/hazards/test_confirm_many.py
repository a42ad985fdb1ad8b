from typing import Any

from heating.hazards.rules import Status
from heating.lib.ids import new_id
from tests.cast import CREW_A
from tests.hazards.living import Life, refused
from tests.hazards.test_report_hazard import a_report


async def an_item(life: Life, hazard: str, **others: Any) -> dict[str, Any]:
    body = {"grade": "general", "organization": CREW_A, "responsible": life.person("bob"), "version": 1}
    return {"hazard": hazard, **body, **others}


async def test_it_is_for_those_who_confirm(life: Life) -> None:
    items = [await an_item(life, life.id)]
    assert refused(await life.ask("max", "/api/hazards/confirmations", {"items": items})) == (403, "accounts.forbidden")


async def test_each_is_confirmed_by_itself(life: Life) -> None:
    second = (await life.ask("bob", "/api/hazards", a_report(life.world))).json()["id"]
    third = (await life.ask("bob", "/api/hazards", a_report(life.world))).json()["id"]
    items = [
        await an_item(life, life.id, version=7),
        await an_item(life, second),
        await an_item(life, third, responsible=life.person("carl")),
        await an_item(life, str(new_id())),
    ]
    answer = await life.ask("sue", "/api/hazards/confirmations", {"items": items})
    assert answer.status_code == 200
    told = [
        (one["hazard"], one["outcome"], one["problem"] and one["problem"]["code"]) for one in answer.json()["items"]
    ]
    assert told == [
        (life.id, "refused", "hazard.version_conflict"),
        (second, "confirmed", None),
        (third, "refused", "hazard.step_invalid"),
        (items[3]["hazard"], "refused", "hazard.not_found"),
    ]
    assert (await life.as_it_is()).status is Status.REPORTED


async def test_none_is_confirmed_twice(life: Life) -> None:
    items = [await an_item(life, life.id)] * 2
    answer = await life.ask("sue", "/api/hazards/confirmations", {"items": items})
    assert [one["outcome"] for one in answer.json()["items"]] == ["confirmed", "refused"]


async def test_more_than_a_page_is_refused(life: Life) -> None:
    items = [await an_item(life, life.id)] * 201
    assert (await life.ask("sue", "/api/hazards/confirmations", {"items": items})).status_code == 422
