"""From what a phone sent to operations that can be applied, or to the reason why one cannot."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import orjson

from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.accounts.queries import Person
from heating.accounts.rules import organization_reach, permissions_of
from heating.http.parsing import json_body
from heating.lib.problems import FieldError, Problem
from heating.sync import problems
from heating.sync.payloads import PARSERS, WEIGHERS
from heating.sync.schemas import Envelope, OperationBody, PlainOperation

_parse_body = json_body(OperationBody)
_parse_plain = json_body(PlainOperation)
_plain = msgspec.json.Decoder()
_canonical = msgspec.json.Encoder(order="sorted")
_encode = msgspec.json.Encoder().encode

Framing = tuple[str, datetime, int | None, UUID | None]
"""What an operation is beside its id and its payload: type, moment, base version and author as sent."""


class Operation(msgspec.Struct):
    """`problem` says why it cannot be applied; `payload` is None when it could not be read. `weighed` is what could be
    found out about the payload before the transaction; `content_hash` is kept, to know the operation again by."""

    id: UUID
    type: str
    happened_at: datetime
    device: UUID
    sender: Actor
    author: Actor
    frame: Framing
    raw: bytes
    payload: Any
    problem: Problem | None = None
    weighed: Any = None
    content_hash: str = ""

    def has_content(self, kept_hash: str) -> bool:
        """Is that the digest of this very content? Of what is weighed now, the text's was kept formerly, and when it
        could not be read."""
        return kept_hash == self.content_hash or (self.weighed is not None and kept_hash == text_hash(self.raw))


class Unreadable(msgspec.Struct, frozen=True):
    """Not even the frame of an operation. `id` is what it gave as its id, if that was a text."""

    id: str | None
    problem: Problem
    sender: Actor


async def read(envelope: Envelope, sender: Actor) -> list[Operation | Unreadable]:
    """Decode each operation by itself, and find out who captured it."""
    texts = [bytes(raw) for raw in envelope.operations]
    bodies = [_body(text, sender) for text in texts]
    authors = await _authors(bodies, sender)
    operations = [
        body if isinstance(body, Unreadable) else _operation(body, text, envelope.device, sender, authors)
        for body, text in zip(bodies, texts, strict=True)
    ]
    await _weigh([operation for operation in operations if isinstance(operation, Operation)])
    return operations


async def _weigh(operations: Sequence[Operation]) -> None:
    """Let each capability find out beforehand what it can about its payloads, and make the digests."""
    for type, weigh in WEIGHERS.items():
        read = [operation for operation in operations if operation.type == type and operation.payload is not None]
        if read:
            found = await weigh([operation.payload for operation in read])
            for operation, weighed in zip(read, found, strict=True):
                operation.weighed = weighed
                operation.content_hash = weighed_hash(operation.frame, weighed.content_hash)
    for operation in operations:
        operation.content_hash = operation.content_hash or text_hash(operation.raw)


def weighed_hash(frame: Framing, payload_hash: str) -> str:
    """From the payload's digest, which is made anyway: spares reading and writing the whole text once more."""
    return hashlib.sha256(_encode(frame) + payload_hash.encode()).hexdigest()


def text_hash(raw: bytes) -> str:
    """The same for texts that differ only in spaces and in the order of keys: an app that was updated meanwhile may
    write the same operation differently. What nobody reads may hold what has no such text (1e999, half a letter): then
    the bytes are all there is to know it by."""
    try:
        text = _canonical_text(raw)
    except (ValueError, RecursionError):
        text = raw
    return hashlib.sha256(text).hexdigest()


def _canonical_text(raw: bytes) -> bytes:
    """Orjson takes half the time. Numbers from 1e16 on, which it writes "1e+16", and what it does not read at all are
    left to the way the digests have been made from the beginning."""
    try:
        text = orjson.dumps(orjson.loads(raw), option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return _canonical.encode(_plain.decode(raw))
    return text if b"e+" not in text else _canonical.encode(_plain.decode(raw))


def _body(raw: bytes, sender: Actor) -> OperationBody | Unreadable:
    try:
        body: OperationBody = _parse_body(raw)
    except Problem as problem:
        return Unreadable(_id_as_sent(raw), _all_wrong_fields(raw) or problem, sender)
    return body


def _all_wrong_fields(raw: bytes) -> Problem | None:
    try:
        _parse_plain(raw)
    except Problem as problem:
        return problem
    return None


def _operation(body: OperationBody, raw: bytes, device: UUID, sender: Actor, authors: dict[UUID, Actor]) -> Operation:
    author = authors.get(body.author or sender.id)
    payload, problem = _payload(body)
    if author is None:
        problem = problems.AUTHOR()
    return Operation(
        id=body.id,
        type=body.type,
        happened_at=body.happened_at,
        device=device,
        sender=sender,
        author=author or sender,
        frame=(body.type, body.happened_at, body.base_version, body.author),
        raw=raw,
        payload=payload,
        problem=problem,
    )


def _payload(body: OperationBody) -> tuple[Any, Problem | None]:
    parse = PARSERS.get(body.type)
    if parse is None:
        return None, problems.UNKNOWN_TYPE(type=body.type)
    try:
        return parse(bytes(body.payload)), None
    except Problem as problem:
        return None, within_payload(problem)


def within_payload(problem: Problem) -> Problem:
    """The same problem, whose pointers begin at the operation instead of at its payload."""
    errors = [FieldError("/payload" + error.pointer, error.code, error.detail) for error in problem.errors]
    return problem.kind(errors=errors, **problem.params)


async def _authors(bodies: Sequence[OperationBody | Unreadable], sender: Actor) -> dict[UUID, Actor]:
    """Who captured the operations, among the sender and those of his own organization. Whoever was disabled since has
    still done the work."""
    others = {body.author for body in bodies if isinstance(body, OperationBody) and body.author} - {sender.id}
    found = await accounts.persons(others) if others else {}
    colleagues = [person for person in found.values() if person.organization == sender.home_organization]
    return {sender.id: sender} | {person.id: _as_actor(person, sender) for person in colleagues}


def _as_actor(person: Person, sender: Actor) -> Actor:
    return Actor(
        id=person.id,
        name=person.name,
        username="",
        role=person.role,
        organization=organization_reach(person.role, person.organization),
        home_organization=person.organization,
        area=person.area,
        language=sender.language,
        session_kind=sender.session_kind,
        session_id=sender.session_id,
        permissions=permissions_of(person.role),
    )


def _id_as_sent(raw: bytes) -> str | None:
    try:
        sent = _plain.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return None
    found = sent.get("id") if isinstance(sent, dict) else None
    return found if isinstance(found, str) else None
