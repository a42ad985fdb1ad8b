"""Who is told of a step: each once, and nothing of the resident."""

from heating import storage
from heating.complaints.residents import actions as resident_actions
from heating.complaints.residents.schemas import ResidentConfirmation
from heating.lib.ids import new_id
from heating.worker import followers
from tests.complaints.living import Life
from tests.inspections.world import ZONE


async def told() -> set[tuple[str, str]]:
    """Who was told of what, since the last time."""
    for follower in followers():
        if follower.name == "people told of complaints":
            await follower.catch_up()
    rows = await storage.fetch(
        "SELECT u.name, n.kind FROM notification n JOIN user_account u ON u.id = n.person_id"
        " WHERE n.kind LIKE 'complaint.%'"
    )
    return {(row["name"], row["kind"]) for row in rows}


async def test_what_the_resident_adds_is_told_to_those_who_handle_it(life: Life) -> None:
    await life.until("handling")
    code = (await life.as_it_is()).tracking_code
    await life.step("dora", "note", text="已联系")
    known = await told()
    await resident_actions.confirm_by_resident(code, ResidentConfirmation(id=new_id(), warm=False), ZONE)
    assert await told() - known == {("Dora", "complaint.noted"), ("Max", "complaint.noted")}
    await life.resolve()
    known = await told()
    await resident_actions.confirm_by_resident(code, ResidentConfirmation(id=new_id(), warm=False), ZONE)
    assert ("Dora", "complaint.sent_back") in await told() - known


async def test_each_turn_is_told_to_those_whose_turn_it_is(line: Life) -> None:
    await line.begin(caller={"name": "王小明", "phone": "13812345678"}, text="孩子发烧家里很冷")
    officer = (await line.as_it_is()).officer
    assert officer is not None
    known = await told()
    assert known == {(officer.name, "complaint.dispatched")}
    await line.until("resolved")
    assert await told() - known == {("Max", "complaint.resolved"), ("Sue", "complaint.resolved")}
    await line.verify()
    await line.reply("dora", disposition="explained", explanation="用户自行关阀")
    now = await told()
    assert {("Max", "complaint.reply_drafted"), ("Dan", "complaint.reply_drafted")} <= now
    rows = await storage.fetch("SELECT title_zh, body_zh AS body FROM notification")
    assert not [row for row in rows if "王" in row["body"] or "冷" in row["body"] or "1381" in row["body"]]
    assert any("室温不达标" in row["body"] for row in rows)
