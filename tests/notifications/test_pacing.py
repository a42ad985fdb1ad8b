from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heating.notifications.pacing import PACES, Pace, paced, slot
from heating.notifications.rules import ChannelKind

START = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)
LIMITS = {
    ChannelKind.WECOM: [(20, timedelta(minutes=1))],
    ChannelKind.DINGTALK: [(20, timedelta(minutes=1))],
    ChannelKind.FEISHU: [(100, timedelta(minutes=1)), (5, timedelta(seconds=1))],
}
"""What the makers allow."""


def sent_at(pace: Pace, wanted: list[datetime]) -> list[datetime]:
    """When they go out that are wanted at these moments."""
    paced_until, times = None, []
    now = START
    for moment in wanted:
        now = slot(pace, paced_until, max(now, moment))
        paced_until = paced(pace, paced_until, now)
        times.append(now)
    return times


@pytest.mark.parametrize("kind", LIMITS)
@given(gaps=st.lists(st.integers(0, 8000), max_size=150))
def test_no_span_ever_holds_more_than_the_maker_allows(kind: ChannelKind, gaps: list[int]) -> None:
    moment, wanted = START, []
    for gap in gaps:
        moment += timedelta(milliseconds=gap if gap > 4000 else 0)
        wanted.append(moment)
    times = sent_at(PACES[kind], wanted)
    for most, span in LIMITS[kind]:
        for start in times:
            assert sum(start <= at < start + span for at in times) <= most


def test_the_first_ones_go_at_once() -> None:
    pace = PACES[ChannelKind.WECOM]
    times = sent_at(pace, [START] * 7)
    assert [round((at - START).total_seconds()) for at in times] == [0, 0, 0, 0, 0, 4, 8]


def test_after_a_rest_they_go_at_once_again() -> None:
    pace = PACES[ChannelKind.WECOM]
    later = START + timedelta(minutes=1)
    assert sent_at(pace, [START] * 5 + [later] * 5)[5:] == [later] * 5
