"""When the persons of a complaint are erased, what another system sent of them goes too."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from heating import storage
from heating.audit import Entry
from heating.registry.filtering import in_chunks, marks

CAUSES = ("person.erased", "persons.erased")


async def follow(entries: Sequence[Entry]) -> None:
    """Inside the follower's transaction; `entries` are of the CAUSES."""
    for some in in_chunks(list(dict.fromkeys(_complaints(entries)))):
        await storage.execute(
            "UPDATE open311_submission SET attributes_json = '{}', media_url = '', address_string = '', lat = NULL,"
            f" long = NULL, content_digest = '' WHERE complaint_id IN ({marks(some)})",
            some,
        )


def _complaints(entries: Sequence[Entry]) -> Iterable[UUID]:
    for entry in entries:
        if entry.subject_kind == "complaint":
            yield UUID(entry.subject_id)
        else:
            ids: Sequence[Any] = entry.detail.get("ids", ())
            yield from (UUID(str(id)) for id in ids)
