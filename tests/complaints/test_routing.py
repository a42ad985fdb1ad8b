"""To whom a complaint goes, by table and by chance."""

from random import Random
from typing import NamedTuple
from uuid import UUID

import pytest

from heating.accounts.rules import Role
from heating.complaints.routing import Rung, route
from heating.duty.line import Duty, OnDuty, Why
from heating.duty.rules import Place, Post, Staff, Via

ONE = Place("taiyuan/heat-one/", "")
CITY = Place("taiyuan/", "")


def id_of(name: str) -> UUID:
    return UUID(int=sum(ord(letter) << (8 * place) for place, letter in enumerate(name)))


def staff(name: str, *skills: str, phone: str = "0351-5550001") -> Staff:
    return Staff(
        id=id_of(name), name=name, role=Role.DUTY_OFFICER, organization=ONE.organization, area="", phone=phone,
        skills=frozenset(skills),
    )  # fmt: skip


def on_duty(
    name: str, post: Post = Post.OFFICER, *skills: str, vacant: bool = False, place: Place = ONE,
    phone: str = "0351-5550001",
) -> OnDuty:  # fmt: skip
    person = staff(name, *skills, phone=phone)
    return OnDuty(person=person, post=post, place=place, via=Via.ROSTER, vacant=vacant)


def duty(*line: OnDuty, why: Why = Why.ROSTER, officers: int = 0, leader: OnDuty | None = None) -> Duty:
    return Duty(officers=line[:officers], leader=leader, line=line, roster=None, why=why)


class Case(NamedTuple):
    duty: Duty
    expect: str
    rung: Rung
    skill: str | None = None
    loads: dict[str, int] = {}  # noqa: RUF012 - never changed
    excluded: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()


ANNA, BERT, LEA = on_duty("anna"), on_duty("bert"), on_duty("lea", Post.LEADER)
CITY_DESK = on_duty("cora", place=CITY)
TWO = duty(ANNA, BERT, LEA, CITY_DESK, officers=2, leader=LEA)
ABSENT = on_duty("anna", vacant=True)
MUTE = on_duty("anna", phone="")

CASES = {
    "the only officer": Case(duty(ANNA, LEA, officers=1, leader=LEA), "anna", Rung.OFFICER),
    "of two the first": Case(TWO, "anna", Rung.OFFICER),
    "of two whoever has less": Case(TWO, "bert", Rung.OFFICER, loads={"anna": 3, "bert": 2}),
    "as much: the first": Case(TWO, "anna", Rung.OFFICER, loads={"anna": 2, "bert": 2}),
    "whoever can do it, however much he has": Case(
        duty(on_duty("anna", Post.OFFICER, "fee"), on_duty("bert", Post.OFFICER, "leak"), LEA, officers=2, leader=LEA),
        "bert", Rung.OFFICER, skill="leak", loads={"bert": 9},
    ),
    "without noted skills one can do everything": Case(
        duty(on_duty("anna", Post.OFFICER, "fee"), BERT, LEA, officers=2, leader=LEA),
        "bert",
        Rung.OFFICER,
        skill="leak",
    ),
    "nobody who can: whoever has less": Case(
        duty(on_duty("anna", Post.OFFICER, "fee"), LEA, officers=1, leader=LEA), "anna", Rung.OFFICER, skill="leak"
    ),
    "who gave it back does not get it": Case(TWO, "bert", Rung.OFFICER, excluded=("anna",)),
    "both gave it back: the leader": Case(
        TWO, "lea", Rung.LEADER, excluded=("anna", "bert"), passed=("anna", "bert")
    ),
    "all gave it back: the city": Case(
        TWO, "cora", Rung.HIGHER, excluded=("anna", "bert", "lea"), passed=("anna", "bert", "lea")
    ),
    "a vacant post: the other officer": Case(
        duty(ABSENT, BERT, LEA, officers=2, leader=LEA), "bert", Rung.OFFICER
    ),
    "a vacant post alone: the leader at once": Case(
        duty(ABSENT, LEA, officers=1, leader=LEA), "lea", Rung.LEADER, passed=("anna",)
    ),
    "only vacant posts: the first of them, never nobody": Case(
        duty(ABSENT, officers=1), "anna", Rung.VACANT
    ),
    "without a telephone: the other officer": Case(
        duty(MUTE, BERT, LEA, officers=2, leader=LEA), "bert", Rung.OFFICER
    ),
    "without a telephone, alone: the leader at once": Case(
        duty(MUTE, LEA, officers=1, leader=LEA), "lea", Rung.LEADER, passed=("anna",)
    ),
    "nobody of the company has a telephone: the city": Case(
        duty(MUTE, on_duty("lea", Post.LEADER, phone=""), CITY_DESK, why=Why.HIGHER, officers=1),
        "cora", Rung.HIGHER, passed=("anna", "lea"),
    ),
    "nobody can be called: whoever is there, before who has not come": Case(
        duty(ABSENT, on_duty("bert", phone=""), officers=2), "bert", Rung.VACANT, passed=("anna",)
    ),
    "no officer: the leader": Case(
        duty(LEA, CITY_DESK, why=Why.LEADER, leader=LEA), "lea", Rung.LEADER
    ),
    "a company with nobody: the city's officer": Case(
        duty(CITY_DESK, why=Why.HIGHER, officers=1), "cora", Rung.HIGHER
    ),
    "a city with nobody: the administrators": Case(duty(why=Why.NOBODY), "root", Rung.LAST_RESORT),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_goes_to(case: Case) -> None:
    found = route(
        case.duty,
        case.skill,
        {id_of(name): count for name, count in case.loads.items()},
        excluded=[id_of(name) for name in case.excluded],
        last_resort=[staff("root")],
    )
    assert (found.name, found.rung) == (case.expect, case.rung)
    assert found.passed == tuple(id_of(name) for name in case.passed)
    assert found.climbed is (case.rung is not Rung.OFFICER)


def test_it_is_never_nobody() -> None:
    """Whoever is there, somebody gets it; and nobody who gave it back, left his post or has no telephone, while anyone
    else could."""
    random = Random(20261101)
    for _ in range(5_000):
        names = [f"p{number}" for number in range(random.randint(0, 6))]
        line = [
            on_duty(name, random.choice(list(Post)), *random.sample(["a", "b"], random.randint(0, 2)),
                    vacant=random.random() < 0.3, phone=random.choice(["", "12345"]))
            for name in names
        ]  # fmt: skip
        asked = duty(*line, officers=random.randint(0, len(line)), leader=next(iter(line), None))
        excluded = [one.person.id for one in line if random.random() < 0.3]
        found = route(asked, random.choice([None, "a", "b"]), {}, excluded=excluded, last_resort=[staff("root")])
        assert found.officer is not None
        able = [one for one in line if one.person.id not in excluded and one.answers]
        assert not able or found.officer in {one.person.id for one in able}
        assert found.officer not in excluded


def test_a_city_without_anybody_is_known_to_be_so() -> None:
    assert route(duty(why=Why.NOBODY), None, {}).rung is Rung.NOBODY
