from typing import Any

import msgspec

from heating.checklists.document import Document
from heating.checklists.document_rules import document_faults


def text(zh: str = "中", en: str = "en") -> dict[str, str]:
    return {"zh": zh, "en": en}


def item(key: str, kind: str = "judgement", **others: Any) -> dict[str, Any]:
    graded = {"grade": "general"} if kind in ("judgement", "four_valued") else {}
    return {"key": key, "kind": kind, "title": text(), "source": "s", **graded, **others}


def faults(*items: dict[str, Any], confined: bool = False, **others: Any) -> set[tuple[str, str]]:
    section = {"key": "main", "title": text(), "items": items, "confined": confined}
    document = {"key": "d", "name": text(), "kinds": ["pump"], "sections": [section], **others}
    found = document_faults(msgspec.convert(document, Document), {"pump", "boiler"})
    return {(fault.pointer.replace("/sections/0/items", "…"), fault.code) for fault in found}


def test_a_sound_document_has_none() -> None:
    choice = item("b", "choice", options=[{"key": "x", "title": text()}])
    assert faults(item("a"), choice, item("c", "text", when={"item": "b", "is": ["x"]})) == set()


def test_kinds_are_known_and_there_is_something_to_ask() -> None:
    assert faults(item("a"), kinds=[]) == {("/kinds", "required")}
    assert faults(item("a"), kinds=["pump", "rocket"]) == {("/kinds/1", "unknown_kind")}
    assert faults() == {("/sections", "size"), ("…", "required")}
    many = [item(f"i{number}") for number in range(301)]
    assert faults(*many) == {("/sections", "size")}


def test_keys_are_used_once() -> None:
    assert faults(item("a"), item("a")) == {("…/1/key", "repeated")}
    section = {"key": "main", "title": text(), "items": [item("a")]}
    assert faults(sections=[section, {**section, "items": [item("b")]}]) == {("/sections/1/key", "repeated")}


def test_every_text_is_there_in_both_languages() -> None:
    bad = item("a", "choice", title=text(zh=" "), help=text(en=""), options=[{"key": "x", "title": text(en=" ")}])
    assert faults(bad, name=text(zh="")) == {
        ("/name/zh", "required"),
        ("…/0/title/zh", "required"),
        ("…/0/help/en", "required"),
        ("…/0/options/0/title/en", "required"),
    }
    assert faults(item("a", source=" ")) == {("…/0/source", "required")}


def test_conditions_name_an_earlier_item_and_its_values() -> None:
    assert faults(item("a", when={"item": "b", "is": ["pass"]}), item("b")) == {("…/0/when/item", "not_earlier")}
    assert faults(item("a", when={"item": "a", "is": ["pass"]})) == {("…/0/when/item", "not_earlier")}
    assert faults(item("a", "number"), item("b", when={"item": "a", "is": ["1"]})) == {("…/1/when/item", "wrong_kind")}
    assert faults(item("a"), item("b", when={"item": "a", "is": ["pass", "good"]})) == {
        ("…/1/when/is/1", "unknown_value")
    }
    assert faults(item("a", "four_valued"), item("b", when={"item": "a", "is": ["bad", "fixed"]})) == set()


def test_options_belong_to_choices_only() -> None:
    option = {"key": "x", "title": text()}
    assert faults(item("a", "choice")) == {("…/0/options", "options")}
    assert faults(item("a", options=[option])) == {("…/0/options", "options")}
    assert faults(item("a", "choices", options=[option, option])) == {("…/0/options/1/key", "repeated")}


def test_limits_rise_and_belong_to_numbers() -> None:
    assert faults(item("a", "number", limits={"hard_low": 1, "hard_high": 2})) == set()
    assert faults(item("a", "number", grade="minor", limits={"low": 3, "high": 2})) == {("…/0/limits", "order")}
    assert faults(item("a", "number", grade="minor", limits={"low": 3, "hard_low": 4})) == {("…/0/limits", "order")}
    assert faults(item("a", "text", limits={"low": 3})) == {("…/0/limits", "wrong_kind")}


def test_what_can_fail_has_a_grade_and_only_that_wants_photos_on_failing() -> None:
    assert faults(item("a", grade=None)) == {("…/0/grade", "required")}
    assert faults(item("a", "number", limits={"high": 1})) == {("…/0/grade", "required")}
    failing = [{"key": "x", "title": text(), "fails": True}]
    assert faults(item("a", "choices", options=failing)) == {("…/0/grade", "required")}
    assert faults(item("a", "text", photos={"context": "on_fail"})) == {("…/0/photos", "cannot_fail")}
    assert faults(item("a", "text", photos={"context": "always"})) == set()


def test_each_gate_is_proved_by_one_judgement() -> None:
    assert faults(item("a", gate="filled"), item("b", gate="filled")) == {("…/1/gate", "repeated")}
    assert faults(item("a", "date", gate="filled")) == {("…/0/gate", "wrong_kind")}


def test_a_confined_space_needs_a_gas_reading() -> None:
    reading = item("gas", "number", grade="major", guards=True, limits={"low": 19.5})
    assert faults(reading, confined=True) == set()
    assert faults(item("a"), confined=True) == {("/sections/0", "no_gas_reading")}
    assert faults(reading) == {("…/0/guards", "wrong_kind")}
    assert faults({**reading, "limits": None, "grade": None}, confined=True) == {("…/0/guards", "wrong_kind")}
