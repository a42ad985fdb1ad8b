"""Buckets that fill up again, and forms that are ours."""

from datetime import UTC, datetime, timedelta

import pytest

from heating.lib.buckets import Buckets
from heating.portal import form_token

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def test_a_bucket_empties_and_fills_again() -> None:
    buckets = Buckets(3, timedelta(minutes=3))
    assert [buckets.take("a", NOON) for _ in range(4)] == [True, True, True, False]
    assert buckets.take("b", NOON)
    assert not buckets.take("a", NOON + timedelta(seconds=59))
    assert buckets.take("a", NOON + timedelta(seconds=61))
    assert not buckets.take("a", NOON + timedelta(seconds=61))


def test_a_clock_set_back_empties_no_bucket() -> None:
    buckets = Buckets(3, timedelta(minutes=3))
    assert buckets.take("a", NOON)
    assert buckets.take("a", NOON - timedelta(days=1))


def test_a_form_is_known_again_for_two_days() -> None:
    token = form_token.issue(NOON)
    text = form_token.written(token)
    assert form_token.read(text, NOON + form_token.LASTS) == token
    assert form_token.read(text, NOON + form_token.LASTS + timedelta(seconds=1)) is None


@pytest.mark.parametrize("place", [0, 10, 34, 45, -1])
def test_a_form_with_one_letter_changed_is_not_ours(place: int) -> None:
    text = form_token.written(form_token.issue(NOON))
    letters = list(text)
    letters[place] = "0" if letters[place] != "0" else "1"
    assert form_token.read("".join(letters), NOON) is None


def test_a_photo_belongs_to_its_form() -> None:
    one, other = form_token.issue(NOON), form_token.issue(NOON)
    mark = form_token.photo_mark(one, "ab" * 32)
    assert form_token.marked_photo(one, mark) == "ab" * 32
    assert form_token.marked_photo(other, mark) is None
    assert form_token.marked_photo(one, "x") is None
