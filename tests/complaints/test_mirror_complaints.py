"""Complaints on phones: of those who have to act on them, and of their crew."""

from heating.complaints.mirroring import mirror_complaints
from tests.complaints.living import Life


async def held(life: Life, who: str) -> list[str]:
    return list(await mirror_complaints(life.world.actor(who)))


async def test_only_who_has_to_do_with_it_holds_it(life: Life) -> None:
    await life.step("cora", "rerouting", officer=life.person("dora"), reason="值班")
    for who, holds in (("bob", True), ("ben", True), ("dora", True), ("carl", False), ("dean", False), ("max", False)):
        assert await held(life, who) == ([life.id] if holds else []), who


async def test_it_says_what_to_do_and_nothing_of_who_called_nor_of_the_door(line: Life) -> None:
    await line.begin(caller={"name": "王小明", "phone": "13812345678"})
    row = (await mirror_complaints(line.world.actor("bob")))[line.id]
    assert (row["category"], row["status"]) == ("low_temperature", "dispatched")
    assert row["address"] == row["building"].name
    assert not {"text", "unit", "room"} & set(row)
    for secret in ("王小明", "1381234", "暖气不热", "501"):
        assert not [name for name, value in row.items() if name not in ("id", "number") and secret in str(value)]


async def test_what_is_done_leaves_the_phone(life: Life) -> None:
    await life.until("replied")
    assert await held(life, "bob") == []
    assert await mirror_complaints(life.world.actor("bob"), ids=[life.id]) == {}
