"""POST /api/labels"""

from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from heating.labels.codes import is_sound
from heating.labels.schemas import MOST_AT_ONCE
from tests.cast import CREW_A, CREW_B, CREW_C, JUHE, ONE, Cast, SignIn
from tests.registry.conftest import changes_of, count, entries, wrong

PATH = "/api/labels"


async def test_it_refuses_a_crew_member(bob: httpx2.AsyncClient) -> None:
    assert (await bob.post(PATH, json={"count": 1})).status_code == 403
    assert await count("label") == 0


@pytest.mark.parametrize(
    "body",
    [
        {"count": -1},
        {"count": MOST_AT_ONCE + 1},
        {"assets": ["x"]},
        {"count": 1, "batch": "x" * 201},
        {"count": 1, "organization": "Heat One"},
        {"count": 1, "colour": "red"},
    ],
)
async def test_it_refuses_wrong_values(alice: httpx2.AsyncClient, body: dict[str, Any]) -> None:
    assert (await alice.post(PATH, json=body)).status_code == 422


async def test_it_refuses_to_issue_nothing(alice: httpx2.AsyncClient) -> None:
    answer = await alice.post(PATH, json={"batch": "空"})
    assert (answer.status_code, answer.json()["code"]) == (422, "label.none_chosen")


async def test_it_refuses_assets_and_organizations_of_others(
    charlie: httpx2.AsyncClient, alice: httpx2.AsyncClient, asset: UUID
) -> None:
    for body in ({"assets": [str(asset)]}, {"assets": [str(uuid4())]}, {"count": 1, "organization": CREW_A}):
        assert (await charlie.post(PATH, json=body)).status_code == 404, body
    answer = await alice.post(PATH, json={"count": 1, "organization": f"{ONE}nowhere/"})
    assert wrong(answer) == {("/organization", "organization.unknown")}
    assert await count("label") == 0


async def test_it_refuses_retired_assets_and_then_issues_nothing_at_all(
    alice: httpx2.AsyncClient, asset: UUID, far_asset: UUID
) -> None:
    await alice.post(f"/api/assets/{asset}/retirement", json={"version": 1, "reason": "x"})
    answer = await alice.post(PATH, json={"assets": [str(far_asset), str(asset)]})
    assert (answer.status_code, answer.json()["code"]) == (409, "registry.retired")
    assert await count("label") == 0


async def test_it_issues_blank_labels(alice: httpx2.AsyncClient) -> None:
    answer = await alice.post(PATH, json={"count": 50, "batch": "秋检", "organization": ONE})
    assert answer.status_code == 201
    labels = answer.json()["items"]
    assert len({label["code"] for label in labels} | {label["short_code"] for label in labels}) == 100
    assert all(is_sound(label[key]) for label in labels for key in ("code", "short_code"))
    assert {len(label["code"]) for label in labels} == {10}
    first = labels[0]
    assert (first["state"], first["asset"], first["batch"], first["organization"]) == ("blank", None, "秋检", ONE)
    assert [entry.action for entry in await entries(first["id"])] == ["label.issued"]
    assert await changes_of(first["id"]) == []


async def test_blank_labels_are_the_issuers_own_unless_said_otherwise(sign_in: SignIn) -> None:
    officer = await sign_in("safety_officer", ONE, JUHE)
    for given, expected in (({}, ONE), ({"organization": CREW_B}, CREW_B)):
        answer = await officer.post(PATH, json={"count": 1, **given})
        (label,) = answer.json()["items"]
        assert (label["organization"], label["area"]) == (expected, JUHE)
    assert (await officer.post(PATH, json={"count": 1, "organization": CREW_C})).status_code == 404


async def test_it_issues_for_assets_and_attaches_at_once(
    alice: httpx2.AsyncClient, cast: Cast, asset: UUID, far_asset: UUID
) -> None:
    body = {"assets": [str(asset), str(far_asset), str(asset)], "count": 1}
    labels = (await alice.post(PATH, json=body)).json()["items"]
    assert [label["asset"] for label in labels] == [str(asset), str(far_asset), None]
    first = labels[0]
    assert (first["state"], first["organization"], first["area"]) == ("attached", CREW_A, JUHE)
    assert first["attached_to"]["name"] == "1号循环泵"
    assert first["attached_to"]["site_name"] == "和平路热力站"
    assert first["attached_by"] == {"id": str(cast.users["alice"].id), "name": "Alice"}
    assert await changes_of(first["id"]) == [("upsert", CREW_A, JUHE)]
    assert (await entries(first["id"]))[0].detail["asset"] == str(asset)


async def test_two_batches_never_share_a_code(alice: httpx2.AsyncClient) -> None:
    answers = [await alice.post(PATH, json={"count": MOST_AT_ONCE}) for _ in range(2)]
    shorts = [label["short_code"] for answer in answers for label in answer.json()["items"]]
    assert len(set(shorts)) == 2 * MOST_AT_ONCE
