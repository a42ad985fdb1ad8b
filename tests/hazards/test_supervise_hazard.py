from tests.hazards.living import Life, faults, refused


async def test_it_is_for_the_district_and_the_city_while_it_is_rectified(life: Life) -> None:
    listing = {"leader": life.person("lee"), "reason": "占压主管网"}
    assert refused(await life.step("dan", "supervision", **listing)) == (409, "hazard.wrong_status")
    await life.confirm(grade="major")
    for username in ("sue", "max", "dora", "bob", "alice"):
        assert refused(await life.step(username, "supervision", **listing)) == (403, "accounts.forbidden")


async def test_its_leader_is_a_district_officer_or_city_leader(life: Life) -> None:
    await life.confirm(grade="major")
    assert faults(await life.step("dan", "supervision", leader=life.person("max"), reason="")) == {
        ("/reason", "required"),
        ("/leader", "no_leader"),
    }


async def test_the_leader_is_named_and_the_hazard_goes_on(life: Life) -> None:
    await life.confirm(grade="major")
    answer = await life.step("dan", "supervision", leader=life.person("lee"), reason="占压主管网")
    assert answer.status_code == 200, answer.text
    hazard = await life.as_it_is()
    assert hazard.supervised is not None
    assert (hazard.supervised.leader.name, hazard.status) == ("Lee", "rectifying")
    assert hazard.steps[-1].detail["leader"]["name"] == "Lee"
