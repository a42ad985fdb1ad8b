"""A roster of which nobody has come, whatever the hour: the demo's own vacancies end when the watches change.

python -m tests.browser.office.absent, before the server is started.
"""

from datetime import timedelta
from uuid import UUID

from heating import settings as environment
from heating import storage
from heating.accounts.actor import system_actor
from heating.cli.opened import run_on_database
from heating.duty import roster_actions, vacancies
from heating.duty.patterns import Pattern, Plan
from heating.duty.rules import Post
from heating.duty.schemas import NewRoster
from heating.lib import clock
from heating.lib.ids import new_id
from heating.settings import Settings

COMPANY, AREA = "taiyuan/huiwen/", "taiyuan/qingxu/"


async def begin_without_anybody(settings: Settings) -> None:
    now = clock.now()
    people = await storage.fetch(
        "SELECT id FROM user_account WHERE organization_path LIKE ? AND role = 'crew_member' AND phone <> ''"
        " ORDER BY username LIMIT 2",
        [f"{COMPANY}_%"],
    )
    officer, leader = (UUID(str(row["id"])) for row in people)
    begins, ends = now - timedelta(hours=1), now + timedelta(days=2)
    patterns = (Pattern(Post.OFFICER, begins, 48, (officer,)), Pattern(Post.LEADER, begins, 48, (leader,)))
    new = NewRoster(id=new_id(), name="无人到岗", organization=COMPANY, area=AREA, plan=Plan(begins, ends, patterns))
    with clock.travel(begins):
        await roster_actions.create(system_actor(), new, settings.zone)
        await roster_actions.publish(system_actor(), new.id, 1, settings.zone)
    await vacancies.sweep(settings.zone)


if __name__ == "__main__":
    chosen = environment.load()
    run_on_database(chosen, begin_without_anybody(chosen))
