"""What an operation's digest covers. Digests are kept for good, so they must stay what they were made to be."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heating.sync.operations import text_hash, weighed_hash

NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**70), 2**70)
DOCUMENTS = st.dictionaries(
    st.text(max_size=4),
    st.recursive(
        NUMBERS | st.booleans() | st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


@given(DOCUMENTS)
def test_it_is_the_digest_of_the_sorted_text(document: dict[str, Any]) -> None:
    raw = msgspec.json.encode(document)
    assert text_hash(raw) == sha256(msgspec.json.encode(document, order="sorted")).hexdigest()


@pytest.mark.parametrize("ascii_only", [True, False])
def test_it_does_not_see_how_a_text_is_written(ascii_only: bool) -> None:
    one = {"id": "a", "payload": {"note": "三号站 e+", "value": 1e21, "count": 2**65}}
    other = {"payload": {"count": 2**65, "value": 1e21, "note": "三号站 e+"}, "id": "a"}
    indented = json.dumps(other, indent=2, ensure_ascii=ascii_only).encode()
    assert text_hash(indented) == text_hash(msgspec.json.encode(one))


@pytest.mark.parametrize("changed", [{"value": 2}, {"value": 1, "more": None}, {"value": "1"}, {}])
def test_it_sees_what_is_written(changed: dict[str, Any]) -> None:
    assert text_hash(msgspec.json.encode(changed)) != text_hash(b'{"value": 1}')


@pytest.mark.parametrize("depth", [1, 200, 300, 600])
def test_it_covers_what_is_nested_deeply(depth: int) -> None:
    raw = b'{"a": ' + b"[" * depth + b"]" * depth + b"}"
    assert text_hash(raw) == sha256(raw.replace(b" ", b"")).hexdigest()


def test_numbers_of_any_size_keep_their_digest() -> None:
    text = b'{"a":[1e16,1e22,36893488147419103232,0.000001,-0.0,"e+"]}'
    expected = sha256(msgspec.json.encode(msgspec.json.decode(text), order="sorted")).hexdigest()
    assert text_hash(text) == expected == sha256(text.replace(b"0.000001", b"1e-6")).hexdigest()


def test_the_digest_of_what_was_weighed_stays_what_it_was_made_to_be() -> None:
    frame = ("inspection.submit", datetime(2026, 9, 1, 8, 30, tzinfo=UTC), 3, UUID(int=1))
    written = b'["inspection.submit","2026-09-01T08:30:00Z",3,"00000000-0000-0000-0000-000000000001"]'
    assert weighed_hash(frame, "ab" * 32) == sha256(written + b"ab" * 32).hexdigest()
