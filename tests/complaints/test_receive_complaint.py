"""POST /api/complaints."""

import asyncio
from datetime import timedelta

from heating.lib import clock
from tests.cast import CITY, CREW_A, CREW_C, XINGHUALING
from tests.complaints.living import NIGHT, Life, faults, refused


async def test_it_refuses_whoever_may_not_receive(line: Life) -> None:
    assert refused(await line.receive("bob")) == (403, "accounts.forbidden")


async def test_it_names_every_wrong_field(line: Life) -> None:
    answer = await line.receive(
        category="no_such",
        building=line.person("bob"),
        organization="taiyuan/nowhere/",
        external_system="12345",
        answer={"cause": "", "measure": "", "contact": " "},
    )
    assert faults(answer, "complaint.invalid") == {
        ("/building", "not_found"),
        ("/organization", "not_found"),
        ("/category", "unknown"),
        ("/external_number", "required"),
        ("/answer/cause", "required"),
        ("/answer/measure", "required"),
        ("/answer/contact", "required"),
    }


async def test_it_does_not_know_a_building_out_of_sight(line: Life) -> None:
    assert faults(await line.receive("charlie"), "complaint.invalid") == {("/building", "not_found")}


async def test_it_refuses_an_id_that_stands_for_something_else(line: Life) -> None:
    body = line.intake()
    assert (await line.ask("cora", "/api/complaints", body)).status_code == 201
    assert refused(await line.ask("cora", "/api/complaints", body | {"room": "502"})) == (409, "complaint.id_taken")


async def test_it_answers_a_repeated_request_as_the_first_time(line: Life) -> None:
    body = line.intake()
    first, again = [await line.ask("cora", "/api/complaints", body) for _ in range(2)]
    assert first.json() == again.json()
    assert len((await line.get("cora", "/api/complaints"))["items"]) == 1


async def test_it_takes_two_clicks_at_once_for_one(line: Life) -> None:
    body = line.intake()
    answers = await asyncio.gather(*(line.ask("cora", "/api/complaints", body) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["number"] for answer in answers}) == 1


async def test_it_takes_in_once_what_another_system_sends_again(line: Life) -> None:
    other = {"external_system": "hotline", "external_number": "A-1", "channel": "hotline_12345"}
    first, again = [await line.receive(**other) for _ in range(2)]
    assert first.json()["id"] == again.json()["id"]


async def test_it_sends_it_at_once_to_the_officer_on_duty(line: Life) -> None:
    await line.begin()
    complaint = await line.as_it_is()
    assert complaint.number == "20261101-00001"
    assert (complaint.status, complaint.address) == ("dispatched", "设备 S1-22单元501")
    assert complaint.station is not None
    assert complaint.station.id == line.world.station
    assert (complaint.organization, complaint.area) == (CREW_A, XINGHUALING)
    assert complaint.officer is not None
    assert complaint.officer.name in ("Dora", "Dean")
    assert complaint.leader is not None
    assert complaint.leader.name == "Max"
    assert [step.step for step in complaint.steps] == ["receive", "assess", "dispatch"]
    assert {one.name: one.due_at - NIGHT for one in complaint.clocks} == {
        "acknowledgement": timedelta(minutes=15),
        "response": timedelta(hours=2),
        "resolution": timedelta(hours=24),
        "reply": timedelta(days=7, hours=2),  # to the end of the seventh day
    }
    assert (complaint.clock, complaint.due_at) == ("acknowledgement", NIGHT + timedelta(minutes=15))


async def test_it_numbers_them_by_the_local_day(line: Life) -> None:
    numbers = [(await line.receive(room=str(room))).json()["number"] for room in (1, 2)]
    with clock.travel(NIGHT + timedelta(hours=2, seconds=1)):
        numbers.append((await line.receive(room="3")).json()["number"])
    assert numbers == ["20261101-00001", "20261101-00002", "20261102-00001"]


async def test_it_gives_less_time_to_what_is_urgent(line: Life) -> None:
    await line.begin(category="burst_pipe")
    due = {one.name: one.due_at - NIGHT for one in (await line.as_it_is()).clocks}
    assert due["acknowledgement"] == timedelta(minutes=5)
    assert due["resolution"] == timedelta(hours=8)


async def test_it_waits_at_the_desk_while_its_place_is_unknown(line: Life) -> None:
    await line.begin(building=None, unit=None, room=None, address="和平里那边", urgency="urgent")
    complaint = await line.as_it_is()
    assert (complaint.status, complaint.address) == ("received", "和平里那边")
    assert (complaint.organization, complaint.officer and complaint.officer.name) == (CITY, "Cora")
    assert {one.name: one.due_at - NIGHT for one in complaint.clocks}["filing"] == timedelta(minutes=10)


async def test_it_waits_at_the_desk_while_nobody_knows_what_it_is(line: Life) -> None:
    await line.begin(category=None)
    complaint = await line.as_it_is()
    assert complaint.status == "received"
    assert {one.name: one.due_at - NIGHT for one in complaint.clocks} == {"filing": timedelta(minutes=30)}


async def test_it_sends_it_to_a_unit_that_is_named(line: Life) -> None:
    await line.begin(building=None, unit=None, room=None, address="宏光小区", organization=CREW_C)
    complaint = await line.as_it_is()
    assert (complaint.status, complaint.organization) == ("dispatched", CREW_C)
    assert complaint.officer is not None
    assert complaint.officer.name == "Charlie"


async def test_it_closes_what_is_answered_on_the_spot(line: Life) -> None:
    answer = {"cause": "供暖期未到", "measure": "告知11月1日起供热", "contact": "12345"}
    await line.begin(category="consultation_other", answer=answer)
    complaint = await line.as_it_is()
    assert (complaint.status, complaint.clocks, complaint.officer) == ("closed", [], None)
    assert complaint.reply is not None
    assert complaint.reply.measure == "告知11月1日起供热"
    assert complaint.reply.measure_on.isoformat() == "2026-11-01"
    assert [step.to for step in complaint.steps] == ["closed"]


async def test_it_counts_a_reply_from_when_the_resident_wrote(line: Life) -> None:
    written = (NIGHT - timedelta(days=2)).isoformat()
    await line.begin(channel="message_board", happened_at=written)
    due = {one.name: one.due_at - NIGHT for one in (await line.as_it_is()).clocks}
    assert due["reply"] == due["message_board"] == timedelta(days=5, hours=2)
    assert due["resolution"] == timedelta(hours=24)


async def test_it_links_what_is_raised_again_within_a_week(line: Life) -> None:
    await line.begin()
    await line.until("closed")
    first = line.id
    with clock.travel(NIGHT + timedelta(days=7)):
        await line.begin(unit=" 2单元", room="501室")
        assert str((await line.as_it_is()).repeat_of) == first
        await line.begin(category="noise")
        assert (await line.as_it_is()).repeat_of is None
    with clock.travel(NIGHT + timedelta(days=7, seconds=1)):
        await line.begin()
        assert (await line.as_it_is()).repeat_of is None
    line.id = first
    assert (await line.as_it_is()).repeats == 1


async def test_it_knows_a_telephone_that_has_called_before(line: Life) -> None:
    await line.begin(caller={"name": "王", "phone": "138 1234 5678"})
    await line.until("closed")
    first = line.id
    await line.begin(room="999", caller={"phone": "13812345678"})
    assert str((await line.as_it_is()).repeat_of) == first


async def test_it_takes_over_the_past_without_sending_anybody(line: Life) -> None:
    past = {"historical": True, "received_at": (NIGHT - timedelta(days=300)).isoformat()}
    assert refused(await line.receive("max", **past)) == (403, "accounts.forbidden")
    await line.begin("alice", **past)
    complaint = await line.as_it_is()
    assert (complaint.status, complaint.number[:8], complaint.officer) == ("received", "20260105", None)
    assert {one.name for one in complaint.clocks} == {"resolution", "reply"}
    assert (await line.get("alice", "/api/complaints/queue"))["items"] == []


async def test_numbers_of_two_systems_are_never_taken_for_one(line: Life) -> None:
    first = await line.receive("dora", external_system="hotline", external_number="A 1")
    second = await line.receive("dora", external_system="hotline A", external_number="1")
    assert (second.status_code, second.json()["id"] != first.json()["id"]) == (201, True)


async def test_a_number_elsewhere_does_not_open_what_one_may_not_see(line: Life) -> None:
    other = {"external_system": "hotline", "external_number": "A-1", "channel": "hotline_12345"}
    first = await line.receive("dora", **other)
    nowhere = {"building": None, "unit": None, "room": None}
    assert refused(await line.receive("charlie", **other, **nowhere)) == (404, "complaint.not_found")
    assert (await line.receive("max", **other)).json()["id"] == first.json()["id"]
