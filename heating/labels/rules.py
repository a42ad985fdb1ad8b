"""States of a label and the steps between them. A label that is retired or lost is never used again."""

from typing import Literal

from heating.lib.wording import Text

State = Literal["blank", "attached", "retired", "lost"]
Step = Literal["attach", "retire", "lose"]

STATE_NAMES: dict[State, Text] = {
    "blank": Text("空白", "blank"),
    "attached": Text("已绑定", "attached"),
    "retired": Text("已停用", "retired"),
    "lost": Text("遗失", "lost"),
}

_STEPS: dict[tuple[State, Step], State] = {
    ("blank", "attach"): "attached",
    ("blank", "retire"): "retired",
    ("blank", "lose"): "lost",
    ("attached", "retire"): "retired",
    ("attached", "lose"): "lost",
}


def after(state: State, step: Step) -> State | None:
    """The state after `step`, or None where the table has no such step."""
    return _STEPS.get((state, step))


def is_ended(state: State) -> bool:
    return all((state, step) not in _STEPS for step in ("attach", "retire", "lose"))
