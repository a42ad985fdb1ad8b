"""The first cold night: 5,000 complaints from all over the demo city, most of them overdue by the morning.

python -m tests.browser.office.flood, before the server is started.
"""

from datetime import timedelta
from uuid import UUID

from heating import settings as environment
from heating import storage
from heating.cli.opened import run_on_database
from heating.complaints import actions
from heating.complaints.actions import Receiving
from heating.complaints.cases import RESIDENT
from heating.complaints.rules import Channel
from heating.complaints.schemas import Intake
from heating.lib import clock
from heating.lib.ids import new_id
from heating.settings import Settings

COUNT = 5_000
AT_ONCE = 250
CATEGORIES = ("no_heat", "low_temperature", "uneven_heat", "leak_home", "valve_or_radiator")


async def flood(settings: Settings) -> None:
    rows = await storage.fetch("SELECT id FROM asset WHERE kind = 'building' ORDER BY code")
    buildings = [UUID(str(row["id"])) for row in rows]
    for start in range(0, COUNT, AT_ONCE):
        async with storage.transaction():
            await actions.receive([_call(n, buildings) for n in range(start, start + AT_ONCE)], settings.zone)


def _call(n: int, buildings: list[UUID]) -> Receiving:
    intake = Intake(
        id=new_id(),
        channel=Channel.WEB,
        text="家里暖气不热",
        category=CATEGORIES[n % len(CATEGORIES)],
        building=buildings[n % len(buildings)],
        unit=str(1 + n % 4),
        room=str(101 + n % 6 * 100 + n // len(buildings) % 20),
    )
    at = clock.now() - timedelta(seconds=2 * (COUNT - n))
    return Receiving(RESIDENT, intake, at, at)


if __name__ == "__main__":
    chosen = environment.load()
    run_on_database(chosen, flood(chosen))
