"""Verdicts and batches."""

import random
from typing import NamedTuple

import pytest

from heating.accounts.problems import UNKNOWN_AREA, USERNAME_TAKEN
from heating.sync.rules import Outcome, Verdict, batches, outcome_of, verdict


class Op(NamedTuple):
    type: str
    number: int = 0


def cut(*queues: str) -> list[list[str]]:
    """Operations by one letter each: the type. Answers the batches with device and place."""
    named = [[Op(letter, place) for place, letter in enumerate(queue)] for queue in queues]
    return [[f"{op.type}{op.number}" for op in batch] for batch in batches(named)]


@pytest.mark.parametrize("outcome", Outcome)
def test_other_content_never_replaces_what_came_first(outcome: Outcome) -> None:
    assert verdict(False, outcome) is Verdict.REUSED


def test_the_same_content_again_is_replayed() -> None:
    assert verdict(True, Outcome.APPLIED) is Verdict.REPLAY


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.CONFLICT])
def test_what_was_refused_is_tried_again(outcome: Outcome) -> None:
    assert verdict(True, outcome) is Verdict.RETRY


def test_a_conflict_is_told_from_a_refusal() -> None:
    assert (outcome_of(USERNAME_TAKEN()), outcome_of(UNKNOWN_AREA())) == (Outcome.CONFLICT, Outcome.REFUSED)


def test_it_makes_one_batch_of_one_type() -> None:
    assert cut("iii", "i", "ii") == [["i0", "i1", "i2", "i0", "i0", "i1"]]


def test_it_keeps_the_order_within_a_device() -> None:
    assert cut("iai") == [["i0"], ["a1"], ["i2"]]


def test_it_joins_over_devices_what_the_order_lets() -> None:
    assert cut("ai", "ai", "i") == [["a0", "a0"], ["i1", "i1", "i0"]]


def test_it_makes_nothing_of_nothing() -> None:
    assert cut("", "") == []


@pytest.mark.parametrize("seed", range(50))
def test_it_loses_nothing_and_swaps_nothing(seed: int) -> None:
    chance = random.Random(seed)
    queues = [[Op(chance.choice("iha"), 1000 * device + n) for n in range(chance.randrange(9))] for device in range(5)]
    made = list(batches(queues))
    assert all(len({op.type for op in batch}) == 1 for batch in made)
    order = [op.number for batch in made for op in batch]
    assert sorted(order) == sorted(op.number for queue in queues for op in queue)
    for queue in queues:
        assert [number for number in order if number in {op.number for op in queue}] == [op.number for op in queue]
