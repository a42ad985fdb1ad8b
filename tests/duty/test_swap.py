from typing import Any

import pytest

from heating.lib.ids import new_id
from tests.duty.rosters import at
from tests.duty.serving import Serving, code, watch


async def asked(serving: Serving, **more: Any) -> str:
    """Ann asks Dan to take her watch of the second day."""
    body = watch(at(2), asked=str(serving.world.id("dan")), reason="家里有事", **more)
    answer = await serving.post("ann", at(1), "/swaps", body)
    assert answer.status_code == 201, answer.text
    id: str = answer.json()["id"]
    return id


async def test_nobody_gives_away_anothers_watch(serving: Serving) -> None:
    body = watch(at(1, 12), asked=str(serving.world.id("dan")))
    assert code(await serving.post("ann", at(1), "/swaps", body)) == (404, "duty.not_found")


async def test_it_is_not_with_oneself_nor_for_a_watch_that_is_over(serving: Serving) -> None:
    own = watch(at(2), asked=str(serving.world.id("ann")))
    assert code(await serving.post("ann", at(1), "/swaps", own)) == (422, "http.invalid")
    late = watch(at(1), asked=str(serving.world.id("dan")))
    assert code(await serving.post("ann", at(1, 13), "/swaps", late)) == (409, "duty.over")


async def test_the_watch_in_return_must_be_the_others(serving: Serving) -> None:
    body = watch(at(2), asked=str(serving.world.id("ben")), return_starts_at=at(2).isoformat())
    answer = await serving.post("ann", at(1), "/swaps", body)
    assert answer.json()["errors"][0]["pointer"] == "/return_starts_at"


async def test_nobody_is_asked_to_be_in_two_places(serving: Serving) -> None:
    """Mary leads on the first day and cannot be officer as well."""
    body = watch(at(1), asked=str(serving.world.id("mary")))
    answer = await serving.post("ann", at(1), "/swaps", body)
    assert code(answer) == (422, "duty.faults")
    assert "同时" in answer.json()["errors"][0]["detail"]


async def test_only_the_one_who_was_asked_answers(serving: Serving) -> None:
    id = await asked(serving)
    for who in ("ann", "ben", "mary"):
        for answer in ("acceptance", "refusal"):
            assert (await serving.post(who, at(1), f"/swaps/{id}/{answer}")).status_code == 404
    assert (await serving.send("DELETE", "dan", at(1), f"/swaps/{id}")).status_code == 404


@pytest.mark.parametrize(("way", "who"), [("refusal", "dan"), ("", "ann")])
async def test_what_was_settled_stays(serving: Serving, way: str, who: str) -> None:
    id = await asked(serving)
    path = f"/swaps/{id}/{way}" if way else f"/swaps/{id}"
    method = "POST" if way else "DELETE"
    for _ in range(2):
        assert (await serving.send(method, who, at(1), path, {} if way else None)).status_code == 204
    assert code(await serving.post("dan", at(1), f"/swaps/{id}/acceptance")) == (409, "duty.answered")
    assert await serving.on_duty(at(2, 1)) == ["Ann", "Lee"]


async def test_accepted_the_other_is_on_duty(serving: Serving) -> None:
    id = await asked(serving)
    assert await serving.told("swap.asked") == ["dan"]
    assert await serving.on_duty(at(2, 1)) == ["Ann", "Lee"]
    for _ in range(2):
        assert (await serving.post("dan", at(1, 2), f"/swaps/{id}/acceptance", {"text": "好"})).status_code == 204
    assert await serving.on_duty(at(2, 1)) == ["Dan", "Lee"]
    assert await serving.on_duty(at(2, 13)) == ["Ben", "Lee"]
    assert await serving.told("swap.accepted") == ["ann"]
    (swap,) = (await serving.own("ann", at(1, 3)))["swaps"]
    assert (swap["status"], swap["answer"], swap["asked"]["name"]) == ("accepted", "好", "Dan")


async def test_both_watches_change_hands(serving: Serving) -> None:
    body = watch(at(2), asked=str(serving.world.id("ben")), return_starts_at=at(3, 12).isoformat())
    id = (await serving.post("ann", at(1), "/swaps", body)).json()["id"]
    assert (await serving.post("ben", at(1), f"/swaps/{id}/acceptance")).status_code == 204
    assert [await serving.on_duty(at(*when)) for when in ((2, 1), (2, 13), (3, 1), (3, 13))] == [
        ["Ben", "Lee"], ["Ben", "Lee"], ["Ann", "Mary"], ["Ann", "Mary"]
    ]  # fmt: skip


async def test_a_roster_published_meanwhile_lets_it_lapse(serving: Serving) -> None:
    id = await asked(serving)
    await serving.world.publish(serving.world.plan(officers=["ben", "dan"]), when=at(1, 1))
    assert code(await serving.post("dan", at(1, 2), f"/swaps/{id}/acceptance")) == (409, "duty.swap_lapsed")


async def test_what_was_agreed_stays_when_the_roster_is_published_anew(serving: Serving) -> None:
    id = await asked(serving)
    await serving.post("dan", at(1, 1), f"/swaps/{id}/acceptance")
    await serving.world.publish(serving.world.plan(), when=at(1, 2))
    assert await serving.on_duty(at(2, 1)) == ["Dan", "Lee"]


async def test_an_id_is_used_once(serving: Serving) -> None:
    id = str(new_id())
    body: dict[str, Any] = watch(at(2), asked=str(serving.world.id("dan"))) | {"id": id}
    for _ in range(2):
        assert (await serving.post("ann", at(1), "/swaps", body)).status_code == 201
    assert code(await serving.post("ann", at(1), "/swaps", {**body, "reason": "别的"})) == (409, "duty.id_taken")


async def test_those_of_one_moment_have_an_order(serving: Serving) -> None:
    first, second = sorted(str(new_id()) for _ in range(2))
    for id, day in ((first, 2), (second, 3)):
        body = watch(at(day), asked=str(serving.world.id("dan")), id=id)
        assert (await serving.post("ann", at(1), "/swaps", body)).status_code == 201
    assert [one["id"] for one in (await serving.own("dan", at(1)))["swaps"]] == [second, first]
