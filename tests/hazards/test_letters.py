"""/api/supervision-letters"""

import asyncio
from datetime import date, datetime
from typing import Any
from uuid import UUID

import httpx2
import pytest

from heating import storage
from heating.audit import queries as audit
from heating.deadlines import queries as deadlines
from heating.lib import clock
from heating.lib.ids import new_id
from tests.cast import CITY, CREW_B, ONE, TWO, WANBOLIN, XINGHUALING, SignIn
from tests.hazards.paper import codes_in, text_of
from tests.hazards.past import Past, day
from tests.inspections.world import BOTH, World

PATH = "/api/supervision-letters"
NOW = day(6, 1)


@pytest.fixture
async def past(world: World) -> Past:
    past = await Past(world).build()
    await world.cast.add("mia", "company_manager", ONE)
    return past


@pytest.fixture
async def leader(past: Past, sign_in: SignIn) -> httpx2.AsyncClient:  # noqa: ARG001 - the places must be there
    return await sign_in("city_leader", CITY)


def a_letter(**others: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "title": "关于限期整改供热安全隐患的督办函",
        "text": "经查，你单位下列隐患整改不力。\n请立即组织整改并书面回复。",
        "leader": "王副市长",
        "organization": ONE,
        "due_on": "2026-06-08",
    } | others


async def issued(client: httpx2.AsyncClient, at: datetime = NOW, **others: Any) -> dict[str, Any]:
    with clock.travel(at):
        answer = await client.post(PATH, json=a_letter(**others))
    assert answer.status_code == 201, answer.text
    letter: dict[str, Any] = answer.json()
    return letter


async def inbox(past: Past, username: str) -> list[str]:
    rows = await storage.fetch(
        "SELECT kind FROM notification WHERE person_id = ? AND kind LIKE 'supervision%' ORDER BY created_at",
        [past.actor(username).id],
    )
    return [row["kind"] for row in rows]


@pytest.mark.usefixtures("past")
async def test_it_refuses_strangers_and_those_who_do_not_supervise(
    sign_in: SignIn, stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    assert (await stranger.post(PATH, json=a_letter())).status_code == 401
    for client in (bob, await sign_in("sam"), await sign_in("mia")):
        assert (await client.post(PATH, json=a_letter())).status_code == 403


async def test_it_refuses_every_wrong_field_at_once(past: Past, leader: httpx2.AsyncClient) -> None:
    hazard = await past.confirmed(day(5, 1))
    taken = await issued(leader, number="并政督〔2026〕1号")
    with clock.travel(NOW):
        wrong = a_letter(
            number=taken["number"],
            organization="taiyuan/none/",
            due_on="2026-05-31",
            hazards=[str(hazard), str(new_id())],
        )
        twice = await leader.post(PATH, json=a_letter(hazards=[str(hazard), str(hazard)]))
        answer = await leader.post(PATH, json=wrong)
        other = await leader.post(PATH, json=a_letter(organization=TWO, hazards=[str(hazard)]))
        far = await leader.post(PATH, json=a_letter(due_on="2027-06-03"))
    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} == {
        "/number",
        "/organization",
        "/due_on",
        "/hazards/0",
        "/hazards/1",
    }
    assert [error["pointer"] for error in other.json()["errors"]] == ["/hazards/0"]
    assert [(error["pointer"], error["code"]) for error in twice.json()["errors"]] == [("/hazards/1", "repeated")]
    assert [error["code"] for error in far.json()["errors"]] == ["far"]


async def test_spaces_alone_are_neither_letter_nor_number(leader: httpx2.AsyncClient) -> None:
    with clock.travel(NOW):
        answer = await leader.post(PATH, json=a_letter(title=" ", text="\u3000\n", leader="  "))
    assert {(error["pointer"], error["code"]) for error in answer.json()["errors"]} == {
        ("/title", "required"),
        ("/text", "required"),
        ("/leader", "required"),
    }
    assert (await issued(leader, number="  "))["number"] == "督函〔2026〕1号"
    assert (await issued(leader, number=" 并政督〔2026〕2号 "))["number"] == "并政督〔2026〕2号"


async def test_spaces_alone_are_no_reply_and_stop_no_clock(leader: httpx2.AsyncClient, sign_in: SignIn) -> None:
    letter, mia = await issued(leader), await sign_in("mia")
    for path in ("reply", "follow-ups"):
        answer = await mia.post(f"{PATH}/{letter['id']}/{path}", json={"text": " \n\u3000"})
        assert [error["pointer"] for error in answer.json()["errors"]] == ["/text"]
    [clocks] = (await deadlines.clocks_of("supervision_letter", [UUID(letter["id"])])).values()
    assert [one.outcome for one in clocks] == ["open"]


async def test_a_follow_up_sent_twice_at_the_same_moment_is_taken_once(
    leader: httpx2.AsyncClient, sign_in: SignIn
) -> None:
    letter, mia = await issued(leader), await sign_in("mia")
    await mia.post(f"{PATH}/{letter['id']}/reply", json={"text": "已安排。"})
    body = {"id": str(new_id()), "text": "阀门已到货。"}
    answers = await asyncio.gather(*(mia.post(f"{PATH}/{letter['id']}/follow-ups", json=body) for _ in range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert len((await mia.get(f"{PATH}/{letter['id']}")).json()["follow_ups"]) == 1


async def test_it_is_numbered_numbered_on_and_keeps_a_number_of_its_own(leader: httpx2.AsyncClient) -> None:
    await issued(leader, number="督函〔2026〕2号")
    numbers = [(await issued(leader))["number"] for _ in range(2)]
    assert numbers == ["督函〔2026〕1号", "督函〔2026〕3号"]


async def test_it_shows_its_hazards_and_who_must_answer_by_when(past: Past, leader: httpx2.AsyncClient) -> None:
    hazard = await past.confirmed(day(5, 1), grade="major")
    letter = await issued(leader, hazards=[str(hazard)])
    assert (letter["organization"]["name"], letter["issuer"]["path"]) == ("第一热力公司", CITY)
    assert (letter["reply"], letter["overdue"], letter["area"]) == (None, False, XINGHUALING)
    [shown] = letter["hazards"]
    assert (shown["id"], shown["grade"], shown["status"]) == (str(hazard), "major", "rectifying")
    with clock.travel(day(6, 9)):
        assert (await leader.get(f"{PATH}/{letter['id']}")).json()["overdue"]
    [clocks] = (await deadlines.clocks_of("supervision_letter", [UUID(letter["id"])])).values()
    assert [(one.name, one.due_at) for one in clocks] == [("reply", day(6, 8, 16))]


async def test_the_same_letter_again_is_harmless_and_another_one_a_conflict(leader: httpx2.AsyncClient) -> None:
    document = a_letter()
    with clock.travel(NOW):
        first, again = [await leader.post(PATH, json=document) for _ in range(2)]
        other = await leader.post(PATH, json={**document, "leader": "李副市长"})
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (409, "letter.id_taken")
    assert len((await leader.get(PATH)).json()["items"]) == 1


async def test_it_is_seen_by_the_addressee_and_by_those_above(
    past: Past, leader: httpx2.AsyncClient, sign_in: SignIn, charlie: httpx2.AsyncClient
) -> None:
    hazard = await past.confirmed(day(5, 1))
    letter = await issued(leader, hazards=[str(hazard)])
    assert (await charlie.get(f"{PATH}/{letter['id']}")).json()["code"] == "letter.not_found"
    assert (await charlie.get(PATH)).json()["items"] == []
    assert (await (await sign_in("district_officer", CITY, WANBOLIN)).get(PATH)).json()["items"] == []
    for client in (await sign_in("mia"), await sign_in("district_officer", CITY, XINGHUALING)):
        assert [row["id"] for row in (await client.get(PATH)).json()["items"]] == [letter["id"]]


async def test_lists_are_filtered_and_paged(past: Past, leader: httpx2.AsyncClient, sign_in: SignIn) -> None:
    hazard = await past.confirmed(day(5, 1))
    about, plain, other = [
        await issued(leader, day(6, 1), hazards=[str(hazard)]),
        await issued(leader, day(6, 2)),
        await issued(leader, day(6, 3), organization=TWO),
    ]
    await (await sign_in("mia")).post(f"{PATH}/{plain['id']}/reply", json={"text": "已整改"})

    async def ids(**query: str) -> list[str]:
        return [row["id"] for row in (await leader.get(PATH, params=query)).json()["items"]]

    assert await ids(hazard=str(hazard)) == [about["id"]]
    assert await ids(organization=TWO) == [other["id"]]
    assert await ids(open="false") == [plain["id"]]
    page = (await leader.get(PATH, params={"limit": "2"})).json()
    following = (await leader.get(PATH, params={"limit": "2", "cursor": page["next"]})).json()
    assert [row["id"] for row in [*page["items"], *following["items"]]] == [other["id"], plain["id"], about["id"]]


async def test_the_company_replies_once_with_evidence(
    leader: httpx2.AsyncClient, sign_in: SignIn, charlie: httpx2.AsyncClient
) -> None:
    letter = await issued(leader)
    path, reply = f"{PATH}/{letter['id']}/reply", {"text": "已更换阀门，复查合格。", "photos": BOTH[:1]}
    assert (await (await sign_in("auditor", CITY)).post(path, json=reply)).status_code == 403
    assert (await charlie.post(path, json=reply)).status_code == 404
    mia = await sign_in("mia")
    assert (await mia.post(path, json={"text": ""})).status_code == 422
    with clock.travel(day(6, 3)):
        first, again = [await mia.post(path, json=reply) for _ in range(2)]
    shown = first.json()
    assert (first.status_code, shown["reply"]["text"], shown["reply"]["by"]["name"]) == (200, reply["text"], "Mia")
    assert shown["reply"]["at"] == "2026-06-03T02:00:00Z"
    assert again.json() == shown
    assert (await mia.post(path, json={"text": "别的"})).json()["code"] == "letter.replied"
    [clocks] = (await deadlines.clocks_of("supervision_letter", [UUID(letter["id"])])).values()
    assert [one.outcome for one in clocks] == ["met"]


async def test_it_is_followed_up_after_the_reply_as_often_as_needed(
    past: Past, leader: httpx2.AsyncClient, sign_in: SignIn, charlie: httpx2.AsyncClient
) -> None:
    letter = await issued(leader)
    path, mia = f"{PATH}/{letter['id']}/follow-ups", await sign_in("mia")
    assert (await mia.post(path, json={"text": "进展"})).json()["code"] == "letter.not_replied"
    await mia.post(f"{PATH}/{letter['id']}/reply", json={"text": "已安排。"})
    assert (await (await sign_in("auditor", CITY)).post(path, json={"text": "进展"})).status_code == 403
    assert (await charlie.post(path, json={"text": "进展"})).status_code == 404
    assert (await mia.post(path, json={"text": ""})).status_code == 422
    await inbox(past, "city_leader.taiyuan")
    body = {"id": str(new_id()), "text": "阀门已到货。", "photos": BOTH[:1]}
    for _ in range(2):
        assert (await mia.post(path, json=body)).status_code == 200
    answer = await mia.post(path, json={"text": "复查合格。"})
    shown = answer.json()
    assert shown["reply"]["text"] == "已安排。"
    assert [(one["text"], one["by"]["name"]) for one in shown["follow_ups"]] == [
        ("阀门已到货。", "Mia"),
        ("复查合格。", "Mia"),
    ]
    assert shown["follow_ups"][0]["photos"][0]["sha256"] == BOTH[0]["sha256"]
    assert (await mia.post(path, json={**body, "text": "别的"})).json()["code"] == "letter.id_taken"
    kinds = await inbox(past, "city_leader.taiyuan")
    assert kinds.count("supervision_letter.followed_up") == 2
    paper = await leader.get(f"{PATH}/{letter['id']}/letter.pdf")
    assert "复查合格。" in text_of(paper.content)


async def test_everyone_concerned_hears_of_it_and_the_audit_keeps_it(
    past: Past, leader: httpx2.AsyncClient, sign_in: SignIn
) -> None:
    letter = await issued(leader)
    assert await inbox(past, "mia") == ["supervision_letter.issued"]
    assert await inbox(past, "bob") == []
    await (await sign_in("mia")).post(f"{PATH}/{letter['id']}/reply", json={"text": "已整改"})
    assert await inbox(past, "city_leader.taiyuan") == ["supervision_letter.replied"]
    entries = await audit.entries_after(0, 500, ["supervision_letter.issued", "supervision_letter.replied"])
    assert [(entry.action, entry.organization, entry.detail["number"]) for entry in entries] == [
        ("supervision_letter.issued", ONE, letter["number"]),
        ("supervision_letter.replied", ONE, letter["number"]),
    ]


async def test_on_paper_it_has_text_hazards_reply_and_a_code(
    past: Past, leader: httpx2.AsyncClient, sign_in: SignIn
) -> None:
    hazard = await past.confirmed(day(5, 1), grade="major", title="一次网 #泄漏*")
    letter = await issued(leader, hazards=[str(hazard)])
    await (await sign_in("mia")).post(f"{PATH}/{letter['id']}/reply", json={"text": "已更换阀门。\n复查合格。"})
    answer = await leader.get(f"{PATH}/{letter['id']}/letter.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    text = text_of(answer.content)
    for words in (
        "督办函",
        letter["number"],
        "第一热力公司",
        "整改不力",
        "一次网#泄漏*",
        "2026-06-08",
        "已更换阀门。",
        "王副市长",
    ):
        assert words in text, words
    assert codes_in(answer.content) == [f"http://127.0.0.1:8000/app/letters/{letter['id']}"]
    english = await leader.get(f"{PATH}/{letter['id']}/letter.pdf", params={"lang": "en"})
    assert "Replyinwritingby2026-06-08." in text_of(english.content)


async def test_a_letter_about_nothing_special_is_the_whole_citys_and_may_be_due_today(
    leader: httpx2.AsyncClient, sign_in: SignIn
) -> None:
    letter = await issued(leader, due_on=str(date(2026, 6, 1)), organization=CREW_B)
    assert letter["area"] == CITY
    district = await issued(await sign_in("district_officer", CITY, XINGHUALING))
    assert district["area"] == XINGHUALING
