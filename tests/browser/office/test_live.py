"""What comes between the reading of a page and the beginning of its stream is not lost."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.office.complaints import OFFICER, receive, step
from tests.browser.office.desk import Desk

pytestmark = pytest.mark.browser


def test_a_page_shows_what_came_before_its_stream_began(desk: Desk) -> None:
    complaint = receive(desk)
    page = desk.context(OFFICER).new_page()
    held: list[Route] = []
    page.route("**/api/events*", lambda route: held.append(route))
    with page.expect_request("**/api/events*"):
        page.goto(f"/app/complaints/{complaint['id']}")
    state = page.locator(".pagehead .chip").first
    expect(state).to_have_text("待接单")
    step(desk, complaint, "acknowledgement", role="administrator")
    held[0].continue_()
    expect(state).to_have_text("处置中")
    page.close()
