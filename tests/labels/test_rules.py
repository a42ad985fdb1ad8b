import pytest

from heating.labels.rules import State, Step, after, is_ended

STEPS: list[Step] = ["attach", "retire", "lose"]


@pytest.mark.parametrize("state", ["retired", "lost"])
@pytest.mark.parametrize("step", STEPS)
def test_it_never_uses_an_ended_label_again(state: State, step: Step) -> None:
    assert after(state, step) is None
    assert is_ended(state)


def test_it_refuses_to_move_an_attached_label() -> None:
    assert after("attached", "attach") is None


def test_it_leads_from_blank_to_attached_to_an_end() -> None:
    assert after("blank", "attach") == "attached"
    assert after("attached", "retire") == "retired"
    assert after("attached", "lose") == "lost"
    assert after("blank", "lose") == "lost"
    assert not is_ended("blank")
    assert not is_ended("attached")
