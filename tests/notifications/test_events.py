"""The city's events for other programs."""

from datetime import timedelta

import pytest

from heating import audit, storage
from heating.audit.reactions import Follower
from heating.lib import clock
from heating.lib.problems import Problem
from heating.notifications import events
from heating.notifications.events import check_actions, tell_webhooks
from heating.notifications.senders.signing import is_genuine
from tests.notifications.conftest import NOON, World
from tests.notifications.receivers import Receiver, Reply

SECRET = "a secret of the city's platform"


async def record(action: str, subject: str, organization: str = "taiyuan/heat-one/", **detail: object) -> None:
    async with storage.transaction():
        audit.record(
            audit.SYSTEM,
            action,
            subject_kind=action.partition(".")[0],
            subject_id=subject,
            organization=organization,
            area="",
            detail=detail,
        )


async def react() -> None:
    await Follower("webhooks", tell_webhooks, events.NOUNS).catch_up()


@pytest.mark.parametrize("action", ["user.created", "session.begun", "delivery.failed", "inspection.submitted", "*.*"])
def test_it_offers_no_events_about_people_nor_its_own_failures(action: str) -> None:
    with pytest.raises(Problem) as refused:
        check_actions(["hazard.*", action])
    assert refused.value.code == "notifications.actions_refused"
    assert [error.pointer for error in refused.value.errors] == ["/actions/1"]


async def test_it_tells_what_was_asked_for_where_it_was_asked_for(world: World) -> None:
    async with Receiver() as receiver:
        await world.webhook(receiver.url(), ["hazard.accepted", "deadline.*"], organization="taiyuan/heat-one/")
        with clock.travel(NOON):
            for action, subject, organization in [
                ("hazard.accepted", "1", "taiyuan/heat-one/crew-a/"),
                ("hazard.reported", "2", "taiyuan/heat-one/"),
                ("deadline.passed", "3", "taiyuan/heat-one/"),
                ("hazard.accepted", "4", "taiyuan/heat-two/"),
                ("hazard.accepted_again", "5", "taiyuan/heat-one/"),
            ]:
                await record(action, subject, organization)
            await react()
            await world.carry()
        told = [(received.json["kind"], received.json["subject"]["id"]) for received in receiver.received]
        assert told == [("hazard.accepted", "1"), ("deadline.passed", "3")]


async def test_it_tells_that_it_happened_and_not_what_was_said(world: World) -> None:
    async with Receiver() as receiver:
        await world.webhook(receiver.url(), ["hazard.*"])
        with clock.travel(NOON):
            await record("hazard.reported", "7", reporter="王女士", phone="13912345678")
            await react()
            await world.carry()
        [received] = receiver.received
        document = received.json
    assert document.pop("id") == received.headers["heating-id"]
    assert document == {
        "kind": "hazard.reported",
        "at": NOON.isoformat(),
        "subject": {"kind": "hazard", "id": "7"},
        "organization": "taiyuan/heat-one/",
        "link": "https://heating.test/app/hazards/7",
    }


async def test_it_tells_of_supervision_letters_and_where_they_are(world: World) -> None:
    check_actions(["supervision_letter.*"])
    async with Receiver() as receiver:
        await world.webhook(receiver.url(), ["supervision_letter.issued"])
        await record("supervision_letter.issued", "7")
        await react()
        await world.carry()
        [received] = receiver.received
    assert (received.json["kind"], received.json["link"]) == (
        "supervision_letter.issued",
        "https://heating.test/app/letters/7",
    )


async def test_its_signature_holds(world: World) -> None:
    async with Receiver() as receiver:
        await world.webhook(receiver.url("/hook?key=1"), ["hazard.*"])
        with clock.travel(NOON):
            await record("hazard.reported", "7")
            await react()
            await world.carry()
        [received] = receiver.received
        headers = received.headers
        given = (headers["heating-timestamp"], headers["heating-signature"], received.body)
        assert received.target == "/hook?key=1"
        assert is_genuine(SECRET, *given, NOON)
        assert not is_genuine("another", *given, NOON)
        assert not is_genuine(SECRET, *given, NOON + timedelta(minutes=6))


async def test_it_keeps_what_a_program_missed_while_it_was_down(world: World) -> None:
    async with Receiver(lambda _: Reply(status=503)) as receiver:
        await world.webhook(receiver.url(), ["hazard.*"])
        with clock.travel(NOON):
            for subject in "123":
                await record("hazard.reported", subject)
                await react()
            await world.carry_for(timedelta(minutes=2), timedelta(seconds=5))
            assert await world.states() == ["waiting"] * 3
        receiver.answering = lambda _: Reply(status=204)
        receiver.received.clear()
        with clock.travel(NOON + timedelta(minutes=2)):
            await world.carry_for(timedelta(minutes=15), timedelta(seconds=15))
        assert sorted(received.json["subject"]["id"] for received in receiver.received) == ["1", "2", "3"]


async def test_without_webhooks_it_writes_nothing(world: World) -> None:
    await record("hazard.reported", "7")
    await react()
    assert list(await world.sent()) == []
