import re

import pytest

from heating.checklists.actions import templates
from heating.checklists.document import Document
from heating.checklists.document_rules import HOUSEHOLD, document_faults
from heating.checklists.rules import can_fail
from heating.registry.catalogue import built_in

TEMPLATES = {document.key: document for document in templates()}
KINDS = {kind.key: kind for kind in built_in()}
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("document", TEMPLATES.values(), ids=TEMPLATES)
def test_it_may_be_published(document: Document) -> None:
    assert document_faults(document, {*KINDS, HOUSEHOLD}) == []


def test_every_kind_of_asset_has_exactly_one_template() -> None:
    kinds = [kind for document in TEMPLATES.values() for kind in document.kinds]
    assert sorted(kinds) == sorted([*(kind.key for kind in KINDS.values() if kind.asset), HOUSEHOLD])


@pytest.mark.parametrize("document", TEMPLATES.values(), ids=TEMPLATES)
def test_texts_are_in_their_language(document: Document) -> None:
    texts = [document.name]
    for section in document.sections:
        texts.append(section.title)
        for item in section.items:
            texts += [item.title, *([item.help] if item.help else []), *(option.title for option in item.options)]
    for text in texts:
        assert CHINESE.search(text.zh), text
        assert not CHINESE.search(text.en), text
        assert not re.search("[\u4e00-\u9fff][,;:?!]", text.zh), f"half-width punctuation: {text.zh}"


@pytest.mark.parametrize("document", TEMPLATES.values(), ids=TEMPLATES)
def test_sources_are_named_and_none_is_an_unread_norm(document: Document) -> None:
    for item in document.items.values():
        assert "TSG" not in item.source
        assert "DB14" not in item.source
        assert item.source.startswith("CJJ 88-2014 ") or " / " in item.source, item.source


@pytest.mark.parametrize("document", TEMPLATES.values(), ids=TEMPLATES)
def test_every_gate_has_its_date_and_may_be_answered_not_yet(document: Document) -> None:
    for gate, item in document.gates.items():
        date = document.items[f"{gate}_on"]
        assert (date.kind, date.when and (date.when.item, date.when.values)) == ("date", (item.key, ("pass",)))
        assert item.help is not None
        assert "不适用" in item.help.zh


def test_gates_can_be_proved_where_they_are_needed() -> None:
    gates = {key: set(document.gates) for key, document in TEMPLATES.items() if document.gates}
    assert gates["heat_station"] == {"filled", "cold_run", "hot_run", "at_temperature"}
    assert gates["heat_source_plant"] == gates["heat_station"]
    assert gates["boiler"] == {"cold_run", "hot_run"}
    assert gates["pipe_segment"] == gates["building"] == {"filled"}


def test_failing_physical_items_want_both_photos() -> None:
    document = TEMPLATES["heat_station"]
    both = [key for key, item in document.items.items() if item.photos.context == "on_fail"]
    assert {"circulation_pumps", "exchanger_leak", "safety_valve", "filled"} <= set(both)
    assert all(document.items[key].photos.close_up == "on_fail" for key in both)


def test_nobody_photographs_in_a_chamber_before_the_gas_is_measured() -> None:
    document = TEMPLATES["chamber"]
    [inside] = [section for section in document.sections if section.confined]
    guards = {item.key: item.limits for item in inside.items if item.guards}
    assert set(guards) == {"oxygen", "hydrogen_sulphide", "carbon_monoxide", "combustible"}
    oxygen = guards["oxygen"]
    assert oxygen is not None
    assert (oxygen.low, oxygen.high) == (19.5, 23.5)
    keys = [item.key for item in inside.items]
    first_photo = next(
        item.key for item in inside.items if item.photos.close_up != "never" or item.photos.context != "never"
    )
    assert all(keys.index(guard) < keys.index(first_photo) for guard in guards)
    assert all(item.when is not None for item in inside.items[keys.index(first_photo) :])


def test_limits_from_the_sources() -> None:
    station = TEMPLATES["heat_station"].items
    deviation, supply = station["holding_deviation"].limits, station["primary_supply_temperature"].limits
    assert deviation is not None
    assert (deviation.low, deviation.high) == (-0.02, 0.02)
    assert supply is not None
    assert (supply.low, supply.high) == (60, 95)
    room = TEMPLATES["household"].items["room_temperature"]
    assert room.limits is not None
    assert (room.limits.low, room.photos.close_up) == (16, "always")
    open_pile = TEMPLATES["coal_yard"].items["storage"]
    assert [option.key for option in open_pile.options if option.fails] == ["open"]


def test_what_can_fail_has_a_grade() -> None:
    for document in TEMPLATES.values():
        assert all(item.grade for item in document.items.values() if can_fail(item))
