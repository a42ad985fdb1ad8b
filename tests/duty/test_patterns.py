from datetime import timedelta

import pytest

from heating.duty.patterns import HandMade, Pattern, Plan, expand, plan_errors
from heating.duty.rules import Post, Shift
from tests.duty.rosters import at, named, shift


def the(*names: str) -> tuple:  # type: ignore[type-arg]
    return tuple(named(name) for name in names)


def test_turns_go_round_in_their_order() -> None:
    plan = Plan(at(1), at(3), (Pattern(Post.OFFICER, at(1), 12, the("a", "b", "c")),))
    assert expand(plan) == [
        shift("a", at(1), 12), shift("b", at(1, 12), 12), shift("c", at(2), 12), shift("a", at(2, 12), 12)
    ]  # fmt: skip


def test_a_rotation_from_before_the_roster_goes_on_where_it_is() -> None:
    """The first shift of the roster is the end of one that began on the evening before."""
    plan = Plan(at(1), at(2), (Pattern(Post.OFFICER, at(1, -28), 24, the("a", "b", "c")),))
    assert expand(plan) == [shift("b", at(1), 20), shift("c", at(1, 20), 4)]


def test_a_rotation_may_end_before_the_roster() -> None:
    plan = Plan(at(1), at(3), (Pattern(Post.LEADER, at(1), 24, the("a"), at(1, 30)),))
    assert expand(plan) == [shift("a", at(1), 24, Post.LEADER), shift("a", at(2), 6, Post.LEADER)]


def test_what_is_entered_by_hand_takes_the_place_of_the_rotation() -> None:
    plan = Plan(
        at(1), at(2), (Pattern(Post.OFFICER, at(1), 12, the("a", "b")),),
        (
            HandMade(Post.OFFICER, named("x"), at(1, 10), at(1, 14)),
            HandMade(Post.OFFICER, named("y"), at(1, 20), at(9)),
        ),
    )  # fmt: skip
    assert expand(plan) == [
        shift("a", at(1), 10), shift("x", at(1, 10), 4), shift("b", at(1, 14), 6), shift("y", at(1, 20), 4)
    ]  # fmt: skip


def test_by_hand_replaces_only_its_own_post() -> None:
    leader = HandMade(Post.LEADER, named("x"), at(1), at(2))
    plan = Plan(at(1), at(2), (Pattern(Post.OFFICER, at(1), 24, the("a")),), (leader,))
    assert expand(plan) == [Shift(Post.LEADER, named("x"), at(1), at(2)), shift("a", at(1), 24)]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (Plan(at(2), at(1)), {"/ends_at"}),
        (Plan(at(1), at(1) + timedelta(days=367)), {"/ends_at"}),
        (Plan(at(1), at(9), (Pattern(Post.OFFICER, at(3), 8, the("a"), at(3)),)), {"/patterns/0/ends_at"}),
        (
            Plan(
                at(1), at(20), (),
                (HandMade(Post.OFFICER, named("x"), at(2), at(2)), HandMade(Post.OFFICER, named("x"), at(2), at(10))),
            ),
            {"/shifts/0/ends_at", "/shifts/1/ends_at"},
        ),
        (Plan(at(1), at(360), (Pattern(Post.OFFICER, at(1), 1, the("a")),) * 2), {"/patterns"}),
    ],
)  # fmt: skip
def test_impossible_times_are_named(plan: Plan, expected: set[str]) -> None:
    assert {error.pointer for error in plan_errors(plan)} == expected
