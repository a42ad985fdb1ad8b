from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import msgspec

from heating import storage
from heating.checklists.document import Answer, Photo, Signature
from heating.hazards.actions import Accepted
from heating.hazards.evidence import LabelScan, Position
from heating.inspections import queries, rollups, state_queries
from heating.inspections.actions import Submission, submit
from heating.inspections.payload import InspectionPayload
from heating.inspections.weighing import _weigh, has_content, weigh
from heating.lib.ids import new_id
from heating.lib.problems import Problem
from heating.registry.schemas import Limits
from tests.cast import CREW_A, ONE
from tests.inspections.world import BOTH, MORNING, ZONE, World, accepted, decoded, payload, refusal, send


async def rows(sql: str) -> list[dict[str, object]]:
    return await storage.fetch(sql)


async def test_it_refuses_an_unknown_checklist_and_an_asset_that_the_author_does_not_see(world: World) -> None:
    document = await payload(world.far_station)
    [answer] = await send(world.actor("bob"), document)
    assert refusal(answer) == {("/asset", "not_found")}
    document = await payload(world.station, checklist_version=str(new_id()))
    [answer] = await send(world.actor("bob"), document)
    assert refusal(answer) == {("/checklist_version", "not_found")}
    assert await rows("SELECT 1 AS x FROM inspection") == []


async def test_it_names_every_fault_with_its_pointer(world: World) -> None:
    document = await payload(
        world.station,
        changes={
            "plate": "maybe",
            "drawings": None,
            "strainers": "bad",
            "gauges": "fail",
            "ghost": 1,
            "filled_on": "x",
        },
        photos={"strainers": [BOTH[0]]},
        replaces=str(new_id()),
        household=str(world.household),
        started_at=(MORNING + timedelta(minutes=1)).isoformat(),
    )
    places = {answer["item"]: number for number, answer in enumerate(document["answers"])}
    [answer] = await send(world.actor("bob"), document)
    assert refusal(answer) == {
        ("/finished_at", "order"),
        ("/household", "not_found"),
        ("/replaces", "not_found"),
        ("/checklist_version", "wrong_kind"),
        ("/answers", "required"),
        (f"/answers/{places['plate']}/value", "wrong_value"),
        (f"/answers/{places['strainers']}/photos", "photo_context"),
        (f"/answers/{places['gauges']}/photos", "photo_close_up"),
        (f"/answers/{places['gauges']}/photos", "photo_context"),
        (f"/answers/{places['ghost']}/item", "unknown_item"),
        (f"/answers/{places['filled_on']}/item", "hidden_item"),
    }


async def test_it_refuses_a_checklist_for_another_kind_of_asset(world: World) -> None:
    [answer] = await send(world.actor("bob"), await payload(world.building, "heat_station"))
    assert refusal(answer) == {("/checklist_version", "wrong_kind")}
    [answer] = await send(world.actor("bob"), await payload(world.building, "household"))
    assert refusal(answer) == {("/checklist_version", "wrong_kind")}


async def test_one_refused_submission_does_not_touch_the_others(world: World) -> None:
    good, bad, other = [await payload(asset) for asset in (world.station, world.far_station, world.station)]
    answers = await send(world.actor("bob"), good, bad, other)
    assert [isinstance(answer, Accepted) for answer in answers] == [True, False, True]
    assert len(await rows("SELECT id FROM inspection")) == 2


async def test_it_answers_the_same_submission_as_the_first_time(world: World) -> None:
    document = await payload(world.station, changes={"gauges": "fail"}, photos={"gauges": BOTH})
    inspection_id = UUID(document["id"])
    assert await send(world.actor("bob"), document, document) == [
        Accepted(inspection_id, replayed=False),
        Accepted(inspection_id, replayed=True),
    ]
    assert await send(world.actor("bob"), document) == [Accepted(inspection_id, replayed=True)]
    assert len(await rows("SELECT id FROM inspection")) == len(await rows("SELECT id FROM hazard")) == 1


async def test_it_knows_a_submission_again_by_the_digest_that_was_kept_formerly(world: World) -> None:
    document = await payload(world.station)
    await accepted(world.actor("bob"), document)
    async with storage.transaction():
        kept = sha256(msgspec.json.encode(decoded(document))).hexdigest()
        await storage.execute("UPDATE inspection SET content_hash = ?", [kept])
    assert await send(world.actor("bob"), document) == [Accepted(UUID(document["id"]), replayed=True)]
    [answer] = await send(world.actor("bob"), {**document, "clock_offset_ms": 5})
    assert isinstance(answer, Problem)


def test_digests_stay_what_they_were_made_to_be() -> None:
    """Phones send again what they got no answer for, also after the server was renewed."""
    moment = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
    ids = [UUID(int=number) for number in range(1, 9)]
    photo = Photo(sha256="ab" * 32, role="close_up", taken_at=moment)
    submitted = InspectionPayload(
        id=ids[0],
        visit=ids[1],
        asset=ids[2],
        checklist_version=ids[3],
        answers=(
            Answer("gauges", "fail", moment, "指针卡住", (photo,)),
            Answer("pressure", 0.6, moment),
            Answer("tools", ("wrench", "lamp"), moment),
            Answer("signature", Signature("常师傅", ((1.0, 2.5),)), moment),
        ),
        started_at=moment,
        finished_at=moment,
        household=ids[4],
        label=LabelScan(code="ABCD", scanned_at=moment),
        position=Position(longitude=112.55, latitude=37.87),
        clock_offset_ms=-5,
        replaces=ids[5],
        hazards={"b": ids[6], "a": ids[7]},
    )
    weighed = _weigh(submitted, None)
    assert weighed.content_hash == "6d4ec5526eb487e2a93a7f939b581046ec83978a0e238995ce59d8309c13220f"
    assert has_content(weighed, "7a7edad433904efe46ddd32bf140ee3b393585b6395800d56daf30d9d9708842")
    reordered = msgspec.structs.replace(submitted, hazards={"a": ids[7], "b": ids[6]})
    assert _weigh(reordered, None).content_hash == weighed.content_hash


async def test_it_refuses_other_content_under_the_same_id(world: World) -> None:
    document = await payload(world.station)
    await accepted(world.actor("bob"), document)
    [answer] = await send(world.actor("bob"), {**document, "clock_offset_ms": 5})
    assert isinstance(answer, Problem)
    assert (answer.code, answer.status) == ("inspection.id_taken", 409)
    [row] = await rows("SELECT clock_offset_ms FROM inspection")
    assert row["clock_offset_ms"] is None


async def test_failing_answers_raise_hazards_with_the_item_as_cause(world: World) -> None:
    known = new_id()
    document = await payload(
        world.station,
        changes={"gauges": "fail", "bearing_temperature": 81.5},
        photos={"gauges": BOTH, "bearing_temperature": BOTH[:1]},
        hazards={"gauges": str(known)},
        position={"longitude": 112.55, "latitude": 37.87, "accuracy_m": 12},
    )
    document["answers"] = [{**a, "note": "指针卡住"} if a["item"] == "gauges" else a for a in document["answers"]]
    await accepted(world.actor("bob"), document)
    shown = await queries.find(world.actor("bob"), UUID(document["id"]))
    assert shown.outcome == "failed"
    assert [(raised.number, raised.item) for raised in shown.hazards] == [
        ("YH-2026-000001", "bearing_temperature"),
        ("YH-2026-000002", "gauges"),
    ]
    from heating.hazards import queries as hazards

    gauges = await hazards.find(world.actor("bob"), known)
    assert (gauges.source, gauges.inspection, gauges.item) == ("inspection", UUID(document["id"]), "gauges")
    assert gauges.title == "压力表、温度计在检定有效期内，量程合适，指示准确：不合格"
    assert (gauges.description, gauges.grade, gauges.status) == ("指针卡住", "general", "reported")
    assert [(photo.sha256, photo.role) for photo in gauges.photos] == [(p["sha256"], p["role"]) for p in BOTH]
    assert (gauges.site.id, gauges.asset and gauges.asset.id) == (world.site, world.station)
    assert (gauges.reporter.name, gauges.responsible and gauges.responsible.name) == ("Bob", "Bob")
    assert gauges.position is not None
    assert gauges.position.accuracy_m == 12
    bearing = await hazards.find(world.actor("bob"), next(r.id for r in shown.hazards if r.item != "gauges"))
    assert bearing.title == "循环泵轴承最高温度：81.5 ℃，高于上限 75 ℃"
    assert bearing.title_en.endswith("81.5 ℃, above 75 ℃")


async def test_it_refuses_a_hazard_id_that_is_in_use(world: World) -> None:
    known = str(new_id())
    failing = {"changes": {"gauges": "fail", "lock": "fail"}, "photos": {"gauges": BOTH, "lock": BOTH}}
    await accepted(world.actor("bob"), await payload(world.station, **failing, hazards={"gauges": known}))  # type: ignore[arg-type]
    again = await payload(world.station, **failing, hazards={"gauges": known, "lock": str(new_id())})  # type: ignore[arg-type]
    [answer] = await send(world.actor("bob"), again)
    assert refusal(answer) == {("/hazards/gauges", "taken")}
    twice = str(new_id())
    [answer] = await send(
        world.actor("bob"),
        await payload(world.station, **failing, hazards={"gauges": twice, "lock": twice}),  # type: ignore[arg-type]
    )
    assert refusal(answer) == {("/hazards/lock", "taken")}


async def test_limits_of_the_asset_decide(world: World) -> None:
    limits = {"bearing_temperature": Limits(low=None, high=90)}
    hot = await world.asset("S1-9", world.site, "heat_station", CREW_A, limits=limits)
    await accepted(world.actor("bob"), await payload(hot, changes={"bearing_temperature": 81.5}))
    assert (await state_queries.states([hot]))[hot].outcome == "passed"


async def test_limits_that_changed_since_the_weighing_make_it_fail_without_photos(world: World) -> None:
    limits = {"bearing_temperature": Limits(low=None, high=90)}
    hot = await world.asset("S1-9", world.site, "heat_station", CREW_A, limits=limits)
    await accepted(world.actor("bob"), await payload(hot, changes={"bearing_temperature": 81.5}))
    second = decoded(await payload(hot, changes={"bearing_temperature": 82.5}, at=MORNING + timedelta(hours=1)))
    [weighed] = await weigh([second])
    assert weighed.judgement is not None
    assert weighed.judgement.decision.outcome == "passed"
    async with storage.transaction():
        stricter = """{"bearing_temperature":{"low":null,"high":80}}"""
        await storage.execute("UPDATE asset SET limits_json = ? WHERE id = ?", [stricter, hot])
        submission = Submission(world.actor("bob"), second, MORNING + timedelta(hours=2), weighed=weighed)
        [answer] = await submit([submission], ZONE)
    assert {code for _, code in refusal(answer)} <= {"photo_close_up", "photo_context"}


async def test_photos_are_referred_to_by_inspection_and_hazard(world: World) -> None:
    document = await payload(world.station, changes={"gauges": "fail"}, photos={"gauges": BOTH})
    await accepted(world.actor("bob"), document)
    references = await rows("SELECT subject_kind, role FROM photo_reference ORDER BY subject_kind, role")
    assert [(row["subject_kind"], row["role"]) for row in references] == [
        ("hazard", "close_up"),
        ("hazard", "context"),
        ("inspection", "close_up"),
        ("inspection", "context"),
    ]


async def test_the_clock_of_the_phone_is_corrected_and_never_ahead(world: World) -> None:
    late = await payload(world.station, at=MORNING + timedelta(hours=9), clock_offset_ms=-3_600_000)
    await accepted(world.actor("bob"), late, received_at=MORNING + timedelta(hours=12))
    ahead = await payload(world.station, at=MORNING + timedelta(days=400))
    await accepted(world.actor("bob"), ahead, received_at=MORNING + timedelta(hours=13))
    found = await storage.fetch("SELECT id FROM inspection ORDER BY happened_at")
    assert [str(row["id"]) for row in found] == [late["id"], ahead["id"]]
    first, second = [await queries.find(world.actor("bob"), UUID(str(row["id"]))) for row in found]
    assert (first.happened_at, second.happened_at) == (MORNING + timedelta(hours=8), MORNING + timedelta(hours=13))
    assert second.finished_at == MORNING + timedelta(days=400)


async def test_an_author_who_may_not_submit_any_more_is_held_back_and_counts_for_nothing(world: World) -> None:
    manager = await world.cast.add("mona", "company_manager", ONE)
    document = await payload(world.station, changes={"gauges": "fail"}, photos={"gauges": BOTH})
    await accepted(world.actor("mona"), document)
    shown = await queries.find(world.actor("alice"), UUID(document["id"]))
    assert (shown.author.id, shown.hazards) == (manager.id, ())
    assert shown.quarantined_at == shown.received_at
    assert await state_queries.states([world.station]) == {}
    assert await rows("SELECT 1 AS x FROM hazard") == await rows("SELECT 1 AS x FROM site_day") == []
    entries = await rows("SELECT action FROM audit_entry WHERE action LIKE 'inspection.%'")
    assert [entry["action"] for entry in entries] == ["inspection.quarantined"]
    correction = await payload(world.station, replaces=document["id"])
    [answer] = await send(world.actor("bob"), correction)
    assert refusal(answer) == {("/replaces", "quarantined")}
    assert await rollups.compare() == []
