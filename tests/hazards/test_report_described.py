"""POST /api/hazards with a code and a structured description"""

from typing import Any

import httpx2
import pytest

from tests.hazards.test_report_hazard import a_report
from tests.inspections.world import World

PICKED = {"code": "circulating_pump", "part": "shaft_seal", "defect": "leaks", "degree": "drops"}


async def test_it_refuses_codes_and_phrases_that_never_were(world: World, bob: httpx2.AsyncClient) -> None:
    wrong = a_report(world, code="nothing", described={**PICKED, "code": "none", "part": "leaks"})
    answer = await bob.post("/api/hazards", json=wrong)
    assert answer.status_code == 422
    assert {(error["pointer"], error["code"]) for error in answer.json()["errors"]} == {
        ("/code", "code.unknown"),
        ("/described/code", "code.unknown"),
        ("/described/part", "phrase.unknown"),
    }


async def test_the_sentence_is_its_title_in_both_languages(world: World, bob: httpx2.AsyncClient) -> None:
    report = a_report(world, code="circulating_pump", described=PICKED, title="轴封渗漏，呈滴状")
    answer = await bob.post("/api/hazards", json=report)
    assert answer.status_code == 201, answer.text
    shown = answer.json()
    assert (shown["title"], shown["title_en"]) == ("轴封渗漏，呈滴状", "The shaft seal leaks, drop by drop")
    assert (shown["code"], shown["described"]) == ("circulating_pump", PICKED)


@pytest.mark.parametrize("changes", [{"in_force": False}, {"parts": ["bearing"]}])
async def test_a_phone_that_had_the_older_catalogue_loses_nothing(
    world: World, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, changes: dict[str, Any]
) -> None:
    row = (await alice.get("/api/hazard-codes/circulating_pump")).json()
    added = {"kind", "time_limit", "time_limit_in_season", "search", "changed_at", "changed_by", "sort"}
    body = {key: value for key, value in row.items() if key not in added} | changes
    assert (await alice.put("/api/hazard-codes/circulating_pump", json=body)).status_code == 200
    report = a_report(world, code="circulating_pump", described=PICKED)
    assert (await bob.post("/api/hazards", json=report)).status_code == 201
