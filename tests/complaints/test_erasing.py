"""After erasure nothing of a resident stands in any column, however it came there, nor ever in the audit."""

import importlib
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest
from tortoise import fields
from tortoise.models import Model

from heating import storage
from heating.accounts.actor import system_actor
from heating.audit import queries as audit_queries
from heating.complaints.persons import erasing, retention
from heating.complaints.steps.table import Step
from heating.lib import clock
from heating.lib.ids import new_id
from heating.open311 import erasing as open311_erasing
from heating.open311.models import Open311Submission
from heating.photos import actions as photo_actions
from heating.photos import check as photo_check
from heating.photos import erasing as photo_erasing
from heating.photos.files import PhotoFiles
from heating.tables import MODULES
from tests.complaints.living import NIGHT, Life, refused
from tests.inspections.world import photo
from tests.photos.pictures import picture, sha256

LATER = NIGHT + timedelta(days=400)
NAME, PHONE, FIGURES = "王小明", "138 1234 5678", "13812345678"
CALLER = {"name": NAME, "phone": PHONE, "note": f"请找{NAME}"}
WORDS = f"我是{NAME}，请打{PHONE}或{FIGURES}，也可打 0351-7654321，家在2单元"
NUMBERS = f"请打{PHONE}或{FIGURES}，也可打 0351-7654321"
SECRETS = (NAME, PHONE, FIGURES, "7654321", "2单元501")

KEPT = {
    "complaint": """
        number tracking_code status channel kind category matter_class urgency building_name station_name
        station_name_en organization_path area_path officer_name desk_path claimed_by_name label_code
        external_system external_number external_key received_by_name clock resolved_by_name resolved_crew
        verified_by_name disposition drafted_by_name replied_by_name
    """,
    "complaint_step": "step from_status to_status actor_name organization_path",
    "complaint_return": "organization_path returned_by_name suggested_path",
    "complaint_promise": "organization_path made_by_name outcome",
    "complaint_entry": "id document_json changed_by_name",
    "complaint_message": "content_hash",
    "complaint_person": "role",
    "household_visit": """
        number state visitor_name arranged_by_name room visitor_strokes_json
    """,
    "open311_submission": "idempotency_key",
}
"""Columns with words in which no resident says anything nor is anything said of one: keys, codes, the house's own
people, and of what another system sent the hash that tells it from what has changed there."""


def texts() -> Iterator[tuple[str, str]]:
    for module in MODULES:
        for model in vars(importlib.import_module(module)).values():
            if isinstance(model, type) and issubclass(model, Model) and model.__module__ == module:
                for name, field in model._meta.fields_map.items():
                    if isinstance(field, (fields.TextField, fields.CharField)):
                        yield model._meta.db_table, name


OURS = sorted(
    (table, column)
    for table, column in texts()
    if table.startswith(("complaint", "household_visit", "open311"))
)  # fmt: skip
OPEN311 = ("attributes_json", "media_url", "address_string", "content_digest")


def test_every_column_with_words_is_either_erased_or_says_nothing_of_a_resident() -> None:
    erased = {(one.table, one.column) for one in erasing.ERASED} | {("open311_submission", name) for name in OPEN311}
    kept = {(table, column) for table, columns in KEPT.items() for column in columns.split()}
    assert erased & kept == set()
    assert set(OURS) - erased - kept == set(), "say in erasing.ERASED what becomes of it"
    assert kept - set(OURS) == set()


def has_secret(value: object) -> bool:
    return any(secret in str(value) for secret in SECRETS)


async def found() -> set[tuple[str, str]]:
    """In which columns of all tables of ours something of the resident stands."""
    places = set()
    for table, column in OURS:
        for row in await storage.fetch(f"SELECT {column} AS said FROM {table}"):
            if has_secret(row["said"]):
                places.add((table, column))
    return places


async def audited() -> list[tuple[str, dict[str, Any]]]:
    return [(entry.action, dict(entry.detail)) for entry in await audit_queries.entries(audit_queries.Filters())]


async def done(answer: Any) -> Any:
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


async def whole_life(life: Life) -> None:
    """With the resident's words wherever somebody can write."""
    where = {"longitude": 112.55, "latitude": 37.87, "accuracy_m": 8}
    await life.begin(caller=CALLER, resident={"name": "王奶奶", "phone": "2222222"}, text=WORDS)
    promised = (NIGHT + timedelta(days=2)).date().isoformat()
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("cora", "classification", {"urgency": "urgent", "reason": WORDS}),
        ("cora", "rerouting", {"reason": WORDS, "officer": life.person("dora")}),
        ("dora", "return", {"reason": WORDS}),
        ("cora", "dispatch", {"note": WORDS, "officer": life.person("dora")}),
        ("dora", "acknowledgement", {"note": WORDS}),
        ("dora", "pause", {"reason": WORDS, "hours": 2}),
        ("dora", "resumption", {"note": WORDS}),
        ("dora", "interim-reply", {"text": WORDS, "promised_on": promised}),
        ("dora", "note", {"text": WORDS, "contacted": True}),
    ]
    for who, path, body in steps:
        await done(await life.step(who, path, **body))
    await visited(life)
    await done(await life.resolve(done=WORDS, cause=WORDS, position=where))
    await done(await life.verify(note=WORDS, position=where, photos=[photo("after", 21)]))
    await done(await life.reply(cause=WORDS, measure=WORDS, text=WORDS, contact=f"值班室 0351-1111111 {NAME}"))
    with clock.travel(NIGHT + timedelta(days=4)):
        await done(await life.step("cora", "call-back", note=WORDS))
        await done(await life.rate(comment=WORDS))


async def visited(life: Life) -> None:
    times = {"from_at": NIGHT.isoformat(), "until_at": (NIGHT + timedelta(days=2)).isoformat()}
    slot = {"starts_at": (NIGHT + timedelta(hours=1)).isoformat(), "ends_at": (NIGHT + timedelta(hours=2)).isoformat()}
    first = await done(
        await life.ask(
            "dora", f"/api/complaints/{life.id}/visits", {**slot, "visitor": life.person("bob"), "note": WORDS}
        )
    )
    verbs: list[tuple[str, dict[str, Any]]] = [
        ("absence", {"note": WORDS}),
        ("appointment", {**slot, "reason": WORDS}),
        ("key", {"holder": CALLER, "relation": WORDS[:20], "consented_by": f"{NAME}（电话）", **times}),
        ("key-return", {"received_by": NAME}),
        (
            "completion",
            {
                "note": WORDS,
                "visitor_signature": {"name": "Bob", "strokes": [[0, 0, 9, 9]]},
                "unsigned_reason": WORDS,
            },
        ),
    ]
    for version, (verb, body) in enumerate(verbs, 1):
        await done(await life.ask("bob", f"/api/visits/{first['id']}/{verb}", {"version": version, **body}))


async def beside(complaint: str) -> None:
    """What other systems said of it, and what a life of this kind does not write."""
    async with storage.transaction() as unit:
        unit.insert(
            Open311Submission,
            {
                "id": new_id(),
                "complaint_id": UUID(complaint),
                "client_id": new_id(),
                "idempotency_key": None,
                "content_digest": "0" * 64,
                "attributes_json": msgspec.json.encode({"NAME": NAME}).decode(),
                "media_url": f"https://x.example/{FIGURES}",
                "address_string": WORDS,
                "lat": 37.8,
                "long": 112.5,
                "created_at": NIGHT,
            },
        )
        await storage.execute(
            "INSERT INTO complaint_message (complaint_id, title, reply, content_hash, imported_at)"
            " VALUES (?, ?, ?, ?, ?)",
            [UUID(complaint), WORDS, WORDS, "0" * 64, NIGHT],
        )
        draft = "UPDATE complaint SET draft_json = reply_json WHERE id = ?"
        await storage.execute(draft, [UUID(complaint)])
        await unit.write_rows()


async def follow() -> None:
    async with storage.transaction():
        entries = await audit_queries.entries(audit_queries.Filters())
        await open311_erasing.follow([entry for entry in entries if entry.action in open311_erasing.CAUSES])


async def test_the_audit_never_holds_what_was_said_or_where_somebody_stood(line: Life) -> None:
    await whole_life(line)
    told = await audited()
    assert {"complaint.resolved", "complaint.verified", "complaint.paused", "deadline.paused", "visit.completed"} <= {
        action for action, _ in told
    }
    for action, detail in told:
        assert not has_secret(detail), action
        assert not {"reason", "cause", "position", "relation", "note", "text"} & set(detail) or not action.startswith(
            ("complaint.", "visit.")
        ), action
    story = {step.step: step for step in (await line.as_it_is()).steps}
    assert (story[Step.RESOLVE].detail["cause"], story[Step.PAUSE].reason) == (WORDS, WORDS)
    assert story[Step.VERIFY].detail["position"] is not None


async def test_erasure_reaches_every_column(line: Life) -> None:
    await whole_life(line)
    await beside(line.id)
    written = await found()
    words = {(one.table, one.column) for one in erasing.ERASED if one.way in (erasing.masked, erasing.masked_in_json)}
    assert words <= written, "the life writes wherever one can write"
    with clock.travel(LATER):
        assert await retention.erase_old(365, clock.now()) == 5
        await follow()
        assert await found() == set()
        assert await retention.erase_old(365, clock.now()) == 0
    (row,) = await storage.fetch("SELECT unit, room, home_key, address, building_name FROM complaint")
    assert (row["unit"], row["room"], row["home_key"], row["address"]) == ("", "", None, row["building_name"])
    (sent,) = await storage.fetch("SELECT lat, long FROM open311_submission")
    assert (sent["lat"], sent["long"]) == (None, None)


async def test_what_is_left_can_still_be_read(line: Life) -> None:
    await whole_life(line)
    before = await line.as_it_is()
    with clock.travel(LATER):
        await retention.erase_old(365, clock.now())
        after = await line.as_it_is()
    assert (after.status, after.building, after.rating and after.rating.score) == ("closed", before.building, 5)
    assert [step.step for step in after.steps] == [*(step.step for step in before.steps), Step.ERASE]
    assert after.text == "我是王**，请打138****5678或138****5678，也可打 035****4321，家在2单元"
    assert after.reply is not None
    assert after.reply.contact == "值班室 0351-1111111 王**"
    assert {step.step: step for step in after.steps}[Step.VERIFY].detail["position"] is None


async def test_a_number_in_the_text_goes_although_nobody_called(line: Life) -> None:
    await line.begin(text=WORDS)
    await line.until("closed")
    with clock.travel(LATER):
        assert await retention.erase_old(365, clock.now()) == 0
        (row,) = await storage.fetch("SELECT text, erased_at FROM complaint")
    assert FIGURES not in row["text"]
    assert row["erased_at"] is not None


async def test_old_cases_go_some_at_a_time(line: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_AT_ONCE", 1)
    for room in ("501", "601", "701"):
        await line.begin(text=WORDS, room=room)
        await line.until("closed")
    await line.begin(text=WORDS, room="801")
    with clock.travel(LATER):
        await retention.erase_old(365, clock.now())
    rooms = [row["room"] for row in await storage.fetch("SELECT room FROM complaint ORDER BY room")]
    assert rooms == ["", "", "", "801"]
    told = [detail for action, detail in await audited() if action == "persons.erased"]
    assert [detail["complaints"] for detail in told] == [1, 1, 1]


async def test_what_comes_in_after_an_erasure_is_erased_too(line: Life) -> None:
    await line.begin(caller=CALLER, text=WORDS)
    assert (await line.ask("alice", f"/api/complaints/{line.id}/person", None, "DELETE")).status_code == 204
    await line.until("replied")
    with clock.travel(NIGHT + timedelta(hours=1)):
        await done(await line.rate(comment=NUMBERS))
    with clock.travel(LATER):
        await retention.erase_old(365, clock.now())
    assert await found() == set()


async def test_an_open_case_keeps_its_door_when_a_person_wishes_to_be_erased(line: Life) -> None:
    await line.begin(caller=CALLER, text=WORDS)
    assert (await line.ask("alice", f"/api/complaints/{line.id}/person", None, "DELETE")).status_code == 204
    (row,) = await storage.fetch("SELECT unit, room, text FROM complaint")
    assert (row["unit"], row["room"]) == ("2", "501")
    assert not has_secret(row["text"])


async def test_what_was_taken_over_from_the_past_and_never_ended_is_erased(line: Life) -> None:
    await line.begin(text=NUMBERS)
    async with storage.transaction():
        await storage.execute("UPDATE complaint SET historical = ?", [True])
    with clock.travel(LATER):
        await retention.erase_old(365, clock.now())
    assert await found() == set()


@pytest.mark.parametrize("name", ["户主", "王", ""])
async def test_what_names_nobody_stays_in_the_words(line: Life, name: str) -> None:
    await line.begin(caller={**CALLER, "name": name}, text="户主姓王，家里不热")
    await line.until("closed")
    await line.ask("alice", f"/api/complaints/{line.id}/person", None, "DELETE")
    assert (await line.as_it_is()).text == "户主姓王，家里不热"


@pytest.fixture
def files(tmp_path: Path) -> PhotoFiles:
    return PhotoFiles(tmp_path / "photos")


async def _brought(files: PhotoFiles, *contents: bytes) -> list[str]:
    """As phones bring them; with every size drawn."""
    for content in contents:
        await photo_actions.store(system_actor(), files, sha256(content), _chunks(content), "image/jpeg", UTC)
        await photo_actions.draw(files, {"sha256": sha256(content)})
    return [sha256(content) for content in contents]


async def _chunks(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _removed(files: PhotoFiles) -> None:
    """What the worker does with the jobs that were left for it."""
    for job in await storage.fetch("SELECT payload_json FROM job WHERE name = ?", [photo_erasing.REMOVING_JOB]):
        await photo_erasing.remove(files, msgspec.json.decode(job["payload_json"]))


def _lying(files: PhotoFiles, hash: str) -> list[str]:
    return sorted(path.name for path in files.path(hash).parent.glob(f"{hash[2:]}*"))


def _shown(hash: str, role: str = "other") -> dict[str, str]:
    return {"sha256": hash, "role": role}


async def test_pictures_go_with_the_persons_and_the_story_says_so(line: Life, files: PhotoFiles) -> None:
    home, after = await _brought(files, picture(seed=1), picture(seed=2))
    assert len(_lying(files, home)) == 3
    await line.begin(caller=CALLER, photos=[_shown(home)])
    for verb in (line.acknowledge(), line.resolve(photos=[_shown(after, "after")])):
        await done(await verb)
    for verb in (line.verify(method="resident", photos=[]), line.reply(), line.rate()):
        await done(await verb)
    with clock.travel(LATER):
        await retention.erase_old(365, clock.now())
        await _removed(files)
        whole = await line.as_it_is()
        assert (whole.photos, [photo for step in whole.steps for photo in step.photos]) == ((), [])
        assert (whole.steps[-1].step, whole.steps[-1].detail) == (Step.ERASE, {"photos": 2})
        assert (_lying(files, home), _lying(files, after)) == ([], [])
        assert [fault async for fault in photo_check.verify(files, full=True)] == []
        assert [detail["photos"] for action, detail in await audited() if action == "persons.erased"] == [2]
        answer = await line.ask("cora", f"/api/photos/{home}", None, "GET")
        assert refused(answer) == (404, "accounts.not_found")


async def test_what_something_else_shows_stays(line: Life, files: PhotoFiles) -> None:
    (both,) = await _brought(files, picture(seed=1))
    await line.begin(caller=CALLER, photos=[_shown(both)], room="601")
    await line.begin(caller=CALLER, photos=[_shown(both)])
    await line.until("closed")
    with clock.travel(LATER):
        await retention.erase_old(365, clock.now())
        await _removed(files)
    assert len(_lying(files, both)) == 3
    subjects = await storage.fetch("SELECT DISTINCT subject_id FROM photo_reference WHERE sha256 = ?", [both])
    assert len(subjects) == 1
    assert str(subjects[0]["subject_id"]) != line.id


async def test_an_open_case_keeps_its_pictures(line: Life, files: PhotoFiles) -> None:
    (home,) = await _brought(files, picture(seed=1))
    await line.begin(caller=CALLER, photos=[_shown(home)])
    assert (await line.ask("alice", f"/api/complaints/{line.id}/person", None, "DELETE")).status_code == 204
    await _removed(files)
    whole = await line.as_it_is()
    assert ([photo.sha256 for photo in whole.photos], len(_lying(files, home))) == ([home], 3)
    assert (whole.steps[-1].step, whole.steps[-1].actor.name, whole.steps[-1].detail) == (Step.ERASE, "Alice", {})


async def test_what_is_sent_again_before_its_bytes_went_stays(line: Life, files: PhotoFiles) -> None:
    (home,) = await _brought(files, picture(seed=1))
    await line.begin(caller=CALLER, photos=[_shown(home)])
    await line.until("closed")
    with clock.travel(LATER):
        await retention.erase_old(365, clock.now())
        await _brought(files, picture(seed=1))
        await _removed(files)
    assert len(_lying(files, home)) == 3
