"""What counts as in time, and what the shares are of."""

from datetime import UTC, datetime, timedelta

import pytest

from heating.complaints.compliance.rules import Case, Verdict, residue, tally, verdict
from heating.complaints.rules import Channel, MatterClass

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def case(written: float, due: float | None, replied: float | None = None, score: int | None = None) -> Case:
    """Days before NOW; `due` and `replied` after the message."""
    at = NOW - timedelta(days=written)
    return Case(
        Channel.MESSAGE_BOARD,
        MatterClass.LIVELIHOOD,
        "taiyuan/",
        at,
        None if due is None else at + timedelta(days=due),
        None if replied is None else at + timedelta(days=replied),
        score,
    )


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (case(10, 7, 7), Verdict.IN_TIME),
        (case(10, 7, 7.001), Verdict.LATE),
        (case(7, 7), Verdict.WAITING),
        (case(7.001, 7), Verdict.OVERDUE),
        (case(90, None), Verdict.NO_LIMIT),
        (case(90, None, 1), Verdict.NO_LIMIT),
    ],
)
def test_the_last_moment_is_in_time(one: Case, expected: Verdict) -> None:
    assert verdict(one, NOW) is expected


def test_it_shares_among_what_has_shown_itself() -> None:
    found = tally([case(9, 7, 1), case(9, 7, 3), case(9, 7, 8), case(9, 7), case(1, 7), case(9, None, 2)], NOW)
    assert (found.total, found.in_time, found.late, found.overdue, found.waiting, found.no_limit) == (6, 2, 1, 1, 1, 1)
    assert found.share_in_time == 0.5
    assert (found.replied, found.mean_days, found.median_days) == (4, 3.5, 2.5)


def test_content_is_shown_with_how_many_answered() -> None:
    found = tally([case(9, 7, 1, 5), case(9, 7, 1, 3), case(9, 7, 1, 2), case(9, 7, 1), case(9, 7)], NOW)
    assert (found.scored, found.content, found.share_content, found.share_scored) == (3, 2, 0.6667, 0.75)


def test_nothing_has_no_share() -> None:
    found = tally([], NOW)
    assert (found.total, found.share_in_time, found.mean_days, found.share_content) == (0, None, None, None)


def test_what_has_no_reply_is_sorted_by_its_age() -> None:
    cases = [case(days, 7) for days in (0, 3, 3.1, 7, 15, 16, 30, 400)] + [case(5, 7, 1)]
    assert [(age.over, age.up_to, age.count) for age in residue(cases, NOW)] == [
        (0, 3, 2),
        (3, 7, 2),
        (7, 15, 1),
        (15, 30, 2),
        (30, None, 1),
    ]
