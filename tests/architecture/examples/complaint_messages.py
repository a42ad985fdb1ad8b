"""Messages of other systems, suggestions and compliance."""

from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.complaints.actions import Accepted, Receiving, receive
from heating.complaints.rules import Channel
from heating.complaints.schemas import Intake
from heating.lib import clock
from heating.lib.ids import new_id
from tests.architecture.examples import Example, Examples, Names, Place


async def a_complaint(place: Place, *, historical: bool = False) -> Names:
    intake = Intake(
        id=new_id(),
        channel=Channel.MESSAGE_BOARD,
        text=f"暖气不热 {place.number}",
        category="no_heat",
        organization=place.organization,
        area=place.area,
        historical=historical,
    )
    now = clock.now()
    async with storage.transaction():
        [answer] = await receive([Receiving(place.cast.actor("alice"), intake, now, now)], ZoneInfo("Asia/Shanghai"))
    assert isinstance(answer, Accepted)
    return {"id": str(answer.id)}


async def a_past_complaint(place: Place) -> Names:
    return await a_complaint(place, historical=True)


def an_outcome(_: Place, __: Names) -> Any:
    return {"closed_at": clock.now().isoformat()}


def a_file(**fields: str) -> tuple[bytes, str]:
    """A form with a file of one message, and `fields`."""
    boundary = uuid4().hex
    parts = ['name="file"; filename="messages.csv"\r\n\r\ntext,at\r\nCold,2026-11-01\r\n']
    parts += [f'name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()]
    body = "".join(f"--{boundary}\r\ncontent-disposition: form-data; {part}" for part in parts) + f"--{boundary}--\r\n"
    return body.encode(), f"multipart/form-data; boundary={boundary}"


def an_import(place: Place, _: Names) -> tuple[bytes, str]:
    mapping = {"source": f"board{place.number}", "columns": {"text": "text", "written_at": "at"}}
    return a_file(mapping=msgspec.json.encode(mapping).decode())


EXAMPLES: Examples = {
    ("POST", "/api/complaints/{id:uuid}/outcome"): Example(subject=a_past_complaint, body=an_outcome),
    ("POST", "/api/complaint-imports"): Example(unscoped=True, content=an_import),
    ("POST", "/api/complaint-imports/columns"): Example(unscoped=True, content=lambda _, __: a_file()),
    ("GET", "/api/exports/messages.xlsx"): Example(unscoped=True, subject=a_complaint),
    ("GET", "/api/complaints/compliance"): Example(unscoped=True, subject=a_complaint),
    ("POST", "/api/complaints/suggestions"): Example(unscoped=True, body=lambda _, __: {"text": "暖气不热"}),
    ("GET", "/api/complaints/{id:uuid}/suggestions"): Example(subject=a_complaint),
}
