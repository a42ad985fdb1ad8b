"""GET and POST /api/seasons, PATCH /api/seasons/{id}"""

import asyncio
from datetime import date
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from heating.lib.ids import new_id
from heating.registry.kind_queries import season_of
from heating.registry.seasons import usual_plan
from tests.cast import JUHE, XINGHUALING, SignIn
from tests.registry.conftest import as_json, changes_of, entries, wrong

PLAN: dict[str, Any] = {key: value for key, value in as_json(usual_plan(2026)).items() if key != "area"}


async def test_it_refuses_all_but_administrators(sign_in: SignIn) -> None:
    for role in ("company_manager", "city_leader", "crew_member"):
        client = await sign_in(role)
        assert (await client.post("/api/seasons", json=PLAN)).status_code == 403
        assert (await client.patch(f"/api/seasons/{uuid4()}", json={"version": 1})).status_code == 403
        assert (await client.get("/api/seasons")).json() == []


async def test_it_names_every_wrong_day_at_once(alice: httpx2.AsyncClient) -> None:
    gates = {**PLAN["gates"], "inspected": "2026-03-01", "cold_run": "2026-09-01", "at_temperature": "2027-05-01"}
    strange = {"ends_on": "2026-10-31", "preparation_starts_on": "2026-11-02", "gates": gates, "area": "taiyuan/x/"}
    found = wrong(await alice.post("/api/seasons", json={**PLAN, **strange}))
    assert {"/ends_on", "/preparation_starts_on", "/gates/inspected", "/area"} <= {pointer for pointer, _ in found}
    assert wrong(await alice.post("/api/seasons", json={**PLAN, "gates": gates})) == {
        ("/gates/inspected", "season.gate_order"),
        ("/gates/cold_run", "season.gate_order"),
        ("/gates/at_temperature", "season.gate_late"),
    }


async def test_it_refuses_an_id_with_other_content(alice: httpx2.AsyncClient) -> None:
    first = {**PLAN, "id": str(new_id())}
    answers = [await alice.post("/api/seasons", json=first) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    other = await alice.post("/api/seasons", json={**first, "name": "另一个"})
    assert (other.status_code, other.json()["code"]) == (409, "registry.id_taken")
    assert len((await alice.get("/api/seasons")).json()) == 1


async def test_the_same_sent_again_answers_the_season_as_it_is_now(alice: httpx2.AsyncClient) -> None:
    first = {**PLAN, "id": str(new_id())}
    await alice.post("/api/seasons", json=first)
    change = {"version": 1, "starts_on": "2026-10-28"}
    changed = (await alice.patch(f"/api/seasons/{first['id']}", json=change)).json()
    again = await alice.post("/api/seasons", json=first)
    assert (again.status_code, again.json()) == (201, changed)
    edited = await alice.post("/api/seasons", json={**first, "starts_on": "2026-10-28"})
    assert (edited.status_code, edited.json()["code"]) == (409, "registry.id_taken")


async def test_the_same_sent_twice_at_once_is_one_season(alice: httpx2.AsyncClient) -> None:
    first = {**PLAN, "id": str(new_id())}
    answers = await asyncio.gather(*(alice.post("/api/seasons", json=first) for _ in range(4)))
    assert [answer.status_code for answer in answers] == [201] * 4
    assert len((await alice.get("/api/seasons")).json()) == 1


async def test_it_refuses_changes_of_older_versions_and_unknown_seasons(alice: httpx2.AsyncClient) -> None:
    season = (await alice.post("/api/seasons", json=PLAN)).json()
    assert (await alice.patch(f"/api/seasons/{uuid4()}", json={"version": 1})).status_code == 404
    assert (await alice.patch(f"/api/seasons/{season['id']}", json={"version": 2, "name": "x"})).status_code == 409
    wrong_end = {"version": 1, "ends_on": "2026-10-01"}
    assert ("/ends_on", "season.order") in wrong(await alice.patch(f"/api/seasons/{season['id']}", json=wrong_end))


async def test_it_changes_what_is_given_and_tells(alice: httpx2.AsyncClient, sign_in: SignIn) -> None:
    season = (await alice.post("/api/seasons", json=PLAN)).json()
    changed = (await alice.patch(f"/api/seasons/{season['id']}", json={"version": 1, "starts_on": "2026-10-28"})).json()
    assert changed == {**season, "starts_on": "2026-10-28", "version": 2}
    same = await alice.patch(f"/api/seasons/{season['id']}", json={"version": 2, "starts_on": "2026-10-28"})
    assert same.json()["version"] == 2
    assert [entry.action for entry in await entries(season["id"])] == ["season.created", "season.changed"]
    assert await changes_of(season["id"]) == [("upsert", "", "")] * 2
    assert (await (await sign_in("crew_member")).get("/api/seasons")).json() == [changed]


async def test_those_that_start_together_stay_in_one_order(alice: httpx2.AsyncClient) -> None:
    """Else another of them were in force after each change."""
    seasons = [(await alice.post("/api/seasons", json={**PLAN, "name": name})).json() for name in "一二三"]
    in_order = sorted(season["id"] for season in seasons)
    for id in in_order:
        assert (await alice.patch(f"/api/seasons/{id}", json={"version": 1, "name": "改名"})).status_code == 200
        assert [season["id"] for season in (await alice.get("/api/seasons")).json()] == in_order


async def test_an_areas_own_season_goes_before_the_citys(alice: httpx2.AsyncClient) -> None:
    await alice.post("/api/seasons", json=PLAN)
    own = {**PLAN, "name": "杏花岭", "area": XINGHUALING, "starts_on": "2026-10-25"}
    assert (await alice.post("/api/seasons", json=own)).status_code == 201
    here, elsewhere = await season_of(date(2026, 9, 1), JUHE), await season_of(date(2026, 9, 1), "taiyuan/wanbolin/")
    assert here is not None
    assert elsewhere is not None
    assert (here.name, elsewhere.name) == ("杏花岭", PLAN["name"])


@pytest.mark.parametrize("change", [{"starts_on": "01.11.2026"}, {"gates": {}}, {"name": ""}, {"area": "Taiyuan"}])
async def test_it_refuses_wrong_values(alice: httpx2.AsyncClient, change: dict[str, Any]) -> None:
    assert (await alice.post("/api/seasons", json={**PLAN, **change})).status_code == 422
