"""/track/{code}: a resident follows his complaint, confirms, rates, adds something."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from heating.accounts.actor import Actor
from heating.accounts.guard import page
from heating.complaints.residents import actions as residents
from heating.complaints.residents import tracking
from heating.complaints.residents.schemas import ResidentConfirmation, ResidentNote, ResidentRating, Tracked
from heating.complaints.rules import Status
from heating.hazards.evidence import StepPhoto
from heating.http.language import language_of
from heating.lib import clock
from heating.lib.buckets import Buckets
from heating.lib.problems import Problem
from heating.portal import form_token, form_words, reporting, shell
from heating.portal import track_words as words
from heating.portal.controls import Errors
from heating.portal.describing import company
from heating.portal.draft import MOST_PHOTOS, is_temperature, tidy
from heating.portal.form_token import Token
from heating.portal.guessing import Guesses
from heating.portal.report_routes import LIMIT, may_upload, too_many
from heating.portal.track_page import View, look_up_page, track_page

_MOST_TEXT = 2000
_guesses = Guesses()
_steps = Buckets(20, timedelta(hours=1))
"""By complaint: what one resident may add to it."""


class _Act(NamedTuple):
    request: Request
    code: str
    typed: Mapping[str, str]
    form: FormData
    token: Token
    status: Status


async def look_up(request: Request, _actor: Actor | None) -> Response:
    """A field for the code; a code leads to its page."""
    typed = tidy(request.query_params.get("code", ""))[:60]
    language = language_of(request)
    if typed and (code := tracking.normal(typed)):
        return RedirectResponse(f"/track/{quote(code)}?lang={language}", 303)
    errors: Errors = {"code": words.UNKNOWN} if typed else {}
    return shell.answer(look_up_page(typed, errors, language), 422 if errors else 200)


async def show_progress(request: Request, _actor: Actor | None) -> Response:
    tracked = await _tracked(request)
    if not isinstance(tracked, Response):
        view = await _view(request, tracked, form_token.written(form_token.issue(clock.now())), {})
        return shell.answer(track_page(tracked, view, {}))
    return tracked


async def take_step(request: Request, _actor: Actor | None) -> Response:
    """A step, then the page anew; done again by a second click it is the same step."""
    tracked = await _tracked(request)
    if isinstance(tracked, Response):
        return tracked
    if not _steps.take(str(tracked.id), clock.now()):
        return await too_many(language_of(request))
    act = await _read(request, tracked)
    try:
        errors = await _carry_out(act)
    finally:
        await request.close()  # the photos' temporary files
    if not errors:
        return RedirectResponse(f"/track/{tracked.tracking_code}?lang={language_of(request)}&done=1", 303)
    tracked = await residents.tracked(act.code) or tracked
    view = await _view(request, tracked, form_token.written(form_token.issue(clock.now())), dict(act.typed))
    return shell.answer(track_page(tracked, view, errors), 422)


async def _carry_out(act: _Act) -> Errors:
    """What is wrong with it."""
    step = _STEPS.get(act.typed.get("act", ""), _note)
    try:
        return await step(act)
    except Problem as refused:
        if refused.status != 409:
            raise
        return {"note": words.TOO_LATE}


async def _confirm(act: _Act) -> Errors:
    """From a page that is older than the reply: now the rating is asked for, which says the same and more."""
    if act.status is Status.REPLIED and act.typed.get("act") == "warm":
        return {"score": words.NEED_SCORE}
    typed = act.typed.get("temperature", "")
    if typed and not is_temperature(typed):
        return {"temperature": form_words.WRONG_TEMPERATURE}
    indoor_c = float(typed.replace(",", ".")) if typed else None
    said = ResidentConfirmation(id=act.token.id, warm=act.typed.get("act") == "warm", indoor_c=indoor_c)
    await residents.confirm_by_resident(act.code, said, act.request.app.state.settings.zone)
    return {}


async def _rate(act: _Act) -> Errors:
    score, solved = act.typed.get("score", ""), act.typed.get("solved", "")
    errors: Errors = {} if solved in ("yes", "no") else {"solved": words.NEED_SOLVED}
    if score not in ("1", "2", "3", "4", "5") and solved != "no":
        errors = {**errors, "score": words.NEED_SCORE}
    if errors:
        return errors
    comment = act.typed.get("comment", "")[:_MOST_TEXT]
    rating = ResidentRating(
        id=act.token.id, solved=solved == "yes", score=int(score) if score.isdigit() else None, comment=comment
    )
    await residents.rate(act.code, rating, act.request.app.state.settings.zone)
    return {}


async def _note(act: _Act) -> Errors:
    uploads = [one for one in act.form.getlist("photo") if isinstance(one, UploadFile) and one.size]
    text = act.typed.get("note", "")
    if not text and not uploads:
        return {"note": words.NEED_NOTE}
    if len(text) > _MOST_TEXT or len(uploads) > MOST_PHOTOS:
        return (
            {"note": form_words.too_long(_MOST_TEXT)}
            if len(text) > _MOST_TEXT
            else {"photo": form_words.TOO_MANY_PHOTOS}
        )
    if uploads and not may_upload(act.request):
        return {"photo": form_words.TOO_MANY_UPLOADS}
    state = act.request.app.state
    try:
        marks = await reporting.keep_photos(uploads, act.token, state.photos, state.settings.zone)
    except Problem:
        return {"photo": form_words.WRONG_PHOTO}
    shown = tuple(StepPhoto(sha256=mark.partition(".")[0], role="other") for mark in marks)
    said = text or form_words.PHOTOS.zh
    await residents.add_note(act.code, ResidentNote(id=act.token.id, text=said, photos=shown), state.settings.zone)
    return {}


_STEPS: Mapping[str, Callable[[_Act], Awaitable[Errors]]] = {
    "warm": _confirm, "cold": _confirm, "rate": _rate, "note": _note,
}  # fmt: skip


async def _read(request: Request, tracked: Tracked) -> _Act:
    """What cannot be read as a form is an empty one. A form that is too old, or not ours, begins anew."""
    try:
        form = await request.form(max_files=MOST_PHOTOS + 3, max_fields=30)
    except (HTTPException, ValueError, UnicodeError):
        form = FormData()
    typed = {name: tidy(value) for name, value in form.items() if isinstance(value, str)}
    token = form_token.read(typed.get("form", ""), clock.now()) or form_token.issue(clock.now())
    return _Act(request, tracked.tracking_code, typed, form, token, tracked.status)


async def _tracked(request: Request) -> Tracked | Response:
    """Whoever tries codes hears nothing more; who has one is let in, whoever else sits behind his address."""
    tracked = await residents.tracked(request.path_params["code"])
    if tracked is not None:
        return tracked
    address, now, language = request.client.host if request.client else "", clock.now(), language_of(request)
    if _guesses.too_many(address, now):
        return await too_many(language)
    _guesses.note_miss(address, now)
    return shell.answer(look_up_page("", {"code": words.UNKNOWN}, language), 404)


async def _view(request: Request, tracked: Tracked, form: str, typed: dict[str, str]) -> View:
    organization, phone = await company(tracked.organization)
    return View(
        language=language_of(request),
        zone=request.app.state.settings.zone,
        organization=organization,
        phone=phone,
        form=form,
        done=request.method == "GET" and "done" in request.query_params,
        typed=typed,
    )


routes = [
    page("/track", look_up, summary="Where a resident gives his tracking code"),
    page("/track/{code}", show_progress, summary="How a resident's report stands", form=take_step, limit=LIMIT),
]
