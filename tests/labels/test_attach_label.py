"""POST /api/labels/{code}/attachment"""

import asyncio
from uuid import UUID, uuid4

import httpx2
import pytest

from heating.labels.codes import new_code, with_hyphen
from heating.labels.queries import LabelRecord
from tests.cast import CREW_A, JUHE, Cast, SignIn
from tests.labels.conftest import issued
from tests.registry.conftest import Registry, changes_of, entries, last_change


def path(code: str) -> str:
    return f"/api/labels/{code}/attachment"


def on(asset: UUID) -> dict[str, str]:
    return {"asset": str(asset)}


@pytest.mark.parametrize("role", ["duty_officer", "district_officer", "city_leader", "auditor"])
async def test_it_refuses_who_does_not_work_on_assets(
    sign_in: SignIn, blank: LabelRecord, asset: UUID, role: str
) -> None:
    assert (await (await sign_in(role)).post(path(blank.code), json=on(asset))).status_code == 403


async def test_it_refuses_codes_that_are_none(bob: httpx2.AsyncClient, blank: LabelRecord, asset: UUID) -> None:
    slip = blank.code[:-1] + ("0" if blank.code[-1] != "0" else "1")
    for code, status, problem in (
        (slip, 422, "label.mistyped"),
        ("ABC", 422, "label.mistyped"),
        ("一二三四五六", 422, "label.not_a_label"),
        (new_code(), 404, "label.unknown"),
    ):
        answer = await bob.post(path(code), json=on(asset))
        assert (answer.status_code, answer.json()["code"]) == (status, problem), code


async def test_it_refuses_assets_of_others_and_retired_ones(
    bob: httpx2.AsyncClient, alice: httpx2.AsyncClient, blank: LabelRecord, asset: UUID, far_asset: UUID
) -> None:
    for other in (far_asset, uuid4()):
        assert (await bob.post(path(blank.code), json=on(other))).status_code == 404
    await alice.post(f"/api/assets/{asset}/retirement", json={"version": 1, "reason": "x"})
    assert (await bob.post(path(blank.code), json=on(asset))).json()["code"] == "registry.retired"
    assert (await bob.get(f"/api/labels/{blank.code}")).json()["label"]["state"] == "blank"


async def test_it_refuses_a_label_that_is_elsewhere(
    bob: httpx2.AsyncClient, registry: Registry, label: LabelRecord, far_label: LabelRecord, asset: UUID
) -> None:
    site = await registry.site(code="S-2")
    other = await registry.asset(site)
    answer = await bob.post(path(label.code), json=on(other))
    assert (answer.status_code, answer.json()["code"]) == (409, "label.attached_elsewhere")
    assert "1号循环泵" in answer.json()["detail"]
    assert (await bob.post(path(far_label.code), json=on(asset))).status_code == 404


@pytest.mark.parametrize("lost", [True, False])
async def test_it_never_attaches_an_ended_label(
    bob: httpx2.AsyncClient, alice: httpx2.AsyncClient, blank: LabelRecord, asset: UUID, lost: bool
) -> None:
    await alice.post(f"/api/labels/{blank.code}/retirement", json={"reason": "x", "lost": lost})
    answer = await bob.post(path(blank.code), json=on(asset))
    assert (answer.status_code, answer.json()["code"]) == (409, "label.wrong_state")
    assert ("遗失" if lost else "已停用") in answer.json()["detail"]


async def test_it_attaches_on_the_spot(bob: httpx2.AsyncClient, cast: Cast, blank: LabelRecord, asset: UUID) -> None:
    seq = await last_change()
    answer = await bob.post(path(with_hyphen(blank.short_code).lower()), json=on(asset))
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["label"]["state"], found["label"]["asset"]) == ("attached", str(asset))
    assert found["label"]["attached_by"]["id"] == str(cast.users["bob"].id)
    assert (found["asset"]["code"], found["site"]["code"]) == ("P-1", "S-1")
    assert await changes_of(blank.id, seq) == [("upsert", CREW_A, JUHE)]
    attached = (await entries(blank.id))[-1]
    assert (attached.action, attached.actor_name, attached.detail["asset"]) == ("label.attached", "Bob", str(asset))
    assert (attached.organization, attached.area) == (CREW_A, JUHE)


async def test_again_is_harmless(bob: httpx2.AsyncClient, blank: LabelRecord, asset: UUID) -> None:
    first = await bob.post(path(blank.code), json=on(asset))
    seq = await last_change()
    again = await bob.post(path(blank.code), json=on(asset))
    assert (again.status_code, again.json()) == (200, first.json())
    assert (len(await entries(blank.id)), await last_change()) == (2, seq)


async def test_of_two_assets_at_once_one_gets_the_label(
    bob: httpx2.AsyncClient, registry: Registry, blank: LabelRecord, asset: UUID
) -> None:
    other = await registry.asset(await registry.site(code="S-2"))
    answers = await asyncio.gather(
        *(bob.post(path(blank.code), json=on(each)) for each in (asset, other, asset, other))
    )
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200, 200, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"label.attached_elsewhere"}


async def test_blank_labels_of_another_company_may_be_used(bob: httpx2.AsyncClient, asset: UUID) -> None:
    """Who found a box of labels in the storeroom need not ask whose they are."""
    (theirs,) = await issued(count=1, organization="taiyuan/heat-two/")
    found = (await bob.post(path(theirs.code), json=on(asset))).json()
    assert found["label"]["organization"] == CREW_A


async def test_an_asset_may_have_several_labels(bob: httpx2.AsyncClient, label: LabelRecord, asset: UUID) -> None:
    (another,) = await issued(count=1)
    assert (await bob.post(path(another.code), json=on(asset))).status_code == 200
    listed = (await bob.get("/api/labels", params={"asset": str(asset)})).json()["items"]
    assert {item["code"] for item in listed} == {label.code, another.code}
