import json
import random
from pathlib import Path

import pytest

from heating.labels.codes import (
    CODE_LENGTH,
    LETTERS,
    SHORT_LENGTH,
    Parsed,
    address,
    check_character,
    fits_qr,
    is_sound,
    new_code,
    new_short_code,
    normalise,
    parse,
    with_hyphen,
)

VECTORS = json.loads((Path(__file__).parents[1] / "shared_rules" / "labels.json").read_text())["cases"]


def cases(rule: str) -> list[object]:
    return [pytest.param(case, id=case["name"]) for case in VECTORS if case["rule"] == rule]


@pytest.mark.parametrize("case", cases("check_character"))
def test_it_has_the_check_characters_of_the_shared_vectors(case: dict[str, str]) -> None:
    assert check_character(case["letters"]) == case["expect"]


@pytest.mark.parametrize("case", cases("normalise"))
def test_it_normalises_as_the_shared_vectors_say(case: dict[str, str]) -> None:
    assert normalise(case["text"]) == case["expect"]


@pytest.mark.parametrize("case", cases("parse"))
def test_it_parses_as_the_shared_vectors_say(case: dict[str, str | dict[str, str]]) -> None:
    text, expect = case["text"], case["expect"]
    assert isinstance(text, str)
    assert isinstance(expect, dict)
    parsed = parse(text)
    if isinstance(parsed, Parsed):
        assert {"code": parsed.code, "short": parsed.short} == expect
    else:
        assert {"fault": parsed} == expect


def test_the_vectors_cover_every_rule_and_every_fault() -> None:
    assert {case["rule"] for case in VECTORS} == {"check_character", "normalise", "parse"}
    faults = {case["expect"]["fault"] for case in VECTORS if case["rule"] == "parse" and "fault" in case["expect"]}
    assert faults == {"empty", "not_a_label", "letter", "length", "check"}


def all_slips(code: str) -> list[str]:
    singles = [
        code[:place] + letter + code[place + 1 :]
        for place in range(len(code))
        for letter in LETTERS
        if letter != code[place]
    ]
    swaps = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for place in range(len(code) - 1)
        if code[place] != code[place + 1]
    ]
    return singles + swaps


@pytest.mark.parametrize("length", [SHORT_LENGTH, CODE_LENGTH])
def test_it_catches_every_single_wrong_letter_and_adjacent_transposition(length: int) -> None:
    """The check is linear over the 32 letters: a slip passes if and only if the difference it makes is itself a sound
    code. The difference of a wrong letter is one letter among zeros, of a transposition the same letter twice."""
    zeros = "0" * length
    for letter in LETTERS[1:]:
        for place in range(length):
            assert not is_sound(zeros[:place] + letter + zeros[place + 1 :])
        for place in range(length - 1):
            assert not is_sound(zeros[:place] + letter * 2 + zeros[place + 2 :])


def test_its_check_is_linear_indeed() -> None:
    chance = random.Random(5)
    for _ in range(200):
        a, b = (chance.choices(range(32), k=CODE_LENGTH - 1) for _ in range(2))
        sums = [spell(a), spell(b), spell([x ^ y for x, y in zip(a, b, strict=True)])]
        values = [LETTERS.index(check_character(letters)) for letters in sums]
        assert values[0] ^ values[1] == values[2]


def spell(values: list[int]) -> str:
    return "".join(LETTERS[value] for value in values)


def test_it_catches_every_slip_in_random_codes() -> None:
    chance = random.Random(7)
    for make in (new_code, new_short_code):
        for _ in range(40):
            code = make(lambda letters: chance.choice(letters))
            assert is_sound(code)
            assert not [slip for slip in all_slips(code) if is_sound(slip)]


def test_new_codes_differ_and_parse() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(parse(code) == Parsed(code, short=False) for code in codes)
    short = new_short_code()
    assert parse(with_hyphen(short).lower()) == Parsed(short, short=True)


def test_it_refuses_addresses_that_do_not_fit_the_code() -> None:
    code = "K7M2Q9X4TB"
    assert fits_qr(address("HTTP://127.0.0.1:8000", code))
    assert fits_qr(address("HTTPS://GR.TAIYUAN.CN", code))
    assert not fits_qr(address("HTTPS://HEATING.TAIYUAN.GOV.CN", code))
    assert not fits_qr(address("https://gr.taiyuan.cn", code))
    assert not fits_qr(address("HTTP://供热.CN", code))
