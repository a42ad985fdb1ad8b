"""GET /api/exports/messages.xlsx: what was taken in goes out again, and comes in again as the same."""

import io

import httpx2
import msgspec
import pytest
from python_calamine import CalamineWorkbook

from heating import storage
from heating.lib import clock
from tests.cast import SignIn
from tests.transfer.test_import_messages import LINES, MAPPING, NOW, Import, counts, send

__all__ = ["send"]


async def rows(client: httpx2.AsyncClient, **query: str) -> list[dict[str, object]]:
    with clock.travel(NOW):
        answer = await client.get("/api/exports/messages.xlsx", params=query)
    assert answer.status_code == 200, answer.text
    head, *lines = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


async def test_it_refuses_numbers_to_who_may_not_see_them(send: Import, alice: httpx2.AsyncClient) -> None:
    await send(LINES)
    answer = await alice.get("/api/exports/messages.xlsx", params={"personal": "true"})
    assert answer.status_code == 403


async def test_it_masks_numbers_in_texts(send: Import, alice: httpx2.AsyncClient) -> None:
    await send(LINES)
    waiting = next(row for row in await rows(alice) if row["留言编号"] == "A3")
    assert waiting["留言内容"] == "温度低，电话138****5678"
    assert await storage.fetch("SELECT 1 FROM audit_entry WHERE action = 'messages.exported'") == []


async def test_taking_numbers_out_is_noted(send: Import, sign_in: SignIn) -> None:
    await send(LINES)
    leader = await sign_in("city_leader", "taiyuan/")
    waiting = next(row for row in await rows(leader, personal="true") if row["留言编号"] == "A3")
    assert waiting["留言内容"] == "温度低，电话13812345678"
    assert len(await storage.fetch("SELECT 1 FROM audit_entry WHERE action = 'messages.exported'")) == 1


@pytest.mark.parametrize(
    ("query", "number"),
    [({}, 3), ({"channel": "phone"}, 0), ({"channel": "message_board"}, 3), ({"until": "2026-11-03T01:00:00Z"}, 2)],
)
async def test_it_holds_what_was_asked_for(
    send: Import, alice: httpx2.AsyncClient, query: dict[str, str], number: int
) -> None:
    await send(LINES)
    assert len(await rows(alice, **query)) == number


async def test_others_see_nothing_of_it(send: Import, sign_in: SignIn) -> None:
    await send(LINES)
    assert await rows(await sign_in("charlie")) == []


async def test_what_goes_out_comes_in_again_unchanged(send: Import, sign_in: SignIn) -> None:
    await send(LINES)
    leader = await sign_in("city_leader", "taiyuan/")
    with clock.travel(NOW):
        content = (await leader.get("/api/exports/messages.xlsx", params={"personal": "true"})).content
    columns = {
        "number": "留言编号", "title": "标题", "text": "留言内容", "written_at": "留言时间", "reply": "回复内容",
        "replied_at": "回复时间", "score": "评分",
    }  # fmt: skip
    again = msgspec.json.decode(msgspec.json.encode({**MAPPING, "columns": columns}))
    assert counts(await send(content, name="messages.xlsx", mapping=again)) == (0, 0, 0, 3, 0, 0)
