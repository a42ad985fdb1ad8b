"""Killed tabs, full disks, lost answers, several tabs, a new version: nothing is lost and nothing comes twice."""

import io
import json
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import city, crew, kept
from tests.browser.conftest import Api
from tests.browser.phone import Phone
from tests.browser.waiting import eventually

pytestmark = pytest.mark.browser

NO_ROOM = """() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
        if (this.name === 'photo_bytes') throw new DOMException('no room', 'QuotaExceededError');
        return put.apply(this, arguments);
    };
}"""
NO_STORE = """() => {
    IDBObjectStore.prototype.put = () => { throw new DOMException('broken', 'DataError'); };
}"""


def test_it_says_so_when_there_is_no_room_for_a_photo_and_keeps_the_text(
    place: city.Place, label_film: Path, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone("phone", label_film)
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    page.goto(f"{phone.address}/app/assets/{place.assets['A1']}")
    crew.start_inspection(page)
    crew.judge(page, "pump", "异常")
    page.evaluate(NO_ROOM)
    page.locator("[data-item=pump] .take[data-role=close_up]").click()
    page.locator("dialog .primary:not([disabled])").click(timeout=crew.SLOW)
    expect(page.get_by_role("alert")).to_contain_text("手机空间不足。文字已保存，照片未保存")
    page.reload()
    expect(page.locator("[data-item=pump] .segment label.on")).to_have_text("异常", timeout=crew.SLOW)
    expect(page.locator("[data-item=pump] .keptphoto")).to_have_count(0)


def test_it_says_so_when_nothing_can_be_saved(place: city.Place, phone: Phone) -> None:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    page.goto(f"{phone.address}/app/assets/{place.assets['A1']}")
    crew.start_inspection(page)
    page.evaluate(NO_STORE)
    crew.judge(page, "drawings", "正常")
    expect(page.get_by_role("alert")).to_contain_text("没有保存成功，请不要关闭这一页")
    expect(page.get_by_text("没有保存", exact=True)).to_be_visible()


@pytest.mark.parametrize("round", range(3))
def test_it_restores_a_draft_after_the_tab_was_killed(round: int, place: city.Place, phone: Phone) -> None:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    page.goto(f"{phone.address}/app/assets/{place.assets['A1']}")
    crew.start_inspection(page)
    crew.judge(page, "drawings", "异常")
    page.fill("[data-item=drawings] textarea", f"缺水压图 {round}")
    crew.wait_until_saved(page)
    phone.kill()
    phone.start()
    page = phone.open()
    page.get_by_text("已填 1 项，草稿在本机").click(timeout=crew.SLOW)
    expect(page.locator("[data-item=drawings] textarea")).to_have_value(f"缺水压图 {round}", timeout=crew.SLOW)


def test_it_sends_again_when_the_answer_was_lost_and_the_server_has_it_once(
    phone: Phone, place: city.Place, leader: Api
) -> None:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.lose_signal()  # so that no push is under way when the page changes
    crew.inspect(page, phone.address, place.assets["A1"])
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["waiting"])
    phone.line.lose["/api/sync/push"] = 2
    phone.find_signal()
    crew.wait_for_states(page, ["received"])
    assert phone.line.seen.count("POST /api/sync/push") == 3
    assert len(leader.get("/api/inspections")["items"]) == 1


def test_it_sends_once_from_many_tabs_and_does_not_submit_twice(place: city.Place, leader: Api, phone: Phone) -> None:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.lose_signal()
    page.goto(f"{phone.address}/app/assets/{place.assets['A1']}")
    crew.start_inspection(page)
    crew.judge(page, "drawings", "正常")
    crew.judge(page, "pump", "正常")
    crew.fill_readings(page)
    crew.review(page)
    kept.wait_until(page, "draft", "rows => rows[0].section === 2")  # there the other tab begins
    crew_elsewhere = phone.open(page.url.removeprefix(phone.address))
    expect(crew_elsewhere.get_by_role("heading", name="核对并提交")).to_be_visible(timeout=crew.SLOW)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name="本机检查记录")).to_be_visible(timeout=crew.SLOW)
    crew_elsewhere.get_by_role("button", name="提交", exact=True).click()
    expect(crew_elsewhere.get_by_text("它可能已经在另一个标签页提交")).to_be_visible(timeout=crew.SLOW)

    tabs = [phone.open("/app/outbox") for _ in range(3)]
    phone.find_signal()
    for tab in tabs:
        crew.wait_for_states(tab, ["received"])
    assert len(leader.get("/api/inspections")["items"]) == 1


def test_it_asks_before_it_updates_and_keeps_queue_and_draft(phone: Phone, place: city.Place) -> None:
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    page.reload()
    phone.line.lose["/api/sync/push"] = 1_000_000
    crew.inspect(page, phone.address, place.assets["A1"])
    page.goto(f"{phone.address}/app/assets/{place.assets['A2']}")
    crew.start_inspection(page)
    crew.judge(page, "drawings", "正常")
    crew.wait_until_saved(page)

    phone.line.changes["/sw.js"] = lambda body: re.sub(rb"shell-[0-9a-f]{12}", rb"\g<0>-next", body)
    fetched = len(phone.line.seen)
    page.evaluate("navigator.serviceWorker.getRegistration().then(registration => registration.update())")
    with page.expect_navigation(timeout=crew.SLOW):
        page.get_by_role("button", name="新版本").click(timeout=crew.SLOW)
    eventually(lambda: page.evaluate("caches.keys()"), lambda names: [name[-5:] for name in names] == ["-next"])
    assert [path for path in phone.line.seen[fetched:] if "/static/" in path] == []
    expect(page.locator("[data-item=drawings] .segment label.on")).to_have_text("正常", timeout=crew.SLOW)
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["waiting"])
    phone.line.lose.clear()
    crew.wait_for_states(page, ["received"])


def test_it_keeps_what_the_server_refuses_with_the_reason_until_someone_settles_it(
    place: city.Place, new_phone: Callable[..., Phone]
) -> None:
    phone, other = new_phone("one"), new_phone("two")
    for each, username, asset in ((phone, "alice", "A1"), (other, "bob", "B1")):
        page = each.open()
        crew.sign_in_and_get_ready(page, username)
        each.lose_signal()
        page.goto(f"{each.address}/app/label/{place.blank}")
        page.get_by_role("button", name="这是新标签，绑定设备").click(timeout=crew.SLOW)
        page.get_by_label("按名称、编号查找设备").fill(asset)
        page.locator(".place", has_text=asset).click()
        page.get_by_role("dialog").get_by_role("button", name="绑定设备").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("机组", timeout=crew.SLOW)
    for each, state in ((phone, "received"), (other, "refused")):
        page = each.context.pages[-1]
        page.goto(f"{each.address}/app/outbox")
        each.find_signal()
        crew.wait_for_states(page, [state])
    expect(page.locator(".reason")).to_contain_text("服务器退回")
    page.reload()
    crew.wait_for_states(page, ["refused"])
    page.get_by_role("button", name="放弃", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="放弃").click()
    crew.wait_for_states(page, ["settled"])


def test_it_exports_the_queue_with_its_pictures(
    place: city.Place, label_film: Path, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone("phone", label_film)
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.lose_signal()
    page.goto(f"{phone.address}/app/assets/{place.assets['A1']}")
    crew.start_inspection(page)
    crew.fail_pump(page)
    crew.fill_readings(page)
    crew.submit(page)
    page.goto(f"{phone.address}/app/phone")
    expect(page.get_by_role("button", name="导出队列到文件")).to_be_visible(timeout=crew.SLOW)
    zipped = page.evaluate_handle(
        """() => new Promise(resolve => {
            const make = URL.createObjectURL;
            URL.createObjectURL = blob => {
                const zipped = blob.type === 'application/zip';
                if (zipped) blob.arrayBuffer().then(bytes => resolve([...new Uint8Array(bytes)]));
                return make(blob);
            };
            [...document.querySelectorAll('button')].find(button => button.textContent.includes('导出队列')).click();
        })"""
    )
    with zipfile.ZipFile(io.BytesIO(bytes(zipped.json_value()))) as archive:
        assert archive.testzip() is None
        queue = json.loads(archive.read("queue.json"))
        pictures = [name for name in archive.namelist() if name.startswith("photos/")]
    assert [operation["type"] for operation in queue["operations"]] == ["inspection.submit"]
    assert len(pictures) == 2


def _after_a_while(body: bytes) -> bytes:
    time.sleep(3)
    return body


def test_it_can_say_that_the_server_has_everything(place: city.Place, phone: Phone) -> None:
    """Also while a sending is under way: what it sends is counted."""
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.line.changes["/api/sync/push"] = _after_a_while
    crew.inspect(page, phone.address, place.assets["A1"])
    page.goto(f"{phone.address}/app/phone")
    page.get_by_role("button", name="同步测试").click(timeout=crew.SLOW)
    expect(page.get_by_text("服务器确认 1 / 1").first).to_be_visible(timeout=crew.SLOW)
    expect(page.locator(".teststeps .status.ok")).to_have_count(5)


def test_it_takes_a_refused_photo_again_and_corrects_the_inspection(
    place: city.Place, leader: Api, label_film: Path, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone("phone", label_film)
    page = phone.open()
    crew.sign_in_and_get_ready(page)
    phone.lose_signal()
    page.goto(f"{phone.address}/app/assets/{place.assets['A1']}")
    crew.start_inspection(page)
    crew.fail_pump(page)
    crew.fill_readings(page)
    crew.submit(page)
    page.evaluate(crew.SPOIL_PHOTOS)
    phone.find_signal()
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["received"])
    expect(page.get_by_text("照片被退回")).to_be_visible(timeout=crew.SLOW)
    crew.wait_for_refused_photos(page, 2)
    page.get_by_role("button", name="重拍照片").click()
    expect(page.get_by_text("这是被退回记录的更正")).to_be_visible(timeout=crew.SLOW)
    expect(page.locator("[data-item=pump] .keptphoto")).to_have_count(0)
    crew.take_photo(page, "pump", "close_up")
    crew.take_photo(page, "pump", "context")
    page.locator(".actbar .primary").click()
    crew.submit(page)
    page.goto(f"{phone.address}/app/outbox")
    crew.wait_for_states(page, ["settled", "received"])
    received = page.locator("[data-id][data-state=received]")
    expect(received.get_by_text("照片 2 / 2 已到")).to_be_visible(timeout=crew.SLOW)
    rows = leader.get("/api/inspections")["items"]
    replaced = {row["id"]: row["replaced_by"] for row in rows}
    first = next(id for id, later in replaced.items() if later)
    assert replaced == {first: replaced[first], replaced[first]: None}


def test_it_shows_what_another_phone_read_beside_the_number(place: city.Place, new_phone: Callable[..., Phone]) -> None:
    phone, other = new_phone("phone"), new_phone("other")
    page, elsewhere = phone.open(), other.open()
    crew.sign_in_and_get_ready(elsewhere, "bob")
    crew.inspect(elsewhere, other.address, place.assets["A1"], "0.47")
    elsewhere.goto(f"{other.address}/app/outbox")
    crew.wait_for_states(elsewhere, ["received"])
    crew.sign_in_and_get_ready(page)
    phone.lose_signal()
    page.goto(f"{phone.address}/app/assets/{place.assets['A1']}")
    crew.start_inspection(page)
    page.locator(".actbar .primary").click()
    expect(page.locator("[data-item=pressure]")).to_contain_text("上次 0.47 MPa", timeout=crew.SLOW)
