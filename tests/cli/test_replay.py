"""A history is sent in its order, and every difference between our clocks and the city's flag has its reason."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx2
import pytest
from starlette.applications import Starlette

from heating import storage
from heating.accounts import tokens
from heating.accounts.rules import Permission
from heating.cli import comparing, replaying
from heating.cli.comparing import Basis, Judged, Why, compare
from heating.cli.history import Case, Columns, History, NotAHistory, Recorded, read
from heating.cli.replaying import Run, Target
from tests.cast import CITY, Cast

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 1, 31, tzinfo=UTC)
HEAD = '"","CASE_ENQUIRY_ID","open_dt","target_dt","closed_dt","OnTime_Status","CASE_TITLE","Location","CLOSURE_REASON"'
LINES = [
    "1,101,2026-01-02 08:00:00,2026-02-01 08:00:30,NA,ONTIME,Heat,2 Ayr Rd  Brighton,NA",
    "2,102,2026-01-01 08:00:00,2026-01-31 08:00:30,2026-01-01 15:00:00,ONTIME,Heat,NA,Corrected",
    "3,103,2026-01-01 09:00:00,2026-01-05 09:00:00,2026-01-06 09:00:00,OVERDUE,Heat,Main St,Closed",
    "4,104,2026-01-03 09:00:00,NA,2026-01-30 09:00:00,ONTIME,Heat,Main St,Closed",
]


def history(tmp_path: Path, *lines: str) -> History:
    file = tmp_path / "heat.csv"
    file.write_text("\n".join([HEAD, *(lines or LINES)]), "utf-8")
    return read(file, Columns(), ZONE)


def case(days: float, closed: float | None, recorded: Recorded, due: float | None = 30) -> Case:
    """Opened `days` before NOW; `closed` and `due` that many days after."""
    opened = NOW - timedelta(days=days)
    return Case(
        number="1",
        text="",
        address="",
        outcome="",
        opened_at=opened,
        due_at=None if due is None else opened + timedelta(days=due),
        closed_at=None if closed is None else opened + timedelta(days=closed),
        recorded=recorded,
    )


def why(one: Case, limit: float | None) -> Why:
    ours = None if limit is None else one.opened_at + timedelta(days=limit)
    return comparing.why(Judged(one, ours), NOW)


def test_it_reads_cases_in_the_order_of_their_arrival(tmp_path: Path) -> None:
    found = history(tmp_path)
    assert [case.number for case in found.cases] == ["102", "103", "101", "104"]
    first, last = found.cases[0], found.cases[2]
    assert first.opened_at == datetime(2026, 1, 1, 13, tzinfo=UTC)
    assert (first.address, first.outcome, first.recorded) == ("", "Corrected", Recorded.ON_TIME)
    assert (last.address, last.closed_at) == ("2 Ayr Rd Brighton", None)
    assert found.as_of == datetime(2026, 1, 30, 14, tzinfo=UTC)


def test_the_file_was_made_after_the_last_deadline_that_it_calls_overdue(tmp_path: Path) -> None:
    line = "5,105,2026-01-05 08:00:00,2026-02-04 08:00:00,NA,OVERDUE,Heat,NA,NA"
    assert history(tmp_path, *LINES, line).as_of == datetime(2026, 2, 4, 13, tzinfo=UTC)


def test_it_says_which_lines_it_could_not_read(tmp_path: Path) -> None:
    found = history(tmp_path, LINES[0], "9,109,yesterday,NA,NA,ONTIME,Heat,NA,NA")
    assert (len(found.cases), found.unreadable) == (1, ["line 3: “yesterday” is no date and time"])


@pytest.mark.parametrize("content", ["a,b\n1,2\n", HEAD, f"{HEAD}\n1,1,x,NA,NA,ONTIME,Heat,NA,NA"])
def test_it_refuses_a_file_that_is_no_history(tmp_path: Path, content: str) -> None:
    file = tmp_path / "other.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(NotAHistory):
        read(file, Columns(), ZONE)


@pytest.mark.parametrize(
    ("one", "limit", "expected"),
    [
        (case(60, 1, Recorded.ON_TIME), 7, Why.AGREE),
        (case(60, None, Recorded.OVERDUE), 7, Why.AGREE),
        (case(60, 10, Recorded.ON_TIME), 7, Why.SHORTER),
        (case(20, None, Recorded.ON_TIME), 7, Why.NOT_YET),
        (case(60, 40, Recorded.OVERDUE), 45, Why.LONGER),
        (case(40, None, Recorded.OVERDUE), 45, Why.NOT_YET_OURS),
        (case(60, 10, Recorded.ON_TIME, due=None), 7, Why.NO_DEADLINE),
        (case(60, 30.02, Recorded.ON_TIME, due=30 + 1 / 24), 30, Why.SUMMER_TIME),
        (case(60, 40, Recorded.ON_TIME), 7, Why.CONTRADICTION),
        (case(60, 40, Recorded.NOT_SAID), 7, Why.NOT_SAID),
        (case(60, 40, Recorded.OVERDUE), None, Why.LONGER),
    ],
)
def test_every_difference_has_its_reason(one: Case, limit: float | None, expected: Why) -> None:
    assert why(one, limit) is expected


def test_it_counts_what_is_overdue_and_by_what() -> None:
    cases = [case(60, 40, Recorded.OVERDUE), case(60, None, Recorded.OVERDUE), case(60, 10, Recorded.ON_TIME)]
    found = compare([Judged(one, one.opened_at + timedelta(days=7)) for one in cases], NOW)
    assert (found.ours_overdue, found.city_overdue, found.total) == (3, 2, 3)
    assert found.city_by == {Basis.ENDED_LATE: 1, Basis.NO_END: 1}
    assert found.ours_by == {Basis.ENDED_LATE: 2, Basis.NO_END: 1}
    assert found.why == {Why.AGREE: 2, Why.SHORTER: 1}
    assert (found.our_limits, found.city_limits) == ({"7 d": 3}, {"30 d": 3})


def test_the_same_limit_by_working_days_judges_otherwise() -> None:
    one = case(60, 35, Recorded.OVERDUE)
    found = comparing.by_calendar([one], 30, History([one], [], NOW, ZONE))
    assert [comparison.ours_overdue for comparison in found.values()] == [1, 1, 0]
    assert comparing.usual_days([one]) == 30


class Server:
    def __init__(self, app: Starlette, token: str) -> None:
        self.transport = httpx2.ASGITransport(app)
        self.token = token

    async def replay(self, found: History, **target: str) -> Run:
        wanted = {"category": "no_heat", "organization": CITY, "area": CITY, **target}
        given = Target("http://heating.test", self.token, "heat", **wanted)
        return await replaying.replay(found, given, 0, self.transport)


@pytest.fixture
async def server(app: Starlette, cast: Cast) -> Server:
    scopes = [Permission.COMPLAINTS_RECEIVE, Permission.COMPLAINTS_IMPORT, Permission.COMPLAINTS_READ]
    return Server(app, (await tokens.create(cast.actor("alice"), "replay", scopes, None)).token)


async def test_the_server_takes_over_what_came_and_what_ended(server: Server, tmp_path: Path) -> None:
    found = history(tmp_path)
    run = await server.replay(found)
    assert [one.problem for one in run.sent] == [""] * 4
    assert run.requests == 7
    rows = await storage.fetch("SELECT external_number, number, status FROM complaint ORDER BY external_number")
    assert [(row["external_number"], row["number"][:8], row["status"]) for row in rows] == [
        ("101", "20260102", "received"),
        ("102", "20260101", "closed"),
        ("103", "20260101", "closed"),
        ("104", "20260103", "closed"),
    ]
    # Several are on their way at a time: which of one day comes first is open.
    numbers = {"20260101-00001", "20260101-00002", "20260102-00001", "20260103-00001"}
    assert {row["number"] for row in rows} == numbers
    clocks = await storage.fetch(
        "SELECT c.external_number AS number, d.outcome FROM deadline d JOIN complaint c ON c.id = d.subject_id"
        " WHERE d.name = 'resolution'"
    )
    assert {row["number"]: row["outcome"] for row in clocks} == {
        "101": "open", "102": "met", "103": "late", "104": "late",
    }  # fmt: skip
    assert await storage.fetch("SELECT 1 FROM deadline WHERE look_after IS NOT NULL") == []


async def test_our_clocks_come_back_with_the_answers(server: Server, tmp_path: Path) -> None:
    run = await server.replay(history(tmp_path))
    due = {one.case.number: one.due for one in run.sent}
    assert due["102"] is not None
    assert due["102"]["resolution"] == datetime(2026, 1, 1, 21, tzinfo=UTC)


async def test_replaying_again_finds_everything_there(server: Server, tmp_path: Path) -> None:
    found = history(tmp_path)
    await server.replay(found)
    run = await server.replay(found)
    assert [one.problem for one in run.sent] == [""] * 4
    (count,) = await storage.fetch("SELECT count(*) AS n FROM complaint")
    assert count["n"] == 4


async def test_it_tells_what_the_server_refused(server: Server, tmp_path: Path) -> None:
    run = await server.replay(history(tmp_path), category="potholes")
    assert [one.due for one in run.sent] == [None] * 4
    assert run.sent[0].problem.startswith("422 complaint.invalid:")
