"""GET /api/complaints/{id}/receipt.pdf, /api/complaints/ledger.xlsx."""

import io
from datetime import timedelta

from python_calamine import CalamineWorkbook

from heating import storage
from heating.complaints.residents import tracking
from heating.lib import clock
from tests.complaints.living import NIGHT, Life
from tests.hazards.paper import codes_in, text_of


async def test_the_receipt_has_the_codes_and_nothing_of_who_called(line: Life) -> None:
    await line.begin(caller={"name": "王小明", "phone": "13812345678"}, channel="visit")
    complaint = await line.as_it_is()
    client = await line._client("cora")
    answer = await client.get(f"/api/complaints/{line.id}/receipt.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    text = text_of(answer.content)
    for words in (
        "诉求受理回执",
        complaint.number,
        tracking.printed(complaint.tracking_code),
        "室温不达标",
        "来访·投诉",
        "一公司甲班",
        "2026-11-0824:00",
        "家里暖气不热",
    ):
        assert words in text, words
    assert "王小明" not in text
    assert "1381234" not in text
    assert codes_in(answer.content) == [f"http://127.0.0.1:8000/track/{complaint.tracking_code}"]
    assert (await (await line._client("charlie")).get(f"/api/complaints/{line.id}/receipt.pdf")).status_code == 404


async def test_the_register_has_every_complaint_that_the_list_would_show(line: Life) -> None:
    await line.begin(caller={"name": "王小明", "phone": "13812345678"})
    await line.until("closed")
    with clock.travel(NIGHT + timedelta(minutes=1)):
        await line.begin(category="noise", text="=1+1")
    client = await line._client("cora")
    answer = await client.get("/api/complaints/ledger.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    titles, *found = rows[2:]
    first = dict(zip(titles, found[0], strict=True))
    assert (first["状态"], first["评分"], first["是否解决"], first["核查人"]) == ("已办结", 5.0, "是", "Sue")
    assert [row[titles.index("反映内容")] for row in found] == ["家里暖气不热", "=1+1"]
    assert "王小明" not in str(rows)
    few = await client.get("/api/complaints/ledger.xlsx", params={"category": "noise"})
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(few.content)).get_sheet_by_index(0).to_python()) == 4


TEXT = "打 13812345678，家里冷"


async def register(life: Life, by: str, **query: str) -> list[dict[str, object]]:
    answer = await (await life._client(by)).get("/api/complaints/ledger.xlsx", params=query)
    assert answer.status_code == 200, answer.text
    titles, *rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()[2:]
    return [dict(zip(map(str, titles), row, strict=True)) for row in rows]


async def exports() -> list[str]:
    rows = await storage.fetch("SELECT detail_json FROM audit_entry WHERE action = 'complaints.exported'")
    return [str(row["detail_json"]) for row in rows]


async def test_the_register_hides_doors_and_numbers(line: Life) -> None:
    await line.begin(text=TEXT)
    with clock.travel(NIGHT + timedelta(minutes=1)):
        await line.receive(building=None, unit="", room="", address="老医院家属院3号楼2单元501室", category=None)
    first, second = await register(line, "cora")
    assert first["反映内容"] == "打 138****5678，家里冷"
    assert str(first["地址"]).endswith("2单元***")
    assert second["地址"] == "老医院家属院3号楼2单元***室"
    assert await exports() == []


async def test_what_is_taken_out_as_it_is_leaves_a_trace(line: Life) -> None:
    await line.begin(text=TEXT)
    refusal = await (await line._client("sue")).get("/api/complaints/ledger.xlsx", params={"personal": "true"})
    assert (refusal.status_code, await exports()) == (403, [])
    (row,) = await register(line, "cora", personal="true", q="13812345678")
    assert row["反映内容"] == TEXT
    assert str(row["地址"]).endswith("2单元501")
    (noted,) = await exports()
    assert "1381234" not in noted
