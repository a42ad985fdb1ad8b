"""The cursor of a pull."""

from typing import Any

import msgspec
import pytest

from heating.accounts.actor import system_actor
from heating.accounts.rules import Role
from heating.lib.problems import Problem
from heating.storage.changes import Head
from heating.sync.cursor import Cursor, begin, check, resume

ACTOR = msgspec.structs.replace(system_actor(), organization="taiyuan/heat-one/", area="taiyuan/")
HEAD = Head("one", 100)
CURSOR = begin(ACTOR, HEAD)


def refused(cursor: Cursor | str, head: Head = HEAD, **changes: Any) -> str:
    text = cursor if isinstance(cursor, str) else cursor.encoded()
    with pytest.raises(Problem) as caught:
        check(resume(text, msgspec.structs.replace(ACTOR, **changes)), head)
    return caught.value.code


@pytest.mark.parametrize("text", ["", "x", "bm9uc2Vuc2U", "W10", "字"])
def test_it_refuses_what_is_no_cursor(text: str) -> None:
    assert refused(text) == "http.cursor"


@pytest.mark.parametrize("seq", [-1, 2**63])
def test_it_refuses_a_number_that_no_log_has(seq: int) -> None:
    assert refused(msgspec.structs.replace(CURSOR, seq=seq)) == "http.cursor"


def test_it_is_gone_when_the_log_is_another() -> None:
    assert refused(CURSOR, Head("two", 200)) == "sync.cursor_gone"


def test_it_is_gone_when_the_log_is_shorter_than_it() -> None:
    assert refused(CURSOR, Head("one", 99)) == "sync.cursor_gone"


@pytest.mark.parametrize(
    "changes",
    [{"organization": ""}, {"organization": "taiyuan/heat-two/"}, {"area": ""}, {"role": Role.CREW_MEMBER}],
)
def test_it_is_gone_when_the_actor_sees_something_else(changes: dict[str, Any]) -> None:
    assert refused(CURSOR, **changes) == "sync.cursor_gone"


def test_it_is_the_same_for_a_colleague_with_the_same_scope() -> None:
    assert resume(CURSOR.encoded(), msgspec.structs.replace(ACTOR, name="bob")) == CURSOR
    check(CURSOR, Head("one", 120))


def test_it_begins_at_the_head_of_the_log_with_the_first_kind() -> None:
    assert (CURSOR.seq, CURSOR.kind, CURSOR.after) == (100, 0, "")
