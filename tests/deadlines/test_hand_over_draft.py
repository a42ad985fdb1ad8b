from datetime import timedelta

from heating.deadlines.rules import Amount, Unit
from heating.lib import clock as time
from heating.lib.wording import Text
from tests.cast import CREW_A, ONE, TWO, Cast, SignIn
from tests.deadlines.world import MORNING, a_clock, start

PATH = "/api/duty/hand-over-draft"


async def test_it_is_not_for_other_companies(sign_in: SignIn) -> None:
    answer = await (await sign_in("charlie")).get(PATH, params={"organization": ONE})
    assert (answer.status_code, answer.json()["code"]) == (404, "duty.not_found")


async def test_it_says_that_nothing_is_open(sign_in: SignIn) -> None:
    draft = (await (await sign_in("bob")).get(PATH, params={"organization": CREW_A})).json()
    assert draft == {"note": "无未办结事项。\n其他情况：", "work": []}


async def test_it_counts_what_is_open_in_the_place_and_names_the_tightest(cast: Cast, sign_in: SignIn) -> None:
    day = Amount(1, Unit.DAYS)
    await start(a_clock(title=Text("YH-1", "YH-1"), amount=Amount(1, Unit.HOURS)), a_clock(title=Text("YH-2", "YH-2")))
    await start(a_clock(title=Text("SQ-1", "SQ-1"), subject_kind="complaint", name="resolution", amount=day))
    await start(a_clock(title=Text("YH-9", "YH-9"), organization=TWO))
    await cast.add("dave", "duty_officer", ONE)
    with time.travel(MORNING + timedelta(hours=2)):
        client = await sign_in("dave")
        draft = (await client.get(PATH, params={"organization": ONE})).json()
        english = (await client.get(PATH, params={"organization": ONE, "lang": "en"})).json()
    assert draft["work"] == [
        {"subject_kind": "complaint", "open": 1, "overdue": 0},
        {"subject_kind": "hazard", "open": 2, "overdue": 1},
    ]
    assert draft["note"].startswith(
        "未办结诉求 1 件，其中超期 0 件。\n未办结隐患 2 件，其中超期 1 件。\n最紧的事项：\n· YH-1 "
    )
    assert "YH-9" not in draft["note"]
    assert english["note"].startswith("Open complaints: 1, of which overdue: 0.")
