"""Operations come in exactly once, each by itself."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from heating import storage
from heating.accounts.rules import Role
from heating.hazards import actions as hazard_actions
from heating.inspections.payload import InspectionPayload
from heating.lib.ids import new_id
from heating.sync.operations import read, text_hash
from heating.sync.push import Pushes
from heating.sync.schemas import Envelope
from tests.cast import CREW_A, CREW_B, ONE, Cast
from tests.inspections.world import BOTH, MORNING, World, payload
from tests.sync.sending import DEVICE, Json, another_device, operation, outcomes, problem, push, report


async def inspection(world: World, **others: Any) -> Json:
    return operation("inspection.submit", await payload(world.station, **others))


async def count(table: str, condition: str = "1 = 1") -> int:
    (row,) = await storage.fetch(f"SELECT count(*) AS n FROM {table} WHERE {condition}")
    return int(row["n"])


NIL = str(UUID(int=7))
GOOD = {"id": NIL, "type": "hazard.report", "happened_at": "2026-09-01T00:00:00Z", "payload": {}}


@pytest.mark.parametrize(
    ("wrong", "id", "pointers"),
    [
        (17, None, {""}),
        ({"type": "hazard.report"}, None, {"/id", "/happened_at", "/payload"}),
        (GOOD | {"id": "not a uuid"}, "not a uuid", {"/id"}),
        (GOOD | {"happened_at": "yesterday"}, NIL, {"/happened_at"}),
        (GOOD | {"happened_at": "2026-09-01T00:00:00"}, NIL, {"/happened_at"}),
        (GOOD | {"payload": 17, "author": "me", "base_version": -1}, NIL, {"/payload", "/author", "/base_version"}),
        (GOOD | {"payload": {"title": "\0"}}, NIL, {"/payload/title"}),
    ],
)
async def test_it_refuses_what_is_no_operation_and_takes_the_others(
    pushes: Pushes, world: World, wrong: Any, id: str | None, pointers: set[str]
) -> None:
    receipts = await push(pushes, world.actor("bob"), wrong, report(world.station))
    assert outcomes(receipts) == ["refused", "applied"]
    assert receipts[0].id == id
    code, found = problem(receipts[0])
    assert (code, {pointer for pointer, _ in found}) == ("http.invalid", pointers)


async def test_it_names_the_fields_of_a_payload_from_the_operation_on(pushes: Pushes, world: World) -> None:
    wrong = report(world.station)
    wrong["payload"] |= {"grade": "terrible", "asset": 17}
    (receipt,) = await push(pushes, world.actor("bob"), wrong)
    code, found = problem(receipt)
    assert (code, {pointer for pointer, _ in found}) == ("http.invalid", {"/payload/grade", "/payload/asset"})
    receipt, *_ = await push(pushes, world.actor("bob"), report(world.far_station))
    assert problem(receipt)[1] == {("/payload/asset", "not_found")}


async def test_it_refuses_a_type_it_does_not_know(pushes: Pushes, world: World) -> None:
    (receipt,) = await push(pushes, world.actor("bob"), operation("valve.turn", {}))
    assert (receipt.outcome, problem(receipt)[0]) == ("refused", "sync.unknown_type")


@pytest.mark.parametrize("organization", [CREW_B, ONE])
async def test_it_refuses_an_author_of_another_organization(
    pushes: Pushes, world: World, cast: Cast, organization: str
) -> None:
    stranger = await cast.add("stranger", Role.SAFETY_OFFICER, organization)
    for author in (stranger.id, uuid4()):
        (receipt,) = await push(pushes, world.actor("bob"), report(world.station) | {"author": str(author)})
        assert (receipt.outcome, problem(receipt)[0]) == ("refused", "sync.author")
    assert await count("hazard") == 0


async def test_it_records_who_captured_it_whoever_sends_it(pushes: Pushes, world: World, cast: Cast) -> None:
    colleague = await cast.add("colleague", Role.CREW_MEMBER, CREW_A)
    (receipt,) = await push(pushes, world.actor("bob"), report(world.station) | {"author": str(colleague.id)})
    assert receipt.outcome == "applied"
    (hazard,) = await storage.fetch("SELECT reporter_id, reporter_name FROM hazard")
    assert (str(hazard["reporter_id"]), hazard["reporter_name"]) == (str(colleague.id), "Colleague")
    (kept,) = await storage.fetch("SELECT sender, author FROM sync_operation")
    assert (str(kept["sender"]), str(kept["author"])) == (str(cast.users["bob"].id), str(colleague.id))


async def test_it_gives_a_receipt_for_each_operation_in_order(pushes: Pushes, world: World) -> None:
    operations = [
        report(world.station),
        await inspection(world),
        report(world.far_station),
        await inspection(world, at=MORNING + timedelta(days=1)),
    ]
    receipts = await push(pushes, world.actor("bob"), *operations)
    assert [receipt.id for receipt in receipts] == [sent["id"] for sent in operations]
    assert outcomes(receipts) == ["applied", "applied", "refused", "applied"]
    subjects = [receipt.subject and (receipt.subject.kind, receipt.subject.id) for receipt in receipts]
    assert subjects == [
        ("hazard", operations[0]["payload"]["id"]),
        ("inspection", operations[1]["payload"]["id"]),
        None,
        ("inspection", operations[3]["payload"]["id"]),
    ]


async def test_it_answers_the_same_content_as_the_first_time(pushes: Pushes, world: World) -> None:
    sent = await inspection(world, changes={"strainers": "bad"}, photos={"strainers": BOTH})
    (first,) = await push(pushes, world.actor("bob"), sent)
    again = dict(reversed(sent.items()))
    (second,) = await push(pushes, world.actor("bob"), again)
    assert (first.outcome, second.outcome) == ("applied", "replayed")
    assert (first.subject, first.received_at) == (second.subject, second.received_at)
    assert (await count("inspection"), await count("hazard"), await count("sync_operation")) == (1, 1, 1)


async def test_it_keeps_what_came_first_under_an_id(pushes: Pushes, world: World) -> None:
    sent = report(world.station)
    other = report(world.station) | {"id": sent["id"]}
    await push(pushes, world.actor("bob"), sent)
    (receipt,) = await push(pushes, world.actor("bob"), other)
    assert (receipt.outcome, problem(receipt)[0]) == ("conflict", "sync.id_reused")
    assert await count("hazard") == 1
    assert outcomes(await push(pushes, world.actor("bob"), sent)) == ["replayed"]


@pytest.mark.parametrize("outcome", ["applied", "refused"])
async def test_it_knows_an_inspection_again_by_the_digest_of_its_text(
    pushes: Pushes, world: World, outcome: str
) -> None:
    """Which was kept formerly, and is where it could not be read when it came first."""
    sent = await inspection(world, changes={"strainers": "bad"}, photos={"strainers": BOTH})
    await push(pushes, world.actor("bob"), sent)
    async with storage.transaction():
        kept = text_hash(msgspec.json.encode(sent))
        await storage.execute("UPDATE sync_operation SET content_hash = ?, outcome = ?", [kept, outcome])
    expected = "replayed" if outcome == "applied" else "applied"
    assert outcomes(await push(pushes, world.actor("bob"), sent)) == [expected]
    assert (await count("inspection"), await count("hazard")) == (1, 1)
    changed = sent | {"base_version": 3}
    assert outcomes(await push(pushes, world.actor("bob"), changed)) == ["conflict"]


async def test_it_knows_an_inspection_again_though_its_author_is_gone_since(
    pushes: Pushes, world: World, cast: Cast
) -> None:
    colleague = await cast.add("colleague", Role.CREW_MEMBER, CREW_A)
    sent = await inspection(world) | {"author": str(colleague.id)}
    assert outcomes(await push(pushes, world.actor("bob"), sent)) == ["applied"]
    async with storage.transaction():
        await storage.execute("UPDATE user_account SET organization_path = ? WHERE id = ?", [CREW_B, colleague.id])
    new = await inspection(world) | {"author": str(colleague.id)}
    receipts = await push(pushes, world.actor("bob"), sent, new)
    assert outcomes(receipts) == ["replayed", "refused"]
    assert problem(receipts[1])[0] == "sync.author"


@pytest.mark.parametrize("strange", [b"1e999", b"9" * 5000, b'"\xff"'])
async def test_it_takes_what_has_no_text_of_its_own_and_tells_it_apart(
    pushes: Pushes, world: World, strange: bytes
) -> None:
    """In a field that nobody reads: neither the other operations nor another phone's may suffer from it."""

    async def sent(*raw: bytes) -> list[str]:
        envelope = Envelope(DEVICE, [msgspec.Raw(one) for one in raw])
        return outcomes(await pushes.push(await read(envelope, world.actor("bob"))))

    def with_more(one: Json) -> bytes:
        return msgspec.json.encode(one)[:-1] + b',"more":' + strange + b"}"

    known, new = await inspection(world), report(world.station)
    assert await sent(msgspec.json.encode(known)) == ["applied"]
    changed = with_more(known | {"base_version": 1})
    assert await sent(changed, with_more(new), msgspec.json.encode(report(world.station))) == [
        "conflict",
        "applied",
        "applied",
    ]
    assert await sent(with_more(new)) == ["replayed"]
    assert await sent(with_more(new | {"base_version": 1})) == ["conflict"]


async def test_it_tells_inspections_apart_that_differ_in_anything(pushes: Pushes, world: World, cast: Cast) -> None:
    colleague = await cast.add("colleague", Role.CREW_MEMBER, CREW_A)
    sent = await inspection(
        world,
        changes={"strainers": "bad"},
        photos={"strainers": BOTH},
        label={"code": "ABCD", "scanned_at": MORNING.isoformat()},
        position={"longitude": 112.5, "latitude": 37.8, "accuracy_m": 12, "at": MORNING.isoformat()},
        hazards={"strainers": str(new_id())},
        clock_offset_ms=5,
    )
    assert outcomes(await push(pushes, world.actor("bob"), sent)) == ["applied"]
    later, another = (MORNING + timedelta(seconds=1)).isoformat(), str(new_id())
    others = {
        "id": another,
        "visit": another,
        "asset": another,
        "checklist_version": another,
        "answers": [*sent["payload"]["answers"][:-1]],
        "started_at": later,
        "finished_at": later,
        "household": another,
        "label": {"code": "ABCE", "scanned_at": MORNING.isoformat()},
        "position": {"longitude": 112.6, "latitude": 37.8},
        "clock_offset_ms": 6,
        "replaces": another,
        "hazards": {},
    }
    assert set(others) == {field.name for field in msgspec.structs.fields(InspectionPayload)}
    changed = [sent | {"payload": sent["payload"] | {name: other}} for name, other in others.items()]
    changed += [sent | {"happened_at": later}, sent | {"author": str(colleague.id)}, sent | {"base_version": 1}]
    for one in changed:
        assert outcomes(await push(pushes, world.actor("bob"), one)) == ["conflict"], one
    assert outcomes(await push(pushes, world.actor("bob"), sent)) == ["replayed"]


async def test_it_tells_repeats_within_one_request(pushes: Pushes, world: World) -> None:
    sent = report(world.station)
    other = report(world.station) | {"id": sent["id"]}
    assert outcomes(await push(pushes, world.actor("bob"), sent, sent, other)) == ["applied", "replayed", "conflict"]
    assert await count("hazard") == 1


async def test_it_tries_again_what_was_refused_once_the_cause_is_gone(pushes: Pushes, world: World) -> None:
    early = report(world.station)
    early["payload"]["asset"] = str(new_id())
    assert outcomes(await push(pushes, world.actor("bob"), early)) == ["refused"]
    assert outcomes(await push(pushes, world.actor("bob"), early)) == ["refused"]
    async with storage.transaction():
        await storage.execute("UPDATE asset SET id = ? WHERE id = ?", [early["payload"]["asset"], world.station])
    assert outcomes(await push(pushes, world.actor("bob"), early)) == ["applied"]
    assert outcomes(await push(pushes, world.actor("bob"), early)) == ["replayed"]
    (kept,) = await storage.fetch("SELECT outcome, problem_json, subject_id FROM sync_operation")
    assert kept["outcome"] == "applied"
    assert (kept["problem_json"], kept["subject_id"]) == (None, early["payload"]["id"])


async def test_it_does_not_take_other_content_for_a_refused_one(pushes: Pushes, world: World) -> None:
    refused = report(world.far_station)
    corrected = refused | {"payload": refused["payload"] | {"asset": str(world.station)}}
    await push(pushes, world.actor("bob"), refused)
    (receipt,) = await push(pushes, world.actor("bob"), corrected)
    assert (receipt.outcome, problem(receipt)[0]) == ("conflict", "sync.id_reused")
    assert outcomes(await push(pushes, world.actor("bob"), corrected | {"id": str(new_id())})) == ["applied"]


async def test_it_calls_it_a_conflict_when_the_subject_is_another(pushes: Pushes, world: World) -> None:
    sent = report(world.station)
    await push(pushes, world.actor("bob"), sent)
    other = report(world.station, title="别的")
    other["payload"]["id"] = sent["payload"]["id"]
    (receipt,) = await push(pushes, world.actor("bob"), other)
    assert receipt.outcome == "conflict"


async def test_it_keeps_the_order_within_a_device(pushes: Pushes, world: World) -> None:
    """A correction, and a report between, in one request: each finds what was captured before it."""
    first = await inspection(world, changes={"strainers": "bad"}, photos={"strainers": BOTH})
    correction = await inspection(world, replaces=first["payload"]["id"], at=MORNING + timedelta(hours=1))
    receipts = await push(pushes, world.actor("bob"), first, report(world.station), correction)
    assert outcomes(receipts) == ["applied"] * 3
    receipts = await push(pushes, world.actor("bob"), correction | {"id": str(new_id())}, first)
    assert outcomes(receipts) == ["applied", "replayed"]
    assert await count("inspection") == 2


async def test_it_takes_many_devices_at_once(pushes: Pushes, world: World) -> None:
    bob = world.actor("bob")
    sent = [[await inspection(world, at=MORNING + timedelta(minutes=n)), report(world.station)] for n in range(40)]
    answers = await asyncio.gather(
        *(push(pushes, bob, *operations, device=another_device()) for operations in sent * 2)
    )
    assert (
        sorted(outcome for receipts in answers for outcome in outcomes(receipts))
        == ["applied"] * 80 + ["replayed"] * 80
    )
    assert (await count("inspection"), await count("hazard"), await count("sync_operation")) == (40, 40, 80)


async def test_one_that_fails_after_writing_stands_alone(
    pushes: Pushes, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours in one operation: it is refused with a reference, nothing of it is written, the rest is."""
    bad = report(world.station, title="坏")
    real = hazard_actions.report

    async def report_and_fail(batch: Any, zone: Any) -> Any:
        accepted = await real(batch, zone)
        if any(reporting.payload.title == "坏" for reporting in batch):
            raise ZeroDivisionError
        return accepted

    monkeypatch.setattr(hazard_actions, "report", report_and_fail)
    good = [report(world.station), await inspection(world), report(world.station)]
    bob = world.actor("bob")
    answers = await asyncio.gather(
        push(pushes, bob, good[0], bad, good[1]), push(pushes, bob, good[2], device=another_device())
    )
    assert [outcomes(receipts) for receipts in answers] == [["applied", "refused", "applied"], ["applied"]]
    assert problem(answers[0][1])[0] == "sync.failed"
    assert (await count("hazard"), await count("inspection")) == (2, 1)
    monkeypatch.undo()
    assert outcomes(await push(pushes, bob, bad)) == ["applied"]


async def test_it_says_when_nothing_could_be_written(
    pushes: Pushes, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit fails: no receipt, and sending again is harmless."""
    from heating.storage.unit import Unit

    async def fail(_: Unit) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Unit, "flush", fail)
    sent = report(world.station)
    with pytest.raises(Exception, match=r"http\.unavailable"):
        await push(pushes, world.actor("bob"), sent)
    monkeypatch.undo()
    assert await count("hazard") == 0
    assert outcomes(await push(pushes, world.actor("bob"), sent)) == ["applied"]


async def test_it_writes_what_it_accepted_before_it_stops(pushes: Pushes, world: World) -> None:
    bob = world.actor("bob")
    sending = [
        asyncio.create_task(push(pushes, bob, report(world.station), device=another_device())) for _ in range(20)
    ]
    await asyncio.sleep(0.02)
    await pushes.close()
    ended = await asyncio.gather(*sending, return_exceptions=True)
    accepted = [receipts for receipts in ended if isinstance(receipts, list)]
    assert await count("hazard") == len(accepted)
    with pytest.raises(Exception, match=r"http\.unavailable"):
        await push(pushes, bob, report(world.station))
