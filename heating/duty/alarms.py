"""What is wrong with rosters in force, told once as long as it is so. What was mended is news when it comes again."""

from collections.abc import Collection
from enum import StrEnum

from heating import storage
from heating.duty import checking
from heating.duty.models import AlarmRow
from heating.lib import clock
from heating.lib.ids import new_id
from heating.registry.filtering import in_chunks, marks


class Alarm(StrEnum):
    """Somebody on duty cannot be reached, an organization has nobody who can be, or a roster runs out."""

    UNREACHABLE = "unreachable"
    NOBODY = "nobody"
    RUNS_OUT = "runs_out"


async def differs(kind: Alarm, keys: Collection[str]) -> bool:
    """Asked of the readers before anything is locked."""
    return await _known(kind) != {_key(kind, key) for key in keys}


async def note(kind: Alarm, keys: Collection[str]) -> set[str]:
    """`keys` are all that is wrong now; answers those that nobody was told of. Within a transaction."""
    await checking.alone()
    known, present = await _known(kind), {_key(kind, key): key for key in keys}
    for mended in in_chunks(sorted(known - set(present))):
        await storage.execute(f"DELETE FROM duty_alarm WHERE key IN ({marks(mended)})", list(mended))
    new = sorted(set(present) - known)
    values = [{"id": new_id(), "kind": kind, "key": key, "found_at": clock.now()} for key in new]
    await storage.current_unit().insert_now(AlarmRow, values)
    return {present[key] for key in new}


async def _known(kind: Alarm) -> set[str]:
    return {row["key"] for row in await storage.fetch("SELECT key FROM duty_alarm WHERE kind = ?", [kind])}


def _key(kind: Alarm, key: str) -> str:
    return f"{kind} {key}"
