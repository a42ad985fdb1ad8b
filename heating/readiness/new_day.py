"""After the city's midnight: due days may have passed, and overrides may have had their last day."""

from zoneinfo import ZoneInfo

from heating import storage
from heating.readiness import assessing, overrides


async def begin(zone: ZoneInfo) -> int:
    """Mark the sites that were assessed for an earlier day. Answers how many."""
    today = assessing.today(zone)
    async with storage.transaction():
        await overrides.end_expired(today)
        rows = await storage.fetch("SELECT site_id FROM site_readiness WHERE assessed_on < ?", [today])
        await storage.execute_many(
            "INSERT INTO readiness_due (site_id, seq) VALUES (?, 0) ON CONFLICT DO NOTHING",
            [[row["site_id"]] for row in rows],
        )
    return len(rows)
