"""What the status line of an answer says about a message."""

from datetime import timedelta

from heating.notifications.rules import SENT, Outcome, Reason, Result
from heating.notifications.senders.requests import Answer

_TRY_AGAIN = frozenset({408, 425})
_LONGEST_REST_SECONDS = 3600


def outcome_of_status(answer: Answer) -> Outcome:
    words = f"HTTP {answer.status}"
    if 200 <= answer.status < 300:
        return SENT
    if answer.status == 429:
        return Outcome(Result.LIMITED, Reason.HTTP_STATUS, words, _retry_after(answer))
    if answer.status >= 500 or answer.status in _TRY_AGAIN:
        return Outcome(Result.UNREACHABLE, Reason.HTTP_STATUS, words, _retry_after(answer))
    return Outcome(Result.REFUSED, Reason.HTTP_STATUS, words)


def _retry_after(answer: Answer) -> timedelta | None:
    """The header in seconds; its other form, a date, is left to our own pauses."""
    text = answer.headers.get("retry-after", "").strip()
    if not (text.isascii() and text.isdigit()):
        return None
    return timedelta(seconds=min(int(text[:6]), _LONGEST_REST_SECONDS))
