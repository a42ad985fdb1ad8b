"""Complaints on phones: of those who have to act on them, and of their crew."""

import re
from typing import Any

import msgspec

from heating.complaints.mirroring import mirror_complaints
from heating.lib import clock
from heating.storage import changes
from heating.sync.pull import pull
from tests.complaints.living import Life

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""In which any three figures of a door stand by chance."""


async def held(life: Life, who: str) -> list[str]:
    return list(await mirror_complaints(life.world.actor(who)))


async def test_only_who_has_to_do_with_it_holds_it(life: Life) -> None:
    await life.step("cora", "rerouting", officer=life.person("dora"), reason="值班")
    for who, holds in (("bob", True), ("ben", True), ("dora", True), ("carl", False), ("dean", False), ("max", False)):
        assert await held(life, who) == ([life.id] if holds else []), who


async def test_it_says_what_to_do_and_nothing_of_who_called_nor_of_the_door(line: Life) -> None:
    await line.begin(caller={"name": "王小明", "phone": "13812345678"}, indoor_c=14)
    row = (await mirror_complaints(line.world.actor("bob")))[line.id]
    assert (row["category"], row["status"]) == ("low_temperature", "dispatched")
    assert row["address"] == row["building"].name
    assert (row["category_name"].zh, row["measures_temperature"], row["indoor_c"]) == ("室温不达标", True, 14)
    assert ("text" in row, row["unit"], row["room"]) == (False, "", "")
    said = _UUID.sub("", msgspec.json.encode(row).decode())
    assert row["building"].name in said
    for secret in ("王小明", "1381234", "暖气不热", "501"):
        assert secret not in said, secret


async def test_the_door_is_for_whoever_answers_for_it_and_for_whoever_visits(life: Life) -> None:
    async def door(who: str) -> tuple[str, str] | None:
        row = (await mirror_complaints(life.world.actor(who))).get(life.id)
        return (row["unit"], row["room"]) if row else None

    await life.step("cora", "rerouting", officer=life.person("dora"), reason="值班")
    assert (await door("dora"), await door("bob"), await door("max")) == (("2", "501"), ("", ""), None)
    await life.arrange("bob")
    assert (await door("bob"), await door("ben")) == (("2", "501"), ("", ""))
    assert (await life.arrange("max")).status_code == 201
    assert await door("max") == ("2", "501")


async def test_visits_to_come_stand_with_it(life: Life) -> None:
    visit = (await life.arrange("bob")).json()
    row = (await mirror_complaints(life.world.actor("ben")))[life.id]
    [shown] = row["visits"]
    assert (str(shown["id"]), shown["state"], shown["version"]) == (visit["id"], "arranged", 1)
    assert (shown["visitor"].name, shown["absences"], shown["key_is_out"], "note" in shown) == ("Bob", 0, False, False)
    await life.ask("bob", f"/api/visits/{visit['id']}/cancellation", {"version": 1, "reason": "住户自行处理"})
    assert (await mirror_complaints(life.world.actor("ben")))[life.id]["visits"] == []


async def test_what_was_signed_for_stands_with_it_while_it_is_handled(life: Life) -> None:
    await life.acknowledge()
    visit = (await life.arrange("bob")).json()
    signature = {"name": "王秀英", "strokes": [[1, 2, 3, 4]]}
    result = {
        "version": 1,
        "note": "立管阀门未全开",
        "measurement": {"indoor_c": 16.5, "room": "bedroom", "measured_at": clock.now().isoformat()},
        "resident_signature": signature,
        "visitor_signature": signature,
    }
    assert (await life.ask("bob", f"/api/visits/{visit['id']}/completion", result)).status_code == 200
    assert (await mirror_complaints(life.world.actor("bob")))[life.id]["measured"].indoor_c == 16.5
    await life.resolve()
    assert (await mirror_complaints(life.world.actor("bob")))[life.id]["measured"] is None


async def test_what_is_done_leaves_the_phone(life: Life) -> None:
    await life.until("replied")
    assert await held(life, "bob") == []
    assert await mirror_complaints(life.world.actor("bob"), ids=[life.id]) == {}


class Phone:
    """Of charlie, who belongs to another company."""

    def __init__(self, life: Life) -> None:
        self._actor = life.world.actor("charlie")
        self._cursor: str | None = None

    async def pulled(self) -> dict[str, Any]:
        """What has come since the last time, of complaints."""
        found: dict[str, Any] = {}
        more = True
        while more:
            answer = await pull(self._actor, self._cursor, 500)
            self._cursor, more = answer.cursor, answer.more
            found |= {change.id: change.row for change in answer.changes if change.kind == "complaint"}
        return found


async def test_it_comes_to_whoever_has_to_act_in_another_organization_and_goes_when_it_goes(life: Life) -> None:
    phone = Phone(life)
    assert await phone.pulled() == {}
    await life.step("cora", "rerouting", officer=life.person("charlie"), reason="支援")
    row = (await phone.pulled())[life.id]
    assert (row["status"], row["unit"], row["room"]) == ("dispatched", "2", "501")
    await life.acknowledge("charlie")
    assert (await phone.pulled())[life.id]["status"] == "handling"
    await life.step("cora", "rerouting", officer=life.person("dora"), reason="换人")
    assert await phone.pulled() == {life.id: None}
    await life.acknowledge("dora")
    assert await phone.pulled() == {}


async def test_a_new_phone_gets_it_with_the_rest(life: Life) -> None:
    await life.step("cora", "rerouting", officer=life.person("charlie"), reason="支援")
    assert list(await Phone(life).pulled()) == [life.id]


async def test_it_comes_to_whoever_visits_from_another_organization_and_goes_after_it(life: Life) -> None:
    phone = Phone(life)
    await phone.pulled()
    visit = (await life.arrange("charlie")).json()
    assert [str(one["id"]) for one in (await phone.pulled())[life.id]["visits"]] == [visit["id"]]
    await life.ask("dora", f"/api/visits/{visit['id']}/cancellation", {"version": 1, "reason": "住户自行处理"})
    assert await phone.pulled() == {life.id: None}


async def test_nothing_more_is_noted_where_everybody_belongs_to_it(life: Life) -> None:
    before = (await changes.head()).seq
    await life.acknowledge("dora")
    assert len([one for one in await changes.since(before, 100) if one.kind == "complaint"]) == 1
