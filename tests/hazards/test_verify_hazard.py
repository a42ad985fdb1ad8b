from datetime import timedelta
from typing import Any
from uuid import UUID

from heating import storage
from heating.accounts.actor import system_actor
from heating.hazards import queries, rollups
from heating.hazards.rules import Status
from heating.labels import actions as labels
from heating.labels import queries as label_queries
from heating.labels.schemas import NewLabels
from heating.lib import clock
from tests.cast import CREW_B
from tests.hazards.living import Life, faults, refused
from tests.inspections.world import MORNING, photo


async def a_label_on(asset: UUID) -> dict[str, Any]:
    ids = await labels.issue(system_actor(), NewLabels(assets=[asset]))
    [label] = await label_queries.label_records(ids)
    return {"code": label.code, "scanned_at": MORNING.isoformat()}


async def test_it_is_not_for_the_rectifier_nor_for_his_crew(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    for verb in (life.accept, life.send_back):
        assert refused(await verb("bob")) == (403, "hazard.own_work")
        assert refused(await verb("ben")) == (403, "hazard.own_crew")
        assert refused(await verb("max")) == (403, "accounts.forbidden")
        assert refused(await verb("carl")) == (404, "hazard.not_found")


async def test_a_crew_verifies_what_another_crew_did_at_its_station(life: Life) -> None:
    await life.confirm(organization=CREW_B, responsible=life.person("carl"))
    await life.rectify("carl")
    assert refused(await life.accept("carl")) == (403, "hazard.own_work")
    assert (await life.accept("bob")).status_code == 200


async def test_it_wants_evidence_from_the_site(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    assert faults(await life.accept(photos=[], position=None)) == {("/photos", "photo_after"), ("/label", "on_site")}


async def test_the_label_must_be_of_this_place(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    other = await a_label_on(life.world.building)
    assert faults(await life.accept(label=other)) == {("/label", "other_asset")}
    assert faults(await life.accept(label={**other, "code": "7M6ETZWF0Y"}, position=None)) == {("/label", "unknown")}
    own = await a_label_on(life.world.station)
    assert (await life.accept(label=own, position=None)).status_code == 200
    assert (await life.as_it_is()).steps[-1].label_match == "matched"


async def test_accepted_it_is_closed(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    with clock.travel(MORNING + timedelta(minutes=30)):
        assert (await life.accept("dora", note="无渗漏")).status_code == 200
    hazard = await life.as_it_is()
    assert (hazard.status, hazard.closed_by and hazard.closed_by.name) == (Status.CLOSED, "Dora")
    assert (hazard.closed_at, hazard.due_at, hazard.clocks) == (MORNING + timedelta(minutes=30), None, [])
    assert [step.step for step in hazard.steps] == ["report", "confirm", "rectify", "accept"]
    assert (await queries.site_counts([life.world.site]))[life.world.site].open == 0
    assert await rollups.compare() == []
    assert list(await queries.mirror_hazards(life.world.actor("bob"))) == [life.id]
    assert refused(await life.accept("sue")) == (409, "hazard.wrong_status")


async def test_sent_back_it_is_rework_by_the_old_date(life: Life) -> None:
    await life.confirm()
    due_at = (await life.as_it_is()).rectify_due_at
    with clock.travel(MORNING + timedelta(days=2)):
        await life.rectify()
        assert faults(await life.send_back(reason=" ")) == {("/reason", "required")}
        assert (await life.send_back(photos=[photo("close_up", 31)])).status_code == 200
        hazard = await life.as_it_is()
    assert (hazard.status, hazard.reworks, hazard.rectified_by) == (Status.RECTIFYING, 1, None)
    assert (hazard.rectify_due_at, hazard.due_at) == (due_at, due_at)
    assert (hazard.steps[-1].reason, len(hazard.steps[-1].photos)) == ("仍有渗漏", 1)
    assert refused(await life.accept()) == (409, "hazard.wrong_status")


async def test_rework_after_the_date_is_overdue_at_once(life: Life) -> None:
    await life.confirm()
    with clock.travel(MORNING + timedelta(days=6)):
        await life.rectify()
    with clock.travel(MORNING + timedelta(days=8)):
        await life.send_back()
        hazard = await life.as_it_is()
        assert hazard.overdue
        await life.rectify()
    assert (await life.as_it_is()).rectified_late is True


async def test_a_granted_extension_outlives_the_rework(life: Life) -> None:
    await life.confirm()
    await life.ask_extension(days=20)
    extension = (await life.as_it_is()).extensions[0].id
    await life.step("max", f"extensions/{extension}/decision", granted=True, reason="同意")
    later = (await life.as_it_is()).rectify_due_at
    await life.rectify()
    await life.send_back()
    assert (await life.as_it_is()).due_at == later


async def test_every_hazard_that_is_closed_has_another_verifier(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    await life.accept()
    rows = await storage.fetch(
        "SELECT 1 AS x FROM hazard WHERE status = 'closed' AND (closed_by_id IS NULL OR closed_by_id = rectified_by_id)"
    )
    assert rows == []
