"""What can be said of a submission before its transaction: all that lies in itself and in its checklist.

A group of phones' writes holds the one writing connection while it is decided. What is done here is done while the
group before it is being committed.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating.checklists import queries as checklists
from heating.checklists.rules import LimitsByItem
from heating.inspections.payload import InspectionPayload
from heating.inspections.rules import Judgement, judge
from heating.registry.records import AssetFacts

_encode = msgspec.json.Encoder().encode
_encode_sorted = msgspec.json.Encoder(order="deterministic").encode
_NO_LIMITS: LimitsByItem = {}


class Weighed(NamedTuple):
    """`judgement` holds under `limits`, those of the asset as they were last seen here; it is None when the checklist
    version was not found. `answers_digest` is the SHA-256 of `answers_json`."""

    payload: InspectionPayload
    content_hash: str
    answers_json: str
    answers_digest: str
    limits: LimitsByItem
    judgement: Judgement | None


async def weigh(payloads: Sequence[InspectionPayload]) -> list[Weighed]:
    documents = await checklists.versions({payload.checklist_version for payload in payloads})
    return [_weigh(payload, documents.get(payload.checklist_version)) for payload in payloads]


def _weigh(payload: InspectionPayload, published: checklists.Published | None) -> Weighed:
    limits = _seen_limits.get(payload.asset, _NO_LIMITS)
    answers = _encode(payload.answers)
    answers_digest = sha256(answers).hexdigest()
    return Weighed(
        payload,
        _content_hash(payload, answers_digest),
        answers.decode(),
        answers_digest,
        limits,
        judge(published.document, payload.answers, limits) if published else None,
    )


def _content_hash(payload: InspectionPayload, answers_digest: str) -> str:
    """Over everything that was submitted, spelt out field by field: digests are compared with kept ones for years, so a
    field that comes later may change only those of payloads that have it. That holds for the parts as well, which are
    written whole: whoever adds a field to one of them leaves it out here where it is not given."""
    content = (
        payload.id,
        payload.visit,
        payload.asset,
        payload.checklist_version,
        payload.started_at,
        payload.finished_at,
        payload.household,
        payload.label,
        payload.position,
        payload.clock_offset_ms,
        payload.replaces,
        payload.hazards,
        answers_digest,
    )
    return sha256(_encode_sorted(content)).hexdigest()


def has_content(weighed: Weighed, kept_hash: str) -> bool:
    """Is that the digest of what was submitted? Formerly that of the whole payload's text was kept."""
    return kept_hash == weighed.content_hash or kept_hash == sha256(_encode(weighed.payload)).hexdigest()


_seen_limits: dict[UUID, LimitsByItem] = {}
_MOST = 20_000


def remember_limits(assets: Iterable[AssetFacts]) -> None:
    """Of assets that have limits of their own, so that the next weighing holds. A wrong memory costs only time."""
    for asset in assets:
        if asset.limits:
            if len(_seen_limits) >= _MOST:
                _seen_limits.clear()
            _seen_limits[asset.id] = asset.limits
        else:
            _seen_limits.pop(asset.id, None)
