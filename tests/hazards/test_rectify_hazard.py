from datetime import timedelta
from uuid import UUID

from heating import storage
from heating.accounts import tree_actions
from heating.accounts.actor import system_actor
from heating.accounts.rules import AreaLevel
from heating.hazards import queries
from heating.hazards.rules import Status
from heating.lib import clock
from tests.cast import CREW_A, CREW_B, JUHE
from tests.hazards.living import AFTER, BEFORE, Life, faults, refused
from tests.inspections.world import MORNING


async def test_it_is_for_the_responsible_person(life: Life) -> None:
    await life.confirm()
    for username in ("ben", "sue", "max"):
        assert refused(await life.rectify(username)) == (403, "hazard.not_responsible")
    for username in ("dora", "dan", "alice"):
        assert refused(await life.rectify(username)) == (403, "accounts.forbidden")
    assert refused(await life.rectify("carl")) == (404, "hazard.not_found")


async def test_it_comes_after_the_confirmation(life: Life) -> None:
    assert refused(await life.rectify()) == (409, "hazard.wrong_status")


async def test_it_wants_words_and_a_picture_from_after(life: Life) -> None:
    await life.confirm()
    assert faults(await life.rectify(done=" ", photos=[BEFORE])) == {("/done", "required"), ("/photos", "photo_after")}


async def test_it_starts_the_verification(life: Life) -> None:
    await life.confirm(grade="larger")
    with clock.travel(MORNING + timedelta(days=1)):
        answer = await life.rectify(label={"code": "nonsense", "scanned_at": MORNING.isoformat()})
        assert answer.status_code == 200, answer.text
        hazard = await life.as_it_is()
    assert (hazard.status, hazard.rectified_late) == (Status.RECTIFIED, False)
    assert (hazard.rectified_by and hazard.rectified_by.name, hazard.rectified_crew) == ("Bob", CREW_A)
    assert [(one.name, one.due_at) for one in hazard.clocks] == [("verify", MORNING + timedelta(days=1, hours=1))]
    assert (hazard.steps[-1].note, hazard.steps[-1].label_match) == ("已更换垫片", "unknown")
    outcomes = await storage.fetch("SELECT name, outcome FROM deadline")
    assert {(row["name"], row["outcome"]) for row in outcomes} == {
        ("confirm", "met"),
        ("rectify", "met"),
        ("plan", "cancelled"),
        ("progress", "met"),
        ("verify", "open"),
    }


async def test_verifying_in_a_village_may_take_two_hours(life: Life) -> None:
    village = "taiyuan/xinghualing/juhe/chang-gou/"
    await tree_actions.create_area(
        system_actor(), tree_actions.NewArea(village, "长沟村", "Changgou", AreaLevel.VILLAGE)
    )
    async with storage.transaction():
        await storage.execute("UPDATE hazard SET area_path = ? WHERE id = ?", [village, UUID(life.id)])
    assert village.startswith(JUHE)
    await life.confirm()
    await life.rectify()
    [verify] = (await life.as_it_is()).clocks
    assert verify.due_at == MORNING + timedelta(hours=2)


async def test_what_was_done_offline_counts_when_it_was_done(life: Life) -> None:
    await life.confirm()
    due_at = (await life.as_it_is()).rectify_due_at
    assert due_at is not None
    with clock.travel(due_at + timedelta(hours=3)):
        await life.rectify(happened_at=(due_at - timedelta(hours=1)).isoformat())
        hazard = await life.as_it_is()
    assert (hazard.rectified_late, hazard.rectified_at) == (False, due_at - timedelta(hours=1))
    assert hazard.clocks[0].started_at == due_at + timedelta(hours=3)


async def test_a_phones_clock_cannot_lie_beyond_the_hazards_own_times(life: Life) -> None:
    with clock.travel(MORNING + timedelta(hours=2)):
        await life.confirm()
        await life.rectify(happened_at=(MORNING - timedelta(days=400)).isoformat())
    assert (await life.as_it_is()).rectified_at == MORNING + timedelta(hours=2)


async def test_too_late_is_late(life: Life) -> None:
    await life.confirm()
    with clock.travel(MORNING + timedelta(days=9)):
        await life.rectify()
    assert (await life.as_it_is()).rectified_late is True


async def test_its_pictures_are_for_all_who_see_the_hazard(life: Life) -> None:
    await life.confirm(organization=CREW_B, responsible=life.person("carl"))
    await life.rectify("carl")
    rows = await storage.fetch(
        "SELECT organization_path AS o FROM photo_reference WHERE sha256 = ? AND role = 'after'", [AFTER["sha256"]]
    )
    assert {row["o"] for row in rows} == {CREW_A, CREW_B}


async def test_it_still_counts_as_open(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    assert (await queries.site_counts([life.world.site]))[life.world.site].open == 1
