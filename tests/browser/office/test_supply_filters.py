"""The missing supplies beside a chosen station, and a way back that is taken once."""

import pytest
from playwright.sync_api import expect

from tests.browser.office.desk import SLOW, Desk

pytestmark = pytest.mark.browser


def test_the_missing_are_shown_although_a_station_was_chosen_before(desk: Desk) -> None:
    building = desk.get("/api/supplies?limit=1")["items"][0]["building"]
    station = desk.get("/api/assets?kind=heat_station&limit=1")["items"][0]
    desk.send("DELETE", f"/api/assets/{building['id']}/supply", None)
    page = desk.open(f"/app/registry/supplies?station={station['id']}")
    page.get_by_role("radio", name="未登记").check(force=True)
    row = page.locator("tbody tr").filter(has_text=building["code"])
    expect(row).to_be_visible(timeout=SLOW)

    row.get_by_role("button", name="指定供热站").click()
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_role("combobox", name="供热站", exact=True)
    field.fill(station["code"])
    expect(dialog.get_by_role("option").first).to_be_visible(timeout=SLOW)
    field.press("Enter")
    dialog.get_by_role("button", name="指定供热站").click()
    undo = page.get_by_role("button", name="撤销")
    expect(undo).to_be_visible(timeout=SLOW)
    undo.evaluate("button => { button.click(); setTimeout(() => button.click()); }")
    expect(page.get_by_text("已撤销")).to_be_visible(timeout=SLOW)
    page.wait_for_timeout(500)
    expect(page.get_by_text("已撤销")).to_be_visible()
    expect(row).to_be_visible(timeout=SLOW)
