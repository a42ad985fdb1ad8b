"""A random walk through the life of complaints: anybody tries anything at any time, and time passes.

The walk goes through the same verbs as the routes. What is refused is refused; what must hold is looked at after every
turn (`untruths`). A seed makes the same walk again.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from heating import storage
from heating.complaints import actions, queries, rerouting
from heating.complaints.cases import RESIDENT, Taking
from heating.complaints.residents import actions as resident_actions
from heating.complaints.residents.schemas import ResidentConfirmation, ResidentNote, ResidentRating
from heating.complaints.rules import Channel, Disposition, MatterClass, Urgency
from heating.complaints.schemas import Caller, Intake
from heating.complaints.steps import stepping
from heating.complaints.steps.replies import Answer
from heating.complaints.steps.schemas import (
    Acknowledgement,
    Assessment,
    CallBack,
    Claim,
    Dispatching,
    InterimReply,
    Merger,
    Noting,
    Pausing,
    Rated,
    Reclassification,
    Reopening,
    Replying,
    ReplyReview,
    Rerouting,
    Resolution,
    Resumption,
    Return,
    Split,
    StepBody,
    Verification,
)
from heating.complaints.steps.table import STEPS, Step
from heating.deadlines import sweeping
from heating.hazards.evidence import Position
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.problems import Problem
from tests.complaints.living import NIGHT, PEOPLE, Life
from tests.inspections.world import ZONE

BREACHES: dict[str, str] = {
    "nobody has to act on it": """
        SELECT c.id AS subject FROM complaint c LEFT JOIN user_account u ON u.id = c.officer_id
        WHERE c.status <> 'closed' AND u.id IS NULL""",
    "no unit answers for it": """
        SELECT c.id AS subject FROM complaint c LEFT JOIN organization o ON o.path = c.organization_path
        WHERE o.path IS NULL""",
    "nobody was on duty, and no event says so": """
        SELECT s.complaint_id AS subject FROM complaint_step s WHERE s.step IN ('dispatch', 'reroute')
        AND (s.detail_json LIKE '%"rung":"leader"%' OR s.detail_json LIKE '%"rung":"higher"%'
            OR s.detail_json LIKE '%"rung":"vacant"%' OR s.detail_json LIKE '%"rung":"last_resort"%')
        AND NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.action = 'complaint.nobody_on_duty'
            AND a.subject_id = CAST(s.complaint_id AS TEXT))""",
    "given back more than twice": "SELECT id AS subject FROM complaint WHERE returns > 2",
    "replied to without having been verified": """
        SELECT c.id AS subject FROM complaint c WHERE c.replied_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM complaint_step s WHERE s.complaint_id = c.id AND s.to_status = 'verified')
        AND NOT EXISTS (SELECT 1 FROM complaint_step s WHERE s.complaint_id = c.id AND s.step = 'receive'
            AND s.to_status = 'closed')""",
    "verified by whoever resolved it": """
        SELECT id AS subject FROM complaint WHERE verified_by_id IS NOT NULL AND verified_by_id = resolved_by_id""",
    "closed without reply": "SELECT id AS subject FROM complaint WHERE status = 'closed' AND reply_json IS NULL",
    "explained or repeated without a second person": """
        SELECT c.id AS subject FROM complaint c WHERE c.disposition IN ('explained', 'repeated')
        AND NOT EXISTS (SELECT 1 FROM complaint_step s WHERE s.complaint_id = c.id AND s.step = 'review_reply'
            AND s.actor_id <> c.replied_by_id)""",
    "the status is not where the last step led": """
        SELECT c.id AS subject FROM complaint c WHERE c.status <> (SELECT s.to_status FROM complaint_step s
            WHERE s.complaint_id = c.id ORDER BY s.place DESC, s.id DESC LIMIT 1)""",
    "open, and no clock watches it": """
        SELECT c.id AS subject FROM complaint c WHERE c.status <> 'closed' AND NOT EXISTS (SELECT 1 FROM deadline d
            WHERE d.subject_id = c.id AND d.ended_at IS NULL)""",
    "closed, and a clock still runs": """
        SELECT c.id AS subject FROM complaint c JOIN deadline d ON d.subject_id = c.id AND d.ended_at IS NULL
        WHERE c.status = 'closed'""",
    "its due time is not its tightest clock's": """
        SELECT c.id AS subject FROM complaint c WHERE c.merged_count = 0 AND c.merged_into_id IS NULL
        AND COALESCE(CAST(c.due_at AS TEXT), '') <> COALESCE((SELECT CAST(min(d.due_at) AS TEXT) FROM deadline d
            WHERE d.subject_id = c.id AND d.ended_at IS NULL), '')""",
    "an open clock that is not its officer's": """
        SELECT c.id AS subject FROM complaint c JOIN deadline d ON d.subject_id = c.id AND d.ended_at IS NULL
        WHERE c.status IN ('received', 'assessed', 'dispatched', 'handling') AND c.merged_into_id IS NULL
        AND (d.responsible_id IS NULL OR d.responsible_id <> c.officer_id)""",
    "a promise of a closed complaint that is open": """
        SELECT c.id AS subject FROM complaint c JOIN complaint_promise p ON p.complaint_id = c.id
        AND p.ended_at IS NULL WHERE c.status = 'closed'""",
    "two open promises": """
        SELECT complaint_id AS subject FROM complaint_promise WHERE ended_at IS NULL
        GROUP BY complaint_id HAVING count(*) > 1""",
    "merged into what is merged": """
        SELECT c.id AS subject FROM complaint c JOIN complaint p ON p.id = c.merged_into_id
        WHERE p.merged_into_id IS NOT NULL""",
    "a count of merged ones that is wrong": """
        SELECT c.id AS subject FROM complaint c WHERE c.merged_count <> (SELECT count(*) FROM complaint m
            WHERE m.merged_into_id = c.id)""",
    "a count of repetitions that is wrong": """
        SELECT c.id AS subject FROM complaint c WHERE c.repeats <> (SELECT count(*) FROM complaint r
            WHERE r.repeat_of_id = c.id)""",
}

WHO = (*PEOPLE, "bob", "charlie", "alice")


async def untruths() -> list[str]:
    rows = [(breach, row) for breach, sql in BREACHES.items() for row in await storage.fetch(sql, writer=True)]
    return [f"{breach}: {row['subject']}" for breach, row in rows]


class Walk:
    """`taken` counts the steps that were not refused."""

    def __init__(self, life: Life, seed: int, taken: Counter[Step]) -> None:
        self.life, self.rng, self.taken = life, Random(seed), taken
        self.now = NIGHT
        self.complaints: list[UUID] = []
        self.told: list[str] = []

    async def go(self, turns: int) -> None:
        """Raises AssertionError with the way there when something does not hold."""
        ways: dict[Callable[[], Awaitable[None]], int] = {
            self._take_step: 72, self._receive: 5, self._resident: 8, self._wait: 10, self._come_and_go: 4,
        }  # fmt: skip
        with clock.travel(self.now):
            await self._receive()
        for _ in range(turns):
            (way,) = self.rng.choices(list(ways), list(ways.values()))
            with clock.travel(self.now):
                try:
                    await way()
                except Problem as problem:
                    self.told.append(problem.code)
                found = await untruths()
            assert not found, (found, self.told[-12:])

    async def _receive(self) -> None:
        world, rng = self.life.world, self.rng
        intake = Intake(
            id=new_id(),
            channel=rng.choice(list(Channel)),
            text="不热",
            category=rng.choice([None, "no_heat", "low_temperature", "noise", "refund", "fee"]),
            building=rng.choice([None, world.building]),
            unit="2",
            room=rng.choice(["", "501", "502"]),
            caller=rng.choice([None, Caller(phone="13812345678")]),
            answer=rng.choice([None] * 9 + [Answer(cause="未到供暖期", measure="已告知", contact="12345")]),
        )
        who = rng.choice([RESIDENT, world.actor("cora"), world.actor("dora"), world.actor("max")])
        async with storage.transaction():
            [answer] = await actions.receive([actions.Receiving(who, intake, self.now, self.now)], ZONE)
        if isinstance(answer, Problem):
            raise answer
        self.complaints.append(answer.id)
        self.told.append(f"receive {answer.id} {answer.status}")

    async def _take_step(self) -> None:
        """Mostly one that the table offers."""
        (row,) = await queries.of_ids([self.rng.choice(self.complaints[-3:])])
        offered = [step for step, one in STEPS.items() if row.status in one.moves and step is not Step.NOTE]
        step = self.rng.choice(offered if offered and self.rng.random() < 0.93 else list(STEPS))
        who = self.rng.choice(WHO)
        actor = self.life.world.actor(who)
        self.told.append(f"{who} {step} {row.id} {row.status}")
        await stepping.take(Taking(actor, row.id, step, self._body(step), self.now, self.now), ZONE)
        self.taken[step] += 1

    def _body(self, step: Step) -> StepBody:
        rng, today = self.rng, self.now.astimezone(ZONE).date()
        some = rng.choice([None, UUID(self.life.person(rng.choice(WHO)))])
        bodies: dict[Step, Callable[[], StepBody]] = {
            Step.ASSESS: lambda: Assessment(category="noise", dispatch=rng.random() < 0.7),
            Step.RECLASSIFY: lambda: Reclassification(
                matter_class=rng.choice(list(MatterClass)), urgency=rng.choice(list(Urgency)), reason="误"
            ),
            Step.DISPATCH: lambda: Dispatching(officer=some),
            Step.CLAIM: Claim,
            Step.ACKNOWLEDGE: Acknowledgement,
            Step.RETURN: lambda: Return(reason="不归我管"),
            Step.REROUTE: lambda: Rerouting(reason="交班", officer=some),
            Step.PAUSE: lambda: Pausing(reason="外出", hours=rng.randint(1, 72)),
            Step.RESUME: Resumption,
            Step.INTERIM_REPLY: lambda: InterimReply(text="更换", promised_on=today + timedelta(rng.randint(0, 9))),
            Step.RESOLVE: lambda: Resolution(done="排气", indoor_c=20),
            Step.VERIFY: lambda: self._verification(True),
            Step.SEND_BACK: lambda: self._verification(False),
            Step.REPLY: lambda: self._reply(today),
            Step.REVIEW_REPLY: lambda: ReplyReview(approved=rng.random() < 0.7, note="阅"),
            Step.RATE: lambda: Rated(solved=rng.random() < 0.6, score=rng.randint(1, 5)),
            Step.CALL_BACK: CallBack,
            Step.REOPEN: lambda: Reopening(reason="又凉了"),
            Step.NOTE: lambda: Noting(text="已联系", contacted=True),
            Step.MERGE: lambda: Merger(into=rng.choice(self.complaints)),
            Step.SPLIT: lambda: Split(reason="不是一回事"),
        }
        return bodies[step]()

    def _verification(self, passed: bool) -> Verification:
        here = Position(longitude=112.55, latitude=37.87)
        return Verification(passed=passed, method="on_site", note="看过", indoor_c=20, position=here)

    def _reply(self, today: date) -> Replying:
        disposition = self.rng.choice(list(Disposition))
        return Replying(
            disposition=disposition,
            cause="气堵",
            measure="排气",
            contact="12345",
            measure_on=today,
            promised_on=today + timedelta(days=3) if disposition is Disposition.PROMISED else None,
            explanation="说明" if disposition is Disposition.EXPLAINED else "",
            proof=self.rng.choice(self.complaints),
        )

    async def _resident(self) -> None:
        (row,) = await queries.of_ids([self.rng.choice(self.complaints[-4:])])
        warm = self.rng.random() < 0.6
        self.told.append(f"the resident of {row.id} {row.status}: {warm}")
        match self.rng.randint(0, 2):
            case 0:
                said = ResidentConfirmation(id=new_id(), warm=warm)
                await resident_actions.confirm_by_resident(row.tracking_code, said, ZONE)
            case 1:
                rating = ResidentRating(id=new_id(), solved=warm, score=self.rng.randint(1, 5))
                await resident_actions.rate(row.tracking_code, rating, ZONE)
            case _:
                note = ResidentNote(id=new_id(), text="还在等")
                await resident_actions.add_note(row.tracking_code, note, ZONE)

    async def _wait(self) -> None:
        self.now += self.rng.choice([timedelta(minutes=7), timedelta(hours=3), timedelta(days=2)])
        self.told.append(f"until {self.now}")
        with clock.travel(self.now):
            await sweeping.sweep_all(ZONE)
            await rerouting.follow_roster(ZONE)
            await rerouting.resume_paused(ZONE)

    async def _come_and_go(self) -> None:
        """Somebody leaves or comes back; the administrator stays."""
        who = self.rng.choice(list(PEOPLE))
        gone: datetime | None = self.rng.choice([None, self.now])
        await self.life.world.cast.change(who, disabled_at=gone)
        self.told.append(f"{who} is {'gone' if gone else 'there'}")
        await rerouting.follow_roster(ZONE)
