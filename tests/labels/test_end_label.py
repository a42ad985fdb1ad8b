"""POST /api/labels/{code}/retirement"""

from typing import Any
from uuid import UUID

import httpx2
import pytest

from heating.labels.queries import LabelRecord
from tests.cast import CREW_A, JUHE, Cast, SignIn
from tests.registry.conftest import changes_of, entries, last_change
from tests.sync.mirror import Mirror


def path(label: LabelRecord) -> str:
    return f"/api/labels/{label.code}/retirement"


async def test_it_refuses_a_crew_member_and_others(
    bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient, label: LabelRecord, blank: LabelRecord
) -> None:
    assert (await bob.post(path(label), json={"reason": "褪色"})).status_code == 403
    for each in (label, blank):
        answer = await charlie.post(path(each), json={"reason": "褪色"})
        assert (answer.status_code, answer.json()["code"]) == (404, "label.unknown")


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": "x" * 201}, {"reason": "x", "lost": "yes"}])
async def test_it_refuses_without_a_reason(alice: httpx2.AsyncClient, label: LabelRecord, body: dict[str, Any]) -> None:
    assert (await alice.post(path(label), json=body)).status_code == 422


@pytest.mark.parametrize("lost", [True, False])
async def test_it_ends_only_once(alice: httpx2.AsyncClient, label: LabelRecord, lost: bool) -> None:
    assert (await alice.post(path(label), json={"reason": "一", "lost": lost})).status_code == 200
    again = await alice.post(path(label), json={"reason": "二", "lost": not lost})
    assert (again.status_code, again.json()["code"]) == (409, "label.wrong_state")
    shown = (await alice.get(f"/api/labels/{label.code}")).json()["label"]
    assert (shown["state"], shown["reason"]) == ("lost" if lost else "retired", "一")


async def test_it_tells_who_ended_it_and_why(sign_in: SignIn, label: LabelRecord, asset: UUID) -> None:
    officer = await sign_in("safety_officer")
    seq = await last_change()
    shown = (await officer.post(path(label), json={"reason": "被喷漆覆盖"})).json()
    assert (shown["state"], shown["asset"], shown["reason"]) == ("retired", str(asset), "被喷漆覆盖")
    assert shown["ended_at"] is not None
    ended = (await entries(label.id))[-1]
    assert (ended.action, ended.detail["reason"], ended.detail["asset"]) == ("label.retired", "被喷漆覆盖", str(asset))
    assert await changes_of(label.id, seq) == [("delete", CREW_A, JUHE)]


async def test_a_lost_label_leaves_the_phones(
    alice: httpx2.AsyncClient, cast: Cast, label: LabelRecord, far_label: LabelRecord
) -> None:
    phone = await Mirror(cast.actor("bob")).catch_up()
    assert phone.ids("label") == {str(label.id)}
    await alice.post(path(label), json={"reason": "掉了", "lost": True})
    await alice.post(path(far_label), json={"reason": "掉了", "lost": True})
    await phone.catch_up()
    assert phone.ids("label") == set()


async def test_a_blank_label_may_be_lost(alice: httpx2.AsyncClient, blank: LabelRecord) -> None:
    shown = (await alice.post(path(blank), json={"reason": "丢失", "lost": True})).json()
    assert (shown["state"], shown["asset"]) == ("lost", None)
