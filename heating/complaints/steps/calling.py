"""评议与回访: what the resident says of the reply, calls that ask him, and opening a complaint again."""

from datetime import date, datetime, time
from typing import Any

from heating import storage
from heating.complaints import clocking, posting, problems
from heating.complaints.cases import Case, Change, refuse
from heating.complaints.catalogue.policies import CLOCKS
from heating.complaints.rules import Status
from heating.complaints.steps import desk, dispatching, needs, promising
from heating.complaints.steps.schemas import CallBack, Rated, Reopening
from heating.complaints.steps.table import Step
from heating.complaints.steps.verifying import NOT_RESOLVED


async def rate(case: Case[Rated]) -> Change:
    """ "Not solved" opens it again by itself, for whoever is on duty now."""
    body, at = case.body, case.received_at
    rated: dict[str, object] = {
        "rating": body.score,
        "solved": body.solved,
        "rating_comment": body.comment.strip(),
        "rated_at": at,
    }
    detail = {"score": body.score, "solved": body.solved}
    said = body.comment
    if not body.solved:
        opened, more = await _open_again(case)
        events = [("complaint.reopened", {"by": "rating"}), *more]
        return Change({**opened, **rated}, Status.HANDLING, "complaint.rated", note=said, detail=detail, events=events)
    promised = await promising.end(case.row.id, at, case.zone)
    columns = {**rated, **promised, **await _close(case)}
    return Change(
        columns, Status.CLOSED, "complaint.rated", note=said, detail=detail, events=[("complaint.closed", {})]
    )


async def call_back(case: Case[CallBack]) -> Change:
    """Nobody was reached. After as many calls as the settings say it is closed without a rating, but not while
    something is promised still. Raises complaint.called_back_today."""
    await _refuse_second_of_the_day(case)
    row, times = case.row, case.row.call_backs + 1
    columns: dict[str, object] = {"call_backs": times}
    detail = {"times": times}
    is_last = times >= case.catalogue.settings.closing_call_backs
    if is_last and row.promised_on is not None and row.promised_on >= case.today:
        columns["call_back_at"] = await _call_after_the_promise(case, row.promised_on)
        is_last = False
    if not is_last:
        return Change(columns, case.row.status, "complaint.called_back", note=case.body.note, detail=detail)
    return Change(
        {**columns, **await promising.give_up(case), **await _close(case)},
        Status.CLOSED,
        "complaint.called_back",
        note=case.body.note,
        detail=detail,
        events=[("complaint.closed", {"unrated": True})],
    )


async def reopen(case: Case[Reopening]) -> Change:
    refuse(list(needs.words("/reason", case.body.reason)))
    columns, events = await _open_again(case)
    if case.who.id is None:  # a resident's words are for the story, not for the audit
        return Change(columns, Status.HANDLING, "complaint.reopened", note=case.body.reason, events=events)
    return Change(columns, Status.HANDLING, "complaint.reopened", case.body.reason, events=events)


async def _close(case: Case[Any]) -> dict[str, object]:
    await clocking.stop(case.row.id, None, case.received_at)
    return {"closed_at": case.received_at}


async def _refuse_second_of_the_day(case: Case[CallBack]) -> None:
    """Three calls in a row are one."""
    rows = await storage.fetch(
        "SELECT 1 AS n FROM complaint_step WHERE complaint_id = ? AND step = ? AND received_at >= ? LIMIT 1",
        [case.row.id, Step.CALL_BACK, datetime.combine(case.today, time(0), case.zone)],
    )
    if rows:
        raise problems.CALLED_BACK_TODAY()


async def _call_after_the_promise(case: Case[CallBack], promised_on: date) -> datetime:
    due_at = clocking.end_of(promised_on, case.zone)
    await clocking.stop(case.row.id, ["call_back"], case.received_at)
    new = clocking.clock(case.timed, "call_back", case.catalogue.policies, case.received_at, due_at=due_at)
    await clocking.begin([new] if new else [], case.zone)
    return due_at


async def _open_again(case: Case[Any]) -> tuple[dict[str, object], Any]:
    """As if it had been dispatched now, to whoever is on duty now."""
    row, at = case.row, case.received_at
    promised = await promising.not_kept(case) if row.status is Status.REPLIED else {}
    await clocking.stop(row.id, [name for name in CLOCKS if name != "promise"], at)
    posts = await posting.posting(at, [(row.organization_path, row.area_path)])
    skill = case.category.needed_skill if case.category else None
    target = await posts.find(row.organization_path, row.area_path, skill)
    timed = case.timed._replace(responsible=target.officer)
    await desk.hand(row, target.officer, row.organization_path, row.area_path)
    await clocking.start(timed, ["resolution", "reply"], case.catalogue.policies, at, case.zone)
    columns = {
        **NOT_RESOLVED,
        **promised,
        **dispatching.handed(target),
        **desk.UNCLAIMED,
        "acknowledged_at": None,
        "closed_at": None,
        "reopenings": row.reopenings + 1,
    }
    return columns, dispatching.events(target, row.organization_path)
