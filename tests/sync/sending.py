"""Operations as phones write them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import msgspec

from heating.accounts.actor import Actor
from heating.lib.ids import new_id
from heating.sync.operations import read
from heating.sync.push import Pushes
from heating.sync.schemas import Envelope, Receipt
from tests.inspections.world import BOTH, MORNING

Json = dict[str, Any]

DEVICE = UUID("019a0000-0000-7000-8000-00000000000d")


def operation(type: str, payload: Json, **others: Any) -> Json:
    return {"id": str(new_id()), "type": type, "happened_at": MORNING.isoformat(), "payload": payload, **others}


def report(asset: UUID | str, **others: Any) -> Json:
    payload = {
        "id": str(new_id()),
        "asset": str(asset),
        "title": "阀门漏水",
        "grade": "general",
        "photos": BOTH,
        **others,
    }
    return operation("hazard.report", payload)


def body(*operations: Any, device: UUID = DEVICE) -> Json:
    return {"device": str(device), "operations": list(operations)}


async def push(pushes: Pushes, actor: Actor, *operations: Any, device: UUID = DEVICE) -> list[Receipt]:
    envelope = msgspec.json.decode(msgspec.json.encode(body(*operations, device=device)), type=Envelope)
    return await pushes.push(await read(envelope, actor))


def outcomes(receipts: Sequence[Receipt]) -> list[str]:
    return [receipt.outcome.value for receipt in receipts]


def problem(receipt: Receipt) -> tuple[str, set[tuple[str, str]]]:
    """Its code, and the pointers and codes of the wrong fields."""
    assert receipt.problem is not None, receipt
    return receipt.problem["code"], {(error["pointer"], error["code"]) for error in receipt.problem.get("errors", ())}


def another_device() -> UUID:
    return uuid4()
