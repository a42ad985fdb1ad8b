"""Reads. Who may see a photo: whoever may see something that shows it, and whoever uploaded it."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.accounts.problems import NOT_FOUND
from heating.photos.problems import AWAITED

Item = TypeVar("Item")

_CHUNK = 400  # SQL parameters per statement


class Photo(msgspec.Struct, frozen=True):
    sha256: str
    format: str
    bytes: int
    width: int
    height: int
    taken_at: datetime | None
    longitude: float | None
    latitude: float | None
    uploaded_by: UUID
    uploaded_at: datetime


class Shown(msgspec.Struct, frozen=True):
    """A photo that a subject shows, arrived or not."""

    subject_kind: str
    subject_id: UUID
    sha256: str
    role: str
    arrived: bool


_COLUMNS = "sha256, format, bytes, width, height, taken_at, longitude, latitude, uploaded_by, uploaded_at"


async def find(sha256: str) -> Photo | None:
    rows = await storage.fetch_as(Photo, f"SELECT {_COLUMNS} FROM photo WHERE sha256 = ?", [sha256])
    return rows[0] if rows else None


async def visible(actor: Actor, sha256: str) -> Photo:
    """Raises accounts.not_found, or photo.awaited when something the actor sees shows it but it has not arrived."""
    photo = await find(sha256)
    if photo is not None and photo.uploaded_by == actor.id:
        return photo
    if not await _is_shown_to(actor, sha256):
        raise NOT_FOUND()
    if photo is None:
        raise AWAITED()
    return photo


async def _is_shown_to(actor: Actor, sha256: str) -> bool:
    """A reference of no organization is of something that everybody sees."""
    condition, params = scope.visible(actor)
    sql = f"SELECT 1 AS shown FROM photo_reference WHERE sha256 = ? AND (organization_path = '' OR {condition}) LIMIT 1"
    return bool(await storage.fetch(sql, [sha256, *params]))


async def shown_by(subject_ids: Collection[UUID]) -> list[Shown]:
    """The photos these subjects show, each with whether it has arrived. The caller has checked who may see them."""
    shown: list[Shown] = []
    for some in _chunks(list(subject_ids)):
        marks = ", ".join("?" * len(some))
        shown += await storage.fetch_as(
            Shown,
            "SELECT r.subject_kind, r.subject_id, r.sha256, r.role, p.sha256 IS NOT NULL AS arrived"
            " FROM photo_reference r LEFT JOIN photo p ON p.sha256 = r.sha256"
            f" WHERE r.subject_id IN ({marks}) ORDER BY r.id",
            some,
        )
    return shown


async def known(sha256s: Collection[str]) -> set[str]:
    """Which of these have a row."""
    found: set[str] = set()
    for some in _chunks(list(sha256s)):
        rows = await storage.fetch(f"SELECT sha256 FROM photo WHERE sha256 IN ({', '.join('?' * len(some))})", some)
        found.update(row["sha256"] for row in rows)
    return found


async def every() -> AsyncIterator[Photo]:
    """All photos in the order of their hashes, page by page."""
    after = ""
    while page := await storage.fetch_as(
        Photo, f"SELECT {_COLUMNS} FROM photo WHERE sha256 > ? ORDER BY sha256 LIMIT 500", [after]
    ):
        for photo in page:
            yield photo
        after = page[-1].sha256


async def awaited_since(before: datetime) -> AsyncIterator[Shown]:
    """References made before this time whose photo has not arrived."""
    after = 0
    sql = (
        "SELECT r.id, r.subject_kind, r.subject_id, r.sha256, r.role FROM photo_reference r"
        " WHERE r.id > ? AND r.referred_at < ? AND NOT EXISTS (SELECT 1 FROM photo p WHERE p.sha256 = r.sha256)"
        " ORDER BY r.id LIMIT 500"
    )
    while page := await storage.fetch(sql, [after, before]):
        for row in page:
            yield Shown(row["subject_kind"], UUID(str(row["subject_id"])), row["sha256"], row["role"], arrived=False)
        after = page[-1]["id"]


def _chunks(items: Sequence[Item]) -> list[Sequence[Item]]:
    return [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
