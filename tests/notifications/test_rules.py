from datetime import timedelta

import pytest

from heating.notifications.rules import (
    MOST_ATTEMPTS,
    SENT,
    ChannelKind,
    DeliveryState,
    Outcome,
    Reason,
    Result,
    after_attempt,
    rest_of_receiver,
)

SECOND = timedelta(seconds=1)
BUSY = Outcome(Result.UNREACHABLE, Reason.NO_CONNECTION)
LOST = Outcome(Result.UNCLEAR, Reason.NO_ANSWER)
REFUSED = Outcome(Result.REFUSED, Reason.ANSWERED)
LIMITED = Outcome(Result.LIMITED, Reason.ANSWERED, retry_after=timedelta(minutes=10))


def state(kind: ChannelKind, outcome: Outcome, attempts: int = 1) -> DeliveryState:
    return after_attempt(kind, outcome, attempts, 0.5).state


@pytest.mark.parametrize("kind", ChannelKind)
def test_it_tries_again_only_what_certainly_did_not_arrive(kind: ChannelKind) -> None:
    assert state(kind, SENT) == "sent"
    assert state(kind, BUSY) == "waiting"
    assert state(kind, LIMITED) == "waiting"
    assert state(kind, REFUSED) == "failed"
    assert state(kind, LOST) == ("waiting" if kind is ChannelKind.WEBHOOK else "failed")


def test_it_gives_up_after_the_last_attempt() -> None:
    for outcome in (BUSY, LIMITED):
        assert state(ChannelKind.WECOM, outcome, MOST_ATTEMPTS - 1) == "waiting"
        assert state(ChannelKind.WECOM, outcome, MOST_ATTEMPTS) == "failed"


def test_its_attempts_are_spread_over_hours() -> None:
    pauses = [after_attempt(ChannelKind.MAIL, BUSY, n, 1.0).pause or timedelta() for n in range(1, MOST_ATTEMPTS)]
    assert pauses == sorted(pauses)
    assert pauses[0] == 5 * SECOND
    assert timedelta(hours=2) < sum(pauses, timedelta()) < timedelta(hours=4)


def test_it_believes_a_receiver_that_names_the_pause() -> None:
    assert after_attempt(ChannelKind.DINGTALK, LIMITED, 1, 0.5).pause == timedelta(minutes=10)


def test_a_receiver_rests_after_it_could_not_be_reached() -> None:
    assert rest_of_receiver(SENT, None) is None
    assert rest_of_receiver(REFUSED, None) is None
    assert rest_of_receiver(LIMITED, 5 * SECOND) == timedelta(minutes=10)
    assert rest_of_receiver(Outcome(Result.LIMITED, Reason.HTTP_STATUS), None) == timedelta(minutes=1)
    assert rest_of_receiver(BUSY, 5 * SECOND) == 5 * SECOND
    assert rest_of_receiver(BUSY, timedelta(hours=1)) == timedelta(minutes=1)
