import pytest

from heating.lib.wording import Text
from heating.registry.catalogue import built_in
from heating.registry.kinds import AssetKind, FieldValue, KindField, Option, field_errors, given, kind_errors

NAME = Text("名", "name")
PUMP = AssetKind(
    "pump",
    NAME,
    "BE",
    site=False,
    asset=True,
    fields=(
        KindField("maker", NAME, "text", required=True),
        KindField("head_m", NAME, "number", unit="m"),
        KindField("variable_speed", NAME, "yes_no"),
        KindField("duty", NAME, "choice", options=(Option("circulation", NAME),)),
        KindField("cleaned_on", NAME, "date"),
    ),
)


def wrong(values: dict[str, FieldValue]) -> dict[str, str]:
    return {error.pointer: error.code for error in field_errors(PUMP, values)}


def test_it_names_every_wrong_field_at_once() -> None:
    values: dict[str, FieldValue] = {
        "head_m": "32",
        "variable_speed": 1,
        "duty": "flying",
        "cleaned_on": "2026-13-01",
        "colour": "red",
    }
    assert wrong(values) == {
        "/fields/colour": "field.unknown",
        "/fields/maker": "field.required",
        "/fields/head_m": "field.type",
        "/fields/variable_speed": "field.type",
        "/fields/duty": "field.option",
        "/fields/cleaned_on": "field.type",
    }


@pytest.mark.parametrize("day", ["20261101", "2026-W45-7", "2026-1-1", ""])
def test_it_takes_dates_in_one_form_only(day: str) -> None:
    expected = {"/fields/cleaned_on": "field.type"} if day else {}
    assert wrong({"maker": "a", "cleaned_on": day}) == expected


def test_it_does_not_take_yes_for_a_number() -> None:
    assert wrong({"maker": "a", "head_m": True}) == {"/fields/head_m": "field.type"}


def test_it_accepts_what_the_kind_allows() -> None:
    values: dict[str, FieldValue] = {"maker": "上海水泵", "head_m": 32, "variable_speed": False, "duty": "circulation"}
    assert wrong(values) == {}


def test_it_drops_emptied_fields_but_keeps_no_and_zero() -> None:
    assert given({"maker": "", "head_m": 0, "variable_speed": False, "duty": None}) == {
        "head_m": 0,
        "variable_speed": False,
    }


def test_it_refuses_a_kind_with_keys_used_twice_or_choices_without_options() -> None:
    kind = AssetKind(
        "x",
        NAME,
        "XX",
        site=False,
        asset=True,
        fields=(
            KindField("a", NAME, "choice"),
            KindField("a", NAME, "text", options=(Option("b", NAME),)),
            KindField("c", NAME, "choice", options=(Option("d", NAME), Option("d", NAME))),
        ),
    )
    assert {(error.pointer, error.code) for error in kind_errors(kind)} == {
        ("/fields/1/key", "key.twice"),
        ("/fields/0/options", "options.empty"),
        ("/fields/1/options", "options.unused"),
        ("/fields/2/options/1/key", "key.twice"),
    }


def test_it_comes_with_sound_kinds() -> None:
    kinds = built_in()
    assert [kind.key for kind in kinds if kind_errors(kind)] == []
    assert len({kind.symbol for kind in kinds}) == len({kind.key for kind in kinds}) == len(kinds)
    assert {"heat_source_plant", "heat_station", "pipe_network", "courtyard", "rural_village"} <= {
        kind.key for kind in kinds if kind.site
    }
    assert all(kind.site or kind.asset for kind in kinds)
