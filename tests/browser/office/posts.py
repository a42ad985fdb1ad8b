"""Everybody comes to the watches that begin during a test run. In the demo city nobody comes after its last moment: ten
minutes after the next change of watch all posts would be vacant, and others would be asked than those on duty.

python -m tests.browser.office.posts, after the demo city is there and before the server is started.
"""

from datetime import timedelta

from heating import settings as environment
from heating import storage
from heating.cli.opened import run_on_database
from heating.duty import queries
from heating.duty.models import SignInRow
from heating.duty.rules import VACANT_AFTER, Place, Watch, Window, sign_in_key
from heating.duty.timeline import in_force
from heating.lib import clock
from heating.lib.ids import new_id

RUN = timedelta(hours=6)
"""Longer than any run takes from here on."""


async def take_posts() -> None:
    now = clock.now()
    window = Window(now, now + RUN)
    coming = [
        (roster.place, watch)
        for roster, watch in in_force(await queries.rosters_in(window), window)
        if watch.starts_at > now - VACANT_AFTER
    ]
    async with storage.transaction():
        for place, watch in coming:
            await SignInRow.get_or_create(_columns(place, watch), key=sign_in_key(place, watch))


def _columns(place: Place, watch: Watch) -> dict[str, object]:
    return {
        "id": new_id(),
        "organization_path": place.organization,
        "area_path": place.area,
        "post": watch.post,
        "person_id": watch.person,
        "starts_at": watch.starts_at,
        "signed_at": watch.starts_at,
    }


if __name__ == "__main__":
    run_on_database(environment.load(), take_posts())
