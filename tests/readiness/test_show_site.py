"""GET /api/readiness/sites/{id}: the single record behind each number."""

from typing import Any
from uuid import uuid4

import httpx2

from heating.hazards.rules import Grade
from tests.readiness.world import World, noon


async def shown(client: httpx2.AsyncClient, site: object) -> dict[str, Any]:
    answer = await client.get(f"/api/readiness/sites/{site}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_it_refuses_crew_members_and_hides_other_companies(
    world: World, bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient, alice: httpx2.AsyncClient
) -> None:
    await world.assess(noon(6, 1))
    assert (await bob.get(f"/api/readiness/sites/{world.mine}")).status_code == 403
    assert (await charlie.get(f"/api/readiness/sites/{world.mine}")).status_code == 404
    assert (await alice.get(f"/api/readiness/sites/{uuid4()}")).json()["code"] == "readiness.not_found"


async def test_it_leads_from_each_gate_to_its_inspection(world: World, alice: httpx2.AsyncClient) -> None:
    last = await world.make_ready()
    await world.assess(noon(9, 20))
    found = await shown(alice, world.mine)
    filled = next(gate for gate in found["gates"] if gate["gate"] == "filled")
    assert filled == {
        "gate": "filled",
        "status": "passed",
        "due": "2026-09-30",
        "passed_on": "2026-09-10",
        "evidence": {"inspection": str(last), "asset": str(world.station), "item": "filled", "hazard": None},
        "missing": 0,
    }
    inspection = await alice.get(f"/api/inspections/{filled['evidence']['inspection']}")
    assert inspection.status_code == 200


async def test_it_lists_assets_with_their_last_inspection(world: World, alice: httpx2.AsyncClient) -> None:
    inspection = await world.inspect(world.pump, noon(8, 1), failing=frozenset({"seal"}))
    await world.assess(noon(8, 2))
    by_code = {asset["code"]: asset for asset in (await shown(alice, world.mine))["assets"]}
    assert by_code["S1-P"] == {
        "id": str(world.pump),
        "code": "S1-P",
        "name": "S1-P",
        "name_en": "",
        "kind": "pump",
        "inspection": str(inspection),
        "at": "2026-08-01T04:00:00Z",
        "outcome": "failed",
        "failing": ["seal"],
    }
    assert by_code["S1-R"]["inspection"] is None


async def test_it_does_not_show_an_inspection_of_last_season(world: World, alice: httpx2.AsyncClient) -> None:
    await world.inspect(world.pump, noon(3, 1))
    await world.assess(noon(6, 1))
    by_code = {asset["code"]: asset for asset in (await shown(alice, world.mine))["assets"]}
    assert by_code["S1-P"]["inspection"] is None


async def test_it_lists_open_hazards_gravest_first(world: World, alice: httpx2.AsyncClient) -> None:
    await world.report(world.mine, Grade.MAJOR, noon(8, 1))
    await world.report(world.mine, Grade.GENERAL, noon(8, 2))
    await world.assess(noon(8, 3))
    found = await shown(alice, world.mine)
    assert [hazard["grade"] for hazard in found["hazards"]] == ["major", "general"]
    planned = next(gate for gate in found["gates"] if gate["gate"] == "hazards_planned")
    assert planned["evidence"]["hazard"] == found["hazards"][0]["id"]
    assert [reason["code"] for reason in found["blockers"]] == ["major_hazard", "plan_missing"]
