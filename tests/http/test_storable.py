"""The quick answer and the one that says where must agree, for every type that a body may have."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET, Meta, UnsetType

from heating.http import quick, storable


class Leaf(msgspec.Struct, frozen=True):
    number: int = 0
    large: Annotated[int, Meta(ge=0, le=2**40)] = 0
    real: float = 0.0
    at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    on: date | UnsetType = UNSET
    anything: Any = None


class Other(msgspec.Struct, frozen=True, tag="other"):
    when: date


class Named(msgspec.Struct, frozen=True, tag="named"):
    name: str


class Tree(msgspec.Struct):
    leaf: Leaf | None = None
    leaves: list[Leaf] = []
    pair: tuple[int, str] = (0, "")
    many: tuple[int, ...] = ()
    by_name: dict[str, int] = {}
    one_of: Other | Named | None = None
    number_or_text: int | str | None = None
    below: list["Tree"] = []


moments = st.one_of(
    st.datetimes(timezones=st.just(UTC)), st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2001, 1, 1))
)
integers = st.sampled_from([0, 7, 2**31 - 1, -(2**31) + 1, 2**31, -(2**31), 2**63 - 1, 2**63, -(2**63) - 1])
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), integers, st.text(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=2), inner, max_size=2)),
    max_leaves=4,
)
leaves = st.builds(
    Leaf,
    number=integers,
    large=st.integers(0, 2**40),
    real=st.floats(),
    at=moments,
    on=st.one_of(st.just(UNSET), st.dates()),
    anything=anything,
)
fields: dict[str, st.SearchStrategy[Any]] = {
    "leaf": st.one_of(st.none(), leaves),
    "leaves": st.lists(leaves, max_size=2),
    "pair": st.tuples(integers, st.text(max_size=2)),
    "many": st.lists(integers, max_size=2).map(tuple),
    "by_name": st.dictionaries(st.text(max_size=2), integers, max_size=2),
    "one_of": st.one_of(st.builds(Other, when=st.dates()), st.builds(Named, name=st.text(max_size=2))),
    "number_or_text": st.one_of(st.none(), integers, st.text(max_size=2)),
}
grown = st.one_of([st.builds(Tree, **{name: values}) for name, values in fields.items()])
trees = st.one_of(grown, st.builds(Tree, below=st.lists(grown, min_size=1, max_size=2)))
"""Only one field is ever out of the ordinary, so that no fault hides another."""


@settings(max_examples=300, deadline=None)
@given(tree=trees)
def test_it_gives_the_same_answer_quickly(tree: Tree) -> None:
    check = storable.checker(Tree)
    assert check is not None
    assert quick.is_storable(Tree)(tree) == (not list(check(tree, "")))


@pytest.mark.parametrize(
    ("tree", "pointer"),
    [
        (Tree(leaf=Leaf(number=2**31)), "/leaf/number"),
        (Tree(leaves=[Leaf(), Leaf(real=float("nan"))]), "/leaves/1/real"),
        (Tree(leaf=Leaf(on=date(1, 1, 1))), "/leaf/on"),
        (Tree(pair=(-(2**31), "")), "/pair/0"),
        (Tree(many=(0, 2**31)), "/many/1"),
        (Tree(by_name={"a/b": 2**31}), "/by_name/a~1b"),
        (Tree(one_of=Other(date(3000, 1, 1))), "/one_of/when"),
        (Tree(number_or_text=2**31), "/number_or_text"),
        (Tree(below=[Tree(below=[Tree(leaf=Leaf(anything={"x": [2**63]}))])]), "/below/0/below/0/leaf/anything/x/0"),
    ],
)
def test_it_says_where(tree: Tree, pointer: str) -> None:
    check = storable.checker(Tree)
    assert check is not None
    assert [error.pointer for error in check(tree, "")] == [pointer]


def test_it_takes_no_time_for_types_in_which_nothing_can_be_wrong() -> None:
    assert storable.checker(Named) is None
