"""What people are told of a clock: which one, of which subject, until when. Nothing else is in these messages."""

from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from heating.accounts.queries import Contact
from heating.deadlines.clocks import Clock
from heating.deadlines.escalation import WARNING
from heating.deadlines.wording import moment, named
from heating.lib.wording import Text
from heating.notifications.rules import Message


class Fired(NamedTuple):
    """A step that was taken. `unreached`: nobody was found at the step below it, so it followed at once."""

    clock: Clock
    step: int
    people: tuple[Contact, ...]
    unreached: bool

    @property
    def actions(self) -> Sequence[str]:
        """What the audit calls it."""
        actions = [_action(self.step)] if self.people or self.step == 0 else []
        return actions if self.people else [*actions, "deadline.nobody_reachable"]


def _action(step: int) -> str:
    if step == WARNING:
        return "deadline.warned"
    return "deadline.passed" if step == 0 else "deadline.escalated"


def written(fired: Fired, zone: ZoneInfo) -> list[Message]:
    clock = fired.clock
    title, body = _title(fired), _body(fired, zone)
    return [
        Message(
            person=person.id,
            organization=person.organization,
            language=person.language,
            kind=_action(fired.step),
            title=title,
            body=body,
            link=clock.link,
            key=f"{clock.id} {clock.due_at.isoformat()} {fired.step}",
            urgent=clock.urgent,
            subject_kind=clock.subject_kind,
            subject_id=clock.subject_id,
        )
        for person in fired.people
    ]


def _title(fired: Fired) -> Text:
    label, subject = named(fired.clock.name), fired.clock.subject
    if fired.step == WARNING:
        return Text(f"{label.zh}即将到期：{subject.zh}", f"Due soon: {label.en} of {subject.en}")
    if fired.step == 0:
        return Text(f"{label.zh}已超期：{subject.zh}", f"Overdue: {label.en} of {subject.en}")
    return Text(f"{label.zh}超期上报：{subject.zh}", f"Escalated: {label.en} of {subject.en} is overdue")


def _body(fired: Fired, zone: ZoneInfo) -> Text:
    until = moment(fired.clock.due_at, zone)
    if fired.step == WARNING:
        return Text(f"应于{until.zh}前完成，请及时办理。", f"It is to be done by {until.en}.")
    text = Text(f"应于{until.zh}前完成，至今未完成。", f"It was to be done by {until.en} and is not done.")
    if fired.unreached:
        note = Text("下一级无人可通知，请直接安排。", " Nobody could be told one level below; please see to it.")
        text = Text(text.zh + note.zh, text.en + note.en)
    return text
