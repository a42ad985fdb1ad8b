"""What a receiver of webhooks relies on."""

from datetime import UTC, datetime, timedelta

from heating.notifications.senders.signing import WINDOW, is_genuine, signature

NOW = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)
SECRET, BODY = "a secret of the city", b'{"id":"1","kind":"hazard.accepted"}'
TIMESTAMP = int(NOW.timestamp())
GIVEN = signature(SECRET, TIMESTAMP, BODY)


def test_it_is_what_openssl_says() -> None:
    """printf '%s.%s' 1793678400 "$body" | openssl dgst -sha256 -hmac 'a secret of the city'"""
    assert TIMESTAMP == 1793678400
    assert GIVEN == "v1=770dbe2912bd19511a090b908b2fb1119a3567e356d3e6e8a98f9759df231090"


def test_it_is_genuine_within_five_minutes() -> None:
    for at in (NOW, NOW + WINDOW, NOW - WINDOW):
        assert is_genuine(SECRET, str(TIMESTAMP), GIVEN, BODY, at)
    assert not is_genuine(SECRET, str(TIMESTAMP), GIVEN, BODY, NOW + WINDOW + timedelta(seconds=1))


def test_nothing_about_it_may_be_changed() -> None:
    assert not is_genuine("another secret", str(TIMESTAMP), GIVEN, BODY, NOW)
    assert not is_genuine(SECRET, str(TIMESTAMP + 1), GIVEN, BODY, NOW)
    assert not is_genuine(SECRET, str(TIMESTAMP), GIVEN, BODY + b" ", NOW)
    for timestamp in ("", "x", "-1", "²", "9" * 400):
        assert not is_genuine(SECRET, timestamp, GIVEN, BODY, NOW)
    for given in ("", "v1=", "v1=é", GIVEN.upper(), GIVEN.removeprefix("v1=")):
        assert not is_genuine(SECRET, str(TIMESTAMP), given, BODY, NOW)
