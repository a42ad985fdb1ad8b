"""How inspections in force add up to the state of an asset: the newest one, and the newest judgement of each gate."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from heating.checklists.document import Gate
from heating.inspections.rules import GateAnswer, Outcome


class InForce(msgspec.Struct, frozen=True, kw_only=True):
    """An inspection that was neither replaced nor held back. `subject` is the household, else the asset."""

    id: UUID
    subject: UUID
    asset: UUID
    site: UUID
    organization: str
    area: str
    checklist_version: UUID
    author_name: str
    happened_at: datetime
    happened_on: date
    outcome: Outcome
    tally_json: str
    failing_json: str
    gates_json: str | None

    @property
    def order(self) -> tuple[datetime, UUID]:
        return self.happened_at, self.id

    @property
    def gates(self) -> dict[Gate, GateAnswer]:
        return _decode_gates(self.gates_json) if self.gates_json else {}


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The newest judgement of a gate. `passed_since`: when the present unbroken run of passes began."""

    asset: UUID
    gate: Gate
    inspection: UUID
    item: str
    passed: bool
    at: datetime
    passed_since: datetime | None
    done_on: date | None

    @property
    def order(self) -> tuple[datetime, UUID]:
        return self.at, self.inspection


_decode_gates = msgspec.json.Decoder(dict[Gate, GateAnswer]).decode


def newest(inspections: Iterable[InForce]) -> InForce | None:
    return max(inspections, key=lambda inspection: inspection.order, default=None)


def evidence_after(former: Mapping[Gate, Evidence], inspections: Sequence[InForce]) -> dict[Gate, Evidence]:
    """What these inspections, all newer than the former evidence of the gates they judge, make of it. Visits to
    households prove nothing about the asset."""
    evidence = dict(former)
    for inspection in sorted(inspections, key=lambda inspection: inspection.order):
        if inspection.subject == inspection.asset:
            for gate, answer in inspection.gates.items():
                evidence[gate] = _following(evidence.get(gate), inspection, gate, answer)
    return evidence


def comes_late(former: Mapping[Gate, Evidence], inspection: InForce) -> bool:
    """Does it judge a gate that was judged since? Then the run of passes must be followed from its beginning."""
    return any(gate in former and former[gate].order > inspection.order for gate in inspection.gates)


def _following(former: Evidence | None, inspection: InForce, gate: Gate, answer: GateAnswer) -> Evidence:
    since = None
    if answer.passed:
        since = former.passed_since if former and former.passed else inspection.happened_at
    return Evidence(
        asset=inspection.asset,
        gate=gate,
        inspection=inspection.id,
        item=answer.item,
        passed=answer.passed,
        at=inspection.happened_at,
        passed_since=since,
        done_on=answer.done_on,
    )
