"""The reply to a resident: what it must say, and what each disposition needs beside that."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import msgspec

from heating.complaints.rules import Disposition
from heating.http.fields import Line, Note
from heating.lib.problems import FieldError
from heating.lib.wording import Text


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody answers on the spot."""

    cause: Note
    measure: Note
    contact: Line


class Reply(Answer, frozen=True, kw_only=True):
    """`measure_on` is the day on which it was done; `contact` the post and its telephone. `proof` is the earlier
    complaint of the same matter that was resolved and verified."""

    disposition: Disposition
    measure_on: date
    text: Note = ""
    promised_on: date | None = None
    explanation: Note = ""
    proof: UUID | None = None


REVIEWED = frozenset({Disposition.EXPLAINED, Disposition.REPEATED})
"""These go out only when a second person has looked at them."""


def faults(reply: Reply, today: date, *, proven: bool) -> list[FieldError]:
    """`proven`: the named proof is an earlier complaint of the same matter with a verified resolution."""
    return [*answer_faults(reply, ""), *_disposition_faults(reply, today, proven=proven)]


def answer_faults(answer: Answer, pointer: str) -> Iterator[FieldError]:
    for field in ("cause", "measure", "contact"):
        if not getattr(answer, field).strip():
            yield FieldError(f"{pointer}/{field}", "required", _MISSING[field])


def _disposition_faults(reply: Reply, today: date, *, proven: bool) -> Iterator[FieldError]:
    if reply.measure_on > today:
        text = Text("办理日期不能晚于今天。", "The day on which it was done is still to come.")
        yield FieldError("/measure_on", "future", text)
    if reply.disposition is Disposition.PROMISED:
        yield from promise_faults(reply.promised_on, today)
    elif reply.promised_on is not None:
        text = Text("只有“限期解决”才填写承诺日期。", "Only a promised solution has a promised date.")
        yield FieldError("/promised_on", "not_promised", text)
    if reply.disposition is Disposition.EXPLAINED and not reply.explanation.strip():
        text = Text("须写明解释说明的内容。", "Say what was explained to the resident.")
        yield FieldError("/explanation", "required", text)
    if reply.disposition is Disposition.REPEATED and not proven:
        text = Text(
            "须指明此前同一事项已核查解决的诉求。",
            "Name an earlier complaint of the same matter whose resolution was verified.",
        )
        yield FieldError("/proof", "not_proven", text)


def promise_faults(promised_on: date | None, today: date) -> Iterator[FieldError]:
    if promised_on is None:
        yield FieldError("/promised_on", "required", Text("须写明承诺日期。", "Name the promised date."))
    elif promised_on < today:
        yield FieldError("/promised_on", "past", Text("承诺日期不能早于今天。", "The promised date is over."))


_MISSING = {
    "cause": Text("须写明原因。", "State the cause."),
    "measure": Text("须写明办理措施。", "State the measure."),
    "contact": Text("须写明联系方式。", "State whom to contact."),
}
