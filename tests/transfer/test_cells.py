from datetime import date

import pytest

from heating.lib.wording import Text
from heating.registry.kinds import KindField, Option
from heating.transfer.cells import Exact, Unreadable, count, day, field, number

NAME = Text("名", "name")


@pytest.mark.parametrize(
    ("cell", "decimal"),
    [
        ("1,5", "point"),
        ("1.5", "comma"),
        ("12,34", "point"),
        ("1,2345", "point"),
        ("1.234.5", "point"),
        ("1 2", "point"),
        ("--1", "point"),
        ("inf", "point"),
        ("NaN", "point"),
        ("0x1F", "point"),
        ("1_000", "point"),
        ("", "point"),
        ("1e", "point"),
    ],
)
def test_it_refuses_what_might_mean_something_else(cell: str, decimal: str) -> None:
    with pytest.raises(Unreadable):
        number(cell, decimal)


@pytest.mark.parametrize(
    ("cell", "decimal", "expected"),
    [
        ("1,234.5", "point", 1234.5),
        ("1.234,5", "comma", 1234.5),
        ("1 234", "point", 1234),
        ("1\u00a0234,5", "comma", 1234.5),
        ("-0.5", "point", -0.5),
        ("+3", "comma", 3),
        ("1.5e-3", "point", 0.0015),
        (Exact("1.5"), "comma", 1.5),
        ("１２", "point", 12),
    ],
)
def test_it_reads_numbers(cell: str, decimal: str, expected: float) -> None:
    assert number(cell, decimal) == expected


def test_counts_are_whole_and_not_negative() -> None:
    assert count("12.0") == 12
    for cell in ("1.5", "-1", "3000000000"):
        with pytest.raises(Unreadable):
            count(cell)


def test_it_reads_days() -> None:
    assert day("20.10.2015", "%d.%m.%Y") == date(2015, 10, 20)
    assert day("2.1.2015", "%d.%m.%Y") == date(2015, 1, 2)
    assert day("2015-10-20", "%d.%m.%Y") == date(2015, 10, 20)
    assert day(Exact("2015-10-20T08:00:00"), "%d.%m.%Y") == date(2015, 10, 20)
    for cell in ("20.10.15", "2015/10/20", "42297", "3000-01-01"):
        with pytest.raises(Unreadable):
            day(cell, "%d.%m.%Y")


def test_it_reads_choices_by_key_or_name_and_yes_or_no() -> None:
    fuel = KindField("fuel", NAME, "choice", options=(Option("gas", Text("天然气", "Natural gas")),))
    for cell in ("gas", "天然气", "natural GAS"):
        assert field(cell, fuel, "", "point") == "gas"
    switch = KindField("on", NAME, "yes_no")
    assert [field(cell, switch, "", "point") for cell in ("是", "TRUE", "1", "否", "no", "无")] == [True] * 3 + [
        False
    ] * 3
    for cell, kind in (("oil", fuel), ("vielleicht", switch)):
        with pytest.raises(Unreadable):
            field(cell, kind, "", "point")
