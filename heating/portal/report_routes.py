"""/report: a resident says what is wrong, over three pages that need no JavaScript."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

import msgspec
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.accounts.guard import page
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.persons.keeping import phone_figures
from heating.http.endpoint import MIB
from heating.http.language import language_of
from heating.lib import clock
from heating.lib.buckets import Buckets
from heating.lib.problems import Problem
from heating.lib.wording import Language, Text
from heating.network.address_queries import find_addresses
from heating.network.rules import SUPPLIED
from heating.portal import form_token, reporting, shell
from heating.portal import form_words as words
from heating.portal.controls import Choice, Errors
from heating.portal.draft import MOST_PHOTOS, OTHER, Draft, address_errors, draft_of, problem_errors
from heating.portal.form_token import Token
from heating.portal.markup import Html
from heating.portal.report_page import Scene, address_page, check_page, problem_page
from heating.registry import asset_queries

LIMIT = 32 * MIB
_OFFERED = 12
_FASTEST = timedelta(seconds=3)
"""From the first page to the last; nobody reads them in less."""
_pages = Buckets(300, timedelta(minutes=10))
"""By network address: a whole quarter may stand behind one of a telephone company."""
_sendings = Buckets(60, timedelta(minutes=10))
_uploads = Buckets(12, timedelta(minutes=10))
"""Forms with pictures."""
_of_number = Buckets(6, timedelta(hours=1))
_of_building = Buckets(150, timedelta(minutes=10))
_sent = reporting.Sent()


class _Asked(NamedTuple):
    """One request; `go` is the button."""

    request: Request
    draft: Draft
    page: str
    go: str
    uploads: Sequence[UploadFile] = ()

    @property
    def address(self) -> str:
        return self.request.client.host if self.request.client else ""

    @property
    def language(self) -> Language:
        return language_of(self.request)


async def show_report(request: Request, _actor: Actor | None) -> Response:
    """The first page; `?l=` is a label's code, `?b=` a building's."""
    building = request.query_params.get("b", "")[:100]
    known = (await asset_queries.assets_by_code([building])).get(building) if building else None
    draft = Draft(
        form=form_token.written(form_token.issue(clock.now())),
        label=request.query_params.get("l", "")[:40].replace("\0", ""),
        building=str(known.id) if known and known.kind in SUPPLIED else "",
    )
    asked = _Asked(request, draft, "address", "")
    return shell.answer(address_page(draft, await _scene(asked, draft), {}))


async def take_report(request: Request, _actor: Actor | None) -> Response:
    """The next page, the same one with what is wrong on it, or the receipt."""
    address = request.client.host if request.client else ""
    if not _pages.take(address, clock.now()):
        return await too_many(language_of(request))
    try:
        return await _next(await _read(request))
    finally:
        await request.close()  # the photos' temporary files


async def _next(asked: _Asked) -> Response:
    if asked.go == "elsewhere":
        draft = msgspec.structs.replace(asked.draft, label="", building="")
        return shell.answer(address_page(draft, await _scene(asked, draft), {}))
    step = {"problem": _after_problem, "check": _after_check}.get(asked.page, _after_address)
    return await step(asked)


async def _after_address(asked: _Asked) -> Response:
    draft, searched = asked.draft, bool(asked.draft.asked) and asked.draft.asked == asked.draft.q
    if asked.go == "next" and (errors := address_errors(draft)):
        return await _address(asked, draft, errors)
    known = await _place(draft)
    if asked.go == "next" and (known is not None or (searched and draft.building == OTHER)):
        return await _problem(asked, draft, {})
    if asked.go == "next" and searched:
        return await _address(asked, draft, {"building": words.NEED_BUILDING})
    return await _address(asked, msgspec.structs.replace(draft, building=""), {})


async def _after_problem(asked: _Asked) -> Response:
    if asked.go == "back":
        return await _address(asked, asked.draft, {})
    draft, errors = await _with_photos(asked, asked.draft)
    errors = {**problem_errors(draft), **errors}
    if asked.go != "next" or errors:
        return await _problem(asked, draft, errors)
    return await _check(asked, draft, {})


async def _after_check(asked: _Asked) -> Response:
    draft, now = asked.draft, clock.now()
    if asked.go == "back":
        return await _problem(asked, draft, {})
    if errors := {**address_errors(draft), **problem_errors(draft)}:
        return await _problem(asked, draft, errors)
    if asked.go != "next":
        return await _check(asked, draft, {})
    token = form_token.read(draft.form, now)
    if token is None:
        fresh = form_token.written(form_token.issue(now - _FASTEST))
        return await _check(asked, msgspec.structs.replace(draft, form=fresh), {"f": words.OLD_FORM})
    if draft.website:
        return await _check(asked, draft, {"website": words.TRAPPED})
    if now - token.issued_at < _FASTEST:
        return await _check(asked, draft, {"f": words.TOO_FAST})
    return await _send(asked, draft, token)


async def _send(asked: _Asked, draft: Draft, token: Token) -> Response:
    now = clock.now()
    same = reporting.same_key(draft, asked.address)
    code = _sent.code(same, now) if same else None
    if code is None:
        if not _may_send(asked, draft):
            return await too_many(asked.language)
        try:
            code = await reporting.send(draft, token, now, asked.request.app.state.settings.zone)
        except Problem as refused:
            text = Text(refused.detail("zh"), refused.detail("en"))
            return await _check(asked, draft, {"f": text})
        if same:
            _sent.note(same, code, now)
    return RedirectResponse(f"/track/{code}?lang={asked.language}", 303)


def _may_send(asked: _Asked, draft: Draft) -> bool:
    now, number = clock.now(), phone_figures(draft.phone)
    return (
        _sendings.take(asked.address, now)
        and (not number or _of_number.take(number, now))
        and (draft.building_id is None or _of_building.take(draft.building, now))
    )


async def _address(asked: _Asked, draft: Draft, errors: Errors) -> Response:
    """With the buildings that may be meant; what the address says of unit and room is filled in."""
    place = await _place(draft)
    offered: list[Choice] | None = None
    if (place is None or draft.asked) and draft.q and "q" not in errors:
        found = await find_addresses(None, draft.q[:200], _OFFERED)
        offered = [
            Choice(
                str(match.building),
                match.name if asked.language == "zh" else match.name_en or match.name,
                match.address,
            )
            for match in found.items
        ]
        draft = msgspec.structs.replace(draft, unit=draft.unit or found.unit, room=draft.room or found.room)
    scene = await _scene(asked, draft, offered)
    return shell.answer(address_page(draft, scene, errors), 422 if errors else 200)


async def _problem(asked: _Asked, draft: Draft, errors: Errors) -> Response:
    return shell.answer(problem_page(draft, await _scene(asked, draft), errors), 422 if errors else 200)


async def _check(asked: _Asked, draft: Draft, errors: Errors) -> Response:
    content = check_page(draft, await _scene(asked, draft), errors, trapped="website" in errors)
    return shell.answer(content, 422 if errors else 200)


async def _scene(asked: _Asked, draft: Draft, offered: list[Choice] | None = None) -> Scene:
    language = asked.language
    known = [category for category in (await catalogue.current()).categories.values() if category.in_force]
    return Scene(
        language=language,
        emergency=await emergency_phone(),
        place=None if offered is not None else await _place(draft),
        offered=offered,
        categories=[Choice(category.key, category.name.in_language(language)) for category in known],
    )


async def _place(draft: Draft) -> Text | None:
    """What the chosen building, or whatever bears the scanned label, is called."""
    if id := draft.building_id:
        asset = (await asset_queries.assets_for_inspection([id])).get(id)
        usable = asset is not None and asset.kind in SUPPLIED and asset.status != "retired"
        return Text(asset.name, asset.name_en or asset.name) if asset and usable else None
    asset = await reporting.labelled(draft.label)
    if asset is None:
        return None
    if asset.kind in SUPPLIED or asset.name == asset.site_name:
        return Text(asset.name, asset.name_en or asset.name)
    return Text(
        f"{asset.site_name} · {asset.name}", f"{asset.site_name_en or asset.site_name} · {asset.name_en or asset.name}"
    )


async def _read(request: Request) -> _Asked:
    """What cannot be read as a form is an empty one."""
    try:
        form = await request.form(max_files=MOST_PHOTOS + 3, max_fields=60)
    except (HTTPException, ValueError, UnicodeError):
        return _Asked(request, Draft(form=form_token.written(form_token.issue(clock.now()))), "address", "")
    texts = {name: value for name, value in form.items() if isinstance(value, str)}
    marks = tuple(value for value in form.getlist("photo_kept") if isinstance(value, str) and len(value) < 120)
    uploads = [one for one in form.getlist("photo") if isinstance(one, UploadFile) and one.size]
    draft = await _known_only(draft_of(texts, marks))
    return _Asked(request, draft, texts.get("page", ""), texts.get("go", "next"), uploads)


async def _known_only(draft: Draft) -> Draft:
    """Whatever was not ours to choose from is not chosen."""
    category = draft.category if draft.category in (await catalogue.current()).categories else ""
    building = draft.building if draft.building == OTHER or draft.building_id else ""
    return msgspec.structs.replace(draft, category=category, building=building)


async def _with_photos(asked: _Asked, draft: Draft) -> tuple[Draft, Errors]:
    """Nothing is stored for a form that is not ours."""
    if not asked.uploads:
        return draft, {}
    token = form_token.read(draft.form, clock.now())
    if token is None:
        fresh = form_token.written(form_token.issue(clock.now()))
        return msgspec.structs.replace(draft, form=fresh, photos=()), {"photo": words.OLD_FORM}
    if not may_upload(asked.request):
        return draft, {"photo": words.TOO_MANY_UPLOADS}
    if len(draft.photos) + len(asked.uploads) > MOST_PHOTOS:
        return draft, {"photo": words.TOO_MANY_PHOTOS}
    state = asked.request.app.state
    try:
        marks = await reporting.keep_photos(asked.uploads, token, state.photos, state.settings.zone)
    except Problem:
        return draft, {"photo": words.WRONG_PHOTO}
    return msgspec.structs.replace(draft, photos=(*draft.photos, *marks)), {}


def may_upload(request: Request) -> bool:
    return _uploads.take(request.client.host if request.client else "", clock.now())


async def emergency_phone() -> str | None:
    """Of the city's own office."""
    cities = await accounts.organizations_below("")
    return next((one.phone for one in cities if one.phone), None)


async def too_many(language: Language) -> Response:
    phone = await emergency_phone()
    content: Html = shell.notice(
        words.TOO_MANY_TITLE,
        Text(f"{words.TOO_MANY.zh} {phone or ''}", f"{words.TOO_MANY.en} {phone or ''}"),
        language,
    )
    answer = shell.answer(content, 429)
    answer.headers["retry-after"] = "600"
    return answer


routes = [page("/report", show_report, summary="A resident's report", form=take_report, limit=LIMIT)]
