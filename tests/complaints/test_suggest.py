"""Suggested categories: right as often as it is said, explained by words of the text, learned from people."""

from pathlib import Path

import msgspec
import pytest

from heating.complaints import suggestions
from heating.complaints.suggestions.categorising import Example, Guess, Measured, Model, guesses, learn
from heating.complaints.suggestions.text import Cues, features, plain_cues

SEEDS = msgspec.json.decode((Path(suggestions.__file__).parent / "examples.json").read_bytes())
EXAMPLES = [Example(seed["category"], text) for seed in SEEDS for text in seed["texts"]]
CUES = plain_cues({seed["category"]: seed["cues"] for seed in SEEDS})


@pytest.fixture(scope="module")
def learned() -> tuple[Model, Measured]:
    return learn(EXAMPLES, CUES)


def best(model: Model, text: str) -> Guess:
    return guesses(model, text)[0]


def test_it_knows_enough_examples_of_every_category() -> None:
    assert len(EXAMPLES) >= 300
    assert min(len(seed["texts"]) for seed in SEEDS) >= 18
    assert len({example.text for example in EXAMPLES}) == len(EXAMPLES)


def test_it_is_right_for_most_examples_that_it_has_not_seen(learned: tuple[Model, Measured]) -> None:
    measured = learned[1]
    assert measured.examples == len(EXAMPLES)
    assert measured.right_first > 0.8
    assert measured.right_in_three > 0.95


def test_what_it_says_of_itself_is_what_leaving_one_out_gives() -> None:
    """The counts less one example are those of a model that never saw it."""
    some = EXAMPLES[::7]
    measured = learn(some, CUES)[1]
    right = 0
    for index, example in enumerate(some):
        others = Model([*some[:index], *some[index + 1 :]], CUES)
        right += bool(found := guesses(others, example.text)) and found[0].category == example.category
    assert measured.right_first == pytest.approx(right / len(some), abs=1.5 / len(some))


def test_its_scores_promise_no_more_than_was_measured(learned: tuple[Model, Measured]) -> None:
    texts = [example.text for example in EXAMPLES[::5]]
    scores = [best(learned[0], text).score for text in texts]
    assert all(0 < score <= 1 for score in scores)
    assert sum(guess.score for guess in guesses(learned[0], texts[0], most=99)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("家里暖气片往外滋水，快来人", "leak_home"),
        ("路面塌了还往外冒热气，怕是供热管线漏了", "leak_pipe"),
        ("今年暖气费多少钱一平米，什么时候交费", "fee"),
        ("屋里才14度，老人受不了", "low_temperature"),
        ("换热站的水泵嗡嗡响，睡不着", "noise"),
        ("The radiator leaks and the floor is wet", "leak_home"),
    ],
)
def test_it_suggests_by_the_text_and_shows_the_words(learned: tuple[Model, Measured], text: str, category: str) -> None:
    guess = best(learned[0], text)
    assert guess.category == category
    assert guess.why
    for reason in guess.why:
        assert all(part in text.lower() for part in reason.words.replace("…度", " ").replace("…", " ").split())
        assert reason.weight > 0


@pytest.mark.parametrize("text", ["", "   ", "!!!", "ok", "🔥🔥"])
def test_it_suggests_nothing_for_a_text_that_says_nothing(learned: tuple[Model, Measured], text: str) -> None:
    assert guesses(learned[0], text) == []


def test_it_learns_from_the_citys_own_complaints(learned: tuple[Model, Measured]) -> None:
    text = "宿舍楼的电采暖跳闸了"
    assert best(learned[0], text).category != "valve_or_radiator"
    own = [
        Example("valve_or_radiator", f"{place}电采暖跳闸", own=True)
        for place in ("一号楼", "老年公寓", "教学楼", "西院")
    ]
    model, measured = learn([*EXAMPLES, *own], CUES)
    assert best(model, text).category == "valve_or_radiator"
    assert (measured.own, measured.own_right_first) == (4, 1.0)


def test_it_knows_nothing_without_examples() -> None:
    model, measured = learn([], CUES)
    assert guesses(model, "不热") == []
    assert (measured.examples, measured.right_first, measured.own_right_first) == (0, 0.0, None)


def test_numbers_are_alike_and_degrees_are_degrees() -> None:
    none: Cues = {}
    assert features("室温15.5度", none) == features("室温１６℃", none)
    assert features("3号楼", none) != features("3度", none)
