"""Two who take the same code, id or number at the same moment."""

import asyncio
from uuid import UUID

import httpx2
import pytest

from heating.lib.ids import new_id
from heating.lib.problems import Problem
from heating.registry.asset_actions import create_assets
from heating.registry.clashes import once_more
from heating.registry.schemas import NewAsset
from tests.registry.conftest import Registry, count


async def test_of_many_at_once_one_gets_the_code_and_the_others_are_told(alice: httpx2.AsyncClient, site: UUID) -> None:
    body = {"name": "泵", "kind": "pump", "site": str(site), "code": "P-7"}
    answers = await asyncio.gather(*(alice.post("/api/assets", json=body) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422, 422]
    codes = {error["code"] for answer in answers if answer.status_code == 422 for error in answer.json()["errors"]}
    assert codes == {"code.taken"}


async def test_everyone_gets_a_number_of_his_own(alice: httpx2.AsyncClient, site: UUID) -> None:
    body = {"name": "泵", "kind": "pump", "site": str(site)}
    answers = await asyncio.gather(*(alice.post("/api/assets", json=body) for _ in range(5)))
    assert sorted(answer.json()["code"] for answer in answers) == [f"BE-00000{n}" for n in range(1, 6)]


async def test_the_same_sent_twice_at_once_is_made_once(alice: httpx2.AsyncClient, site: UUID) -> None:
    body = {"name": "泵", "kind": "pump", "site": str(site), "id": str(new_id())}
    answers = await asyncio.gather(*(alice.post("/api/assets", json=body) for _ in range(4)))
    assert [answer.status_code for answer in answers] == [201] * 4
    assert await count("asset") == 1


async def test_of_two_changes_to_one_code_one_is_told(
    alice: httpx2.AsyncClient, registry: Registry, site: UUID
) -> None:
    assets = [await registry.asset(site) for _ in range(3)]
    answers = await asyncio.gather(
        *(alice.patch(f"/api/assets/{asset}", json={"version": 1, "code": "X"}) for asset in assets)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 422, 422]


async def test_of_two_changes_to_one_asset_one_is_told(alice: httpx2.AsyncClient, asset: UUID) -> None:
    answers = await asyncio.gather(
        *(alice.patch(f"/api/assets/{asset}", json={"version": 1, "name": f"泵{n}"}) for n in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]


async def test_what_clashes_again_is_a_conflict_of_its_own(registry: Registry, site: UUID) -> None:
    """Twice the same code within one batch can never be right."""
    twice = [NewAsset(name="泵", kind="pump", site=site, code="P-2") for _ in range(2)]
    with pytest.raises(Problem, match=r"registry\.taken_meanwhile") as caught:
        await create_assets(registry.cast.actor("alice"), twice)
    assert caught.value.status == 409
    assert await count("asset") == 0


async def test_it_runs_what_works_only_once() -> None:
    runs = []

    async def work() -> int:
        runs.append(1)
        return len(runs)

    assert await once_more(work) == 1
