"""Messages of other systems, as they were imported."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.complaints.filtering import Seen
from heating.complaints.rules import Channel, MatterClass, Status, external_key
from heating.registry.filtering import in_chunks, marks

_PAGE = 1_000


class Known(msgspec.Struct, frozen=True):
    """A message that is here. The paths are the complaint's."""

    number: str
    complaint_id: UUID
    content_hash: str
    organization_path: str
    area_path: str
    officer_id: UUID | None


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint with what its system says of it; all of that is None for one that came by another channel.
    `replied_at` is when it was replied to, there or here."""

    id: UUID
    number: str
    channel: Channel
    status: Status
    external_number: str | None
    title: str | None
    text: str
    category: str | None
    matter_class: MatterClass | None
    organization: str
    happened_at: datetime
    received_at: datetime
    reply: str | None
    reply_json: str | None
    replied_at: datetime | None
    score: int | None


async def of_system(system: str, numbers: Iterable[str]) -> dict[str, Known]:
    """By number, whoever may see them."""
    found: dict[str, Known] = {}
    for some in in_chunks([external_key(system, number) for number in numbers]):
        rows = await storage.fetch_as(
            Known,
            "SELECT c.external_number AS number, c.id AS complaint_id, coalesce(m.content_hash, '') AS content_hash,"
            " c.organization_path, c.area_path, c.officer_id"
            " FROM complaint c LEFT JOIN complaint_message m ON m.complaint_id = c.id"
            f" WHERE c.external_key IN ({marks(some)})",
            some,
        )
        found.update((row.number, row) for row in rows)
    return found


async def taken(
    actor: Actor, channels: Sequence[Channel], since: datetime, until: datetime
) -> AsyncIterator[list[Taken]]:
    """Those that the actor sees and that were written in [since, until), in the order of their ids, page by page."""
    last: UUID | None = None
    while True:
        conditions = Seen(actor)
        conditions.add("c.happened_at >= ? AND c.happened_at < ?", [since, until])
        conditions.add(f"c.channel IN ({marks(channels)})", list(channels))
        conditions.after("id", last)
        page = await storage.fetch_as(
            Taken,
            "SELECT c.id, c.number, c.channel, c.status, c.external_number, m.title, c.text, c.category,"
            " c.matter_class, c.organization_path AS organization, c.happened_at, c.received_at, m.reply, c.reply_json,"
            " coalesce(m.replied_at, c.replied_at) AS replied_at, coalesce(m.score, c.rating) AS score"
            " FROM complaint c LEFT JOIN complaint_message m ON m.complaint_id = c.id"
            f" WHERE {conditions.sql} ORDER BY c.id LIMIT {_PAGE}",
            conditions.params,
        )
        if not page:
            return
        yield page
        last = page[-1].id
